"""What a workbook of a summary holds: its sheets, cell by cell, as plain values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from auditor.base.printable import one_line, visible
from auditor.base.spans import Span
from auditor.records.report import Finding, Report
from auditor.records.sourcing import Source
from auditor.render import verdict
from auditor.render.summary.cells import data
from auditor.render.summary.columns import Column, Share, Value, Words, apart, columns, shown
from auditor.render.summary.dates import when
from auditor.render.summary.rows import Row, Table
from auditor.render.wording import plural, sort_of

Cell = str | int | float | Share | date | None
"""What a cell holds: words, a count, a figure, a share (shown in per cent), a day, or nothing."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: its name, its headings, its rows, and perhaps a last row that is none of those that are filtered."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] | None = None


def sheets(
    table: Table[Row], drafts: Table[Row], reports: Sequence[Report], chosen: Sequence[Column[Row]], wide: bool
) -> tuple[Sheet, ...]:
    """The sheets of a summary: groups if there are any, the drafts, their sources, the findings, and what it all means.

    `drafts` is the table of all drafts, which `table` is as well where there are no groups.
    """
    grouped = (_summed(table, chosen, wide, "Groups"),) if table.group_by else ()
    of_drafts = [column for column in chosen if column.key != "articles"]
    listed = table if not table.group_by else drafts
    return (
        *grouped,
        _summed(listed, of_drafts, wide, "Drafts"),
        Sheet("Sources", _SOURCES, tuple(row for report in reports for row in _sources(report))),
        Sheet("Findings", _FINDINGS, tuple(row for report in reports for row in _findings(report))),
        _about(table, listed, chosen, wide),
    )


# ---------------------------------------------------------------- counts


def _columns(table: Table[Row], chosen: Sequence[Column[Row]], wide: bool) -> tuple[Column[Row], ...]:
    """Front matter first, then figures: those that are chosen, or the chief ones, or with `wide` every one."""
    known = columns(table)
    front = () if chosen else tuple(column for column in known if column.is_front_matter)
    return (*front, *apart(tuple(chosen) or shown(known, wide), known))


def _summed(table: Table[Row], chosen: Sequence[Column[Row]], wide: bool, name: str) -> Sheet:
    asked = _columns(table, chosen, wide)
    fields = table.fields or ("draft",)
    labels = table.groups or tuple((row.label,) for row in table.rows)
    dated = {column.key for column in asked if column.is_words and _is_dated(table, column)}
    whole = f"total of {plural(table.total.articles, 'draft')}"
    return Sheet(
        name,
        (*map(visible, fields), *(visible(column.heading) for column in asked)),
        tuple(
            (*map(visible, label), *(_cell(column.of(row), column.key in dated) for column in asked))
            for label, row in zip(labels, table.rows, strict=True)
        ),
        (whole, *(None for _ in fields[1:]), *(_cell(column.of(table.total), False) for column in asked)),
    )


def _is_dated(table: Table[Row], column: Column[Row]) -> bool:
    """Whether most of what a field of front matter tells are days that are certain."""
    told = [value.parts for row in table.rows if isinstance(value := column.of(row), Words) and value.parts]
    return 2 * sum(len(parts) == 1 and _day(parts[0]) is not None for parts in told) > len(told)


def _day(text: str) -> date | None:
    found = None if text.isdigit() else when(text)  # a bare number may be anything
    return found.date if found is not None else None


def _cell(value: Value, is_dated: bool) -> Cell:
    if isinstance(value, Words):
        if is_dated and len(value.parts) == 1 and (day := _day(value.parts[0])):
            return day
        return "; ".join(map(visible, value.parts)) or None
    if isinstance(value, Share):
        return value if value.whole else None
    told = data(value)
    return told if isinstance(told, int | float) else None


# ---------------------------------------------------------------- sources and findings

_SOURCES = (
    "draft",
    "source",
    "kind",
    "people",
    "described as",
    "statements",
    "share of statements",
    "why not named",
    "by way of",
    "confidence",
    "place",
)


def _sources(report: Report) -> Iterator[tuple[Cell, ...]]:
    path, whole = visible(report.article.path), report.metrics.total_statements
    for source in report.sources:
        statements = len(report.statements_of(source.id))
        yield (
            path,
            one_line(source.label),
            sort_of(source),
            source.count,
            _words(report, source.description),
            statements,
            Share(statements, whole) if whole else None,
            _reason(report, source),
            one_line(source.relayed_by) if source.relayed_by else None,
            source.confidence.value,
            _place(report, source.mentions[0].span if source.mentions else None),
        )


def _reason(report: Report, source: Source) -> Cell:
    """Why it is not named, in the words of the draft; that it does not say where it should."""
    told = [_words(report, grant.reason) for grant in report.grants_of(source.id) if grant.reason is not None]
    if told:
        return "; ".join(filter(None, told))
    return "not said" if source in verdict.anonymous(report) else None


_FINDINGS = ("draft", "place", "severity", "confidence", "sentence", "message", "mend", "rule", "waived")


def _findings(report: Report) -> Iterator[tuple[Cell, ...]]:
    path = visible(report.article.path)
    for finding in report.findings:
        yield (
            path,
            _place(report, finding.span),
            finding.severity.value,
            finding.confidence.value,
            _sentence(report, finding),
            one_line(finding.message),
            one_line(finding.mend) or None,
            visible(finding.policy),
            one_line(finding.waived) if finding.waived is not None else None,
        )


def _sentence(report: Report, finding: Finding) -> str | None:
    return _words(report, finding.sentence) or _words(report, finding.span)


def _words(report: Report, span: Span | None) -> str | None:
    place = report.places.get(span) if span is not None else None
    return one_line(place.text) if place is not None else None


def _place(report: Report, span: Span | None) -> str:
    """Where it stands, in words: `line 12, column 4`, `paragraph 3`."""
    place = report.places.get(span) if span is not None else None
    if place is None:
        return "whole article"
    return visible(place.part) if place.part is not None else f"line {place.line}, column {place.column}"


# ---------------------------------------------------------------- about


def _about(table: Table[Row], drafts: Table[Row], chosen: Sequence[Column[Row]], wide: bool) -> Sheet:
    """What headings mean, the notes, and the files that failed."""
    asked = (*_columns(table, chosen, wide), *_columns(drafts, chosen, wide))
    means = {visible(column.heading): column.means for column in asked if not column.is_front_matter}
    rows: list[tuple[Cell, ...]] = list(means.items())
    rows += [("note", one_line(note)) for note in table.notes]
    rows += [
        (f"not audited: {visible(failure.path)}", f"{failure.code} {one_line(failure.message)}")
        for failure in table.failures
    ]
    return Sheet("About", ("what", "meaning"), tuple(rows))
