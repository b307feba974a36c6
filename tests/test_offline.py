"""A draft is confidential: an audit opens no connection, whatever it does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

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


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """`command` in Python with the guard in force, in its workers as well."""
    guard = folder / "guard"
    guard.mkdir(exist_ok=True)
    (guard / "sitecustomize.py").write_text(GUARD)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(guard), str(ROOT)])}
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


@pytest.mark.model
@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "drafts"],
        ["report", "drafts", "--output", "out"],
        ["report", "drafts", "--output", "out", "--jobs", "2"],
        ["summary", "drafts", "--format", "html"],
        ["show", "drafts/0.txt"],
        ["explain", "drafts/0.txt:3"],
    ],
    ids=" ".join,
)
def test_an_audit_opens_no_connection(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "drafts").mkdir()
    for number in range(9):
        (tmp_path / f"drafts/{number}.txt").write_text(DRAFT)
    done = run(tmp_path, "-m", "auditor", *arguments)
    assert "NETWORK" not in done.stderr
    assert done.returncode in {0, 1}
    assert done.stdout
