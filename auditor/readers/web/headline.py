"""Which block of a web page is the headline of its article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from auditor.readers.web.flow import Stretch
from auditor.readers.web.shingles import words_of
from auditor.records.article import BlockRole

_ALIKE, _SAME = 0.6, 0.9
"""The share of words that a heading, and any other block, has in common with what the page calls its article."""
_SEPARATOR = re.compile(r"\s+(?:[|·•»«/\\:]+|[-–—]{1,2})\s+|\s*\|\s*")
"""What stands between a headline and the name of an outlet or a section."""


def headline(pieces: Sequence[Stretch], titles: Sequence[str]) -> int | None:
    """The number of the headline's block; None if there is none that is surely it."""
    told = [frozenset(words_of(title)) for title in _without_outlet(titles)]
    best, found = 0.0, None
    for number, piece in enumerate(pieces):
        is_heading = piece.role is BlockRole.HEADLINE
        alike = max((_alike(frozenset(words_of(piece.words)), each) for each in told), default=0.0)
        if alike < (_ALIKE if is_heading else _SAME):
            continue
        rank = alike + (is_heading + (piece.level == 1)) / 10
        if rank > best:
            best, found = rank, number
    return found if found is not None else _only_heading(pieces)


def _only_heading(pieces: Sequence[Stretch]) -> int | None:
    """The first heading of the highest level that leads nowhere and is no part of the page's head or foot."""
    first = (
        number
        for number, piece in enumerate(pieces)
        if piece.role is BlockRole.HEADLINE and piece.level == 1 and piece.linked < 0.5 and not _is_of_house(piece)
    )
    return next(first, None)


def _is_of_house(piece: Stretch) -> bool:
    here = piece.at
    while here.outer is not None:
        if here.kind:
            return True
        here = here.outer
    return False


def _without_outlet(titles: Sequence[str]) -> Iterator[str]:
    """Each title whole, and the longest part of it where signs divide it."""
    for title in titles:
        yield title
        parts = [part for part in _SEPARATOR.split(title) if part]
        if len(parts) > 1:
            yield max(parts, key=len)


def _alike(ours: frozenset[str], theirs: frozenset[str]) -> float:
    return len(ours & theirs) / max(len(ours), len(theirs)) if ours and theirs else 0.0
