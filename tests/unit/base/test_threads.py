"""Work in threads beside other work: results in order, what fails, and who stops when."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier, Event, current_thread

import pytest

from auditor.base.threads import begun, shared_out


def test_what_is_begun_gives_its_result_or_raises_what_it_raised() -> None:
    def fail() -> None:
        raise ValueError("no such window")

    assert begun(lambda: 7, "seven")() == 7
    with pytest.raises(ValueError, match="no such window"):
        begun(fail, "failing")()


@pytest.mark.parametrize("threads", [1, 3])
def test_results_come_in_the_order_of_what_they_are_of(threads: int) -> None:
    with shared_out(lambda number: number * number, range(50), threads) as squares:
        assert squares() == [number * number for number in range(50)]


def test_whoever_asks_takes_part() -> None:
    both_at_work = Barrier(2, timeout=30)

    def work(_: int) -> str:
        both_at_work.wait()  # passed only by two at once
        return current_thread().name

    with shared_out(work, range(2), 1) as names:
        assert len(set(names())) == 2


def test_nothing_to_do_is_no_results() -> None:
    with shared_out(str, (), 2) as results:
        assert results() == []


def test_what_fails_in_whichever_thread_is_raised() -> None:
    def work(number: int) -> int:
        return 1 // (number - 3)

    with pytest.raises(ZeroDivisionError), shared_out(work, range(6), 1) as results:
        results()


def test_items_that_cannot_be_had_are_raised_as_well() -> None:
    def items() -> Iterator[int]:
        yield 1
        raise OSError("torn")

    with pytest.raises(OSError, match="torn"), shared_out(str, items(), 2) as results:
        results()


def test_whoever_leaves_early_ends_the_others() -> None:
    done: list[int] = []
    begins, may_end = Event(), Event()

    def work(number: int) -> None:
        begins.set()
        may_end.wait(0.2)  # long enough for whoever leaves to say so
        done.append(number)

    with pytest.raises(KeyboardInterrupt), shared_out(work, range(1000), 1):
        begins.wait(30)
        raise KeyboardInterrupt
    assert done == [0]
