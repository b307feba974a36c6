"""Dates as agencies write them: ISO 8601 without its signs, years of two digits."""

from __future__ import annotations

import re

_BASIC = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T?(\d\d)(\d\d)(\d\d)?)?(Z|[+-]\d\d:?\d\d)?")
_PIVOT = 70
"""Two digits of a year from here on are of the last century."""


def iso_date(words: str) -> str:
    """A date of ISO 8601 with its hyphens and colons, where it is written without; any other as it is."""
    found = _BASIC.fullmatch(words)
    if found is None:
        return words
    year, month, day, hour, minute, second, zone = found.groups()
    time = "".join(("T", ":".join(each for each in (hour, minute, second) if each))) if hour else ""
    zone = f"{zone[:3]}:{zone[-2:]}" if zone and zone != "Z" else zone or ""
    return f"{year}-{month}-{day}{time}{zone if time else ''}"


def full_year(digits: str) -> int:
    """The year that two digits stand for, from 1970 to 2069."""
    return int(digits) + (1900 if int(digits) >= _PIVOT else 2000)
