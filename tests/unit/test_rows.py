"""Rows of reports: the fields that the form for machines has, and tables of them."""

from __future__ import annotations

import csv
import io
import json
import sys
from pathlib import Path
from typing import Any

import pandas
import pytest

from auditor import AuditorError, Failure, rows
from auditor.records.report import Bar, RunResult
from auditor.render.machine import lines
from tests.factories import ferry

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "rows.schema.json").read_text(encoding="utf-8"))["$defs"]
LOST = Failure("lost.txt", "A302", "there is no such file or folder", "check the spelling")
SORTS: dict[str, tuple[str, Any, Any]] = {
    "findings": ("finding", rows.FindingRow, rows.findings),
    "sources": ("source", rows.SourceRow, rows.sources),
    "statements": ("statement", rows.StatementRow, rows.statements),
    "failures": ("failure", rows.FailureRow, rows.failures),
}


@pytest.mark.parametrize("of", SORTS)
def test_fields_are_those_of_the_schema_in_its_order(of: str) -> None:
    name, row, _ = SORTS[of]
    assert ["row", *row._fields] == list(SCHEMA[name]["properties"])


@pytest.mark.parametrize("of", ["findings", "sources", "statements"])
def test_rows_are_the_lines_of_the_form_for_machines(of: str) -> None:
    run = RunResult((ferry(),), (LOST,))
    told = [json.loads(line) for line in lines.write(run, Bar(), of).splitlines()]
    name, _, make = SORTS[of]
    expected = [{key: value for key, value in each.items() if key != "row"} for each in told if each["row"] == name]
    assert expected
    assert [row._asdict() for row in make([ferry(), LOST])] == expected
    assert list(make(ferry())) == list(make([LOST, ferry()]))


def test_failures() -> None:
    assert list(rows.failures([ferry(), LOST])) == [
        ("lost.txt", "lost.txt", None, "A302", "there is no such file or folder", "check the spelling")
    ]


def test_what_fails_is_by_the_bar_that_is_given() -> None:
    usual = [row.fails for row in rows.findings(ferry())]
    assert any(usual)
    assert not any(row.fails for row in rows.findings(ferry(), fail_on=None))
    assert sum(row.fails for row in rows.findings(ferry(), fail_on="info", min_confidence="low")) > sum(usual)


def test_rows_are_plain_tuples() -> None:
    written = io.StringIO()
    csv.writer(written).writerows(rows.sources(ferry()))
    (first, *_) = csv.reader(io.StringIO(written.getvalue()))
    assert first[rows.SourceRow._fields.index("label")] == ferry().sources[0].label


@pytest.mark.parametrize("of", SORTS)
def test_a_table_has_all_columns_and_their_types_even_without_rows(of: str) -> None:
    _, row, _ = SORTS[of]
    full, empty = rows.to_dataframe([ferry(), LOST], of), rows.to_dataframe([], of)
    assert list(full.columns) == list(empty.columns) == list(row._fields)
    assert (full.dtypes == empty.dtypes).all()
    assert len(full)
    assert not len(empty)


def test_what_is_missing_in_a_table_is_missing() -> None:
    table = rows.to_dataframe(ferry(), "sources")
    assert table["count"].dtype == pandas.Int64Dtype()
    assert table["has_reason"].dtype == pandas.BooleanDtype()
    counts = [source.count for source in ferry().sources]
    assert [None if pandas.isna(each) else each for each in table["count"]] == counts


def test_another_sort_of_row_and_no_pandas(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AuditorError) as caught:
        rows.to_dataframe([], "source")
    assert "Did you mean 'sources'" in caught.value.hint
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(AuditorError) as caught:
        rows.to_dataframe([], "sources")
    assert caught.value.hint == "pip install pandas"
