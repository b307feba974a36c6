"""A message or an export that holds several articles: each is an article of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from auditor.readers.collections.shelf import Entry, Read, told_apart
from auditor.readers.dispatch import items
from auditor.readers.draft import Draft
from auditor.readers.sniff import Form
from auditor.records.article import Article


class Held:
    """The articles of one file, all in memory: such files are documents, and no larger."""

    def __init__(self, draft: Draft, form: Form) -> None:
        """Raises ReadingError as the format's reader does."""
        self._items = items(draft, form)
        self.told = ""

    def entries(self) -> Iterator[Entry]:
        return told_apart(self.records())

    def records(self, start: Entry | None = None) -> Iterator[tuple[Entry, Read]]:
        first = 0 if start is None else start.at
        for at, item in enumerate(self._items[first:], first):
            entry = Entry(at + 1, item.key, at)
            yield entry, partial(self.article, entry)

    def article(self, entry: Entry, name: str) -> Article:
        return replace(self._items[entry.at].article, path=name)

    def close(self) -> None:
        self._items = ()
