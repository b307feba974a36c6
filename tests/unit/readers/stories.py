"""What tests of formats of several articles share: how an article is told, and files that are damaged by chance."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Sequence
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from auditor.base.errors import At, ReadingError
from auditor.readers.dispatch import finished
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.records.article import Article, BlockRole
from tests.unit.readers.mutations import MUTATIONS

FORMATS = Path(__file__).resolve().parents[2] / "formats"
AT = At("a")

HEADLINE = (BlockRole.HEADLINE, 1, "Council drops plan for a second quay")
BODY = [
    (
        BlockRole.PARA,
        0,
        "HEXTON – The council has dropped its plan for a second quay, Mayor Paula Dray said on Friday.",
    ),
    (BlockRole.PARA, 0, "“We cannot pay for it,” Ms. Dray told reporters. “Nobody can.”"),
    (BlockRole.PARA, 0, "A senior official, who was not authorised to speak, said the decision was made in April."),
    (BlockRole.HEADLINE, 2, "Reaction"),
    (BlockRole.PARA, 0, "Hallam Textiles, which had asked for the quay, declined to comment."),
    (BlockRole.LIST, 0, "The quay would have cost 40 million crowns."),
    (BlockRole.LIST, 0, "It would have opened in 2029."),
]
"""The article of tests/formats/council as each format tells it: role, level and words of its blocks."""

Reader = Callable[[Draft], Sequence[Item]]
Block = tuple[str, str, BlockRole, int, str]


def draft(value: object, name: str = "a.json") -> Draft:
    """A file of JSON, as a draft."""
    return Draft(name, json.dumps(value).encode())


def blocks(article: Article) -> list[Block]:
    """Place, address, role, level and words of each block; every block is a part, and slices the text."""
    parts = article.origin.parts
    assert [part.span for part in parts] == [block.span for block in article.blocks]
    return [
        (part.name, part.address, block.role, block.level, block.span.of(article.text))
        for part, block in zip(parts, article.blocks, strict=True)
    ]


def told(article: Article) -> list[tuple[BlockRole, int, str]]:
    """Role, level and words of each block."""
    return [(role, level, words) for _, _, role, level, words in blocks(article)]


def words(article: Article, role: BlockRole = BlockRole.PARA) -> list[str]:
    """The words of the blocks of one role."""
    return [each for _, _, own, _, each in blocks(article) if own is role]


def notes(article: Article) -> list[str]:
    return [note.message for note in article.notes]


def refused(reader: Reader, data: bytes) -> ReadingError:
    """The error by which `reader` refuses `data`."""
    with pytest.raises(ReadingError) as caught:
        reader(Draft("a", data))
    return caught.value


def survives(reader: Reader, whole: bytes, seed: str, is_json: bool = True) -> None:
    """Sees that `reader` reads or refuses a file in a thousand damaged forms, and does nothing else."""
    chance = random.Random(seed)
    for _ in range(MUTATIONS):
        data = _rebuilt(whole, chance) if is_json and chance.random() < 0.7 else changed(whole, chance)
        try:
            for item in reader(Draft("a", data)):
                blocks(item.article)
                finished(item.article, Draft("a", b"").reading)
        except ReadingError as error:
            assert error.code.startswith("A3")


def changed(data: bytes, chance: random.Random) -> bytes:
    """`data` with some bytes changed, taken out or doubled."""
    mutated = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(mutated) or 1)
        match chance.randrange(4):
            case 0 if mutated:
                mutated[at] = chance.randrange(256)
            case 1:
                del mutated[at : at + chance.randint(1, 200)]
            case 2:
                mutated[at:at] = mutated[at : at + chance.randint(1, 200)]
            case _:
                mutated[at:at] = chance.choice(_SIGNS)
    return bytes(mutated)


_SIGNS = (b"<", b">", b"&", b"{", b"}", b"[", b"]", b'"', b"\\", b"\x00", b"<p>", b"\\ud800", b"\xff", b"]]>")
_ODD: Sequence[Any] = (
    *(
        None,
        True,
        0,
        -1,
        1.5,
        10**40,
        "",
        " ",
        "\ud800",
        "\0",
        "<p",
        "&#x110000;",
        "text",
        "story",
        "picture",
        "Article",
    ),
    *([], {}, [[]], [{}], {"": {}}, [None, 1, "a"], {"name": []}, {"rendered": {}}, {"value": 3}),
)
"""Values that stand where nobody expects them."""


def _rebuilt(whole: bytes, chance: random.Random) -> bytes:
    """A file of JSON with some values of the wrong type, moved, doubled or taken out."""
    value = [json.loads(whole)]
    for _ in range(chance.randint(1, 6)):
        holders = [value, *_holders(value[0])]
        holder = chance.choice([each for each in holders if each])
        key = chance.choice(list(holder)) if isinstance(holder, dict) else chance.randrange(len(holder))
        match chance.randrange(3):
            case 0 if holder is not value:
                del holder[key]
            case 1:
                holder[key] = deepcopy(chance.choice([each for each in holders if each is not value] or [1]))
            case _:
                holder[key] = deepcopy(chance.choice(_ODD))
    return json.dumps(value[0]).encode()


def _holders(value: Any) -> list[Any]:
    held = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return ([value] if held else []) + [inner for each in held for inner in _holders(each)]
