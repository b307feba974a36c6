"""Arithmetic on places in a text.

Every offset in this project is a code-point index into `Article.text`, 0-based and half-open; every line and
column is 1-based.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")

_WORD = re.compile(r"\w+(?:[-'’.,]\w+)*")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text, `start` inclusive to `end` exclusive, never negative in length."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"no span: {self.start}:{self.end}")

    def __lt__(self, other: Span) -> bool:
        """Earlier first; of two that start together, the longer first."""
        return (self.start, -self.end) < (other.start, -other.end)

    def __len__(self) -> int:
        return self.end - self.start

    def overlaps(self, other: Span) -> bool:
        """Whether the two share text; an empty span overlaps one that it lies strictly inside."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether all of `other` lies inside this span; equal spans contain each other."""
        return self.start <= other.start and other.end <= self.end

    def covers(self, offset: int) -> bool:
        """Whether the code point at `offset` belongs to the span."""
        return self.start <= offset < self.end

    def shift(self, by: int) -> Span:
        """The span moved by so many code points; raises ValueError if it would start below 0."""
        return Span(self.start + by, self.end + by)

    def of(self, text: str) -> str:
        """The words that the span covers in `text`."""
        return text[self.start : self.end]


def hull(spans: Iterable[Span]) -> Span:
    """The smallest span around all of `spans`; raises ValueError for none."""
    items = list(spans)
    return Span(min(s.start for s in items), max(s.end for s in items))


def trim(span: Span, text: str, chars: str = " \t\r\n\f\v\u00a0") -> Span:
    """`span` without any of `chars` at either end; empty at its start if nothing is left."""
    start, end = span.start, span.end
    while start < end and text[start] in chars:
        start += 1
    while end > start and text[end - 1] in chars:
        end -= 1
    return Span(start, end)


def merge(spans: Iterable[Span], gap: int = 0) -> Iterator[Span]:
    """`spans` in order, with those that overlap or lie at most `gap` code points apart joined into one."""
    current: Span | None = None
    for span in sorted(spans):
        if current is None:
            current = span
        elif span.start <= current.end + gap:
            current = Span(current.start, max(current.end, span.end))
        else:
            yield current
            current = span
    if current is not None:
        yield current


def subtract(span: Span, holes: Iterable[Span]) -> Iterator[Span]:
    """What is left of `span` outside `holes`, in order."""
    at = span.start
    for hole in sorted(holes):
        if hole.end <= at or hole.start >= span.end:
            continue
        if hole.start > at:
            yield Span(at, hole.start)
        at = max(at, hole.end)
    if at < span.end:
        yield Span(at, span.end)


def number_at(spans: Sequence[Span], offset: int) -> int:
    """The number of the last of `spans`, in order, that begins at `offset` or before it; 0 if none does."""
    return max(bisect_right(spans, offset, key=lambda span: span.start) - 1, 0)


def overlaps_any(spans: Sequence[Span], other: Span) -> bool:
    """Whether one of `spans`, which are in order and share no text, shares text with `other`."""
    return first_overlapping(spans, other) is not None


def first_overlapping(spans: Sequence[Span], other: Span) -> Span | None:
    """The first of `spans`, which are in order and share no text, that shares text with `other`; None if none does."""
    at = bisect_right(spans, other.start, key=lambda span: span.end)
    return spans[at] if at < len(spans) and spans[at].overlaps(other) else None


def count_words(text: str) -> int:
    """How many words `text` has; `1,270`, `U.S.`, `don't` and `step-by-step` are one each."""
    return sum(1 for _ in word_starts(text))


def word_starts(text: str) -> Iterator[int]:
    """Where in `text` each of the words begins that `count_words` counts."""
    return (found.start() for found in _WORD.finditer(text))


def words_in(text: str, within: Span) -> Iterator[Span]:
    """The words that `count_words` counts in the part `within` of `text`, in order."""
    return (Span(*found.span()) for found in _WORD.finditer(text, within.start, within.end))


class Nest(Generic[T]):
    """Spans with an item each, indexed so that those around a place are found without looking at every one."""

    __slots__ = ("_ends", "_items")

    def __init__(self, items: Iterable[tuple[Span, T]]) -> None:
        self._items = sorted(items, key=lambda item: (item[0].start, -item[0].end))
        self._ends = list(accumulate((span.end for span, _ in self._items), max))

    def around(self, inner: Span) -> Iterator[T]:
        """The items of the spans that contain `inner`, from the last start to the first."""
        yield from (item for span, item in self._back(inner.start + 1, inner.end) if span.end >= inner.end)

    def overlapping(self, other: Span) -> Iterator[T]:
        """The items of the spans that share text with `other`, from the last start to the first."""
        yield from (item for span, item in self._back(other.end, other.start + 1) if span.overlaps(other))

    def _back(self, before: int, reach: int) -> Iterator[tuple[Span, T]]:
        """The spans that start before `before`, last first, until none that is left ends at `reach` or after it."""
        at = bisect_left(self._items, before, key=lambda item: item[0].start) - 1
        while at >= 0 and self._ends[at] >= reach:
            yield self._items[at]
            at -= 1


class LineIndex:
    """Line and column of any offset in one text; lines end at `\\n`, `\\r\\n` or a lone `\\r`."""

    __slots__ = ("_starts",)

    def __init__(self, text: str) -> None:
        starts = [0]
        for i, char in enumerate(text):
            if char == "\n" or (char == "\r" and text[i + 1 : i + 2] != "\n"):
                starts.append(i + 1)
        self._starts = starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """The line and the column of the code point at `offset`, both 1-based."""
        line = bisect_right(self._starts, offset)
        return line, offset - self._starts[line - 1] + 1

    def offset(self, line: int) -> int:
        """The offset at which `line` (1-based) begins; raises IndexError if the text has no such line."""
        if not 1 <= line <= len(self._starts):
            raise IndexError(f"no line {line}")
        return self._starts[line - 1]

    def __len__(self) -> int:
        return len(self._starts)
