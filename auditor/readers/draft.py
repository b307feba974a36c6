"""A draft as it comes in, before its format is known."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from auditor.records.reading import USUAL, Reading


@dataclass(frozen=True, slots=True)
class Draft:
    """A file's name and bytes, and its text where it came as a string and needs no decoding."""

    name: str
    data: bytes
    text: str | None = None
    reading: Reading = USUAL
    """How it is to be read."""
    inside: int = 0
    """In how many files it lies, each in the next: 1 for what is attached to a message."""
    digest: str = field(init=False, compare=False, repr=False)
    """SHA-256 of the bytes, hexadecimal; all articles of a file have it, so it is made once."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "digest", hashlib.sha256(self.data).hexdigest())
