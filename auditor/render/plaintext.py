"""A report's document as plain text for a terminal, wrapped between words at any width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.cells import cell_len
from rich.text import Text

from auditor.base.printable import one_line, visible
from auditor.render.document import (
    Block,
    Code,
    Document,
    Draft,
    Emphasis,
    Excerpt,
    Fold,
    Foreign,
    Item,
    Items,
    Line,
    Locus,
    Objection,
    Paragraph,
    Piece,
    Quote,
    Ref,
    Strip,
    Strong,
    Table,
    as_line,
)
from auditor.render.families import told_in_words
from auditor.render.terminal.styled import DIM, SEVERITY_STYLE, to_str
from auditor.render.terminal.wrapping import wrapped
from auditor.render.wording import marks_of, quoted


def write(whole: Document, colour: bool, width: int) -> str:
    """`whole` in lines of at most `width` columns, with ANSI colours or without; folds and the draft are left out."""
    lines = [*wrapped(_styled(whole.title, "bold"), width), Text()]
    for block in whole.opening:
        lines += [*_block(block, width), Text()]
    for section in whole.sections:
        lines += [*wrapped(_styled(as_line(section.title), "bold underline"), width), Text()]
        for block in section.blocks:
            if not isinstance(block, Fold):
                lines += [*_block(block, width), Text()]
    return to_str(lines[:-1], colour)


def plain(line: Line) -> str:
    """`line` without colours, however long it is."""
    return _text(line).plain


def _block(block: Block, width: int) -> Iterator[Text]:
    match block:
        case Paragraph(line):
            yield from wrapped(_text(line), width)
        case Items(items):
            yield from _items(items, width, "")
        case Table(head, rows):
            yield from _table(head, rows)
        case Objection():
            severity = Text(f"{block.severity.value} ", SEVERITY_STYLE[block.severity])
            yield from wrapped(severity.append_text(_text(block.where)).append(f": {one_line(block.message)}"), width)
        case Strip():
            yield from wrapped(Text(told_in_words(block)), width)
        case Fold() | Draft():
            return


def _items(items: Iterable[Item], width: int, indent: str) -> Iterator[Text]:
    for item in items:
        yield from wrapped(_text(item.line), width, f"{indent}- ", f"{indent}  ")
        yield from _items(item.below, width, indent + "  ")


def _table(head: tuple[str, ...], rows: tuple[tuple[Line, ...], ...]) -> Iterator[Text]:
    """Columns side by side; what is longer than a line stays whole."""
    cells = [[Text(each, DIM) for each in head], *([_text(cell) for cell in row] for row in rows)]
    widths = [max(cell_len(row[n].plain) for row in cells) for n in range(len(head))]
    for row in cells:
        line = Text()
        for cell, wide in zip(row, widths, strict=True):
            line.append_text(cell).append(" " * (wide - cell_len(cell.plain) + 2))
        line.rstrip()
        yield line


def _text(line: Line) -> Text:
    return Text().join([_piece(piece) for piece in line])


def _styled(line: Line, style: str) -> Text:
    text = _text(line)
    text.stylize(style)
    return text


def _piece(piece: Piece) -> Text:
    match piece:
        case str():
            return Text(piece)
        case Foreign(text):
            return Text(one_line(text))
        case Quote(parts):
            return Text(quoted(" […] ".join(map(one_line, parts))))
        case Excerpt(line):
            said = _text(line)
            opening, closing = marks_of(said.plain)
            return Text(opening).append_text(said).append(closing)
        case Code(text):
            return Text(visible(text), DIM)
        case Locus(where):
            return Text(where)
        case Ref(id_):
            return Text(id_)
        case Strong(line):
            return _styled(line, "bold")
        case Emphasis(line):
            return _styled(line, "italic")
