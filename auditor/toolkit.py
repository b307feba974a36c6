"""What an audit works with, made once a process from the packs in force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.analysis.sources.learned import model as learned
from auditor.analysis.sources.learned.model import SourceModel
from auditor.judging import policy
from auditor.judging.facts import FACTS
from auditor.language import layout, parser
from auditor.language.match.compile import compile_rules
from auditor.language.tagger import network
from auditor.language.tongue import model as tongues
from auditor.language.tongue.model import Identifier
from auditor.language.tools import Tools
from auditor.language.words import Words
from auditor.packs import schema
from auditor.records.reading import Languages
from auditor.records.report import Detector, PackInfo, Provenance
from auditor.records.rules import PolicyQuestion, PolicyRule, RulePack


@dataclass(frozen=True, slots=True)
class Toolkit(Tools):
    """What reads an article, what finds statements in it, and the policies in force; only read once it is made."""

    detectors: tuple[Detector, ...]
    sources: SourceModel | None
    tongues: Identifier | None
    """What tells languages apart; None where a draft may be in any."""
    policies: tuple[PolicyRule, ...]
    questions: tuple[PolicyQuestion, ...]
    today: str
    """The day that ends waivers, as in ISO 8601; empty where none ends."""
    provenance: Provenance


def build_toolkit(
    packs: Sequence[RulePack],
    model: str = parser.DEFAULT_MODEL,
    *,
    version: str = "",
    detectors: Sequence[Detector] = tuple(Detector),
    threads: int = 1,
    language: Languages = Languages.ENGLISH,
    today: str = "",
) -> Toolkit:
    """The toolkit for `packs`; raises PackError for a rule that the model cannot serve, and ModelError.

    Of `detectors` one that finds statements is needed; grants, non-responses and layout are found by rules in any case.
    The tagger works in so many `threads`, whose number changes no result. Drafts may be in `language` alone.
    Waivers end by `today`.
    """
    told = provenance(packs, model, version=version, detectors=detectors)
    nlp = parser.load(model)
    labels = parser.labels(nlp)
    for pack in packs:
        schema.check_labels(pack, labels)
        schema.check_facts(pack, FACTS)
        for rule in pack.policies:
            policy.check(rule)
    return Toolkit(
        nlp=nlp,
        rules=compile_rules(packs, nlp),
        words=Words({lexicon.id: lexicon for pack in packs for lexicon in pack.lexicons}),
        detectors=tuple(detectors),
        sources=learned.load() if Detector.SOURCES in detectors else None,
        tongues=tongues.load() if language is Languages.ENGLISH else None,
        tagger=network.load(threads=threads) if Detector.TAGGER in detectors else None,
        layout=layout.compile_rules(rule for pack in packs for rule in pack.rules),
        policies=tuple(p for pack in packs for p in sorted(pack.policies, key=lambda p: p.rank)),
        questions=tuple(q for pack in packs for q in sorted(pack.questions, key=lambda q: q.ask)),
        today=today,
        provenance=told,
    )


def provenance(
    packs: Sequence[RulePack],
    model: str = parser.DEFAULT_MODEL,
    *,
    version: str = "",
    detectors: Sequence[Detector] = tuple(Detector),
) -> Provenance:
    """What a report made with these would say of its makers, told without loading a model; raises ModelError."""
    return Provenance(
        auditor=version,
        model_name=model,
        model_version=parser.version(model),
        packs=tuple(PackInfo(p.name, p.version, p.digest) for p in packs),
        detectors=tuple(detectors),
        tagger=network.info() if Detector.TAGGER in detectors else None,
        sources=learned.info() if Detector.SOURCES in detectors else None,
    )
