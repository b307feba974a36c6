"""Statements inside others: what stands in somebody's content is that speaker's word, and no statement of the article.

But where an outlet only passes on what somebody said (*the mayor said that it was over, The Herald reported*), the
statement is that somebody's, and the outlet is where it stands.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace

from auditor.base.spans import Nest, Span
from auditor.records.sourcing import Reading, Statement

Framing = tuple[int, Statement | Reading]
"""What an outlet says, with its number among all that was found."""

_OPENERS = 2
"""Words that may stand before the speaker in what an outlet reports: *But on Friday*."""
_EDGE = 3
"""Code points, marks and blanks, after which a content still ends with another."""


def left_out(text: str, found: Sequence[Statement], is_outlet: Callable[[Span], bool]) -> set[int]:
    """The numbers of those of `found` that are part of another, or a mere frame around one."""
    ordered = sorted((n for n, s in enumerate(found) if s.cue is not None), key=lambda n: _cue_start(found[n]))
    starts = [_cue_start(found[n]) for n in ordered]
    out: set[int] = set()
    for number, outer in enumerate(found):
        for piece in outer.content:
            near = ordered[bisect_left(starts, piece.start) : bisect_left(starts, piece.end)]
            inside = [n for n in near if n != number and _is_within(text, found[n], outer)]
            if any(is_frame(text, outer, found[n], is_outlet) for n in inside):
                out.add(number)
            else:
                out.update(inside)
    return out


def _cue_start(statement: Statement) -> int:
    return statement.cue.start if statement.cue is not None else -1


def _is_within(text: str, inner: Statement, outer: Statement) -> bool:
    if outer.hides_speaker or inner.cue is None:
        return False
    if inner.hides_speaker and is_only_promised(text, outer):
        return False
    cue = outer.cue
    if cue is not None and any(p.contains(cue) for p in inner.content):
        return False
    return any(p.contains(inner.cue) for p in outer.content)


def is_frame(text: str, outer: Statement | Reading, inner: Statement, is_outlet: Callable[[Span], bool]) -> bool:
    """Whether an outlet, named after it, says no more than that somebody said what `inner` tells."""
    if outer.cue is None or outer.source is None or inner.source is None or len(outer.content) != 1:
        return False
    whole, speaker = outer.content[0], inner.source
    if outer.cue.start < whole.end or not inner.content:
        return False
    if not whole.contains(speaker) or not all(whole.covers(p.start) for p in inner.content):
        return False
    opens = len(text[whole.start : speaker.start].split()) <= _OPENERS
    ends = whole.end - max(p.end for p in inner.content) <= _EDGE
    return opens and ends and is_outlet(outer.source) and not is_outlet(speaker)


def frames(found: Sequence[Statement | Reading], is_outlet: Callable[[Span], bool]) -> Nest[Framing]:
    """What outlets say, by the place of its content: each may be the frame around a statement there."""
    outlets = ((n, o) for n, o in enumerate(found) if o.source is not None and is_outlet(o.source))
    return Nest((o.content[0], (n, o)) for n, o in outlets if len(o.content) == 1)


def frame_of(
    text: str, own: Statement, framing: Nest[Framing], is_outlet: Callable[[Span], bool]
) -> Statement | Reading | None:
    """The frame around `own`, the first of those given where there are several; None if it stands in none."""
    if own.source is None:
        return None
    around = (each for each in framing.around(own.source) if is_frame(text, each[1], own, is_outlet))
    found = min(around, key=lambda each: each[0], default=None)
    return None if found is None else found[1]


def unframed(text: str, own: Statement, framing: Nest[Framing], is_outlet: Callable[[Span], bool]) -> Statement:
    """`own`, with its content cut off where a frame around it begins: *…, The Herald reported*."""
    outer = frame_of(text, own, framing, is_outlet)
    if outer is None:
        return own
    end = outer.content[0].end
    return replace(own, content=tuple(Span(p.start, min(p.end, end)) for p in own.content))


def is_only_promised(text: str, statement: Statement) -> bool:
    """Whether somebody agrees or is asked *to* do something: what is believed of it is nobody's word yet."""
    return bool(statement.content) and text.startswith("to ", min(statement.content).start)
