"""Findings in lines that changed since a revision, by a real Git in a folder of its own."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.base.errors import UsageError
from auditor.judging.reports import places
from auditor.records.report import Report, RunResult
from auditor.records.scales import Severity
from auditor.runs import changes
from tests.factories import find, finding, make_report

OLD = "A source said one.\n\nA clerk said two.\n\nA guard said three.\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet")
    (tmp_path / "aid.md").write_text(OLD, encoding="utf-8")
    git("add", ".")
    git("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "--quiet", "--message", "old")
    return tmp_path


def git(*arguments: str) -> None:
    subprocess.run(["git", *arguments], check=True)


def run(text: str, path: str = "aid.md") -> RunResult:
    """A finding on the first words of each paragraph, and one on the whole draft."""
    spans = [find(text, each) for each in ("A source", "A clerk", "A guard") if each in text]
    found = [finding(n, "desk/who", Severity.WARNING, "Who?", span) for n, span in enumerate(spans, 1)]
    found.append(finding(9, "desk/lead", Severity.WARNING, "Alone.", None))
    made: Report = make_report(text, findings=tuple(found))
    made = replace(made, places=places(text, spans), article=replace(made.article, path=path))
    return RunResult((made,))


def left(text: str, path: str = "aid.md", revision: str = "HEAD") -> list[str]:
    Path(path).write_text(text, encoding="utf-8")
    return [each.id for each in changes.since(run(text, path), revision).reports[0].findings]


def test_nothing_is_told_of_a_draft_that_has_not_changed(repository: Path) -> None:
    assert left(OLD) == []


def test_findings_in_changed_lines_and_on_the_whole_draft_stay(repository: Path) -> None:
    assert left(OLD.replace("two", "two or three")) == ["F2", "F9"]


def test_a_line_that_was_put_in_moves_no_finding_in(repository: Path) -> None:
    assert left(f"It rained.\n\n{OLD}") == ["F9"]


def test_lines_that_were_taken_out_count_for_those_beside_them(repository: Path) -> None:
    beside = left(OLD.replace("\nA clerk said two.\n", ""))
    assert beside in (["F1", "F9"], ["F2", "F9"])  # Git may see the gap before or after a blank line


def test_what_git_does_not_know_is_new_throughout(repository: Path) -> None:
    assert left(OLD, "new draft.md") == ["F1", "F2", "F3", "F9"]


def test_a_draft_in_a_folder_with_odd_names(repository: Path) -> None:
    Path("a b").mkdir()
    Path("a b/ä\tx.md").write_text(OLD, encoding="utf-8")
    git("add", ".")
    git("-c", "user.name=Desk", "-c", "user.email=desk@example.org", "commit", "--quiet", "--message", "odd")
    assert left(OLD.replace("three", "four"), "a b/ä\tx.md") == ["F3", "F9"]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "-p"])
def test_a_revision_that_is_none_is_refused(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError) as caught:
        changes.since(run(OLD), revision)
    assert caught.value.code == "A010"
    assert not Path("x").exists()


def test_outside_of_a_repository_everything_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert left(OLD) == ["F1", "F2", "F3", "F9"]
