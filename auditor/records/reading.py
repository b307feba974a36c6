"""How drafts are read: which of two texts, which column of a table, and how much at most."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Revisions(StrEnum):
    """Which text of a document with tracked changes is meant: after all of them, or before any."""

    ACCEPTED = "accepted"
    ORIGINAL = "original"


class Languages(StrEnum):
    """Which drafts are audited: those in English, or those in any language, as if it were English."""

    ENGLISH = "en"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one draft may take; whatever goes beyond is refused, and says by which limit."""

    words: int = 1_000_000
    """Bytes of an article's words, in UTF-8: to parse a million takes minutes."""
    file: int = 50_000_000
    """Bytes of a document with its pictures. Files of many articles may be of any size: each record is a draft."""
    unpacked: int = 50_000_000
    """Bytes of one part of an archive when it is unpacked."""
    depth: int = 200
    """Elements, objects or groups within one another; Word's own documents have some thirty."""


USUAL_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Reading:
    """How drafts are read."""

    limits: Limits = USUAL_LIMITS
    revisions: Revisions = Revisions.ACCEPTED
    """Which text is read of a document with tracked changes."""
    text_column: str | None = None
    """The column or field of a table that holds the articles; None to take one by its usual name."""
    meta: tuple[str, ...] = ()
    """Columns that are metadata, as `COLUMN` or `NAME=COLUMN`; none for all that are short."""


USUAL = Reading()
"""How drafts are read unless somebody says otherwise."""
