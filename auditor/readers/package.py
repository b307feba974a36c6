"""Documents that are zip archives: Word's and OpenDocument's. Only the parts that are asked for are unpacked."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.etree.ElementTree import Element

from auditor.base.errors import At, ReadingError
from auditor.readers import xml
from auditor.readers.xml import damaged

LARGEST_PART = 50_000_000
"""Bytes of one part when it is unpacked; the text of a long book has a tenth of that."""
_ENCRYPTED = 0x1
_MOST_PARTS = 10_000


class Package:
    """The parts of one archive, by their names."""

    def __init__(self, data: bytes, at: At) -> None:
        """Raises ReadingError A311 if `data` is no whole archive."""
        self._at = at
        with _reading(at):
            self._archive = zipfile.ZipFile(BytesIO(data))
        if len(self._archive.infolist()) > _MOST_PARTS:
            raise damaged(at, f"it has more than {_MOST_PARTS} parts")

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def has_folder(self, name: str) -> bool:
        """Whether any part lies in the folder `name`."""
        return any(part.startswith(f"{name}/") for part in self._archive.NameToInfo)

    def bytes(self, name: str) -> bytes:
        """What the part `name` holds; raises ReadingError A306, A311, A313."""
        if name not in self:
            raise damaged(self._at, f"it has no part {name}")
        with _reading(self._at):
            info = self._archive.getinfo(name)
            if info.flag_bits & _ENCRYPTED:
                raise protected(self._at)
            with self._archive.open(info) as part:
                found = part.read(LARGEST_PART + 1)
        if len(found) > LARGEST_PART:
            message = f"unpacked, its part {name} has more than {LARGEST_PART / 1e6:.0f} MB"
            raise ReadingError(message, code="A306", at=self._at, hint="split it into articles")
        return found

    def xml(self, name: str) -> Element:
        """The tree of the part `name`; raises ReadingError as `bytes` does, and A312."""
        return xml.parse(self.bytes(name), self._at, f"its part {name}")


def protected(at: At) -> ReadingError:
    """The error for a document that only a password opens."""
    hint = "open it with its password and save it without"
    return ReadingError("it is protected by a password", code="A313", at=at, hint=hint)


@contextmanager
def _reading(at: At) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError) as error:
        raise broken(at) from error


def broken(at: At) -> ReadingError:
    """The error for an archive that is not whole."""
    return damaged(at, "it is damaged, or only a part of it is here")
