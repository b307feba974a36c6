"""The command as a process, its workers, and waiting for signs of what they do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.rules_read import own_cache

ROOT = Path(__file__).parents[2]
ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "0"))
"""How often tests of moments are to be repeated, if not as often as is fit for every day."""

PATIENCE = 120.0
"""Seconds in which a sign must come."""


def started(*arguments: str, env: Mapping[str, str] | None = None, before: Sequence[str] = ()) -> subprocess.Popen[str]:
    """The command as a process of its own, in a group of its own, with a cache of its own if `env` names none."""
    return subprocess.Popen(
        [*before, sys.executable, "-m", "auditor", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, **own_cache(), "PYTHONPATH": str(ROOT), **(env or {})},
        preexec_fn=hear_signals,  # noqa: PLW1509 - the tests start no threads before
    )


@contextmanager
def disk(folder: Path, size: str) -> Iterator[Path]:
    """A file system of its own in a new folder, with room for so much (`24k`); skips the test where none can be."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"no file system can be mounted here: {done.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def hear_signals() -> None:
    """In a child that is about to start: no signal is ignored, even where the tests run as a job in the background."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def until(is_so: Callable[[], object], running: subprocess.Popen[str] | None = None) -> None:
    """Waits for `is_so`, or until `running` has ended; fails if neither happens."""
    end = time.monotonic() + PATIENCE
    asked = time.process_time()
    while not is_so() and (running is None or running.poll() is None):
        assert time.monotonic() < end, "no sign"
        time.sleep(max(0.005, 4 * (time.process_time() - asked)))  # what is waited for needs the processor more
        asked = time.process_time()


def children(parent: int) -> list[int]:
    """The living children of the process `parent`."""
    found = []
    for process in filter(str.isdecimal, os.listdir("/proc")):  # noqa: PTH208 - a path for each takes twice as long
        stat = _read(int(process), "stat").rpartition(b")")[2].split(maxsplit=2)
        if stat and int(stat[1]) == parent and stat[0] not in b"ZX":
            found.append(int(process))
    return found


def workers(parent: int) -> list[int]:
    """The living workers of the process `parent`."""
    return [child for child in children(parent) if b"multiprocessing-fork" in _read(child, "cmdline")]


def is_auditing(worker: int) -> bool:
    """Whether `worker` has loaded what it audits with."""
    return b"onnxruntime" in _read(worker, "maps")


def is_at_work(process: int, jobs: int) -> bool:
    """Whether the command, as `process`, or one of its workers if there are any, has loaded what it audits with."""
    return is_auditing(process) if jobs == 1 else any(map(is_auditing, workers(process)))


def is_alive(process: int) -> bool:
    stat = _read(process, "stat")
    return bool(stat) and stat.rpartition(b")")[2].split()[0] not in b"ZX"


def _read(process: int, name: str) -> bytes:
    try:
        return Path(f"/proc/{process}/{name}").read_bytes()
    except OSError:
        return b""


def write_drafts(folder: Path, drafts: int, paragraphs: int) -> None:
    """Drafts of so many paragraphs each; four hundred take seconds."""
    folder.mkdir()
    body = "\n\n".join(f"“It hurts,” said Ann Poe {n}, who learned to read in street {n}." for n in range(paragraphs))
    for number in range(drafts):
        (folder / f"{number:02}.txt").write_text(body, encoding="utf-8")
