"""Limits on time: what is slow is given up whatever it does about it, and what is quick notices nothing."""

from __future__ import annotations

import signal
import sys
import threading
import time

import pytest

from auditor.base.limits import TimeUp, within

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no SIGALRM here")


def for_ever() -> None:
    while True:
        try:
            time.sleep(0.01)
        except Exception:  # as careless code has it
            continue


class Dropping:
    """Drops what is raised while it is destroyed, as destructors do."""

    def __del__(self) -> None:
        for_ever()


def dropped_once() -> None:
    Dropping()
    for_ever()


def made_an_error_of() -> None:
    try:
        for_ever()
    except BaseException as error:  # as compiled modules do when they are imported
        raise ImportError("initialization failed") from error


def test_quick_work_returns_and_leaves_nothing_behind() -> None:
    before = signal.getsignal(signal.SIGALRM)
    assert within(60, lambda: "done") == "done"
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_its_own_errors_are_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        within(60, lambda: 1 / 0)
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


@pytest.mark.parametrize("seconds", [0.05, 0.2])
def test_slow_work_is_given_up(seconds: float) -> None:
    before = signal.getsignal(signal.SIGALRM)
    began = time.monotonic()
    with pytest.raises(TimeUp):
        within(seconds, for_ever)
    assert time.monotonic() - began >= seconds
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == before


def test_it_is_told_again_where_it_was_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    dropped: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda told: dropped.append(told.exc_type))
    with pytest.raises(TimeUp):
        within(0.05, dropped_once)
    assert dropped == [TimeUp]


def test_an_error_that_was_made_of_it_is_no_error() -> None:
    with pytest.raises(TimeUp):
        within(0.05, made_an_error_of)


def test_none_is_none() -> None:
    assert within(0, lambda: signal.getitimer(signal.ITIMER_REAL)) == (0.0, 0.0)
    assert within(10**30, lambda: "done") == "done"


def test_outside_the_main_thread_there_is_none() -> None:
    results: list[bool] = []
    thread = threading.Thread(target=lambda: results.append(within(0.001, lambda: threading.Event().wait(0.05))))
    thread.start()
    thread.join()
    assert results == [False]
