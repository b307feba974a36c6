"""Which columns and rows are shown, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.base.errors import UsageError
from auditor.records.report import Report
from auditor.records.scales import Confidence
from auditor.render.summary import choices
from auditor.render.summary.columns import counted, shown
from auditor.render.summary.rows import Row, Table, rows
from tests.factories import cranes, ferry, nothing
from tests.unit.render.summary.test_table import at


def test_a_column_that_there_is_not_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError) as caught:
        choices.named(["sources", "anonymos"])
    assert caught.value.message == "there is no column 'anonymos'"
    assert caught.value.hint.startswith("Did you mean 'anonymous'? There are: articles, sources, named, anonymous, ")
    assert "charges" in caught.value.hint and "--columns list" in caught.value.hint
    assert len(str(caught.value)) < 1000
    for name in ("", "meta.", "G-"):
        with pytest.raises(UsageError, match="there is no column"):
            choices.column(name, counted(True))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("anonymous", "anonymous"),
        ("Anonymous", "anonymous"),
        ("anonymous_statements_share", "anonymous_statements_share"),
        ("share anonymous", "anonymous_statements_share"),
        ("share-anonymous", "anonymous_statements_share"),
        ("drafts", "articles"),
        ("no comment", "non_responses"),
        ("anonymous only", "anonymous_only"),
        ("meta.desk", "meta.desk"),
    ],
)
def test_a_column_is_known_by_its_key_and_by_its_heading(name: str, key: str) -> None:
    assert choices.column(name, counted(True)).key == key


def test_names_have_commas_between_and_count_once() -> None:
    assert choices.split(" a,b,, a ") == ("a", "b")


def test_the_list_has_every_column_in_80_columns() -> None:
    lines = choices.listing(80).split("\n")
    assert max(map(len, lines)) <= 80
    names = [line.split()[0] for line in lines if line and line[0] != " "]
    assert names[:4] == ["articles", "sources", "named", "anonymous"]
    assert set(names) == {*(column.key for column in counted(True)), "meta.FIELD"}


def test_the_chief_columns_come_in_the_order_in_which_they_are_asked_for() -> None:
    keys = [column.key for column in shown(counted(False), wide=False)]
    assert keys == [
        "sources",
        "named",
        "anonymous",
        "unexplained",
        "anonymous_statements_share",
        "anonymous_only",
        "findings",
    ]


# ---------------------------------------------------------------- the order of rows


def table(group_by: str | None = None) -> Table[Row]:
    return rows([at(cranes(), "b.md", desk="x"), at(nothing(), "A.md"), at(ferry(), "c.md", desk="y")], group_by)


def order(by: str, reverse: bool = False, group_by: str | None = None) -> list[str]:
    return [row.label for row in choices.in_order(table(group_by), by, reverse).rows]


def test_rows_by_a_figure() -> None:
    assert order("words") == ["A.md", "b.md", "c.md"]
    assert order("-words") == order("words", reverse=True) == ["c.md", "b.md", "A.md"]
    assert order("-words", reverse=True) == order("words")


def test_rows_that_are_alike_keep_their_order() -> None:
    assert order("grants_without_reason") == order("-grants_without_reason") == ["b.md", "A.md", "c.md"]


def test_what_has_no_value_comes_last_either_way() -> None:
    assert order("share anonymous") == ["b.md", "c.md", "A.md"]
    assert order("-share anonymous") == ["c.md", "b.md", "A.md"]
    assert order("-meta.desk") == ["c.md", "b.md", "A.md"]
    assert order("meta.desk") == ["b.md", "c.md", "A.md"]


def test_rows_by_words() -> None:
    assert order("draft") == ["A.md", "b.md", "c.md"]
    assert order("-draft") == ["c.md", "b.md", "A.md"]
    assert order("-desk", group_by="desk") == ["y", "x", "(none)"]
    assert order("-desk", group_by="folder,desk") == [".", "y"] or order("-desk", group_by="folder,desk")[0] == "., y"
    assert order("-anonymous_only") == ["c.md", "b.md", "A.md"]


def test_findings_are_ordered_by_gravity_and_unsure_ones_count_least() -> None:
    def with_findings(path: str, *numbers: int, sure: bool = True) -> Report:
        chosen = tuple(ferry().findings[number] for number in numbers)
        if not sure:
            chosen = tuple(replace(finding, confidence=Confidence.LOW) for finding in chosen)
        return at(replace(ferry(), findings=chosen), path)

    error, warning, info = 2, 1, 0
    reports = [
        with_findings("unsure", error, error, sure=False),
        with_findings("error", error),
        with_findings("warnings", warning, warning),
        with_findings("none"),
        with_findings("info", info),
    ]
    ordered = choices.in_order(rows(reports), "-findings")
    assert [row.label for row in ordered.rows] == ["error", "warnings", "info", "unsure", "none"]


def test_an_order_that_there_is_not_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no column 'wrds'"):
        choices.in_order(table(), "-wrds")
    with pytest.raises(UsageError, match="there is no column 'desk'"):
        choices.check_order("desk", ("month",))
    choices.check_order("-desk", ("desk",))
    choices.check_order("draft", ())
