"""A message or an export that holds several articles: each is an article of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from auditor.readers.collections.shelf import Entry
from auditor.readers.dispatch import items
from auditor.readers.draft import Draft
from auditor.readers.items import apart
from auditor.readers.sniff import Form
from auditor.records.article import Article


class Held:
    """The articles of one file, all in memory: such files are documents, and no larger."""

    def __init__(self, draft: Draft, form: Form) -> None:
        """Raises ReadingError as the format's reader does."""
        self._items = items(draft, form)
        self.told = ""

    def entries(self) -> Iterator[Entry]:
        for number, key in enumerate(apart(item.key for item in self._items), 1):
            yield Entry(number, key, number - 1)

    def article(self, entry: Entry, name: str) -> Article:
        return replace(self._items[entry.at].article, path=name)

    def close(self) -> None:
        self._items = ()
