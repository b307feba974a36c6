"""Where the bytes of a file of many articles come from: the file, opened, or what was piped in."""

from __future__ import annotations

import gzip
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

from auditor.base.errors import At, ReadingError
from auditor.readers.xml import damaged

PACKED = ".gz"


class _Unpacked(gzip.GzipFile):
    """A packed file, read as what it holds; raises ReadingError A311 where it is damaged."""

    def __init__(self, source: Path, at: At) -> None:
        super().__init__(source, "rb")
        self._at = at

    def read(self, size: int | None = -1) -> bytes:
        with _told_if_damaged(self._at):
            return super().read(size)

    def readline(self, size: int | None = -1) -> bytes:
        with _told_if_damaged(self._at):
            return super().readline(size)


@contextmanager
def _told_if_damaged(at: At) -> Iterator[None]:
    try:
        yield
    except (OSError, EOFError, zlib.error) as error:
        raise damaged(at, "it is damaged, or only a part of it is here") from error


def opened(source: Path | bytes, at: At) -> BinaryIO:
    """`source` as a stream that can be read from any place; raises ReadingError A301 to A304.

    A file that ends in .gz is unpacked as it is read, and quick only if it is read forwards.
    """
    if isinstance(source, bytes):
        return BytesIO(source)
    try:
        if not stat.S_ISREG(source.stat().st_mode):
            raise ReadingError("this is no ordinary file", code="A304", at=at, hint="copy it into one")
        return cast("BinaryIO", _Unpacked(source, at)) if source.suffix.lower() == PACKED else source.open("rb")
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        code = {FileNotFoundError: "A302", PermissionError: "A303"}.get(type(error), "A301")
        hint = "check the spelling, and whether you may read it"
        raise ReadingError(f"cannot be read: {reason}", code=code, at=at, hint=hint) from error
