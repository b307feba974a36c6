"""What a paragraph is by the name of its style: those that word processors give their own, and newsrooms theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.records.article import BlockRole

_ROLES: Mapping[str, BlockRole] = {
    "title": BlockRole.HEADLINE,
    "headline": BlockRole.HEADLINE,
    "subtitle": BlockRole.STANDFIRST,
    "standfirst": BlockRole.STANDFIRST,
    "byline": BlockRole.BYLINE,
    "caption": BlockRole.CAPTION,
    "quote": BlockRole.QUOTE,
    "intense quote": BlockRole.QUOTE,
    "block text": BlockRole.QUOTE,
    "quotations": BlockRole.QUOTE,
    "header": BlockRole.FURNITURE,
    "footer": BlockRole.FURNITURE,
}
"""By the names that the formats give their own styles, whatever language the program speaks."""
_HEADING = re.compile(r"heading (\d)")
_CONTENTS = re.compile(r"toc\b|table of (?:contents|figures)|contents heading")
_LIST = re.compile(r"list\b|numbering\b")


@dataclass(frozen=True, slots=True)
class Style:
    """A style of a document."""

    name: str
    """In lower case."""
    parent: str | None
    """The key of the style that it is based on."""
    is_hidden: bool
    is_list: bool = False


def chain(styles: Mapping[str, Style], key: str | None) -> Iterator[Style]:
    """The style of this key, and those that it is based on, each once."""
    seen = set[str]()
    while key is not None and key in styles and key not in seen:
        seen.add(key)
        yield styles[key]
        key = styles[key].parent


def role_of(style: str) -> tuple[BlockRole, int] | None:
    """The role of paragraphs in a style of this name (lower case), with a heading's level; None if it tells none."""
    if (role := _ROLES.get(style)) is not None:
        return role, int(role is BlockRole.HEADLINE)
    if _CONTENTS.match(style):
        return BlockRole.FURNITURE, 0
    heading = _HEADING.fullmatch(style)
    return (BlockRole.HEADLINE, min(6, int(heading[1]) or 1)) if heading else None


def is_list(style: str) -> bool:
    """Whether paragraphs in a style of this name are entries of a list."""
    return _LIST.match(style) is not None
