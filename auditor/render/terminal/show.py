"""An article for the terminal: sources, what they say, grants, non-responses and findings are marked in it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rich.style import Style
from rich.text import Text

from auditor.base.printable import one_line, printable
from auditor.base.spans import LineIndex, Span
from auditor.records.origin import TEXT_FILE, Origin
from auditor.records.report import Finding, Report
from auditor.records.sourcing import Source
from auditor.render.terminal.closing import open_findings
from auditor.render.terminal.styled import (
    CONTENT_STYLE,
    CUE_STYLE,
    DIM,
    FINDING_STYLE,
    GRANT_STYLE,
    KIND_STYLE,
    NON_RESPONSE_STYLE,
    SEVERITY_STYLE,
    to_str,
)
from auditor.render.terminal.wrapping import USUAL, wrapped
from auditor.render.verdict import standing, verdict
from auditor.render.wording import kind_of, plural, shorten

_WIDEST_LABEL = 12
"""The columns that the name of a part of a document may take in the margin."""

_PARAGRAPH = re.compile(r".*\bparagraph (\d+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked span: its style, what is written around it, and its layer (higher ones paint over lower)."""

    span: Span
    layer: int
    style: str
    before: str
    after: str
    note: str = DIM
    """The style of what is written around it."""


def show(article_text: str, report: Report, colour: bool, width: int = USUAL, origin: Origin = TEXT_FILE) -> str:
    """`article_text` with marks and line numbers, findings below their paragraphs, a legend above, sources at the end.

    `article_text` must be the text that `report` was made of; `origin` numbers its lines where it is no text file's.
    With `colour` marks are ANSI styles, without it brackets. Lines are wrapped to `width` columns.
    """
    marked = _marked(article_text, list(_marks(report, colour)))
    lines = list(marked.split("\n", allow_blank=True))
    if len(lines) > 1 and not lines[-1].plain:
        lines = lines[:-1]
    margin = _Margin.of(article_text, len(lines), origin)
    whole = [each for each in open_findings(report) if each.span is None]
    above = [line for each in whole for line in _told(each, width, Text())]
    body = _body(lines, margin, _ends(article_text, report), width)
    head = wrapped(Text(" ".join([verdict(report), *standing(report)]), "bold"), width)
    gap = [Text()] if above else []
    return to_str(
        [*_legend(colour, width), Text(), *above, *gap, *body, Text(), *head, *_sources(report, width)], colour
    )


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
    for span, found in _by_span(report).items():
        ids = ",".join(each.id for each in found)
        is_plain = not any(each.is_sure for each in found)
        yield Mark(span, 4, "" if is_plain else FINDING_STYLE, "", f"^{ids}", DIM if is_plain else "bold")


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


def _by_span(report: Report) -> dict[Span, list[Finding]]:
    found: dict[Span, list[Finding]] = defaultdict(list)
    for each in open_findings(report):
        if each.span is not None:
            found[each.span].append(each)
    return found


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
            text.append(mark.after, mark.note)
        for mark in sorted(opening[offset], key=lambda m: (-m.span.end, m.layer)):
            active.append(mark)
            text.append(mark.before, mark.note)
        at = offset
    return text


def _style(marks: Iterable[Mark]) -> Style:
    ordered = sorted(marks, key=lambda mark: mark.layer)
    return Style.combine([Style.null(), *(Style.parse(mark.style) for mark in ordered)])


def _plain(text: str) -> str:
    """`text`, equally long, with every line end a single `\\n` and nothing that steers the terminal."""
    return printable(re.sub(r"\r(?=\n)|\t", " ", text).replace("\r", "\n"))


# ---------------------------------------------------------------- around the article


