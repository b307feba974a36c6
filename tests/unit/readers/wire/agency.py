"""What the tests of agencies' XML have in common: articles as they are told, and the same article in every format."""

from __future__ import annotations

import random
from collections import Counter
from copy import deepcopy
from pathlib import Path
from xml.etree import ElementTree

import pytest

from auditor.base.errors import ReadingError
from auditor.readers.dispatch import form_of, items, read
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.records.article import Article, BlockRole
from auditor.records.reading import USUAL, Reading
from tests.unit.readers.mutations import MUTATIONS, changed

FORMATS = Path(__file__).resolve().parents[3] / "formats"
SPEED = 20
"""Seconds that no file of this folder may take."""

HEADLINE, STANDFIRST = BlockRole.HEADLINE, BlockRole.STANDFIRST
BYLINE, DATELINE, CORRECTION = BlockRole.BYLINE, BlockRole.DATELINE, BlockRole.CORRECTION
PARA, QUOTE, LIST, TABLE = BlockRole.PARA, BlockRole.QUOTE, BlockRole.LIST, BlockRole.TABLE
CAPTION, FURNITURE = BlockRole.CAPTION, BlockRole.FURNITURE

COUNCIL = [
    (
        "paragraph 1",
        PARA,
        "HEXTON – The council has dropped its plan for a second quay, Mayor Paula Dray said on Friday.",
    ),
    ("paragraph 2", PARA, "“We cannot pay for it,” Ms. Dray told reporters. “Nobody can.”"),
    (
        "paragraph 3",
        PARA,
        "A senior official, who was not authorised to speak, said the decision was made in April.",
    ),
    ("paragraph 4", HEADLINE, "Reaction"),
    ("paragraph 5", PARA, "Hallam Textiles, which had asked for the quay, declined to comment."),
    ("paragraph 6", LIST, "The quay would have cost 40 million crowns."),
    ("paragraph 7", LIST, "It would have opened in 2029."),
]
"""Place, role and words of the body of the article that tests/formats holds in many formats."""


def found(data: bytes | str, reading: Reading = USUAL) -> list[Item]:
    """The articles in a file."""
    draft = Draft("wire.xml", data if isinstance(data, bytes) else data.encode(), reading=reading)
    return list(items(draft, form_of(draft)))


def only(data: bytes | str) -> Article:
    """The one article in a file."""
    [item] = found(data)
    return item.article


def blocks(article: Article) -> list[tuple[str, BlockRole, str]]:
    """Place, role and words of each block, of which every span slices the text."""
    parts = article.origin.parts
    end = 0
    for part, block in zip(parts, article.blocks, strict=True):
        assert part.span == block.span
        assert block.span.start >= end
        end = block.span.end
    return [
        (part.name, block.role, block.span.of(article.text)) for part, block in zip(parts, article.blocks, strict=True)
    ]


def words(article: Article) -> list[str]:
    return [told for _, _, told in blocks(article)]


def addresses(article: Article) -> list[str]:
    return [part.address for part in article.origin.parts]


def notes(article: Article) -> list[tuple[str, str]]:
    return [(note.code, note.message) for note in article.notes]


def refused(data: bytes | str) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        found(data)
    return caught.value


def survives(name: str) -> None:
    """Reads a file of tests/formats with a thousand kinds of damage: each is read or refused, and nothing else.

    Half of them are of bytes; the other half are documents in order whose elements are not where they belong.
    """
    whole = (FORMATS / name).read_bytes()
    assert read(FORMATS / name).text
    chance = random.Random(name)
    read_or_refused = Counter[bool]()
    for number in range(MUTATIONS):
        try:
            for item in found(_rearranged(whole, chance) if number % 2 else changed(whole, chance)):
                blocks(item.article)
            read_or_refused[True] += 1
        except ReadingError as error:
            assert error.code.startswith("A3")
            read_or_refused[False] += 1
    assert min(read_or_refused.values()) > MUTATIONS // 10


def _rearranged(whole: bytes, chance: random.Random) -> bytes:
    """The document with some elements taken out, doubled, put into others, renamed or without what they hold."""
    root = ElementTree.fromstring(whole)
    for _ in range(chance.randint(1, 6)):
        elements = list(root.iter())
        one, other = chance.choice(elements), chance.choice(elements)
        match chance.randrange(5):
            case 0 if len(other):
                other.remove(chance.choice(list(other)))
            case 1 if one is not root:
                other.insert(chance.randint(0, len(other)), deepcopy(one))
            case 2 if one is not root:
                one.tag = other.tag
            case 3:
                one.attrib, other.attrib = other.attrib, one.attrib
            case _:
                one.text, other.text, other.tail = other.text, one.tail, one.text
    return ElementTree.tostring(root)
