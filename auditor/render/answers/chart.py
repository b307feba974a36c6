"""An answer as a picture (SVG): bars whose text can be selected, told in words too, and readable in grey.

It has no scripts, no styles and no fonts from anywhere else; whatever shows it chooses a sans serif of its own.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence
from html import escape

from rich.cells import cell_len, set_cell_size

from auditor.base.printable import one_line
from auditor.render.answers.answer import Answer
from auditor.render.answers.bars import Bar, below, full, is_of_shares, made

_WIDTH, _EDGE = 800, 24
_LABELS, _LONGEST = 290, 38
"""Where bars begin, and how many columns of a terminal a label may have before it is cut."""
_BARS = 400
"""The length of the longest bar."""
_BAR, _NEXT, _ROW = 18, 20, 10
"""The height of a bar, from one to the next of its row, and the room between rows."""
_FILLS = ("#1b4965", "#cfe3ee")
_LINE_FILL = "#b3b3b3"
_COMPARED = (_FILLS[1], _FILLS[0])
"""Before, and from then on: light with an edge, and dark; they differ in grey as well."""
_INK = "#1a1a1a"
_NO_XML = re.compile("[^\t\n -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE = 118
"""Characters of a line of notes."""


def render(answer: Answer) -> str:
    """The picture."""
    every = made(answer)
    head = list(_head(answer))
    top = at = 84 + (26 if len(answer.bars) > 1 else 0) + (14 if is_of_shares(answer) else 0)
    drawn: list[str] = []
    for number, bar in enumerate(every):
        if bar.mark == 0 and number:
            at += 2 * _ROW if bar.is_total else _ROW
        drawn += _drawn(bar, at, len(answer.bars))
        at += _NEXT
    if is_of_shares(answer):
        drawn = [*_scale(full(answer), top, at), *drawn]
    notes = [line for note in below(answer) for line in textwrap.wrap(note, _LINE)]
    foot = [_text(_EDGE, at + 34 + 18 * n, line, 'font-size="13"') for n, line in enumerate(notes)]
    height = at + 34 + 18 * len(notes) + 6
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDTH}" height="{height}" '
            f'viewBox="0 0 {_WIDTH} {height}" lang="en" role="img" aria-labelledby="title desc" '
            f'font-family="sans-serif" font-size="14" fill="{_INK}">',
            f'<title id="title">{_told(answer.title)}</title>',
            f'<desc id="desc">{_told(_words(answer, every))}</desc>',
            f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
            *head,
            *drawn,
            *foot,
            "</svg>\n",
        )
    )


def _words(answer: Answer, every: Sequence[Bar]) -> str:
    """All that the picture shows, in words."""
    heads = [column.heading for column in answer.bars]
    rows: dict[int, list[str]] = {}
    number = -1
    for bar in every:
        number += bar.mark == 0
        told = f"{heads[bar.mark]} {bar.value}" if len(heads) > 1 else bar.value
        rows.setdefault(number, [bar.label]).append(told)
    return f"{answer.question} A bar for each: " + "; ".join(f"{row[0]}: {', '.join(row[1:])}" for row in rows.values())


def _head(answer: Answer) -> Iterator[str]:
    yield _text(_EDGE, 38, answer.title, 'font-size="20" font-weight="bold"')
    yield _text(_EDGE, 62, answer.question)
    if len(answer.bars) > 1:
        at = _EDGE
        for column, fill in zip(answer.bars, _COMPARED, strict=True):
            yield f'<rect x="{at}" y="78" width="14" height="14" fill="{fill}" stroke="{_INK}"/>'
            yield _text(at + 22, 90, column.means.rpartition(", ")[2])
            at += 220


def _scale(share: float, top: int, end: int) -> Iterator[str]:
    """Lines where bars begin and where those of the whole length end, with what they stand for."""
    for at, value in ((_LABELS, 0.0), (_LABELS + _BARS, share)):
        yield f'<rect x="{at}" y="{top - 6}" width="1" height="{end - top + 8}" fill="{_LINE_FILL}"/>'
        yield _text(at, top - 10, f"{round(100 * value)}%", 'font-size="12" text-anchor="middle"')


def _drawn(bar: Bar, at: int, of: int) -> Iterator[str]:
    long = round(_BARS * bar.length, 1)
    base = at + 14
    if bar.mark == 0:
        middle = base + (of - 1) * _NEXT // 2
        yield _text(_LABELS - 10, middle, _cut(bar.label), 'text-anchor="end"', bar.label)
    fill = _COMPARED[bar.mark] if of > 1 else _FILLS[bar.is_total]
    yield f'<rect x="{_LABELS}" y="{at}" width="{long:g}" height="{_BAR}" fill="{fill}" stroke="{_INK}"/>'
    yield _text(round(_LABELS + long + 8, 1), base, bar.value)


def _text(x: float, y: float, words: str, how: str = "", whole: str = "") -> str:
    how = f" {how}" if how else ""
    title = f"<title>{_told(whole)}</title>" if whole and whole != words else ""
    return f'<text x="{x:g}" y="{y:g}"{how}>{title}{_told(words)}</text>'


def _cut(label: str) -> str:
    return label if cell_len(label) <= _LONGEST else f"{set_cell_size(label, _LONGEST - 1).rstrip()}…"


def _told(words: str) -> str:
    """Words as XML can hold them."""
    return escape(_NO_XML.sub("\ufffd", one_line(words)))
