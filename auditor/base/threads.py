"""Work that is done in a thread beside what follows, and asked for when it is needed."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")


def begun(work: Callable[[], Result], name: str) -> Callable[[], Result]:
    """What waits for `work`, which is begun at once, and gives its result or raises what it raised.

    Nobody need ask: a process does not wait for it when it ends.
    """
    given: list[Result] = []
    raised: list[BaseException] = []

    def run() -> None:
        try:
            given.append(work())
        except BaseException as error:
            raised.append(error)

    thread = Thread(target=run, name=name, daemon=True)
    thread.start()

    def result() -> Result:
        thread.join()
        if raised:
            raise raised[0]
        return given[0]

    return result
