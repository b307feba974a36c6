"""Markup within a Markdown block: stars, ticks, links, tags and entities, found so that they can be set aside."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator

from auditor.base.spans import Span
from auditor.records.article import Block, BlockRole

# The lengths are bounded so that no text, however odd, takes long.
_EMPHASIS = tuple(
    re.compile(
        rf"(?<![\w{sign[0]}\\])({re.escape(sign)})(?=\S).{{1,1000}}?(?<=\S)({re.escape(sign)})(?![\w{sign[0]}])",
        re.S,
    )
    for sign in ("***", "**", "*", "___", "__", "_", "~~", "==")
)
_ADDRESS = r"\([^()\s]{0,1000}(?:\([^()\s]{0,200}\))?(?:\s+\"[^\"]{0,200}\")?\)"
_PICTURE = rf"!\[[^\[\]]{{0,400}}\](?:{_ADDRESS}|\[[^\[\]]{{0,100}}\])"
# No alternative gives back what it took.
_ATTRIBUTES = (
    r"\{(?::[^{}\n]{0,300}+|[ \t]*+(?:(?:[#.][\w:-]{1,60}+|[\w-]{1,40}+=(?:\"[^\"{}\n]{0,100}+\"|[^\s{}\"]{1,100}+))"
    r"[ \t]*+){1,10}+)\}"
)
_OTHER = tuple(
    re.compile(pattern, re.S)
    for pattern in (
        rf"(\[{_PICTURE}\]{_ADDRESS})",
        rf"({_PICTURE})",
        rf"(?<!!)(\[)[^\[\]]{{1,400}}(\](?:{_ADDRESS}|\[[^\[\]]{{0,100}}\]))",
        r"(\[\^[^\[\]\s]{1,40}\]:?)",
        r"(\^\[)[^\[\]]{1,1000}(\])",  # a footnote where it is called (Pandoc)
        r"(\[-?@[^\[\]\n]{1,200}\])",  # a citation (Pandoc)
        r"(!\[\[[^\[\]\n]{1,400}\]\])",  # another note or a picture (Obsidian)
        r"(?<!!)(\[\[(?:[^\[\]|\n]{1,300}\|)?)[^\[\]|#\n]{1,300}((?:#[^\[\]|\n]{0,300})?\]\])",  # a link (Obsidian)
        r"(\[![A-Za-z-]{2,20}\][+-]?)",  # what sort of box a quotation is (Obsidian, GitHub)
        r"(%%[^%]{0,1000}%%)",  # a comment (Obsidian)
        r"([ \t]\^[A-Za-z0-9-]{1,40})\Z",  # the name of a block (Obsidian)
        rf"({_ATTRIBUTES})",  # classes and names (kramdown, Pandoc)
        rf"(?<![\]!])(\[)[^\[\]]{{1,400}}(\]{_ATTRIBUTES})",
        r"(`{1,2})[^`]{1,400}(`{1,2})",
        r"(<!--.{0,2000}?-->)",
        r"(</?[a-zA-Z][^<>]{0,400}>)",
        r"(\\)(?=[!-/:-@\[-`{-~\n])",
    )
)
_ENTITY = re.compile(r"(?<!\\)&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


def inline_entities(text: str, block: Block) -> Iterator[tuple[Span, str]]:
    """Every reference to a character inside `block` (`&amp;`, `&#8217;`), with the character; none in code."""
    if block.role in {BlockRole.CODE, BlockRole.META}:
        return
    for found in _ENTITY.finditer(text, block.span.start, block.span.end):
        char = html.unescape(found[0])
        if char != found[0] and char.isprintable() | char.isspace():
            yield Span(*found.span()), char


def inline_marks(text: str, block: Block) -> Iterator[Span]:
    """Every stretch of markup inside `block`; none in a block that is not read."""
    if block.role in {BlockRole.CODE, BlockRole.META}:
        return
    for pattern in (*_EMPHASIS, *_OTHER):
        for found in pattern.finditer(text, block.span.start, block.span.end):
            for group in range(1, pattern.groups + 1):
                yield Span(found.start(group), found.end(group))
