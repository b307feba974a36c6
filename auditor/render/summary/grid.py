"""A table in plain text that fits a width: headings are broken, then columns moved together, then words broken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from rich.cells import cell_len

from auditor.render.summary.columns import SOFT

_JOINT = re.compile(r"(?<=[/\-_#,])(?=\w)")
"""Where a long name may be broken: after its strokes, hyphens and commas."""
_SPACE = re.compile("[ \n]")
_INDENT = "  "
_NARROWEST = 10
"""How narrow labels become before a table is wider than it should be."""
UNBROKEN = "\u00a0"
"""A space at which no line is broken."""

Gaps = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Lane:
    """A column: its heading, its cells from top to bottom, and whether they are words, which may be broken.

    The parts of a cell are parted by line ends; they stand beside one another, or else below one another.
    """

    head: str
    cells: tuple[str, ...]
    is_words: bool = False
    is_label: bool = False
    """Whether the lines of a cell but the first are indented."""


def draw(lanes: Sequence[Lane], width: int) -> str:
    """The table, at most `width` columns wide if that can be; the last cell of each lane stands below a rule.

    Ends without a line end.
    """
    gaps, heads, widths = _fitted(lanes, width)
    rule = [["-" * wide for wide in widths]]
    *body, total = [_row([lane.cells[n] for lane in lanes], lanes, widths) for n in range(len(lanes[0].cells))]
    parts = [*_aligned(heads, lanes, widths, at_end=True), *rule, *(line for row in body for line in row)]
    parts += [*(rule if body else []), *total]
    return "\n".join(_joined(line, lanes, gaps).rstrip() for line in parts).replace(UNBROKEN, " ")


# ---------------------------------------------------------------- widths


def _fitted(lanes: Sequence[Lane], width: int) -> tuple[Gaps, list[list[str]], list[int]]:
    """The spaces before figures and before words, the lines of each heading, and how wide each column is."""
    widest = [max((cell_len(_beside(cell)) for cell in lane.cells), default=0) for lane in lanes]
    for gaps, is_hyphenated in ((("  ", "  "), False), (("  ", "  "), True), ((" ", "  "), True)):
        heads = [head_lines(lane.head, wide, is_hyphenated) for lane, wide in zip(lanes, widest, strict=True)]
        widths = [max(wide, *map(cell_len, head)) for wide, head in zip(widest, heads, strict=True)]
        if _whole(widths, lanes, gaps) <= width:
            return gaps, heads, widths
    return _squeezed(lanes, widths, width)


def _squeezed(lanes: Sequence[Lane], widths: list[int], width: int) -> tuple[Gaps, list[list[str]], list[int]]:
    """The same with words made narrower: labels last, and within a word where it cannot be helped."""
    least = [_least(lane) for lane in lanes]
    for is_label, gaps, floor in (
        (False, (" ", "  "), least),
        (True, (" ", "  "), least),
        (True, (" ", " "), [_NARROWEST for _ in lanes]),
    ):
        open_ = [n for n, lane in enumerate(lanes) if lane.is_words and lane.is_label is is_label]
        while _whole(widths, lanes, gaps) > width and (spare := [n for n in open_ if widths[n] > floor[n]]):
            widths[max(spare, key=lambda n: widths[n])] -= 1
        for n in open_:  # what the lines of a cell leave free
            widths[n] = min(widths[n], _used(lanes[n], widths[n]))
        if _whole(widths, lanes, gaps) <= width:
            break
    if _whole(widths, lanes, ("  ", "  ")) <= width:
        gaps = ("  ", "  ")
    return gaps, [head_lines(lane.head, wide, True) for lane, wide in zip(lanes, widths, strict=True)], widths


def _whole(widths: Sequence[int], lanes: Sequence[Lane], gaps: Gaps) -> int:
    return len(_joined(["-" * wide for wide in widths], lanes, gaps))


def _least(lane: Lane) -> int:
    """How narrow a lane may become: its lines are broken between words, and names at their joints."""
    indent = len(_INDENT) if lane.is_label else 0
    words = (word for cell in lane.cells for word in _SPACE.split(cell))
    parts = (part for word in words for part in _JOINT.split(word))
    return max(0, *map(cell_len, head_lines(lane.head, 0, True)), *(cell_len(part) + indent for part in parts))


def _used(lane: Lane, width: int) -> int:
    lines = (line for cell in lane.cells for line in _broken(cell, width, lane))
    return max(map(cell_len, (*head_lines(lane.head, width, True), *lines)))


def _beside(cell: str) -> str:
    return cell.replace("\n", ", ")


# ---------------------------------------------------------------- lines


def head_lines(head: str, wide: int, is_hyphenated: bool) -> list[str]:
    """The lines of a heading, as narrow as its words are, or its cells below it if those are wider."""
    words = [word.split(SOFT) if is_hyphenated else [word.replace(SOFT, "")] for word in head.split()]
    pieces = [piece if n == len(word) - 1 else f"{piece}-" for word in words for n, piece in enumerate(word)]
    room = max(wide, 1, *map(cell_len, pieces))
    lines: list[str] = []
    for word in words:
        whole = "".join(word)
        if lines and cell_len(lines[-1]) + 1 + cell_len(whole) <= room:
            lines[-1] += f" {whole}"
        elif cell_len(whole) <= room:
            lines.append(whole)
        else:
            lines += [*(f"{piece}-" for piece in word[:-1]), word[-1]]
    return lines


def _row(cells: Sequence[str], lanes: Sequence[Lane], widths: Sequence[int]) -> list[list[str]]:
    broken = [list(_broken(cell, wide, lane)) for cell, lane, wide in zip(cells, lanes, widths, strict=True)]
    return _aligned(broken, lanes, widths)


def _aligned(
    cells: Sequence[Sequence[str]], lanes: Sequence[Lane], widths: Sequence[int], at_end: bool = False
) -> list[list[str]]:
    """The lines of a row, each with its parts padded; shorter cells begin at the top, or stand at the bottom."""
    most = max(map(len, cells))
    filled = [[*([""] * (most - len(cell))), *cell] if at_end else list(cell) for cell in cells]
    return [
        [_padded(part, lane, wide) for part, lane, wide in zip(parts, lanes, widths, strict=True)]
        for parts in zip_longest(*filled, fillvalue="")
    ]


def _padded(text: str, lane: Lane, wide: int) -> str:
    blanks = " " * (wide - cell_len(text))
    return text + blanks if lane.is_words else blanks + text


def _joined(parts: Sequence[str], lanes: Sequence[Lane], gaps: Gaps) -> str:
    """A line; words may stand farther from what is before them than figures, so that they do not run together."""
    return parts[0] + "".join(f"{gaps[lane.is_words]}{part}" for part, lane in zip(parts[1:], lanes[1:], strict=True))


def _broken(cell: str, width: int, lane: Lane) -> Iterator[str]:
    """The lines of a cell: one, or one for each part of it, or more."""
    if cell_len(_beside(cell)) <= width:
        yield _beside(cell)
        return
    indent = _INDENT if lane.is_label else ""
    for number, part in enumerate(cell.split("\n")):
        yield from _wrapped(part, width, indent if number else "", indent)


def _wrapped(text: str, width: int, line: str, indent: str) -> Iterator[str]:
    """Lines broken between words; where there is no other way at the joints of a name, or anywhere."""
    for word in text.split(" "):
        gap = " " if line.strip() else ""
        for part in [word] if cell_len(word) + len(indent) <= width else _pieces(word, width - len(indent)):
            if line.strip() and cell_len(line + gap + part) > width:
                yield line
                line, gap = indent, ""
            line += gap + part
            gap = ""
    yield line


def _pieces(word: str, most: int) -> Iterator[str]:
    for part in _JOINT.split(word):
        piece = ""
        for char in part:
            if cell_len(piece + char) > most:
                yield piece
                piece = ""
            piece += char
        yield piece
