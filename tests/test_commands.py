"""Every command that a page tells people to type is typed: in a folder with the drafts that pages name.

What cannot be run is on a list with the reason, and its names of commands and options are looked up. Results are
shared: a command is run once for the same files.
"""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

from auditor import engine, toolkit
from auditor.cli.main import _COMMANDS, main
from tests.kept import _kept
from tests.told_commands import SHELLS, Told, blocks, commands, lines, mentions, misnamed
from tests.unit.annotating.documents import document, para, run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = {path.name: path for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))}
NOT_RUN = {
    "watch": "goes on until it is interrupted; tests/cli/test_watch.py runs it",
    "lsp": "waits for an editor; tests/cli/test_lsp.py speaks to it",
}
NOT_RUN_WITH = {"ray": "needs Ray, and some of it a cluster; tests/hostile/test_ray.py runs it"}
"""Values of `--engine`, and why commands with them are not run here."""
COMPARED = {
    "summary.md": "tests/test_docs.py",
    "reviews.md": "tests/cli/test_reviews.py",
    "rules.md": "tests/unit/packs/test_docs.py",
}
"""Pages whose blocks `console` are run elsewhere, and their output compared with what the page shows."""
WITHIN = {
    "strace": "needs Linux and a program that is not everywhere; tests/test_privacy.py watches with it",
    "docker": "needs a machine that runs containers",
    "podman": "needs a machine that runs containers",
    "uvx": "fetches packages from the network",
    "uv": "fetches packages from the network",
    "pipx": "fetches packages from the network",
    "xargs": "takes the names from another command",
    "git": "takes the names from another command",
}
"""Programs that start the auditor on a page, and why they do not here."""
NOT_OURS = {
    "python3": "makes an environment",
    "python": "runs a script of the project",
    "pip": "fetches packages from the network",
    "pytest": "runs these tests",
    "git": "is not ours",
    "pre-commit": "is not ours, and fetches from the network; tests/test_precommit.py runs it",
    "reviewdog": "is not ours, and speaks to a service",
    ".": "concerns the shell that it is typed in",
    "source": "concerns the shell that it is typed in",
    "cd": "concerns the shell that it is typed in",
    "mkdir": "is not ours",
    "cat": "is not ours",
    "cp": "is not ours",
    "rm": "is not ours",
    "uv": "fetches packages from the network",
    "pipx": "fetches packages from the network",
    "docker": "needs a machine that runs containers",
    "podman": "needs a machine that runs containers",
    "curl": "speaks to a network",
    "sha256sum": "is not ours",
    "export": "concerns the shell that it is typed in",
    "ray": "is not ours, and starts a cluster",
}
"""Programs that pages name beside the auditor, and why no test runs them here."""

AID = """---
title: Fourteen at the pier
desk: Metro
author: Tom Reyl
date: 2026-03-12
---

# Fourteen at the pier

"We were never told," said Maria Okafor, who has run the pier since 2011.

The harbour will close in May, an insider said.

Northgate Council did not respond to a request for comment.
"""


