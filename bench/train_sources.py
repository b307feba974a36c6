"""Trains the learned part of the source stage: what is a statement, whom words stand for, of which kind a source is.

    python bench/train_sources.py                     everything, some four minutes on two cores
    python bench/train_sources.py --statements        what is a statement alone; the rest stays as it ships
    python bench/train_sources.py --short --out DIR   on a few invented sentences: does it still run?

It learns from the articles of `polnear/train` and `world/train` (`--eval` says where those lie) whose sources
`bench/sources.jsonl` and `bench/world.jsonl` tell, without a word of the texts, and from what rules, tagger and syntax
make of them. It works in rounds: the first follows the sieves, each later one the weights of the one before, so that
the model meets the chains that it makes itself (Ross, Gordon and Bagnell, AISTATS 2011). Nothing is random.

The tagger learned from `polnear/train` by heart; what it says of those articles is no feature here, and what is a
statement is learned from the others alone.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.analysis.phrases import find as phrases
from auditor.analysis.scorer import Features
from auditor.analysis.sources import resolve
from auditor.analysis.sources.coreference.chains import Chain
from auditor.analysis.sources.coreference.ranking import Candidate, Choice
from auditor.analysis.sources.learned import model as learned
from auditor.analysis.sources.learned.model import SourceModel
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.statements import find as statements
from auditor.analysis.statements import likely
from auditor.base.spans import Nest, Span, hull
from auditor.language import read as reading
from auditor.language.parsed import Parsed
from auditor.packs.load import load_packs
from auditor.readers.dispatch import read_text
from auditor.records.report import Detector
from auditor.records.resolved import Heard
from auditor.records.sourcing import Form, SourceKind, Statement
from auditor.toolkit import Toolkit, build_toolkit
from bench import corpus

ROOT = Path(__file__).resolve().parent.parent
KINDS = tuple(SourceKind)
RARE = 4
"""A feature that is met less often has no weight."""
L2_OF_LINKS, L2_OF_KINDS = 3.0, 10.0
NAMED = ("named_person", "named_organization", "media")
LINK_OF_ONE_WORLD, SOURCE_OF_ONE_WORLD = 0.5, 0.09
"""What a candidate, and a source, of `polnear/train` weigh beside those of `world/train`."""
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Gold:
    """One statement as readers marked it: the number of its source, its cue and its content."""

    source: int | None
    cue: Span | None
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """A text, its statements, and the kind of each source; `known` if the tagger learned from it."""

    name: str
    text: str
    gold: tuple[Gold, ...]
    kinds: tuple[str, ...]
    known: bool
    names: tuple[tuple[Span, ...], ...] = ()
    """For each source, where the text has its name, as far as that is told."""
    open: tuple[Span, ...] = ()
    """Where readers saw something that counts for nothing and against nothing."""


@dataclass(frozen=True, slots=True)
class Said:
    """One statement that was found: its features, and whether readers found it too."""

    features: Features
    right: bool


@dataclass(frozen=True, slots=True)
class Link:
    """One candidate for the words for a speaker: its features, whether it is right, and what it weighs."""

    pronoun: bool
    features: Features
    right: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Kind:
    """One source: its features, its kind, and what it weighs."""

    named: bool
    features: Features
    kind: str
    weight: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains, writes `weights.json` and says its digest; gives the exit code."""
    asked = _parser().parse_args(arguments)
    articles = list(_invented() if asked.short else _articles(asked.eval))
    if asked.statements:
        articles = [article for article in articles if not article.known]
    weights: dict[str, object] | None = None
    for round_ in range(1 if asked.short or asked.statements else ROUNDS):
        found = _collected(articles, weights, asked.jobs)
        weights = _fitted(found, rare=1 if asked.short else RARE)
        counts = f"{len(found.said)} statements, {len(found.links)} candidates, {len(found.kinds)} sources"
        print(f"round {round_ + 1}: {counts}", flush=True)
    if asked.statements:
        assert weights is not None
        weights = {**json.loads(learned.weights().read_bytes()), "statements": weights["statements"]}
    data = (json.dumps(weights, indent=0, sort_keys=True, ensure_ascii=False) + "\n").encode()
    path = (asked.out or learned.weights().parent) / "weights.json"
    path.write_bytes(data)
    print(f"{path}: {len(data)} bytes; DIGEST = {hashlib.sha256(data).hexdigest()}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval", help="annotated articles")
    parser.add_argument("--out", type=Path, help="folder for weights.json, if not that of the package")
    parser.add_argument("--jobs", type=int, default=2, help="processes to work in")
    parser.add_argument("--statements", action="store_true", help="what is a statement alone")
    parser.add_argument("--short", action="store_true", help="a few invented sentences only")
    return parser


