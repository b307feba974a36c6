"""A summary as an Excel workbook: figures as numbers, words as words, and never a formula or a link."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from auditor.base.errors import UsageError
from auditor.base.installed import package_folders
from auditor.records.report import Report
from auditor.render.summary.columns import Column, Share
from auditor.render.summary.rows import Row, Table
from auditor.render.summary.sheets import Cell, Sheet, sheets

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

MOST_CHARACTERS = 32_767
"""What Excel holds in a cell, counted as UTF-16 does."""
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384

_MADE = (1980, 1, 1)
"""The day when every workbook says it was made: equal drafts give equal bytes."""
_FIRST_YEAR = 1901
"""Excel knows no day before 1900, and counts one too many in that year."""
_NARROWEST, _WIDEST = 9, 50
"""Widths of columns, in characters."""
_BUTTON = 2
"""Characters that the button of the filter takes of a heading."""
_LINE, _MOST_LINES = 15, 27
"""Points of a line, and the lines of the highest row: Excel knows none higher than 409 points."""
_HEAD = 14
"""Up to so many characters a heading has a line of its own."""
_FORMATS: Mapping[str, Mapping[str, object]] = {
    "head": {
        "bold": True,
        "text_wrap": True,
        "align": "left",
        "valign": "bottom",
        "indent": 1,
        "bottom": 1,
        "bg_color": "#E7E6E6",
    },
    "words": {"text_wrap": True, "align": "left", "valign": "top", "indent": 1, "quote_prefix": True},
    "count": {"valign": "top", "num_format": "0"},
    "figure": {"valign": "top", "num_format": "0.0"},
    "share": {"valign": "top", "num_format": "0%"},
    "day": {"valign": "top", "num_format": "yyyy-mm-dd", "align": "left", "indent": 1},
}
_TOTAL: Mapping[str, object] = {"bold": True, "top": 1}


def check() -> None:
    """Raises UsageError A010 where XlsxWriter is not installed; imports nothing."""
    if not package_folders("xlsxwriter"):
        hint = "pip install 'auditor[reviews]', or write a .csv file, which Excel opens as well"
        raise UsageError(
            "Excel workbooks are written by the library XlsxWriter, which is not installed", code="A010", hint=hint
        )


def render(
    table: Table[Row],
    drafts: Table[Row],
    reports: Sequence[Report],
    chosen: Sequence[Column[Row]] = (),
    wide: bool = False,
) -> bytes:
    """A workbook of `sheets`; what Excel cannot hold is left out, and the sheet says so."""
    return written(sheets(table, drafts, reports, chosen, wide))


def written(pages: Sequence[Sheet], most_rows: int = MOST_ROWS, title: str = "Sources in drafts") -> bytes:
    """The bytes of a workbook with these sheets, of at most `most_rows` rows each."""
    import xlsxwriter

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": title, "created": datetime(*_MADE)})
        formats = _formats(book)
        for page in pages:
            _write(book.add_worksheet(page.name), page, formats, most_rows)
    return out.getvalue()


def _formats(book: Workbook) -> Mapping[str, Any]:
    """The formats of cells by their names, and each once more for the total, as `words total`."""
    made = {name: book.add_format(dict(how)) for name, how in _FORMATS.items()}
    return {**made, **{f"{name} total": book.add_format({**how, **_TOTAL}) for name, how in _FORMATS.items()}}


def _write(sheet: Worksheet, page: Sheet, formats: Mapping[str, Any], most_rows: int) -> None:
    columns = len(page.heads) if len(page.heads) <= MOST_COLUMNS else MOST_COLUMNS - 1
    room = most_rows - 2 - (page.total is not None)  # the headings, the total, and perhaps what is left out
    rows = page.rows if len(page.rows) <= room + 1 else page.rows[:room]
    widths = [_width(head, [row[column] for row in rows]) for column, head in enumerate(page.heads[:columns])]
    sheet.set_row(0, _height(page.heads, [wide - _BUTTON for wide in widths]))
    for column, head in enumerate(page.heads[:columns]):
        sheet.write_string(0, column, cut(head), formats["head"])
        sheet.set_column(column, column, widths[column])
    for number, row in enumerate(rows, 1):
        sheet.set_row(number, _height(row, widths))
        _write_row(sheet, number, row[:columns], formats, "")
    last = len(rows)
    if len(rows) < len(page.rows):
        last += 1
        left = f"{len(page.rows) - len(rows):,} more rows are left out: a sheet has no room for them"
        sheet.write_string(last, 0, left, formats["words total"])
    if page.total is not None:
        sheet.set_row(last + 1, _height(page.total, widths))
        _write_row(sheet, last + 1, page.total[:columns], formats, " total")
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, max(1, len(rows)), columns - 1)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{MOST_ROWS}"})
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    if columns < len(page.heads):
        left = f"{len(page.heads) - columns:,} more columns are left out: a sheet has no room for them"
        sheet.write_string(0, columns, left, formats["head"])


def _write_row(sheet: Worksheet, number: int, row: Sequence[Cell], formats: Mapping[str, Any], kind: str) -> None:
    for column, cell in enumerate(row):
        if isinstance(cell, str):
            sheet.write_string(number, column, cut(cell), formats[f"words{kind}"])
        elif isinstance(cell, Share):
            sheet.write_number(number, column, cell.part / cell.whole, formats[f"share{kind}"])
        elif isinstance(cell, date):
            if cell.year < _FIRST_YEAR:
                sheet.write_string(number, column, cell.isoformat(), formats[f"words{kind}"])
            else:
                sheet.write_datetime(number, column, datetime(*cell.timetuple()[:3]), formats[f"day{kind}"])
        elif cell is None:
            sheet.write_blank(number, column, None, formats[f"words{kind}"])
        else:
            sheet.write_number(number, column, cell, formats[f"{'count' if isinstance(cell, int) else 'figure'}{kind}"])


def cut(text: str) -> str:
    """`text` as a cell can hold it; what is too long ends with how much was left out."""
    if len(text) <= MOST_CHARACTERS // 2 or _size(text) <= MOST_CHARACTERS:
        return text
    room = MOST_CHARACTERS - 60
    kept = text[:room]
    while (over := _size(kept) - room) > 0:
        kept = kept[: -math.ceil(over / 2)]
    return f"{kept} … ({len(text) - len(kept):,} more characters are left out)"


def _size(text: str) -> int:
    return len(text) + sum(char > "\uffff" for char in text)


def _width(head: str, cells: Sequence[Cell]) -> int:
    """As wide as its widest cell, within bounds; a long heading has several lines."""
    longest = max((_length(cell) for cell in cells), default=0)
    words = max(map(cell_len, head.split()), default=0)
    own = cell_len(head) if cell_len(head) <= _HEAD else words
    return min(_WIDEST, max(_NARROWEST, longest + 3, own + _BUTTON + 2))


def _height(cells: Sequence[Cell], widths: Sequence[int]) -> int:
    """How high a row is, in points, so that all its words are seen: not every program finds that out by itself."""
    lines = (_lines(cell, wide - 2) for cell, wide in zip(cells, widths, strict=False) if isinstance(cell, str))
    return _LINE * min(_MOST_LINES, max(lines, default=1))


def _lines(text: str, width: int) -> int:
    """How many lines words take, if all letters are as wide as figures."""
    lines, used = 1, 0
    for word in text[: width * _MOST_LINES].split(" "):
        size = cell_len(word)
        if used and used + 1 + size > width:
            lines, used = lines + 1, 0
        used += size + (used > 0)
        lines += max(0, used - 1) // max(1, width)
    return lines


def _length(cell: Cell) -> int:
    if isinstance(cell, str):
        return cell_len(cell[:200])
    if isinstance(cell, date):
        return len("2026-03-12")
    return 0 if cell is None or isinstance(cell, Share) else len(str(cell))
