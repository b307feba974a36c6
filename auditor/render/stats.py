"""Lengths and readability as a table over drafts, in every format that the summary has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.records.reviews import Length, Lengths
from auditor.render.summary.columns import Column, Share
from auditor.render.summary.rows import Table, gathered
from auditor.render.summary.table import DEFAULT, Layout, drawn

SCHEMA = "auditor.stats/1"
_CAUTION = (
    "Ease and grade are for comparing these drafts with one another: syllables are counted where a word may be "
    "hyphenated, which finds too few, so that other programs give other figures."
)


@dataclass(frozen=True, slots=True)
class Row:
    """What was counted in one draft or in several together."""

    label: str
    articles: int = 0
    words: int = 0
    sentences: int = 0
    quoted_words: int = 0
    ease: float | None = None
    """Flesch reading ease; of several drafts the mean, in which each counts by its words."""
    grade: float | None = None
    """Flesch-Kincaid grade, likewise."""


def render(lengths: Lengths, fmt: str = DEFAULT, group_by: str | None = None) -> str:
    """The lengths of drafts as a table, a row each or one for each group of them.

    Raises UsageError for a format that does not exist, or a field that no draft has.
    """
    return drawn(rows(lengths, group_by), _LAYOUT, fmt)


def rows(lengths: Lengths, group_by: str | None = None) -> Table[Row]:
    """A row for each draft or group, and one for all together."""
    metas = [draft.meta for draft in lengths.drafts]
    table = gathered([_row(draft) for draft in lengths.drafts], metas, add, group_by, lengths.failures)
    return replace(table, notes=(*table.notes, _CAUTION))


def _row(draft: Length) -> Row:
    return Row(draft.path, 1, draft.words, draft.sentences, draft.quoted_words, draft.ease, draft.grade)


def add(label: str, parts: Sequence[Row]) -> Row:
    """All of `parts` in one row."""
    return Row(
        label=label,
        articles=sum(row.articles for row in parts),
        words=sum(row.words for row in parts),
        sentences=sum(row.sentences for row in parts),
        quoted_words=sum(row.quoted_words for row in parts),
        ease=_mean([(row.ease, row.words) for row in parts]),
        grade=_mean([(row.grade, row.words) for row in parts]),
    )


def _mean(weighted: Sequence[tuple[float | None, int]]) -> float | None:
    told = [(value, weight) for value, weight in weighted if value is not None]
    whole = sum(weight for _, weight in told)
    return sum(value * weight for value, weight in told) / whole if whole else None


def columns(table: Table[Row]) -> tuple[Column[Row], ...]:
    """The columns, from left to right, after the label."""
    grouped: tuple[Column[Row], ...] = (
        Column("articles", "drafts", "drafts of the group", lambda row: row.articles, is_plain=True),
        Column(
            "words_an_article",
            "words per draft",
            "words per draft",
            lambda row: _tenths(row.words, row.articles),
            is_plain=True,
        ),
    )
    return (
        *(grouped if table.group_by else ()),
        Column("words", "words", "words", lambda row: row.words, is_plain=True),
        Column("sentences", "sen·tences", "sentences", lambda row: row.sentences, is_plain=True),
        Column(
            "words_a_sentence",
            "words per sen·tence",
            "words per sentence",
            lambda row: _tenths(row.words, row.sentences),
            is_plain=True,
        ),
        Column(
            "flesch_reading_ease",
            "reading ease",
            "Flesch reading ease, the higher the easier",
            lambda row: _tenths(row.ease),
        ),
        Column(
            "flesch_kincaid_grade",
            "school grade",
            "Flesch-Kincaid grade, in years of school",
            lambda row: _tenths(row.grade),
        ),
        Column(
            "quoted_words_share",
            "share quoted",
            "of all words, those in quotation marks",
            lambda row: Share(row.quoted_words, row.words),
        ),
    )


def _tenths(value: float | None, by: int = 1) -> float | None:
    return round(value / by, 1) if value is not None and by else None


_LAYOUT = Layout(SCHEMA, columns, "Length and readability of drafts")
