"""Rows as files of Apache Parquet, which say themselves of which form they are and what made them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.archiving.tables import SCHEMA, TABLES, Column, Table, Type, pattern
from auditor.base.errors import UsageError

Row = Mapping[str, object]

_TOGETHER = 2000
"""Rows that are held as Python's own objects."""


def check() -> None:
    """Raises UsageError A010 where pyarrow is missing."""
    try:
        import pyarrow.parquet  # noqa: F401
    except ImportError as error:
        hint = "pip install 'auditor[archive]'"
        raise UsageError("archives need the library pyarrow, which is not installed", code="A010", hint=hint) from error


def schema(table: Table, made_by: str) -> Any:
    """The schema of a table's files: metadata name the form, the table and what made it; fields say what they mean."""
    import pyarrow

    fields = [
        pyarrow.field(each.name, _type(each), nullable=each.may_lack, metadata={"description": each.means})
        for each in table.columns
    ]
    told = {"auditor.schema": SCHEMA, "auditor.table": table.name, "auditor.provenance": made_by}
    return pyarrow.schema(fields, metadata=told)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why records were set aside: how many by one code, and the first of them with what is wrong and what to do."""

    count: int
    record: str
    message: str
    hint: str


def reasons(out: Path) -> Sequence[Reason]:
    """Why records of the finished shards were set aside, the most frequent reason first."""
    from pyarrow import parquet

    counts: Counter[str] = Counter()
    first: dict[str, Row] = {}
    for path in sorted(out.glob(pattern("failures"))):
        for row in parquet.ParquetFile(path).read(["record", "code", "message", "hint"]).to_pylist():
            counts[row["code"]] += 1
            first.setdefault(row["code"], row)
    ordered = sorted(counts, key=lambda code: (-counts[code], code))
    told = ("record", "message", "hint")
    return [Reason(counts[code], *(str(first[code][each]) for each in told)) for code in ordered]


class Files:
    """The rows of one shard, table by table, held as columns."""

    def __init__(self, made_by: str) -> None:
        self._schemas = {name: schema(table, made_by) for name, table in TABLES.items()}
        self._rows: dict[str, list[Row]] = {name: [] for name in TABLES}
        self._batches: dict[str, list[Any]] = {name: [] for name in TABLES}

    def add(self, table: str, rows: Sequence[Row]) -> None:
        """Adds rows, which have every column."""
        self._rows[table] += rows
        if len(self._rows[table]) >= _TOGETHER:
            self._turn(table)

    def written(self, table: str) -> bytes:
        """The file of a table with all rows that were added."""
        import pyarrow
        from pyarrow import parquet

        self._turn(table)
        form = self._schemas[table]
        sink = pyarrow.BufferOutputStream()
        parquet.write_table(pyarrow.Table.from_batches(self._batches[table], form), sink, compression="zstd")
        return bytes(sink.getvalue())

    def _turn(self, table: str) -> None:
        import pyarrow

        form, rows = self._schemas[table], self._rows[table]
        columns = [_array([row[each.name] for row in rows], each.type) for each in form]
        self._batches[table].append(pyarrow.RecordBatch.from_arrays(columns, schema=form))
        self._rows[table] = []


def _array(values: Sequence[object], form: Any) -> Any:
    import pyarrow

    try:
        return pyarrow.array(values, form)
    except UnicodeEncodeError:  # half of a character, as names of files may have
        return pyarrow.array([_whole(value) for value in values], form)


def _whole(value: object) -> object:
    if isinstance(value, str):  # no two names of files may become one
        return value.encode("utf-8", "backslashreplace").decode()
    return [_whole(each) for each in value] if isinstance(value, list) else value


def _type(column: Column) -> Any:
    import pyarrow

    if column.type is Type.COUNT:
        return pyarrow.int32()
    if column.type is Type.TRUTH:
        return pyarrow.bool_()
    if column.type is Type.DAY:
        return pyarrow.date32()
    return pyarrow.list_(pyarrow.string()) if column.type is Type.TEXTS else pyarrow.string()
