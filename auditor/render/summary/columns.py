"""The columns of a summary table: what each shows, under which heading, and what the heading means."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Generic

from auditor.records.article import MetaValue
from auditor.records.scales import Severity
from auditor.records.sourcing import SourceKind
from auditor.render.summary.groups import PREFIX, field_values
from auditor.render.summary.rows import R, Row, Table, anonymous, named
from auditor.render.wording import plural, severities

Counts = Mapping[SourceKind, int]

SOFT = "·"
"""Where a heading may be broken, with a hyphen."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, which may be nothing."""

    part: int
    whole: int

    @property
    def fraction(self) -> float | None:
        """0 to 1, to four places; None where there is no whole."""
        return round(self.part / self.whole, 4) if self.whole else None


@dataclass(frozen=True, slots=True)
class Words:
    """A cell of words, part by part, which may stand in a line each."""

    parts: tuple[str, ...]
    order: tuple[int | str, ...] = ()
    """By what such cells are ordered."""
    data: MetaValue | None = None
    """The same for programs; None where there is nothing to tell."""


Value = int | float | Share | Words | None
"""A float is a figure that is no count, rounded as it is to be told; None where there is nothing to tell it of."""


class Width(IntEnum):
    """Which tables show a column: all, those that show every figure, or only those for programs."""

    NARROW = 0
    WIDE = 1
    DATA = 2


@dataclass(frozen=True, slots=True)
class Column(Generic[R]):
    """One column: its key in CSV and JSON, its heading in tables, what the heading means, and its value."""

    key: str
    head: str
    """In plain words; middle dots show where it may be broken."""
    means: str
    of: Callable[[R], Value]
    width: Width = Width.NARROW
    parts: tuple[str, ...] = ()
    """The keys of the columns that tell the same to programs, for a column in words."""
    is_plain: bool = False
    """Whether the heading alone says what it means."""
    in_words: bool = False
    """Whether programs are told its words too."""

    @property
    def heading(self) -> str:
        """The heading on one line."""
        return self.head if self.is_front_matter else self.head.replace(SOFT, "")

    @property
    def is_words(self) -> bool:
        """Whether its cells hold words, not figures."""
        return bool(self.parts) or self.in_words or self.is_front_matter

    @property
    def is_front_matter(self) -> bool:
        """Whether it shows what drafts say of themselves."""
        return self.key.startswith(PREFIX)


def columns(table: Table[Row]) -> tuple[Column[Row], ...]:
    """All columns that `table` can show, from left to right, after the labels."""
    fields = dict.fromkeys(name for row in table.rows for name in row.meta) if table.group_by is None else {}
    return (*counted(bool(table.group_by)), *map(front_matter, fields))


def counted(is_grouped: bool) -> tuple[Column[Row], ...]:
    """The columns of a summary but those of front matter, from left to right; the words are for people only."""
    articles: Column[Row] = Column("articles", "drafts", "drafts of the group", lambda row: row.articles, is_plain=True)
    return (
        *((articles,) if is_grouped else ()),
        Column("words", "words", "words of the article", lambda row: row.words, Width.WIDE, is_plain=True),
        Column("statements", "state·ments", "statements", lambda r: r.total_statements, Width.WIDE, is_plain=True),
        Column("sources", "sources", "all sources", lambda row: row.total_sources, is_plain=True),
        *(_sources(group) for group in _GROUPS),
        Column("relayed", "relayed", "sources by way of another outlet", lambda row: row.relayed, Width.WIDE),
        *(_statements(group) for group in _GROUPS),
        *(_statement_share(group) for group in _GROUPS),
        *_relayed(),
        *_unresolved("statements", lambda row: row.unresolved_statements, lambda row: row.total_statements),
        *(_quoted(group) for group in _GROUPS),
        *(_quoted_share(group) for group in _GROUPS),
        *_unresolved("quoted_words", lambda row: row.unresolved_quoted_words, lambda row: row.total_quoted_words),
        *_events(),
        *_standing(),
    )


def front_matter(name: str) -> Column[Row]:
    """The column of a field of the drafts' front matter."""

    def told(row: Row) -> Words:
        values = field_values(row.meta, name)
        order = tuple(value.casefold() for value in values)
        return Words(values, order, values[0] if len(values) == 1 else values or None)

    return Column(f"{PREFIX}{name}", name, f"what the drafts say of their {name}", told, Width.DATA, is_plain=True)


