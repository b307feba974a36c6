"""Rows over many reports, and how they group."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.records.article import MetaValue
from auditor.records.report import Failure, Report
from auditor.records.scales import Severity
from auditor.records.sourcing import SourceKind
from auditor.render.summary.rows import NONE, Row, add, group_values, row_of, rows
from tests.factories import cranes, ferry, nothing

FAILED = Failure("drafts/photo.txt", "A307", "this is no text")


def with_meta(report: Report, path: str = "", **meta: MetaValue) -> Report:
    """`report` with other front matter and perhaps another path."""
    return replace(report, article=replace(report.article, path=path or report.article.path, meta=meta))


# ---------------------------------------------------------------- nothing


def test_no_report_gives_no_row_and_an_empty_total() -> None:
    table = rows([])
    assert table.rows == ()
    assert table.total == Row("total")
    assert table.notes == ()


def test_failures_are_kept() -> None:
    assert rows([], failures=[FAILED]).failures == (FAILED,)
    assert rows([nothing()], "desk", [FAILED]).failures == (FAILED,)


# ---------------------------------------------------------------- rows


def test_the_row_of_an_article() -> None:
    row = row_of(ferry())
    assert (row.label, row.articles, row.words) == ("drafts/ferry.txt", 1, 127)
    assert (row.total_sources, row.total_statements, row.total_words, row.total_quoted_words) == (
        6,
        10,
        56,
        11,
    )
    assert row.sources[SourceKind.UNATTRIBUTED] == 1
    assert (row.unresolved_statements, row.unresolved_words, row.unresolved_quoted_words) == (1, 3, 3)
    assert (row.grants_with_reason, row.grants_without_reason, row.non_responses) == (1, 0, 2)
    assert row.findings == {Severity.ERROR: 1, Severity.WARNING: 1, Severity.INFO: 1}
    assert row.waived == 1


def test_articles_keep_their_order_and_the_total_is_their_sum() -> None:
    table = rows([ferry(), nothing(), ferry()])
    assert [row.label for row in table.rows] == ["drafts/ferry.txt", "drafts/rain.txt", "drafts/ferry.txt"]
    assert table.total == replace(add("total", table.rows), label="total")
    assert (table.total.articles, table.total.total_statements, table.total.words) == (3, 20, 259)
    assert table.total.findings == {Severity.ERROR: 2, Severity.WARNING: 2, Severity.INFO: 2}
    assert table.group_by is None


# ---------------------------------------------------------------- groups


@pytest.mark.parametrize(
    ("meta", "field", "groups"),
    [
        ({}, "desk", (NONE,)),
        ({"desk": ""}, "desk", (NONE,)),
        ({"desk": ()}, "desk", (NONE,)),
        ({"desk": "Metro"}, "desk", ("Metro",)),
        ({"desk": " Metro \n East "}, "desk", ("Metro East",)),
        ({"author": ("Ana Ruiz", "Bo Lund", "Ana Ruiz")}, "author", ("Ana Ruiz", "Bo Lund")),
        ({"date": "2025-03-14"}, "date", ("2025-03",)),
        ({"date": "2025-03-14T09:30:00Z"}, "date", ("2025-03",)),
        ({"date": "2025/3/14"}, "date", ("2025-03",)),
        ({"date": "2025-03"}, "date", ("2025-03",)),
        ({"date": "2025-13-01"}, "date", ("2025-13-01",)),
        ({"date": "2025-123"}, "date", ("2025-123",)),
        ({"date": "14 March 2025"}, "date", ("14 March 2025",)),
        ({"updated": "2025-03-14"}, "updated", ("2025-03-14",)),
    ],
)
def test_groups_of_an_article(meta: dict[str, MetaValue], field: str, groups: tuple[str, ...]) -> None:
    assert group_values(replace(nothing(), article=replace(nothing().article, meta=meta)), field) == groups


def test_groups_are_sorted_and_the_rest_comes_last() -> None:
    reports = [
        with_meta(nothing()),
        with_meta(nothing(), desk="world"),
        with_meta(ferry(), desk="Metro"),
        with_meta(ferry(), desk="world"),
    ]
    table = rows(reports, "desk")
    assert table.group_by == "desk"
    assert [(row.label, row.articles, row.total_statements) for row in table.rows] == [
        ("Metro", 1, 10),
        ("world", 2, 10),
        (NONE, 1, 0),
    ]
    assert table.notes == ()


def test_an_article_in_two_groups_counts_once_in_the_total() -> None:
    table = rows([ferry()], "author")
    assert [(row.label, row.articles) for row in table.rows] == [("Ana Ruiz", 1), ("Bo Lund", 1)]
    assert table.total.articles == 1
    assert table.notes == ("1 article counts in more than one group; the total counts each article once.",)


def test_two_articles_in_two_groups() -> None:
    assert rows([ferry(), ferry()], "author").notes[0].startswith("2 articles count in more than one group")


def test_a_field_that_no_article_has_is_named_with_the_nearest() -> None:
    assert rows([ferry()], "dask").notes == ("No article has a field 'dask' in its front matter; did you mean 'desk'?",)
    assert rows([ferry()], "colour").notes == (
        "No article has a field 'colour' in its front matter; fields there are: author, date, desk.",
    )
    assert rows([nothing()], "desk").notes == (
        "No article has a field 'desk' in its front matter; fields there are: none.",
    )


def test_dates_of_another_form_are_named() -> None:
    reports = [with_meta(nothing(), date="2025-03-01"), with_meta(nothing(), date="14 March")]
    table = rows(reports, "date")
    assert [row.label for row in table.rows] == ["14 March", "2025-03"]
    assert table.notes == ("Not of the form YYYY-MM-DD, so groups of their own: 14 March.",)


def test_relayed_sources_have_figures_of_their_own() -> None:
    row = add("both", [row_of(cranes()), row_of(ferry())])
    assert (row.relayed, row.relayed_sources, row.relayed_statements) == (2, 1, 1)
    assert row.sources[SourceKind.ANONYMOUS] == 2
    assert row.total_sources == row_of(ferry()).total_sources + 2
    assert row.total_statements == row_of(ferry()).total_statements + 2
