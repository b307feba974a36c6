"""Columns in Apache Parquet (.parquet), read by pyarrow: a row for each article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.readers.collections import record
from auditor.readers.collections.shelf import Entry, Read, told_apart
from auditor.readers.collections.source import opened
from auditor.readers.draft import Draft
from auditor.readers.extras import missing
from auditor.readers.xml import damaged
from auditor.records.article import Article
from auditor.records.reading import Reading

_BATCH = 128
"""Rows that are read at once."""
_BUFFER = 1 << 20
"""Bytes of a column that are read at once: a group of rows may be larger than memory."""


class Columnar:
    """A file that was opened; rows are read in batches, one after the other."""

    def __init__(self, source: Path | bytes, name: str, reading: Reading) -> None:
        """Raises ReadingError A311 if it is damaged, A316 without the extra `formats`, A318 without articles."""
        self._at, self._reading = At(name), reading
        try:
            from pyarrow import ArrowException, parquet
        except ImportError as error:
            raise missing(self._at, "Parquet files") from error
        self._errors = (ArrowException, OSError, ValueError, OverflowError)
        self._stream = opened(source, self._at)
        try:
            with self._reading_columns():
                self._file: Any = parquet.ParquetFile(self._stream, buffer_size=_BUFFER, pre_buffer=False)
            tried = list(islice(self._rows(), record.TRIED))
            self._columns = record.columns(list(self._file.schema_arrow.names), tried, reading, self._at)
        except ReadingError:
            self._stream.close()
            raise
        which = self._columns
        wanted = {which.text, which.title, which.key, *which.meta.values()}
        self._wanted = [name for name in self._file.schema_arrow.names if name in wanted]
        self._ahead: Iterator[dict[str, object]] = iter(())
        self._next = 0
        self.told = which.told(name, "row")

    def entries(self) -> Iterator[Entry]:
        key = self._columns.key
        rows = ({} for _ in range(self._file.metadata.num_rows)) if key is None else self._rows([key])
        return told_apart((self._entry(at, row), partial(self._article, row)) for at, row in enumerate(rows))

    def records(self, start: Entry | None = None) -> Iterator[tuple[Entry, Read]]:
        for at in range(0 if start is None else start.at, self._file.metadata.num_rows):
            row = self._row(at)
            yield self._entry(at, row), partial(self._article, row, at)

    def article(self, entry: Entry, name: str) -> Article:
        return self._article(self._row(entry.at), entry.at, name)

    def _entry(self, at: int, row: dict[str, object]) -> Entry:
        return Entry(at + 1, record.key_of(row, self._columns), at)

    def _article(self, row: dict[str, object], at: int, name: str) -> Article:
        draft = Draft(name, str(sorted(row.items(), key=lambda item: item[0])).encode(), reading=self._reading)
        return record.article(row, self._columns, f"row {at + 1}", f"row[{at + 1}]", draft, "parquet")

    def close(self) -> None:
        self._file.close()
        self._stream.close()

    def _row(self, number: int) -> dict[str, object]:
        """The row of this number from 0; those after it are read on, for one that came before reading begins anew."""
        if number < self._next or self._next == 0:
            self._ahead, self._next = self._rows(self._wanted, number), number
        for row in islice(self._ahead, number - self._next, None):
            self._next = number + 1
            return row
        raise damaged(self._at, "it has fewer rows than it says")

    def _rows(self, names: list[str] | None = None, start: int = 0) -> Iterator[dict[str, object]]:
        """The rows in order from the one of number `start`, of these columns or of all."""
        with self._reading_columns():
            groups, past = self._groups(start)
            for batch in self._file.iter_batches(_BATCH, row_groups=groups, columns=names):
                if past >= batch.num_rows:
                    past -= batch.num_rows
                else:
                    yield from self._told(batch.slice(past))
                    past = 0

    def _told(self, batch: Any) -> list[dict[str, object]]:
        """The rows of a batch; a value that Python cannot hold, as a day in the year 20,000, is none."""
        try:
            rows: list[dict[str, object]] = batch.to_pylist()
        except self._errors:
            names, columns = batch.schema.names, [[self._value(each) for each in column] for column in batch.columns]
            return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]
        return rows

    def _value(self, value: Any) -> object:
        from pyarrow import binary, types

        try:
            return value.as_py()
        except self._errors:
            return value.cast(binary()).as_py() if types.is_string(value.type) else None

    def _groups(self, start: int) -> tuple[list[int], int]:
        """The groups of rows from the one that holds the row of number `start`, and how many of its rows go before."""
        told = self._file.metadata
        ends = list(accumulate(told.row_group(number).num_rows for number in range(told.num_row_groups)))
        first = sum(end <= start for end in ends)
        return list(range(first, len(ends))), start - (ends[first - 1] if first else 0)

    @contextmanager
    def _reading_columns(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            raise damaged(self._at, "it is damaged, or only a part of it is here") from error
