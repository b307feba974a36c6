"""Documents that are zip archives: Word's and OpenDocument's. Only the parts that are asked for are unpacked."""

from __future__ import annotations

import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from xml.etree.ElementTree import Element

from auditor.base.errors import At, ReadingError
from auditor.readers import xml
from auditor.readers.placed import Placed, placed
from auditor.readers.xml import damaged
from auditor.records.reading import USUAL_LIMITS, Limits

_ENCRYPTED = 0x1
_ERRORS = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, NotImplementedError, OSError, ValueError, LookupError, RuntimeError,
)  # fmt: skip
"""What the standard library raises for an archive that is damaged."""
_MOST_PARTS = 10_000
_MANIFEST, _ENCRYPTION = "META-INF/manifest.xml", b"encryption-data"
_WHOLE = "encrypted-package"


class Package:
    """The parts of one archive, by their names."""

    def __init__(self, data: bytes, at: At, limits: Limits = USUAL_LIMITS) -> None:
        """Raises ReadingError A311 if `data` is no whole archive."""
        self._at, self._limits = at, limits
        with reading_archive(at):
            self._archive = zipfile.ZipFile(BytesIO(data))
        if len(self._archive.infolist()) > _MOST_PARTS:
            raise damaged(at, f"it has more than {_MOST_PARTS} parts")

    def __contains__(self, name: str) -> bool:
        return name in self._archive.NameToInfo

    def has_folder(self, name: str) -> bool:
        """Whether any part lies in the folder `name`."""
        return any(part.startswith(f"{name}/") for part in self._archive.NameToInfo)

    def refuse_locked(self) -> None:
        """Raises ReadingError A313 if its parts are encrypted (OpenDocument 1.3, part 2, 3.4), or all in one (1.4)."""
        is_listed = _MANIFEST in self and _ENCRYPTION in self.bytes(_MANIFEST)
        if is_listed or _WHOLE in self:
            raise protected(self._at)

    def bytes(self, name: str) -> bytes:
        """What the part `name` holds; raises ReadingError A306, A311, A313."""
        if name not in self:
            raise damaged(self._at, f"it has no part {name}")
        return unpacked(self._archive, name, self._at, self._limits)

    def xml(self, name: str) -> Element:
        """The tree of the part `name`; raises ReadingError as `bytes` does, and A312."""
        return xml.parse(self.bytes(name), self._at, f"its part {name}", self._limits.depth)

    def placed(self, name: str) -> Placed:
        """The same, with the place of every element in the part's bytes."""
        return placed(self.bytes(name), self._at, f"its part {name}", self._limits.depth)

    def infos(self) -> Iterator[zipfile.ZipInfo]:
        """Each part's entry in the archive, in order; of several of one name, the one that is read."""
        return (each for each in self._archive.infolist() if self._archive.NameToInfo[each.filename] is each)


def unpacked(archive: zipfile.ZipFile, part: str | zipfile.ZipInfo, at: At, limits: Limits) -> bytes:
    """What a part of an archive holds, never more than may be; raises ReadingError A306, A311, A313."""
    with reading_archive(at):
        info = archive.getinfo(part) if isinstance(part, str) else part
        if info.flag_bits & _ENCRYPTED:
            raise protected(at)
        with archive.open(info) as stream:
            found = stream.read(limits.unpacked + 1)
    if len(found) > limits.unpacked:
        message = f"unpacked, its part {info.filename} has more than {limits.unpacked / 1e6:.1f} MB"
        hint = "split it into articles, or raise the limit with the setting max_unpacked_bytes"
        raise ReadingError(message, code="A306", at=at, hint=hint)
    return found


def protected(at: At) -> ReadingError:
    """The error for a document that only a password opens."""
    hint = "open it with its password and save it without"
    return ReadingError("it is protected by a password", code="A313", at=at, hint=hint)


@contextmanager
def reading_archive(at: At) -> Iterator[None]:
    """Makes of what the library raises for a damaged archive a ReadingError A311."""
    try:
        yield
    except _ERRORS as error:
        raise broken(at) from error


def broken(at: At) -> ReadingError:
    """The error for an archive that is not whole."""
    return damaged(at, "it is damaged, or only a part of it is here")
