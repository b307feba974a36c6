"""Errors that a user can mend, one class for each sort of cause.

AuditorError
├── UsageError       A0xx  what was asked for makes no sense: no such path, nothing selected
├── SettingsError    A1xx  settings
├── PackError        A2xx  rule packs; carries path, line and column
├── ReadingError     A3xx  an input that cannot be read; the run goes on with the others
└── ModelError       A4xx  the language model is missing or is not the one that was asked for
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.base.printable import visible

_LONGEST = 1000
"""The most code points that are shown of a message, a hint or a path."""
_MOST_SHOWN = 20
"""The most mistakes that are told at a time."""


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
    """What is wrong with rule packs: one mistake, and perhaps `others`, in order of place.

    As text it tells of the first twenty, and how many more there are; no other is looked for if it `is_final`.
    """

    default_code = "A201"

    def __init__(
        self,
        message: str,
        *,
        code: str = "",
        at: At | None = None,
        hint: str = "",
        others: Sequence[PackError] = (),
        is_final: bool = False,
    ) -> None:
        super().__init__(message, code=code, at=at, hint=hint)
        self.others = tuple(others)
        self.is_final = is_final

    def each(self) -> tuple[PackError, ...]:
        """Every mistake by itself."""
        return (PackError(self.message, code=self.code, at=self.at, hint=self.hint), *self.others)

    def __str__(self) -> str:
        told = [super().__str__(), *map(str, self.others[: _MOST_SHOWN - 1])]
        more = len(self.others) + 1 - len(told)
        return "\n".join((*told, *_counted(len(told), more, self.is_final)))

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild_pack, (self.message, self.code, self.at, self.hint, self.others, self.is_final)


def _counted(told: int, more: int, is_final: bool) -> Sequence[str]:
    """The line below several mistakes; there may be more than were counted where the last was final."""
    if more:
        return (f"and {'at least ' if is_final else ''}{more} more; mend these first",)
    return (f"{told} mistakes{', and perhaps more' if is_final else ''}",) if told > 1 else ()


def _rebuild_pack(
    message: str, code: str, at: At | None, hint: str, others: Sequence[PackError], is_final: bool
) -> PackError:
    return PackError(message, code=code, at=at, hint=hint, others=others, is_final=is_final)


class ReadingError(AuditorError):
    default_code = "A301"
    exit_code = 3


class ModelError(AuditorError):
    default_code = "A401"
