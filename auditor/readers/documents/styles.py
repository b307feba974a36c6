"""What a paragraph is by the name of its style: those that word processors give their own, and newsrooms theirs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from auditor.records.article import BlockRole

_NAMES: Mapping[BlockRole, str] = {
    BlockRole.HEADLINE: "title headline hed mainheadline",
    BlockRole.STANDFIRST: "subtitle standfirst dek deck strapline sell",
    BlockRole.BYLINE: "byline author",
    BlockRole.DATELINE: "dateline",
    BlockRole.CAPTION: "caption cutline figure illustration picturecaption photocaption",
    BlockRole.QUOTE: "quote intensequote blocktext blockquote quotations",
    BlockRole.CORRECTION: "correction clarification editorsnote editornote",
    BlockRole.TEASER: "related readmore teaser",
    # a pull quote says once more, in large type, what the article says, and would count its words twice
    BlockRole.FURNITURE: "header footer kicker slug credit photocredit pullquote breakoutquote",
}
"""The names that the formats give their own styles, whatever language the program speaks, and newsrooms theirs.

In lower case and without spaces and signs. *Body text* and *First para* tell nothing: entries of lists have them too.
"""
_ROLES: Mapping[str, BlockRole] = {name: role for role, names in _NAMES.items() for name in names.split()}
_SUBHEADS = frozenset({"subhead", "subheading", "subhed", "crosshead", "crossheading"})
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
    name = "".join(char for char in style if char.isalpha())
    if name in _SUBHEADS:
        return BlockRole.HEADLINE, 2
    if (role := _ROLES.get(name)) is not None:
        return role, int(role is BlockRole.HEADLINE)
    if _CONTENTS.match(style):
        return BlockRole.FURNITURE, 0
    heading = _HEADING.fullmatch(style)
    return (BlockRole.HEADLINE, min(6, int(heading[1]) or 1)) if heading else None


def is_list(style: str) -> bool:
    """Whether paragraphs in a style of this name are entries of a list."""
    return _LIST.match(style) is not None
