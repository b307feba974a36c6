"""What Git is asked about a folder that somebody else filled: it runs no program that anything there names."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.base.errors import UsageError
from auditor.runs import changes, git
from auditor.runs.staging import unstaged

OLD = "A source said one.\n\nA clerk said two.\n"


def run(*arguments: str | Path, folder: Path) -> str:
    identity = ("-c", "user.name=Desk", "-c", "user.email=desk@example.org")
    done = subprocess.run(["git", *identity, *arguments], check=True, capture_output=True, cwd=folder, text=True)
    return done.stdout


@pytest.fixture
def mark(tmp_path: Path) -> Iterator[Path]:
    """A file that is there once a program has run that no one may run."""
    path = tmp_path / "ran"
    yield path
    assert not path.exists()


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder: a repository with a draft that has changed since its only commit."""
    folder = tmp_path / "newsroom"
    (folder / "drafts").mkdir(parents=True)
    run("init", "--quiet", folder=folder)
    (folder / "drafts" / "aid.md").write_text(OLD, encoding="utf-8")
    run("add", "--all", folder=folder)
    run("commit", "--message", "old", folder=folder)
    monkeypatch.chdir(folder)
    (folder / "drafts" / "aid.md").write_text(OLD.replace("two", "three"), encoding="utf-8")
    return folder


def lines(path: str = "drafts/aid.md", revision: str = "HEAD") -> object:
    return changes.lines_of([path], revision)[path]


def bury(folder: Path, mark: Path) -> None:
    """Lays out `folder` as a bare repository that asks for a program of its own, with its work tree in `wt`."""
    work = folder / "wt"
    work.mkdir(parents=True)
    run("init", "--quiet", folder=work)
    (work / "a.md").write_text(OLD, encoding="utf-8")
    (work / ".gitattributes").write_text("*.md filter=x\n", encoding="utf-8")
    run("add", "--all", folder=work)
    run("commit", "--message", "theirs", folder=work)
    for each in (work / ".git").iterdir():
        each.rename(folder / each.name)
    (work / ".git").rmdir()
    (work / "a.md").write_text(OLD.replace("two", "three"), encoding="utf-8")
    core = "[core]\n\trepositoryformatversion = 0\n\tbare = false\n\tworktree = wt\n"
    config = f"{core}[filter \"x\"]\n\tclean = touch '{mark}'; cat\n"
    (folder / "config").write_text(config, encoding="utf-8")


# ---------------------------------------------------------------- repositories within repositories


def test_a_committed_folder_that_looks_like_a_repository_is_none(repository: Path, mark: Path) -> None:
    bury(repository / "drafts" / "in", mark)
    run("add", "--all", folder=repository)
    run("commit", "--message", "a Trojan horse", folder=repository)
    clone = repository.parent / "clone"
    run("clone", "--quiet", repository, clone, folder=repository)
    os.chdir(clone)
    assert lines("drafts/in/wt/a.md") == ()
    assert unstaged([Path("a.md")], clone / "drafts" / "in") == ()
    Path("drafts/in/wt/a.md").write_text("It rained.\n", encoding="utf-8")
    assert lines("drafts/in/wt/a.md") == (range(1, 2),)
    assert unstaged([Path("drafts/in/wt/a.md")], clone / "drafts" / "in") == (Path("drafts/in/wt/a.md"),)


