"""Damage by chance to the bytes of a file, as transfers and broken programs do it.

`HOSTILE_ROUNDS=5000 pytest tests/unit/readers` reads more of them than the suite does.
"""

from __future__ import annotations

import os
import random

MUTATIONS = int(os.environ.get("HOSTILE_ROUNDS", "120"))
"""How many damaged files of each sort are read."""
INSERTED = (
    b"<",
    b">",
    b"&",
    b"{",
    b"}",
    b"[",
    b'"',
    b",",
    b"\\",
    b"\x00",
    b"<w:p>",
    b"\\u-1",
    b"\xff",
    b"\xed\xa0\x80",
    b"\n",
)


def changed(data: bytes, chance: random.Random) -> bytes:
    """`data` with some bytes changed, taken out, doubled or put in."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(found) or 1)
        match chance.randrange(4):
            case 0 if found:
                found[at] = chance.randrange(256)
            case 1:
                del found[at : at + chance.randint(1, 200)]
            case 2:
                found[at:at] = found[at : at + chance.randint(1, 200)]
            case _:
                found[at:at] = chance.choice(INSERTED)
    return bytes(found)
