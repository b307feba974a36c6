"""The metadata of a web page's article, as trafilatura finds them where the page's data for machines are silent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditor.readers.web.page import Page
from auditor.readers.web.shingles import words_of
from auditor.records.article import MetaValue

_NAMES: Mapping[str, str] = {"title": "title", "date": "date", "sitename": "outlet"}
"""What trafilatura calls each, and what it is called in all formats."""
_BYLINE = re.compile(r"by:? (.{3,200})", re.I)
_BETWEEN = re.compile(r",? and | & |, ")
_NAME = re.compile(r"[^\W\d_a-z][\w.'’-]*(?: (?:(?:de|van|von|der|la|bin|al|da|dos|di)\b|[^\W\d_a-z][\w.'’-]*)){1,4}")
"""Two to five words, all but particles with a capital."""
_AUTHORS = ("author", "article:author", "article.author", "dc.creator", "byl", "parsely-author", "sailthru.author")
"""Names under which pages tell their authors."""


def properties(page: Page, found: Any) -> Iterator[tuple[str, MetaValue]]:
    """What the page tells; `found` is what trafilatura found, or None."""
    if found is not None:
        for name, ours in _NAMES.items():
            if words := " ".join(str(getattr(found, name) or "").split()):
                yield ours, words
        for ours, told in (("author", (found.author or "").split(";")), ("section", (found.categories or ())[:1])):
            values = tuple(dict.fromkeys(words for each in told if (words := " ".join(str(each).split()))))
            if values:
                yield ours, values if len(values) > 1 else values[0]
        if keywords := tuple(str(each) for each in found.tags or () if each):
            yield "keywords", keywords
    if language := page.language():
        yield "language", language


def authors(meta: Mapping[str, MetaValue]) -> tuple[str, ...]:
    """The names of the authors."""
    told = meta.get("author", ())
    return (told,) if isinstance(told, str) else told


def _named(byline: str) -> tuple[str, ...]:
    """The names in a byline that has nothing but names."""
    found = _BYLINE.fullmatch(byline)
    names = _BETWEEN.split(found[1]) if found else []
    return tuple(names) if all(_NAME.fullmatch(name) for name in names) else ()


def with_authors(
    meta: Mapping[str, MetaValue], bylines: Sequence[str], page: Page, is_sure: bool
) -> dict[str, MetaValue]:
    """The metadata, without authors that neither the page's head nor a byline names: what else names them is chance."""
    declared = page.told(*_AUTHORS)
    named = frozenset(words_of(" ".join((*bylines, *declared))))
    kept = tuple(each for each in authors(meta) if is_sure or named.issuperset(words_of(each)))
    if not is_sure and not declared and bylines:
        kept = _named(bylines[0]) or kept
    others = {name: value for name, value in meta.items() if name != "author"}
    return {**others, "author": kept if len(kept) > 1 else kept[0]} if kept else others
