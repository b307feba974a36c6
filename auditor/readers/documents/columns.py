"""The lines of a printed page in the order in which people read them: column by column, each from its top.

Columns are told by the empty strip between them: one that no line crosses, with lines of some width on both sides. The
rows of a table have such strips too, but stand at the same heights, one after another in the file, and no line of them
goes on in the next.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.readers.documents.layer import Word

_GAP = 0.6
"""Of the size of type: words that stand farther apart may stand in two columns."""
_CELL = 1.5
"""Of the size of type: words of one line that stand farther apart are cells of a table."""
_STRIP = 0.7
"""Of the size of type: the least width of the strip between columns."""
_WIDE = 2.5
"""Of the size of type: lines farther apart than that have a picture or the like between them."""
_NARROWEST = 8.0
"""Of the size of type: the least width of a column."""
_FEWEST = 3
"""Lines of a column that was not seen elsewhere in the document."""
_SAME_LINE = 0.35
"""Of the size of type: lines whose heights differ by less stand beside one another."""
_GOES_ON = 0.25
"""The share of a column's lines that begin in lower case: in the middle of a sentence."""
_MOST_LINES = 6_000
"""Stretches of words of one page; of one with more the file's order is kept. A broadsheet's may have four thousand."""
_MOST_STRIPS = 20
"""Strips between columns that are looked for again on other pages."""
_MOST_INITIALS = 20
_NOTE_SIGN = re.compile(r"[\d*†‡§]{1,3}")
_INITIAL = re.compile(r"[“‘\"'(]?\w")


@dataclass(frozen=True, slots=True)
class Line:
    """Words that stand beside one another on one line of a column."""

    cells: tuple[str, ...]
    """Its words, in stretches that stand far apart; most lines are one."""
    starts: tuple[float, ...]
    """Where each of these begins."""
    right: float
    base: float
    size: float
    """Of the type that most of it is set in."""
    is_bold: bool
    is_italic: bool
    order: int
    """Its number in the order of the file."""

    @property
    def text(self) -> str:
        """Its words."""
        return " ".join(self.cells)

    @property
    def left(self) -> float:
        """Where it begins."""
        return self.starts[0]

    @property
    def top(self) -> float:
        """About how high its letters reach."""
        return self.base + self.size


@dataclass(frozen=True, slots=True)
class Strip:
    """The empty strip between two columns, or the stretch of the page's width that something takes up."""

    left: float
    right: float

    def within(self, other: Strip) -> Strip | None:
        """What the two have in common; None if that is nothing."""
        left, right = max(self.left, other.left), min(self.right, other.right)
        return Strip(left, right) if left < right else None


@dataclass(frozen=True, slots=True)
class Column:
    """Lines below one another, between what is above and below all columns of its part of the page."""

    lines: tuple[Line, ...]

    @property
    def left(self) -> float:
        """Where its lines begin."""
        return min(line.left for line in self.lines)

    @property
    def right(self) -> float:
        """Where its longest lines end."""
        return max(line.right for line in self.lines)


# ---------------------------------------------------------------- lines


def stretches(words: Iterable[Word]) -> list[Line]:
    """The words that follow one another in the file without a wide gap, large initials put before their words."""
    found: list[Line] = []
    held: list[Word] = []
    for word in words:
        if held and not _follows(held[-1], word, max(each.size for each in held[-3:])):
            found.append(_line(held, len(found)))
            held = []
        held.append(word)
    if held:
        found.append(_line(held, len(found)))
    return _with_initials(found)


