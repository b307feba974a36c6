"""Where the details of an internal error go: into a file, so that the screen keeps to one line."""

from __future__ import annotations

import os
import platform
import tempfile
import traceback
from pathlib import Path


def write_log(error: BaseException, doing: str, version: str) -> Path | None:
    """The path of a new file with the traceback of `error`, versions and `doing`; None if none can be written."""
    details = "".join(traceback.format_exception(error))
    versions = f"auditor {version}, Python {platform.python_version()} on {platform.platform()}"
    text = f"{versions}\n{doing}\n\n{details}"
    for folder in _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(prefix="error-", suffix=".log", dir=folder)
            with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as log:
                log.write(text)
        except OSError:
            continue
        return Path(name)
    return None


def _folders() -> tuple[Path, ...]:
    """The user's state folder (XDG Base Directory Specification), then the system's folder for temporary files."""
    named = os.environ.get("XDG_STATE_HOME")
    state = Path(named) if named else Path.home() / ".local" / "state"
    return state / "auditor", Path(tempfile.gettempdir()) / "auditor"
