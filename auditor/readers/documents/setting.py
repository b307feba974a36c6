"""Paragraphs out of the lines of printed columns, as type is set: by gaps, indents, and lines that end early.

What goes on in the next column, over the page, or below a picture is one paragraph.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.readers.documents.columns import Column, Line
from auditor.readers.documents.layer import HYPHEN, Box

_LEADING = 1.2
"""Of the size of type: how far apart lines are set if a document does not tell it."""
_LOOSE = 1.3
"""Of the usual distance between lines: a greater one parts paragraphs."""
_OTHER_SIZE = 0.1
"""The share by which type differs in size that is set so on purpose, and not scanned askew."""
_INDENT = 0.6
"""Of the size of type: the least indent of a first line."""
_SHORT = 0.25
"""Of the width of a column: a line that leaves more room than this ends a paragraph, whatever its last sign is."""
_BESIDE = 0.8
"""Of the size of type: about the space that is left between words and a picture."""
_BULLET = re.compile("(?:[•‣◦▪●·*]|[\ue000-\uf8ff])(?=\\s|$)\\s*")
"""A sign before the entry of a list; those of fonts of signs lie in Unicode's private area."""
_ENTRY = re.compile(rf"{_BULLET.pattern}|\d{{1,2}}[.)]\s")
"""The beginning of an entry of a list, with a sign or a number."""
_FIGURES = re.compile(r"[\d.,%$£€ +–-]+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’)\]]*$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]
    page: int
    """That on which it begins."""
    last_page: int
    number: int
    """That of its first line on its page, from 1."""
    is_row: bool = False
    """Whether it is a row of a table."""
    is_entry: bool = False
    """Whether it is an entry of a list."""
    is_indented: bool = False
    """Whether its first line is."""
    room: float = 0.0
    """What its last line leaves of the width that it may fill."""
    is_first: bool = False
    """Whether a column begins with it."""
    is_below_picture: bool = False

    @property
    def is_bold(self) -> bool:
        """Whether all of it is."""
        return all(line.is_bold for line in self.lines)

    @property
    def words(self) -> str:
        """Its words on one line, without the hyphens of the layout and the sign of a list."""
        told = ""
        for line in self.lines:
            told = told[:-1] + line.text if told.endswith(HYPHEN) else f"{told} {line.text}"
        told = told.replace(HYPHEN, "").strip()
        return _BULLET.sub("", told, count=1) if self.is_entry else told

    @property
    def size(self) -> float:
        """Of the type of its first line."""
        return self.lines[0].size


@dataclass(frozen=True, slots=True)
class Type:
    """How most of a document is set."""

    size: float
    leading: float
    """The distance between its lines, as a share of the size."""
    has_indents: bool
    """Whether the first lines of most paragraphs are indented."""


def usual_type(pages: Iterable[Sequence[Column]]) -> Type:
    """How most of the words of a document are set."""
    all_columns = [column for columns in pages for column in columns]
    letters = Counter[float]()
    for line in (line for column in all_columns for line in column.lines):
        letters[line.size] += len(line.text)
    size = middle_size(letters)
    close: list[tuple[float, bool]] = []
    begun: list[bool] = []
    for column in all_columns:
        left, width = _usual_left(column), column.right - column.left
        for above, below in pairwise(column.lines):
            gap = (above.base - below.base) / below.size
            if is_other_size(below.size, size) or not 0.8 < gap < 3:
                continue
            is_end = _SENTENCE_END.search(above.text) is not None
            close.append((gap, is_end))
            if is_end and column.right - above.right > _SHORT * width:
                begun.append(below.left - left > _INDENT * below.size)
    has_indents = 2 * sum(begun) > len(begun)
    close.sort()
    if 2 * sum(is_end for _, is_end in close) > len(close):  # most lines are paragraphs of their own
        return Type(size, min(_LEADING, *(gap for gap, _ in close)), has_indents)
    return Type(size, close[len(close) // 10][0] if close else _LEADING, has_indents)


def _usual_left(column: Column) -> float:
    """Where the lines of a column begin that are not indented, of which there may be fewer than of others."""
    lefts = Counter(round(line.left / 2) for line in column.lines)
    most = max(lefts.values())
    return 2.0 * min(left for left, count in lefts.items() if 3 * count >= most)


def middle_size(letters: Mapping[float, int]) -> float:
    """The size of type below and above which there are as many letters; 0 if there are none."""
    half = sum(letters.values()) / 2
    for size in sorted(letters):
        half -= letters[size]
        if half <= 0:
            return size
    return 0.0


def paragraphs(column: Column, type_: Type, page: int, number: int, pictures: Sequence[Box]) -> list[Paragraph]:
    """The paragraphs of a column whose first line has this number on its page; `pictures` are those of the page."""
    setting = _Setting(column, type_, pictures)
    found: list[Paragraph] = []
    held: list[Line] = []
    rows = _table_rows(column.lines)
    is_below = False

    def end(at: int) -> None:
        first = number + at - len(held)
        told = setting.paragraph(held, page, first, at - 1 in rows)
        found.append(replace(told, is_first=not found, is_below_picture=is_below))

    for at, line in enumerate(column.lines):
        if held:
            is_parted = setting.is_interrupted(held[-1], line)
            if is_parted or at in rows or at - 1 in rows or setting.ends(held, line):
                end(at)
                held, is_below = [], is_parted
        held.append(line)
    end(len(column.lines))
    return found


def joined(flow: Sequence[Paragraph], type_: Type) -> Iterator[Paragraph]:
    """The paragraphs, those that go on in the next column, over the page or below a picture as one."""
    held: Paragraph | None = None
    for each in flow:
        if held is None:
            held = each
        elif _may_go_on(held, each) and _goes_on(held, each, type_):
            lines = _without_hyphen(held.lines, each.lines[0]) + each.lines
            held = replace(held, lines=lines, last_page=each.last_page, room=each.room)
        else:
            yield held
            held = each
    if held:
        yield held


def is_other_size(size: float, other: float) -> bool:
    """Whether type of the two sizes is set differently on purpose."""
    return abs(size - other) > _OTHER_SIZE * max(size, other)


class _Setting:
    """How a column is set."""

    def __init__(self, column: Column, type_: Type, pictures: Sequence[Box]) -> None:
        self._type = type_
        usual = [line.right for line in column.lines if line.size <= type_.size * (1 + _OTHER_SIZE)]
        self._right = max(usual, default=column.right)
        self._width = self._right - column.left
        self._left = _usual_left(column)
        self._pictures = [each for each in pictures if each.right > column.left and each.left < column.right]

    def ends(self, held: Sequence[Line], line: Line) -> bool:
        """Whether a paragraph whose lines so far are `held` ends before `line`."""
        above = held[-1]
        if is_other_size(above.size, line.size) or _BULLET.match(line.text):
            return True
        if not -0.5 * line.size < above.base - line.base < _LOOSE * self._type.leading * line.size:
            return True
        if above.text.endswith(HYPHEN):
            return False
        if above.text.endswith(HYPHEN):
            return False
        if line.size > self._type.size * (1 + _OTHER_SIZE):
            return above.is_bold != line.is_bold  # the lines of a headline may end anywhere
        goes_on = line.text[:1].islower() and not _SENTENCE_END.search(above.text)
        if above.is_bold != line.is_bold and not goes_on:
            return True
        if _ENTRY.match(line.text) and (_ENTRY.match(held[0].text) or _SENTENCE_END.search(above.text)):
            return True
        return self._is_shifted(held, line) or self._is_short(above, line)

    def _is_shifted(self, held: Sequence[Line], line: Line) -> bool:
        """Whether a line begins where no line of the paragraph above it would."""
        above, indent = held[-1], _INDENT * line.size
        shift = line.left - above.left
        if shift > indent:
            return abs(above.left - self._left) <= indent and not _ENTRY.match(above.text)
        return shift < -indent and len(held) > 1 and line.left <= self._left + indent

    def _is_short(self, above: Line, line: Line) -> bool:
        """Whether a line would have held the first word of the next, which may be indented as the first of another."""
        room = self._right_of(above) - above.right - 0.3 * line.size - _width_of_first_word(line)
        ends = _SENTENCE_END.search(above.text) is not None
        if ends and self._type.has_indents and line.left - self._left > _INDENT * line.size:
            return True
        return room > (0 if ends and not self._type.has_indents else _SHORT * self._width)

    def is_interrupted(self, above: Line, line: Line) -> bool:
        """Whether a picture stands between two lines."""
        reach = 0.5 * line.size
        return any(
            each.top < above.base + reach and each.bottom > line.base and each.left < line.right
            for each in self._pictures
        )

    def paragraph(self, lines: Sequence[Line], page: int, number: int, is_row: bool) -> Paragraph:
        """A paragraph of these lines."""
        first, last = lines[0], lines[-1]
        return Paragraph(
            lines=tuple(lines),
            page=page,
            last_page=page,
            number=number,
            is_row=is_row,
            is_entry=not is_row and _BULLET.match(first.text) is not None,
            is_indented=first.left - self._left > _INDENT * first.size,
            room=self._right_of(last) - last.right,
        )

    def _right_of(self, line: Line) -> float:
        """How far a line may reach: to the end of the column, or to a picture beside it."""
        near = _BESIDE * line.size
        walls = [
            each.left - near
            for each in self._pictures
            if each.left >= line.right and each.bottom < line.top + near and each.top > line.base - near
        ]
        return min([self._right, *walls])


def _table_rows(lines: Sequence[Line]) -> frozenset[int]:
    """The numbers of lines whose cells stand below one another."""
    found: set[int] = set()
    for at, (above, line) in enumerate(pairwise(lines)):
        if _are_rows(above, line):
            found |= {at, at + 1}
    return frozenset(found)


def _are_rows(above: Line, line: Line) -> bool:
    """Whether two lines are rows of a table: further cells of both begin at one place, or are figures."""
    if len(above.cells) < 2 or len(line.cells) < 2 or _BULLET.fullmatch(line.cells[0]):
        return False
    near = 0.3 * line.size
    level = any(abs(one - other) <= near for one in above.starts[1:] for other in line.starts[1:])
    return level or all(_FIGURES.fullmatch(each) for each in (above.cells[-1], line.cells[-1]))


def _width_of_first_word(line: Line) -> float:
    text = line.text
    return (line.right - line.left) * len(text.split(None, 1)[0]) / max(1, len(text))


def _may_go_on(above: Paragraph, each: Paragraph) -> bool:
    """Whether how two paragraphs are set allows that they are one, parted by the end of a column or a picture."""
    last, first = above.lines[-1], each.lines[0]
    if above.is_row or each.is_row or each.is_entry or not (each.is_first or each.is_below_picture):
        return False
    return not is_other_size(last.size, first.size) and last.is_bold == first.is_bold


def _goes_on(above: Paragraph, each: Paragraph, type_: Type) -> bool:
    """Whether places and words of two paragraphs tell that they are one."""
    last, first = above.lines[-1], each.lines[0]
    is_below = above.last_page == each.page and first.base < last.base and first.left < last.right
    is_near = last.base - first.base < _LOOSE * type_.leading * first.size
    if is_other_size(first.size, type_.size):
        return is_below and is_near  # lines of one headline, the shorter of which seemed to stand in a column
    if is_below and not is_near and not each.is_below_picture:
        return False
    if last.text.endswith(HYPHEN):
        return True
    is_full = above.room < _width_of_first_word(first) + 0.3 * first.size
    if not _SENTENCE_END.search(last.text):
        return is_full or first.text.lstrip("“‘\"'(")[:1].islower()
    return (is_full or type_.has_indents) and len(above.lines) > 1 and not each.is_indented


def _without_hyphen(lines: tuple[Line, ...], following: Line) -> tuple[Line, ...]:
    """The lines; a hyphen at the end of the last is marked as the layout's if a word goes on below it."""
    last = lines[-1]
    if re.search(r"\w[-\u00ad\u2010]$", last.text) and following.text[:1].islower():
        cells = (*last.cells[:-1], last.cells[-1][:-1] + HYPHEN)
        return (*lines[:-1], replace(last, cells=cells))
    return lines
