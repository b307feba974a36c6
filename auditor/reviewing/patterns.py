"""What is looked for: words as people write them, or a regular expression, as something that finds it in a text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

import re2

from auditor.base.errors import UsageError

LONGEST = 1_000
"""The most characters of what is looked for."""
_MEMORY = 8 << 20
"""Bytes that RE2 may set aside."""
_APOSTROPHES = "'’‘"
_DOUBLE = '"“”„«»'


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for, and how; small enough to be sent to every process."""

    pattern: str
    is_regex: bool = False
    ignores_case: bool = False
    context: int = 60
    """So many characters are told before and after each hit."""


class Found(Protocol):
    """A place where something was found."""

    def start(self) -> int: ...
    def end(self) -> int: ...
    def group(self) -> str: ...


class Pattern(Protocol):
    """What finds its places in a text, in order, none overlapping another; offsets are code points."""

    def finditer(self, text: str) -> Iterator[Found]: ...


def compiled(wanted: Wanted) -> Pattern:
    """What finds `wanted`; raises UsageError A011 if it is nothing that can be looked for.

    Words stand whole and in a row, whatever white space parts them, with straight or curly marks. A regular expression
    is RE2's, whose time is linear in the text, and is never handed to `re`.
    """
    if not wanted.pattern.strip():
        raise UsageError("there is nothing to look for", code="A011", hint="auditor concordance officials drafts/")
    if len(wanted.pattern) > LONGEST:
        message = f"what is looked for has more than {LONGEST:,} characters"
        raise UsageError(message, code="A011", hint="look for fewer words")
    return _regex(wanted) if wanted.is_regex else _words(wanted)


def _words(wanted: Wanted) -> Pattern:
    """Words written out, which cost `re` no more than a look at each place; RE2 knows word bounds in ASCII only."""
    told = r"\s+".join("".join(map(_char, word)) for word in wanted.pattern.split())
    first, last = wanted.pattern.strip()[0], wanted.pattern.strip()[-1]
    before, after = r"(?<!\w)" if _is_word(first) else "", r"(?!\w)" if _is_word(last) else ""
    return re.compile(f"{before}{told}{after}", re.IGNORECASE if wanted.ignores_case else 0)


def _is_word(char: str) -> bool:
    return re.match(r"\w", char) is not None


def _char(char: str) -> str:
    alike = next((marks for marks in (_APOSTROPHES, _DOUBLE) if char in marks), "")
    return f"[{alike}]" if alike else re.escape(char)


def _regex(wanted: Wanted) -> Pattern:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = _MEMORY
    options.case_sensitive = not wanted.ignores_case
    try:
        found: Pattern = re2.compile(wanted.pattern, options)
    except re2.error as error:
        told: Any = error.args[0]
        reason = told.decode(errors="replace") if isinstance(told, bytes) else told
        hint = (
            "regular expressions are RE2's: no lookaround, no backreferences; without --regex it is looked for as words"
        )
        raise UsageError(f"this is no regular expression: {reason}", code="A011", hint=hint) from None
    return found
