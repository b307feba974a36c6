"""Archives of drafts (.zip): each file in it is a draft, read as it would be beside the archive."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path, PurePosixPath

from auditor.base.errors import At, ReadingError
from auditor.readers.collections.shelf import Entry, Read, Shelf, may_be_read, may_hold_many
from auditor.readers.collections.source import PACKED, opened
from auditor.readers.dispatch import read_bytes
from auditor.readers.documents.package import broken, reading_archive, unpacked
from auditor.readers.items import apart
from auditor.records.article import Article
from auditor.records.reading import Reading

Opening = Callable[[bytes, str, Reading], Shelf | None]

_MOST = 100_000
"""Files in one archive."""
_ASIDE = "__MACOSX"
"""The folder that one program puts into archives beside the drafts."""


class Archive:
    """An archive that was opened; a file in it is found again by its number, since two may have one name."""

    def __init__(self, source: Path | bytes, name: str, reading: Reading, open_inner: Opening) -> None:
        """`open_inner` opens what is in it and holds many articles; raises ReadingError A311 if it is damaged."""
        self._at, self._reading, self._open = At(name), reading, open_inner
        self._inner: dict[int, Shelf | None] = {}
        self._stream = opened(source, self._at)
        try:
            with reading_archive(self._at):
                self._archive = zipfile.ZipFile(self._stream)
            if len(self._archive.infolist()) > _MOST:
                raise broken(self._at)
        except ReadingError:
            self._stream.close()
            raise
        self.told = ""

    def entries(self) -> Iterator[Entry]:
        found = list(self._found())
        for number, ((at, info, inner), key) in enumerate(zip(found, apart(map(_key, found)), strict=True), 1):
            yield Entry(number, key, at, inner, may_be_read(info.filename) and not _is_link(info))

    def records(self, start: Entry | None = None) -> Iterator[tuple[Entry, Read]]:
        number = 0 if start is None else start.number - 1
        for at, info, shelf in self._parts(0 if start is None else start.at):
            inner = start.inner if start is not None and start.at == at else None
            found = ((None, ""),) if shelf is None else ((each, each.key) for each, _ in shelf.records(inner))
            for each, key in found:
                number += 1
                is_draft = may_be_read(info.filename) and not _is_link(info)
                entry = Entry(number, key, at, each, is_draft, info.filename)
                yield entry, partial(self.article, entry)

    def article(self, entry: Entry, name: str) -> Article:
        info = self._archive.infolist()[entry.at]
        if info.filename.lower().endswith((".zip", PACKED)):
            what = "an archive" if info.filename.lower().endswith(".zip") else "a packed file"
            hint = "take it out, and name it"
            raise ReadingError(f"{what} in an archive is not opened", code="A307", at=At(name), hint=hint)
        shelf = self._shelf(entry.at, info)
        if entry.inner is not None:
            assert shelf is not None
            return shelf.article(entry.inner, name)
        return replace(read_bytes(self._unpacked(info, name), name, self._reading), path=name)

    def close(self) -> None:
        self._archive.close()
        self._stream.close()

    def _found(self) -> Iterator[tuple[int, zipfile.ZipInfo, Entry | None]]:
        """Each file, once for each article in it."""
        told = []
        for at, info, shelf in self._parts(0):
            inner: list[Entry] | list[None] = [None]
            if shelf is not None:
                with suppress(ReadingError):
                    inner = list(shelf.entries())
                    told.append(shelf.told)
            yield from ((at, info, each) for each in inner)
        self.told = "\n".join(filter(None, told))

    def _parts(self, first: int) -> Iterator[tuple[int, zipfile.ZipInfo, Shelf | None]]:
        """Each file from the number `first` on, and its shelf; without one what cannot be opened, which is told when
        it is read."""
        for at, info in enumerate(self._archive.infolist()[first:], first):
            if not info.filename or info.is_dir() or not _is_draft(info.filename):
                continue
            try:
                shelf = self._shelf(at, info)
            except ReadingError:
                shelf = None
            yield at, info, shelf

    def _shelf(self, at: int, info: zipfile.ZipInfo) -> Shelf | None:
        """The shelf of a file in the archive that holds many articles; raises ReadingError."""
        if not may_hold_many(info.filename) or info.filename.lower().endswith((".zip", PACKED)):
            return None
        if at not in self._inner:
            name = f"{self._at.path}#{info.filename}"
            self._inner = {at: self._open(self._unpacked(info, name), name, self._reading)}  # the last one only
        return self._inner[at]

    def _unpacked(self, info: zipfile.ZipInfo, name: str) -> bytes:
        return unpacked(self._archive, info, At(name), self._reading.limits)


def _key(found: tuple[int, zipfile.ZipInfo, Entry | None]) -> str:
    _, info, inner = found
    return info.filename if inner is None else f"{info.filename}#{inner.key}"


def _is_draft(name: str) -> bool:
    """Whether it is no hidden file, and none that a program put there."""
    parts = [part for part in PurePosixPath(name).parts if part not in (".", "..")]
    return bool(parts) and parts[0] != _ASIDE and not any(part.startswith(".") for part in parts)


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)
