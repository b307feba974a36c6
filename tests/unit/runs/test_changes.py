"""Findings in lines that changed since a revision, by a real Git in a folder of its own."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from auditor.base.errors import UsageError
from auditor.judging.reports import places
from auditor.records.report import Omission, Report, RunResult, Skipped
from auditor.records.scales import Severity
from auditor.runs import changes
from auditor.runs.drafts import Draft, Selection
from tests.factories import find, finding, make_report

OLD = "A source said one.\n\nA clerk said two.\n\nA guard said three.\n"


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    git("init", "--quiet")
    (tmp_path / "aid.md").write_text(OLD, encoding="utf-8")
    commit("old")
    return tmp_path


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def commit(message: str) -> None:
    git("add", "--all")
    git("commit", "--message", message)


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
    lines = changes.lines_of([path], revision)
    return [each.id for each in changes.since(run(text, path), lines).reports[0].findings]


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
    commit("odd")
    assert left(OLD.replace("three", "four"), "a b/ä\tx.md") == ["F3", "F9"]


@pytest.mark.parametrize("revision", ["nowhere", "--output=x", "-p"])
def test_a_revision_that_is_none_is_refused(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError) as caught:
        changes.lines_of(["aid.md"], revision)
    assert caught.value.code == "A010"
    assert not Path("x").exists()


def test_outside_of_a_repository_everything_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert left(OLD) == ["F1", "F2", "F3", "F9"]


def test_a_draft_that_was_only_renamed_has_not_changed(repository: Path) -> None:
    git("mv", "aid.md", "relief.md")
    assert left(OLD, "relief.md") == []
    assert left(OLD.replace("two", "two or three"), "relief.md") == ["F2", "F9"]


def test_a_name_is_no_pattern(repository: Path) -> None:
    Path("*.md").write_text(OLD, encoding="utf-8")
    commit("a star")
    Path("aid.md").write_text(OLD.replace("three", "four"), encoding="utf-8")
    assert left(OLD, "*.md") == []


def test_before_the_first_commit_everything_is_new(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git("init")
    Path("aid.md").write_text(OLD, encoding="utf-8")
    git("add", ".")
    assert left(OLD) == ["F1", "F2", "F3", "F9"]


def test_in_a_merge_lines_of_either_side_have_not_changed(repository: Path) -> None:
    git("checkout", "-b", "other")
    Path("aid.md").write_text(OLD.replace("one", "uno").replace("three", "tres"), encoding="utf-8")
    commit("theirs")
    git("checkout", "-")
    Path("aid.md").write_text(OLD.replace("one", "un"), encoding="utf-8")
    commit("ours")
    with pytest.raises(subprocess.CalledProcessError):
        git("merge", "other")
    assert left(OLD.replace("one", "uno").replace("three", "tres")) == []  # theirs, as it is
    assert left(OLD.replace("one", "1").replace("three", "tres")) == ["F1", "F9"]


def test_a_document_without_lines_that_has_changed_is_new_throughout(repository: Path) -> None:
    Path("aid.docx").write_bytes(b"PK\0\1")
    commit("a document")
    assert changes.lines_of(["aid.docx"], "HEAD") == {"aid.docx": ()}
    Path("aid.docx").write_bytes(b"PK\0\2")
    assert changes.lines_of(["aid.docx"], "HEAD") == {"aid.docx": None}


def test_a_link_has_changed_if_what_it_leads_to_has(repository: Path) -> None:
    Path("link.md").symlink_to("aid.md")
    commit("a link")
    Path("aid.md").write_text(OLD.replace("three", "four"), encoding="utf-8")
    assert changes.lines_of(["link.md"], "HEAD") == {"link.md": (range(5, 6),)}


def test_in_the_hook_of_a_linked_work_tree_git_says_where_its_folder_is(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("desk").mkdir()
    Path("desk/aid.md").write_text(OLD, encoding="utf-8")
    commit("a desk")
    git("worktree", "add", "linked")
    monkeypatch.chdir("linked")
    monkeypatch.setenv("GIT_DIR", str(repository / ".git" / "worktrees" / "linked"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(repository / ".git" / "worktrees" / "linked" / "index"))
    assert left(OLD.replace("three", "four"), "desk/aid.md") == ["F3", "F9"]


def test_drafts_that_have_not_changed_are_passed_over(repository: Path) -> None:
    Path("new.md").write_text(OLD, encoding="utf-8")
    selection = Selection((Draft("aid.md", "aid.md"), Draft("new.md", "new.md"), Draft("-", "-", b"A clerk said.")))
    lines = changes.lines_of(["aid.md", "new.md"], "HEAD")
    found = changes.touched(selection, lines, "HEAD")
    assert [draft.path for draft in found.drafts] == ["new.md", "-"]
    assert found.skipped == (Skipped("aid.md", Omission.UNCHANGED, "not changed since HEAD"),)


def test_a_repository_that_git_does_not_trust_is_told_and_not_taken_for_new(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    with pytest.raises(UsageError) as caught:
        changes.lines_of(["aid.md"], "HEAD")
    assert "dubious ownership" in caught.value.message
    assert caught.value.hint is not None
    assert "safe.directory" in caught.value.hint


def test_git_runs_no_program_that_a_repository_names(repository: Path) -> None:
    Path(".gitattributes").write_text("*.md diff=theirs\n", encoding="utf-8")
    for name, value in (("diff.theirs.textconv", "touch ran;"), ("diff.theirs.command", "touch ran;")):
        git("config", name, value)
    git("config", "core.fsmonitor", "touch ran;")
    assert left(OLD.replace("three", "four")) == ["F3", "F9"]
    assert not Path("ran").exists()
