"""Counts over many reports: a row for each article or group of articles, and one for all together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from auditor.records.article import MetaValue
from auditor.records.report import Failure, Report
from auditor.records.scales import Severity
from auditor.records.sourcing import NAMED_KINDS, SourceKind
from auditor.render import verdict
from auditor.render.summary import groups
from auditor.render.wording import plural

K = TypeVar("K", SourceKind, Severity)


class Counted(Protocol):
    """A row of any table over articles."""

    @property
    def label(self) -> str: ...
    @property
    def articles(self) -> int: ...


R = TypeVar("R", bound=Counted)


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
    unexplained: int = 0
    """Anonymous sources of the article's own of whom it does not say why they are not named."""
    headline_alone: int = 0
    """Articles whose headline rests on anonymous sources only."""
    lead_alone: int = 0
    """Articles whose lead does."""
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
    """Those that are neither waived nor of low confidence."""
    unsure: int = 0
    """Findings of low confidence that are not waived."""
    waived: int = 0
    meta: Mapping[str, MetaValue] = field(default_factory=dict)
    """The front matter of an article; none in a row of several."""
    is_sum: bool = False
    """Whether it is a row of several, of a group or in total, however many articles these have."""

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
class Table(Generic[R]):
    """A table over articles, with a row for each if `group_by` is None; notes and failures belong below the rows."""

    group_by: str | None
    """The fields that articles are grouped by, with commas between."""
    rows: tuple[R, ...]
    total: R
    notes: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    groups: tuple[tuple[str, ...], ...] = ()
    """Of each row of groups, what it has for every field; empty in a table of articles."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that articles are grouped by."""
        return groups.fields_of(self.group_by) if self.group_by else ()

    @property
    def noun(self) -> str:
        """What a row is: `draft` or `group`."""
        return "group" if self.group_by else "draft"


def named(counts: Mapping[SourceKind, int]) -> int:
    """How many of `counts` belong to named people and organizations."""
    return sum(counts.get(kind, 0) for kind in NAMED_KINDS)


def anonymous(counts: Mapping[SourceKind, int]) -> int:
    """How many of `counts` belong to anonymous sources."""
    return counts.get(SourceKind.ANONYMOUS, 0)


def rows(reports: Sequence[Report], group_by: str | None = None, failures: Sequence[Failure] = ()) -> Table[Row]:
    """The summary of `reports`, in their order, or by fields, in the order of their values; raises as `gathered`."""
    metas = [report.article.meta for report in reports]
    return gathered([row_of(report) for report in reports], metas, add, group_by, failures)


def gathered(
    single: Sequence[R],
    metas: Sequence[groups.Meta],
    add: Callable[[str, Sequence[R]], R],
    group_by: str | None,
    failures: Sequence[Failure] = (),
) -> Table[R]:
    """The rows of articles (each labelled by its path), in their order, or `add` of those of each group.

    `group_by` names fields of front matter, `folder`, `day`, `week` and `month`, with commas between. An article with
    several values counts in the group of each, one without in `(none)`, and the total counts every article once. Raises
    UsageError for a field that no article has.
    """
    total = add("total", single)
    if group_by is None:
        return Table(None, tuple(single), total, (), tuple(failures))
    fields = groups.fields_of(group_by)
    groups.require(groups.wanted(fields), metas)
    drafts = [groups.Draft(row.label, meta) for row, meta in zip(single, metas, strict=True)]
    members: dict[tuple[str, ...], list[R]] = {}
    for draft, row in zip(drafts, single, strict=True):
        for group in groups.groups_of(draft, fields):
            members.setdefault(group, []).append(row)
    ordered = tuple(sorted(members, key=groups.order_of))
    added = tuple(add(", ".join(group), members[group]) for group in ordered)
    return Table(",".join(fields), added, total, tuple(groups.notes(drafts, fields)), tuple(failures), ordered)


def reordered(table: Table[R], order: Sequence[int]) -> Table[R]:
    """`table` with the rows at the places of `order` (0-based) only, in that order; the total stays what it is."""
    chosen = tuple(table.groups[number] for number in order) if table.groups else ()
    return replace(table, rows=tuple(table.rows[number] for number in order), groups=chosen)


def cut(table: Table[R], most: int) -> Table[R]:
    """`table` with its first `most` rows and a note that says how many more there are."""
    whole = len(table.rows)
    if whole <= most:
        return table
    first = "first" if most == 1 else f"first {most}"
    verb = "is" if most == 1 else "are"
    told = f"The {first} of {plural(whole, table.noun)} {verb} shown; the total counts the other {whole - most} too."
    return replace(reordered(table, range(most)), notes=(told, *table.notes))


def row_of(report: Report) -> Row:
    """The row of one article, labelled with its path."""
    metrics = report.metrics
    standing = report.standing
    sure = [finding for finding in standing if finding.is_sure]
    charges = report.told_charges
    alone = {footing.part for footing in metrics.footings if footing.anonymous_only}
    return Row(
        label=report.article.path,
        articles=1,
        words=report.article.words,
        sources=metrics.sources,
        statements=metrics.statements,
        statement_words=metrics.words,
        quoted_words=metrics.quoted_words,
        unexplained=sum(not verdict.has_reason(report, source) for source in verdict.anonymous(report)),
        headline_alone=int("headline" in alone),
        lead_alone=int("lead" in alone),
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
        findings=Counter(finding.severity for finding in sure),
        unsure=len(standing) - len(sure),
        waived=len(report.findings) - len(standing),
        meta=report.article.meta,
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
        unexplained=sum(row.unexplained for row in parts),
        headline_alone=sum(row.headline_alone for row in parts),
        lead_alone=sum(row.lead_alone for row in parts),
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
        unsure=sum(row.unsure for row in parts),
        waived=sum(row.waived for row in parts),
        is_sum=True,
    )


def _sum(counts: Iterable[Mapping[K, int]]) -> dict[K, int]:
    total: Counter[K] = Counter()
    for each in counts:
        total.update(each)
    return dict(total)
