"""Statements of a short text, written back into it: `{source} <cue> [content]`."""

from __future__ import annotations

import re
from dataclasses import replace

from auditor.analysis.statements.build import build
from auditor.analysis.statements.merge import merged
from auditor.language.read import parse
from auditor.readers.dispatch import read_text
from auditor.records.sourcing import Statement
from auditor.toolkit import Toolkit


def statements(toolkit: Toolkit, text: str) -> tuple[Statement, ...]:
    """The statements that rules find in `text`, which is read as plain text."""
    parsed = parse(read_text(text, "draft.txt"), replace(toolkit, tagger=None))
    return merged(parsed.article, build(parsed), (), parsed.quotations).statements


def shown(toolkit: Toolkit, text: str) -> list[str]:
    """Each statement of `text` as its mode and the whole text with the statement's words marked."""
    return [f"{s.mode.value}: {_marked(text, s)}" for s in statements(toolkit, text)]


def plain(marked: str) -> str:
    """The text without the mode and the marks."""
    return re.sub(r"[{}<>\[\]]", "", marked.partition(": ")[2])


def _marked(text: str, statement: Statement) -> str:
    marks = [(span, "[]") for span in statement.content]
    marks += [(statement.source, "{}")] if statement.source else []
    marks += [(statement.cue, "<>")] if statement.cue else []
    edges = [(s.start, 1, m[0]) for s, m in marks] + [(s.end, 0, m[1]) for s, m in marks]
    for at, _, mark in sorted(edges, reverse=True):
        text = text[:at] + mark + text[at:]
    return text
