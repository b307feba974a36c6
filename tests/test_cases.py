"""The example drafts: what an audit finds in each is what a careful reader finds, known gaps aside.

Every folder of tests/cases holds a draft and expected.json, written by hand from reading the draft. Where the
tool is known to differ, `known_gaps` lists the difference and its reason; a gap that is closed must be taken
out.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from auditor import audit_file
from auditor.records.report import Report

CASES = Path(__file__).parent / "cases"
NAMES = sorted(folder.name for folder in CASES.iterdir() if folder.is_dir())

Item = dict[str, Any]
"""One line of expected.json, or what the audit found in the same form."""


def _draft(name: str) -> Path:
    (draft,) = (CASES / name).glob("draft.*")
    return draft


def _expected(name: str) -> Item:
    expected: Item = json.loads((CASES / name / "expected.json").read_text(encoding="utf-8"))
    return expected


def _found(report: Report) -> Item:
    """The report in the form of expected.json."""
    labels = {source.id: source.label for source in report.sources}
    return {
        "sources": [
            {
                "label": "unattributed" if source.kind == "unattributed" else source.label,
                "kind": str(source.kind),
                "count": source.count,
                "statements": len(report.statements_of(source.id)),
            }
            for source in report.sources
        ],
        "grants": [
            {
                "words": report.text(grant.span),
                "reason": report.text(grant.reason) if grant.reason else None,
                "source": labels.get(grant.source_id or ""),
            }
            for grant in report.grants
        ],
        "non_responses": [
            {
                "words": report.text(item.span),
                "kind": str(item.kind),
                "party": report.text(item.party) if item.party else None,
            }
            for item in report.non_responses
        ],
        "findings": [
            {"policy": finding.policy, "words": report.text(finding.span) if finding.span else ""}
            for finding in report.findings
        ],
    }


KEYS = {
    "sources": ("label",),
    "grants": ("words",),
    "non_responses": ("words",),
    "findings": ("policy", "words"),
}
"""By what an expected item is paired with a found one; the other values are then compared."""


def _differences(what: str, expected: Sequence[Item], found: Sequence[Item]) -> Iterator[str]:
    """What is missing, what differs and what is found beyond, each in words."""
    left = list(found)
    for item in expected:
        name = " ".join(item[key] for key in KEYS[what])
        match = next((o for o in left if all(item[k] == o[k] for k in KEYS[what])), None)
        if match is None:
            yield f"{what}: {name} is missing"
            continue
        left.remove(match)
        for key, value in item.items():
            if key not in KEYS[what] and value != match[key]:
                yield f"{what}: {name}: {key} is {match[key]}, not {value}"
    yield from (f"{what}: {' '.join(item[key] for key in KEYS[what])} is too much" for item in left)


@pytest.fixture(scope="module")
def reports() -> dict[str, Report]:
    """The report of each draft, made once."""
    return {name: audit_file(_draft(name)) for name in NAMES}


@pytest.mark.model
@pytest.mark.parametrize("name", NAMES)
def test_the_audit_finds_what_a_reader_finds(name: str, reports: dict[str, Report]) -> None:
    expected, found = _expected(name), _found(reports[name])
    differences = [
        line
        for what in ("sources", "grants", "non_responses", "findings")
        for line in _differences(what, expected[what], found[what])
    ]
    assert sorted(differences) == sorted(expected["known_gaps"])


@pytest.mark.parametrize("name", NAMES)
def test_what_is_expected_stands_in_the_draft(name: str) -> None:
    text = _draft(name).read_text(encoding="utf-8")
    expected = _expected(name)
    for item in (*expected["grants"], *expected["non_responses"], *expected["findings"]):
        for key in ("words", "reason", "party"):
            assert item.get(key) is None or item[key] in text, item
    labels = {source["label"] for source in expected["sources"]}
    assert all(grant["source"] in labels for grant in expected["grants"])
    assert all(reason for reason in expected["known_gaps"].values())


def test_one_draft_is_clean_and_one_breaks_every_default_rule() -> None:
    rules = {f"default/{path.stem}" for path in (CASES.parent.parent / "rules/policies/default").glob("*.yaml")} - {
        "default/pack"
    }
    broken = {name: {finding["policy"] for finding in _expected(name)["findings"]} for name in NAMES}
    assert set() in broken.values()
    assert rules in broken.values()
