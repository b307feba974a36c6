"""Web pages (.html, .xhtml, .mhtml): the article on a saved page or in an export, without the page around it.

Where the article is, is decided by trafilatura (Barbaresi, ACL 2021), which reads the page where it is and fetches
nothing; which of its blocks are the article and what each of them is, by the page's own elements and names.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.base.spans import Span
from auditor.readers.composer import Composer, hidden_note
from auditor.readers.draft import Draft
from auditor.readers.extras import missing
from auditor.readers.web import asides
from auditor.readers.web.article import Choice
from auditor.readers.web.flow import Open
from auditor.readers.web.meta import authors, properties, with_authors
from auditor.readers.web.page import Page, parsed
from auditor.readers.web.parts import Part, parts
from auditor.readers.web.saved import page_text
from auditor.readers.web.structured import Told, checked, told_article
from auditor.records.article import Article, BlockRole, MetaValue

_BLOCKS = frozenset({"p", "head", "item", "row", "quote", "list", "table", "div", "body", "main", "section"})
"""What is a block for trafilatura (TEI)."""
_NUMBERED = frozenset({BlockRole.PARA, BlockRole.QUOTE, BlockRole.LIST, BlockRole.HEADLINE, BlockRole.CODE})
"""What is counted as paragraphs."""
_COUNTED = frozenset({"paragraph", "caption", "link"})
"""What has a number even if there is one of it."""


def read_webpage(draft: Draft) -> Article:
    """The article on a web page.

    Raises ReadingError A306, A311 or A312 if it cannot be read, A315 if there is no article on it, A316 without the
    extra `formats`.
    """
    at = At(draft.name)
    try:
        import trafilatura
    except ImportError as error:
        raise missing(at, "web pages") from error
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it says of a page is said here
    text, damaged = page_text(draft)
    page = parsed(text, at)
    if page is None:
        raise _nothing(at)
    return _Reading(draft, page, damaged).article(trafilatura)


class _Reading:
    """One page while its article is read."""

    def __init__(self, draft: Draft, page: Page, damaged: int) -> None:
        self._draft, self._page, self._damaged = draft, page, damaged
        self._choice = Choice(page.pieces, page.opened, page.titles())
        self._out = Composer()

    def article(self, trafilatura: Any) -> Article:
        choice, out = self._choice, self._out
        told = self._told()  # before anything is taken out of the page
        found = _found(trafilatura, self._page, choice)
        taken = choice.taken(list(_blocks(found.body)) if found is not None else [])
        meta = {**dict(properties(self._page, found)), **(told.meta if told is not None else {})}
        chosen = parts(choice.pieces, taken, choice.headline, authors(meta))
        body = told.body() if told is not None else []
        check = checked(chosen, choice.pieces, body)
        if check.numbers is not None:
            chosen = parts(choice.pieces, check.numbers, choice.headline, authors(meta))
        if check.body:
            chosen = [part for part in chosen if part.role not in _NUMBERED or part.level == 1]
        if not check.body and not any(part.role is not BlockRole.HEADLINE for part in chosen):
            raise _nothing(At(self._draft.name))
        spans = _compose(out, chosen, meta)
        for number, words in enumerate(check.body, 1):
            out.add(BlockRole.PARA, words, f"paragraph {number}", f"{told.address if told else ''}#articleBody")
        self._note(check.note, meta)
        bylines = [part.words for part in chosen if part.role is BlockRole.BYLINE]
        article = out.article(
            self._draft, "html", with_authors(meta, bylines, self._page, told is not None and "author" in told.meta)
        )
        return replace(article, waivers=tuple(asides.waivers(self._page, {} if check.body else spans)))

    def _told(self) -> Told | None:
        """The article that the page's data tell."""
        headline = self._choice.headline
        titles = [*self._page.titles(), *([self._choice.pieces[headline].words] if headline is not None else [])]
        return told_article(self._page, At(self._draft.name), self._draft.reading.limits.depth, titles)

    def _note(self, note: str, meta: Mapping[str, MetaValue]) -> None:
        """Says what was left out, guessed or found elsewhere."""
        choice, out = self._choice, self._out
        hidden_note(out, [words for words, where in self._page.hidden if choice.is_in(where, choice.zone)])
        if self._damaged:
            are = "characters" if self._damaged > 1 else "character"
            out.note("encoding", f"{self._damaged} damaged {are} shown as \ufffd")
        if note:
            out.note("article-body", note)
        if choice.has_more:
            out.note("more-articles", "further articles that follow on the page were left out")
        count = choice.entries()
        if count or meta.get("genre") == "live blog":
            many = f" of {count} entries" if count else ""
            out.note("live-blog", f"a live blog{many}, read as one article: its entries were not split")


def _found(trafilatura: Any, page: Page, choice: Choice) -> Any:
    """What trafilatura takes for the article, once furniture and hidden words are out of the page; None for nothing."""
    for each, element in page.elements.items():
        if (each in choice.furniture or each.is_hidden) and element.getparent() is not None:
            element.drop_tree()
    page.simplify()
    try:
        return trafilatura.bare_extraction(
            page.tree,
            with_metadata=True,
            include_comments=False,
            include_tables=True,
            include_links=False,
            date_extraction_params={"extensive_search": False, "original_date": True},  # one that is told, not guessed
        )
    except Exception:  # it stumbles over a damaged page: what the page's own elements tell must do
        return None


def _blocks(parent: Any) -> Iterator[str]:
    """The words of each block below `parent`, and what stands between its blocks."""
    words = [parent.text or ""]
    for each in parent:
        if each.tag in _BLOCKS:
            yield "".join(words)
            words = []
            yield from _blocks(each)
        else:
            words += [" " if each.tag in ("lb", "cell") else "", *each.itertext(), " " if each.tag == "cell" else ""]
        words.append(each.tail or "")
    yield "".join(words)


def _compose(out: Composer, told: Sequence[Part], meta: Mapping[str, MetaValue]) -> Mapping[int, Span]:
    """Puts out the parts of the article, each with what people call its place; where each stands, by its number."""
    spans: dict[int, Span] = {}
    title = meta.get("title")
    if isinstance(title, str) and not any(part.role is BlockRole.HEADLINE and part.level == 1 for part in told):
        out.add(BlockRole.HEADLINE, title, "headline", "/html/head/title", 1)
    counts: dict[str, int] = {}
    tables: dict[Open | None, int] = {}
    for part in told:
        name = _place(part)
        if name == "table":
            table = part.piece.at.table
            number = tables.setdefault(table, len(tables) + 1)
            counts[f"table {number}"] = counts.get(f"table {number}", 0) + 1
            name = f"table {number}, row {counts[f'table {number}']}"
        elif name != "headline":
            counts[name] = counts.get(name, 0) + 1
            name = f"{name} {counts[name]}" if name in _COUNTED or counts[name] > 1 else name
        out.add(part.role, part.words, name, part.piece.path, part.level)
        spans[part.number] = out.blocks[-1].span
    return spans


def _place(part: Part) -> str:
    """What people call the place of such a part, without its number."""
    if part.role is BlockRole.HEADLINE and part.level == 1:
        return "headline"
    if part.role in _NUMBERED:
        return "paragraph"
    return "link" if part.role is BlockRole.TEASER else part.role.value


def _nothing(at: At) -> ReadingError:
    hint = "save the article alone, or copy its words into a .txt or .md file"
    return ReadingError("no article was found on this page", code="A315", at=at, hint=hint)
