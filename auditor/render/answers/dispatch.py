"""Answers in every format: those of a summary, bars on a terminal, a picture, a workbook."""

from __future__ import annotations

from pathlib import PurePath

from auditor.render.answers import book, chart, free
from auditor.render.answers.answer import Answer, Free, Row
from auditor.render.answers.bars import bars
from auditor.render.summary import table
from auditor.render.summary.table import DEFAULT, USUAL, WORKBOOK, Layout, drawn
from auditor.render.wording import unknown_format

SCHEMA = "auditor.answer/1"
BARS, PICTURE = "bars", "svg"
OWN = ("csv", "tsv", "json", "jsonl", DEFAULT, WORKBOOK)
"""Formats of the rows of somebody's own query."""


def format_of(asked: str | None, file: str | None, known: tuple[str, ...] = ()) -> str:
    """The format that was asked for, or that the end of the file's name tells, else the usual one.

    Raises UsageError for one that does not exist (of `known`, if any), and for a file whose name tells none.
    """
    if not known and (asked or PurePath(file or "").suffix.lower().removeprefix(".")) in (BARS, PICTURE):
        return asked or PICTURE
    if not known and asked is not None and asked not in (*table.formats(), WORKBOOK, "markdown", "md", "text"):
        raise unknown_format(asked, (*table.formats(), BARS, PICTURE, WORKBOOK), "format")
    form = table.format_of(asked, file, () if known else (f".{PICTURE}",))
    if known and form not in known:
        raise unknown_format(form, known, "format of one's own rows")
    return form


def render(answer: Answer, form: str, width: int = USUAL) -> str | bytes:
    """The answer, bytes for a workbook; text is at most `width` columns wide if that can be."""
    if form == WORKBOOK:
        return book.render(answer)
    if form == BARS:
        return bars(answer, width)
    if form == PICTURE:
        return chart.render(answer)
    heads = (("question", answer.name),)
    layout: Layout[Row] = Layout(SCHEMA, lambda _: answer.columns, answer.title, "article", heads)
    text = drawn(answer.table, layout, form, chosen=answer.columns, width=width)
    return f"{answer.title}\n\n{text}" if form == DEFAULT else text


def render_free(found: Free, form: str, width: int | None = USUAL) -> str | bytes:
    """The rows of somebody's own query, bytes for a workbook; a table is `width` columns wide, or as wide as it is."""
    if form == WORKBOOK:
        return book.render_free(found)
    return free.render(found, form, width)
