"""What an audit works with, made once a process from the packs in force."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from auditor.analysis.sources.learned import model as learned
from auditor.analysis.sources.learned.model import SourceModel
from auditor.base.mistakes import Mistakes, every
from auditor.base.threads import begun
from auditor.judging import terms
from auditor.language import layout, parser, pipeline
from auditor.language.ahead import Ahead
from auditor.language.expressions import Known
from auditor.language.literals import Clause
from auditor.language.match.compile import compile_expressions, compile_rules
from auditor.language.tagger import network
from auditor.language.tongue import model as tongues
from auditor.language.tongue.model import Identifier
from auditor.language.tools import Tools
from auditor.language.words import Words
from auditor.packs import vocabulary
from auditor.records.article import Note
from auditor.records.reading import Languages
from auditor.records.report import Detector, PackInfo, Provenance
from auditor.records.rules import PolicyQuestion, PolicyRule, RulePack

Part = TypeVar("Part")


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
    off: frozenset[str]
    """The ids of policy rules that the settings leave out of the packs."""
    notes: tuple[Note, ...]
    """What every report says of the settings."""
    provenance: Provenance


def build_toolkit(
    packs: Sequence[RulePack],
    model: str = pipeline.DEFAULT_MODEL,
    *,
    version: str = "",
    detectors: Sequence[Detector] = tuple(Detector),
    threads: int = 1,
    language: Languages = Languages.ENGLISH,
    today: str = "",
    off: Collection[str] = (),
    notes: Sequence[Note] = (),
    like: Toolkit | None = None,
    many: bool = True,
    known: Known | None = None,
    ahead: Ahead | None = None,
) -> Toolkit:
    """The toolkit for `packs`; raises PackError for a rule that the model cannot serve, and ModelError.

    Of `detectors` one that finds statements is needed; grants, non-responses and layout are found by rules in any case.
    The tagger works in so many `threads`, whose number changes no result. Drafts may be in `language` alone.
    Waivers end by `today`; policy rules that are `off` have been left out of the packs. What a toolkit `like` this one
    has loaded and compiled is taken from it. One for `many` articles takes longer to make, and less for each of them,
    unless it is `known` already what was found out of the packs when they were compiled. What has been begun `ahead` is
    taken from there.
    """
    told = provenance(packs, model, version=version, detectors=detectors)
    is_like = like is not None and _finds_alike(like, packs)
    is_english = language is Languages.ENGLISH
    wants_tagger = Detector.TAGGER in detectors and (like is None or like.tagger is None)
    # They work outside Python for the most part, and so beside the loading of the language model, which does not.
    compiled = None if is_like or known else begun(lambda: compile_expressions(packs), "expressions")
    rules = [rule for pack in packs for rule in pack.rules]
    layouts = None if is_like else begun(lambda: layout.compile_rules(rules, many=many, known=known), "layout")
    verified, tagger, identifier = (None,) * 3 if ahead is None else (ahead.verified, ahead.tagger, ahead.tongues)
    if not wants_tagger:
        tagger = None
    elif tagger is None:
        tagger = begun(lambda: network.load(threads=threads), "tagger")
    nlp = like.nlp if like is not None and like.provenance.model_name == model else parser.load(model, verified)
    labels = parser.labels(nlp)
    wrong = Mistakes()
    for pack in packs:
        entries: list[PolicyRule | PolicyQuestion] = [*pack.policies, *pack.questions]
        wrong.attempt(None, vocabulary.check_labels, pack, labels)
        wrong.attempt(None, every, terms.check, entries)
    wrong.end()
    return Toolkit(
        nlp=nlp,
        rules=like.rules
        if like is not None and like.nlp is nlp and is_like
        else compile_rules(packs, nlp, {} if compiled is None else compiled(), many=many, known=known),
        words=Words({lexicon.id: lexicon for pack in packs for lexicon in pack.lexicons}),
        detectors=tuple(detectors),
        sources=_or(None if like is None else like.sources, learned.load) if Detector.SOURCES in detectors else None,
        tongues=_or(None if like is None else like.tongues, identifier or tongues.load) if is_english else None,
        tagger=tagger() if tagger is not None else like.tagger if like and Detector.TAGGER in detectors else None,
        layout=layouts() if layouts is not None else like.layout if like is not None else (),
        policies=tuple(p for pack in packs for p in sorted(pack.policies, key=lambda p: p.rank)),
        questions=tuple(q for pack in packs for q in sorted(pack.questions, key=lambda q: q.ask)),
        today=today,
        off=frozenset(off),
        notes=tuple(notes),
        provenance=told,
    )


def found_out(toolkit: Toolkit) -> Known:
    """What is known of the regular expressions of a toolkit's rules, if it was made for many articles."""
    known: dict[str, list[Sequence[Clause]]] = {}
    for rule, expression in toolkit.rules.regexes:
        known.setdefault(rule.id, []).append(expression.clauses)
    return {**known, **{each.rule.id: [found.clauses for found in each.patterns] for each in toolkit.layout}}


def _or(loaded: Part | None, load: Callable[[], Part]) -> Part:
    return load() if loaded is None else loaded


def _finds_alike(like: Toolkit, packs: Sequence[RulePack]) -> bool:
    """Whether packs bring the rules of detection and the word lists that a toolkit has compiled."""
    rules = {rule.id: rule for pack in packs for rule in pack.rules if rule.status != "deprecated"}
    lexicons = {lexicon.id: lexicon for pack in packs for lexicon in pack.lexicons}
    return (like.rules.rules, like.rules.lexicons) == (rules, lexicons)


def provenance(
    packs: Sequence[RulePack],
    model: str = pipeline.DEFAULT_MODEL,
    *,
    version: str = "",
    detectors: Sequence[Detector] = tuple(Detector),
) -> Provenance:
    """What a report made with these would say of its makers, told without loading a model; raises ModelError."""
    return Provenance(
        auditor=version,
        model_name=model,
        model_version=pipeline.version(model),
        packs=tuple(PackInfo(p.name, p.version, p.digest) for p in packs),
        detectors=tuple(detectors),
        tagger=network.info() if Detector.TAGGER in detectors else None,
        sources=learned.info() if Detector.SOURCES in detectors else None,
    )
