"""Workers that are killed, die or hang, and the runs that they leave: all other results come, and nothing hangs."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from auditor.base.pool import STARTS, Loss, spread
from tests.hostile.process import QUICK
from tests.hostile.running import (
    PATIENCE,
    ROOT,
    ROUNDS,
    children,
    is_alive,
    is_auditing,
    started,
    until,
    workers,
    write_drafts,
)
from tests.hostile.work import Trouble, dies, troubled

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc")

LARGE = bytes(5_000_000)
"""More than any pipe or socket holds."""


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """What tasks write down."""
    path = tmp_path / "log"
    path.touch()
    return path


def tasks(log: Path, *names: str) -> list[Trouble]:
    return [Trouble(log, name) for name in names]


def starts(log: Path, name: str) -> int:
    return log.read_text().count(f"start {name} ")


@contextmanager
def beside(work: Callable[[threading.Event], None]) -> Iterator[None]:
    """`work` in a thread until the body has ended, which it is told."""
    over = threading.Event()
    thread = threading.Thread(target=work, args=(over,))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(PATIENCE)


def test_a_process_is_replaced_after_as_many_tasks_as_it_may_do(log: Path) -> None:
    names = [f"n{number}" for number in range(10)]
    assert dict(spread(troubled, tasks(log, *names), 2, most=3)) == dict(enumerate(map(str.upper, names)))
    processes = [line.split()[2] for line in log.read_text().splitlines() if line.startswith("end ")]
    assert len(processes) == 10
    assert max(processes.count(each) for each in processes) <= 3


# ---------------------------------------------------------------- tasks that kill


def test_a_task_whose_process_is_killed_is_done_once_more_and_alone(log: Path) -> None:
    given = tasks(log, "a", "b", "once", "c", "d", "e")
    assert dict(spread(troubled, given, 2)) == dict(enumerate(["A", "B", "ONCE", "C", "D", "E"]))
    lines = [line.split() for line in log.read_text().splitlines()]
    (*before, again, end) = lines
    assert [again[:2], end[:2]] == [["start", "once"], ["end", "once"]]
    assert again[2] not in {pid for _, _, pid in before}
    assert sorted(name for what, name, _ in before if what == "end") == list("abcde")


def test_a_task_that_kills_every_process_costs_itself_alone(log: Path) -> None:
    given = tasks(log, "always-1", "a", "b", "always-2", "c", "d")
    outcomes = dict(spread(troubled, given, 2))
    assert outcomes == {0: Loss.DIED, 1: "A", 2: "B", 3: Loss.DIED, 4: "C", 5: "D"}
    assert [starts(log, t.name) for t in given] == [2, 1, 1, 2, 1, 1]


def test_a_task_without_memory_is_done_once_more(log: Path) -> None:
    assert dict(spread(troubled, tasks(log, "memory", "a"), 2)) == {0: "MEMORY", 1: "A"}
    assert starts(log, "memory") == 2


def test_a_process_that_hangs_is_ended_and_its_task_given_up(log: Path) -> None:
    outcomes = dict(spread(troubled, tasks(log, "stop", "a", "b", "c"), 2, patience=3))
    assert outcomes == {0: Loss.OVERDUE, 1: "A", 2: "B", 3: "C"}
    assert starts(log, "stop") == 1
    assert not workers(os.getpid())


def test_a_process_killed_while_it_sends_its_result(log: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "tests.hostile.work", "a", "torn", "b", "torn", "c", "d"],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert ended.stdout.splitlines() == ["0 a", "1 Loss.DIED", "2 b", "3 Loss.DIED", "4 c", "5 d"]
    assert (ended.returncode, ended.stderr) == (0, "")


# ---------------------------------------------------------------- processes that never get to work


@pytest.mark.parametrize("ballast", [b"", LARGE], ids=["small", "large"])
def test_processes_that_die_at_their_start_are_replaced_a_few_times(log: Path, ballast: bytes) -> None:
    outcomes = dict(spread(partial(dies, log, ballast), tasks(log, *"abcdefgh"), 2))
    assert outcomes == dict.fromkeys(range(8), Loss.UNTRIED)
    assert STARTS <= starts(log, "worker") <= STARTS + 1
    assert not workers(os.getpid())


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSTOP])
def test_processes_killed_or_stopped_at_once(log: Path, number: signal.Signals) -> None:
    """Three that are killed are replaced; one that stops, which reads nothing of what it is sent, blocks nobody."""
    harmed: list[int] = []

    def harm(over: threading.Event) -> None:
        while not over.is_set() and len(harmed) < (3 if number == signal.SIGKILL else 1):
            for worker in workers(os.getpid()):
                if worker not in harmed:
                    os.kill(worker, number)
                    harmed.append(worker)
                    break

    given = tasks(log, *"abcdefgh")
    with beside(harm):
        assert dict(spread(partial(troubled, LARGE), given, 2)) == dict(enumerate("ABCDEFGH"))
    assert harmed
    assert not any(is_alive(worker) for worker in harmed)


# ---------------------------------------------------------------- whole runs


def run_and_kill(folder: Path, rng: random.Random) -> tuple[int | None, str, str]:
    """A run over `folder` in two processes of which one is killed at some moment; no code if it hangs."""
    with started("report", "drafts", "-o", f"out-{rng.random()}", "-f", "json", "--jobs", "2", *QUICK) as running:
        until(lambda: workers(running.pid), running)
        over = threading.Event()
        over.wait(rng.uniform(0, 6))
        if alive := workers(running.pid):
            os.kill(rng.choice(alive), signal.SIGKILL)
        try:
            out, err = running.communicate(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            return None, "", ""
        return running.returncode, out, err


@pytest.mark.model
@pytest.mark.slow
def test_a_worker_killed_at_any_moment_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_drafts(tmp_path / "drafts", 12, 20)
    rng = random.Random(20)
    rounds = ROUNDS or 2
    ended = [run_and_kill(tmp_path, rng) for _ in range(rounds)]
    told = {
        "runs": len(ended),
        "hangs": sum(code is None for code, _, _ in ended),
        "wrong exit codes": sum(code not in {0, None} for code, _, _ in ended),
        "lost drafts": sum(12 - len(out.split()) for code, out, _ in ended if code is not None),
        "tracebacks": sum("Traceback" in err for _, _, err in ended),
    }
    print(told)
    assert told == {"runs": rounds, "hangs": 0, "wrong exit codes": 0, "lost drafts": 0, "tracebacks": 0}


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("is_time", [lambda worker: True, is_auditing], ids=["at start", "in mid-draft"])
def test_no_worker_outlives_its_parent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals, is_time: Callable[[int], bool]
) -> None:
    monkeypatch.chdir(tmp_path)
    write_drafts(tmp_path / "drafts", 12, 1500)
    with started("check", "drafts", "--jobs", "2") as running:
        until(lambda: any(is_time(worker) for worker in workers(running.pid)), running)
        left = children(running.pid)
        os.kill(running.pid, number)
        out, err = running.communicate(timeout=PATIENCE)
    until(lambda: not any(is_alive(process) for process in left))
    assert out == ""
    if number == signal.SIGKILL:
        assert running.returncode == -9
    else:
        assert (running.returncode, err) == (128 + number, f"ended by {number.name}\n")
