"""The columns of a summary table: what each shows, under which heading, and what the heading means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import IntEnum

from auditor.records.scales import Severity
from auditor.records.sourcing import SourceKind
from auditor.render.summary.rows import Row, Table, anonymous, named

Counts = Mapping[SourceKind, int]


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, which may be nothing."""

    part: int
    whole: int

    @property
    def fraction(self) -> float | None:
        """0 to 1, to four places; None where there is no whole."""
        return round(self.part / self.whole, 4) if self.whole else None


Value = int | Share


class Width(IntEnum):
    """Which tables show a column: all, wide ones, or only CSV and JSON."""

    NARROW = 0
    WIDE = 1
    DATA = 2


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its key in CSV and JSON, its heading in tables, what the heading means, and its value."""

    key: str
    head: str
    means: str
    of: Callable[[Row], Value]
    width: Width = Width.NARROW


def columns(table: Table) -> tuple[Column, ...]:
    """All columns that `table` can show, from left to right, after the label."""
    articles = Column("articles", "Art", "articles", lambda row: row.articles)
    return (
        *((articles,) if table.group_by else ()),
        Column("words", "Words", "words of the article", lambda row: row.words, Width.WIDE),
        Column("statements", "Stm", "statements", lambda row: row.total_statements),
        Column("sources", "Src", "sources", lambda row: row.total_sources),
        *(_sources(group) for group in _GROUPS),
        Column("relayed", "Rel", "relayed sources, by way of another outlet", lambda row: row.relayed),
        *(_statements(group) for group in _GROUPS),
        *(_statement_share(group) for group in _GROUPS),
        *_relayed(),
        *_unresolved(),
        *(_quoted(group) for group in _GROUPS),
        *(_quoted_share(group) for group in _GROUPS),
        *_unresolved_quoted(),
        *_events(),
    )


# ---------------------------------------------------------------- columns by kind of source


@dataclass(frozen=True, slots=True)
class _Group:
    """Kinds of source that are counted together, and in which tables their shares are shown."""

    key: str
    head: str
    means: str
    count: Callable[[Counts], int]
    share: Width = Width.WIDE

    @property
    def share_head(self) -> str:
        """One letter for the shares that every table shows."""
        return self.head[0] if self.share is Width.NARROW else self.head


def _kind(kind: SourceKind, head: str, means: str) -> _Group:
    return _Group(kind.value, head, means, lambda counts: counts.get(kind, 0))


_GROUPS = (
    _Group("named", "Nam", "named sources", named, Width.NARROW),
    _Group("anonymous", "Ano", "anonymous sources", anonymous, Width.NARROW),
    _kind(SourceKind.UNNAMED_SPOKESPERSON, "Sp", "unnamed spokespeople"),
    _kind(SourceKind.UNNAMED_PERSON, "Per", "unnamed people"),
    _kind(SourceKind.UNNAMED_GROUP, "Grp", "unnamed groups"),
    _kind(SourceKind.DOCUMENT, "Doc", "documents"),
    _kind(SourceKind.MEDIA, "Med", "media"),
    _kind(SourceKind.UNATTRIBUTED, "Hid", "words that hide who says so"),
)


def _sources(group: _Group) -> Column:
    return Column(group.key, group.head, group.means, lambda row: group.count(row.sources))


def _statements(group: _Group) -> Column:
    means = f"statements, {group.means}"
    return Column(f"{group.key}_statements", "", means, lambda row: group.count(row.statements), Width.DATA)


def _statement_share(group: _Group) -> Column:
    return Column(
        f"{group.key}_statements_share",
        f"{group.share_head}%",
        f"share of statements, {group.means}",
        lambda row: Share(group.count(row.statements), row.total_statements),
        group.share,
    )


def _quoted(group: _Group) -> Column:
    means = f"quoted words, {group.means}"
    return Column(f"{group.key}_quoted_words", "", means, lambda row: group.count(row.quoted_words), Width.DATA)


def _quoted_share(group: _Group) -> Column:
    return Column(
        f"{group.key}_quoted_words_share",
        f"q{group.share_head}%",
        f"share of quoted words, {group.means}",
        lambda row: Share(group.count(row.quoted_words), row.total_quoted_words),
        group.share,
    )


# ---------------------------------------------------------------- the other columns


def _relayed() -> tuple[Column, ...]:
    return (
        Column(
            "relayed_statements",
            "",
            "statements, relayed sources",
            lambda row: row.relayed_statements,
            Width.DATA,
        ),
        Column(
            "relayed_statements_share",
            "Rel%",
            "share of statements, relayed sources",
            lambda row: Share(row.relayed_statements, row.total_statements),
            Width.WIDE,
        ),
    )


def _unresolved() -> tuple[Column, ...]:
    return (
        Column(
            "unresolved_statements",
            "Unk",
            "statements, source not made out",
            lambda row: row.unresolved_statements,
            Width.WIDE,
        ),
        Column(
            "unresolved_statements_share",
            "Unk%",
            "share of statements, source not made out",
            lambda row: Share(row.unresolved_statements, row.total_statements),
            Width.WIDE,
        ),
    )


def _unresolved_quoted() -> tuple[Column, ...]:
    return (
        Column(
            "unresolved_quoted_words",
            "",
            "quoted words, source not made out",
            lambda row: row.unresolved_quoted_words,
            Width.DATA,
        ),
        Column(
            "unresolved_quoted_words_share",
            "qUnk%",
            "share of quoted words, source not made out",
            lambda row: Share(row.unresolved_quoted_words, row.total_quoted_words),
            Width.WIDE,
        ),
    )


def _events() -> tuple[Column, ...]:
    return (
        Column(
            "grants_with_reason",
            "G+",
            "anonymity grants with a reason",
            lambda row: row.grants_with_reason,
            Width.WIDE,
        ),
        Column("grants_without_reason", "G-", "anonymity grants without a reason", lambda r: r.grants_without_reason),
        Column("non_responses", "NR", "non-responses", lambda row: row.non_responses),
        Column("charges", "C", "charges: accusations and criticisms", lambda row: row.charges),
        Column("unanswered", "C-", "charges without an answer of the accused", lambda row: row.unanswered),
        Column("errors", "E", "errors", lambda row: row.findings.get(Severity.ERROR, 0)),
        Column("warnings", "W", "warnings", lambda row: row.findings.get(Severity.WARNING, 0)),
        Column("info", "I", "info", lambda r: r.findings.get(Severity.INFO, 0), Width.WIDE),
        Column("waived", "Wvd", "findings that are waived", lambda row: row.waived, Width.WIDE),
    )
