"""The learned part of the source stage: linear models whose every weight can be read, loaded once and checked.

One of them says how likely it is that words are a statement, two how likely that a chain is meant (logistic
regression), two of which kind a source is that the article names, or does not (multinomial logistic regression).
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp
from pathlib import Path
from typing import Any

from auditor.analysis.scorer import Features, Scorer
from auditor.analysis.sources.coreference.chains import Chain
from auditor.analysis.sources.coreference.ranking import Candidate, Choice
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.base import files
from auditor.records.report import PackInfo
from auditor.records.sourcing import Form, SourceKind

VERSION = "1"
DIGEST = "95a432c5817d12bc29c6ba18d8d107180b3d5c6886609265e5b65105fcff13e3"
"""SHA-256 of `weights.json`, as it was trained."""

_LIKELY = 0.5
"""From this probability on a description goes with a chain that has no name."""
_LIKELY_NAME = 0.6
"""From this on it goes with somebody whom the article names: words under a wrong name are the gravest error."""
_NOT_UNLIKELY, _NOT_UNLIKELY_NAME = 0.2, 0.3
"""From these on it goes where a sieve of syntax puts it, unless another chain is likelier by `_BETTER`."""
_BETTER = 0.3
_LIKELY_PRONOUN = 0.35
"""From this on a pronoun goes with a chain: hardly any pronoun begins one."""

_OF_NAMED = (
    SourceKind.NAMED_PERSON,
    SourceKind.NAMED_ORGANIZATION,
    SourceKind.MEDIA,
    SourceKind.DOCUMENT,
    SourceKind.UNNAMED_GROUP,
    SourceKind.ANONYMOUS,
)
"""What a chain with a name can be."""


@dataclass(frozen=True, slots=True)
class Classifier:
    """Which of the nine kinds a source is; for each feature a weight a kind, in the order of `SourceKind`."""

    weights: Mapping[str, Sequence[float]]

    def scores(self, features: Features) -> Mapping[SourceKind, float]:
        """The logarithm of how likely each kind is, up to a constant."""
        totals = dict.fromkeys(SourceKind, 0.0)
        for name, value in features.items():
            for kind, weight in zip(SourceKind, self.weights.get(name, ()), strict=False):
                totals[kind] += weight * value
        return totals


@dataclass(frozen=True, slots=True)
class SourceModel:
    """All that is learned of sources; made by `load`."""

    statements: Scorer
    pronouns: Scorer
    descriptions: Scorer
    named: Classifier
    unnamed: Classifier

    def pick(self, phrase: Phrase, candidates: Sequence[Candidate]) -> Choice:
        """The likeliest of the chains that `phrase` may stand for; one of its own if none is likely enough."""
        scorer = self.pronouns if phrase.form is Form.PRONOUN else self.descriptions
        scored = [(scorer.probability(c.features), -n, c) for n, c in enumerate(candidates)]
        heard = (each for each in scored if not each[2].is_unheard or phrase.form is Form.PRONOUN)
        enough = [each for each in heard if each[0] >= _threshold(each[2], phrase)]
        best = max(enough, key=lambda each: each[:2], default=None)
        proposed = next((each for each in scored if each[2].proposed), None)
        if proposed is not None and phrase.form is not Form.PRONOUN and _stands(proposed[2], proposed[0]):
            best = proposed if best is None or best[0] <= proposed[0] + _BETTER else best
        if best is None:
            return Choice(None, probability=1.0 - max((each[0] for each in scored), default=0.0))
        return Choice(best[2].chain, best[2].step, best[0], scorer.reasons(best[2].features))

    def kind(self, features: Features, chain: Chain) -> tuple[SourceKind, float]:
        """The likeliest kind of a source, given whether the article names it, and how likely it is."""
        if chain.entity is not None:
            scores = self.named.scores(features)
            best = max(_OF_NAMED, key=lambda kind: scores[kind])
            return best, _probability(best, {kind: scores[kind] for kind in _OF_NAMED})
        scores = self.unnamed.scores(features)
        best = max(scores, key=lambda kind: scores[kind])
        probability = _probability(best, scores)
        if best is SourceKind.NAMED_PERSON:  # somebody whom the article names, and it cannot be told whom
            return (SourceKind.UNNAMED_GROUP if chain.plural else SourceKind.UNNAMED_PERSON), probability
        return best, probability


def _probability(kind: SourceKind, scores: Mapping[SourceKind, float]) -> float:
    most = max(scores.values())
    return exp(scores[kind] - most) / sum(exp(score - most) for score in scores.values())


def _stands(candidate: Candidate, probability: float) -> bool:
    """Whether the word of a sieve stands; that of one who has no name and has said nothing is all there is to go by."""
    by_nearness = candidate.chain.entity is not None and not candidate.called_so
    return candidate.is_unheard or probability >= (_NOT_UNLIKELY_NAME if by_nearness else _NOT_UNLIKELY)


def _threshold(candidate: Candidate, phrase: Phrase) -> float:
    if phrase.form is Form.PRONOUN:
        return _LIKELY_PRONOUN
    return _LIKELY_NAME if candidate.chain.entity is not None else _LIKELY


def weights() -> Path:
    """The file that ships."""
    return Path(__file__).parent / "weights.json"


def load(path: Path | None = None, digest: str = DIGEST) -> SourceModel:
    """The model in the file at `path`, or the one that ships.

    Raises ModelError if the file is missing (A404) or is not the one that was trained (A405).
    """
    path = path or weights()
    what = f"the file {path.name} of the source stage"
    data = files.read_trained(path, digest, what, "it: --detectors rules,tagger")
    return read(json.loads(data))


def read(data: Mapping[str, Any]) -> SourceModel:
    """The model from plain data, as `weights.json` holds it."""
    said, pronouns, descriptions = (Scorer(data[name]) for name in ("statements", "pronouns", "descriptions"))
    return SourceModel(said, pronouns, descriptions, Classifier(data["named"]), Classifier(data["unnamed"]))


def info() -> PackInfo:
    """What a report says of the weights."""
    return PackInfo("sources", VERSION, DIGEST)