@dataclass(frozen=True, slots=True)
class _Margin:
    """What stands in the margin of each line, and how wide it is."""

    labels: tuple[str, ...]
    width: int

    @classmethod
    def of(cls, text: str, lines: int, origin: Origin) -> _Margin:
        """Line numbers, or in a document the number or name of each paragraph at its first line."""
        labels = [str(number) for number in range(1, lines + 1)]
        if origin.parts:
            index = LineIndex(text)
            parts = [origin.part(index.offset(number)) for number in range(1, lines + 1)]
            names = ["" if part is None else _in_margin(part.name) for part in parts]
            labels = [
                shorten(name, _WIDEST_LABEL) if n == 0 or name != names[n - 1] else "" for n, name in enumerate(names)
            ]
        return cls(tuple(labels), max(map(len, labels), default=1))

    def line(self, label: str = "") -> Text:
        """The margin of a line."""
        return Text().append(f" {label:>{self.width}} │", DIM)


def _in_margin(name: str) -> str:
    """What stands in the margin for a part of a document: the number of a paragraph, `table 1` for one of its rows."""
    number = _PARAGRAPH.fullmatch(name)
    return number[1] if number else name.partition(",")[0]


def _body(lines: Sequence[Text], margin: _Margin, ends: dict[int, list[Finding]], width: int) -> Iterator[Text]:
    """The lines of the article; what was found in a paragraph is told below it."""
    due: list[Finding] = []
    for number, (label, line) in enumerate(zip(margin.labels, lines, strict=True)):
        if not line.plain.strip() and due:
            yield from _below(due, margin, width)
            due = []
        yield from _line(line, margin, label, width)
        due += ends.get(number, [])
    yield from _below(due, margin, width)


def _line(line: Text, margin: _Margin, label: str, width: int) -> Iterator[Text]:
    if not line.plain.strip():
        yield margin.line(label)
        return
    yield from wrapped(line, width, margin.line(label).append(" "), margin.line().append(" "))


def _below(found: Sequence[Finding], margin: _Margin, width: int) -> Iterator[Text]:
    for each in found:
        yield from _told(each, width, margin.line().append("   "))


def _told(finding: Finding, width: int, margin: Text) -> Iterator[Text]:
    """What a finding says, and what would put it right."""
    head = Text().append(f"{finding.id} ", "bold").append(finding.severity.value, SEVERITY_STYLE[finding.severity])
    if finding.span is None:
        head.append(", on the whole article")
    if not finding.is_sure:
        head.append(", less sure")
    later = margin.copy().append(" " * (len(finding.id) + 1))
    said = f": {one_line(finding.message)}{f' → {one_line(finding.mend)}' if finding.mend else ''}"
    yield from wrapped(head.append(said), width, margin, later)


def _ends(text: str, report: Report) -> dict[int, list[Finding]]:
    """Findings by the line, counted from 0, on which their words end."""
    index = LineIndex(text)
    found: dict[int, list[Finding]] = defaultdict(list)
    for span, here in _by_span(report).items():
        found[index.line_column(max(span.start, span.end - 1))[0] - 1] += here
    return found


def _legend(colour: bool, width: int) -> Iterator[Text]:
    marks = (
        ("[S1 source]", "source S1", "bold"),
        ("{introduced by}", "introduced by", CUE_STYLE),
        ("«what is said»", "what is said", CONTENT_STYLE),
        ("<anonymity: how it is given>", "anonymity given", GRANT_STYLE),
        ("<no comment: who gave none>", "no comment given", NON_RESPONSE_STYLE),
        ("finding^F1", "finding^F1", FINDING_STYLE),
    )
    line = Text()
    for plain, short, style in marks:
        mark = Text(short, style) if colour else Text(plain)
        if line and line.cell_len + 2 + mark.cell_len > width:
            yield line
            line = Text()
        line = Text("  ").join([line, mark]) if line else mark
    yield line


def _sources(report: Report, width: int) -> Iterator[Text]:
    longest = max((len(source.id) for source in report.sources), default=0)
    for source in report.sources:
        text = Text(f"{shorten(source.label, 80)}: ").append(kind_of(source), KIND_STYLE[source.kind])
        text.append(f", {plural(len(report.statements_of(source.id)), 'statement')}")
        yield from wrapped(text, width, f"{source.id:<{longest}}  ")
