"""Whether reports are staged as they are, by a real Git in a folder of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from auditor.base.errors import UsageError
from auditor.runs.staging import unstaged


def git(*arguments: str) -> None:
    identity = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org")
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_what_the_next_commit_has_as_it_is_is_staged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    git("init")
    Path("reports/a b").mkdir(parents=True)
    old, staged, changed, new, odd, ignored = (
        Path("reports", name) for name in ("old.md", "staged.md", "changed.md", "new.md", "a b/ä\n*.md", "x.ignored")
    )
    for path in (old, staged, changed):
        path.write_text("1", encoding="utf-8")
    Path(".gitignore").write_text("*.ignored\n", encoding="utf-8")
    git("add", "--all")
    git("commit", "--message", "old")
    for path in (staged, changed):
        path.write_text("2", encoding="utf-8")
    git("add", "reports/staged.md")
    for path in (new, odd, ignored):
        path.write_text("1", encoding="utf-8")
    every = (old, staged, changed, new, odd, ignored)
    assert unstaged(every, tmp_path) == (changed, new, odd)
    monkeypatch.chdir("reports")
    assert unstaged([Path("new.md"), Path("old.md")], Path.cwd()) == (Path("new.md"),)
    git("add", "--all")
    assert unstaged([Path("new.md"), Path("old.md")], Path.cwd()) == ()


def test_outside_of_a_repository_nothing_is_staged(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        unstaged([], tmp_path)
    assert caught.value.code == "A010"
