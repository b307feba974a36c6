"""Markup within a Markdown block: stars, ticks, links and tags, found so that they can be blanked."""

from __future__ import annotations

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
    for sign in ("***", "**", "*", "___", "__", "_", "~~")
)
_OTHER = tuple(
    re.compile(pattern, re.S)
    for pattern in (
        r"(!?\[)[^\[\]]{1,400}(\](?:\([^()\s]{0,1000}(?:\([^()\s]{0,200}\))?(?:\s+\"[^\"]{0,200}\")?\)|\[[^\[\]]{0,100}\]))",
        r"(\[\^[^\[\]\s]{1,40}\]:?)",
        r"(`{1,2})[^`]{1,400}(`{1,2})",
        r"(<!--.{0,2000}?-->)",
        r"(</?[a-zA-Z][^<>]{0,400}>)",
        r"(\\)(?=[\\`*_{}\[\]()#+.!>~|-])",
    )
)


def inline_marks(text: str, block: Block) -> Iterator[Span]:
    """Every stretch of markup inside `block`; none in a block that is not read."""
    if block.role in {BlockRole.CODE, BlockRole.META}:
        return
    for pattern in (*_EMPHASIS, *_OTHER):
        for found in pattern.finditer(text, block.span.start, block.span.end):
            for group in range(1, pattern.groups + 1):
                yield Span(found.start(group), found.end(group))
