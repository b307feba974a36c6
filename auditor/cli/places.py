"""Places in drafts as `auditor check` prints them and people type them: a line, a part of a document, the whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from auditor.base.errors import At, UsageError
from auditor.base.spans import LineIndex
from auditor.render.wording import WHOLE

if TYPE_CHECKING:
    from auditor.records.article import Article

_PLACE = re.compile(
    r"(?P<path>.+?):(?:(?P<line>\d{1,9})(?::\d{1,9})?"
    r"| ?(?P<part>[a-z][a-z ]*\d{1,9}(?:, [a-z]+(?: \d{1,9})?)?|headline|subject|whole (?:article|draft))):?",
    re.DOTALL,
)


def named(place: str, command: str) -> tuple[str, int | str]:
    """The path that `place` names, and the line, or the part of a document, or `WHOLE`.

    Raises UsageError A003 if it names none, with how `command` is typed.
    """
    found = _PLACE.fullmatch(place)
    if found is None:
        hint = f"for instance: auditor {command}"
        raise UsageError(f"'{place}' names no line", code="A003", hint=hint)
    if found["line"] is not None:
        return found["path"], int(found["line"])
    return found["path"], WHOLE if found["part"].startswith("whole ") else found["part"]


def in_article(article: Article, where: int | str) -> int | str:
    """The line of `article`, the name of its part, or `WHOLE`; raises UsageError A003 if it has none of that name."""
    if where == WHOLE:
        return WHOLE
    return _part(article, where) if article.origin.parts else _line(article, where)


def _part(article: Article, where: int | str) -> str:
    """The name of a part of a document; 1 is its first part, where it has no paragraph 1."""
    names = list(dict.fromkeys(part.name for part in article.origin.parts))
    name = where if isinstance(where, str) else f"paragraph {where}"
    if where == 1 and name not in names:
        return names[0]
    if name not in names:
        hint = f"its parts are {names[0]} to {names[-1]}"
        raise UsageError(f"there is no {name}", code="A003", at=At(article.path), hint=hint)
    return name


def _line(article: Article, where: int | str) -> int:
    lines = len(LineIndex(article.text))
    if isinstance(where, str) or not 1 <= where <= lines:
        hint = f"its lines are 1 to {lines}"
        named_so = "line of that name" if isinstance(where, str) else f"line {where}"
        raise UsageError(f"there is no {named_so}", code="A003", at=At(article.path), hint=hint)
    return where
