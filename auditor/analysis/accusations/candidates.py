"""Words that may accuse somebody: what rules match, each place once, with whom it is about."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from auditor.analysis.accusations.parties import Cast, Party
from auditor.base.spans import Span
from auditor.language import syntax
from auditor.language.function_words import MODALS
from auditor.language.words import Words
from auditor.records.appraisal import AccusationKind
from auditor.records.rules import RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import Match


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words that accuse `party`."""

    cue: Span
    words: Span
    """The cue with what is charged, as far as it is known."""
    span: Span
    """The words for the accused."""
    party: Party
    accuser: Span | None
    kind: AccusationKind
    explicit: bool
    """Whether its cue is a word of accusing, which accuses whoever says it."""
    confidence: Confidence
    rule: str


def candidates(doc: Doc, matches: Sequence[Match], cast: Cast, words: Words) -> tuple[Candidate, ...]:
    """What rules match that is neither negated nor only possible, in order."""
    unique: dict[tuple[str, Span], Candidate] = {}
    for each in sorted(_by_rule(doc, matches, cast, words), key=lambda c: (c.words, c.cue)):
        unique.setdefault((each.party.label, each.words), each)
    return tuple(unique.values())


def _by_rule(doc: Doc, matches: Sequence[Match], cast: Cast, words: Words) -> Iterator[Candidate]:
    for match in matches:
        cue, accused = match.role("cue") or match.role("deed"), match.role("party")
        if match.kind is not RuleKind.ACCUSATION or cue is None or accused is None:
            continue
        head = _main(doc, cue)
        party = cast.party(accused)
        if head is None or party is None or _is_unreal(head, words):
            continue
        kind = AccusationKind(match.yields or AccusationKind.ACCUSATION)
        explicit = match.role("cue") is not None
        wrong = match.role("wrong") or syntax.rest_of_clause(head)
        charged = Span(cue.start, max(cue.end, wrong.end))
        accuser = match.role("accuser") or _accuser(head, accused)
        for span, each in ((accused, party), *cast.others(accused)):
            yield Candidate(cue, charged, span, each, accuser, kind, explicit, match.confidence, match.rule_id)


def _main(doc: Doc, cue: Span) -> Token | None:
    """The syntactic head of the cue: the word that its other words hang on."""
    tokens = list(syntax.between(doc, cue.start, cue.end))
    return next((t for t in tokens if t.head == t or not cue.covers(t.head.idx)), None)


def _accuser(cue: Token, party: Span) -> Span | None:
    """The subject of an active verb of accusing or filing, or what *by* names after a passive one."""
    verb = cue if syntax.is_verbal(cue) else cue.head
    if not syntax.is_verbal(verb):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    agent = next((c for c in verb.children if c.dep_ == "agent"), None)
    named = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else subject
    if named is None or named in (cue, verb) or named.tag_ in ("WP", "WDT"):
        return None
    return None if party.overlaps(syntax.token_span(named)) else syntax.noun_phrase(named)


def _is_unreal(cue: Token, words: Words) -> bool:
    """Whether the words say that it did not happen, or only may: denied, conditional, refused, wanted."""
    verb = cue if syntax.is_verbal(cue) else cue.head
    if any(c.dep_ == "neg" or c.lower_ in MODALS for c in verb.children):
        return True
    return verb.dep_ in ("xcomp", "pcomp") and words.has("blame", verb.head.lemma_.lower(), "withhold")
