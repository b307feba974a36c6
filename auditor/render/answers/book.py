"""An answer as a workbook: its figures on one sheet, what they mean on another."""

from __future__ import annotations

from datetime import date, datetime

from auditor.base.printable import one_line, visible
from auditor.render.answers.answer import Answer, Free
from auditor.render.answers.free import words
from auditor.render.summary.cells import data
from auditor.render.summary.columns import Share, Value, Words
from auditor.render.summary.sheets import Cell, Sheet
from auditor.render.summary.workbook import written
from auditor.render.wording import plural

_MOST = 2**53
"""Above this a workbook holds no whole number exactly."""


def render(answer: Answer) -> bytes:
    """The workbook of an answer."""
    table = answer.table
    heads = (*map(visible, table.fields), *(visible(column.heading) for column in answer.columns))
    rows = tuple(
        (*map(one_line, group), *(_cell(column.of(row)) for column in answer.columns))
        for group, row in zip(table.groups, table.rows, strict=True)
    )
    blank = (None for _ in table.fields[1:])
    whole = f"total of {plural(table.total.articles, 'article')}"
    total = (whole, *blank, *(_cell(column.of(table.total)) for column in answer.columns))
    about: list[tuple[Cell, ...]] = [(answer.title, answer.question)]
    about += [(visible(column.heading), column.means) for column in answer.columns if column.heading != column.means]
    about += [("note", one_line(note)) for note in table.notes]
    sheets = (Sheet("Answer", heads, rows, total), Sheet("About", ("what", "meaning"), tuple(about)))
    return written(sheets, title=answer.title)


def render_free(found: Free) -> bytes:
    """The workbook of somebody's own rows."""
    rows = tuple(tuple(map(_free, row)) for row in found.rows)
    return written((Sheet("Answer", tuple(map(visible, found.columns)), rows),), title="Answer")


def _cell(value: Value) -> Cell:
    if isinstance(value, Share):
        return value if value.whole else None
    if isinstance(value, Words):
        return "; ".join(map(one_line, value.parts)) or None
    told = data(value)
    return told if isinstance(told, int | float) else None


def _free(value: object) -> Cell:
    if value is None or isinstance(value, bool):
        return None if value is None else str(value).lower()
    if isinstance(value, int) and abs(value) <= _MOST:
        return value
    if isinstance(value, float) and value - value == 0:
        return value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    return one_line(words(value))
