"""What the writer puts in between: *the guides – some said they were paid – work in pairs, said Kell*.

An aside between dashes or in brackets that begins with a speaker and a cue of its own is that speaker's statement, and
no part of what the sentence around it passes on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.base.spans import Nest, Span, subtract
from auditor.records.sourcing import Mode, Statement

_ASIDE = re.compile(r"(?<=\s)([–—-])\s(?P<dashed>[^–—\n]{8,160}?)\s\1(?=\s)|\((?P<bracketed>[^()\n]{8,160})\)")
_JOINTS = re.compile(r"(?:and|although|but|though|while|as)\s")


@dataclass(frozen=True, slots=True)
class Aside:
    """An aside with its marks, and its words alone."""

    whole: Span
    words: Span


def find(text: str) -> tuple[Aside, ...]:
    """The asides of a text, in order."""
    return tuple(
        Aside(Span(*found.span()), Span(*found.span("dashed" if found["dashed"] is not None else "bracketed")))
        for found in _ASIDE.finditer(text)
    )


def opened(text: str, asides: Sequence[Aside], statement: Statement) -> Aside | None:
    """The aside that begins with the speaker and the cue of `statement`."""
    if not statement.source or not statement.cue:
        return None
    nearest = bisect_right(asides, statement.cue.start, key=lambda a: a.words.start) - 1
    return asides[nearest] if nearest >= 0 and _opens(text, asides[nearest].words, statement) else None


def apart(text: str, asides: Sequence[Aside], statements: Sequence[Statement]) -> list[Statement]:
    """`statements`, each with what belongs to it alone where one stands in an aside within another's content."""
    found = list(statements)
    contents = Nest((piece, n) for n, s in enumerate(statements) for piece in s.content)
    for number, inner in enumerate(statements):
        aside = opened(text, asides, inner)
        beside = set(contents.overlapping(aside.whole)) if aside is not None else ()
        if aside is None or not any(_holds(statements[n], aside) for n in beside):
            continue
        own = [c for c in inner.content if c.overlaps(aside.words)]
        cut = tuple(Span(max(c.start, aside.words.start), min(c.end, aside.words.end)) for c in own)
        if cut:
            for n in beside:
                if _holds(found[n], aside):
                    found[n] = replace(found[n], content=tuple(_without(found[n], aside)))
            found[number] = replace(inner, content=cut)
    return found


def _holds(statement: Statement, aside: Aside) -> bool:
    """Whether an aside stands in what `statement` passes on in the writer's words."""
    indirect = statement.mode is Mode.INDIRECT and statement.cue is not None and not aside.whole.overlaps(statement.cue)
    return indirect and any(c.overlaps(aside.whole) for c in statement.content)


def _without(statement: Statement, aside: Aside) -> Iterator[Span]:
    for piece in statement.content:
        yield from subtract(piece, [aside.whole])


def _opens(text: str, aside: Span, statement: Statement) -> bool:
    """Whether the aside begins with the speaker and the cue of `statement`."""
    if statement.source is None or statement.cue is None or not aside.contains(statement.cue):
        return False
    joint = _JOINTS.match(text, aside.start, aside.end)
    return statement.source.start == (joint.end() if joint else aside.start)
