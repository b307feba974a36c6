"""Drafts that nobody would write: those that lie in `tests/cases`, changed at random; equal seeds give equal drafts."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases"

LONGEST = 50_000
"""Bytes."""
_USUAL = 700
"""Bytes that all but one draft in a hundred have at the most, so that many can be tried."""

PIECES = (
    "a senior official", "two people familiar with the matter", "Ann Poe", "she", "they", "the source", "said",
    "according to", "declined to comment", "on condition of anonymity because", "reportedly", "it is understood",
    "“", "”", '"', "'", "‘", "’", "„", "«", "»", "(", ")", "[", "]", "—", "–", "-", ":", ";", ",", ".", "?!", "…",
    "\n", "\n\n", "\r", "\r\n", "\t", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029", "\u2003", "\u3000", "\u00a0",
    "\u200b", "\u200d", "\u202e", "\u2066", "\ufeff", "\u00ad", "\u0301", "\x00", "\x07", "\x1b[31m", "\x9b", "\x7f",
    "# ", "> ", "- ", "* ", "**", "_", "`", "```\n", "~~~\n", "---\n", "...\n", "+++\n", "title: x\n", "a: &a [*a]\n",
    "[a](b)", "![a](b)", "[^1]", "<b>", "</b>", "<!--", "-->", "<script>", "&amp;", "&#8217;", "&#x110000;",
    "| a | b |\n", "{{", "}}", "{% raw %}", "\\", "$", "%s", "=cmd|' /C calc'!A0",
    "By Ann Poe", "Advertisement", "Read more:", "Copyright 2026", "WASHINGTON (AP) —", "Q.", "A.", "MR. POE:",
    "İ", "ß", "ﬁ", "e\u0301", "👩‍👧", "𝔘", "עברית", "العربية", "漢字", "ไทย", "\ud7ff", "\U0010ffff",
    "0", "1,270", "St.", "U.S.",
)  # fmt: skip
"""What drafts are made of, and what breaks programs that read them."""

Change = Callable[[bytes, random.Random], bytes]


def drafts(count: int, seed: int = 0) -> Iterator[tuple[str, bytes]]:
    """So many drafts, each with a name that says how to read it; none is longer than `LONGEST`."""
    bases = [path.read_bytes() for path in sorted(CASES.glob("*/draft.*"))]
    for number in range(count):
        chance = random.Random(f"{seed}/{number}")
        data = chance.choice(bases)
        longest = LONGEST if chance.random() < 0.01 else _USUAL
        length = int(40 * (longest / 40) ** chance.random())
        start = chance.randrange(max(1, len(data) - length))
        data = data[start : start + length] if len(data) > length else data * (length // max(1, len(data)) + 1)
        for _ in range(chance.choice((1, 1, 2, 3, 5, 8, 13))):
            data = chance.choice(CHANGES)(data, chance)[:longest]
        yield f"{number}{chance.choice(('.txt', '.md'))}", data


def _place(data: bytes, chance: random.Random) -> tuple[int, int]:
    """A stretch of `data`, short more often than long."""
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + int(len(data) * chance.random() ** 4) + 1)


def _flip(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.choice((1, 3, 30)) if data else 0):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _remove(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    end = min(end, start + 400)
    return data[:start] + data[start:end] * chance.choice((2, 5, 50, 500)) + data[end:]


def _move(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    rest = data[:start] + data[end:]
    at = chance.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def _insert(data: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 4, 40))):
        at = chance.randrange(len(data) + 1)
        data = data[:at] + _words(chance) + data[at:]
    return data


def _insert_many(data: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + _words(chance) * chance.choice((10, 100, 1000)) + data[at:]


def _head(data: bytes, chance: random.Random) -> bytes:
    heads = (
        b"---\ntitle: x\ndesk: =1+1\n---\n", b"---\n", b"+++\ntitle = 1\n+++\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\x1a",
        b"---\n? [a, b]\n: {c: d}\n---\n", b"\n" * 50, b"# Headline\n\n", b"%PDF", b"<html>", b"{\"a\": 1}",
    )  # fmt: skip
    return chance.choice(heads) + data


def _substitute(data: bytes, chance: random.Random) -> bytes:
    old, new = chance.choice(PIECES), chance.choice(PIECES)
    return data.replace(_encoded(old), _encoded(new))


def _substitute_marks(data: bytes, chance: random.Random) -> bytes:
    old = _encoded(chance.choice(" \n.,'\"“”’"))
    return data.replace(old, _encoded(chance.choice(PIECES)), chance.choice((1, 5, -1)))


def _recode(data: bytes, chance: random.Random) -> bytes:
    text = data.decode("utf-8", errors="replace")
    codec = chance.choice(("utf-16", "utf-16-le", "utf-32", "cp1252", "latin-1", "utf-7", "utf-8-sig", "cp037"))
    return text.encode(codec, errors="replace")


def _case(data: bytes, chance: random.Random) -> bytes:
    start, end = _place(data, chance)
    return data[:start] + chance.choice((bytes.upper, bytes.lower, bytes.title))(data[start:end]) + data[end:]


def _nest(data: bytes, chance: random.Random) -> bytes:
    opening, closing = chance.choice((("“", "”"), ("(", ")"), ("[", "](x)"), ("<b>", "</b>"), ("> ", "\n"), ("*", "*")))
    start, end = _place(data, chance)
    depth = chance.choice((1, 3, 30, 300))
    return data[:start] + _encoded(opening) * depth + data[start:end] + _encoded(closing) * depth + data[end:]


def _words(chance: random.Random) -> bytes:
    return _encoded(chance.choice(("", " ")).join(chance.choices(PIECES, k=chance.choice((1, 1, 2, 6)))))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


CHANGES: Sequence[Change] = (
    _flip, _remove, _repeat, _move, _insert, _insert, _insert_many, _head, _substitute, _substitute_marks, _recode,
    _case, _nest,
)  # fmt: skip
