"""Findings beside a baseline: new, existing, moved, fixed; and the file that holds no word of a draft."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.base.errors import SettingsError
from auditor.comparing import baseline
from auditor.records.baseline import Entry, Standing
from auditor.records.report import Finding, Report, RunResult
from auditor.records.scales import Severity
from tests.factories import FERRY, ferry, find, finding


def found(number: int, words: str = "aides", **more: str) -> Finding:
    return finding(number, f"desk/rule-{number}", Severity.WARNING, "So.", find(FERRY, words), **more)


def draft(path: str, *findings: Finding) -> Report:
    return replace(ferry(), article=replace(ferry().article, path=path), findings=findings)


def stand(known: RunResult, now: RunResult, *gone: str) -> Standing:
    return baseline.stand(now, baseline.entries(known), lambda path: path in gone)


def numbers(pairs: tuple[tuple[Report, Finding], ...]) -> list[tuple[str, str]]:
    return [(report.article.path, each.id) for report, each in pairs]


KNOWN = RunResult((draft("a.md", found(1), found(2)), draft("b.md", found(3))))


def test_what_was_there_is_existing_and_what_came_is_new() -> None:
    now = RunResult((draft("a.md", found(1), found(4)), draft("b.md", found(3))))
    standing = stand(KNOWN, now)
    assert numbers(standing.existing) == [("a.md", "F1"), ("b.md", "F3")]
    assert numbers(standing.new) == [("a.md", "F4")]
    assert standing.fixed == (Entry("a.md", "desk/rule-2", f"{2:016x}"),)


def test_only_new_findings_are_left_to_tell_and_waived_ones() -> None:
    now = RunResult((draft("a.md", found(1), found(4), found(5, waived="so")), draft("b.md", found(3))))
    left = baseline.without_known(now, stand(KNOWN, now))
    assert [[each.id for each in report.findings] for report in left.reports] == [["F4", "F5"], []]
    assert left.exit_code(Severity.WARNING) == 1
    assert baseline.without_known(KNOWN, stand(KNOWN, KNOWN)).exit_code(Severity.INFO) == 0


def test_a_draft_that_was_moved_brings_no_findings_back() -> None:
    now = RunResult((draft("new/a.md", found(1), found(2), found(6)), draft("b.md", found(3))))
    standing = stand(KNOWN, now, "a.md")
    assert numbers(standing.moved) == [("new/a.md", "F1"), ("new/a.md", "F2")]
    assert numbers(standing.new) == [("new/a.md", "F6")]
    assert standing.fixed == ()


def test_a_copy_is_a_draft_of_its_own() -> None:
    now = RunResult((*KNOWN.reports, draft("copy.md", found(1), found(2))))
    assert numbers(stand(KNOWN, now).new) == [("copy.md", "F1"), ("copy.md", "F2")]


def test_drafts_that_this_run_has_not_audited_are_left_alone() -> None:
    assert stand(KNOWN, RunResult((draft("b.md", found(3)),))).fixed == ()
    assert len(stand(KNOWN, RunResult((draft("b.md", found(3)),)), "a.md").fixed) == 2


def test_pruning_takes_out_what_is_fixed_follows_what_moved_and_adds_nothing() -> None:
    now = RunResult((draft("new/a.md", found(1), found(6)), draft("b.md")))
    entries = baseline.entries(KNOWN)
    standing = stand(KNOWN, now, "a.md")
    assert baseline.pruned(entries, standing) == (Entry("new/a.md", "desk/rule-1", f"{1:016x}"),)


def test_waived_findings_are_no_part_of_it() -> None:
    assert baseline.entries(RunResult((draft("a.md", found(1, waived="so")),))) == ()


def test_the_file_reads_back_and_holds_no_word_of_a_draft() -> None:
    entries = baseline.entries(KNOWN)
    text = baseline.dumps(entries)
    assert baseline.loads(text, "x.json") == entries
    assert "aides" not in text
    assert baseline.loads(baseline.dumps(()), "x.json") == ()
    assert len(text.splitlines()) == len(entries) + 5


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"schema": "auditor.report/1"}',
        '{"schema": "auditor.baseline/1", "findings": [["a"]]}',
        "[" * 9999,
    ],
)
def test_what_is_no_baseline_is_refused(text: str) -> None:
    with pytest.raises(SettingsError, match="this is no baseline") as caught:
        baseline.loads(text, "x.json")
    assert caught.value.code == "A107"
