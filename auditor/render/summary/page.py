"""A table as a web page of its own, which any browser shows and which asks for nothing from anywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

_STYLE = """\
:root { color-scheme: light dark; }
body { font: 1rem/1.45 system-ui, sans-serif; margin: 2rem auto; max-width: 75rem; padding: 0 1rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .4rem .6rem; text-align: right; vertical-align: top; }
thead th { border-bottom: 2px solid; vertical-align: bottom; }
tbody th { font-weight: normal; overflow-wrap: anywhere; }
th.words, td.words { text-align: left; }
td.words { min-width: 7rem; }
tfoot th, tfoot td { border-bottom: 0; border-top: 2px solid; font-weight: bold; }
dl { display: grid; gap: .25rem 1rem; grid-template-columns: max-content 1fr; }
dd { margin: 0; }
dt { font-weight: bold; }
@media print { body { margin: 0; max-width: none; } thead { display: table-header-group; } }
@media (max-width: 40rem) { dl { display: block; } dd { margin: 0 0 .5rem; } }
"""


@dataclass(frozen=True, slots=True)
class About:
    """What stands below a table: what headings mean, notes, and files that failed, a line each."""

    means: tuple[tuple[str, str], ...]
    notes: tuple[str, ...]
    failing: str
    failed: tuple[str, ...]


def render(title: str, heads: Sequence[str], words: Sequence[bool], rows: Sequence[Sequence[str]], about: About) -> str:
    """The page; `words` says which columns hold words, the last of `rows` is the total, a cell may have lines."""
    *body, total = rows
    head = "".join(
        f'<th scope="col"{_class(is_words)}>{escape(h)}</th>' for h, is_words in zip(heads, words, strict=True)
    )
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(title)}</title>",
        f"<style>\n{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<h1>{escape(title)}</h1>",
        '<div class="table" role="region" tabindex="0" aria-label="The table">',
        "<table>",
        f"<thead>\n<tr>{head}</tr>\n</thead>",
        "<tbody>",
        *(_row(row, words) for row in body),
        "</tbody>",
        f"<tfoot>\n{_row(total, words)}\n</tfoot>",
        "</table>",
        "</div>",
        *_below(about),
        "</body>",
        "</html>",
    ]
    return "\n".join(lines) + "\n"


def _row(cells: Sequence[str], words: Sequence[bool]) -> str:
    first, *others = cells
    told = "".join(
        f"<td{_class(is_words)}>{_lines(cell)}</td>" for cell, is_words in zip(others, words[1:], strict=True)
    )
    return f'<tr><th scope="row" class="words">{_lines(first)}</th>{told}</tr>'


def _class(is_words: bool) -> str:
    return ' class="words"' if is_words else ""


def _lines(cell: str) -> str:
    return "<br>".join(map(escape, cell.split("\n")))


def _below(about: About) -> Iterable[str]:
    if about.means:
        yield "<dl>"
        yield from (f"<dt>{escape(head)}</dt><dd>{escape(means)}</dd>" for head, means in about.means)
        yield "</dl>"
    yield from (f"<p>{escape(note)}</p>" for note in about.notes)
    if about.failed:
        yield f"<p>{escape(about.failing)}</p>"
        yield "<ul>"
        yield from (f"<li>{escape(line)}</li>" for line in about.failed)
        yield "</ul>"
