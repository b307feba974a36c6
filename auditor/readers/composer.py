"""An article put together from the parts of a file that is no plain text, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.base.spans import Span
from auditor.readers.draft import Draft
from auditor.readers.text.blocks import INVISIBLE, opening_heading_is_headline
from auditor.records.article import Article, Block, BlockRole, MetaValue, Note
from auditor.records.origin import Origin, Part

_GAP = "\n\n"
"""What parts are joined by: no sentence runs over the end of one."""
_LONGEST_CELL = 30
"""Words of a cell of figures or names; one with more is a stretch of text that stands in a table."""
_SHOWN = 40
"""Code points that are shown of hidden words."""


@dataclass(slots=True)
class Composer:
    """Gathers the parts of one file in the order in which people read them; lives while that file is read."""

    words: list[str] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def add(self, role: BlockRole, words: str, name: str, address: str, level: int = 0) -> None:
        """Adds a part of which `words` are one block; nothing if nothing is seen of them.

        `name` is what people call it (*paragraph 12*), `address` how programs find it in the file.
        """
        words = words.strip(INVISIBLE).replace("\0", "\ufffd")  # which no text may hold
        if not words:
            return
        start = self.parts[-1].span.end + len(_GAP) if self.parts else 0
        self.words.append(words)
        span = Span(start, start + len(words))
        self.parts.append(Part(name, address, span))
        self.blocks.append(Block(len(self.blocks), role, span, level))

    def row(self, cells: Composer, name: str, address: str) -> None:
        """Adds a table's row, gathered in `cells`: one entry, or its paragraphs where a table lays out a page."""
        gathered = list(zip(cells.blocks, cells.words, strict=True))
        if all(len(words.split()) <= _LONGEST_CELL for _, words in gathered):
            self.add(BlockRole.TABLE, " ".join(cells.words), name, address)
        else:
            for (block, words), part in zip(gathered, cells.parts, strict=True):
                self.add(block.role, words, name, part.address, block.level)

    def note(self, code: str, message: str) -> None:
        """Adds something that the reader of a report should know."""
        self.notes.append(Note(code, message))

    def article(self, draft: Draft, form: str, meta: Mapping[str, MetaValue]) -> Article:
        """The article of all that was added; its title is the headline's words or, without one, the metadata's."""
        blocks = opening_heading_is_headline(tuple(self.blocks))
        headline = next((b for b in blocks if b.role is BlockRole.HEADLINE and b.level == 1), None)
        title = meta.get("title") if headline is None else None
        return Article(
            path=draft.name,
            format=form,
            text=_GAP.join(self.words),
            blocks=blocks,
            digest=draft.digest,
            title=" ".join(title.split()) if isinstance(title, str) else None,
            meta={key: value for key, value in meta.items() if headline is None or key != "title"},
            notes=tuple(self.notes),
            origin=Origin(tuple(self.parts)),
        )


def hidden_note(out: Composer, hidden: Sequence[str]) -> None:
    """Says how many words were left out because the page does not show them; nothing if there are none."""
    told = [" ".join(words.split()) for words in hidden if words.strip(INVISIBLE)]
    if told:
        some = ", ".join(f"“{words[:_SHOWN]}”" for words in told[:3])
        count = len(" ".join(told).split())
        out.note(
            "hidden-words",
            f"left out, as the page does not show them: {count} {'word' if count == 1 else 'words'}, such as {some}",
        )
