"""Code Quality of GitLab: severities, lines, and fingerprints that no two share."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from auditor.records.report import Bar, RunResult
from auditor.render.machine import gitlab
from tests.factories import ferry
from tests.unit.render.machine import samples


def items(result: RunResult) -> list[Any]:
    data: list[Any] = json.loads(gitlab.write(result, Bar()))
    return data


def test_one_finding() -> None:
    item = items(samples.whole())[3]
    assert {**item, "fingerprint": ""} == {
        "description": "Say who says so.",
        "check_name": "default/hedge",
        "fingerprint": "",
        "severity": "critical",
        "location": {"path": "drafts/ferry.txt", "lines": {"begin": 11, "end": 11}},
    }


def test_severities_and_what_is_left_out() -> None:
    assert [(i["check_name"], i["severity"]) for i in items(samples.whole())] == [
        ("auditor/A307", "blocker"),
        ("default/lead-on-anonymous-sources", "minor"),
        ("default/reason-for-anonymity", "major"),
        ("default/hedge", "critical"),
    ]
    unsure = items(RunResult((samples.emoji(),)))[3]
    assert (unsure["severity"], unsure["description"]) == ("info", "Who? (low confidence)")


def test_fingerprints_are_unique_and_stay_when_others_come() -> None:
    twice = replace(ferry().findings[2], id="F9")
    double = replace(ferry(), findings=(*ferry().findings, twice))
    other = replace(ferry(), article=replace(ferry().article, path="b.txt"))
    marks = [item["fingerprint"] for item in items(RunResult((double, other)))]
    assert len(marks) == len(set(marks)) == 7
    assert marks[:3] == [item["fingerprint"] for item in items(RunResult((ferry(),)))]
    assert items(RunResult(())) == []


def test_where_there_is_no_line_the_description_tells() -> None:
    told = [(i["description"], i["location"]) for i in items(samples.parts())]
    first = {"begin": 1, "end": 1}
    assert told[0] == ("Not audited: a18: there are no words in it", {"path": "out/corpus.csv", "lines": first})
    assert told[1] == ("paragraph 12: Say who says so.", {"path": "drafts/aid.docx", "lines": first})
    assert told[3] == ("a17, row 1, paragraph 2: Say who says so.", {"path": "out/corpus.csv", "lines": first})
