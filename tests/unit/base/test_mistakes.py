"""Mistakes gathered: all are told, in order, each once, and never without end."""

from __future__ import annotations

import pickle

import pytest

from auditor.base.errors import At, PackError
from auditor.base.mistakes import MOST, Mistakes, every, together


def mistake(line: int, words: str = "wrong") -> PackError:
    return PackError(words, code="A210", at=At("a.yaml", line, 1), hint="Mend it.")


def refuse(line: int) -> int:
    if line % 2:
        raise mistake(line)
    return line


def test_what_is_in_order_is_read() -> None:
    assert every(refuse, [2, 4]) == (2, 4)


def test_all_are_told_in_order_of_place_and_each_once() -> None:
    with pytest.raises(PackError) as caught:
        every(refuse, [5, 2, 3, 5])
    assert str(caught.value) == "a.yaml:3:1: A210 wrong\n  Mend it.\na.yaml:5:1: A210 wrong\n  Mend it.\n2 mistakes"


def test_one_mistake_is_told_as_ever() -> None:
    assert str(together([mistake(3)])) == str(mistake(3)) == "a.yaml:3:1: A210 wrong\n  Mend it."


def test_reading_goes_on_with_the_default() -> None:
    told = Mistakes()
    assert (told.attempt(0, refuse, 1), told.attempt(0, refuse, 2)) == (0, 2)
    with pytest.raises(PackError, match="A210 wrong"):
        told.end()


def test_of_many_the_first_twenty_are_told_and_the_rest_counted() -> None:
    lines = str(together([mistake(line) for line in range(1, 58)])).splitlines()
    assert (len(lines), lines[-1]) == (41, "and 37 more; mend these first")


def test_a_hundred_end_the_reading() -> None:
    seen = []
    told = Mistakes()
    with pytest.raises(PackError) as caught:
        for line in range(1, 1000, 2):
            seen.append(line)
            told.attempt(0, refuse, line)
    assert len(seen) == MOST
    assert str(caught.value).endswith("\nand at least 80 more; mend these first")


def test_a_final_mistake_ends_the_reading_on_every_level_and_tells_of_those_before() -> None:
    def stop() -> None:
        raise PackError("too much", code="A264", is_final=True)

    told, inner = Mistakes(), Mistakes()
    told.attempt(0, refuse, 1)
    with pytest.raises(PackError) as caught:
        told.attempt(None, inner.attempt, None, stop)
    assert str(caught.value) == "A264 too much\na.yaml:1:1: A210 wrong\n  Mend it.\n2 mistakes, and perhaps more"


def test_mistakes_cross_process_boundaries_whole() -> None:
    error = together([mistake(1), mistake(2)], is_final=True)
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.is_final, again.code) == (str(error), True, "A210")
