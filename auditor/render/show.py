"""An article for the terminal, with its sources, cues, contents, grants and non-responses marked."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from auditor.base.printable import printable
from auditor.base.spans import Span
from auditor.records.report import Report
from auditor.records.sourcing import Source
from auditor.render.styled import (
    CONTENT_STYLE,
    CUE_STYLE,
    DIM,
    GRANT_STYLE,
    KIND_STYLE,
    NON_RESPONSE_STYLE,
    console,
    to_str,
)
from auditor.render.verdict import standing, verdict
from auditor.render.wording import kind_of, plural, shorten


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span: its style, what is written around it, and its layer (higher ones paint over lower)."""

    span: Span
    layer: int
    style: str
    before: str
    after: str


def show(article_text: str, report: Report, colour: bool, width: int = 100) -> str:
    """`article_text` with line numbers and marks, a legend above it and its sources below it.

    `article_text` must be the text that `report` was made of. With `colour` marks are ANSI styles, without it
    brackets. Lines are wrapped to `width` columns.
    """
    marked = _marked(article_text, list(_marks(report, colour)))
    lines = [_legend(colour), Text(), *_numbered(marked, width, colour), Text()]
    head = Text(" ".join([verdict(report), *standing(report)]), "bold").wrap(console(colour), width)
    for line in head:
        line.rstrip()
    return to_str([*lines, *head, *_sources(report)], colour)


# ---------------------------------------------------------------- marks


def _marks(report: Report, colour: bool) -> Iterator[Mark]:
    for statement in report.statements:
        for span in statement.content:
            yield _mark(colour, span, 0, CONTENT_STYLE, "«", "»")
        if statement.cue is not None:
            yield _mark(colour, statement.cue, 2, CUE_STYLE, "{", "}")
    for grant in report.grants:
        yield _mark(colour, grant.span, 1, GRANT_STYLE, "<anonymity: ", ">")
    for item in report.non_responses:
        yield _mark(colour, item.span, 1, NON_RESPONSE_STYLE, "<no comment: ", ">")
    for span, source in _mentions(report).items():
        style = KIND_STYLE[source.kind]
        yield Mark(span, 3, style, "" if colour else f"[{source.id} ", f" {source.id}" if colour else "]")


def _mark(colour: bool, span: Span, layer: int, style: str, before: str, after: str) -> Mark:
    return Mark(span, layer, style, "" if colour else before, "" if colour else after)


def _mentions(report: Report) -> dict[Span, Source]:
    """Every span that stands for a source, but for those inside another of the same source.

    Where two sources share a span, a statement's own words for its source win.
    """
    found = {mention.span: source for source in report.sources for mention in source.mentions}
    for statement in report.statements:
        source = report.source(statement.source_id)
        if statement.source is not None and source is not None:
            found[statement.source] = source
    kept: dict[Span, Source] = {}
    widest: dict[str, Span] = {}
    for span, source in sorted(found.items()):
        if source.id not in widest or not widest[source.id].contains(span):
            kept[span] = source
            widest[source.id] = span
    return kept


def _marked(article_text: str, marks: list[Mark]) -> Text:
    """The text with every mark painted and written in; marks may overlap in any way."""
    plain = _plain(article_text)
    opening: dict[int, list[Mark]] = defaultdict(list)
    closing: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        if len(mark.span):
            opening[mark.span.start].append(mark)
            closing[mark.span.end].append(mark)
    text, active, at = Text(), list[Mark](), 0
    for offset in sorted({*opening, *closing, len(plain)}):
        text.append(plain[at:offset], _style(active))
        for mark in sorted(closing[offset], key=lambda m: (-m.span.start, -m.layer)):
            active.remove(mark)
            text.append(mark.after, DIM)
        for mark in sorted(opening[offset], key=lambda m: (-m.span.end, m.layer)):
            active.append(mark)
            text.append(mark.before, DIM)
        at = offset
    return text


def _style(marks: Iterable[Mark]) -> Style:
    ordered = sorted(marks, key=lambda mark: mark.layer)
    return Style.combine([Style.null(), *(Style.parse(mark.style) for mark in ordered)])


def _plain(text: str) -> str:
    """`text`, equally long, with every line end a single `\\n` and nothing that steers the terminal."""
    return printable(re.sub(r"\r(?=\n)|\t", " ", text).replace("\r", "\n"))


# ---------------------------------------------------------------- around the article


def _numbered(text: Text, width: int, colour: bool) -> Iterator[Text]:
    lines = list(text.split("\n", allow_blank=True))
    if len(lines) > 1 and not lines[-1].plain:
        lines = lines[:-1]
    digits = len(str(len(lines)))
    measure = console(colour)
    for number, line in enumerate(lines, 1):
        parts = line.wrap(measure, max(20, width - digits - 4)) or [Text()]
        for i, part in enumerate(parts):
            part.rstrip()
            label = str(number) if i == 0 else ""
            yield Text.assemble((f" {label:>{digits}} │", DIM), " " if part.plain else "", part)


def _legend(colour: bool) -> Text:
    if not colour:
        return Text("[S1 source]  {cue}  «content»  <anonymity: grant>  <no comment: non-response>")
    marks = (
        ("cue", CUE_STYLE),
        ("content", CONTENT_STYLE),
        ("anonymity grant", GRANT_STYLE),
        ("non-response", NON_RESPONSE_STYLE),
    )
    return Text("  ").join([Text("source S1", "bold"), *(Text(name, style) for name, style in marks)])


def _sources(report: Report) -> Iterator[Text]:
    rows = [_cells(report, source) for source in report.sources]
    widths = [max((len(row[column]) for row in rows), default=0) for column in (0, 1, 2)]
    for source, (ident, kind, number, label) in zip(report.sources, rows, strict=True):
        head = Text(f"{ident:<{widths[0]}}  ")
        head.append(f"{kind:<{widths[1]}}", KIND_STYLE[source.kind])
        yield head.append(f"  {number:<{widths[2]}}  {label}")


def _cells(report: Report, source: Source) -> tuple[str, str, str, str]:
    number = plural(len(report.statements_of(source.id)), "statement")
    return source.id, kind_of(source), number, shorten(source.label, 80)
