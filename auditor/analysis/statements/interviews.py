"""Statements of interviews and transcripts: each answer is one, by whoever gives it; what is asked is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import TypeVar

from auditor.base.spans import Nest, Span
from auditor.language import syntax
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
    taken = Nest((span, span) for span in chain.from_iterable(_whole(each) for each in parsed.turns))
    return tuple(f for f in found if next(taken.overlapping(_place(f)), None) is None)


def _whole(turn: Turn) -> tuple[Span, ...]:
    """A turn's words, its label among them."""
    return (Span(turn.label.start, turn.words[0].end), *turn.words[1:])


def _place(found: Statement | Reading) -> Span:
    return found.cue or found.content[0]


def _introduced(parsed: Parsed) -> Span | None:
    """The name of the person whom the paragraphs before the first turn tell most about."""
    if not parsed.turns:
        return None
    start = parsed.turns[0].label.start
    names = [Span(e.start_char, e.end_char) for e in parsed.doc.ents if e.label_ == "PERSON" and e.end_char <= start]
    named = names or [run for run in _proper(parsed) if run.end <= start]
    if not named:
        return None
    text = parsed.text[:start]
    return max(named, key=lambda n: (" " in n.of(text), text.count(n.of(text).split()[-1]), -n.start))


def _proper(parsed: Parsed) -> Iterator[Span]:
    """Two proper nouns or more in a row."""
    for proper, run in groupby(parsed.doc, key=lambda t: t.pos_ == "PROPN"):
        tokens = list(run)
        if proper and len(tokens) > 1:
            yield syntax.tokens_span(parsed.doc, tokens[0].i, tokens[-1].i + 1)
