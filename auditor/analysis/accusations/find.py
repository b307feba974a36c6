"""`find`: who is accused or criticised in an article, of what, by whom, and who answers.

Rules find words of accusing; the tagger finds what no list can: accusations in what a source says, and in the
article's own voice. `parties` tells who is accused, `charges` what belongs to one charge, `replies` what answers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.analysis.accusations import charges, gravity
from auditor.analysis.accusations.accusers import refuter_of
from auditor.analysis.accusations.candidates import BY_TAGGER, Candidate, candidates
from auditor.analysis.accusations.parties import Cast
from auditor.analysis.accusations.replies import Hearing, Place
from auditor.base.spans import Nest, Span, first_overlapping, subtract, trim
from auditor.language import quotations as quoting
from auditor.language import syntax
from auditor.language.function_words import FIRST_PERSON
from auditor.language.parsed import Parsed
from auditor.records.appraisal import Accusation, ChargeReading, Frame, Suspects
from auditor.records.resolved import Resolved
from auditor.records.scales import Confidence
from auditor.records.sourcing import AnonymityGrant, Source, SourceKind, Statement


@dataclass(frozen=True, slots=True)
class _Place:
    """A candidate, and who stands behind it."""

    found: Candidate
    statement: Statement | None
    """The statement that is the accusation, or contains it."""
    by: str | None
    frame: Frame


@dataclass(frozen=True, slots=True)
class _Told:
    """What else the article tells, found by place."""

    silences: Nest[Span]
    granting: Nest[Span]
    """The words by which somebody stays unnamed, without the reason."""
    marked: Nest[tuple[int, Statement]]
    """Statements by their cues, with their numbers."""
    said: Nest[Statement]
    """Statements by their contents."""
    mentions: Nest[tuple[int, Source]]
    """Sources by their mentions, with their numbers."""
    hidden: frozenset[str]
    """The ids of sources that are words which hide who says so."""

    @classmethod
    def of(cls, resolved: Resolved) -> _Told:
        """All of that in `resolved`."""
        statements, sources = resolved.statements, resolved.sources
        return cls(
            Nest((silence.span, silence.span) for silence in resolved.non_responses),
            Nest((words, words) for grant in resolved.grants for words in _granting(grant)),
            Nest((s.cue, (n, s)) for n, s in enumerate(statements) if s.cue is not None),
            Nest((span, s) for s in statements for span in s.content),
            Nest((m.span, (n, s)) for n, s in enumerate(sources) for m in s.mentions),
            frozenset(s.id for s in sources if s.kind is SourceKind.UNATTRIBUTED),
        )

    def statement(self, cue: Span) -> Statement | None:
        """The statement that the cue marks, or else the smallest that holds it."""
        marked = min(self.marked.overlapping(cue), key=_number, default=None)
        if marked is not None:
            return marked[1]
        holding = ((len(c), s.id, s) for s in self.said.overlapping(cue) for c in s.content if c.overlaps(cue))
        return min(holding, key=lambda each: each[:2], default=(0, "", None))[2]

    def source_at(self, span: Span | None) -> str | None:
        """The id of the source that a mention in `span` stands for."""
        found = None if span is None else min(self.mentions.overlapping(span), key=_number, default=None)
        return None if found is None else found[1].id


def _granting(grant: AnonymityGrant) -> Sequence[Span]:
    return list(subtract(grant.span, [] if grant.reason is None else [grant.reason])) or [grant.span]


def _number(numbered: tuple[int, object]) -> int:
    return numbered[0]


def find(
    parsed: Parsed,
    resolved: Resolved,
    readings: Sequence[ChargeReading] = (),
    suspects: Sequence[Suspects] = (),
) -> tuple[Accusation, ...]:
    """The places at which somebody is accused or criticised, in order.

    Nothing is one that is negated, only possible, or aimed at its own speaker.
    """
    cast = Cast(parsed.doc, resolved, parsed.words)
    hearing, told = Hearing(parsed, resolved), _Told.of(resolved)
    placed = [
        place
        for each in candidates(parsed.doc, parsed.matches, readings, suspects, cast, parsed.words)
        if (place := _placed(parsed, told, each)) is not None
    ]
    wrongs = [charges.Wrong(p.found.party.label, p.found.kind, p.found.place) for p in placed]
    numbers = charges.numbered(parsed.doc, wrongs)
    blocks = [block.span for block in parsed.article.blocks]
    return tuple(
        _accusation(parsed, hearing, blocks, number, place, f"G{charge + 1}")
        for number, (place, charge) in enumerate(zip(placed, numbers, strict=True), 1)
    )


def _placed(parsed: Parsed, told: _Told, found: Candidate) -> _Place | None:
    """`found` with who stands behind it; None if it is no accusation after all."""
    if next(told.silences.overlapping(found.cue), None) is not None:
        return None  # that somebody did not answer is told as an answer
    if found.rule == BY_TAGGER and _is_of_newsroom(parsed, told, found):
        return None
    statement = told.statement(found.cue)
    explicit = found.frame is Frame.EXPLICIT
    if statement is None and found.frame is None:
        return None  # what somebody did, in the article's own words
    if statement is not None and statement.source_id is not None and statement.source_id == found.party.source_id:
        if found.frame is Frame.CONTENT and found.is_pronoun and _is_quoted(parsed, found.span):
            found = found.of_nobody_known(parsed.text)  # nobody says *he* of himself
        elif found.frame in (Frame.CONTENT, None) or _is_denial(parsed, found):
            return None
        else:
            statement = None  # *Ames accused of fraud*: the accused was taken for the one who accuses
    if explicit and not found.is_read and statement is not None and _is_of_others(parsed, found):
        found = replace(found, confidence=Confidence.LOW)
    by = statement.source_id if statement is not None else told.source_at(found.accuser)
    refuter = refuter_of(parsed.doc, found.cue, parsed.words)
    if refuter is not None and (found.accuser is None or found.accuser.overlaps(refuter)):
        by, found = None, replace(found, accuser=None)  # *denied allegations that*: somebody else makes them
    elif by == found.party.source_id or by in told.hidden:
        by = None
    elif statement is not None and found.accuser is None and statement.source is not None:
        found = replace(found, accuser=statement.source)
    frame = Frame.EXPLICIT if explicit else Frame.CONTENT if statement or found.accuser else Frame.NARRATOR
    return _Place(found, statement, by, frame)


def _is_of_newsroom(parsed: Parsed, told: _Told, found: Candidate) -> bool:
    """Whether the words only tell that somebody stays unnamed, or has not answered yet: neither is a reproach."""
    silent = parsed.words.first(parsed.text, [found.cue], "replies", "silent")
    return silent is not None or next(told.granting.overlapping(found.cue), None) is not None


def _is_quoted(parsed: Parsed, span: Span) -> bool:
    """Whether the words stand between quotation marks: *he* of one who speaks may be himself only outside of them."""
    quotations = parsed.quotations
    return any(quotations[n].inner.overlaps(span) for n in quoting.overlapping(quotations, span))


def _is_of_others(parsed: Parsed, found: Candidate) -> bool:
    """Whether somebody quoted says that others accuse, and may well reproach them with it: *“you attacked her”*."""
    by_speaker = found.accuser is not None and found.accuser.of(parsed.text).lower() in FIRST_PERSON
    return not by_speaker and _is_quoted(parsed, found.cue)


def _is_denial(parsed: Parsed, found: Candidate) -> bool:
    """Whether the words are the accused's own that it is not so: *denies any wrongdoing*."""
    return parsed.words.first(parsed.text, [found.words], "replies", "denial") is not None