# ---------------------------------------------------------------- columns by kind of source


@dataclass(frozen=True, slots=True)
class _Group:
    """Kinds of source that are counted together."""

    key: str
    head: str
    means: str
    count: Callable[[Counts], int]
    width: Width = Width.WIDE
    share: Width = Width.WIDE


def _kind(kind: SourceKind, head: str, means: str) -> _Group:
    return _Group(kind.value, head, means, lambda counts: counts.get(kind, 0))


_GROUPS = (
    _Group("named", "named", "named people and organizations", named, Width.NARROW),
    _Group("anonymous", "anony·mous", "anonymous sources", anonymous, Width.NARROW, Width.NARROW),
    _kind(SourceKind.UNNAMED_SPOKESPERSON, "unnamed spokes·people", "unnamed spokespeople"),
    _kind(SourceKind.UNNAMED_PERSON, "unnamed people", "other unnamed people"),
    _kind(SourceKind.UNNAMED_GROUP, "unnamed groups", "unnamed groups"),
    _kind(SourceKind.DOCUMENT, "docu·ments", "documents"),
    _kind(SourceKind.MEDIA, "media", "media"),
    _kind(SourceKind.UNATTRIBUTED, "not attri·buted", "words that hide who says so"),
)


def _sources(group: _Group) -> Column[Row]:
    is_plain = group.width is Width.NARROW
    return Column(
        group.key, group.head, group.means, lambda row: group.count(row.sources), group.width, is_plain=is_plain
    )


def _statements(group: _Group) -> Column[Row]:
    means = f"statements of {group.means}"
    head = f"state·ments, {group.head}"
    return Column(f"{group.key}_statements", head, means, lambda row: group.count(row.statements), Width.WIDE)


def _statement_share(group: _Group) -> Column[Row]:
    return Column(
        f"{group.key}_statements_share",
        f"share {group.head}",
        f"of all statements, those of {group.means}",
        lambda row: Share(group.count(row.statements), row.total_statements),
        group.share,
    )


def _quoted(group: _Group) -> Column[Row]:
    head, means = f"quoted words, {group.head}", f"quoted words of {group.means}"
    return Column(f"{group.key}_quoted_words", head, means, lambda row: group.count(row.quoted_words), Width.WIDE)


def _quoted_share(group: _Group) -> Column[Row]:
    return Column(
        f"{group.key}_quoted_words_share",
        f"share of quoted words, {group.head}",
        f"of all quoted words, those of {group.means}",
        lambda row: Share(group.count(row.quoted_words), row.total_quoted_words),
        Width.WIDE,
    )


# ---------------------------------------------------------------- the other columns


def _relayed() -> tuple[Column[Row], ...]:
    return (
        Column(
            "relayed_statements",
            "state·ments, relayed",
            "statements of sources by way of another outlet",
            lambda row: row.relayed_statements,
            Width.WIDE,
        ),
        Column(
            "relayed_statements_share",
            "share relayed",
            "of all statements, those of sources by way of another outlet",
            lambda row: Share(row.relayed_statements, row.total_statements),
            Width.WIDE,
        ),
    )


def _unresolved(of: str, count: Callable[[Row], int], whole: Callable[[Row], int]) -> tuple[Column[Row], Column[Row]]:
    """How many of the statements or quoted words have no source that could be made out, and their share."""
    things = of.replace("_", " ")
    share = "share" if of == "statements" else f"share of {things}"
    return (
        Column(
            f"unresolved_{of}",
            f"{things}, source unclear",
            f"{things} whose source could not be made out",
            count,
            Width.WIDE,
        ),
        Column(
            f"unresolved_{of}_share",
            f"{share}, source unclear",
            f"of all {things}, those whose source could not be made out",
            lambda row: Share(count(row), whole(row)),
            Width.WIDE,
        ),
    )


