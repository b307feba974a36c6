"""Products of matrices by the library that numpy brings, in one thread.

They are half the work of a parse. The library that spaCy brings has nothing but plain code for many processors (BLIS
1.3 knows none that AMD has made since Zen 3), and takes three times as long there.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager as Context
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from functools import cache

import numpy as np
from thinc.api import NumpyOps, get_current_ops, use_ops

_NAMES = ("scipy_openblas_{}_num_threads64_", "scipy_openblas_{}_num_threads", "openblas_{}_num_threads")
"""How OpenBLAS calls the functions that tell and set its number of threads, in the builds of numpy."""


@dataclass(frozen=True, slots=True)
class _Library:
    """numpy's library of linear algebra."""

    threads: int
    """In how many it works unless it is told otherwise."""
    work_in: Callable[[int], object]
    """Tells it in how many threads to work."""


@cache  # it is loaded once a process
def _library() -> _Library | None:
    """The library, if it is OpenBLAS."""
    try:
        loaded = ctypes.CDLL(np.linalg._umath_linalg.__file__)
    except (AttributeError, OSError):
        return None
    for name in _NAMES:
        try:
            threads, work_in = loaded[name.format("get")], loaded[name.format("set")]
        except AttributeError:
            continue
        return _Library(max(1, int(threads())), work_in)
    return None


def chosen() -> Context[object]:
    """A context in which models are made that multiply by numpy's library, where it can be kept to one thread."""
    if _library() is None or type(get_current_ops()) is not NumpyOps:
        return nullcontext()
    return use_ops("numpy", use_blis=False)


@contextmanager
def one_thread() -> Iterator[None]:
    """A context in which numpy's library works in one thread: more gain nothing here, and wait for one another."""
    library = _library()
    if library is None or library.threads == 1:
        yield
        return
    library.work_in(1)
    try:
        yield
    finally:
        library.work_in(library.threads)
