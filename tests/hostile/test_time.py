"""No draft takes much longer than its length does as ordinary text, whatever it is made of.

`HOSTILE_SIZE=50000 pytest tests/hostile/test_time.py` tries longer ones than the suite does.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from math import inf
from time import process_time

import pytest

from auditor import engine
from auditor.base.errors import ReadingError
from auditor.language.tongue.check import checked
from auditor.readers.dispatch import read_text
from auditor.toolkit import Toolkit
from tests.hostile.runaway import KINDS, ordinary

SIZE = int(os.environ.get("HOSTILE_SIZE", "4000"))
"""Bytes of each draft."""
TIMES = SIZE / 1000
"""How many times as long as ordinary text of the same length a draft may take at the most: what grows with the square
of the length is refused at the same place whatever the length.
"""
TRIES = 3
"""What else the machine does only ever adds to a time: the shortest of so many counts."""

pytestmark = [pytest.mark.model, pytest.mark.slow]


def seconds(text: str, name: str, toolkit: Toolkit) -> float:
    """Seconds of processor that the audit of `text` takes in whatever language it is, or the refusal to read it."""
    start = process_time()
    with suppress(ReadingError):
        article = read_text(text, name)
        if toolkit.tongues is not None:
            with suppress(ReadingError):
                checked(article, toolkit.tongues)
        engine.audit(article, replace(toolkit, tongues=None))
    return process_time() - start


@pytest.fixture(scope="module")
def usual(toolkit: Toolkit) -> float:
    """What ordinary text of that length takes."""
    seconds(ordinary(3000), "warm.txt", toolkit)
    return seconds(ordinary(SIZE), "ordinary.txt", toolkit)


@pytest.mark.parametrize(("name", "make"), KINDS.values(), ids=KINDS)
def test_nothing_takes_much_longer(name: str, make: Callable[[int], str], usual: float, toolkit: Toolkit) -> None:
    text, taken = make(SIZE), inf
    for _ in range(TRIES):
        taken = min(taken, seconds(text, name, toolkit))
        if taken < TIMES * usual:
            break
    print(f" {taken / usual:.1f} times")
    assert taken < TIMES * usual


def test_a_long_draft_is_read_in_bounded_memory(toolkit: Toolkit) -> None:
    """Two hundred thousand bytes take less than half a gigabyte beside what is loaded anyway."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds(ordinary(200_000 if "HOSTILE_SIZE" in os.environ else 60_000), "long.txt", toolkit)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000
