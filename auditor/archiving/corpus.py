"""Which files a corpus has, and the records of each, one after the other and none of them held."""

from __future__ import annotations

import hashlib
import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from pathlib import Path

from auditor.archiving.shards import File, Piece
from auditor.base.errors import ReadingError, UsageError
from auditor.readers.collections.dispatch import opened_shelf
from auditor.readers.collections.shelf import Entry, Read, Shelf, may_be_read
from auditor.readers.collections.source import PACKED
from auditor.readers.dispatch import finished
from auditor.records.article import Article
from auditor.runs.beside import is_beside
from auditor.runs.collections import Shelves, may_be_several
from auditor.runs.drafts import Draft, is_report, is_saved_report, with_orders
from auditor.runs.faults import our_fault
from auditor.runs.sieve import Sieves, suffix_of
from auditor.settings.house import House
from auditor.settings.overrides import Orders
from auditor.settings.settings import Settings

_UNREAD = "give yourself the right to read it, or leave it out with the setting ignore"
_MOST_TOLD = 5
"""Lines on what was guessed of files; those of a corpus are mostly of one sort."""
_WRITTEN = (".txt", ".md", ".markdown", ".docx", ".odt", ".rtf")
"""Suffixes of what somebody writes, of which the settings say whether it is a draft."""
_HELD = (".zip",)
"""Suffixes of files that hold drafts."""


@dataclass(slots=True)
class Listing:
    """What is learnt of a corpus while its files are listed."""

    files: int = 0
    size: int = 0
    """In bytes."""
    passed: Counter[str] = field(default_factory=Counter)
    """How many files were not looked at, as no drafts, by suffix."""
    orders: list[Orders] = field(default_factory=list)
    """The settings that hold for some files, each once."""
    _seen: dict[int, int] = field(default_factory=dict)
    _digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def add(self, name: str, status: os.stat_result, orders: Orders | None) -> File:
        """The file of that name, which from here on counts."""
        number = None
        if orders is not None:
            number = self._seen.setdefault(id(orders), len(self.orders))  # the house gives equal orders as one object
            self.orders += [orders] * (number == len(self.orders))
        self.files += 1
        self.size += status.st_size
        self._digest.update(json.dumps([name, status.st_size, status.st_mtime_ns]).encode())
        return File(name, status.st_size, status.st_mtime_ns, number)

    @property
    def digest(self) -> str:
        """SHA-256 over the names, sizes and times of the files so far."""
        return self._digest.hexdigest()


def root_of(corpus: Path) -> Path:
    """What the names of a corpus's files are below: the folder itself, or that of the file."""
    return corpus if corpus.is_dir() else corpus.parent


def is_there(folder: Path) -> bool:
    """Whether a corpus that is a folder is there, with anything in it: where a disk is gone, the folder may be left."""
    try:
        with os.scandir(folder) as found:
            return next(found, None) is not None
    except OSError:
        return False


def check(corpus: Path, out: Path) -> None:
    """Raises UsageError if there is no such corpus here, or if what is made of it would lie in it."""
    if "://" in str(corpus) or str(corpus).split(":/", 1)[0] in ("http", "https", "s3", "gs", "ftp", "hdfs"):
        hint = "nothing is fetched from other machines: copy it here first, or mount it"
        told = str(corpus) if "://" in str(corpus) else str(corpus).replace(":/", "://", 1)  # a Path joins slashes
        raise UsageError(f"{told} is an address, not a file", code="A002", hint=hint)
    if not corpus.exists():
        hint = "check the spelling, and the folder that you are in"
        raise UsageError(f"there is no file or folder {corpus}", code="A002", hint=hint)
    real, there = Path(os.path.realpath(corpus)), Path(os.path.realpath(out))
    if real.is_dir() and there.is_relative_to(real):
        hint = "name a folder outside it with --out"
        raise UsageError("the tables would be written into the corpus itself", code="A004", hint=hint)


def files(corpus: Path, settings: Settings, house: House | None, listing: Listing) -> Iterator[File]:
    """The files of a corpus, in order of folder and name; links are not followed, hidden files are none.

    In a folder those count that hold many articles, and drafts by the settings.
    """
    sieves = Sieves(settings, house)
    paths = _below(corpus, sieves, listing.passed) if corpus.is_dir() else iter((corpus,))
    root = root_of(corpus)
    for path in paths:
        try:
            status = path.stat()
        except OSError as error:
            raise UsageError(f"{path} cannot be read: {error.strerror}", code="A002", hint=_UNREAD) from error
        draft = with_orders(Draft(str(path), path.name), settings, house)
        yield listing.add(path.relative_to(root).as_posix(), status, draft.orders)


