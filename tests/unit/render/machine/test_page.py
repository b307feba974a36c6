"""The page on forms for machines: every sample is output, every key and command it names is there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from auditor.records.report import RunResult
from auditor.render.dispatch import Options, render, render_report
from auditor.render.machine.lines import ROWS
from tests.factories import FERRY, ferry
from tests.unit.render.machine import samples
from tests.unit.render.machine.test_forms import MACHINE

PAGE = (Path(__file__).parents[4] / "docs" / "machine-formats.md").read_text(encoding="utf-8")
SECTIONS = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##)", PAGE, re.S | re.M))


def run() -> RunResult:
    whole = samples.whole()
    return replace(whole, reports=(samples.with_article(ferry(), FERRY), *whole.reports[1:]))


def test_every_form_has_a_section_and_a_row() -> None:
    assert set(SECTIONS) == {*MACHINE, "jsonld"}
    assert tuple(re.findall(r"^\| `(\w+)` \|", PAGE, re.M)[: len(MACHINE)]) == MACHINE


@pytest.mark.parametrize("fmt", SECTIONS)
def test_every_sample_is_output(fmt: str) -> None:
    text = render_report(ferry(), fmt) if fmt == "jsonld" else render(run(), fmt, Options())
    written = iter(text.splitlines())
    for sample in re.findall(r"^```(?:json|xml|text)\n(.*?)^```$", SECTIONS[fmt], re.S | re.M):
        for line in sample.splitlines():
            assert any(each.rstrip(",") == line.rstrip(",") for each in written), line


@pytest.mark.parametrize("sort", ROWS)
def test_every_key_of_a_row_is_named(sort: str) -> None:
    row = json.loads(render(run(), "jsonl", Options(rows=sort)).splitlines()[0])
    assert set(row) <= set(re.findall(r"`(\w+)`", SECTIONS["jsonl"]))


def test_what_is_shown_for_ci_can_be_read() -> None:
    blocks = re.findall(r"^```yaml\n(.*?)^```$", PAGE, re.S | re.M)
    assert len(blocks) == 1
    assert all(yaml.safe_load(block) for block in blocks)
