"""`find`: who is accused or criticised in an article, of what, by whom, and who answers.

Rules find words of accusing; the tagger finds what no list can: accusations in what a source says, and in the
article's own voice. `parties` tells who is accused, `charges` what belongs to one charge, `replies` what answers it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.analysis.accusations import charges, gravity
from auditor.analysis.accusations.candidates import Candidate, candidates
from auditor.analysis.accusations.parties import Cast
from auditor.analysis.accusations.replies import Hearing, Place
from auditor.base.spans import Span, trim
from auditor.language import syntax
from auditor.language.parsed import Parsed
from auditor.records.appraisal import Accusation, ChargeReading, Frame
from auditor.records.resolved import Resolved
from auditor.records.sourcing import Source, SourceKind, Statement


@dataclass(frozen=True, slots=True)
class _Place:
    """A candidate, and who stands behind it."""

    found: Candidate
    statement: Statement | None
    """The statement that is the accusation, or contains it."""
    by: str | None
    frame: Frame


def find(parsed: Parsed, resolved: Resolved, readings: Sequence[ChargeReading] = ()) -> tuple[Accusation, ...]:
    """The places at which somebody is accused or criticised, in order.

    Nothing is one that is negated, only possible, or aimed at its own speaker.
    """
    cast = Cast(parsed.doc, resolved, parsed.words)
    hearing = Hearing(parsed, resolved)
    placed = [
        place
        for each in candidates(parsed.doc, parsed.matches, readings, cast, parsed.words)
        if (place := _placed(parsed, resolved, each)) is not None
    ]
    wrongs = [charges.Wrong(p.found.party.label, p.found.kind, p.found.place) for p in placed]
    numbers = charges.numbered(parsed.doc, wrongs)
    return tuple(
        _accusation(parsed, hearing, number, place, f"G{charge + 1}")
        for number, (place, charge) in enumerate(zip(placed, numbers, strict=True), 1)
    )


def _placed(parsed: Parsed, resolved: Resolved, found: Candidate) -> _Place | None:
    """`found` with who stands behind it; None if it is no accusation after all."""
    if any(silence.span.overlaps(found.cue) for silence in resolved.non_responses):
        return None  # that somebody did not answer is told as an answer
    statement = _statement(resolved.statements, found.cue)
    explicit = found.frame is Frame.EXPLICIT
    if statement is None and found.frame is None:
        return None  # what somebody did, in the article's own words
    if statement is not None and statement.source_id is not None and statement.source_id == found.party.source_id:
        if found.frame is Frame.CONTENT and found.is_pronoun:
            found = found.of_nobody_known(parsed.text)  # nobody says *he* of himself
        elif found.frame in (Frame.CONTENT, None) or _is_denial(parsed, found):
            return None
        else:
            statement = None  # *Ames accused of fraud*: the accused was taken for the one who accuses
    by = statement.source_id if statement is not None else _source_at(found.accuser, resolved.sources)
    if by == found.party.source_id or any(s.id == by and s.kind is SourceKind.UNATTRIBUTED for s in resolved.sources):
        by = None
    frame = Frame.EXPLICIT if explicit else Frame.CONTENT if statement or found.accuser else Frame.NARRATOR
    return _Place(found, statement, by, frame)


def _is_denial(parsed: Parsed, found: Candidate) -> bool:
    """Whether the words are the accused's own that it is not so: *denies any wrongdoing*."""
    return parsed.words.first(parsed.text, [found.words], "replies", "denial") is not None


def _accusation(parsed: Parsed, hearing: Hearing, number: int, place: _Place, charge: str) -> Accusation:
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
        sentence=_sentence(parsed, span),
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


def _sentence(parsed: Parsed, span: Span) -> Span:
    """The sentences that `span` touches, without blanks around them, within its block."""
    tokens = list(syntax.between(parsed.doc, span.start, span.end))
    block = next((b.span for b in parsed.article.blocks if b.span.overlaps(span)), span)
    whole = Span(tokens[0].sent.start_char, tokens[-1].sent.end_char) if tokens else span
    inside = Span(max(whole.start, min(block.start, span.start)), min(whole.end, max(block.end, span.end)))
    return trim(inside, parsed.text, " \n\t")


def _source_at(span: Span | None, sources: Sequence[Source]) -> str | None:
    """The source that a mention in `span` stands for."""
    if span is None:
        return None
    return next((s.id for s in sources if any(m.span.overlaps(span) for m in s.mentions)), None)


def _statement(statements: Sequence[Statement], cue: Span) -> Statement | None:
    """The statement that the cue marks, or else the smallest that holds it."""
    marked = next((s for s in statements if s.cue is not None and s.cue.overlaps(cue)), None)
    if marked is not None:
        return marked
    holding = [(len(span), s.id, s) for s in statements for span in s.content if span.overlaps(cue)]
    return min(holding, key=lambda each: each[:2])[2] if holding else None
