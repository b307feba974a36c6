"""The hook as a newsroom installs it: the real pre-commit, a clone of the project, a repository of drafts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[1]

BAD = "Council to close library\n\nThe council will close the library in May, sources said.\n"
MENDED = "Council to close library\n\nThe council will close the library in May, Mayor Ann Poe said on Tuesday.\n"


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    identity = [
        "-c",
        "user.name=Jane Roe",
        "-c",
        "user.email=jane@courier.example",
        "-c",
        "init.defaultBranch=main",
    ]
    return subprocess.run(
        ["git", *identity, *arguments], cwd=folder, capture_output=True, text=True, timeout=900, check=False
    )


def commit(folder: Path, message: str) -> subprocess.CompletedProcess[str]:
    """Commits everything; hooks run."""
    git(folder, "add", "--all")
    return git(folder, "commit", "--message", message)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with one commit: the files of this checkout as they are now."""
    folder = tmp_path_factory.mktemp("project") / "auditor"
    listed = git(ROOT, "ls-files", "-z", "--cached", "--others", "--exclude-standard").stdout.split("\0")
    for name in filter(None, listed):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    git(folder, "init")
    assert commit(folder, "The project").returncode == 0
    return folder


@pytest.fixture(scope="module")
def drafts(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A repository of drafts with the hook installed, and an old draft that would not pass."""
    folder = tmp_path_factory.mktemp("drafts")
    home = tmp_path_factory.mktemp("pre-commit")
    git(folder, "init")
    (folder / "old.txt").write_text(BAD)
    assert commit(folder, "Before there was a hook").returncode == 0
    revision = git(project, "rev-parse", "HEAD").stdout.strip()
    hook = {"repo": project.as_uri(), "rev": revision, "hooks": [{"id": "auditor"}]}
    (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [hook]}))
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("PRE_COMMIT_HOME", str(home))
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            environment.delenv(name)
        installed = subprocess.run(
            [sys.executable, "-m", "pre_commit", "install", "--install-hooks"],
            cwd=folder, capture_output=True, text=True, timeout=900, check=False,
        )  # fmt: skip
        assert installed.returncode == 0, installed.stdout + installed.stderr
        yield folder


@pytest.mark.model
@pytest.mark.slow
def test_a_bad_draft_is_refused_and_a_mended_one_accepted(drafts: Path) -> None:
    (drafts / "new.txt").write_text(BAD)
    refused = commit(drafts, "A bad draft")
    assert refused.returncode == 1
    assert "new.txt: 3 warnings" in refused.stderr
    assert "default/" in refused.stderr
    assert "old.txt" not in refused.stderr  # only changed drafts are audited

    (drafts / "new.txt").write_text(MENDED)
    accepted = commit(drafts, "The draft, mended")
    assert accepted.returncode == 0, accepted.stderr
    assert "new.txt" not in accepted.stderr

    (drafts / "notes.py").write_text("print('sources said')\n")
    assert commit(drafts, "No draft at all").returncode == 0


@pytest.mark.model
@pytest.mark.slow
def test_no_name_of_a_draft_is_an_option(drafts: Path) -> None:
    odd = ("--stdin-filename=x.md", "--quiet.txt", "--help.md", "@list.txt", "*.md")
    for name in odd:
        (drafts / name).write_text(BAD)
    refused = commit(drafts, "Drafts with odd names")
    assert refused.returncode == 1, refused.stderr
    assert [name for name in odd if f"{name}: 3 warnings" not in refused.stderr] == []
    for name in odd:
        (drafts / name).write_text(MENDED)
    accepted = commit(drafts, "The same, mended")
    assert accepted.returncode == 0, accepted.stderr


@pytest.mark.model
@pytest.mark.slow
def test_options_stand_before_the_two_dashes(drafts: Path) -> None:
    config = drafts / ".pre-commit-config.yaml"
    as_installed = config.read_text()
    data = yaml.safe_load(as_installed)
    data["repos"][0]["hooks"][0]["entry"] = "auditor check --quiet --fail-on never --"
    config.write_text(yaml.safe_dump(data))
    (drafts / "--fail-on.txt").write_text(BAD)
    accepted = commit(drafts, "A bad draft that is let through")
    assert accepted.returncode == 0, accepted.stderr
    config.write_text(as_installed)
    git(drafts, "rm", "--force", "--", "--fail-on.txt")
    assert commit(drafts, "As it was").returncode == 0


@pytest.mark.model
@pytest.mark.slow
def test_a_draft_that_cannot_be_read_is_refused(drafts: Path) -> None:
    (drafts / "broken.txt").write_bytes(b"%PDF-1.7")
    refused = commit(drafts, "No text")
    assert refused.returncode == 1
    assert "broken.txt: A316 PDF documents are read by libraries that are not installed" in refused.stderr
