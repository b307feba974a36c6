"""A report's document as one HTML page: no script, nothing from elsewhere, readable on a screen and on paper."""

from __future__ import annotations

import html
from collections.abc import Iterable

from auditor.base.printable import one_line, visible
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
from auditor.render.wording import quoted

_STYLE = """
:root { color-scheme: light dark; --ink: #1d1d1f; --paper: #fff; --soft: #5f6368; --line: #d9d9de; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e8ea; --paper: #17181a; --soft: #a3a7ad; --line: #3a3b3f; } }
body { font: 16px/1.5 Georgia, "Times New Roman", serif; color: var(--ink); background: var(--paper);
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.25; }
h2 { font-size: 1.2rem; margin-top: 2rem; border-top: 1px solid var(--line); padding-top: 1rem; }
ul { padding-left: 1.2rem; } li { margin: 0.35rem 0; } em { color: var(--soft); }
table { border-collapse: collapse; display: block; overflow-x: auto; } th, td { border: 1px solid var(--line);
  padding: 0.3rem 0.5rem; text-align: left; vertical-align: top; }
code { font-size: 0.9em; } .at { color: var(--soft); font-variant-numeric: tabular-nums; }
@media print { body { max-width: none; margin: 0; } li, tr { break-inside: avoid; } h2 { break-after: avoid; } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write(whole: Document) -> str:
    """`whole` as a page of its own, with `SIGNATURE`; whatever comes from a draft or a pack is shown, never read."""
    parts = [f"<h1>{_line(whole.title)}</h1>", *map(_block, whole.opening)]
    for section in whole.sections:
        parts += [
            "<section>",
            f"<h2>{_line(as_line(section.title))}</h2>",
            *map(_block, section.blocks),
            "</section>",
        ]
    head = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{html.escape(plain(whole.title))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(parts) + f"\n</body>\n</html>\n{SIGNATURE}\n"


def plain(line: Line) -> str:
    """The words of a line, without anything that shows how they look."""
    return "".join(_plain(piece) for piece in line)


def _plain(piece: Piece) -> str:
    match piece:
        case str():
            return piece
        case Foreign(text):
            return one_line(text)
        case Quote(parts):
            return quoted(" […] ".join(map(one_line, parts)))
        case Code(text):
            return visible(text)
        case Locus(where):
            return where
        case Strong(line) | Emphasis(line):
            return plain(line)


def _block(block: Block) -> str:
    match block:
        case Paragraph(line):
            return f"<p>{_line(line)}</p>"
        case Items(items):
            return _items(items)
        case Table(head, rows):
            cells = "".join(f"<th>{html.escape(each)}</th>" for each in head)
            body = "\n".join(f"<tr>{''.join(f'<td>{_line(cell)}</td>' for cell in row)}</tr>" for row in rows)
            return f"<table>\n<thead><tr>{cells}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _items(items: Iterable[Item]) -> str:
    return "<ul>\n" + "\n".join(map(_item, items)) + "\n</ul>"


def _item(item: Item) -> str:
    box = "☐ " if item.open else ""
    return f"<li>{box}{_line(item.line)}{_items(item.below) if item.below else ''}</li>"


def _line(line: Line) -> str:
    return "".join(map(_piece, line))


def _piece(piece: Piece) -> str:
    match piece:
        case Code():
            return f"<code>{html.escape(_plain(piece))}</code>"
        case Locus():
            return f'<span class="at">{_plain(piece)}</span>'
        case Strong(line):
            return f"<strong>{_line(line)}</strong>"
        case Emphasis(line):
            return f"<em>{_line(line)}</em>"
        case _:
            return html.escape(_plain(piece))
