"""Errors that a user can mend, one class for each sort of cause.

AuditorError
├── UsageError       A0xx  what was asked for makes no sense: no such path, nothing selected
├── SettingsError    A1xx  settings
├── PackError        A2xx  rule packs; carries path, line and column
├── ReadingError     A3xx  an input that cannot be read; the run goes on with the others
└── ModelError       A4xx  the language model is missing or is not the one that was asked for
"""

from __future__ import annotations

from dataclasses import dataclass

from auditor.base.printable import visible

_LONGEST = 1000
"""The most code points that are shown of a message, a hint or a path."""


@dataclass(frozen=True, slots=True)
class At:
    """A place in a file, for messages: `path:line:column`, line and column 1-based or 0 where unknown."""

    path: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        path = visible(self.path, _LONGEST)
        if not self.line:
            return path
        return f"{path}:{self.line}:{self.column}" if self.column else f"{path}:{self.line}"


class AuditorError(Exception):
    """A failure with a code, a message that says what is wrong, perhaps a place and perhaps what to do.

    As text it has one line, and one more for what to do, whatever names are in it.
    """

    default_code = "A900"
    exit_code = 2

    def __init__(self, message: str, *, code: str = "", at: At | None = None, hint: str = "") -> None:
        super().__init__(message)
        self.code = code or self.default_code
        self.message = message
        self.at = at
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.at}: " if self.at else ""
        hint = f"\n  {visible(self.hint, _LONGEST)}" if self.hint else ""
        return f"{place}{self.code} {visible(self.message, _LONGEST)}{hint}"

    def __reduce__(self) -> tuple[object, ...]:
        """Errors cross process boundaries whole."""
        return _rebuild, (type(self), self.message, self.code, self.at, self.hint)


def _rebuild(cls: type[AuditorError], message: str, code: str, at: At | None, hint: str) -> AuditorError:
    return cls(message, code=code, at=at, hint=hint)


class UsageError(AuditorError):
    default_code = "A001"


class SettingsError(AuditorError):
    default_code = "A101"


class PackError(AuditorError):
    default_code = "A201"


class ReadingError(AuditorError):
    default_code = "A301"
    exit_code = 3


class ModelError(AuditorError):
    default_code = "A401"
