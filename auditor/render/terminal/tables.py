"""Tables that fit a terminal: cells are wrapped between words until the columns stand side by side."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import zip_longest

from rich.cells import cell_len
from rich.text import Text

from auditor.base.printable import visible
from auditor.render.terminal.styled import DIM, to_str
from auditor.render.terminal.wrapping import NARROWEST, wrapped

_GAP = "  "
_ANY = 1_000_000
"""More columns than any table has."""
_WORDS = re.compile(r" +")
_JOINT = re.compile(r"(?<=[/\-_,])(?=\w)")
"""Where a long name may be broken: after its strokes and hyphens."""
_JOINTS = re.compile(f"{_WORDS.pattern}|{_JOINT.pattern}")


def table(head: Sequence[str], rows: Sequence[Sequence[str]], width: int | None, numbers: Collection[int] = ()) -> str:
    """A table of at most `width` columns, or as wide as it may become; ended by a line end."""
    return to_str(fitted(head, rows, _ANY if width is None else width, numbers), colour=False)


def entries(head: Sequence[str], rows: Sequence[Sequence[str]], width: int | None) -> str:
    """A table where it fits `width` columns as it is; else two lines or more an entry, so that its name stays whole."""
    cells = [[visible(each) for each in row] for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(head, *cells, strict=True)]
    if width is None or sum(widths) + len(_GAP) * (len(head) - 1) <= width:
        return table(head, rows, None)
    return to_str(_stacked(cells, width), colour=False)


def _stacked(rows: Sequence[Sequence[str]], width: int) -> Iterator[Text]:
    for name, *more in rows:
        yield from wrapped(Text(name), width, "", "  ")
        yield from wrapped(Text(" · ".join(filter(None, more))), width, "  ")


def fitted(
    head: Sequence[str], rows: Sequence[Sequence[str]], width: int, numbers: Collection[int] = ()
) -> Iterator[Text]:
    """A table of at most `width` columns with a ruled head; the columns in `numbers` are set to the right.

    Where that is too little for columns, each row is told under its first cell, with the heads as labels.
    """
    cells = [[visible(each) for each in row] for row in (head, *rows)]
    room = max(width, NARROWEST) - len(_GAP) * (len(head) - 1)
    widths = _widths(cells, room)
    if sum(widths) > room:
        labelled = [
            [f"{label}: {cell}" if cell else "" for label, cell in zip(head, row, strict=True)] for row in cells[1:]
        ]
        yield from _stacked([[row[0], *told[1:]] for row, told in zip(cells[1:], labelled, strict=True)], width)
        return
    is_broken = any(cell_len(cell) > wide for row in cells for cell, wide in zip(row, widths, strict=True))
    for number, row in enumerate(cells):
        if is_broken and number > 1:
            yield Text()
        for line in _lines(row, widths, numbers):
            yield Text(line, DIM if number == 0 else "")
        if number == 0:
            yield Text(_GAP.join("-" * wide for wide in widths), DIM)


def _widths(cells: Sequence[Sequence[str]], room: int) -> list[int]:
    """How wide each column is: as wide as its widest cell, the widest made narrower until all have room."""
    widths = [max(map(cell_len, column)) for column in zip(*cells, strict=True)]
    for joints in (_WORDS, _JOINTS):  # a name is broken only where breaking between words is not enough
        least = [max(_longest_part(cell, joints) for cell in column) for column in zip(*cells, strict=True)]
        while sum(widths) > room and (spare := [n for n, wide in enumerate(widths) if wide > least[n]]):
            widths[max(spare, key=lambda n: widths[n])] -= 1
    return widths


def _longest_part(cell: str, joints: re.Pattern[str]) -> int:
    return max((cell_len(part) for part in joints.split(cell)), default=0)


def _lines(row: Sequence[str], widths: Sequence[int], numbers: Collection[int]) -> Iterator[str]:
    columns = [list(_broken(cell, wide)) for cell, wide in zip(row, widths, strict=True)]
    for parts in zip_longest(*columns, fillvalue=""):
        padded = []
        for number, (part, wide) in enumerate(zip(parts, widths, strict=True)):
            blanks = " " * (wide - cell_len(part))
            padded.append(blanks + part if number in numbers else part + blanks)
        yield _GAP.join(padded).rstrip()


def _broken(cell: str, width: int) -> Iterator[str]:
    """The lines of a cell: broken between words, and where there is no other way after the joints of a long word."""
    line = ""
    for word in cell.split(" "):
        parts = [word] if cell_len(word) <= width else _JOINT.split(word)
        for number, part in enumerate(parts):
            gap = " " if line and number == 0 else ""
            if line and cell_len(line + gap + part) > width:
                yield line
                line, gap = "", ""
            line += gap + part
    yield line
