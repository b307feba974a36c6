"""Signals that ask a run to end, at any moment: the exit code, at most one line, nothing half written, nobody left."""

from __future__ import annotations

import json
import os
import random
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from auditor.base.cache import FOLDER
from tests.hostile.process import QUICK
from tests.hostile.running import (
    PATIENCE,
    ROUNDS,
    children,
    is_alive,
    is_at_work,
    is_auditing,
    started,
    until,
    write_drafts,
)

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc"),
    pytest.mark.slow,
    pytest.mark.model,
]

ENDINGS = {signal.SIGINT: "interrupted\n", signal.SIGTERM: "ended by SIGTERM\n", signal.SIGHUP: "ended by SIGHUP\n"}

IMPORTS = {"1": (0, 10, 60, 250, 500, 1000), "2": (0, 40, 800, 1400, 1450, 2500)}
"""For each number of processes, moments: so many modules were imported since the program itself began.

One process imports about 1200; of more in two processes are told by the workers.
"""


@pytest.fixture
def drafts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a folder of drafts that take half a minute and more."""
    monkeypatch.chdir(tmp_path)
    write_drafts(tmp_path / "drafts", 12, 400)
    return tmp_path


def moments(jobs: str) -> Sequence[int]:
    """Few, or as many as HOSTILE_ROUNDS says, half of them early."""
    rng = random.Random(7)
    last = IMPORTS[jobs][-1]
    return [rng.randrange(last if n % 2 else 300) for n in range(ROUNDS)] or IMPORTS[jobs]


def interrupted_after(imports: int, jobs: str) -> tuple[int, str, str]:
    """A run that gets Ctrl-C, as its whole group does, once it has told of so many imports; with nothing kept."""
    said: list[str] = []
    env = {"PYTHONPROFILEIMPORTTIME": "1", FOLDER: os.environ[FOLDER]}
    with started("check", "drafts", "--jobs", jobs, env=env) as running:
        assert running.stdout is not None and running.stderr is not None
        seen = -1
        for line in running.stderr:
            said.append(line)
            if seen >= 0 or line.rstrip().endswith(" auditor.cli.start"):
                seen += 1
            if seen == imports:
                os.killpg(running.pid, signal.SIGINT)
        out = running.stdout.read()
    told = [line for line in said if not line.startswith("import time:")]
    return running.returncode, out, "".join(told)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_at_any_moment_of_the_start(drafts: Path, jobs: str) -> None:
    ended = [(moment, *interrupted_after(moment, jobs)) for moment in moments(jobs)]
    wrong = [each for each in ended if each[1:] not in {(130, "", "interrupted\n"), (130, "", "")}]
    print(f"{len(ended)} interrupted, {len(wrong)} wrong")
    assert wrong == []
    assert sum(told == "" for _, _, _, told in ended) <= sum(moment < 5 for moment, _, _, _ in ended)


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("number", ENDINGS)
def test_a_signal_in_the_middle_of_the_work(drafts: Path, number: signal.Signals, jobs: str) -> None:
    with started("report", "drafts", "-o", "out", "--jobs", jobs) as running:
        until(lambda: is_at_work(running.pid, int(jobs)), running)
        left = children(running.pid)
        for _ in range(3):
            os.killpg(running.pid, number)
        out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, out, err) == (128 + number, "", ENDINGS[number])
    assert not (drafts / "out").exists()
    until(lambda: not any(is_alive(process) for process in left))


@pytest.mark.parametrize("number", ENDINGS)
def test_a_signal_while_files_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    monkeypatch.chdir(tmp_path)
    write_drafts(tmp_path / "drafts", 7, 20)
    with started("report", "drafts", "-o", "out", *QUICK) as running:
        until(lambda: list(tmp_path.glob("out/*")), running)
        os.kill(running.pid, number)
        out, err = running.communicate(timeout=PATIENCE)
    assert running.returncode in {0, 128 + number}
    assert running.returncode == 0 or err == ENDINGS[number]
    written = {path.as_posix() for path in Path("out").glob("*")}
    assert {name for name in written if Path(name).name.startswith(".")} <= {"out/.auditor-reports"}
    assert set(out.split()) <= written
    for name in Path("out").glob("*.json"):
        json.loads(name.read_text(encoding="utf-8"))


def test_a_signal_that_is_ignored_stays_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_drafts(tmp_path / "drafts", 1, 40)
    with started("check", "drafts", "--fail-on", "never", before=["nohup"]) as running:
        until(lambda: is_auditing(running.pid), running)
        os.kill(running.pid, signal.SIGHUP)
        out, _ = running.communicate(timeout=PATIENCE)
    assert running.returncode == 0
    assert out.startswith("1 draft audited: ") or "\n1 draft audited: " in out
