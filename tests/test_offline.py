"""A draft is confidential: an audit opens no connection, whatever it does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.rules_read import own_cache

ROOT = Path(__file__).parents[1]

GUARD = """
import sys

def refuse(event, args):
    opens = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "socket.send", "urllib.")
    if event.startswith(opens):
        sys.stderr.write(f"NETWORK {event} {args}\\n")
        sys.stderr.flush()
        import os
        os._exit(99)

sys.addaudithook(refuse)
"""
"""Runs in every Python process of the test, before anything else."""

DRAFT = (
    "Council to close library\n\n"
    "The council will close the library, two people briefed on the plan said. See https://courier.example/plan.\n\n"
    "“It hurts,” Mayor Ann Poe wrote on Twitter.\n"
)


def run(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    """`command` in Python with the guard in force, in its workers as well."""
    guard = folder / "guard"
    guard.mkdir(exist_ok=True)
    (guard / "sitecustomize.py").write_text(GUARD)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(guard), str(ROOT)]), **more}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=env,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_the_guard_works(tmp_path: Path) -> None:
    done = run(tmp_path, "-c", "import socket; socket.create_connection(('localhost', 9))")
    assert (done.returncode, done.stderr.split()[:2]) == (99, ["NETWORK", "socket.getaddrinfo"])


SEVERAL = """
import sys
import pytest
from auditor.cli.main import main
from tests.kept import keep

with pytest.MonkeyPatch.context() as patch:
    keep(patch)
    for command in sys.argv[1:]:
        code = main(command.split())
        sys.stderr.write(f"exit code {code}\\n")
"""
"""One process that runs a command after the other: to start one for each takes longer than all of them do."""

COMMANDS = {
    "check few": 1,
    "report few --output out": 0,
    "summary few --format html": 0,
    "stats few": 0,
    "show few/0.txt": 0,
    "explain few/0.txt:3": 0,
}
"""Commands and how they end, all without workers."""


@pytest.fixture
def drafts(tmp_path: Path) -> Path:
    """A working directory with a folder of few drafts, and one with as many as are spread over processes."""
    for folder, number in (("few", 2), ("many", 9)):
        (tmp_path / folder).mkdir()
        for n in range(number):
            (tmp_path / folder / f"{n}.txt").write_text(DRAFT)
    return tmp_path


@pytest.mark.model
def test_no_command_opens_a_connection(drafts: Path) -> None:
    done = run(drafts, "-c", SEVERAL, *COMMANDS)
    assert "NETWORK" not in done.stderr
    assert done.returncode == 0, done.stderr
    ended = [line for line in done.stderr.splitlines() if line.startswith("exit code")]
    assert ended == [f"exit code {code}" for code in COMMANDS.values()], done.stderr
    assert (drafts / "out/1.md").is_file()


@pytest.mark.model
@pytest.mark.parametrize(
    "arguments",
    [
        ["report", "many", "--output", "out", "--jobs", "2"],
        ["concordance", "library", "many", "--jobs", "2"],
    ],
    ids=" ".join,
)
def test_no_worker_opens_a_connection(drafts: Path, arguments: list[str]) -> None:
    done = run(drafts, "-m", "auditor", *arguments, **own_cache())
    assert "NETWORK" not in done.stderr
    assert done.returncode == 0
    assert done.stdout
