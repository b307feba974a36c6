"""The finished page of a document while it is gathered: its blocks, and the numbers by which people call them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from auditor.readers.composer import Composer, hidden_note
from auditor.readers.draft import Draft
from auditor.records.article import Article, BlockRole, MetaValue


class Page:
    """What is seen of a document, in the order in which it is read, and the words of it that nobody sees."""

    def __init__(self) -> None:
        self._out = Composer()
        self._count = Counter[str]()
        self._hidden: list[str] = []

    def next(self, sort: str) -> str:
        """What the next one of its sort is called: *paragraph 3*, *table 1*, *text box 2*."""
        self._count[sort] += 1
        return f"{sort} {self._count[sort]}"

    def add(self, role: BlockRole, words: str, name: str, address: str, level: int = 0) -> None:
        """Adds a block, to the row that is being gathered if there is one; nothing if nothing is seen of its words."""
        self._out.add(role, words, name, address, level)

    def hide(self, words: str) -> None:
        """Adds words that nobody sees."""
        self._hidden.append(words)

    def note(self, code: str, message: str) -> None:
        """Adds something that the reader of a report should know."""
        self._out.note(code, message)

    @contextmanager
    def row(self, name: str, address: str) -> Iterator[None]:
        """What is added meanwhile is a table's row, which is one block, or its paragraphs if they are text."""
        outer, self._out = self._out, Composer()
        yield
        outer.row(self._out, name, address)
        outer.notes += self._out.notes
        self._out = outer

    def article(self, draft: Draft, form: str, meta: Mapping[str, MetaValue]) -> Article:
        """The article of all that was added, with a note on what nobody sees."""
        hidden_note(self._out, self._hidden)
        return self._out.article(draft, form, meta)