# ---------------------------------------------------------------- what is learned from


def _articles(evaluation: Path) -> Iterator[Article]:
    """The articles whose sources are told, in order of their names."""
    told = {row["article"]: row for row in _rows(corpus.SOURCES)}
    for each in corpus.articles(evaluation / "polnear" / "train", {}):
        row = told.get(corpus.digest(each.text))
        if row is not None:
            marks = {mark.id: mark for mark in each.marks}
            gold = tuple(
                Gold(number, hull(marks[mark].cue) if marks[mark].cue else None, marks[mark].content)
                for number, source in enumerate(row["sources"])
                for mark in source["marks"]
                if mark in marks
            )
            kinds = tuple(source["kind"] for source in row["sources"])
            silent = (hull(marks[mark].cue) for mark in row["silent"] if mark in marks and marks[mark].cue)
            neither = (*silent, *(Span(*ends) for ends in row["missed"]))
            yield Article(each.name, each.text, gold, kinds, known=row["group"] == "train", open=neither)
    world = {row["article"]: row for row in _rows(corpus.WORLD)}
    for path in sorted((evaluation / "world" / "train" / "text").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        found = world.get(corpus.digest(text))
        if found is not None:
            gold = tuple(
                Gold(s["source"], _span(s["cue"]), tuple(Span(*each) for each in s["content"]))
                for s in found["statements"]
            )
            names = tuple(tuple(Span(*each) for each in s["named"]) for s in found["sources"])
            yield Article(path.stem, text, gold, tuple(s["kind"] for s in found["sources"]), known=False, names=names)


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _span(ends: Sequence[int] | None) -> Span | None:
    return Span(*ends) if ends else None


def _invented() -> Iterator[Article]:
    """Sentences of our own, with who says what."""
    text = "Mayor Ada Quill said the pier was safe. She said it would open. A diver said it was not. The diver left."
    cues = [
        (Span(text.index(words) + len(words) - 4, text.index(words) + len(words)))
        for words in ("Quill said", "She said", "diver said")
    ]
    gold = tuple(Gold(source, cue, ()) for source, cue in zip((0, 0, 1), cues, strict=True))
    yield Article("pier", text, gold, ("named_person", "anonymous"), known=False)


# ---------------------------------------------------------------- what happens in them


class _Recorder:
    """Decides as it is told, and keeps what there was to decide."""

    def __init__(self, model: SourceModel | None) -> None:
        self.model = model
        self.links: list[tuple[Phrase, Sequence[Candidate]]] = []
        self.sources: dict[int, tuple[Features, Chain]] = {}

    def pick(self, phrase: Phrase, candidates: Sequence[Candidate]) -> Choice:
        self.links.append((phrase, candidates))
        if self.model is not None:
            return self.model.pick(phrase, candidates)
        return next((Choice(c.chain, c.step) for c in candidates if c.proposed), Choice(None))

    def kind(self, features: Features, chain: Chain) -> tuple[SourceKind, float]:
        self.sources[chain.number] = (features, chain)
        return SourceKind.UNNAMED_PERSON, 1.0


@dataclass(frozen=True, slots=True)
class Found:
    """What there was to decide."""

    said: list[Said]
    links: list[Link]
    kinds: list[Kind]


def _collected(articles: Sequence[Article], weights: Mapping[str, object] | None, jobs: int) -> Found:
    """What there was to decide in all articles, in their order."""
    parts = [list(articles[number::jobs]) for number in range(jobs)]
    with ProcessPoolExecutor(jobs, get_context("spawn")) as pool:
        found = list(pool.map(_of_articles, parts, [weights] * jobs))
    each = [found[n % jobs][n // jobs] for n in range(len(articles))]
    return Found(*([one for some in column for one in some] for column in zip(*each, strict=True)))


def _of_articles(
    articles: Sequence[Article], weights: Mapping[str, Mapping[str, object]] | None
) -> list[tuple[list[Said], list[Link], list[Kind]]]:
    toolkit = build_toolkit(load_packs(("core", "default")), detectors=(Detector.RULES, Detector.TAGGER))
    model = learned.read(weights) if weights is not None else None
    return [_of_article(article, toolkit, model) for article in articles]


def _of_article(
    article: Article, toolkit: Toolkit, model: SourceModel | None
) -> tuple[list[Said], list[Link], list[Kind]]:
    parsed = reading.parse(read_text(article.text, f"{article.name}.txt"), toolkit)
    told = phrases.find(parsed)
    heard = statements.find(parsed, told, toolkit.detectors, toolkit.tagger, None)
    said = [] if article.known else list(_said(article, parsed, heard))
    heard = heard if model is None else likely.likely(parsed, heard, told, model.statements)
    recorder = _Recorder(model)
    resolve.resolve(parsed, heard, told, recorder)
    whose = _matched(heard.statements, article.gold)
    return said, list(_links(article, recorder, whose)), list(_kinds(article, recorder, whose))


def _said(article: Article, parsed: Parsed, heard: Heard) -> Iterator[Said]:
    """Every statement that was found, but for what counts neither for nor against."""
    whose = _matched(heard.statements, article.gold)
    neither = Nest((span, span) for span in article.open)
    for number, (statement, features) in enumerate(zip(heard.statements, likely.features(parsed, heard), strict=True)):
        words = [span for span in (statement.source, statement.cue) if span is not None]
        if whose.get(number, -1) >= 0:
            yield Said(features, right=True)
        elif number not in whose and not any(next(neither.overlapping(span), None) for span in words):
            yield Said(features, right=False)


def _links(article: Article, recorder: _Recorder, whose: Mapping[int, int]) -> Iterator[Link]:
    """Every candidate for the words for a marked speaker; not where somebody with a name is meant and none is known."""
    for phrase, candidates in recorder.links:
        source = whose.get(phrase.statement)
        if source is None:
            continue
        right = [_owner(c.chain, whose, phrase, article.names) == source for c in candidates]
        if (
            not any(right)
            and source >= 0
            and article.kinds[source] in NAMED
            and _has_no_name(source, article, recorder, whose)
        ):
            continue
        for candidate, is_right in zip(candidates, right, strict=True):
            if candidate.is_unheard and phrase.form is not Form.PRONOUN:
                continue
            weight = LINK_OF_ONE_WORLD if article.known else 1.0
            yield Link(phrase.form is Form.PRONOUN, candidate.features, is_right, weight)


def _has_no_name(source: int, article: Article, recorder: _Recorder, whose: Mapping[int, int]) -> bool:
    """Whether it is not told under which name the text has a source."""
    told = bool(article.names) and bool(article.names[source])
    chains = {c.chain.number: c.chain for _, candidates in recorder.links for c in candidates}.values()
    phrases = (p for chain in chains if chain.entity is not None for p in chain.phrases if p.form is Form.NAME)
    return not told and not any(whose.get(p.statement) == source for p in phrases)


def _kinds(article: Article, recorder: _Recorder, whose: Mapping[int, int]) -> Iterator[Kind]:
    for features, chain in recorder.sources.values():
        spoken = [p.statement for p in chain.phrases if p.statement >= 0]
        votes = Counter(source for n in spoken if (source := whose.get(n, -1)) >= 0)
        if votes:
            kind = article.kinds[votes.most_common(1)[0][0]]
            weight = min(3, len(spoken)) ** 0.5 * (SOURCE_OF_ONE_WORLD if article.known else 1.0)
            yield Kind(chain.entity is not None, _unread(features) if article.known else features, kind, weight)


def _unread(features: Features) -> Features:
    """The features without what the tagger says."""
    words = next(name.removeprefix("words say ") for name in features if name.startswith("words say "))
    kept = {k: v for k, v in features.items() if not k.startswith(("tagger", "with the tagger "))}
    return {**kept, f"with the tagger {words}": 1.0, "not read by the tagger": 1.0}


def _matched(found: Sequence[Statement], gold: Sequence[Gold]) -> dict[int, int]:
    """For each statement that was marked, by number, the number of its source; -1 where readers found none."""
    scored = []
    for n, statement in enumerate(found):
        for m, mark in enumerate(gold):
            cues = statement.cue is not None and mark.cue is not None and statement.cue.overlaps(mark.cue)
            share = _jaccard(statement.content, mark.content)
            if cues or share > 0.3:
                scored.append((2 * cues + share, -n, -m))
    out: dict[int, int] = {}
    used = set()
    for _, n, m in sorted(scored, reverse=True):
        if -n not in out and m not in used:
            used.add(m)
            source = gold[-m].source
            out[-n] = -1 if source is None else source
    return out


def _jaccard(one: Sequence[Span], other: Sequence[Span]) -> float:
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one for b in other)
    total = sum(map(len, one)) + sum(map(len, other)) - both
    return both / total if total else 0.0


def _owner(chain: Chain, whose: Mapping[int, int], phrase: Phrase, names: Sequence[Sequence[Span]]) -> int:
    """The source that a chain stood for before `phrase`, by most of its statements, or by its name's; else -2."""
    if chain.entity is not None:
        spans = [p.span for p in chain.phrases if p.form is Form.NAME]
        for source, places in enumerate(names):
            if any(span.overlaps(place) for span in spans for place in places):
                return source
    spoken = [p for p in chain.phrases if p.statement in whose]
    before = [whose[p.statement] for p in spoken if p.head < phrase.head]
    named = [whose[p.statement] for p in spoken if p.form is Form.NAME] if chain.entity is not None else []
    votes = Counter(before or named)
    return votes.most_common(1)[0][0] if votes else -2


# ---------------------------------------------------------------- fitting


def _fitted(found: Found, rare: int) -> dict[str, object]:
    out: dict[str, object] = {}
    names, rows = _matrix([one.features for one in found.said], rare)
    weights = _logistic(rows, np.array([float(one.right) for one in found.said]), np.ones(len(found.said)))
    out["statements"] = {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}
    for name, pronoun in (("pronouns", True), ("descriptions", False)):
        mine = [link for link in found.links if link.pronoun == pronoun]
        names, rows = _matrix([link.features for link in mine], rare)
        right, weight = np.array([float(link.right) for link in mine]), np.array([link.weight for link in mine])
        weights = _logistic(rows, right, weight)
        out[name] = {n: round(float(w), 4) for n, w in zip(names, weights, strict=True)}
    for name, named in (("named", True), ("unnamed", False)):
        sources = [kind for kind in found.kinds if kind.named == named]
        names, rows = _matrix([source.features for source in sources], rare)
        right = np.array([[float(source.kind == kind.value) for kind in KINDS] for source in sources])
        table = _multinomial(rows, right.reshape(-1, len(KINDS)), np.array([source.weight for source in sources]))
        out[name] = {n: [round(float(w), 4) for w in row] for n, row in zip(names, table, strict=True)}
    return out


def _matrix(features: Sequence[Features], rare: int) -> tuple[list[str], NDArray[np.float64]]:
    """The names of the features that are not rare, sorted, and a row for each set of features."""
    met = Counter(name for each in features for name in each)
    names = sorted(name for name, number in met.items() if number >= rare)
    column = {name: n for n, name in enumerate(names)}
    rows = np.zeros((len(features), len(names)))
    for n, each in enumerate(features):
        for name, value in each.items():
            if name in column:
                rows[n, column[name]] = value
    return names, rows


def _logistic(
    rows: NDArray[np.float64], right: NDArray[np.float64], weight: NDArray[np.float64], steps: int = 12
) -> NDArray[np.float64]:
    """Weights of a logistic regression with an L2 penalty, by Newton's method."""
    weights = np.zeros(rows.shape[1])
    ridge = L2_OF_LINKS * np.eye(rows.shape[1])
    for _ in range(steps):
        likely = 1.0 / (1.0 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (weight * (likely - right)) + L2_OF_LINKS * weights
        curve = (rows * (weight * likely * (1.0 - likely))[:, None]).T @ rows + ridge
        weights = weights - np.linalg.solve(curve, slope)
    return weights


def _multinomial(
    rows: NDArray[np.float64], right: NDArray[np.float64], weight: NDArray[np.float64], steps: int = 300
) -> NDArray[np.float64]:
    """Weights of a multinomial logistic regression with an L2 penalty, by Adam (Kingma and Ba, ICLR 2015)."""
    weights = np.zeros((rows.shape[1], right.shape[1]))
    mean, square = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        totals = rows @ weights
        likely = np.exp(totals - totals.max(axis=1, keepdims=True))
        likely /= likely.sum(axis=1, keepdims=True)
        slope = rows.T @ ((likely - right) * weight[:, None]) + L2_OF_KINDS * weights
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        weights = weights - 0.1 * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    return weights


if __name__ == "__main__":
    sys.exit(main())
