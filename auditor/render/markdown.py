"""A report's document in Markdown (CommonMark with tables)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.render.document import (
    SIGNATURE,
    Block,
    Code,
    Document,
    Emphasis,
    Foreign,
    Item,
    Items,
    Line,
    Locus,
    Paragraph,
    Piece,
    Quote,
    Strong,
    Table,
    as_line,
)
from auditor.render.markup import code, escape, row
from auditor.render.wording import quoted


def write(whole: Document) -> str:
    """`whole` as Markdown that ends with `SIGNATURE` and a line end; equal documents give equal text."""
    parts = [f"# {_line(whole.title)}", *map(_block, whole.opening)]
    for section in whole.sections:
        parts += [f"## {_line(as_line(section.title))}", *map(_block, section.blocks)]
    return "\n\n".join((*parts, f"{SIGNATURE}\n"))


def _block(block: Block) -> str:
    match block:
        case Paragraph(line):
            return _line(line)
        case Items(items):
            return "\n".join(_items(items))
        case Table(head, rows):
            ruler = row("---" for _ in head)
            return "\n".join([row(head), ruler, *(row(map(_line, cells)) for cells in rows)])


def _items(items: Iterable[Item], indent: str = "") -> Iterator[str]:
    for item in items:
        yield f"{indent}- {'[ ] ' if item.open else ''}{_line(item.line)}"
        yield from _items(item.below, indent + "  ")


def _line(line: Line) -> str:
    return "".join(map(_piece, line))


def _piece(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Foreign(text):
            return escape(text)
        case Quote(parts):
            return quoted(" […] ".join(map(escape, parts)))
        case Code(text):
            return code(text)
        case Locus(where):
            return where
        case Strong(line):
            return f"**{_line(line)}**"
        case Emphasis(line):
            return f"*{_line(line)}*"
