"""The cells of a table as text: in figures and words for people, and harmless for spreadsheets."""

from __future__ import annotations

import re

from auditor.base.printable import visible
from auditor.records.article import MetaValue
from auditor.render.summary.columns import Share, Value, Words
from auditor.render.wording import percent

_FORMULA = re.compile(r"""[\s"'“”‘’]*[=+\-@＝＋－＠]|\s*\"""")
"""The start of a cell that a spreadsheet would run, or run together with the next (OWASP, CSV Injection)."""
NOTHING = "–"


def told(value: Value, between: str = ", ") -> str:
    """A value for people, on one line, or with a line for each part of it if `between` is a line end."""
    if isinstance(value, Share):
        return percent(value.part, value.whole)
    if isinstance(value, Words):
        return between.join(map(visible, value.parts)) or NOTHING
    return NOTHING if value is None else str(value)


def data(value: Value) -> int | float | MetaValue | None:
    """A value for programs: counts and shares as numbers, words as a text or several."""
    if isinstance(value, Share):
        return value.fraction
    return value.data if isinstance(value, Words) else value


def csv_cell(value: object) -> object:
    """A value for a file of separated values: several texts as one, on one line, and never a formula."""
    if isinstance(value, tuple):
        value = "; ".join(map(str, value))
    return no_formula(visible(value)) if isinstance(value, str) else value


def no_formula(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, or for the start of a cell that runs on."""
    return f"'{text}" if _FORMULA.match(text) else text
