"""The article beside its report: its words as readers see them, and where in them the report's spans lie."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.base.spans import Span
from auditor.records.article import Block
from auditor.records.origin import Original


@dataclass(frozen=True, slots=True)
class Manuscript:
    """An article for whoever shows it. `blocks` and `sentences` are spans of `text`, those of a report are not."""

    text: str
    """As readers see it: without markup, references to characters replaced by the characters."""
    blocks: tuple[Block, ...]
    """In order, each with the role that was decided."""
    sentences: tuple[Span, ...]
    """In order, as the parser divides the text."""
    original: Original

    def seen(self, span: Span) -> Span:
        """Where in `text` the words lie that stand in the draft at `span`, a span of the report."""
        start, end = self.original.read_at(span.start), self.original.read_at(span.end)
        return Span(start, max(start, end))
