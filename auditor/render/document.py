"""A report without a format: sections of paragraphs, tables and lists, and the pieces that their lines are made of.

`render.transparency` says what stands where; a writer (`render.markdown`) says how it looks in its format. A piece
that is a plain string is the report's own words; whatever comes from a draft, a file's name or a rule pack is one of
the types below, so that each writer makes it harmless in its own way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from auditor.base.spans import Span

SIGNATURE = "<!-- auditor.report/1: a transparency report, not a draft -->"
"""The last line of every report that is written for people, by which it is known wherever it lies; nothing shows it."""


@dataclass(frozen=True, slots=True)
class Foreign:
    """Words that are not the report's own, shown as they are."""

    text: str


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the article, shown in quotation marks; between its parts the article has other words."""

    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """A name that programs use: a path, a rule's id."""

    text: str


@dataclass(frozen=True, slots=True)
class Locus:
    """A place in the draft, as people are told it, and the stretch of the text (code points) that begins there."""

    where: str
    span: Span


@dataclass(frozen=True, slots=True)
class Strong:
    """What the eye should meet first."""

    line: Line


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words of warning, or words said in passing."""

    line: Line


Piece = str | Foreign | Quote | Code | Locus | Strong | Emphasis
Line = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    line: Line


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its headings, and rows with one cell for each."""

    head: tuple[str, ...]
    rows: tuple[tuple[Line, ...], ...]


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of a list, with entries of its own below it; with `open`, a question that somebody must tick off."""

    line: Line
    below: tuple[Item, ...] = ()
    open: bool = False


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[Item, ...]


Block = Paragraph | Table | Items


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the report under a heading of its own."""

    title: str | Line
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report: what stands at its head, and its sections in order."""

    title: Line
    opening: tuple[Block, ...]
    sections: tuple[Section, ...]


def line(*parts: Piece | Line) -> Line:
    """One line of pieces and of lines."""
    return tuple(piece for part in parts for piece in (part if isinstance(part, tuple) else (part,)))


def as_line(words: str | Line) -> Line:
    """`words` as a line."""
    return (words,) if isinstance(words, str) else words


def joined(lines: Iterable[Line], between: str, last: str | None = None) -> Line:
    """The lines as one, with `between` in the gaps, but with `last`, if it is given, in the last gap."""
    every = list(lines)
    gaps: list[Line] = [() if at == 0 else (between,) for at in range(len(every))]
    if last is not None and len(every) > 1:
        gaps[-1] = (last,)
    return tuple(piece for gap, each in zip(gaps, every, strict=True) for piece in (*gap, *each))


def items(lines: Iterable[Line | Item]) -> Items:
    """A list with an entry for each line."""
    return Items(tuple(each if isinstance(each, Item) else Item(each) for each in lines))


def told(*parts: Piece | Line) -> Paragraph:
    """A paragraph of these pieces."""
    return Paragraph(line(*parts))
