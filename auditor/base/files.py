"""Small files, read with care: what somebody else put there may be a pipe, a device, or a link to anything."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from enum import Enum
from pathlib import Path

from auditor.base.errors import ModelError


class Refusal(Enum):
    """Why a file is not read."""

    MISSING = "missing"
    UNREADABLE = "unreadable"
    SPECIAL = "special"
    TOO_LARGE = "too large"
    OUTSIDE = "outside"


class FileError(Exception):
    """Says why a file is not read: as a `Refusal`, and in words that follow the file's name."""

    def __init__(self, why: Refusal, words: str) -> None:
        super().__init__(words)
        self.why = why
        self.words = words


def read_small(path: Path, limit: int, within: Path | None = None) -> bytes:
    """The bytes of the ordinary file at `path`, or of the one that it is a link to.

    Raises FileError for what is no ordinary file, has more than `limit` bytes, lies outside the folder `within`, is
    missing, or may not be read; it never waits for a pipe and never reads all of a file that is too large.
    """
    try:
        real = os.path.realpath(path, strict=True)
        if within is not None and not Path(real).is_relative_to(os.path.realpath(within)):
            raise FileError(Refusal.OUTSIDE, f"this is a link that leads out of the folder {within.name}")
        _check(Path(real).stat(), limit)  # before it is opened: opening a device can have an effect of its own
        with os.fdopen(os.open(real, _flags()), "rb") as file:
            _check(os.fstat(file.fileno()), limit)
            content = file.read(limit + 1)
    except (FileNotFoundError, NotADirectoryError) as error:
        why = Refusal.UNREADABLE if os.path.lexists(path) else Refusal.MISSING
        raise FileError(why, f"cannot be read: {error.strerror}") from None
    except OSError as error:
        raise FileError(Refusal.UNREADABLE, f"cannot be read: {error.strerror or error}") from None
    except ValueError:  # a name that the system cannot hold
        raise FileError(Refusal.UNREADABLE, "cannot be read: no file can have this name") from None
    if len(content) > limit:
        raise _too_large(limit)
    return content


def digest_of(path: Path, limit: int = sys.maxsize) -> str:
    """SHA-256 of the ordinary file at `path`, or of the one that it is a link to.

    Raises FileError as `read_small` does for what has more than `limit` bytes, is no ordinary file or cannot be read.
    """
    try:
        real = os.path.realpath(path, strict=True)
        _check(Path(real).stat(), limit)
        with os.fdopen(os.open(real, _flags()), "rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError) as error:
        raise FileError(Refusal.UNREADABLE, f"cannot be read: {error}") from None


def _flags() -> int:
    """Flags that open a file without following a link, and without waiting should it have become a pipe."""
    return os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY"))


def _check(status: os.stat_result, limit: int) -> None:
    if not stat.S_ISREG(status.st_mode):
        kind = "a folder" if stat.S_ISDIR(status.st_mode) else "a pipe, a device or the like"
        raise FileError(Refusal.SPECIAL, f"this is {kind}, not an ordinary file")
    if status.st_size > limit:
        raise _too_large(limit)


def _too_large(limit: int) -> FileError:
    return FileError(Refusal.TOO_LARGE, f"this file has more than {limit:,} bytes")


def read_trained(path: Path, digest: str, what: str, without: str) -> bytes:
    """The bytes of a file that ships with the program, whose SHA-256 is `digest`.

    Raises ModelError if it is missing (A404) or is not the one that was trained (A405), which calls it `what` and says
    by which detectors the program works `without` it.
    """
    hint = f"reinstall auditor, or work without {without}"
    if not path.is_file():
        raise ModelError(f"{what} is missing", code="A404", hint=hint)
    data = path.read_bytes()
    if hashlib.sha256(data).hexdigest() != digest:
        raise ModelError(f"{what} is not the one that was trained", code="A405", hint=hint)
    return data