@pytest.mark.parametrize("with_git", ["", "folder", "file"])
def test_nor_is_it_one_outside_of_any(
    tmp_path: Path, mark: Path, with_git: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where an archive was unpacked, which may hold any names."""
    bury(tmp_path / "in", mark)
    monkeypatch.chdir(tmp_path)
    if with_git == "folder":
        (tmp_path / "in" / ".git").mkdir()
    elif with_git == "file":
        (tmp_path / "in" / "wt" / ".git").write_text("gitdir: ..\n", encoding="utf-8")
    lines("in/wt/a.md")
    lines("in/HEAD")
    for folder in (tmp_path / "in", tmp_path / "in" / "wt"):
        try:
            unstaged([Path("in/wt/a.md")], folder)
        except UsageError as error:
            assert error.code == "A010"


def test_an_older_git_that_takes_it_for_one_is_not_believed(
    tmp_path: Path, mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bury(tmp_path / "in", mark)
    (tmp_path / "in" / ".git").mkdir()
    config = (tmp_path / "in" / "config").read_text(encoding="utf-8").replace("= wt", "= .")
    (tmp_path / "in" / "config").write_text(config, encoding="utf-8")
    monkeypatch.setattr(git, "OPTIONS", tuple(each.replace("=explicit", "=all") for each in git.OPTIONS))
    assert git.tree_of(tmp_path / "in") is None
    assert git.tree_of(tmp_path / "in" / "wt") is None


def test_a_folder_within_the_folder_of_git_is_in_no_work_tree(repository: Path) -> None:
    (repository / ".git" / "a.md").write_text(OLD, encoding="utf-8")
    assert lines(".git/a.md") is None


# ---------------------------------------------------------------- programs that a repository names


@pytest.mark.parametrize("kind", ["clean", "process"])
def test_no_filter_runs_whoever_names_it(repository: Path, mark: Path, kind: str) -> None:
    (repository / ".gitattributes").write_text("*.md filter=x.y\n", encoding="utf-8")
    run("config", f"filter.x.y.{kind}", f"touch '{mark}'; cat", folder=repository)
    run("config", "filter.x.y.required", "true", folder=repository)
    assert lines() == (range(3, 4),)
    assert unstaged([Path("drafts/aid.md")], repository) == (Path("drafts/aid.md"),)
    assert lines(".gitattributes") is None


def test_a_filter_with_a_name_that_cannot_be_switched_off_is_told(repository: Path, mark: Path) -> None:
    (repository / ".gitattributes").write_text("*.md filter=x=y\n", encoding="utf-8")
    run("config", "filter.x=y.clean", f"touch '{mark}'; cat", folder=repository)
    with pytest.raises(UsageError) as caught:
        lines()
    assert (caught.value.code, caught.value.message) == ("A010", "git has a filter with the name 'x=y'")


def test_no_hook_and_no_pager_runs(repository: Path, mark: Path) -> None:
    hooks = repository / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (hooks / name).write_text(f"#!/bin/sh\ntouch '{mark}'\n", encoding="utf-8")
        (hooks / name).chmod(0o755)
    told = f"touch '{mark}'; cat"
    for key in ("core.pager", "pager.diff", "core.fsmonitor", "diff.external", "core.sshCommand", "core.askPass"):
        run("config", key, told, folder=repository)
    run("config", "core.hooksPath", hooks, folder=repository)
    os.utime("drafts/aid.md", (1, 1))
    assert lines() == (range(3, 4),)
    assert unstaged([Path("drafts/aid.md")], repository) == (Path("drafts/aid.md"),)


def test_what_is_missing_in_a_partial_clone_is_not_fetched(repository: Path, mark: Path) -> None:
    clone = repository.parent / "clone"
    run("config", "uploadpack.allowFilter", "true", folder=repository)
    run("add", "--all", folder=repository)
    run("commit", "--message", "new", folder=repository)
    source = f"file://{repository.as_posix()}"
    run("clone", "--quiet", "--filter=blob:none", source, clone, folder=repository)
    program = f"touch '{mark}'; git-upload-pack"
    for key, value in (("remote.origin.uploadpack", program), ("protocol.file.allow", "always")):
        run("config", key, value, folder=clone)
    os.chdir(clone)
    with pytest.raises(UsageError) as caught:
        lines(revision="HEAD~1")
    assert caught.value.code == "A010"
    for url in (f"ext::sh -c touch% {mark}", "ssh://example.invalid/x"):
        run("config", "remote.origin.url", url, folder=clone)
        run("config", "protocol.ext.allow", "always", folder=clone)
        run("config", "core.sshCommand", f"touch '{mark}';", folder=clone)
        with pytest.raises(UsageError):
            lines(revision="HEAD~1")


def test_the_filters_of_a_submodule_do_not_run_either(repository: Path, mark: Path) -> None:
    inner = repository / "drafts" / "desk"
    shutil.copytree(repository / ".git", inner / ".git")
    run("reset", "--hard", folder=inner)
    (inner / ".gitattributes").write_text("*.md filter=x\n", encoding="utf-8")
    run("config", "filter.x.clean", f"touch '{mark}'; cat", folder=inner)
    run("add", "drafts/desk", folder=repository)
    (inner / "drafts" / "aid.md").write_text("It rained.\n", encoding="utf-8")
    lines()
    unstaged([Path("drafts/aid.md")], repository)
    assert lines("drafts/desk/drafts/aid.md") == (range(1, 2),)


def test_a_replacement_is_not_taken_for_what_was_committed(repository: Path) -> None:
    old = run("rev-parse", "HEAD:drafts/aid.md", folder=repository).strip()
    new = run("hash-object", "-w", "drafts/aid.md", folder=repository).strip()
    run("replace", old, new, folder=repository)
    assert lines() == (range(3, 4),)


# ---------------------------------------------------------------- what goes on working


def test_a_linked_work_tree_and_a_submodule_have_a_file_in_the_place_of_the_folder(repository: Path) -> None:
    run("worktree", "add", "--quiet", repository.parent / "linked", folder=repository)
    (repository.parent / "linked" / "drafts" / "aid.md").write_text("It rained.\n", encoding="utf-8")
    assert lines((repository.parent / "linked" / "drafts" / "aid.md").as_posix()) == (range(1, 2),)
    allowed = ("-c", "protocol.file.allow=always")
    run(*allowed, "submodule", "--quiet", "add", repository.as_posix(), "sub", folder=repository)
    (repository / "sub" / "drafts" / "aid.md").write_text("It rained.\n", encoding="utf-8")
    assert lines("sub/drafts/aid.md") == (range(1, 2),)


def test_a_work_tree_of_a_bare_repository(repository: Path) -> None:
    bare, work = repository.parent / "desk.git", repository.parent / "work"
    run("clone", "--quiet", "--bare", repository, bare, folder=repository)
    run("worktree", "add", "--quiet", work, folder=bare)
    (work / "drafts" / "aid.md").write_text("It rained.\n", encoding="utf-8")
    assert lines((work / "drafts" / "aid.md").as_posix()) == (range(1, 2),)


def test_a_folder_named_git_that_is_empty_hides_no_repository(repository: Path) -> None:
    (repository / "drafts" / ".git").mkdir()
    assert lines() == (range(3, 4),)


def test_a_repository_and_a_work_tree_that_the_environment_names(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (repository / ".git").rename(tmp_path / "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(repository))
    assert lines() == (range(3, 4),)
    (tmp_path / "other.md").write_text(OLD, encoding="utf-8")
    assert lines((tmp_path / "other.md").as_posix()) is None


def test_what_the_environment_says_of_the_form_of_answers_does_not_matter(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIFF_OPTS", "-u9")
    monkeypatch.setenv("GIT_ICASE_PATHSPECS", "1")
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert lines() == (range(3, 4),)


# ---------------------------------------------------------------- revisions


@pytest.mark.parametrize(
    "revision", ["", " ", "HEAD:drafts/aid.md", "HEAD:drafts", "HEAD^{tree}", "HEAD..HEAD", "a\0b"]
)
def test_what_is_no_revision_is_told_in_words(repository: Path, revision: str) -> None:
    with pytest.raises(UsageError) as caught:
        lines(revision=revision)
    assert (caught.value.code, caught.value.at) == ("A010", None)
    assert caught.value.message.startswith("there is no revision '")
    assert "--changed-since HEAD" in (caught.value.hint or "")


@pytest.mark.parametrize("revision", ["HEAD", "@", "v1", ":/old", "HEAD^{commit}"])
def test_a_revision_by_any_of_its_names(repository: Path, revision: str) -> None:
    run("tag", "--annotate", "v1", "--message", "one", folder=repository)
    assert lines(revision=revision) == (range(3, 4),)
