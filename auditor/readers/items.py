"""Files of one format that may hold several articles: a message of an agency, the export of a content system."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from auditor.readers.draft import Draft
from auditor.records.article import Article


@dataclass(frozen=True, slots=True)
class Item:
    """One article of a file, and what tells it from the others: its id, or its number."""

    key: str
    article: Article
    """Without words if the file has none of it, which whoever reads it is told."""


Opening = Callable[[Draft], Sequence[Item]]
"""Reads a file that another holds, as it would be read beside it; raises ReadingError if it cannot be."""


def apart(keys: Iterable[str]) -> Iterator[str]:
    """The keys, each once: the second *a17* is *a17~2*, and one of nothing but space its number, from 1."""
    plain = [" ".join(key.split()) for key in keys]
    seen, given = Counter[str](), set(plain)
    for number, key in enumerate(plain, 1):
        seen[key] += 1
        found = key
        if not key or seen[key] > 1:
            found, count = ("" if key else str(number)), 1
            while not found or found in given:
                count += 1
                found = f"{key or number}~{count}"
            given.add(found)
        yield found
