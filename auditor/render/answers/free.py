"""The rows of somebody's own query: a table for people, and as data."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence

from auditor.base.printable import one_line
from auditor.records.saved.fields import dump, escaped
from auditor.render.answers.answer import Free
from auditor.render.summary.cells import NOTHING, csv_cell
from auditor.render.terminal.tables import table

SCHEMA = "auditor.selection/1"


def render(found: Free, form: str, width: int | None) -> str:
    """The rows in a format of `dispatch.OWN` but that of workbooks."""
    if form in ("csv", "tsv"):
        return _separated(found, "\t" if form == "tsv" else ",")
    if form == "jsonl":
        lines = (json.dumps(_record(found, row), ensure_ascii=False) for row in found.rows)
        return "".join(f"{escaped(line)}\n" for line in lines)
    if form == "json":
        return dump(
            {
                "schema": SCHEMA,
                "columns": list(found.columns),
                "rows": [_record(found, row) for row in found.rows],
                "has_more": found.has_more,
            }
        )
    if not found.rows:
        return "no rows\n"
    cells = [[NOTHING if _is_nothing(value) else one_line(words(value)) for value in row] for row in found.rows]
    return table(found.columns, cells, width, _numbers(found))


def _numbers(found: Free) -> set[int]:
    """The columns that hold nothing but numbers."""
    return {n for n in range(len(found.columns)) if all(_is_number(row[n]) for row in found.rows)}


def _is_number(value: object) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _separated(found: Free, delimiter: str) -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    writer.writerow(map(csv_cell, found.columns))
    for row in found.rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue()


def _is_nothing(value: object) -> bool:
    """Whether there is no value, or none that is a number where one was divided by nothing."""
    return value is None or (isinstance(value, float) and value != value)


def _cell(value: object) -> object:
    if _is_nothing(value):
        return ""
    return csv_cell(value if _is_number(value) else words(value))


def _record(found: Free, row: Sequence[object]) -> Mapping[str, object]:
    """A row by its columns, of which those of one name are numbered."""
    names: dict[str, object] = {}
    for name, value in zip(found.columns, row, strict=True):
        key = name if name not in names else f"{name}_{len(names)}"
        names[key] = _plain(value)
    return names


def _plain(value: object) -> object:
    """A value as JSON has it: what it has no form for is told in words."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    return words(value)


def words(value: object) -> str:
    """A value in words; lists with semicolons between."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, list | tuple):
        return "; ".join(map(words, value))
    return value.hex() if isinstance(value, bytes) else str(value)
