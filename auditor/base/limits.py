"""A limit on the time that a piece of work takes."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from types import FrameType
from typing import TypeVar

R = TypeVar("R")

_AGAIN = 1.0
"""Seconds after which TimeUp is raised again: Python drops an exception that is raised in a destructor."""

_LONGEST = 10.0**8
"""Seconds; no timer is set to more."""


class TimeUp(BaseException):
    """The work took too long; no `Exception`, so that nothing within the work takes it for an error of its own."""


def within(seconds: float, work: Callable[[], R]) -> R:
    """What `work` returns; raises TimeUp if it takes longer than `seconds`, where 0 means no limit.

    There is no limit outside the main thread, nor where the system has no SIGALRM (Windows). A call into compiled code
    is not interrupted: TimeUp is raised when it returns.
    """
    if not seconds or not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        return work()
    is_over = has_rung = False

    def ring(number: int, frame: FrameType | None) -> None:
        nonlocal has_rung
        if not is_over:
            has_rung = True
            raise TimeUp

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, min(seconds, _LONGEST), _AGAIN)
        try:
            return work()
        except Exception as error:
            if has_rung:  # compiled code may have turned TimeUp into it
                raise TimeUp from error
            raise
        finally:
            is_over = True
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
