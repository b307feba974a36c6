"""The hooks as a newsroom installs them, under the real pre-commit and a real Git.

That they can be installed is tested with a clone of the project, in an environment that pre-commit makes; what the
project depends on, and nothing else, is put there by links to what is installed here, which itself shows that it can be
installed. What they do
is tested with the same hooks, their program being started once for all of them (tests/kept_program.py).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from auditor.base import cache
from auditor.runs.sieve import sieve_of
from auditor.settings.settings import Settings
from bench import dependencies
from tests import linked
from tests.cli.test_main import word_file
from tests.kept_program import address, command

ROOT = Path(__file__).parents[1]
HOOKS: Mapping[str, dict[str, Any]] = {
    hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
}

BAD = "Council to close library\n\nThe council will close the library in May, sources said.\n"
MENDED = "Council to close library\n\nThe council will close the library in May, Mayor Ann Poe said on Tuesday.\n"
OLD = """Council to close library

The library will close in May, Mayor Ann Poe said on Tuesday.

The building will be sold, sources said.

The books go to the school, Poe said.
"""
"""A draft with findings on line 5, and none elsewhere."""
REASON = "because no more can be said safely"
WAIVED = OLD.replace(
    "sources said.",
    f"sources said. <!-- auditor: waive default/bare-source {REASON} -->"
    f" <!-- auditor: waive default/anonymous-without-reason {REASON} -->",
)

pytestmark = [pytest.mark.model, pytest.mark.slow]


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    identity = ("user.name=Jane Roe", "user.email=jane@courier.example", "init.defaultBranch=main")
    settings = [part for each in identity for part in ("-c", each)]
    return subprocess.run(
        ["git", *settings, *arguments], cwd=folder, capture_output=True, text=True, timeout=900, check=False
    )


def commit(folder: Path, message: str = "Drafts", *arguments: str) -> subprocess.CompletedProcess[str]:
    """Commits everything; hooks run."""
    git(folder, "add", "--all")
    return git(folder, "commit", "--message", message, *arguments)


def refused(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stderr


def accepted(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stderr


def write(folder: Path, texts: Mapping[str, str | bytes]) -> None:
    for name, text in texts.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def pre_commit(folder: Path, *arguments: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module", autouse=True)
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """An environment without anything of Git's, with a cache of its own for pre-commit."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PRE_COMMIT_HOME", str(tmp_path_factory.mktemp("pre-commit")))
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            patch.delenv(name)
        yield


# ---------------------------------------------------------------- installed from a clone


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
    accepted(commit(folder, "The project"))
    return folder


@pytest.fixture(scope="module")
def needed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with links to the files of all that the project depends on, extras left out."""
    return linked.link(dependencies.run_time(), tmp_path_factory.mktemp("needed"))


@pytest.fixture(scope="module")
def builder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what builds the project."""
    return linked.link_builder(tmp_path_factory.mktemp("builder"))


def link(needed: Path) -> None:
    """Lets Python look into `needed` in the environment that pre-commit has made."""
    for packages in Path(os.environ["PRE_COMMIT_HOME"]).glob("repo*/py_env-*/lib/python*/site-packages"):
        (packages / "needed.pth").write_text(f"{needed}\n", encoding="utf-8")