# ---------------------------------------------------------------- the folder


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository with the drafts that pages name."""
    here = tmp_path_factory.mktemp("laid-out")
    (here / "drafts").mkdir()
    shelter = re.findall(r"^```text\n(.*?)^```$", README, re.S | re.M)[0]
    for name in ("shelter.txt", "drafts/shelter.txt"):
        (here / name).write_text(shelter, encoding="utf-8")
    for name in ("aid.md", "drafts/aid.md", "drafts/aid-v1.md"):
        (here / name).write_text(AID, encoding="utf-8")
    (here / "drafts/aid-v2.md").write_text(AID.replace("an insider", "Ada Wynn, an engineer,"), encoding="utf-8")
    body = "".join(para(run(words)) for words in (*["The tide was high."] * 11, "It will close, an insider said."))
    for name in ("aid.docx", "drafts/aid.docx"):
        (here / name).write_bytes(document(body))
    rows = "".join(
        f'a{n},Pier {n},Herald,Metro,20{n}-05-01,"The pier will close, an insider said. "\n' for n in (16, 17)
    )
    (here / "corpus.csv").write_text(f"id,headline,outlet,desk,date,body\n{rows}", encoding="utf-8")
    for case in ("market-move", "touchline-rumours"):
        shutil.copytree(ROOT / "tests/cases" / case, here / "tests/cases" / case)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(here)
        assert main(["baseline", "write", "drafts/"]) == 0
        for day in ("monday", "friday"):
            assert main(["report", "drafts/aid.md", "--format", "json", "--output", f"reports/{day}"]) == 0
    for command in (
        ["init", "-q"],
        ["add", "."],
        ["-c", "user.name=A", "-c", "user.email=a@a.invalid", "commit", "-qm", "All"],
    ):
        subprocess.run(["git", *command], cwd=here, check=True)
    return here


@dataclass(slots=True)
class Done:
    """What a command did: its exit code, what it said, and the files that it made or changed."""

    code: int
    out: str
    err: str
    files: Mapping[str, bytes]


@dataclass(slots=True)
class Desk:
    """Runs commands in a folder; of two that are equal, with equal files there, the second is not run again."""

    done: dict[str, Done] = field(default_factory=dict)

    def run(self, told: Told, here: Path, capsys: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> Done:
        before = files(here)
        key = repr((told.words, told.reads, told.piped, sorted((name, digest(held)) for name, held in before.items())))
        if key not in self.done:
            capsys.readouterr()
            given = (here / told.reads).read_bytes() if told.reads else AID.encode() if told.piped else b""
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(given), encoding="utf-8"))
            code = main(expanded(told.words, here))
            said = capsys.readouterr()
            after = files(here)
            made = {name: held for name, held in after.items() if before.get(name) != held}
            self.done[key] = Done(code, said.out, said.err, made)
        for name, held in self.done[key].files.items():
            (here / name).parent.mkdir(parents=True, exist_ok=True)
            (here / name).write_bytes(held)
        if told.writes:
            (here / told.writes).write_text(self.done[key].out, encoding="utf-8")
        return self.done[key]


def expanded(words: Sequence[str], folder: Path) -> list[str]:
    """The words with names in the place of patterns of folders, such as `cases/*/draft.*`, as a shell gives them."""
    named = {word: sorted(folder.glob(word)) for word in words if "*/" in word}
    return [each for word in words for each in _relative(named.get(word), folder) or [word]]


def _relative(paths: Sequence[Path] | None, folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in paths or ()]


def files(folder: Path) -> dict[str, bytes]:
    found = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


def digest(held: bytes) -> str:
    return hashlib.sha256(held).hexdigest()


@pytest.fixture(scope="module")
def desk() -> Desk:
    return Desk()


@pytest.fixture(scope="module", autouse=True)
def read_once() -> Iterator[None]:
    """Packs that ship are loaded once, and equal drafts are audited once by equal packs: wherever that is asked for."""
    alive: dict[int, object] = {}
    kept: dict[Any, Any] = {
        toolkit.build_toolkit: _kept(toolkit.build_toolkit, lambda *given, **named: repr((given, named))),
        engine.audit: _kept(
            engine.audit, lambda article, tools: (repr(article), id(alive.setdefault(id(tools), tools)))
        ),
    }
    with pytest.MonkeyPatch.context() as patch:
        for module in [module for name, module in sys.modules.items() if name.startswith("auditor.")]:
            for name, held in list(vars(module).items()):
                if isinstance(held, FunctionType) and held in kept:
                    patch.setattr(module, name, kept[held])
        yield


@pytest.fixture
def here(laid_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder, which a page may change."""
    folder = tmp_path / "desk"
    shutil.copytree(laid_out, folder)
    monkeypatch.chdir(folder)
    return folder


# ---------------------------------------------------------------- what is typed


def typed(name: str) -> Iterator[Told]:
    """The commands of a page, in order."""
    for language, text in blocks(PAGES[name].read_text(encoding="utf-8")):
        if language in SHELLS and not (language == "console" and name in COMPARED):
            for line in lines(language, text):
                yield from commands(line)


def why_not(told: Told) -> str:
    """Why a command of ours is not run; empty if it is."""
    if told.within:
        return WITHIN.get(told.within, "")
    if "$" in "".join(told.words):
        return "a variable of the shell is in it"
    if any(Path(name).is_absolute() for name in (told.reads, told.writes)):
        return "reads or writes outside the folder"
    if "--engine" in told.words:
        return NOT_RUN_WITH.get(told.words[told.words.index("--engine") + 1], "")
    return NOT_RUN.get(told.words[0] if told.words else "", "")