def _events() -> tuple[Column[Row], ...]:
    def found(key: str, head: str, means: str, of: Callable[[Row], int], is_plain: bool = False) -> Column[Row]:
        return Column(key, head, means, of, Width.WIDE, is_plain=is_plain)

    return (
        found(
            "grants_with_reason",
            "anony·mity granted with reason",
            "promises of anonymity that the article tells, with a reason",
            lambda row: row.grants_with_reason,
        ),
        found(
            "grants_without_reason",
            "anony·mity granted without reason",
            "promises of anonymity that the article tells, without a reason",
            lambda row: row.grants_without_reason,
        ),
        found("non_responses", "no comment", "asked for comment, and gave none", lambda row: row.non_responses),
        found("charges", "charges", "accusations and criticisms", lambda row: row.charges),
        found("unanswered", "charges un·answered", "charges without an answer of the accused", lambda r: r.unanswered),
        found("errors", "errors", "findings that are errors", lambda row: row.findings.get(Severity.ERROR, 0), True),
        found(
            "warnings", "warn·ings", "findings that are warnings", lambda r: r.findings.get(Severity.WARNING, 0), True
        ),
        found("info", "for infor·mation", "findings for information", lambda r: r.findings.get(Severity.INFO, 0), True),
        found("waived", "waived", "findings that were waived", lambda row: row.waived, True),
        found("unsure", "unsure", "findings of low confidence, counted nowhere else", lambda row: row.unsure),
    )


def _standing() -> tuple[Column[Row], ...]:
    """What is asked for most: what is not explained, what rests on anonymity, and the findings in words."""
    return (
        Column(
            "unexplained",
            "unex·plained",
            "anonymous sources whom the draft gives no reason for not naming",
            lambda row: row.unexplained,
        ),
        Column(
            "headline_anonymous_only",
            "headline anony·mous only",
            "drafts whose headline rests on anonymous sources only",
            lambda row: row.headline_alone,
            Width.WIDE,
        ),
        Column(
            "lead_anonymous_only",
            "lead anony·mous only",
            "drafts whose lead (first paragraph) rests on anonymous sources only",
            lambda row: row.lead_alone,
            Width.WIDE,
        ),
        Column(
            "anonymous_only",
            "anony·mous only",
            "headline or lead (first paragraph) on anonymous sources only",
            _alone,
            parts=("headline_anonymous_only", "lead_anonymous_only"),
        ),
        Column(
            "findings",
            "findings",
            "errors, warnings, information; unsure ones (low confidence) are apart",
            _findings,
            parts=("errors", "warnings", "info", "unsure"),
        ),
    )


def _alone(row: Row) -> Words:
    counts = ((row.headline_alone, "headline"), (row.lead_alone, "lead"))
    parts = tuple(plural(count, part) if row.is_sum else part for count, part in counts if count)
    return Words(parts, (row.headline_alone + row.lead_alone, row.headline_alone))


def _findings(row: Row) -> Words:
    sure = severities(row.findings)
    unsure = f"{'+' if sure else ''}{row.unsure} unsure"
    parts = (*(sure.split(", ") if sure else ()), *((unsure,) if row.unsure else ()))
    return Words(parts, (*(row.findings.get(severity, 0) for severity in Severity), row.unsure))


# ---------------------------------------------------------------- which are shown


def shown(known: Sequence[Column[R]], wide: bool) -> tuple[Column[R], ...]:
    """The columns of a table for people: the chief ones, or with `wide` every figure once."""
    if wide:
        return tuple(column for column in known if column.width < Width.DATA and not column.parts)
    order = {key: place for place, key in enumerate(_ORDER)}
    chief = [column for column in known if column.width is Width.NARROW]
    return tuple(sorted(chief, key=lambda column: order.get(column.key, 0)))


_ORDER = (
    "articles",
    "sources",
    "named",
    "anonymous",
    "unexplained",
    "anonymous_statements_share",
    "anonymous_only",
    "findings",
)
"""The order in which people are shown the chief columns of a summary."""


def for_programs(known: Sequence[Column[R]]) -> tuple[Column[R], ...]:
    """Every figure, and the front matter: what a program is told."""
    return tuple(column for column in known if not column.parts)


def apart(chosen: Sequence[Column[R]], known: Sequence[Column[R]]) -> Iterator[Column[R]]:
    """`chosen` with the figures in place of the words that tell them to people, each once."""
    by_key = {column.key: column for column in known}
    keys = (key for column in chosen for key in (column.parts or (column.key,)))
    return (by_key.get(key) or next(c for c in chosen if c.key == key) for key in dict.fromkeys(keys))
