"""A draft as it comes in, before its format is known."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from auditor.records.article import Revisions


@dataclass(frozen=True, slots=True)
class Draft:
    """A file's name and bytes, and its text where it came as a string and needs no decoding."""

    name: str
    data: bytes
    text: str | None = None
    revisions: Revisions = Revisions.ACCEPTED
    """Which text is read of a document with tracked changes."""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()
