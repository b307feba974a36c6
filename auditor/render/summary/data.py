"""Tables over articles for programs: CSV, TSV, JSON, and a JSON object a line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence

from auditor.base.printable import one_line
from auditor.records.report import Failure
from auditor.records.saved.fields import dump, escaped
from auditor.render.summary.cells import csv_cell, data
from auditor.render.summary.columns import Column
from auditor.render.summary.rows import R, Table

Heads = tuple[tuple[str, str], ...]
"""Keys and values that stand beside the schema of a table in JSON."""


def separated(table: Table[R], shown: Sequence[Column[R]], delimiter: str) -> str:
    """One line a row; the column `row` tells articles (or groups), the total and failed files apart."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    keys = [*(column.key for column in shown), *(f"group.{field}" for field in table.fields)]
    writer.writerow(map(csv_cell, ["row", "label", *keys, "error"]))
    for name, record in _records(table, shown):
        writer.writerow([name, *(csv_cell(value) for value in record.values()), ""])
    for failure in table.failures:
        told = f"{failure.code} {one_line(failure.message)}"
        writer.writerow(["failed", csv_cell(failure.path), *("" for _ in keys), told])
    return out.getvalue()


def as_json(table: Table[R], shown: Sequence[Column[R]], schema: str, heads: Heads = ()) -> str:
    """The rows, the total, the notes and the files that failed, after `heads`: what else there is to say of them."""
    *rows, (_, total) = _records(table, shown)
    return dump(
        {
            "schema": schema,
            **dict(heads),
            "group_by": table.group_by,
            "rows": [record for _, record in rows],
            "total": {key: value for key, value in total.items() if not key.startswith("group.")},
            "notes": list(table.notes),
            "failures": list(map(_failed, table.failures)),
        }
    )


def as_lines(table: Table[R], shown: Sequence[Column[R]]) -> str:
    """An object a line: for each row, for the total and for each file that failed; `row` says which."""
    lines = [{"row": name, **record} for name, record in _records(table, shown)]
    lines += [{"row": "failed", **_failed(failure)} for failure in table.failures]
    return "".join(escaped(json.dumps(line, ensure_ascii=False)) + "\n" for line in lines)


def _records(table: Table[R], shown: Sequence[Column[R]]) -> Iterator[tuple[str, dict[str, object]]]:
    """What each row is, and its label, its values and its groups by their keys; the total comes last."""
    kind = "group" if table.group_by else "article"
    groups = (*(table.groups or ((),) * len(table.rows)), ("",) * len(table.fields))
    for name, row, group in zip(
        (*(kind for _ in table.rows), "total"), (*table.rows, table.total), groups, strict=True
    ):
        values = {column.key: data(column.of(row)) for column in shown}
        told = dict(zip((f"group.{field}" for field in table.fields), group, strict=True))
        yield name, {"label": row.label, **values, **told}


def _failed(failure: Failure) -> dict[str, object]:
    return {"path": failure.path, "code": failure.code, "message": failure.message, "hint": failure.hint}
