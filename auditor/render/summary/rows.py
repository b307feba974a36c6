"""Counts over many reports: a row for each article or group of articles, and one for all together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from auditor.records.report import Failure, Finding, Report
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import NAMED_KINDS, SourceKind

K = TypeVar("K", SourceKind, Severity)

NONE = "(none)"
"""The group of the articles that lack the field."""

_MONTH = re.compile(r"\s*(\d{4})[-/.](0?[1-9]|1[0-2])(?!\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """What was counted in one article or in several together, by kind of source; `findings` by severity."""

    label: str
    articles: int = 0
    words: int = 0
    sources: Mapping[SourceKind, int] = field(default_factory=dict)
    statements: Mapping[SourceKind, int] = field(default_factory=dict)
    statement_words: Mapping[SourceKind, int] = field(default_factory=dict)
    quoted_words: Mapping[SourceKind, int] = field(default_factory=dict)
    unresolved_statements: int = 0
    unresolved_words: int = 0
    unresolved_quoted_words: int = 0
    relayed: int = 0
    """Relayed sources, those that are no sources of the article among them."""
    relayed_sources: int = 0
    relayed_statements: int = 0
    relayed_words: int = 0
    relayed_quoted_words: int = 0
    grants_with_reason: int = 0
    grants_without_reason: int = 0
    non_responses: int = 0
    charges: int = 0
    """Accusations and criticisms, each once however often it is made, but those of low confidence."""
    unanswered: int = 0
    """Those of them to which the article gives no answer of the accused."""
    findings: Mapping[Severity, int] = field(default_factory=dict)
    """Those that are not waived."""
    waived: int = 0

    @property
    def total_sources(self) -> int:
        """All sources, relayed ones too, but the entry for words that hide who says so."""
        of_kinds = sum(number for kind, number in self.sources.items() if kind is not SourceKind.UNATTRIBUTED)
        return of_kinds + self.relayed_sources

    @property
    def total_statements(self) -> int:
        """How many statements there are, those whose source is not known included."""
        return sum(self.statements.values()) + self.relayed_statements + self.unresolved_statements

    @property
    def total_words(self) -> int:
        """The words of all statements."""
        return sum(self.statement_words.values()) + self.relayed_words + self.unresolved_words

    @property
    def total_quoted_words(self) -> int:
        """How many words in quotation marks all statements have."""
        return sum(self.quoted_words.values()) + self.relayed_quoted_words + self.unresolved_quoted_words


@dataclass(frozen=True, slots=True)
class Table:
    """A summary; with `group_by` None it has a row for each article. Notes and failures belong below the rows."""

    group_by: str | None
    rows: tuple[Row, ...]
    total: Row
    notes: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()


def named(counts: Mapping[SourceKind, int]) -> int:
    """How many of `counts` belong to named people and organizations."""
    return sum(counts.get(kind, 0) for kind in NAMED_KINDS)


def anonymous(counts: Mapping[SourceKind, int]) -> int:
    """How many of `counts` belong to anonymous sources."""
    return counts.get(SourceKind.ANONYMOUS, 0)


def rows(reports: Sequence[Report], group_by: str | None = None, failures: Sequence[Failure] = ()) -> Table:
    """The summary of `reports`, in their order, or by a field of their front matter, in the field's order.

    `date` groups by month (YYYY-MM). An article with a list of values counts in the group of each, one
    without the field in `(none)`. The total counts every article once.
    """
    single = [row_of(report) for report in reports]
    total = add("total", single)
    if group_by is None:
        return Table(None, tuple(single), total, (), tuple(failures))
    groups: dict[str, list[Row]] = {}
    for report, row in zip(reports, single, strict=True):
        for value in group_values(report, group_by):
            groups.setdefault(value, []).append(row)
    ordered = sorted(groups, key=lambda value: (value == NONE, value.casefold(), value))
    grouped = tuple(add(value, groups[value]) for value in ordered)
    return Table(group_by, grouped, total, _notes(reports, group_by), tuple(failures))


def row_of(report: Report) -> Row:
    """The row of one article, labelled with its path."""
    metrics = report.metrics
    standing: list[Finding] = [finding for finding in report.findings if finding.waived is None]
    charges = [charge for charge in report.charges if charge.confidence > Confidence.LOW]
    return Row(
        label=report.article.path,
        articles=1,
        words=report.article.words,
        sources=metrics.sources,
        statements=metrics.statements,
        statement_words=metrics.words,
        quoted_words=metrics.quoted_words,
        unresolved_statements=metrics.unresolved_statements,
        unresolved_words=metrics.unresolved_words,
        unresolved_quoted_words=metrics.unresolved_quoted_words,
        relayed=metrics.relayed,
        relayed_sources=metrics.relayed_sources,
        relayed_statements=metrics.relayed_statements,
        relayed_words=metrics.relayed_words,
        relayed_quoted_words=metrics.relayed_quoted_words,
        grants_with_reason=metrics.grants_with_reason,
        grants_without_reason=metrics.grants - metrics.grants_with_reason,
        non_responses=metrics.non_responses,
        charges=len(charges),
        unanswered=sum(not charge.replies for charge in charges),
        findings=Counter(finding.severity for finding in standing),
        waived=len(report.findings) - len(standing),
    )


def add(label: str, parts: Sequence[Row]) -> Row:
    """All of `parts` in one row."""
    return Row(
        label=label,
        articles=sum(row.articles for row in parts),
        words=sum(row.words for row in parts),
        sources=_sum(row.sources for row in parts),
        statements=_sum(row.statements for row in parts),
        statement_words=_sum(row.statement_words for row in parts),
        quoted_words=_sum(row.quoted_words for row in parts),
        unresolved_statements=sum(row.unresolved_statements for row in parts),
        unresolved_words=sum(row.unresolved_words for row in parts),
        unresolved_quoted_words=sum(row.unresolved_quoted_words for row in parts),
        relayed=sum(row.relayed for row in parts),
        relayed_sources=sum(row.relayed_sources for row in parts),
        relayed_statements=sum(row.relayed_statements for row in parts),
        relayed_words=sum(row.relayed_words for row in parts),
        relayed_quoted_words=sum(row.relayed_quoted_words for row in parts),
        grants_with_reason=sum(row.grants_with_reason for row in parts),
        grants_without_reason=sum(row.grants_without_reason for row in parts),
        non_responses=sum(row.non_responses for row in parts),
        charges=sum(row.charges for row in parts),
        unanswered=sum(row.unanswered for row in parts),
        findings=_sum(row.findings for row in parts),
        waived=sum(row.waived for row in parts),
    )


def _sum(counts: Iterable[Mapping[K, int]]) -> dict[K, int]:
    total: Counter[K] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)


# ---------------------------------------------------------------- groups


def group_values(report: Report, group_by: str) -> tuple[str, ...]:
    """The groups that an article belongs to, each once; never empty."""
    values = _field(report, group_by)
    if group_by == "date":
        values = tuple(_month(value) or value for value in values)
    return tuple(dict.fromkeys(value for value in values if value)) or (NONE,)


def _field(report: Report, name: str) -> tuple[str, ...]:
    value = report.article.meta.get(name, ())
    texts = (value,) if isinstance(value, str) else value
    return tuple(" ".join(text.split()) for text in texts)


def _month(value: str) -> str | None:
    found = _MONTH.match(value)
    return f"{found[1]}-{int(found[2]):02}" if found else None


def _notes(reports: Sequence[Report], group_by: str) -> tuple[str, ...]:
    notes = []
    if reports and not any(group_by in report.article.meta for report in reports):
        known = sorted({key for report in reports for key in report.article.meta})
        near = get_close_matches(group_by, known, 1)
        hint = f"; did you mean {near[0]!r}?" if near else f"; fields there are: {', '.join(known) or 'none'}."
        notes.append(f"No article has a field {group_by!r} in its front matter{hint}")
    several = sum(len(group_values(report, group_by)) > 1 for report in reports)
    if several:
        them = "1 article counts" if several == 1 else f"{several} articles count"
        notes.append(f"{them} in more than one group; the total counts each article once.")
    odd = {value for report in reports for value in _field(report, "date") if value and not _month(value)}
    if group_by == "date" and odd:
        notes.append(f"Not of the form YYYY-MM-DD, so groups of their own: {', '.join(sorted(odd))}.")
    return tuple(notes)
