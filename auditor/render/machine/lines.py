"""JSON lines: an object a line, for tools that read tables one row at a time."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from auditor.records.report import Bar, RunResult
from auditor.records.saved.fields import escaped
from auditor.render.machine import rows

ROWS: Mapping[str, Callable[[RunResult, Bar], Iterator[rows.Row]]] = {
    "findings": rows.findings,
    "sources": rows.sources,
    "statements": rows.statements,
}
"""What a line can be."""


def write(result: RunResult, bar: Bar, sort: str) -> str:
    """A line for each row of the sort, a key of `ROWS`, then one for each input that could not be audited."""
    return "".join(f"{_line(row)}\n" for row in (*ROWS[sort](result, bar), *rows.failures(result)))


def _line(row: rows.Row) -> str:
    return escaped(json.dumps(row, ensure_ascii=False))
