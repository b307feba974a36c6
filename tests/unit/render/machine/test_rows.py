"""Flat rows: every key in every row, what they say, and failures among them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from auditor.records.report import Bar, RunResult
from auditor.render.machine import lines, listing
from tests.factories import cranes, ferry
from tests.unit.render.machine import samples


def rows(result: RunResult, sort: str = "findings") -> list[Any]:
    return [json.loads(line) for line in lines.write(result, Bar(), sort).splitlines()]


def test_a_finding() -> None:
    assert rows(RunResult((ferry(),)))[1] == {
        "row": "finding",
        "path": "drafts/ferry.txt",
        "file": "drafts/ferry.txt",
        "entry": None,
        "id": "F2",
        "policy": "default/reason-for-anonymity",
        "severity": "warning",
        "confidence": "high",
        "fails": True,
        "message": "S6 is anonymous and the article does not say why.",
        "mend": "",
        "place": "11:1",
        "words": "A person close to the union",
        "start": 456,
        "end": 483,
        "line": 11,
        "column": 1,
        "end_line": 11,
        "end_column": 28,
        "part": None,
        "sentence": None,
        "caution": "A reason may be known to the desk.",
        "standard": "",
        "subject": "S6",
        "fingerprint": "0000000000000002",
        "waived": None,
    }


def test_a_source() -> None:
    row = rows(RunResult((ferry(),)), "sources")[1]
    assert (row["id"], row["label"], row["kind"], row["count"]) == (
        "S2",
        "two people briefed on the plan",
        "anonymous",
        2,
    )
    assert (row["place"], row["words"], row["description"]) == (
        "3:72",
        "two people briefed on the plan",
        "briefed on the plan",
    )
    assert (row["mentions"], row["statements"], row["statement_words"]) == (2, 2, 18)
    assert (row["direct"], row["indirect"], row["alone"], row["identified"]) == (0, 2, 1, "access")
    assert (row["unnamed"], row["has_reason"], row["relayed_by"]) == ("other", True, None)
    assert rows(RunResult((cranes(),)), "sources")[0]["relayed_by"] == "Radio Brack"


def test_a_statement() -> None:
    row = rows(RunResult((ferry(),)), "statements")[3]
    assert (row["content"], row["cue"], row["who"]) == (
        "“We have decided nothing,” … “Nobody saw a budget.”",
        "said",
        "Mayor Ida Brandt",
    )
    assert (row["source_id"], row["source_label"], row["source_kind"]) == ("S3", "Mayor Ida Brandt", "named_person")
    unknown = rows(RunResult((ferry(),)), "statements")[9]
    assert (unknown["source_id"], unknown["source_label"], unknown["confidence"]) == (None, None, "low")


@pytest.mark.parametrize("sort", lines.ROWS)
def test_rows_of_a_sort_have_the_same_keys_and_failures_come_last(sort: str) -> None:
    found = rows(samples.whole(), sort)
    assert len({tuple(row) for row in found[:-1]}) == 1
    assert found[-1] == {
        "row": "failure",
        "path": "drafts/photo.txt",
        "file": "drafts/photo.txt",
        "entry": None,
        "code": "A307",
        "message": "this is no text",
        "hint": "save it as plain text",
    }


def test_records_and_parts() -> None:
    found = rows(samples.parts())
    assert [(r["file"], r["entry"], r.get("part"), r.get("place")) for r in found] == [
        ("drafts/aid.docx", None, "paragraph 12", "paragraph 12"),
        ("drafts/aid.docx", None, None, "whole article"),
        ("out/corpus.csv", "a17", "row 1, paragraph 2", "row 1, paragraph 2"),
        ("out/corpus.csv", "a17", None, "whole article"),
        ("all.zip", "city/a.txt", None, "1:1"),
        ("out/corpus.csv", "a18", None, None),
    ]


def test_findings_alone() -> None:
    data = json.loads(listing.write(samples.whole(), Bar()))
    assert data["schema"] == "auditor.findings/1"
    assert data["totals"] == {
        "drafts": 2,
        "failed": 1,
        "not_audited": 1,
        "findings": 3,
        "fails": 2,
        "error": 1,
        "warning": 1,
        "info": 1,
        "waived": 1,
    }
    assert [each["id"] for each in data["findings"]] == ["F1", "F2", "F3", "F4"]
    assert [each["waived"] for each in data["findings"]] == [None, None, None, "A sign."]
    assert data["findings"] == [{k: v for k, v in row.items() if k != "row"} for row in rows(samples.whole())[:-1]]
    assert [each["code"] for each in data["failures"]] == ["A307"]
