"""A draft as an editor holds it, with the report on these very words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lsprotocol import types

from auditor.base.spans import Span
from auditor.editing.positions import Position, Positions
from auditor.records.article import SILENT_ROLES
from auditor.records.report import Finding, Report

MARKDOWN = (".md", ".markdown")
TEXTS = (".txt", *MARKDOWN)
"""Suffixes of the files that are audited in an editor: those of which it holds the words themselves."""


@dataclass(frozen=True, slots=True)
class Page:
    """A draft and its report. Spans are code points of `text`, which is what the editor held in its `version`."""

    uri: str
    path: Path | None
    """None where it has never been saved."""
    version: int | None
    text: str
    is_markdown: bool
    positions: Positions
    report: Report

    def range(self, span: Span) -> types.Range:
        """Where `span` lies, as the editor counts."""
        start, end = self.positions.span(span)
        return types.Range(_position(start), _position(end))

    def position(self, offset: int) -> types.Position:
        """Where the code point at `offset` stands, as the editor counts."""
        return _position(self.positions.at(offset))

    def span(self, finding: Finding) -> Span:
        """The words that a finding is about; for the whole draft its headline, or the first line of its words."""
        return finding.span if finding.span is not None else _beginning(self)


def position_of(position: types.Position) -> Position:
    """A place of an editor's as a pair."""
    return position.line, position.character


def _position(position: Position) -> types.Position:
    return types.Position(*position)


def _beginning(page: Page) -> Span:
    manuscript = page.report.manuscript
    blocks = () if manuscript is None else manuscript.blocks
    first = next((block.span for block in blocks if block.role not in SILENT_ROLES), Span(0, 0))
    start = manuscript.original.span(first).start if manuscript is not None else 0
    start = min(start, len(page.text))
    return Span(start, page.positions.end_of_line(start))
