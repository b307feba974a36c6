"""What a newsroom knows about a draft's sources and the text does not say; it never holds who a source is."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class EntryState(StrEnum):
    """What became of an entry of a ledger when it was joined to the article."""

    JOINED = "joined"
    UNMATCHED = "unmatched"
    """The article has no such source, and accuses or asks no such party."""
    REFUSED = "refused"
    """Its label holds a name that the article does not have."""


class Standing(StrEnum):
    """How a source stands to the ledger of its draft."""

    NO_LEDGER = "no ledger"
    MISSING = "missing"
    KNOWN = "known"


class Asking(StrEnum):
    """Whether the ledger says that a party was asked for comment."""

    NO_LEDGER = "no ledger"
    ASKED = "asked"
    NOT_ASKED = "not asked"


@dataclass(frozen=True, slots=True)
class LedgerSource:
    """What is known in the newsroom of a source without a name."""

    label: str
    """The article's words for it."""
    people: int | None = None
    """How many people stand behind the words."""
    editor: str = ""
    """The initials of the editor who knows the identity."""
    approved_by: str = ""
    corroborated: tuple[str, ...] = ()
    """What else bears out what it says: a document, a second source."""
    ground_rules: str = ""
    reason: str = ""
    where: str = ""
    """The file and line of the entry."""


@dataclass(frozen=True, slots=True)
class Request:
    """That somebody was asked for comment: how, when, until when, and whether an answer came."""

    party: str
    channel: str = ""
    sent: str = ""
    deadline: str = ""
    """A day as in ISO 8601, with or without a time."""
    is_answered: bool = False
    where: str = ""


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger of one draft."""

    sources: tuple[LedgerSource, ...] = ()
    requests: tuple[Request, ...] = ()
