"""No draft takes much longer than its length does as ordinary text, whatever it is made of.

`HOSTILE_SIZE=50000 pytest tests/hostile/test_time.py` tries longer ones than the suite does.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from time import process_time

import pytest

from auditor import engine
from auditor.base.errors import ReadingError
from auditor.language.tongue.check import checked
from auditor.readers.dispatch import read_text
from auditor.toolkit import Toolkit
from tests.hostile.runaway import KINDS, ordinary

SIZE = int(os.environ.get("HOSTILE_SIZE", "4000"))
"""Bytes of the longest draft of each kind."""
TRIES = (SIZE // 2, SIZE, SIZE, SIZE)
"""Bytes of each try, of which one must do: half the length takes half the time, and what else the machine does only
ever adds to it.
"""

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
def usual(toolkit: Toolkit) -> Mapping[int, float]:
    """What ordinary text of each length takes."""
    seconds(ordinary(3000), "warm.txt", toolkit)
    return {size: seconds(ordinary(size), "ordinary.txt", toolkit) for size in sorted(set(TRIES))}


def times(size: int) -> float:
    """How many times as long as ordinary text of the same length a draft may take at the most: what grows with the
    square of the length is refused at the same place whatever the length.
    """
    return size / 1000


@pytest.mark.parametrize(("name", "make"), KINDS.values(), ids=KINDS)
def test_nothing_takes_much_longer(
    name: str, make: Callable[[int], str], usual: Mapping[int, float], toolkit: Toolkit
) -> None:
    for size in TRIES:
        taken = seconds(make(size), name, toolkit) / usual[size]
        if taken < times(size):
            break
    print(f" {taken:.1f} times")
    assert taken < times(size)


def test_a_long_draft_is_read_in_bounded_memory(toolkit: Toolkit) -> None:
    """Two hundred thousand bytes take less than half a gigabyte beside what is loaded anyway."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    seconds(ordinary(200_000 if "HOSTILE_SIZE" in os.environ else 60_000), "long.txt", toolkit)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 500_000
