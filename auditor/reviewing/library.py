"""textacy, which the extra `reviews` brings and which takes seconds to import: for those who ask, and nobody else."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from typing import Any

from auditor.base.errors import UsageError
from auditor.base.installed import package_folders

Search = Callable[..., Iterable[tuple[str, str, str]]]


def check() -> None:
    """Raises UsageError A010 where textacy is not installed; imports nothing."""
    if not package_folders("textacy"):
        hint = "pip install 'auditor[reviews]'"
        raise UsageError("this command needs the library textacy, which is not installed", code="A010", hint=hint)


def keyword_in_context() -> Search:
    """textacy's search for words with what stands around them."""
    _quiet()
    from textacy.extract.kwic import keyword_in_context as search

    found: Search = search
    return found


def text_stats() -> tuple[Any, Any]:
    """textacy's modules of counts and of readability."""
    _quiet()
    from textacy.text_stats import basics, readability

    return basics, readability


def _quiet() -> None:
    """Keeps joblib, which textacy's import brings along, from making a semaphore (a file below /dev/shm) to try it."""
    os.environ.setdefault("JOBLIB_MULTIPROCESSING", "0")
