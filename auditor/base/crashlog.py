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


def places() -> tuple[tuple[Path, bool], ...]:
    """The folders in which a log is written, in the order in which they are tried, and whether files can be there.

    Nothing is written to find out; a folder that is not there yet may be made.
    """
    return tuple((folder, _is_usable(folder)) for folder in _folders())


def _is_usable(folder: Path) -> bool:
    there = next((each for each in (folder, *folder.parents) if os.path.lexists(each)), None)
    return there is not None and there.is_dir() and os.access(there, os.W_OK | os.X_OK)


def _folders() -> tuple[Path, ...]:
    """The user's state folder (XDG Base Directory Specification), then the system's folder for temporary files."""
    named = os.environ.get("XDG_STATE_HOME")
    state = Path(named) if named else Path.home() / ".local" / "state"
    return state / "auditor", Path(tempfile.gettempdir()) / "auditor"
