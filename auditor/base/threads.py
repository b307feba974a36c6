"""Work that is done in threads beside what follows, and asked for when it is needed."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Lock, Thread
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def processors() -> int:
    """How many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


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


@contextmanager
def shared_out(
    work: Callable[[Item], Result], items: Iterable[Item], threads: int
) -> Iterator[Callable[[], list[Result]]]:
    """`work` on each of `items`, begun at once in so many threads; what is given takes part until nothing is left.

    It gives the results in the order of `items`, or raises what failed. When the block is left nobody takes another
    item, and what somebody is at is waited for.
    """
    numbered = enumerate(items)
    taking, given_up = Lock(), Event()
    results: dict[int, Result] = {}

    def take_part() -> None:
        while not given_up.is_set():
            with taking:
                taken = next(numbered, None)
            if taken is None:
                return
            results[taken[0]] = work(taken[1])

    others = [begun(take_part, f"beside {number}") for number in range(threads)]

    def ended() -> list[Result]:
        take_part()
        for other in others:
            other()
        return [results[number] for number in sorted(results)]

    try:
        yield ended
    finally:
        given_up.set()
        for other in others:
            with suppress(Exception):  # whoever wanted to know has asked
                other()
