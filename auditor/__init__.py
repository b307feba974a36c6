"""Source-reliability and attribution auditor for news drafts.

`audit_text`, `audit_file` and `Auditor` are described in `auditor.api`, `Report` and `Failure` in
`auditor.records.report`, `AuditorError` in `auditor.base.errors`; `auditor.rows` makes tables of reports. They are
imported when they are first asked for, so that `import auditor` costs nothing. docs/python.md is the handbook.
"""

TYPE_CHECKING = False  # as `typing` has it, but nothing outside the package is imported before it is needed

if TYPE_CHECKING:
    from typing import Any

    from auditor.api import Auditor, audit_file, audit_text
    from auditor.base.errors import AuditorError
    from auditor.records.report import Failure, Report

__all__ = ["Auditor", "AuditorError", "Failure", "Report", "__version__", "audit_file", "audit_text"]

_HOMES = {
    "Auditor": "api",
    "audit_file": "api",
    "audit_text": "api",
    "AuditorError": "base.errors",
    "Failure": "records.report",
    "Report": "records.report",
}
"""The module of each name."""

__version__ = "0.1.0"


def __getattr__(name: str) -> "Any":
    from importlib import import_module

    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'auditor' has no attribute {name!r}")
    return getattr(import_module(f"auditor.{home}"), name)


def __dir__() -> list[str]:
    """The public names, so that a shell completes them before they are first asked for."""
    return sorted(__all__)
