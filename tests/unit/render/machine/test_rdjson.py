"""reviewdog's format: columns in bytes of UTF-8, lines alone where they are not known."""

from __future__ import annotations

import json
from typing import Any

from auditor.records.report import Bar, RunResult
from auditor.render.machine import rdjson
from tests.unit.render.machine import samples


def diagnostics(result: RunResult) -> list[Any]:
    data: list[Any] = json.loads(rdjson.write(result, Bar()))["diagnostics"]
    return data


def test_columns_count_bytes() -> None:
    lines = samples.EMOJI.encode().replace(b"\r\n", b"\n").split(b"\n")
    found = diagnostics(RunResult((samples.emoji(),)))
    reach = found[3]["location"]["range"]
    assert reach == {"start": {"line": 3, "column": 64}, "end": {"line": 3, "column": 90}}
    cut = lines[2][reach["start"]["column"] - 1 : reach["end"]["column"] - 1]
    assert cut.decode() == "a source close to the 🦊"
    assert found[2]["location"]["range"] == {"start": {"line": 3, "column": 1}, "end": {"line": 4, "column": 11}}


def test_a_run_without_its_articles_has_lines() -> None:
    assert diagnostics(samples.whole()) == [
        {
            "message": "Not audited: this is no text; save it as plain text",
            "location": {"path": "drafts/photo.txt"},
            "severity": "ERROR",
            "code": {"value": "A307"},
        },
        {
            "message": "The lead rests on them.",
            "location": {"path": "drafts/ferry.txt"},
            "severity": "INFO",
            "code": {"value": "default/lead-on-anonymous-sources"},
        },
        {
            "message": "S6 is anonymous and the article does not say why.",
            "location": {"path": "drafts/ferry.txt", "range": {"start": {"line": 11}, "end": {"line": 11}}},
            "severity": "WARNING",
            "code": {"value": "default/reason-for-anonymity"},
        },
        {
            "message": "Say who says so.",
            "location": {"path": "drafts/ferry.txt", "range": {"start": {"line": 11}, "end": {"line": 11}}},
            "severity": "ERROR",
            "code": {"value": "default/hedge"},
        },
    ]


def test_parts_have_no_range_and_what_is_unsure_is_info() -> None:
    assert all("range" not in each["location"] for each in diagnostics(samples.parts()))
    assert diagnostics(samples.parts())[1]["message"] == "paragraph 12: Say who says so."
    unsure = diagnostics(RunResult((samples.emoji(),)))[3]
    assert (unsure["severity"], unsure["message"]) == ("INFO", "Who? (low confidence)")
