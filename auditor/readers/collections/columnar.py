"""Columns in Apache Parquet (.parquet), read by pyarrow: a row for each article."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.readers.collections import record
from auditor.readers.collections.shelf import Entry
from auditor.readers.collections.source import opened
from auditor.readers.draft import Draft
from auditor.readers.extras import missing
from auditor.readers.items import apart
from auditor.readers.xml import damaged
from auditor.records.article import Article
from auditor.records.reading import Reading

_BATCH = 128
"""Rows that are read at once."""


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
                self._file: Any = parquet.ParquetFile(self._stream)
            tried = list(islice(self._rows(None), record.TRIED))
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
        if key is None:
            keys = [""] * self._file.metadata.num_rows
        else:
            keys = [record.key_of(row, self._columns) for row in self._rows([key])]
        for number, told in enumerate(apart(keys), 1):
            yield Entry(number, told, number - 1)

    def article(self, entry: Entry, name: str) -> Article:
        row = self._row(entry.at)
        draft = Draft(name, str(sorted(row.items(), key=lambda item: item[0])).encode(), reading=self._reading)
        place = f"row {entry.number}"
        return record.article(row, self._columns, place, f"row[{entry.number}]", draft, "parquet")

    def close(self) -> None:
        self._file.close()
        self._stream.close()

    def _row(self, number: int) -> dict[str, object]:
        """The row of this number from 0; those after it are read on, for one that came before reading begins anew."""
        if number < self._next:
            self._ahead, self._next = iter(()), 0
        if self._next == 0:
            self._ahead = self._rows(self._wanted)
        for row in self._ahead:
            self._next += 1
            if self._next > number:
                return row
        raise damaged(self._at, "it has fewer rows than it says")

    def _rows(self, names: list[str] | None) -> Iterator[dict[str, object]]:
        """The rows in order, of these columns or of all."""
        with self._reading_columns():
            for batch in self._file.iter_batches(_BATCH, columns=names):
                yield from batch.to_pylist()

    @contextmanager
    def _reading_columns(self) -> Iterator[None]:
        try:
            yield
        except self._errors as error:
            raise damaged(self._at, "it is damaged, or only a part of it is here") from error
