"""Whether a page is a live blog: an article in many entries, each with its time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.readers.web.extents import Extent
from auditor.readers.web.flow import Open

_LEAST = 4
"""Entries of a live blog; a page that tells two or three times is no such thing."""
_UP = 6
"""Elements between an entry and its time."""


def entries(opened: Sequence[Open], within: Mapping[Open, Extent], zone: Open) -> int:
    """How many elements of one sort below `zone` have a time and a paragraph each; 0 if they are too few."""
    found: dict[tuple[Open, str], set[Open]] = {}
    for each in opened:
        if each.tag != "time":
            continue
        here = each.outer
        for _ in range(_UP):
            if here is None or here is zone or here.outer is None:
                break
            if here in within and within[here].prose:
                found.setdefault((here.outer, here.tag), set()).add(here)
            here = here.outer
    most = max((len(each) for key, each in found.items() if _is_in(key[0], zone)), default=0)
    return most if most >= _LEAST else 0


def _is_in(each: Open, zone: Open) -> bool:
    here: Open | None = each
    while here is not None and here is not zone:
        here = here.outer
    return here is zone