def rows(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines from the top, those beside one another together, from the left."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda each: (-each.base, each.left)):
        if found and found[-1][0].base - line.base <= _SAME_LINE * min(found[-1][0].size, line.size):
            found[-1].append(line)
        else:
            found.append([line])
    return [sorted(row, key=lambda each: each.left) for row in found]


def beside(row: Sequence[Line]) -> Line:
    """What stands on one line of a column, as one."""
    if len(row) == 1:
        return row[0]
    cells: list[str] = []
    starts: list[float] = []
    for before, line in pairwise([row[0], *row]):
        if cells and line.left - before.right < _CELL * line.size:
            cells[-1] = f"{cells[-1]} {line.text}"
        else:
            cells.append(line.text)
            starts.append(line.left)
    main = max(row, key=lambda each: len(each.text))
    return replace(
        main,
        cells=tuple(cells),
        starts=tuple(starts),
        right=max(each.right for each in row),
        is_bold=all(each.is_bold for each in row),
        is_italic=all(each.is_italic for each in row),
    )


def _follows(before: Word, word: Word, size: float) -> bool:
    gap = word.left - before.right
    return abs(word.base - before.base) <= 0.5 * size and -0.5 * size < gap < _GAP * size


def _line(words: Sequence[Word], order: int) -> Line:
    sizes: Counter[float] = Counter()
    for word in words:
        sizes[word.size] += len(word.text)
    size = sizes.most_common(1)[0][0]
    base = next(word.base for word in words if word.size == size)
    kept = [word for word in words if not _is_note_sign(word, size, base)] or words
    text = "".join(word.text if word.is_joined else f" {word.text}" for word in kept).strip()
    return Line(
        (text,),
        (kept[0].left,),
        max(word.right for word in kept),
        base,
        size,
        all(word.is_bold for word in kept),
        all(word.is_italic for word in kept),
        order,
    )


def _is_note_sign(word: Word, size: float, base: float) -> bool:
    """Whether a word is the raised number of a footnote."""
    return word.size <= 0.8 * size and word.base > base + 0.15 * size and _NOTE_SIGN.fullmatch(word.text) is not None


def _with_initials(lines: list[Line]) -> list[Line]:
    """The lines, each large initial before the line that begins beside its top."""
    usual = sorted(line.size for line in lines)[len(lines) // 2] if lines else 0.0
    large = [line for line in lines if line.size > 1.8 * usual and _INITIAL.fullmatch(line.text)]
    for initial in large[:_MOST_INITIALS]:
        near = _beside_initial(initial, lines)
        if near:
            first = max(near, key=lambda line: line.base)
            moved = {id(line): replace(line, starts=(_edge_below(initial, near, lines),)) for line in near}
            moved[id(first)] = replace(first, cells=(initial.text + first.text,), starts=(initial.left,))
            lines = [moved.get(id(line), line) for line in lines if line is not initial]
    return lines


def _beside_initial(initial: Line, lines: Sequence[Line]) -> list[Line]:
    """The lines that a large initial moves to the right, of which the first may be indented."""
    near = [
        line
        for line in lines
        if line.size < 0.7 * initial.size
        and -0.3 * line.size < line.left - initial.right < 2 * line.size
        and initial.base - 2 * line.size < line.base < initial.top
    ]
    inside = [line for line in near if line.base > initial.base - 0.5 * line.size]
    edge = min((line.left for line in inside), default=0.0)
    top = max((line.base for line in inside), default=0.0)
    return [line for line in near if inside and (line.base == top or abs(line.left - edge) < 0.1 * line.size)]


def _edge_below(initial: Line, near: Sequence[Line], lines: Sequence[Line]) -> float:
    """Where lines begin below those that a large initial moved: it may be indented itself."""
    low = min(line.base for line in near)
    below = [line for line in lines if line.base < low and line.left < initial.right < line.right]
    edge = max(below, key=lambda line: line.base, default=initial).left
    return edge if abs(edge - initial.left) < initial.size else initial.left


# ---------------------------------------------------------------- columns


def columns(lines: Sequence[Line], size: float, known: Sequence[Strip] = ()) -> list[Column]:
    """The columns of a page in order; `size` is that of the document's type, `known` strips of its other pages."""
    if not lines:
        return []
    if len(lines) > _MOST_LINES:
        return [Column(tuple(lines))]
    return [column for column, _ in _parts(rows(lines), size, known)]


def strips(pages: Iterable[Sequence[Line]], size: float) -> list[Strip]:
    """The strips between the columns of a document, as far as each page alone tells them; those of most pages first."""
    found: Counter[Strip] = Counter()
    for lines in pages:
        if not lines or len(lines) > _MOST_LINES:
            continue
        for strip in dict.fromkeys(strip for _, strip in _parts(rows(lines), size, ()) if strip):
            like = next((each for each in found if each.within(strip)), None)
            if like:
                found[like] += 1
            elif len(found) < 10 * _MOST_STRIPS:
                found[strip] = 1
    return [strip for strip, _ in found.most_common(_MOST_STRIPS)]


def _parts(page: list[list[Line]], size: float, known: Sequence[Strip]) -> Iterator[tuple[Column, Strip | None]]:
    """The columns of a part of the page in order, each with the strip on its right, if there is one."""
    single: list[Line] = []
    at = 0
    left = min(line.left for row in page for line in row) + _NARROWEST * size
    right = max(line.right for row in page for line in row) - _NARROWEST * size
    free = [Strip(left, right)] if left < right else []
    free += [strip for strip in dict.fromkeys(known) if not any(strip.within(each) for each in free)]
    while at < len(page):
        end, found = _band(page, at, free, size, known)
        if not found:
            single.append(beside(page[at]))
            at += 1
            continue
        if single:
            yield Column(tuple(single)), None
        single = []
        lines = [line for row in page[at:end] for line in row]
        begins = float("-inf")
        for strip in (*found, None):
            ends = strip.left if strip else float("inf")
            mine = [line for line in lines if begins <= line.left and line.right <= ends]
            begins = strip.right if strip else ends
            yield from ((column, each or strip) for column, each in _parts(rows(mine), size, known))
        at = end
    if single:
        yield Column(tuple(single)), None


def _band(
    page: Sequence[Sequence[Line]], at: int, free: Sequence[Strip], size: float, known: Sequence[Strip]
) -> tuple[int, list[Strip]]:
    """The end of the rows from `at` on that stand in columns, and the strips between these; none if they do not.

    `free` is where a strip may lie.
    """
    end = at
    while end < len(page) and (left := _without(free, page[end], _STRIP * size)):
        free, end = left, end + 1
    if end == at:
        return at, []
    end = _trimmed(page, at, _before_gap(page, at, end, size), free)
    band = [line for row in page[at:end] for line in row]
    found: list[Strip] = []
    begins = float("-inf")
    for strip in sorted(free, key=lambda each: each.left):
        before = [line for line in band if begins <= line.left and line.right <= strip.left]
        after = [line for line in band if line.left >= strip.right]
        is_known = any(strip.within(each) for each in known)
        is_table = any(_is_row_of_cells(row, strip) for row in page[at:end])
        if _are_columns(before, after, size, is_known, is_table):
            found.append(strip)
            begins = strip.right
    return end, found


def _without(free: Sequence[Strip], row: Sequence[Line], least: float) -> list[Strip]:
    """What is left of the free strips below a row of lines."""
    for line in row:
        parts = [
            part
            for strip in free
            for part in (
                Strip(strip.left, min(strip.right, line.left)),
                Strip(max(strip.left, line.right), strip.right),
            )
        ]
        free = [part for part in parts if part.right - part.left >= least]
    return list(free)


def _before_gap(page: Sequence[Sequence[Line]], at: int, end: int, size: float) -> int:
    """The end of a band above a wide gap, such as a picture over all columns, if the file has all above it first."""
    last = -1
    first = [min(line.order for line in row) for row in page[at:end]]
    for number in range(len(first) - 2, -1, -1):
        first[number] = min(first[number], first[number + 1])
    for number in range(at, end - 1):
        last = max(last, *(line.order for line in page[number]))
        gap = page[number][0].base - page[number + 1][0].base
        if gap > _WIDE * size and last < first[number + 1 - at] and len(page[number + 1]) > 1:
            return number + 1
    return end


def _trimmed(page: Sequence[Sequence[Line]], at: int, end: int, free: Sequence[Strip]) -> int:
    """The end of a band without what stands at its left alone, below a wider gap than any within it."""
    strip = free[0]
    two_sided = [n for n in range(at, end) if any(line.left >= strip.right for line in page[n])]
    last = two_sided[-1] if two_sided else end
    gaps = [page[n - 1][0].base - page[n][0].base for n in range(at + 1, last + 1) if n < end]
    widest = max(gaps, default=float("inf"))
    for number in range(last + 1, end):
        if page[number - 1][0].base - page[number][0].base > 1.2 * widest:
            return number
    return end


def _are_columns(before: Sequence[Line], after: Sequence[Line], size: float, is_known: bool, is_table: bool) -> bool:
    """Whether lines on both sides of a strip are wide enough, and no rows of a table or of one column.

    `is_known` is whether other pages have such a strip, `is_table` whether the file has a row cell by cell.
    """
    for side in (before, after):
        width = max(line.right for line in side) - min(line.left for line in side) if side else 0.0
        if not side or (width < _NARROWEST * size and not is_known):
            return False
    if not _are_level(before, after):
        return True
    if (is_known or _are_apart(before, after)) and not is_table:
        return True
    return all(len(rows(side)) >= _FEWEST and _goes_on(side) for side in (before, after))


def _are_apart(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether the file has all lines of one side before those of the other, as it has no table's."""
    if max(len(rows(before)), len(rows(after))) < 2:
        return False
    one, other = [line.order for line in before], [line.order for line in after]
    return max(one) < min(other) or max(other) < min(one)


def _is_row_of_cells(row: Sequence[Line], strip: Strip) -> bool:
    """Whether what stands right of a strip follows in the file what stands left of it in the same row."""
    return any(
        line.order == before.order + 1 and before.right <= strip.left and strip.right <= line.left
        for before, line in pairwise(row)
    )


def _goes_on(side: Sequence[Line]) -> bool:
    first = [row[0].text for row in rows(side)][1:]
    lower = sum(text.lstrip("“‘\"'(")[:1].islower() for text in first)
    return bool(first) and lower >= _GOES_ON * len(first)


def _are_level(before: Sequence[Line], after: Sequence[Line]) -> bool:
    """Whether lines on both sides stand at the same heights, as the cells of a table do."""
    heights = sorted(line.base for line in before)
    level = sum(_nearest(heights, line.base) <= 0.1 * line.size for line in after)
    return 2 * level > len(after)


def _nearest(heights: Sequence[float], base: float) -> float:
    """How far the nearest of the heights, which are in order, is from `base`."""
    at = bisect_left(heights, base)
    return min(abs(height - base) for height in heights[max(0, at - 1) : at + 1])