def _below(folder: Path, sieves: Sieves, passed: Counter[str]) -> Iterator[Path]:
    """Files of a folder, then those of its folders; the names of one folder are held, as they are to be in order."""
    left = [folder]
    while left:
        here = left.pop()
        sieve, inner = sieves.at(here), []
        try:
            with os.scandir(here) as found:
                entries = sorted(
                    (each.name, each.is_dir(follow_symlinks=False)) for each in found if not each.is_symlink()
                )
        except OSError as error:
            raise UsageError(f"{here} cannot be read: {error.strerror}", code="A002", hint=_UNREAD) from error
        for name, is_folder in entries:
            path = here / name
            if name.startswith((".", "~$")) or is_beside(name) or sieve.ignores(path, folder, is_folder=is_folder):
                continue
            if is_folder:
                inner.append(path)
            elif sieve.takes(path) or _is_collection(path):
                yield path
            else:
                passed[suffix_of(name)] += 1
        left += reversed(inner)


def _is_collection(path: Path) -> bool:
    """Whether a file holds articles by its name, though it is no draft that somebody writes."""
    name = path.name.lower().removesuffix(PACKED)
    if name.endswith(_WRITTEN):
        return False
    return (may_be_read(name) or name.endswith(_HELD)) and not is_saved_report(path) and not is_report(path)


# ---------------------------------------------------------------- the records of a file


def opened(path: Path, file: File, settings: Settings) -> Shelf | None:
    """The shelf of a file that holds many articles, None if it is one; raises ReadingError."""
    if not may_be_several(Draft(str(path), file.name)):
        return None
    return opened_shelf(path, str(path), settings.reading)


def pieces(path: Path, file: File, settings: Settings, most: int, told: list[str]) -> Iterator[tuple[Piece, list[str]]]:
    """The records of a file in pieces of at most so many, with the name of each: its id, else its place.

    One whose end cannot be read is told as a failure after the records that can be; raises nothing.
    """
    batch: list[Entry] = []
    names: list[str] = []
    failed: tuple[str, str, str] | None = None
    try:
        shelf = opened(path, file, settings)
        if shelf is None:
            yield Piece(file, 1), [file.name]
            return
        with closing(shelf):
            if shelf.told and len(told) < _MOST_TOLD:
                told.append(shelf.told)
            for entry, _ in shelf.records():
                if len(batch) == most:
                    yield _piece(file, batch), names
                    batch, names = [], []
                batch.append(entry)
                names.append(clean(entry.key) or place_of(file, entry))
    except ReadingError as error:
        failed = (error.code, error.message, error.hint)
    except (OSError, ValueError) as error:
        failed = ("A311", f"it cannot be read to its end: {error}", "save it anew in the program that wrote it")
    except Exception as error:  # one file that cannot be coped with must not cost the others their audit
        fault = our_fault(file.name, error)
        failed = (fault.code, fault.message, fault.hint)
    if batch:
        yield _piece(file, batch), names
    if failed is not None:
        yield Piece(file, 1, failed=failed), [file.name]


def _piece(file: File, batch: Sequence[Entry]) -> Piece:
    return Piece(file, len(batch), replace(batch[0], key="", member=""))


def place_of(file: File, entry: Entry | None) -> str:
    """The place of a record, which no other has: FILE#NUMBER, or the file where that is the article."""
    return file.name if entry is None else f"{file_of(file, entry)}#{entry.number}"


def file_of(file: File, entry: Entry | None) -> str:
    """The file of a record below the corpus; in an archive of drafts after a # its name in there."""
    return file.name if entry is None or not entry.member else f"{file.name}#{entry.member}"


def records(shelf: Shelf | None, path: Path, piece: Piece, settings: Settings) -> Iterator[tuple[Entry | None, Read]]:
    """The records of a piece, each with what reads it; raises ReadingError where the file was changed or is damaged."""
    if shelf is not None and piece.start is not None:
        for entry, each in islice(shelf.records(piece.start), piece.count):
            yield entry, partial(_finished, each, settings)
        return

    def read(name: str) -> Article:
        with closing(Shelves(settings)) as shelves:
            return replace(shelves.article(Draft(str(path), piece.file.name)), path=name)

    yield None, read


def _finished(read: Read, settings: Settings, name: str) -> Article:
    return finished(read(name), settings.reading)


def clean(key: str) -> str:
    """An id with single spaces only."""
    return " ".join(key.split())