def test_the_hooks_as_they_are_installed(
    project: Path,
    needed: Path,
    builder: Path,
    tmp_path: Path,
    tmp_path_factory: pytest.TempPathFactory,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(cache.FOLDER, str(tmp_path_factory.mktemp("kept") / "audits"))  # as there is one for everybody
    git(tmp_path, "init")
    write(tmp_path, {"old.txt": BAD})
    accepted(commit(tmp_path, "Before there was a hook"))
    revision = git(project, "rev-parse", "HEAD").stdout.strip()
    config = {"repo": project.as_uri(), "rev": revision, "hooks": [{"id": name} for name in HOOKS]}
    write(tmp_path, {".pre-commit-config.yaml": yaml.safe_dump({"repos": [config]})})
    with monkeypatch.context() as patch:
        patch.setenv("PIP_NO_DEPS", "1")
        patch.setenv("PIP_NO_BUILD_ISOLATION", "0")  # which is how pip is told that there is none
        patch.setenv("PYTHONPATH", str(builder))
        pre_commit(tmp_path, "install", "--install-hooks")
    link(needed)

    odd = ("--stdin-filename=x.md", "--quiet.txt", "--help.md", "@list.txt", "*.md")
    write(tmp_path, dict.fromkeys(odd, BAD) | {"broken.txt": b"%PDF-1.7"})
    told = refused(commit(tmp_path))
    assert [name for name in odd if f"{name}: 3 warnings" not in told] == []
    assert "default/" in told
    assert "old.txt" not in told  # only changed drafts are audited
    assert "broken.txt: A316 PDF documents are read by libraries that are not installed" in told

    write(tmp_path, dict.fromkeys(odd, MENDED))
    (tmp_path / "broken.txt").unlink()
    told = refused(commit(tmp_path))
    assert "5 reports are new or have changed" in told
    assert "warnings" not in told
    accepted(commit(tmp_path))  # reports are no drafts
    assert (tmp_path / "reports/@list.txt.md").read_text(encoding="utf-8").startswith("# Transparency report")
    write(tmp_path, {"notes.py": "print('sources said')\n"})
    accepted(commit(tmp_path, "No draft at all"))


# ---------------------------------------------------------------- what they do


Hooked = Any


@pytest.fixture
def drafts(tmp_path: Path) -> Hooked:
    """Makes a repository of drafts, some of them old, with one of the hooks, whose args may be others."""

    def hooked(name: str = "auditor", *args: str, **old: str) -> Path:
        git(tmp_path, "init")
        write(tmp_path, {f"drafts/{stem}.md": text for stem, text in old.items()})
        program, *arguments = HOOKS[name]["entry"].split()
        assert program == "auditor"
        hook = {**HOOKS[name], "language": "system", "entry": " ".join([*command(address()), *arguments])}
        if args:
            hook["args"] = [*args, "--"]
        config = {"repos": [{"repo": "local", "hooks": [hook]}]}
        write(tmp_path, {".pre-commit-config.yaml": yaml.safe_dump(config)})
        accepted(commit(tmp_path, "Before there was a hook"))
        pre_commit(tmp_path, "install")
        return tmp_path

    return hooked


NO_DRAFTS = (
    "README.md", "docs/readme.txt", "LICENSE.txt", "Licence.md", "CONTRIBUTING.md", "CHANGELOG.md",
    "CODE_OF_CONDUCT.md",
    "requirements.txt", "sub/requirements-dev.txt", "constraints.txt", "robots.txt", "web/humans.txt",
    "CMakeLists.txt", ".github/pull_request_template.md", "docs/PULL_REQUEST_TEMPLATE.md", ".hidden.md", "AGENTS.md",
)  # fmt: skip
DRAFTS = (
    "drafts/aid.md", "licence-fee.md", "readme-first-novel.md", "new-visa-requirements.txt", "history-of-a-flood.md",
    "robots-in-care-homes.txt", "notices.txt", "security.md", "history.md",
    "readme/aid.md", "License.d/aid.txt", "a..b.md", "AID.DOCX", "日本.md",
)  # fmt: skip


@pytest.mark.parametrize("hook", HOOKS.values(), ids=HOOKS)
def test_the_hook_is_handed_what_the_program_takes_for_drafts(hook: Mapping[str, Any]) -> None:
    sieve = sieve_of(Settings(), Path.cwd())
    patterns = [pattern.replace("*", "x") for pattern in Settings().never_drafts]
    for path in (*NO_DRAFTS, *patterns, *DRAFTS, *(f"aid{suffix}" for suffix in Settings().suffixes), "aid.txt.py"):
        is_handed = bool(re.search(hook["files"], path) and not re.search(hook["exclude"], path))
        is_hidden = any(part.startswith(".") for part in Path(path).parts)
        assert is_handed == (sieve.takes(Path(path)) and not is_hidden), path
    assert not any(re.search(hook["exclude"], path) for path in DRAFTS)
    assert "--force-exclude" in hook["entry"]
    assert hook["args"][-1] == "--"


def test_drafts_of_all_kinds_and_what_is_none(drafts: Hooked) -> None:
    folder = drafts(gone=BAD, named=BAD, quiet=BAD)
    git(folder, "rm", "drafts/gone.md")
    git(folder, "mv", "drafts/named.md", "drafts/renamed.md")
    write(
        folder,
        {
            "drafts/two words é.txt": BAD,
            "drafts/日本.MD": BAD,
            "drafts/trial.docx": word_file(),
            "drafts/waived.md": WAIVED,
            "drafts/beside.md": BAD,
            "drafts/beside.auditor.yaml": "waive:\n  - rule: default/bare-source\n    reason: none is safe\n",
            "README.md": BAD,
            "LICENSE.txt": BAD,
            "CONTRIBUTING.md": BAD,
            "requirements.txt": BAD,
            "CODEOWNERS": BAD,
            ".github/CODEOWNERS": BAD,
            ".github/pull_request_template.md": BAD,
            "web/robots.txt": BAD,
        },
    )
    told = refused(commit(folder))
    listed = re.findall(r"^(\S.*\.\w+): (\d+ \w+)", told, re.M)
    assert sorted(listed) == [
        ("drafts/beside.md", "2 warnings"),
        ("drafts/renamed.md", "3 warnings"),
        ("drafts/trial.docx", "2 warnings"),
        ("drafts/two words é.txt", "3 warnings"),
        ("drafts/日本.MD", "3 warnings"),
    ]
    assert "README" not in told


def test_what_is_named_by_a_hook_of_ones_own_and_is_no_draft_is_passed_over(drafts: Hooked) -> None:
    """A pattern of one's own takes the place of the hook's; the program knows what is no draft all the same."""
    folder = drafts()
    config = folder / ".pre-commit-config.yaml"
    data = yaml.safe_load(config.read_text())
    data["repos"][0]["hooks"][0] |= {"files": "", "exclude": "^$"}
    config.write_text(yaml.safe_dump(data))
    write(folder, {"README.md": BAD, "photo.png": b"\x89PNG", "old/aid.md": BAD, "auditor.yaml": "ignore: [old/]\n"})
    told = accepted(commit(folder))
    assert "passed over because of the settings, though named: old/aid.md; " in told
    assert "README" not in told and "photo" not in told


def test_nothing_is_printed_of_drafts_that_are_clean(drafts: Hooked) -> None:
    folder = drafts()
    write(folder, {"drafts/aid.md": MENDED, "drafts/waived.md": WAIVED, "README.md": BAD})
    told = accepted(commit(folder))
    assert re.fullmatch(r"sourcing of drafts\.+Passed\n- hook id: auditor\n- duration: \S+s\n", told), told


def test_of_a_partly_staged_draft_the_staged_part_counts(drafts: Hooked) -> None:
    folder = drafts(aid=MENDED, trial=MENDED)
    write(folder, {"drafts/aid.md": MENDED.replace("May", "June")})
    git(folder, "add", "--all")
    write(folder, {"drafts/aid.md": BAD})
    accepted(git(folder, "commit", "--message", "Mended, and what is not staged is bad"))
    assert (folder / "drafts/aid.md").read_text() == BAD

    write(folder, {"drafts/trial.md": BAD})
    git(folder, "add", "drafts/trial.md")
    write(folder, {"drafts/trial.md": MENDED})
    told = refused(git(folder, "commit", "--message", "Bad, and what is not staged is mended"))
    assert "drafts/trial.md: 3 warnings" in told
    assert "drafts/aid.md" not in told
    assert (folder / "drafts/trial.md").read_text() == MENDED
    write(folder, {"drafts/trial.md": MENDED.replace("May", "June")})
    accepted(git(folder, "commit", "--message", "Mended, by name", "drafts/trial.md"))
    assert git(folder, "status", "--short").stdout == " M drafts/aid.md\n"


def test_what_does_not_fail_is_shown_and_passes(drafts: Hooked) -> None:
    folder = drafts("auditor", "--fail-on", "error")
    write(folder, {"drafts/aid.md": BAD})
    told = accepted(commit(folder))
    assert "Passed" in told
    assert "drafts/aid.md: 3 warnings" in told


def test_options_are_refused_where_a_draft_has_their_name(drafts: Hooked) -> None:
    folder = drafts("auditor", "--fail-on", "never")
    config = folder / ".pre-commit-config.yaml"
    data = yaml.safe_load(config.read_text())
    assert data["repos"][0]["hooks"][0]["args"].pop() == "--"
    config.write_text(yaml.safe_dump(data))
    write(folder, {"--output=hidden.txt": BAD})
    told = refused(commit(folder))
    assert "A001 '--output=hidden.txt' looks like an option and is a file here" in told
    assert not (folder / "hidden.txt").exists()


@pytest.mark.parametrize("arguments", [(), ("--all",)])
def test_changed_lines_only(drafts: Hooked, arguments: tuple[str, ...]) -> None:
    folder = drafts("auditor", "--changed-since", "HEAD", aid=OLD)
    write(folder, {"drafts/aid.md": OLD.replace("May", "June")})
    told = accepted(commit(folder, "A line that is in order", *arguments))
    assert "drafts/aid.md:" not in told
    assert "not shown: in lines that have not changed since HEAD" in told

    bad = OLD.replace("May", "June").replace("the school, Poe", "the school, an insider")
    write(folder, {"drafts/aid.md": bad})
    told = refused(commit(folder, "A bad line", *arguments))
    assert re.findall(r"^  (\d+):\d+ ", told, re.M) == ["7", "7"]


def test_changed_lines_of_partly_staged_and_renamed_drafts(drafts: Hooked) -> None:
    folder = drafts("auditor", "--changed-since", "HEAD", aid=OLD, trial=OLD)
    git(folder, "mv", "drafts/trial.md", "drafts/court.md")
    write(folder, {"drafts/aid.md": OLD.replace("May", "June"), "drafts/court.md": OLD.replace("May", "June")})
    git(folder, "add", "--all")
    bad = OLD.replace("May", "June").replace("the school, Poe", "the school, an insider")
    write(folder, {"drafts/aid.md": bad})
    told = accepted(git(folder, "commit", "--message", "In order, and what is not staged is bad"))
    assert ".md:" not in told
    git(folder, "add", "--all")
    assert "7:" in refused(git(folder, "commit", "--message", "What was not staged"))


def test_a_draft_whose_conflict_is_resolved(drafts: Hooked) -> None:
    folder = drafts("auditor", "--changed-since", "HEAD", aid=OLD)
    git(folder, "checkout", "-b", "night")
    night = OLD.replace("in May", "in June").replace("the school, Poe", "the school, an insider")
    write(folder, {"drafts/aid.md": night})
    accepted(commit(folder, "Night desk", "--no-verify"))
    git(folder, "checkout", "main")
    write(folder, {"drafts/aid.md": OLD.replace("in May", "in July")})
    accepted(commit(folder, "Day desk"))
    assert git(folder, "merge", "night").returncode == 1
    write(folder, {"drafts/aid.md": night.replace("Mayor Ann Poe said", "an official said")})
    told = refused(commit(folder, "Merged, with a line of neither"))
    assert set(re.findall(r"^  (\d+):\d+ ", told, re.M)) == {"3"}
    write(folder, {"drafts/aid.md": night})
    accepted(commit(folder, "Merged"))
    assert len(git(folder, "log", "-1", "--format=%P").stdout.split()) == 2


def test_what_a_baseline_knows_passes(drafts: Hooked) -> None:
    folder = drafts("auditor", "--baseline", "auditor-baseline.json", aid=OLD)
    subprocess.run([*command(address()), "baseline", "write", "drafts"], cwd=folder, check=True)
    write(folder, {"drafts/aid.md": OLD.replace("May", "June")})
    told = accepted(commit(folder))
    assert "of auditor-baseline.json not shown: there before" in told
    write(folder, {"drafts/aid.md": OLD.replace("the school, Poe", "the school, an insider")})
    assert set(re.findall(r"^  (\d+):\d+ ", refused(commit(folder)), re.M)) == {"7"}


def test_in_a_linked_work_tree(drafts: Hooked) -> None:
    folder = drafts("auditor", "--changed-since", "HEAD", aid=OLD)
    git(folder, "worktree", "add", "../linked")
    linked = folder.parent / "linked"
    write(linked, {"drafts/aid.md": OLD.replace("May", "June")})
    told = accepted(commit(linked))
    assert "not shown: in lines that have not changed since HEAD" in told


# ---------------------------------------------------------------- reports


def test_reports_are_written_and_must_be_in_the_commit(drafts: Hooked) -> None:
    folder = drafts("auditor-report")
    write(folder, {"drafts/day/aid.md": OLD, "drafts/night/aid.md": MENDED, "README.md": BAD})
    told = refused(commit(folder))
    day, night = "reports/drafts/day/aid.md.md", "reports/drafts/night/aid.md.md"
    assert f"\n{day}\n{night}\n2 reports are new or have changed and are not in the commit" in told
    assert f"git add {day} {night}\n" in told
    told = accepted(commit(folder, "With the reports"))
    assert "aid" not in told
    assert git(folder, "show", f"HEAD:{day}").stdout.startswith("# Transparency report: Council to close library")
    assert sorted(each.name for each in (folder / "reports").rglob("*.*")) == ["aid.md.md", "aid.md.md"]

    write(folder, {"drafts/night/aid.md": BAD})  # alone, and its report has the same name
    git(folder, "add", "drafts")
    told = refused(git(folder, "commit", "--message", "A report that is old"))
    assert f"\n{night}\n" in told
    assert day not in told
    accepted(commit(folder, "The same with its report"))
    assert "sources" in git(folder, "show", f"HEAD:{night}").stdout


def test_a_report_is_of_what_is_staged(drafts: Hooked) -> None:
    folder = drafts("auditor-report", "--format", "markdown", "--output", ".")
    write(folder, {"drafts/aid.md": MENDED})
    refused(commit(folder))
    git(folder, "add", "--all")
    write(folder, {"drafts/aid.md": BAD})
    accepted(git(folder, "commit", "--message", "What is not staged is another text"))
    report = git(folder, "show", "HEAD:drafts/aid.md.md").stdout  # beside the draft, and no draft itself
    assert "Mayor Ann Poe" in report
    assert (folder / "drafts/aid.md").read_text() == BAD


def test_reports_that_git_ignores_are_written_and_need_not_be_in_the_commit(drafts: Hooked) -> None:
    folder = drafts("auditor-report", "--format", "html", "--output", "reports")
    write(folder, {"drafts/aid.md": MENDED, ".gitignore": "reports/\n"})
    accepted(commit(folder))
    assert (folder / "reports/drafts/aid.md.html").exists()


# ---------------------------------------------------------------- docs/pre-commit.md


def blocks(page: str, language: str) -> list[str]:
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.S | re.M)


