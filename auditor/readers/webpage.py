"""Web pages (.html): the article on a saved page or in an export, without the page around it.

What is the article and what is menu, newsletter, comment or related link is decided by trafilatura (Barbaresi, ACL
2021), which reads the page where it is and fetches nothing. Metadata comes from what the page says of itself
(schema.org, Open Graph).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.readers.composer import Composer
from auditor.readers.draft import Draft
from auditor.readers.extras import missing
from auditor.records.article import Article, BlockRole, MetaValue

_META: Mapping[str, str] = {"author": "author", "date": "date", "sitename": "outlet", "language": "language"}

_OWN = frozenset({"p", "head", "item", "row", "quote"})
"""What is a block of its own."""
_WRAPPERS = frozenset({"list", "table", "div", "body", "main", "section"})
_BLOCKS = ("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "tr", "blockquote", "div")


def read_webpage(draft: Draft) -> Article:
    """The article on a web page; raises ReadingError A315 if there is none, A316 without the extra `formats`."""
    at = At(draft.name)
    try:
        import trafilatura
    except ImportError as error:
        raise missing(at, "web pages") from error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says of a page is said here
    page = trafilatura.load_html(draft.text if draft.text is not None else _bytes_or_text(draft.data))
    paths = _paths(page)  # before anything is taken out of the page
    found: Any = None
    if page is not None:
        found = trafilatura.bare_extraction(
            page,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            include_links=False,
            date_extraction_params={
                "extensive_search": False,
                "original_date": True,
            },  # a date that is told, not guessed
        )
    if found is None or found.body is None:
        hint = "save the article alone, or copy its words into a .txt or .md file"
        raise ReadingError("no article was found on this page", code="A315", at=at, hint=hint)
    out = Composer()
    title = " ".join((found.title or "").split())
    if title and not any(_words(each) == title for each in found.body.iter("head")):
        out.add(BlockRole.HEADLINE, title, "headline", paths.get(title, "/html/head/title"), 1)
    for number, (words, role, level) in enumerate(_blocks(found.body, BlockRole.PARA), 1):
        out.add(role, words, f"paragraph {number}", paths.get(words, "/html/body"), level)
    return out.article(draft, "html", dict(_properties(found)))


def _paths(page: Any) -> dict[str, str]:
    """Where on the page the words of each block stand (XPath); of words that stand there twice, the first place."""
    found: dict[str, str] = {}
    for element in page.iter(*_BLOCKS) if page is not None else ():
        found.setdefault(_words(element), page.getroottree().getpath(element))
    return found


def _blocks(parent: Any, role: BlockRole, level: int = 0) -> Iterator[tuple[str, BlockRole, int]]:
    """The words of each block below `parent`, as trafilatura marks them (TEI), with its role and a heading's level.

    What stands in `parent` itself, between its blocks, is a block as well.
    """
    words = [parent.text or ""]
    for each in parent:
        if each.tag in _OWN or each.tag in _WRAPPERS:
            yield from _told(words, role, level)
            words = []
            inner, depth = _role(each, role)
            yield from _blocks(each, inner, depth)
        else:
            words += [" " if each.tag in ("lb", "cell") else "", *each.itertext(), " " if each.tag == "cell" else ""]
        words.append(each.tail or "")
    yield from _told(words, role, level)


def _told(words: list[str], role: BlockRole, level: int) -> Iterator[tuple[str, BlockRole, int]]:
    if told := " ".join("".join(words).split()):
        yield told, role, level


def _role(element: Any, outer: BlockRole) -> tuple[BlockRole, int]:
    if element.tag == "head":
        rend = element.get("rend") or "h2"
        return BlockRole.HEADLINE, int(rend[1:]) if rend[1:].isdigit() else 2
    if element.tag in ("item", "row"):
        return BlockRole.LIST, 0
    return (BlockRole.QUOTE if element.tag == "quote" else outer), 0


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _bytes_or_text(data: bytes) -> bytes | str:
    """`data`, decoded where it begins with the mark of an encoding that looks like no page in bytes."""
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16", "replace") if wide else data


def _properties(found: Any) -> Iterator[tuple[str, MetaValue]]:
    for name, ours in _META.items():
        if words := " ".join(str(getattr(found, name) or "").split()):
            yield ours, words
    sections = [str(each) for each in found.categories or () if each]
    if sections:
        yield "section", sections[0]
    keywords = tuple(str(each) for each in found.tags or () if each)
    if keywords:
        yield "keywords", keywords
