"""Texts of an article's body, HTML or plain, block by block, each place called by its number among its kind."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from auditor.readers.composer import Composer
from auditor.readers.text.blocks import paragraphs
from auditor.readers.web.fragment import pieces, plain_words
from auditor.records.article import BlockRole

_KINDS: Mapping[BlockRole, str] = {
    BlockRole.CAPTION: "caption",
    BlockRole.CORRECTION: "correction",
    BlockRole.TEASER: "link",
}
"""What people call the places of these roles; all others are paragraphs."""
_TAG = r"<(?:/?[a-z][a-z0-9-]*(?:[\s/][^<>]*)?>|!--)"
_MARKUP = re.compile(rf"{_TAG}|&#?\w{{2,31}};", re.I)
_NO_TAG = re.compile(rf"(?!{_TAG})<", re.I)
"""What begins no tag: a sign of arithmetic, an address in angle brackets."""
_PARAGRAPHS = re.compile(r"<(?:p|div|br|h[1-6]|li|ul|ol|blockquote|figure|section|article|table)\b", re.I)
"""Tags that part a text in paragraphs; other tags may stand in paragraphs that blank lines part."""
_ROW = re.compile(r"((?:.*/)?table\[\d+\])(.*/tr\[\d+\])")


@dataclass(slots=True)
class Passages:
    """Reads texts into `out`, one after the other; numbers run on from one to the next."""

    out: Composer = field(default_factory=Composer)
    hidden: list[str] = field(default_factory=list)
    """Words in them that a page does not show."""
    _counts: Counter[str] = field(default_factory=Counter)

    def next(self, kind: str) -> str:
        """What the next place of a kind is called, such as *caption 2*."""
        self._counts[kind] += 1
        return f"{kind} {self._counts[kind]}"

    def next_of(self, role: BlockRole) -> str:
        """What the next place of a block of this role is called."""
        return self.next(_KINDS.get(role, "paragraph"))

    def next_row(self, table: str) -> str:
        """What the next row of a table is called, such as *table 1, row 2*."""
        return self.next(f"{table}, row")

    def add(self, text: str, address: str, role: BlockRole | None = None, is_html: bool | None = None) -> None:
        """Adds the blocks of a text that stands at `address`; None to tell by its looks whether it is HTML.

        What is no more than a paragraph in it takes the `role`. Text that is not HTML may have tags within its
        paragraphs, and characters written as entities.
        """
        if is_html if is_html is not None else _PARAGRAPHS.search(text) is not None:
            told, hidden = pieces(text)
            self.hidden += hidden
            found = [(each.role, each.level, each.words, each.path) for each in told]
        else:
            found = [(own, 0, plain_line(span.of(text)), "") for own, span in paragraphs(text)]
        for (own, level, words, path), row in zip(found, self._rows([path for *_, path in found]), strict=True):
            own = role if role is not None and own is BlockRole.PARA else own
            self.out.add(own, words, row or self.next_of(own), f"{address}{path}", level)

    def _rows(self, paths: Sequence[str]) -> Iterator[str]:
        """For each element what the row is called that it lies in; empty outside of tables."""
        tables: dict[str, str] = {}
        rows: dict[str, str] = {}
        for path in paths:
            where = _ROW.match(path)
            if where is not None and where[0] not in rows:
                if where[1] not in tables:
                    tables[where[1]] = self.next("table")
                rows[where[0]] = self.next_row(tables[where[1]])
            yield rows[where[0]] if where is not None else ""


def plain_line(text: str) -> str:
    """A text on one line, without tags and with the characters that entities stand for, if it has any."""
    return plain_words(_NO_TAG.sub("&lt;", text)) if _MARKUP.search(text) else " ".join(text.split())