def test_the_configurations_shown_are_in_order() -> None:
    shown = [yaml.safe_load(block)["repos"][0] for block in blocks("pre-commit.md", "yaml")]
    assert len(shown) == 5
    for repo in shown:
        assert set(repo) == {"repo", "rev", "hooks"}
        for hook in repo["hooks"]:
            assert hook["id"] in HOOKS
            assert set(hook) <= {"id", "args"}
            assert hook.get("args", ["--"])[-1] == "--"


def test_what_is_shown_can_be_done(drafts: Hooked, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The commands of the page, one after the other, and each configuration with a draft that is clean."""
    folder = drafts(aid=MENDED)
    programs = tmp_path_factory.mktemp("programs")
    for name, started_by in (("auditor", command(address())), ("pre-commit", [sys.executable, "-m", "pre_commit"])):
        (programs / name).write_text(f'#!/bin/sh\nexec {" ".join(started_by)} "$@"\n')
        (programs / name).chmod(0o755)
    identity = {
        f"GIT_{who}_{what}": "jane@courier.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    path = {"PATH": f"{programs}{os.pathsep}{os.environ['PATH']}"}
    *shown, script = blocks("pre-commit.md", "sh")
    for number, block in enumerate(shown):
        write(folder, {"drafts/aid.md": MENDED.replace("May", f"{number} May")})
        git(folder, "add", "drafts")
        done = subprocess.run(
            ["bash", "-e", "-c", block], cwd=folder, env={**os.environ, **identity, **path},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, block + done.stdout + done.stderr
    assert (folder / "auditor-baseline.json").exists()
    assert (folder / "reports/drafts/aid.md.html").exists()
    assert "Moved to the archive" in git(folder, "log", "--format=%s").stdout

    assert script.startswith("#!/bin/sh\n")
    (folder / ".git/hooks/pre-commit").write_text(script)
    write(folder, {"drafts/aid.md": BAD, "README.md": BAD})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PATH", path["PATH"])
        done = commit(folder)
    assert done.returncode != 0
    assert "drafts/aid.md: 3 warnings" in done.stdout + done.stderr


@pytest.mark.parametrize("number", range(1, 5))
def test_each_configuration_shown_passes_what_is_clean(drafts: Hooked, number: int) -> None:
    shown = yaml.safe_load(blocks("pre-commit.md", "yaml")[number])["repos"][0]["hooks"]
    hook = shown[-1]
    folder = drafts(hook["id"], *hook["args"][:-1], aid=MENDED)
    subprocess.run([*command(address()), "baseline", "write", "drafts"], cwd=folder, check=False)
    write(folder, {"drafts/aid.md": MENDED.replace("May", "June")})
    if hook["id"] == "auditor-report":
        refused(commit(folder))
    accepted(commit(folder))
