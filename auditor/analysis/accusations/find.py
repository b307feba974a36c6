"""`find`: matches of accusation rules to `Accusation`s: whom they are about, who makes them, and who answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from auditor.analysis.accusations.parties import Names, Party, party_at
from auditor.analysis.accusations.replies import replies
from auditor.base.spans import Span, hull
from auditor.language import syntax
from auditor.language.function_words import MODALS
from auditor.language.parsed import Parsed
from auditor.language.words import Words
from auditor.records.appraisal import Accusation, AccusationKind
from auditor.records.resolved import Resolved
from auditor.records.rules import RuleKind
from auditor.records.sourcing import Match, Source, SourceKind, Statement

_SPEECH = frozenset({"accuse", "criticise", "charge-noun"})
_RELATIVE = frozenset({"WP", "WDT"})
_UNREAL = MODALS | {"to"}


@dataclass(frozen=True, slots=True)
class _Found:
    """An accusation of somebody whom the article names."""

    match: Match
    cue: Span
    span: Span
    """The words for the accused."""
    party: Party
    statement: Statement | None
    """The statement that is the accusation, or contains it."""
    accuser: Span | None


def find(parsed: Parsed, resolved: Resolved) -> tuple[Accusation, ...]:
    """The accusations of named people and bodies, in order of their cues.

    What the writer alone says of them is none, nor is one that is negated, only possible, or aimed at its own speaker.
    """
    doc, statements = parsed.doc, resolved.statements
    found: list[_Found] = []
    names = Names.of(doc, parsed.words)
    for match, cue, party_span in _marked(parsed.matches):
        verb = syntax.token_at(doc, cue.start)
        head = _main(doc, cue)
        if verb is None or head is None or _is_unreal(head):
            continue
        statement = _statement(statements, cue)
        if statement is None and not _is_speech(head, parsed.words):
            continue
        party = party_at(doc, party_span, resolved.sources, names)
        if party is None:
            continue
        if statement is not None and _is_own(statement, party):
            if party_span.start > cue.start or statement.cue is None or not statement.cue.overlaps(cue):
                continue
            statement = None  # *Ames accused of fraud*: the accused was taken for the one who accuses
        found.append(_Found(match, cue, party_span, party, statement, _accuser(head, party_span)))
    unique: dict[tuple[str, str | Span], _Found] = {}
    for each in found:
        key = each.statement.id if each.statement is not None else each.cue
        unique.setdefault((each.party.label, key), each)
    ordered = sorted(unique.values(), key=lambda each: each.cue)
    return tuple(_accusation(parsed, number, each, resolved) for number, each in enumerate(ordered, 1))


def _accusation(parsed: Parsed, number: int, found: _Found, resolved: Resolved) -> Accusation:
    hidden = {source.id for source in resolved.sources if source.kind is SourceKind.UNATTRIBUTED}
    statement = found.statement
    by = statement.source_id if statement is not None else _source_at(found.accuser, resolved.sources)
    by = None if by in hidden else by
    answers = replies(parsed.text, found.party, by, resolved, parsed.words)
    return Accusation(
        id=f"C{number}",
        kind=AccusationKind(found.match.yields or AccusationKind.ACCUSATION),
        span=hull([found.cue, found.span]),
        cue=found.cue,
        party=found.span,
        party_label=found.party.label,
        party_id=found.party.source_id,
        accuser=found.accuser,
        by=by,
        statement_id=statement.id if statement is not None else None,
        replies=tuple(reply for reply in answers if not reply.span.overlaps(found.cue)),
        rule=found.match.rule_id,
    )


def _marked(matches: Sequence[Match]) -> Iterator[tuple[Match, Span, Span]]:
    for match in matches:
        cue, accused = match.role("cue"), match.role("party")
        if match.kind is RuleKind.ACCUSATION and cue is not None and accused is not None:
            yield match, cue, accused


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
    if named is None or named in (cue, verb) or named.tag_ in _RELATIVE or party.overlaps(syntax.token_span(named)):
        return None
    return syntax.noun_phrase(named)


def _source_at(span: Span | None, sources: Sequence[Source]) -> str | None:
    """The source that a mention in `span` stands for."""
    if span is None:
        return None
    return next((s.id for s in sources if any(m.span.overlaps(span) for m in s.mentions)), None)


def _is_unreal(cue: Token) -> bool:
    """Whether the words say that it did not happen, or only may: denied, conditional, asked for."""
    verb = cue if syntax.is_verbal(cue) else cue.head
    return any(c.dep_ == "neg" or c.lower_ in _UNREAL for c in verb.children)


def _is_speech(cue: Token, words: Words) -> bool:
    tags = words.tags("blame", cue.lemma_.lower()) | words.tags("blame", cue.lower_)
    return bool(tags & _SPEECH)


def _statement(statements: Sequence[Statement], cue: Span) -> Statement | None:
    """The statement that the cue marks, or else the smallest that holds it."""
    marked = next((s for s in statements if s.cue is not None and s.cue.overlaps(cue)), None)
    if marked is not None:
        return marked
    holding = [(len(span), s.id, s) for s in statements for span in s.content if span.contains(cue)]
    return min(holding, key=lambda each: each[:2])[2] if holding else None


def _is_own(statement: Statement, party: Party) -> bool:
    return statement.source_id is not None and statement.source_id == party.source_id
