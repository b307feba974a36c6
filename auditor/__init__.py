"""Source-reliability and attribution auditor for news drafts.

`audit_text`, `audit_file` and `Auditor` are described in `auditor.api`, `Report` in `auditor.records.report`. They are
imported when they are first asked for, so that `import auditor` costs nothing.
"""

TYPE_CHECKING = False  # as `typing` has it, but nothing outside the package is imported before it is needed

if TYPE_CHECKING:
    from typing import Any

    from auditor.api import Auditor, audit_file, audit_text
    from auditor.records.report import Report

__all__ = ["Auditor", "Report", "__version__", "audit_file", "audit_text"]

__version__ = "0.1.0"


def __getattr__(name: str) -> "Any":
    from importlib import import_module

    home = {"Auditor": "api", "audit_file": "api", "audit_text": "api", "Report": "records.report"}.get(name)
    if home is None:
        raise AttributeError(f"module 'auditor' has no attribute {name!r}")
    return getattr(import_module(f"auditor.{home}"), name)
