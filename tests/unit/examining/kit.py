"""What tests of examinations share."""

from __future__ import annotations

from pathlib import Path

from auditor.examining.place import Place
from auditor.settings.settings import Resolved, Settings


def at(settings: Settings | None = None, folder: Path | None = Path("/"), encoding: str = "utf-8") -> Place:
    """A place with these settings in force."""
    return Place(Resolved(settings or Settings()), (), folder, encoding)
