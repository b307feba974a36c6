"""What all forms for machines promise: valid whatever a draft holds, alike for equal input, and fit to be printed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator
from lxml import etree

from auditor.base.printable import printable
from auditor.records.report import Bar, RunResult
from auditor.records.scales import Confidence
from auditor.render.dispatch import RESULTS, Options, render
from auditor.render.machine.lines import ROWS
from tests.unit.render.machine import samples

ROOT = Path(__file__).parents[4]
SCHEMAS = ROOT / "tests" / "schemas"
DOCS = ROOT / "docs"
MACHINE = ("findings", "jsonl", "sarif", "github", "gitlab", "junit", "rdjson")


def schema(path: Path) -> Mapping[str, object]:
    data: Mapping[str, object] = json.loads(path.read_text(encoding="utf-8"))
    return data


SARIF = Draft4Validator(schema(SCHEMAS / "sarif-2.1.0-rtm.5.json"))
JSON: Mapping[str, Draft202012Validator] = {
    "findings": Draft202012Validator(schema(DOCS / "findings.schema.json")),
    "gitlab": Draft202012Validator(schema(SCHEMAS / "gitlab.schema.json")),
    "rdjson": Draft202012Validator(schema(SCHEMAS / "rdjson.schema.json")),
}
ROW = Draft202012Validator(schema(DOCS / "rows.schema.json"))
JUNIT = etree.XMLSchema(etree.parse(str(SCHEMAS / "junit.xsd")))


def check(fmt: str, text: str) -> None:
    """Fails unless `text` is in order by the schema of its form."""
    if fmt == "sarif":
        SARIF.validate(json.loads(text))
    elif fmt in JSON:
        JSON[fmt].validate(json.loads(text))
    elif fmt == "jsonl":
        for line in text.splitlines():
            ROW.validate(json.loads(line))
    elif fmt == "junit":
        JUNIT.assertValid(etree.fromstring(text.encode("utf-8")))
    else:
        assert fmt == "github"
        for line in text.split("\n")[:-1]:
            command, _, words = line.partition(" ")
            assert command in {"::error", "::warning", "::notice"}
            properties, mark, message = words.partition("::")
            assert mark and message
            assert all("=" in each for each in properties.split(","))


RUNS: Mapping[str, Callable[[], RunResult]] = {
    "whole": samples.whole,
    "parts": samples.parts,
    "hostile": samples.hostile,
    "emoji": lambda: RunResult((samples.emoji(),)),
    "empty": lambda: RunResult(()),
}


def test_all_forms_are_here() -> None:
    assert set(MACHINE) < set(RESULTS)


@pytest.mark.parametrize("run", RUNS)
@pytest.mark.parametrize("fmt", MACHINE)
def test_a_form_is_valid_printable_and_alike_twice(fmt: str, run: str) -> None:
    text = render(RUNS[run](), fmt, Options())
    check(fmt, text)
    assert printable(text) == text, "what is printed would differ from what is written"
    text.encode("utf-8")
    assert text == "" or text.endswith("\n")
    assert text == render(RUNS[run](), fmt, Options())


@pytest.mark.parametrize("sort", ROWS)
@pytest.mark.parametrize("run", RUNS)
def test_every_sort_of_row_is_valid(run: str, sort: str) -> None:
    text = render(RUNS[run](), "jsonl", Options(rows=sort))
    check("jsonl", text)
    assert printable(text) == text


@settings(max_examples=60, deadline=None)
@given(text=st.text(st.characters(), min_size=1, max_size=40).filter(str.strip), name=st.text(min_size=1, max_size=20))
def test_no_words_break_a_form(text: str, name: str) -> None:
    run = samples.hostile(text, name)
    for fmt in MACHINE:
        written = render(run, fmt, Options())
        check(fmt, written)
        assert printable(written) == written


@settings(max_examples=60, deadline=None)
@given(
    text=st.text(
        st.sampled_from("\x00\x0b\x1f\x7f\x85\ud800\udfff\ufffe\uffff\u202e\U000e0041:,%\r\n<&]>\"'{[")
    ).filter(str.strip)
)
def test_no_odd_character_breaks_a_form(text: str) -> None:
    run = samples.hostile(text, text)
    for fmt in MACHINE:
        check(fmt, render(run, fmt, Options()))


def test_the_schemas_object_to_what_is_wrong() -> None:
    for fmt, wrong in (
        ("sarif", '{"version": "2.1.0"}'),
        ("gitlab", '[{"description": "x"}]'),
        ("rdjson", '{"diagnostics": [{"message": "x"}]}'),
        ("findings", "{}"),
        ("jsonl", '{"row": "finding"}'),
        ("junit", "<testsuites><testsuite/></testsuites>"),
    ):
        with pytest.raises(Exception, match=r"required|is not valid"):
            check(fmt, wrong)


@pytest.mark.parametrize("fmt", MACHINE)
def test_the_bar_decides_what_fails(fmt: str) -> None:
    run = RunResult((samples.emoji(),))
    usual, low = Options(), Options(bar=Bar(min_confidence=Confidence.LOW))
    assert render(run, fmt, usual) != render(run, fmt, low)
