"""The families of sources in plain words, and what each says of an article."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.render.document import Family, Strip
from auditor.render.wording import plural

FAMILY: Mapping[Family, str] = {
    Family.ANONYMOUS: "anonymous",
    Family.NAMED: "named",
    Family.UNNAMED: "unnamed",
    Family.DOCUMENT: "document",
    Family.OUTLET: "news outlet",
    Family.NOBODY: "no source",
}
WHOSE: Mapping[Family | None, str] = {
    Family.ANONYMOUS: "from anonymous sources",
    Family.NAMED: "from named sources",
    Family.UNNAMED: "from people and groups without a name",
    Family.DOCUMENT: "from documents",
    Family.OUTLET: "from other news outlets",
    Family.NOBODY: "without a source",
    None: "the writer’s own",
}
"""Whose the words of an article are."""


def words_of(whole: Strip) -> dict[Family | None, int]:
    """How many words each family says, those that say any, in the order of `Family`; last the writer's own."""
    found: dict[Family | None, int] = {}
    for each in (*Family, None):
        number = sum(segment.words for segment in whole.segments if segment.family is each)
        if number:
            found[each] = number
    return found


def told_in_words(whole: Strip) -> str:
    """The same as a sentence: `Of 457 words: 69 from anonymous sources, 388 the writer’s own.`"""
    said = ", ".join(f"{number} {whose}" for whose, number in shares_of(whole))
    return f"Of {plural(sum(each.words for each in whole.segments), 'word')}: {said}."


def shares_of(whole: Strip) -> list[tuple[str, int]]:
    """The same with whose they are in words."""
    return [(WHOSE[family], number) for family, number in words_of(whole).items()]
