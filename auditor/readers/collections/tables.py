"""Tables as text (.csv, .tsv; RFC 4180): a line of headings, and a record for each article."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from auditor.base.errors import At, ReadingError
from auditor.readers.collections import record
from auditor.readers.collections.shelf import Entry, Read, told_apart
from auditor.readers.collections.source import opened
from auditor.readers.draft import Draft
from auditor.readers.text.encoding import decode
from auditor.readers.xml import damaged
from auditor.records.article import Article
from auditor.records.reading import Reading

_DELIMITERS = "\t,;|"
_MARK = b"\xef\xbb\xbf"
_SAID = re.compile(rb"sep=(.)\r?\n")
"""A first line by which a spreadsheet program tells the sign between cells."""
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
_SPOKEN = re.compile(r'"(?:[^"]|"")*"(?!"|$)')
"""A quotation with which a cell begins, and what comes after it."""
_TRIED = 1_000_000
"""Bytes by which encoding and quoting are told."""
_CODECS = {"UTF-8": "utf-8", "Windows-1252": "cp1252", "Latin-1": "latin-1"}


class _Quoted(csv.excel):
    """Cells may stand in quotation marks, which are doubled within."""


class _Plain(csv.excel):
    """Quotation marks are those of the articles."""

    quoting = csv.QUOTE_NONE


class _Unclosed(list[str]):
    """A row of which a cell begins with a quotation mark and never ends with one: what follows is in it."""


class Table:
    """A table that was opened; its records are found again by the byte at which they begin."""

    def __init__(self, source: Path | bytes, name: str, reading: Reading) -> None:
        """Raises ReadingError: A307 or A308 if it is no text, A311 if damaged, A318 if it has no column of articles."""
        self._at, self._reading = At(name), reading
        self._file = opened(source, self._at)
        try:
            self._encoding = self._told_encoding()
            self._delimiter, self._is_quoted = self._told_form()
            self._names = [head.strip() for head in next(self._rows(), [])]
            self._start = self._file.tell()
            tried = [self._record(row) for row in islice(self._rows(), record.TRIED)]
            self._columns = record.columns(self._names, tried, reading, self._at)
        except ReadingError:
            self._file.close()
            raise
        self.told = self._columns.told(name, "row")
        if self._encoding != "utf-8":
            self.told += f"; it is not UTF-8 and was read as {self._encoding}"

    def entries(self) -> Iterator[Entry]:
        return told_apart(self.records())

    def records(self, start: Entry | None = None) -> Iterator[tuple[Entry, Read]]:
        self._file.seek(self._start if start is None else start.at)
        rows, number = self._rows(), 0 if start is None else start.number - 1
        while True:
            at = self._file.tell()
            row = next(rows, None)
            if row is None:
                return
            if any(cell.strip() for cell in row):
                number += 1
                entry = Entry(number, record.key_of(self._record(row), self._columns), at)
                yield entry, partial(self._article, entry, row)

    def article(self, entry: Entry, name: str) -> Article:
        self._file.seek(entry.at)
        return self._article(entry, next(self._rows(), []), name)

    def _article(self, entry: Entry, row: list[str], name: str) -> Article:
        if isinstance(row, _Unclosed):
            message = "a quotation mark at the beginning of a cell is never closed: all that follows is in this row"
            raise ReadingError(message, code="A311", at=At(name), hint="close it, and save the table anew")
        if any(cell.strip() for cell in row[len(self._names) :]):
            message = f"row {entry.number} has {len(row)} cells, and the heading {len(self._names)}"
            hint = "put cells that hold the sign between cells into quotation marks, and save it anew"
            raise ReadingError(message, code="A311", at=At(name), hint=hint)
        draft = Draft(name, self._delimiter.join(row).encode("utf-8", "replace"), reading=self._reading)
        place = f"row {entry.number}"
        return record.article(self._record(row), self._columns, place, f"row[{entry.number}]", draft, "csv")

    def close(self) -> None:
        self._file.close()

    def _rows(self) -> Iterator[list[str]]:
        """The rows from here on; the file is read no further than the row that was asked for."""
        before = csv.field_size_limit(self._reading.limits.file)
        try:
            form, ended = _Quoted if self._is_quoted else _Plain, list[bool]()
            for row in csv.reader(self._lines(ended), form, delimiter=self._delimiter):
                yield _Unclosed(row) if ended else row  # it asked for more lines than there are
        except csv.Error as error:
            raise damaged(self._at, f"its table is damaged: {error}") from error
        finally:
            csv.field_size_limit(before)

    def _lines(self, ended: list[bool]) -> Iterator[str]:
        """The lines from here on; `ended` is filled once one is asked for and there is none."""
        while line := self._line():
            yield line
        ended.append(True)

    def _line(self) -> str:
        """The next line; returns within it are ends of lines in a cell, as old Macintosh programs wrote them."""
        line = self._file.readline(self._reading.limits.file).decode(self._encoding, "replace").replace("\0", "\ufffd")
        body, end = (line[:-2], "\r\n") if line.endswith("\r\n") else (line, "")
        return body.replace("\r", "\u2028") + end

    def _record(self, row: list[str]) -> dict[str, object]:
        """The cells by their headings; of headings that stand twice the first cell with words counts."""
        found: dict[str, object] = {}
        for name, cell in zip(self._names, row, strict=False):
            if not found.get(name):
                found[name] = cell
        return found

    def _told_encoding(self) -> str:
        start = self._file.read(_TRIED)
        if start.startswith(_WIDE):
            raise ReadingError("it is a table in UTF-16", code="A308", at=self._at, hint="save it as CSV in UTF-8")
        if b"\r" in start and b"\n" not in start:
            hint = "save it as CSV in UTF-8"
            raise ReadingError("its lines end as on an old Macintosh", code="A308", at=self._at, hint=hint)
        whole = start[: start.rfind(b"\n") + 1] or start  # so that no character is cut through
        return _CODECS[decode(whole.removeprefix(_MARK), self._at.path).encoding]

    def _told_form(self) -> tuple[str, bool]:
        """The sign between cells, and whether cells may stand in quotation marks; leaves the file at its headings."""
        self._file.seek(0)
        start = self._file.read(_TRIED)
        at = len(_MARK) if start.startswith(_MARK) else 0
        said = _SAID.match(start, at)
        at = said.end() if said else at
        at += len(start[at:]) - len(start[at:].lstrip(b"\r\n"))
        self._file.seek(at)
        first = self._line()
        self._file.seek(at)
        delimiter = said[1].decode("latin-1") if said else max(_DELIMITERS, key=first.count)
        whole = start if len(start) < _TRIED else start[: start.rfind(b"\n") + 1]
        text = whole[at:].decode(self._encoding, "replace")
        return delimiter, _is_quoted(text, delimiter)


def _is_quoted(text: str, delimiter: str) -> bool:
    """Whether quotation marks around cells are the table's and not the article's.

    Tables with tabs often have none of their own, and then *"We knew," she said* is a cell as it stands.
    """
    if delimiter != "\t":
        return True
    lines = text.splitlines()
    cells = [cell for line in lines for cell in line.split(delimiter) if cell.startswith('"')]
    if any(_SPOKEN.match(cell) for cell in cells):
        return False
    is_even = len({line.count(delimiter) for line in lines}) == 1  # no cell runs over the end of a line
    return all(_QUOTED.fullmatch(cell) for cell in cells) or not is_even
