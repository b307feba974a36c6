"""What an examination of the installation finds."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How a thing is: as it should be, worth a look, or such that drafts cannot be audited as they were meant to be."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that was looked at."""

    subject: str
    """What it is, in a word or two: `language model`."""
    state: State
    words: str
    """What was found."""
    todo: str = ""
    """What to do about it."""
    code: str = ""
    """The code of the error that would end an audit, where it would be one."""
