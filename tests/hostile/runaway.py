"""Texts that nobody writes and that a program may meet: each kind at any length."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import cycle
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases"


def ordinary(size: int) -> str:
    """The example drafts one after another, of `size` bytes as near as may be."""
    drafts = [_body(path.read_text(encoding="utf-8")) for path in sorted(CASES.glob("*/draft.*"))]
    return _filled(drafts, size, "\n\n")


def _body(draft: str) -> str:
    """`draft` without its front matter."""
    return draft.split("\n---\n", 1)[-1]


def _filled(parts: list[str], size: int, joint: str = "") -> str:
    """`parts` over and over until there are `size` bytes."""
    out: list[str] = []
    length = 0
    for part in cycle(parts):
        if length >= size:
            break
        out.append(part)
        length += len((part + joint).encode())
    return _cut(joint.join(out), size)


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode("utf-8", errors="ignore")


def _syllables() -> Iterator[str]:
    """Capitalised words that are all different."""
    for a in "BCDFGHKLMNPRSTVW":
        for b in "aeiou":
            for c in ("l", "n", "r", "st", "nd", "m", "rk", "x"):
                for d in ("a", "en", "ow", "er", "by", "ton", "ick", "ham"):
                    yield f"{a}{b}{c}{d}"


def _names(joint: str, verb: str = "") -> str:
    return joint.join(
        f"{first} {last}{verb}" for first, last in zip(_syllables(), reversed([*_syllables()]), strict=True)
    )


def _one_paragraph(size: int) -> str:
    return " ".join(ordinary(size).split())


def _one_line(size: int) -> str:
    return "".join(ordinary(size).split())


def _of(*parts: str) -> Callable[[int], str]:
    return lambda size: _filled(list(parts), size)


def _opened_then_ordinary(size: int) -> str:
    return "“" * (size // 6) + ordinary(size // 2)


PLAIN: Mapping[str, Callable[[int], str]] = {
    "one paragraph": _one_paragraph,
    "one line without a space": _one_line,
    "straight quotation marks": _of('"'),
    "straight marks apart": _of('" '),
    "single marks": _of("'"),
    "single marks apart": _of("' "),
    "opening marks": _of("“"),
    "opening marks before words": _of("“word "),
    "single opening marks before words": _of("‘word "),
    "single opening marks before capitals": _of("‘Word "),
    "closing marks": _of("”"),
    "pairs of marks": _of("“”"),
    "marks by turns": _of("“", "'", '"', "‘", "”", "’", "« ", "» "),
    "opened and never closed": _opened_then_ordinary,
    "short quotations": _of("“Yes, it is so,” she said. "),
    "short quotations without a cue": _of("“It is what it is now.” "),
    "quotations by nobody, a paragraph each": _of("“It is what it is now and was.”\n\n"),
    "said": _of("said "),
    "he said": _of("he said "),
    "he said that": _of("he said that "),
    "he said, a sentence each": _of("He said so. "),
    "according to": _of("according to "),
    "abbreviations": _of("A. "),
    "abbreviations without a space": _of("A."),
    "names": _of("Ann Poe Bo Lund "),
    "names, a sentence each": _of("Ann Poe said so. Bo Lund left. "),
    "different names": lambda size: _filled([_names(" ")], size),
    "different names that speak": lambda size: _filled([_names(". ", " said that it was over")], size),
    "different single names that speak": lambda size: _filled([f"{w} said so. " for w in _syllables()], size),
    "different bodies that speak": lambda size: _filled([f"The {w} Council said so. " for w in _syllables()], size),
    "pronouns": _of("he she they it "),
    "pronouns, a sentence each": _of("He left. She stayed. They know it. "),
    "unnamed sources": _of("Two people briefed on the plan said it was dead. "),
    "unnamed sources of many kinds": lambda size: _filled(
        [f"A {w.lower()} official said it was. " for w in _syllables()], size
    ),
    "grants": _of("An aide, who asked not to be named, said it was dead. "),
    "grants in one sentence": _of("an aide who asked not to be named and "),
    "non-responses": _of("The council did not respond to a request for comment. "),
    "non-responses in one sentence": _of("the council declined to comment and "),
    "accusations": _of("Ann Poe accused Bo Lund of fraud. "),
    "different accusations": lambda size: _filled([f"Ann {w} accused Bo {w}er of fraud. " for w in _syllables()], size),
    "commas": _of(", "),
    "stops": _of("."),
    "stops apart": _of(". "),
    "colons": _of("Ann: "),
    "brackets": lambda size: "(" * (size // 2) + ")" * (size // 2),
    "brackets around words": lambda size: "(so " * (size // 8) + ")" * (size // 8),
    "square brackets": _of("["),
    "dashes": _of("—"),
    "hyphens": _of("-"),
    "slashes": _of("a/"),
    "entities": _of("&amp;", "&quot;", "&#8217;", "&nbsp;"),
    "one-word lines": _of("word\n"),
    "one-word paragraphs": _of("Word\n\n"),
    "different lines": lambda size: _filled([f"{w} left\n" for w in _syllables()], size),
    "bullets": _of("• word\n"),
    "blank lines": lambda size: "Word.\n" + "\n" * size + "Word.",
    "white lines": lambda size: "Word.\n" + "\u2003\n" * (size // 4) + "Word.",
    "spaces": lambda size: "Word" + " " * size + "word.",
    "digits": _of("1"),
    "numbers": _of("12 345 "),
    "decimals": _of("1."),
    "emoji": _of("👩\u200d👩\u200d👧\u200d👦"),
    "emoji apart": _of("👩\u200d👩\u200d👧\u200d👦 "),
    "CJK": _of("新聞記者說這是真的。"),
    "right to left": _of("قال المسؤول إن الخطة ماتت. "),
    "one word": _of("a"),
    "one capital word": _of("Ab"),
    "combining marks": lambda size: "e" + "\u0301" * (size // 2),
    "zero-width spaces": lambda size: "a" + "\u200b" * (size // 3) + "b",
    "web addresses": _of("https://example.com/a?b=c "),
    "one web address": lambda size: "https://example.com/" + "a/b?c=d&" * (size // 8),
    "hashes": _of("#word "),
    "handles": _of("@word "),
    "tabs": _of("a\t"),
    "capitals": _of("THE COUNCIL SAID NO "),
    "headline without an end": _of("Council Said Plan Is Dead "),
    "of": _of("of the "),
    "and": _of("Ann and "),
    "who": _of("who "),
    "the spokesman of": _of("the spokesman of "),
    "senators": _of("Senator "),
    "possessives": _of("Ann's "),
}
"""Plain text."""

MARKDOWN: Mapping[str, Callable[[int], str]] = {
    "stars": _of("*"),
    "stars apart": _of("* "),
    "stars before words": _of("*a "),
    "double stars before words": _of("**a "),
    "underscores before words": _of("_a "),
    "tildes before words": _of("~~a "),
    "openings of links": _of("["),
    "openings of links before words": _of("[a "),
    "half links": _of("[a]("),
    "pictures": _of("![a]("),
    "ticks": _of("`"),
    "ticks before words": _of("`a "),
    "less-than signs": _of("<"),
    "tags never closed": _of("<a "),
    "comments never closed": _of("<!-- "),
    "comments never closed, a line each": _of("<!-- a\n"),
    "comments": _of("<!-- a -->\n"),
    "fences": _of("```\n"),
    "different fences": lambda size: "".join("`" * n + "\n" for n in range(3, int((2 * size) ** 0.5))),
    "greater-than signs": _of(">"),
    "greater-than signs apart": _of("> "),
    "links": _of("[a](http://b.c) "),
    "link definitions": _of("[a]: http://b.c\n"),
    "footnotes": _of("[^1] "),
    "nested lists": lambda size: "".join("  " * (n % 40) + "- word\n" for n in range(size // 47)),
    "nested quotes": lambda size: "".join(">" * (n % 40) + " word\n" for n in range(size // 26)),
    "deep quotes": lambda size: ("> " * (size // 8) + "word\n") * 4,
    "rows": _of("| a | b |\n"),
    "cells": lambda size: "|a" * (size // 2) + "|\n",
    "bars": _of("|"),
    "rule of a table": lambda size: "|" + "---|" * (size // 4) + "x",
    "dashes of a rule": lambda size: "- " * (size // 2) + "x",
    "headings": _of("# word\n"),
    "heading of spaces": lambda size: "# a" + " " * size + "b",
    "heading of hashes": lambda size: "# a" + "#" * size + "b",
    "underlines": _of("word\n===\n"),
    "tags": _of("<b>word</b> "),
    "tags in a row": lambda size: "<a>" * (size // 3) + "x",
    "tags in a row apart": lambda size: "<a> " * (size // 4) + "x",
    "backslashes": _of("\\"),
    "backslashes before marks": _of("\\*"),
    "items": _of("1. word\n"),
    "brackets nested": lambda size: "[" * (size // 2) + "]" * (size // 2),
    "parentheses after a link": lambda size: "[a](" + "(" * size,
    "shortcodes": _of("{{< a >}} word "),
    "shortcodes never closed": _of("{{< a "),
    "tags of templates": _of("{% a %}word"),
    "tags of templates never closed": _of("{% raw "),
    "components": _of("<Aa b={c}>word</Aa> "),
    "components never closed": _of("<Aa b={"),
    "wiki links": _of("[[a|b]] "),
    "wiki links never closed": _of("[[a|"),
    "attributes": _of("word{.a #b c=d} "),
    "attributes never closed": _of("{.a "),
    "pictures and captions": _of("![a](b)\n*word*\n\n"),
    "definitions": _of("word\n: word\n"),
    "one fence": lambda size: "```\n" + ordinary(size - 8) + "\n```",
}
"""Markdown."""

KINDS: Mapping[str, tuple[str, Callable[[int], str]]] = {
    **{kind: ("runaway.txt", make) for kind, make in PLAIN.items()},
    **{f"Markdown: {kind}": ("runaway.md", make) for kind, make in MARKDOWN.items()},
}
"""For each kind, what a file of it would be called, and what makes it."""
