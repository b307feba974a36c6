"""SARIF beside a baseline: which findings are new, which were there, and which are no longer."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from auditor.comparing import baseline
from auditor.records.report import Bar, Finding, Report, RunResult
from auditor.records.scales import Severity
from auditor.render.machine import sarif
from tests.factories import FERRY, ferry, find, finding
from tests.unit.render.machine.test_forms import check


def found(number: int, waived: str | None = None) -> Finding:
    return replace(finding(number, f"desk/rule-{number}", Severity.WARNING, "So.", find(FERRY, "aides")), waived=waived)


def draft(path: str, *findings: Finding) -> Report:
    return replace(ferry(), article=replace(ferry().article, path=path), findings=findings)


def log(known: RunResult, now: RunResult, *gone: str) -> list[Any]:
    standing = baseline.stand(now, baseline.entries(known), lambda path: path in gone)
    text = sarif.write(now, Bar(), standing)
    check("sarif", text)
    results: list[Any] = json.loads(text)["runs"][0]["results"]
    return results


def states(results: list[Any]) -> list[tuple[str, str]]:
    return [(each["ruleId"], each["baselineState"]) for each in results]


KNOWN = RunResult((draft("a.md", found(1), found(2)), draft("b.md", found(3))))


def test_without_a_baseline_no_finding_has_a_state() -> None:
    assert all("baselineState" not in each for each in json.loads(sarif.write(KNOWN, Bar()))["runs"][0]["results"])


def test_every_result_has_a_state_and_only_what_is_new_fails() -> None:
    results = log(KNOWN, RunResult((draft("a.md", found(1), found(4)), draft("b.md", found(3)))))
    assert states(results) == [
        ("desk/rule-1", "unchanged"),
        ("desk/rule-4", "new"),
        ("desk/rule-3", "unchanged"),
        ("desk/rule-2", "absent"),
    ]
    assert [each["properties"]["fails"] for each in results[:3]] == [False, True, False]
    assert results[0]["level"] == "warning"


def test_what_is_absent_has_its_file_and_its_fingerprint_and_passes() -> None:
    *_, gone = log(KNOWN, RunResult((draft("a.md", found(1)), draft("b.md", found(3)))))
    assert gone["locations"] == [
        {"physicalLocation": {"artifactLocation": {"uri": "a.md", "uriBaseId": "%SRCROOT%", "index": 0}}}
    ]
    assert gone["partialFingerprints"] == {"auditor/1": f"{2:016x}"}
    assert (gone["kind"], gone["level"]) == ("pass", "none")
    assert "ruleIndex" not in gone, "no rule of that name is in force"


def test_a_draft_that_was_moved_is_updated_and_one_that_is_gone_is_absent() -> None:
    now = RunResult((draft("c.md", found(1), found(2)),))
    assert states(log(KNOWN, now, "a.md", "b.md")) == [
        ("desk/rule-1", "updated"),
        ("desk/rule-2", "updated"),
        ("desk/rule-3", "absent"),
    ]


def test_what_was_there_and_is_waived_now_is_not_absent() -> None:
    now = RunResult((draft("a.md", found(1, "so"), found(5, "so")), draft("b.md", found(3))))
    results = log(KNOWN, now)
    assert states(results) == [
        ("desk/rule-1", "unchanged"),
        ("desk/rule-5", "new"),
        ("desk/rule-3", "unchanged"),
        ("desk/rule-2", "absent"),
    ]
    assert results[0]["suppressions"]


def test_a_record_of_a_table_is_told_by_its_file() -> None:
    path = "c.csv#a17"
    known = RunResult((draft(path, found(1), found(2)),))
    now = RunResult((draft(path, found(1)),), held={path: "c.csv"})
    *_, gone = log(known, now)
    (place,) = gone["locations"]
    assert place["physicalLocation"]["artifactLocation"]["uri"] == "c.csv"
    assert place["logicalLocations"] == [{"name": "a17", "fullyQualifiedName": "a17"}]
