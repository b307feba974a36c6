"""A waiver: somebody's word that a finding may stand, with the reason, as it is written in a draft or beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.base.spans import Span

PLACEHOLDER = "REASON"
"""What stands for the reason in a waiver that an editor has begun to write: no reason."""


class WaiverState(StrEnum):
    """What became of a waiver when the findings were known."""

    USED = "used"
    UNUSED = "unused"
    """The rule objects to nothing where the waiver holds."""
    EXPIRED = "expired"
    UNKNOWN = "unknown"
    """It names no rule that is in force."""
    UNCLEAR = "unclear"
    """It is not written as waivers are."""
    REASONLESS = "reasonless"
    REFUSED = "refused"
    """Its reason seems to name an anonymous source."""


@dataclass(frozen=True, slots=True)
class Waiver:
    """What was written, not yet weighed. Without `words` it is for every finding of its rule where it holds."""

    rule: str
    """The id of a policy rule; empty where the waiver could not be understood."""
    reason: str = ""
    by: str = ""
    """Who waives it: initials, or a desk."""
    until: str = ""
    """The last day on which it holds, as in ISO 8601; empty for good."""
    words: str = ""
    """The words that the finding is about."""
    span: Span | None = None
    """Where in the draft's text it is written: it holds for that paragraph, or for the next. None: for all of it."""
    on: Span | None = None
    """The words of the draft's text on which it hangs, as a comment in a document does: it holds for the findings on
    them, or if there are none for those of their paragraphs. None if it hangs on no words."""
    where: str = ""
    """Where it is written, if not in the text: `front matter`, `comment 3`, a file's name and line."""
    text: str = ""
    """All of it, as it was written."""
