"""Records of JSON: one on each line (.jsonl, .ndjson), or all in one array (.json)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from auditor.base.errors import At, ReadingError
from auditor.readers.collections import record
from auditor.readers.collections.shelf import Entry, Read, told_apart
from auditor.readers.collections.source import opened
from auditor.readers.draft import Draft
from auditor.readers.json import parse
from auditor.records.article import Article
from auditor.records.reading import Reading

_MARK = b"\xef\xbb\xbf"
_TOO_LONG = b"\0"
"""What stands for a line that is too long to be held."""
_CHUNK = 1 << 16


class Lines:
    """A file of lines that was opened; a record is found again by the byte at which its line begins."""

    def __init__(self, source: Path | bytes, name: str, reading: Reading) -> None:
        """Raises ReadingError A318 if its records have no field of articles."""
        self._at, self._reading = At(name), reading
        self._file = opened(source, self._at)
        try:
            tried = [_plain(line) for _, _, line in islice(self._lines(), record.TRIED)]
            self._columns = _columns(tried, reading, self._at)
        except ReadingError:
            self._file.close()
            raise
        self.told = self._columns.told(name, "line")

    def entries(self) -> Iterator[Entry]:
        return told_apart(self.records())

    def records(self, start: Entry | None = None) -> Iterator[tuple[Entry, Read]]:
        for number, at, line in self._lines(start):
            entry = Entry(number, record.key_of(_plain(line), self._columns), at)
            yield entry, partial(self._article, entry, line.strip())

    def article(self, entry: Entry, name: str) -> Article:
        self._file.seek(entry.at)
        return self._article(entry, self._line().strip(), name)

    def _article(self, entry: Entry, line: bytes, name: str) -> Article:
        if line == _TOO_LONG:
            message = f"this line has more than {self._reading.limits.file / 1e6:.1f} MB"
            hint = "split it into articles, or raise the limit with the setting max_file_bytes (AUDITOR_MAX_FILE_BYTES)"
            raise ReadingError(message, code="A306", at=At(name), hint=hint)
        draft = Draft(name, line, reading=self._reading)
        value = _object(line, At(self._at.path, entry.number), self._reading.limits.depth)
        return record.article(value, self._columns, f"line {entry.number}", f"/{entry.number}", draft, "jsonl")

    def close(self) -> None:
        self._file.close()

    def _lines(self, start: Entry | None = None) -> Iterator[tuple[int, int, bytes]]:
        """Number, first byte and bytes of each line that is not blank, from that of `start` on."""
        if start is None:
            self._file.seek(0)
            if self._file.read(len(_MARK)) != _MARK:
                self._file.seek(0)
        else:
            self._file.seek(start.at)
        number, at = 0 if start is None else start.number - 1, self._file.tell()
        while line := self._line():
            number += 1
            if line.strip():
                yield number, at, line
            at = self._file.tell()

    def _line(self) -> bytes:
        """The next line, of which no more is held than a file may have; empty at the end."""
        most = self._reading.limits.file
        line = self._file.readline(most)
        if len(line) < most or line.endswith(b"\n"):
            return line
        while (more := self._file.readline(_CHUNK)) and not more.endswith(b"\n"):
            pass
        return _TOO_LONG


class Records:
    """An array of records, all in memory; or one record alone."""

    def __init__(self, data: bytes, name: str, reading: Reading) -> None:
        """Raises ReadingError A311 if it is no JSON, A312 if it is nested too deep, A318 if it has no articles."""
        self._at, self._reading = At(name), reading
        value = parse(data, self._at, reading.limits.depth)
        if isinstance(value, dict) and str(value.get("schema", "")).startswith("auditor."):
            message = "this is a report of the auditor"
            raise ReadingError(message, code="A318", at=self._at, hint="name the draft that it is about")
        listed = value if isinstance(value, list) else [value]
        self._records = [each if isinstance(each, dict) else {} for each in listed]
        self._columns = _columns(self._records[: record.TRIED], reading, self._at)
        self.told = self._columns.told(name, "record")

    def entries(self) -> Iterator[Entry]:
        return told_apart(self.records())

    def records(self, start: Entry | None = None) -> Iterator[tuple[Entry, Read]]:
        first = 0 if start is None else start.at
        for at, each in enumerate(self._records[first:], first):
            entry = Entry(at + 1, record.key_of(each, self._columns), at)
            yield entry, partial(self.article, entry)

    def article(self, entry: Entry, name: str) -> Article:
        value = self._records[entry.at]
        draft = Draft(name, json.dumps(value, sort_keys=True).encode(), reading=self._reading)
        return record.article(value, self._columns, f"record {entry.number}", f"/{entry.at}", draft, "json")

    def close(self) -> None:
        self._records = []


def _columns(tried: Sequence[Mapping[str, object]], reading: Reading, at: At) -> record.Columns:
    names = dict.fromkeys(name for value in tried for name in value)
    return record.columns(list(names), tried, reading, at)


def _plain(line: bytes) -> Mapping[str, object]:
    """The object on a line; an empty one for a line that is none, which is told when its article is read."""
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _object(line: bytes, at: At, deepest: int) -> Mapping[str, object]:
    value = parse(line, at, deepest)
    if not isinstance(value, dict):
        raise ReadingError("this line is no object of JSON", code="A311", at=at, hint="mend the line, or take it out")
    return value
