"""What a web page says of its article in data for machines (JSON-LD, schema.org): metadata, and often all its words.

Pages name other articles there as well; the one that is meant is that with the page's own headline.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.readers.cms.schemaorg import articles_in, metadata_of
from auditor.readers.json import listed, parse, string
from auditor.readers.passages import Passages
from auditor.readers.web.flow import Stretch
from auditor.readers.web.page import Page
from auditor.readers.web.parts import Part
from auditor.readers.web.shingles import Shingles, words_of
from auditor.records.article import BlockRole, MetaValue

_CONTROLS = re.compile(r"[\x00-\x1f]")
"""What may not stand in JSON but as space, and stands in strings on many pages."""
_ALIKE = 0.5
"""The share of words that a headline in the data has in common with that of the page."""
_LEAST = 50
"""Words of an article in the data; with fewer it is a summary."""
_WHOLE, _BETTER = 0.8, 0.9
"""The share of the article in the data that the page must hold, and that is as good as all of it."""
_SAME = 0.5
"""The share of a block's runs of words by which it is in the data."""
_SURPLUS = 0.3
"""What may stand on the page around the article in the data, as a share of its words."""
_END = 6
"""Words by which the end of an article is known."""
_RUNNING = frozenset({BlockRole.PARA, BlockRole.LIST, BlockRole.QUOTE})


@dataclass(frozen=True, slots=True)
class Told:
    """An article as the data tell it."""

    node: Mapping[str, Any]
    address: str
    """The path of the element that holds it."""

    @property
    def meta(self) -> dict[str, MetaValue]:
        """Its metadata, by the names that they have in all formats."""
        return metadata_of(self.node)

    def body(self) -> list[str]:
        """Its paragraphs; none if the data do not have them."""
        body = Passages()
        for each in listed(self.node.get("articleBody")):
            body.add(string(each), "")
        told = body.out.words
        return told if sum(len(words.split()) for words in told) >= _LEAST else []


def told_article(page: Page, at: At, deepest: int, titles: Sequence[str]) -> Told | None:
    """The article that the data of a page tell under one of these titles; None if they tell none."""
    found = list(_told(page, at, deepest))
    wanted = [frozenset(words_of(title)) for title in titles]
    best = max(found, key=lambda told: _likeness(told, wanted), default=None)
    if best is None:
        return None
    return best if len(found) == 1 or _likeness(best, wanted) >= _ALIKE else None


def _told(page: Page, at: At, deepest: int) -> Iterator[Told]:
    for text, address in page.data():
        plain = _CONTROLS.sub(" ", text).strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            value = parse(plain.encode("utf-8", "replace"), at, deepest)
        except ReadingError:  # damaged data tell nothing; the page is there
            continue
        yield from (Told(node, address) for node in articles_in(value))


def _likeness(told: Told, wanted: Sequence[frozenset[str]]) -> float:
    words = frozenset(words_of(string(told.node.get("headline")) or string(told.node.get("name"))))
    return max((len(words & each) / max(len(words), len(each)) for each in wanted if words and each), default=0.0)


# ---------------------------------------------------------------- the article's words


@dataclass(frozen=True, slots=True)
class Check:
    """What came of comparing the article on the page with that in the data."""

    numbers: tuple[int, ...] | None = None
    """The blocks of the page that are the article, where they are others than those that were chosen."""
    body: tuple[str, ...] = ()
    """The paragraphs in the data, where the page does not hold them."""
    note: str = ""
    """What the reader of a report should know of it."""


def checked(told: Sequence[Part], page: Sequence[Stretch], body: Sequence[str]) -> Check:
    """Whether the blocks that were chosen are the article in the data, and which are if they are not."""
    if not body:
        return Check()
    wanted = Shingles(body)
    held = _held(body, [part.words for part in told])
    if held < _WHOLE:
        return _with_more(told, page, body, wanted, held)
    surplus = _around(told, wanted)
    if sum(len(part.words.split()) for part in surplus) > _SURPLUS * wanted.count and _is_whole(told, body):
        left = {part.number for part in surplus}
        count = sum(len(part.words.split()) for part in surplus)
        note = f"{count} words around the article were left out, as they are not in the page's own data (articleBody)"
        return Check(tuple(part.number for part in told if part.number not in left), note=note)
    return Check()


def _with_more(
    told: Sequence[Part], page: Sequence[Stretch], body: Sequence[str], wanted: Shingles, held: float
) -> Check:
    """The article of blocks elsewhere on the page, or of the data where the page does not hold it."""
    chosen = {part.number for part in told}
    more = [number for number, piece in enumerate(page) if wanted.share(piece.words) >= _WHOLE]
    numbers = tuple(sorted(chosen.union(more)))
    if _held(body, [page[number].words for number in numbers]) >= _BETTER:
        note = "some of its paragraphs were found elsewhere on the page, by the page's own data (articleBody)"
        return Check(numbers, note=note)
    note = (
        f"the page shows {held:.0%} of the article; its paragraphs were read from the page's own data (articleBody),"
        f" which has {wanted.count} words"
    )
    return Check(body=tuple(body), note=note)


def _held(body: Sequence[str], blocks: Sequence[str]) -> float:
    """The share of the words of `body` that stand in `blocks`."""
    shingles = Shingles([" ".join(blocks), *blocks])
    words = [len(words_of(each)) for each in body]
    return sum(count * shingles.share(each) for count, each in zip(words, body, strict=True)) / max(1, sum(words))


def _around(told: Sequence[Part], wanted: Shingles) -> list[Part]:
    """The paragraphs before the first and after the last that is in the data."""
    running = [part for part in told if part.role in _RUNNING]
    inside = [at for at, part in enumerate(running) if wanted.share(part.words) >= _SAME]
    return [*running[: inside[0]], *running[inside[-1] + 1 :]] if inside else []


def _is_whole(told: Sequence[Part], body: Sequence[str]) -> bool:
    """Whether the article in the data ends where a block does, and was not cut off."""
    end = words_of(" ".join(body[-2:]))[-_END:]
    return any(words_of(part.words)[-_END:] == end for part in told)