@pytest.mark.model
@pytest.mark.parametrize("name", [name for name in PAGES if any(told.is_ours() for told in typed(name))])
def test_every_command_on_a_page_runs(
    name: str,
    here: Path,
    desk: Desk,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for told in (each for each in typed(name) if each.is_ours()):
        assert not misnamed(told.words), told.line
        assert not told.within or told.within in WITHIN, (
            f"{told.within} starts the auditor: say in WITHIN why it is not run"
        )
        if not why_not(told):
            done = desk.run(told, here, capsys, monkeypatch)
            assert done.code in (0, 1), f"{told.line}\n{done.code}: {done.out[-500:]}{done.err[-1500:]}"


@pytest.mark.model
@pytest.mark.parametrize("example", [example for _, examples in _COMMANDS for example in examples])
def test_every_example_of_the_help_runs(
    example: str, here: Path, desk: Desk, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (told,) = commands(example)
    if not why_not(told):
        done = desk.run(told, here, capsys, monkeypatch)
        assert done.code in (0, 1), f"{done.code}: {done.out[-500:]}{done.err[-1500:]}"


@pytest.mark.parametrize("name", PAGES)
def test_every_command_and_option_that_a_page_names_is_there(name: str) -> None:
    for words in mentions(PAGES[name].read_text(encoding="utf-8")):
        assert not misnamed(words), words


@pytest.mark.parametrize("name", PAGES)
def test_what_is_not_ours_is_known(name: str) -> None:
    for told in (each for each in typed(name) if not each.is_ours()):
        assert told.program in NOT_OURS, f"{told.line}: say in NOT_OURS why it is not run"
        if told.program == "python" and told.words and told.words[0].endswith(".py"):
            script = (ROOT / told.words[0]).read_text(encoding="utf-8")
            for option in (word for word in told.words if word.startswith("--")):
                assert f'"{option}"' in script, told.line


def test_what_is_compared_elsewhere_is() -> None:
    for page, test in COMPARED.items():
        assert page in (ROOT / test).read_text(encoding="utf-8")


# ---------------------------------------------------------------- the reading of pages


def test_patterns_of_folders_become_names(tmp_path: Path) -> None:
    for name in ("b", "a"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "draft.md").write_text("")
    words = ["summary", "*/draft.*", "--drafts", "drafts/**", "no/*/such"]
    assert expanded(words, tmp_path) == ["summary", "a/draft.md", "b/draft.md", "--drafts", "drafts/**", "no/*/such"]


def test_commands_are_read_out_of_a_page() -> None:
    page = (
        "Run `auditor check --quiet drafts/`:\n\n"
        "```console\n$ auditor check a.md \\\n    --quiet\nauditor speaks\n"
        "$ NO_COLOR=1 .venv/bin/auditor show b.md | cat\n```\n\n"
        "- in a list\n\n  ```sh\n  # all of them\n"
        "  auditor check - --stdin-filename 'c#1' < c.md > d.txt 2>&1  # then look\n  ```\n\n"
        "```yaml\nrun: auditor check --nonsense .\n```\n"
    )
    told = [
        each
        for language, text in blocks(page)
        if language in SHELLS
        for line in lines(language, text)
        for each in commands(line)
    ]
    assert [(each.program, tuple(each.words), each.reads, each.writes, each.piped) for each in told] == [
        ("auditor", ("check", "a.md", "--quiet"), "", "", False),
        ("auditor", ("show", "b.md"), "", "", False),
        ("cat", (), "", "", True),
        ("auditor", ("check", "-", "--stdin-filename", "c#1"), "c.md", "d.txt", False),
    ]
    assert list(mentions(page)) == [["check", "--quiet", "drafts/"], ["check", "--nonsense", "."]]


def test_what_would_leave_the_folder_is_not_run() -> None:
    (told,) = commands("_AUDITOR_COMPLETE=source_bash auditor > /etc/bash_completion.d/auditor")
    assert told.is_ours() and why_not(told)


def test_what_starts_another_program_is_seen() -> None:
    (strace,) = commands("strace -f -e trace=network auditor check drafts/")
    assert (strace.program, strace.words, strace.within) == ("auditor", ("check", "drafts/"), "strace")
    (pip,) = commands("pip install auditor")
    assert (pip.program, pip.words) == ("pip", ("install", "auditor"))


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("check drafts/ --polcy ap", "check has no option --polcy"),
        ("chek drafts/", "there is no command chek"),
        ("rules lst", "there is no command lst"),
        ("policies list --wide", ""),
        ("check - -- --x", ""),
        ("summary drafts/ --sort -anonymous", "summary has no option -anonymous"),
        ("summary drafts/ --sort=-anonymous", ""),
        ("COMMAND --help", ""),
    ],
)
def test_names_that_are_not_there_are_told(line: str, wrong: str) -> None:
    assert misnamed(line.split()) == wrong
