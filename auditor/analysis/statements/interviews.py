"""Statements of interviews and transcripts: each answer is one, by whoever gives it; what is asked is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from auditor.base.spans import Span
from auditor.language.parsed import Parsed
from auditor.language.turns import Turn
from auditor.records.rules import FoundBy
from auditor.records.scales import Confidence
from auditor.records.sourcing import Evidence, Mode, Reading, Statement

Said = TypeVar("Said", Statement, Reading)


def answers(parsed: Parsed) -> Iterator[Statement]:
    """A statement for each turn that is no question; of a nameless one, the source is whom the introduction names."""
    introduced = _introduced(parsed)
    for turn in parsed.turns:
        if turn.asks:
            continue
        source = introduced if turn.nameless else turn.label
        evidence = Evidence("quotations/turn", turn.label, "an answer in an interview", FoundBy.QUOTATIONS)
        sure = Confidence.HIGH if source is not None else Confidence.LOW
        yield Statement("", Mode.DIRECT, turn.cue, turn.words, source, None, sure, (evidence,))


def outside(parsed: Parsed, found: Iterable[Said]) -> tuple[Said, ...]:
    """Those of `found` whose words stand outside the turns of an interview."""
    if not parsed.turns:
        return tuple(found)
    taken = [span for turn in parsed.turns for span in (_whole(turn), *turn.words)]
    return tuple(f for f in found if not any(t.overlaps(_place(f)) for t in taken))


def _whole(turn: Turn) -> Span:
    return Span(turn.label.start, turn.words[0].end)


def _place(found: Statement | Reading) -> Span:
    return found.cue or found.content[0]


def _introduced(parsed: Parsed) -> Span | None:
    """The name of the person whom the paragraphs before the first turn tell most about."""
    if not parsed.turns:
        return None
    start = parsed.turns[0].label.start
    people = [e for e in parsed.doc.ents if e.label_ == "PERSON" and e.end_char <= start]
    if not people:
        return None
    full = [e for e in people if len(e) > 1] or people
    best = max(full, key=lambda e: (sum(p.text.split()[-1] in e.text.split() for p in people), -e.start))
    return Span(best.start_char, best.end_char)
