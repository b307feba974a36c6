"""Dates as drafts tell them: what is certain is understood, and what could be two days is not."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

_MONTHS: Mapping[str, int] = {
    "jan": 1,
    "feb": 2,
    "mar": 3,
    "apr": 4,
    "may": 5,
    "jun": 6,
    "jul": 7,
    "aug": 8,
    "sep": 9,
    "oct": 10,
    "nov": 11,
    "dec": 12,
}
"""The months by the letters that their names begin with."""
_NAME = (
    r"(?P<name>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>[12]\d{3})"
_WEEKDAY = r"(?:(?:mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_TIME = r"(?:[T,]?\s*(?:at\s+)?\d{1,2}[:.]\d{2}.*|\s+\d{1,2}\s?[ap]m.*)?"
"""A time of day, and whatever stands after it: it changes no day, as every date is taken as it was written."""

_FORMS = (
    re.compile(rf"{_YEAR}(?P<sep>[-/.])(?P<month>\d{{1,2}})(?:(?P=sep)(?P<day>\d{{1,2}}){_TIME})?"),
    re.compile(rf"{_YEAR}(?P<month>\d{{2}})(?P<day>\d{{2}})(?:T?\d{{4,6}}(?:Z|[+-]\d{{2}}:?\d{{2}})?)?"),
    re.compile(rf"{_WEEKDAY}{_DAY}(?:\s+(?:of\s+)?|-){_NAME}(?:,?\s+|-){_YEAR}{_TIME}", re.I),
    re.compile(rf"{_WEEKDAY}{_NAME}\s+{_DAY},?\s+{_YEAR}{_TIME}", re.I),
    re.compile(rf"{_NAME},?\s+{_YEAR}", re.I),
)
_TWO_WAYS = re.compile(rf"(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep){_YEAR}{_TIME}")
"""Day and month, or month and day."""


@dataclass(frozen=True, slots=True)
class When:
    """A day, or a month of which no day is told."""

    year: int
    month: int
    day: int | None = None

    @property
    def date(self) -> date | None:
        """The day; None where only the month is told."""
        return None if self.day is None else date(self.year, self.month, self.day)


def when(text: str) -> When | None:
    """The day or month that `text` tells, in whatever usual form; None where that is not certain (`3/12/2026`)."""
    text = " ".join(text.split())
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            name = parts.get("name")
            month = _MONTHS[name[:3].lower()] if name else int(parts["month"])
            return _when(int(parts["year"]), month, int(parts["day"]) if parts.get("day") else None)
    return _told_by_size(text) or _week_date(text)


def _told_by_size(text: str) -> When | None:
    """Of day and month told as numbers, the one above twelve is the day."""
    found = _TWO_WAYS.fullmatch(text)
    if found is None:
        return None
    small, large = sorted((int(found["first"]), int(found["second"])))
    return _when(int(found["year"]), small, large) if large > 12 or small == large else None


def _week_date(text: str) -> When | None:
    """A day told by its week, `2026-W11-4`."""
    if "W" not in text:
        return None
    try:
        day = datetime.fromisoformat(text)
    except ValueError:
        return None
    return When(day.year, day.month, day.day)


def _when(year: int, month: int, day: int | None) -> When | None:
    try:
        date(year, month, day or 1)
    except ValueError:
        return None
    return When(year, month, day)
