"""Where the bytes of a file of many articles come from: the file, opened, or what was piped in."""

from __future__ import annotations

import os
import stat
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from auditor.base.errors import At, ReadingError


def opened(source: Path | bytes, at: At) -> BinaryIO:
    """`source` as a stream that can be read from any place; raises ReadingError A301 to A304."""
    if isinstance(source, bytes):
        return BytesIO(source)
    try:
        if not stat.S_ISREG(source.stat().st_mode):
            raise ReadingError("this is no ordinary file", code="A304", at=at, hint="copy it into one")
        return source.open("rb")
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        code = {FileNotFoundError: "A302", PermissionError: "A303"}.get(type(error), "A301")
        hint = "check the spelling, and whether you may read it"
        raise ReadingError(f"cannot be read: {reason}", code=code, at=at, hint=hint) from error
