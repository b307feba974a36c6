"""The JSON form of a report: round trip, schema, and the page that explains it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from auditor.base.errors import ReadingError
from auditor.base.spans import LineIndex
from auditor.records.report import Report
from auditor.records.saved import read as restore
from auditor.records.saved import write as serial
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import Mode, NonResponseKind, SourceKind
from tests.factories import FERRY, cranes, ferry, nothing

DOCS = Path(__file__).parents[3] / "docs"
SCHEMA = json.loads((DOCS / "report.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)
REPORTS = [
    pytest.param(ferry(), id="ferry"),
    pytest.param(nothing(), id="nothing"),
    pytest.param(cranes(), id="cranes"),
]


def objects(data: object) -> Iterator[dict[str, object]]:
    """Every object anywhere in plain data."""
    if isinstance(data, dict):
        yield data
    for item in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from objects(item)


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "not JSON (Expecting value: line 1 column 1 (char 0))"),
        ("[" * 100_000, "not JSON (maximum recursion depth exceeded"),
        ("[]", "its schema is None, not 'auditor.report/1'"),
        ('{"schema": "auditor.report/2"}', "its schema is 'auditor.report/2', not 'auditor.report/1'"),
        ('{"schema": "auditor.report/1"}', "the key 'article' is missing"),
    ],
)
def test_what_is_no_report_is_refused(text: str, why: str) -> None:
    with pytest.raises(ReadingError) as caught:
        restore.loads(text)
    assert caught.value.code == "A390"
    assert caught.value.message.startswith(f"this is no report that can be read: {why}")


@pytest.mark.parametrize(
    ("section", "key", "value", "why"),
    [
        ("sources", "kind", "friend", "'kind' cannot be 'friend'"),
        ("sources", "kind", 3, "'kind' should be a string"),
        ("sources", "count", True, "'count' should be a whole number"),
        ("sources", "mentions", {}, "'mentions' should be a list"),
        ("attributions", "mode", "sung", "'mode' cannot be 'sung'"),
        ("attributions", "cue", {"start": 4, "end": 2}, "no span runs from 4 to 2"),
        ("attributions", "cue", {"start": -4, "end": 2}, "no span runs from -4 to 2"),
        ("findings", "severity", "fatal", "'severity' cannot be 'fatal'"),
        ("non_responses", "kind", "late", "'kind' cannot be 'late'"),
    ],
)
def test_a_damaged_report_is_refused(section: str, key: str, value: object, why: str) -> None:
    data = json.loads(serial.dumps(ferry()))
    data[section][0][key] = value
    with pytest.raises(ReadingError) as caught:
        restore.report_from_dict(data)
    assert caught.value.message == f"this is no report that can be read: {why}"


def test_a_kind_that_does_not_exist_is_refused() -> None:
    data = json.loads(serial.dumps(ferry()))
    data["counts"]["words"]["by_kind"]["friend"] = 2
    with pytest.raises(ReadingError, match="'friend' is no kind of source"):
        restore.report_from_dict(data)


def test_front_matter_must_be_words() -> None:
    data = json.loads(serial.dumps(ferry()))
    data["article"]["meta"]["author"] = ["Ana Ruiz", 7]
    with pytest.raises(ReadingError, match="'author' should be a list of strings"):
        restore.report_from_dict(data)


# ---------------------------------------------------------------- round trip


@pytest.mark.parametrize("report", REPORTS)
def test_a_report_comes_back_equal(report: Report) -> None:
    assert restore.report_from_dict(serial.report_to_dict(report)) == report
    assert restore.loads(serial.dumps(report)) == report


def test_places_in_parts_come_back_equal_and_fit_the_schema() -> None:
    places = {span: replace(place, part="paragraph 3") for span, place in ferry().places.items()}
    report = replace(ferry(), places=places)
    data = serial.report_to_dict(report)
    VALIDATOR.validate(data)
    assert restore.loads(json.dumps(data)) == report


def test_unknown_keys_are_ignored() -> None:
    data = json.loads(serial.dumps(ferry()))
    for each in list(objects(data)):
        if "desk" not in each and not set(each) <= set(SourceKind):
            each["a_later_key"] = {"start": 1}
    assert restore.report_from_dict(data) == ferry()


def test_equal_reports_give_equal_text_that_ends_with_a_line_end() -> None:
    assert serial.dumps(ferry()) == serial.dumps(ferry())
    assert serial.dumps(ferry()).endswith("\n}\n")
    assert "“We have decided nothing,”" in serial.dumps(ferry())


def test_a_path_that_is_no_utf8_survives() -> None:
    report = nothing()
    odd = replace(report, article=replace(report.article, path="drafts/caf\udce9.txt"))
    written = serial.dumps(odd).encode("utf-8")
    assert restore.loads(written.decode("utf-8")) == odd


# ---------------------------------------------------------------- what it says


def test_relayed_sources_are_counted_apart_and_listed() -> None:
    data = json.loads(serial.dumps(cranes()))
    counts = data["counts"]
    assert (counts["anonymous"], counts["relayed"], counts["relayed_sources"]) == (0, 2, 1)
    assert counts["statements"] == {"named": 0, "anonymous": 0, "relayed": 1, "by_kind": {"media": 1}}
    assert [source["relayed_by"] for source in data["sources"]] == ["Radio Brack", None]
    listed = [(r["text"], r["count"], r["outlet"]["text"], r["source_id"], r["outlet_id"]) for r in data["relayed"]]
    assert listed == [
        ("a port source", 1, "Radio Brack", "S1", "S2"),
        ("two aides", 2, "Radio Brack", None, "S2"),
    ]


def test_a_report_from_before_relayed_sources_is_read() -> None:
    data = json.loads(serial.dumps(ferry()))
    del data["relayed"], data["counts"]["relayed"], data["counts"]["relayed_sources"]
    for group in ("statements", "words", "quoted_words"):
        del data["counts"][group]["relayed"]
    for each in data["sources"]:
        del each["relayed_by"]
    assert restore.report_from_dict(data) == ferry()


def test_counts_are_those_of_the_form() -> None:
    counts = serial.report_to_dict(ferry())["counts"]
    assert isinstance(counts, dict)
    assert {key: counts[key] for key in ("named", "anonymous", "by_kind", "statements", "unresolved")} == {
        "named": 1,
        "anonymous": 2,
        "by_kind": {
            "named_person": 1,
            "anonymous": 2,
            "unnamed_group": 2,
            "document": 1,
            "unattributed": 1,
        },
        "statements": {
            "named": 2,
            "anonymous": 3,
            "relayed": 0,
            "by_kind": {
                "named_person": 2,
                "anonymous": 3,
                "unnamed_group": 2,
                "document": 1,
                "unattributed": 1,
            },
        },
        "unresolved": 1,
    }


def test_spans_slice_the_text_and_say_where_they_lie() -> None:
    lines = LineIndex(FERRY)
    spans = [each for each in objects(serial.report_to_dict(ferry())) if "start" in each and each["end"]]
    assert len(spans) > 50
    for span in spans:
        start, end = span["start"], span["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert span["text"] == FERRY[start:end]
        assert (span["line"], span["column"]) == lines.line_column(start)
        assert (span["end_line"], span["end_column"]) == lines.line_column(end)


def test_a_finding_on_the_whole_article_lies_at_its_beginning() -> None:
    findings = serial.report_to_dict(ferry())["findings"]
    assert isinstance(findings, list)
    first = findings[0]
    assert (first["start"], first["end"], first["line"], first["column"]) == (0, 0, 1, 1)
    assert restore.loads(serial.dumps(ferry())).findings[0].span is None


def test_a_source_says_how_much_it_carries() -> None:
    sources = serial.report_to_dict(ferry())["sources"]
    assert isinstance(sources, list)
    assert [(s["id"], s["statements"], s["words"]) for s in sources[:3]] == [
        ("S1", 1, 5),
        ("S2", 2, 18),
        ("S3", 2, 12),
    ]


# ---------------------------------------------------------------- the schema


def test_the_schema_is_valid() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("report", REPORTS)
def test_reports_fit_the_schema(report: Report) -> None:
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(serial.dumps(report)))] == []


@pytest.mark.parametrize("report", REPORTS)
def test_the_schema_knows_every_key(report: Report) -> None:
    closed = json.loads(json.dumps(SCHEMA))
    for each in list(objects(closed)):
        if each.get("type") == "object" and "properties" in each:
            each["additionalProperties"] = False
    data = json.loads(serial.dumps(report))
    assert [error.message for error in Draft202012Validator(closed).iter_errors(data)] == []


@pytest.mark.parametrize(
    "key", ["schema", "article", "sources", "attributions", "counts", "findings", "notes", "provenance"]
)
def test_a_report_without_a_key_does_not_fit_the_schema(key: str) -> None:
    data = json.loads(serial.dumps(ferry()))
    del data[key]
    assert [error.message for error in VALIDATOR.iter_errors(data)] == [f"{key!r} is a required property"]


def test_the_schema_names_the_same_choices_as_the_records() -> None:
    choices = [each.get("enum") for each in objects(SCHEMA)]
    for enum in (SourceKind, Mode, Confidence, Severity, NonResponseKind):
        assert [member.value for member in enum] in choices


# ---------------------------------------------------------------- the page

PAGE = (DOCS / "data-format.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAGE, re.DOTALL)]


def test_the_page_explains_every_key_of_the_schema() -> None:
    keys = {key for each in objects(SCHEMA) if isinstance(p := each.get("properties"), dict) for key in p}
    unexplained = [key for key in sorted(keys) if f"`{key}`" not in PAGE and f'"{key}"' not in PAGE]
    assert unexplained == []


def test_the_spans_of_the_page_are_those_of_the_sample() -> None:
    spans = [each for each in objects(EXAMPLES) if "start" in each]
    assert len(spans) > 10
    for span in spans:
        start, end = span["start"], span["end"]
        assert isinstance(start, int)
        assert isinstance(end, int)
        assert span["text"] == FERRY[start:end]
