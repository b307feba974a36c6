"""Many drafts at once, as the index over a folder of reports shows them: figures of each, who needs somebody first."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from auditor.base.printable import one_line, visible
from auditor.records.report import Finding, Report
from auditor.records.scales import Severity
from auditor.records.sourcing import SourceKind
from auditor.render.verdict import anonymous, has_reason
from auditor.render.wording import PART, listed

_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_REASONS = 2
"""So many findings say why a draft needs somebody."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A draft with its figures; `href` leads to its report, and is empty where there is none to show."""

    title: str
    path: str
    href: str
    desk: str
    author: str
    day: str
    """As in ISO 8601; empty where the draft has none that is understood."""
    sources: int
    named: int
    anonymous: int
    unexplained: int
    """Anonymous sources of which the draft does not say why they are not named."""
    statements: int
    anonymous_statements: int
    alone: str
    """Which of headline and first paragraph rest on anonymous sources alone, in words; empty for neither."""
    errors: int
    warnings: int
    infos: int
    unsure: int
    """Findings of low confidence, which are in none of the other figures."""
    waived: int
    why: tuple[str, ...]
    """What is wrong with the draft, the gravest first, in a few sentences."""

    @property
    def week(self) -> str:
        """The week of its day, by its Monday: `from 2026-04-20`; empty where it has none."""
        if not self.day:
            return ""
        day = date.fromisoformat(self.day)
        monday = day - timedelta(days=min(day.weekday(), (day - date.min).days))
        return f"from {monday.isoformat()}"

    @property
    def needs(self) -> tuple[int, ...]:
        """The sort key of who needs somebody: the greatest first."""
        return (self.errors, self.warnings, bool(self.alone), self.unexplained, self.infos)


@dataclass(frozen=True, slots=True)
class Share:
    """A part of the statements of some drafts, for a bar of a chart with its numbers."""

    name: str
    part: int
    whole: int
    drafts: int

    @property
    def percent(self) -> int:
        """0 to 100."""
        return round(100 * self.part / self.whole) if self.whole else 0


@dataclass(frozen=True, slots=True)
class Objected:
    """How often a rule objects, in how many drafts; findings of low confidence are told apart."""

    rule: str
    severity: Severity
    message: str
    """What it says of the first."""
    findings: int
    unsure: int
    drafts: int


def entry(report: Report, href: str) -> Entry:
    """The figures of one draft."""
    metrics = report.metrics
    sure = [each for each in report.standing if each.is_sure]
    grave = Counter(each.severity for each in sure)
    parts = [PART[each.part] for each in metrics.footings if each.anonymous_only]
    return Entry(
        title=one_line(report.article.title or "") or visible(report.article.path),
        path=visible(report.article.path),
        href=href,
        desk=_field(report, "desk") or _field(report, "section"),
        author=_field(report, "author"),
        day=_day(_field(report, "date")),
        sources=metrics.total_sources,
        named=metrics.named,
        anonymous=metrics.anonymous,
        unexplained=sum(not has_reason(report, source) for source in anonymous(report)),
        statements=metrics.total_statements,
        anonymous_statements=metrics.statements.get(SourceKind.ANONYMOUS, 0),
        alone=listed(parts),
        errors=grave[Severity.ERROR],
        warnings=grave[Severity.WARNING],
        infos=grave[Severity.INFO],
        unsure=len(report.standing) - len(sure),
        waived=len(report.findings) - len(report.standing),
        why=_why(sure),
    )


def first(entries: Iterable[Entry], most: int = 5) -> list[Entry]:
    """The drafts that need somebody first: those with errors or warnings, the gravest first; at most so many."""
    found = [each for each in entries if each.errors or each.warnings]
    return sorted(found, key=lambda each: ([-number for number in each.needs], each.path))[:most]


def shares(entries: Sequence[Entry], of: Callable[[Entry], str]) -> list[Share]:
    """The share of statements from anonymous sources by a field of the drafts, in order of name; none for no field."""
    names = sorted({of(each) for each in entries} - {""})
    found = []
    for name in names:
        mine = [each for each in entries if of(each) == name]
        part = sum(each.anonymous_statements for each in mine)
        found.append(Share(name, part, sum(each.statements for each in mine), len(mine)))
    return found


def objected(reports: Iterable[Report]) -> list[Objected]:
    """The rules that object to something, the gravest first and then the most frequent; waived findings left out."""
    by_rule: dict[str, list[tuple[Report, Finding]]] = {}
    for report in reports:
        for finding in report.standing:
            by_rule.setdefault(finding.policy, []).append((report, finding))
    made = [_objected(rule, pairs) for rule, pairs in by_rule.items()]
    return sorted(made, key=lambda each: (each.severity.rank, -each.findings, each.rule))


def _objected(rule: str, pairs: list[tuple[Report, Finding]]) -> Objected:
    unsure = sum(not finding.is_sure for _, finding in pairs)
    drafts = {report.article.path for report, _ in pairs}
    head = pairs[0][1]
    return Objected(rule, head.severity, one_line(head.message), len(pairs) - unsure, unsure, len(drafts))


def _why(found: Sequence[Finding]) -> tuple[str, ...]:
    ranked = sorted(found, key=lambda each: (each.severity.rank, each.confidence.rank))
    said = dict.fromkeys(one_line(each.message) for each in ranked)
    told = list(said)[:_REASONS]
    more = len(said) - len(told)
    return (*told, f"and {more} more") if more > 0 else tuple(told)


def _field(report: Report, name: str) -> str:
    value = report.article.meta.get(name, "")
    return one_line(value if isinstance(value, str) else ", ".join(value))


def _day(text: str) -> str:
    """The day that a date begins with, if it is one as ISO 8601 writes it."""
    found = _DAY.match(text)
    if found is None:
        return ""
    try:
        return date.fromisoformat(found.group()).isoformat()
    except ValueError:
        return ""
