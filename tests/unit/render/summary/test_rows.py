"""Rows over many reports, and how they group."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.base.errors import UsageError
from auditor.records.article import MetaValue
from auditor.records.report import Failure, Footing, Report
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import SourceKind
from auditor.render.summary.groups import NONE, UNDATED, Draft, fields_of, group_values
from auditor.render.summary.rows import Row, add, cut, reordered, row_of, rows
from tests.factories import cranes, ferry, nothing

FAILED = Failure("drafts/photo.txt", "A307", "this is no text")


def with_meta(report: Report, path: str = "", **meta: MetaValue) -> Report:
    """`report` with other front matter and perhaps another path."""
    return replace(report, article=replace(report.article, path=path or report.article.path, meta=meta))


# ---------------------------------------------------------------- nothing


def test_no_report_gives_no_row_and_an_empty_total() -> None:
    table = rows([])
    assert table.rows == ()
    assert table.total == Row("total", is_sum=True)
    assert table.notes == ()


def test_failures_are_kept() -> None:
    assert rows([], failures=[FAILED]).failures == (FAILED,)
    assert rows([], "desk", failures=[FAILED]).failures == (FAILED,)
    assert rows([ferry()], "desk", [FAILED]).failures == (FAILED,)


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
    assert (row.waived, row.unsure) == (1, 0)
    assert (row.unexplained, row.headline_alone, row.lead_alone) == (1, 0, 1)
    assert row.meta["desk"] == "Metro"


def test_a_relayed_source_needs_no_reason() -> None:
    assert row_of(cranes()).unexplained == 0


def test_findings_of_low_confidence_are_counted_apart_and_waived_ones_are_not() -> None:
    first, second, third, waived = ferry().findings
    low = tuple(replace(finding, confidence=Confidence.LOW) for finding in (second, third, waived))
    row = row_of(replace(ferry(), findings=(first, *low)))
    assert row.findings == {Severity.INFO: 1}
    assert (row.unsure, row.waived) == (2, 1)


def test_headline_and_lead_are_told_apart() -> None:
    footings = (Footing("headline", ("S2",), 1, True), Footing("lead", ("S3",), 1, False))
    report = replace(ferry(), metrics=replace(ferry().metrics, footings=footings))
    assert (row_of(report).headline_alone, row_of(report).lead_alone) == (1, 0)


def test_articles_keep_their_order_and_the_total_is_their_sum() -> None:
    table = rows([ferry(), nothing(), ferry()])
    assert [row.label for row in table.rows] == ["drafts/ferry.txt", "drafts/rain.txt", "drafts/ferry.txt"]
    assert table.total == replace(add("total", table.rows), label="total")
    assert (table.total.articles, table.total.total_statements, table.total.words) == (3, 20, 259)
    assert (table.total.unexplained, table.total.lead_alone, table.total.meta) == (2, 2, {})
    assert table.total.findings == {Severity.ERROR: 2, Severity.WARNING: 2, Severity.INFO: 2}
    assert table.group_by is None


def test_relayed_sources_have_figures_of_their_own() -> None:
    row = add("both", [row_of(cranes()), row_of(ferry())])
    assert (row.relayed, row.relayed_sources, row.relayed_statements) == (2, 1, 1)
    assert row.sources[SourceKind.ANONYMOUS] == 2
    assert row.total_sources == row_of(ferry()).total_sources + 2
    assert row.total_statements == row_of(ferry()).total_statements + 2


# ---------------------------------------------------------------- groups


@pytest.mark.parametrize(
    ("meta", "field", "groups"),
    [
        ({}, "desk", (NONE,)),
        ({"desk": ""}, "desk", (NONE,)),
        ({"desk": ()}, "desk", (NONE,)),
        ({"desk": "Metro"}, "desk", ("Metro",)),
        ({"News-Desk": "Metro"}, "news_desk", ("Metro",)),
        ({"desk": "Metro"}, "meta.desk", ("Metro",)),
        ({"folder": "red"}, "folder", ("drafts/a",)),
        ({"folder": "red"}, "meta.folder", ("red",)),
        ({"desk": " Metro \n East "}, "desk", ("Metro East",)),
        ({"author": ("Ana Ruiz", "Bo Lund", "Ana Ruiz")}, "author", ("Ana Ruiz", "Bo Lund")),
        ({"date": "2025-03-14"}, "date", ("2025-03",)),
        ({"date": "2025-03-14T09:30:00Z"}, "date", ("2025-03",)),
        ({"date": "2025/3/14"}, "date", ("2025-03",)),
        ({"date": "2025-03"}, "date", ("2025-03",)),
        ({"date": "14 March 2025"}, "date", ("2025-03",)),
        ({"date": "14 March 2025"}, "month", ("2025-03",)),
        ({"date": "14 March 2025"}, "week", ("2025-W11",)),
        ({"date": "2024-12-30"}, "week", ("2025-W01",)),
        ({"date": "14 March 2025"}, "day", ("2025-03-14",)),
        ({"date": "2025-03"}, "week", (UNDATED,)),
        ({"date": "2025-03"}, "day", (UNDATED,)),
        ({"date": "2025-13-01"}, "date", (UNDATED,)),
        ({"date": "3/4/2025"}, "day", (UNDATED,)),
        ({"date": ("2025-03-14", "2025-03-20", "soon")}, "month", ("2025-03", UNDATED)),
        ({}, "day", (NONE,)),
        ({"updated": "2025-03-14"}, "updated", ("2025-03-14",)),
    ],
)
def test_groups_of_an_article(meta: dict[str, MetaValue], field: str, groups: tuple[str, ...]) -> None:
    assert group_values(Draft("drafts/a/x.csv#3", meta), field) == groups


def test_fields_have_commas_between() -> None:
    assert fields_of(" desk, month,desk ,") == ("desk", "month")
    with pytest.raises(UsageError, match="names no field"):
        fields_of(" , ")


def test_groups_are_sorted_and_the_rest_comes_last() -> None:
    reports = [
        with_meta(nothing()),
        with_meta(nothing(), desk="world", date="3/4/2025"),
        with_meta(ferry(), desk="Metro", date="2025-03-14"),
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
    assert [row.label for row in rows(reports, "date").rows] == ["2025-03", NONE, UNDATED]


def test_groups_by_two_fields() -> None:
    reports = [
        with_meta(nothing(), desk="World", date="2025-04-01"),
        with_meta(ferry(), desk=("Metro", "World"), date="14 March 2025"),
        with_meta(ferry(), desk="World", date="2025-03-01"),
    ]
    table = rows(reports, "desk,month")
    assert (table.group_by, table.fields) == ("desk,month", ("desk", "month"))
    assert table.groups == (("Metro", "2025-03"), ("World", "2025-03"), ("World", "2025-04"))
    assert [(row.label, row.articles) for row in table.rows] == [
        ("Metro, 2025-03", 1),
        ("World, 2025-03", 2),
        ("World, 2025-04", 1),
    ]
    assert table.total.articles == 3
    assert table.notes == ("1 draft counts in more than one group, and once in the total.",)


def test_an_article_in_two_groups_counts_once_in_the_total() -> None:
    table = rows([ferry()], "author")
    assert [(row.label, row.articles) for row in table.rows] == [("Ana Ruiz", 1), ("Bo Lund", 1)]
    assert table.total.articles == 1
    assert table.notes == ("1 draft counts in more than one group, and once in the total.",)


def test_two_articles_in_two_groups() -> None:
    assert rows([ferry(), ferry()], "author").notes[0].startswith("2 drafts count in more than one group")


@pytest.mark.parametrize(
    ("report", "field", "told", "hint"),
    [
        (ferry(), "dask", "dask", "Did you mean 'desk'? The drafts have: author, date, desk. "),
        (ferry(), "desk,colour", "colour", "The drafts have: author, date, desk. "),
        (nothing(), "week", "date", "The drafts have no front matter. "),
        (with_meta(nothing(), title="x"), "wek", "wek", "Did you mean 'week'? The drafts have: title. "),
    ],
)
def test_a_field_that_no_article_has_is_refused(report: Report, field: str, told: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        rows([report], field)
    assert caught.value.message == f"no draft has a field {told!r}"
    assert caught.value.hint.startswith(hint)
    assert caught.value.hint.endswith("All can be grouped by folder, and those with a date by day, week and month.")


def test_a_folder_needs_no_front_matter() -> None:
    reports = [with_meta(nothing(), "b/x.md"), with_meta(nothing(), "a/b.csv#a/7"), with_meta(nothing(), "x.md")]
    assert [row.label for row in rows(reports, "folder").rows] == [".", "a", "b"]


def test_dates_that_are_not_understood_are_named() -> None:
    reports = [
        with_meta(nothing(), date=told) for told in ("2025-03-01", "soon", *(f"{n}/1/2025" for n in range(2, 13)))
    ]
    table = rows(reports, "date")
    assert [(row.label, row.articles) for row in table.rows] == [("2025-03", 1), (UNDATED, 12)]
    assert table.notes == (
        "12 dates not understood: 10/1/2025, 11/1/2025, 12/1/2025, 2/1/2025, 3/1/2025, 4/1/2025, 5/1/2025, 6/1/2025"
        " and 4 more. Write 2026-03-12.",
    )
    assert rows([reports[0]], "date").notes == ()


# ---------------------------------------------------------------- fewer rows


def test_rows_that_are_left_out_are_told_and_counted() -> None:
    table = rows([ferry(), nothing(), cranes()])
    short = cut(table, 1)
    assert short.rows == table.rows[:1]
    assert short.total == table.total
    assert short.notes == ("The first of 3 drafts is shown; the total counts the other 2 too.",)
    assert cut(table, 2).notes == ("The first 2 of 3 drafts are shown; the total counts the other 1 too.",)
    assert cut(table, 3) == table
    groups = cut(rows([ferry()], "author"), 1)
    assert groups.groups == (("Ana Ruiz",),)
    assert groups.notes[0].startswith("The first of 2 groups is shown")


def test_rows_in_another_order_keep_their_groups() -> None:
    table = reordered(rows([ferry()], "author"), [1, 0])
    assert [row.label for row in table.rows] == ["Bo Lund", "Ana Ruiz"]
    assert table.groups == (("Bo Lund",), ("Ana Ruiz",))
