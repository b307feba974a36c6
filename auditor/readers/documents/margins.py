"""What is printed around an article on each page: running headlines, footers and page numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.readers.documents.columns import Line, rows
from auditor.readers.documents.layer import Box

_OUTERMOST = 3
"""Rows at the top, and at the foot, of a page that may be no part of the article."""
_EDGE = 0.12
"""The share of a page's height in which such rows stand."""
_APART = 0.6
"""Of the size of type: the least space between such a row and the article."""
_FAR = 4.0
"""Of the size of type: the least space between a page's number and what stands beside it."""
_SMALLER = 0.95
"""Of the size of the document's type: what is set as small as that above an article is no part of it."""
_STOPS = (".", "!", "?", "”", '"')
_SURELY = 3
"""Pages on which a whole sentence must stand at the edge to be no part of the article."""
_NUMBER = re.compile(
    r"(?i)[\[(|–—-]*\s*(?:(?:page|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:/|of)\s*\d{1,4})?\s*[\])|–—-]*"
)
"""A page number, alone or with how many there are."""
_STAMP = re.compile(r"(?i)(?:https?|file)://\S+|\d{1,2}[./]\d{1,2}[./]\d{2,4},? \d{1,2}[:.]\d{2}(?: ?[ap]m)?")
"""The address of a page, or when it was printed, as browsers print them around it."""

Rows = Sequence[Sequence[Line]]


def apart(pages: Sequence[tuple[Sequence[Line], Box]], size: float) -> Iterator[tuple[list[Line], list[Line]]]:
    """Of each page, told with its size, the lines of the article, and those around it from the top.

    `size` is that of the document's type.
    """
    edges = [_edges(rows(lines), box) for lines, box in pages]
    seen: Counter[tuple[str, float]] = Counter()
    for sides in edges:
        seen.update({_key(line) for side in sides for row in side[:_OUTERMOST] for line in row})
    for (lines, box), sides in zip(pages, edges, strict=True):
        around = [line for side in sides for row in side[: _depth(side, box, size, seen)] for line in row]
        left = {id(line) for line in around}
        yield [line for line in lines if id(line) not in left], around


def _edges(page: Rows, box: Box) -> tuple[Rows, Rows]:
    """The outermost rows of a page, from its top down and from its foot up, each side with the row that is next."""
    middle = (box.bottom + box.top) / 2
    above = [row for row in page if row[0].base > middle]
    below = [row for row in page if row[0].base <= middle]
    return [*above, *below][: _OUTERMOST + 1], [*above, *below][::-1][: _OUTERMOST + 1]


def _depth(side: Rows, box: Box, size: float, seen: Counter[tuple[str, float]]) -> int:
    """How many rows of a side, from outside in, are no part of the article."""
    depth = 0
    reach = _EDGE * (box.top - box.bottom)
    for number, (row, inner) in enumerate(pairwise([*side, ()])):
        is_near = min(row[0].base - box.bottom, box.top - row[0].base) < reach
        if number == _OUTERMOST or not is_near or not _is_apart(row, inner):
            continue
        if any(_is_repeated(line, seen) for line in row) or (number == depth and _is_around(row, inner, size)):
            depth = number + 1
    return depth


def _is_apart(row: Sequence[Line], inner: Sequence[Line]) -> bool:
    """Whether there is some space between a row and the one further in."""
    if not inner:
        return True
    lower = row if row[0].base < inner[0].base else inner
    space = abs(row[0].base - inner[0].base) - max(line.size for line in lower)
    return space > _APART * min(row[0].size, inner[0].size)


def _is_repeated(line: Line, seen: Counter[tuple[str, float]]) -> bool:
    fewest = _SURELY if line.text.endswith(_STOPS) else 2
    return seen[_key(line)] >= fewest


def _is_around(row: Sequence[Line], inner: Sequence[Line], size: float) -> bool:
    """Whether a row is a page's number, what a browser prints around a page, or a line in small type above all else."""
    if len(row) == 1 and _NUMBER.fullmatch(row[0].text):
        return True
    for one, other, told in ((row[0], row[1], row[0]), (row[-2], row[-1], row[-1])) if len(row) > 1 else ():
        is_far = other.left - one.right > _FAR * told.size
        if is_far and (_NUMBER.fullmatch(told.text) or _STAMP.fullmatch(told.text)):
            return True
    is_top = bool(inner) and row[0].base > inner[0].base
    return is_top and all(line.size <= _SMALLER * size and not line.text.endswith(_STOPS) for line in row)


def _key(line: Line) -> tuple[str, float]:
    """What lines that repeat from page to page have in common: all but figures."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.size)
