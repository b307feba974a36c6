"""Work spread over processes that stay alive; tests/hostile has those that do not."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from types import FrameType

import pytest

from auditor.base.errors import At, PackError
from auditor.base.pool import _undisturbed as undisturbed
from auditor.base.pool import spread
from tests.hostile.running import children


def counting() -> Callable[[str], tuple[str, int, int]]:
    """Gives each task in capitals, by which process it was done, and how many that had done before."""
    return partial(_counted, [])


def _counted(before: list[str], task: str) -> tuple[str, int, int]:
    if task == "raise":
        raise PackError("broken", at=At("a.yaml", 3))
    before.append(task)
    return task.upper(), os.getpid(), len(before)


def unprepared() -> Callable[[str], str]:
    """Cannot work."""
    raise PackError("broken", at=At("a.yaml", 3))


def test_results_come_with_the_numbers_of_their_tasks() -> None:
    outcomes = dict(spread(counting, list("abcdefgh"), 2))
    assert sorted(outcomes) == list(range(8))
    done = [outcome for _, outcome in sorted(outcomes.items()) if isinstance(outcome, tuple)]
    assert [name for name, _, _ in done] == list("ABCDEFGH")
    by_process = {process: max(n for _, p, n in done if p == process) for _, process, _ in done}
    assert os.getpid() not in by_process
    assert sum(by_process.values()) == 8  # each is prepared once, and goes on with what it has


def test_no_more_processes_than_tasks_and_none_without() -> None:
    assert len({o[1] for _, o in spread(counting, ["a", "b"], 8) if isinstance(o, tuple)}) <= 2
    assert list(spread(counting, [], 8)) == []


@pytest.mark.parametrize("tasks", [["a"], ["a", "b", "c", "d"]])
def test_what_cannot_be_prepared_is_raised_whole(tasks: list[str]) -> None:
    with pytest.raises(PackError, match="broken") as caught:
        dict(spread(unprepared, tasks, 2))
    assert str(caught.value) == "a.yaml:3: A201 broken"


def test_what_a_task_raises_is_raised() -> None:
    with pytest.raises(PackError, match="broken"):
        dict(spread(counting, ["a", "raise", "b"], 2))


def test_a_reader_that_stops_ends_all_processes() -> None:
    before = set(children(os.getpid()))
    coming = spread(counting, list("abcdefgh"), 2)
    next(coming)
    started = set(children(os.getpid())) - before
    coming.close()
    assert started
    left = set(children(os.getpid())) - before
    assert len(left) <= 1  # the helper of `multiprocessing`, which stays


@pytest.mark.skipif(not hasattr(signal, "SIGHUP"), reason="there are no such signals here")
@pytest.mark.parametrize("number", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_what_a_signal_raises_while_a_process_starts_is_raised_afterwards(number: str) -> None:
    class Told(BaseException):
        pass

    def tell(number: int, frame: FrameType | None) -> None:
        raise Told

    over = threading.Event()
    passed: list[int] = []
    other = threading.Thread(target=over.wait)  # which may be told of a signal that the main thread has blocked
    other.start()
    before = signal.signal(signal.Signals[number], tell)
    try:
        with pytest.raises(Told), undisturbed():
            os.kill(os.getpid(), signal.Signals[number])
            for step in range(3):
                time.sleep(0.01)
                passed.append(step)
        assert passed == [0, 1, 2]
        assert signal.getsignal(signal.Signals[number]) == tell
    finally:
        signal.signal(signal.Signals[number], before)
        over.set()
        other.join()
