"""Errors of our own that cost one draft, and no more."""

from __future__ import annotations

from auditor import __version__
from auditor.base.crashlog import write_log
from auditor.records.report import Failure


def our_fault(path: str, error: Exception) -> Failure:
    """The failure of a draft that could not be coped with; the details go into a file of their own."""
    log = write_log(error, f"auditing {path}", __version__)
    hint = f"please report it; the details are in {log}" if log else "please report it"
    return Failure(path, "A901", f"an error of our own, {type(error).__name__}", hint)