def _accusation(
    parsed: Parsed, hearing: Hearing, blocks: Sequence[Span], number: int, place: _Place, charge: str
) -> Accusation:
    found = place.found
    span = found.place
    given = hearing.answers(Place(found.party, place.by, span, found.cue))
    return Accusation(
        id=f"C{number}",
        kind=found.kind,
        frame=place.frame,
        gravity=gravity.of(parsed.text, span, found.kind, parsed.words),
        confidence=found.confidence,
        span=span,
        cue=found.cue,
        sentence=_sentence(parsed, blocks, span),
        party=found.span,
        party_label=found.party.label,
        party_id=found.party.source_id,
        accuser=found.accuser,
        by=place.by,
        statement_id=place.statement.id if place.statement is not None else None,
        charge=charge,
        replies=given.replies,
        speaks=given.speaks,
        rule=found.rule,
    )


def _sentence(parsed: Parsed, blocks: Sequence[Span], span: Span) -> Span:
    """The sentences that `span` touches, without blanks around them, within its block."""
    tokens = list(syntax.between(parsed.doc, span.start, span.end))
    block = first_overlapping(blocks, span) or span
    whole = Span(tokens[0].sent.start_char, tokens[-1].sent.end_char) if tokens else span
    inside = Span(max(whole.start, min(block.start, span.start)), min(whole.end, max(block.end, span.end)))
    return trim(inside, parsed.text, " \n\t")
