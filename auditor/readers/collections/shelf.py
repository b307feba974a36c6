"""What files of many articles have in common: a list of what is in them, and each article when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Protocol

from auditor.readers.items import apart
from auditor.records.article import Article

Read = Callable[[str], Article]
"""Reads one article, which it calls by the name that it is given; raises ReadingError."""

_SINGLE = frozenset({".txt", ".md", ".markdown", ".docx", ".odt", ".rtf", ".pdf", ".html", ".htm"})
"""Suffixes of files that are one article each, so that none of them is opened before its turn."""
_READ = _SINGLE | {".csv", ".tsv", ".jsonl", ".ndjson", ".json", ".parquet", ".xml", ".eml", ".anpa", ".iptc", ".mhtml"}
"""Suffixes of all that may be read."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One article of a file: its number from 1, what tells it from the others, and where its reader finds it again."""

    number: int
    key: str
    """Its id if it has one, else its number; each is given once in a file."""
    at: int
    """A byte's offset, a row's or a part's number from 0."""
    inner: Entry | None = None
    """The entry of the part, where that holds many articles itself."""
    is_draft: bool = True
    """Whether it may be a draft by its name, of which nobody said that it is one."""
    member: str = ""
    """The name of the part that it lies in, in an archive of drafts."""


class Shelf(Protocol):
    """A file of many articles that was opened."""

    told: str
    """What was guessed of it, in a line for people; empty if nothing was."""

    def entries(self) -> Iterator[Entry]:
        """What is in it, in order; raises ReadingError if that cannot be told."""
        ...

    def records(self, start: Entry | None = None) -> Iterator[tuple[Entry, Read]]:
        """What is in it, in order, from `start` on, and none of it held: entries, and what reads the article of each.

        An entry has the key that the record has itself, which may be empty or given twice. It is read before the next
        is asked for. Raises ReadingError where the file is damaged.
        """
        ...

    def article(self, entry: Entry, name: str) -> Article:
        """The article of an entry, called `name`; raises ReadingError."""
        ...

    def close(self) -> None:
        """Lets go of the file."""
        ...


def told_apart(records: Iterable[tuple[Entry, Read]]) -> Iterator[Entry]:
    """The entries of records, each with a key that no other has."""
    found = [entry for entry, _ in records]
    for entry, key in zip(found, apart(entry.key for entry in found), strict=True):
        yield replace(entry, key=key)


def may_hold_many(name: str) -> bool:
    """Whether a file of this name may hold many articles."""
    return PurePath(name).suffix.lower() not in _SINGLE


def may_be_read(name: str) -> bool:
    """Whether a file of this name, of which nobody said that it is a draft, may be one."""
    return PurePath(name).suffix.lower() in _READ
