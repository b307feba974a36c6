"""A whole web page as it is read: all its blocks in order, and what it says of itself.

The page is parsed by libxml2, which reads whatever there is and fetches nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.readers.waivers import is_for_auditor
from auditor.readers.web.elements import VOID
from auditor.readers.web.flow import Aside, Flow, Open, Stretch
from auditor.readers.web.furniture import judge

_MOST = 60_000
"""Elements of one page; a live blog of a whole day has a third of that."""
_DEEPEST = 2000
"""Elements within one another: what lies deeper is lost when a page is parsed."""
_INLINE = 1000
"""Inline elements of one block; the longest paragraphs have some hundred."""
_ASIDE = re.compile(r"<!--\s*auditor\s*[:：]", re.IGNORECASE)
_TITLES = ("og:title", "twitter:title", "headline", "dc.title", "title")
"""Names under which pages tell their headline."""


@dataclass(slots=True)
class Page:
    """One page while it is read."""

    tree: Any
    """Its elements (lxml)."""
    pieces: list[Stretch]
    opened: list[Open]
    """Its elements with content, in the order in which they begin."""
    elements: Mapping[Open, Any]
    """Of those that are called furniture, and of those that hide their words, the element of the tree."""
    hidden: list[tuple[str, Open]]
    """The words that it does not show, each with its element."""
    asides: list[Aside]
    """The comments in its source that are for the auditor."""
    banners: list[str]
    """Those outside of all its elements."""

    def simplify(self) -> None:
        """Takes inline markup out of the tree if a block has so much of it that it would take minutes to look at."""
        from lxml import etree

        inline = Counter(each.block for each in self.opened if not each.is_block)
        if max(inline.values(), default=0) > _INLINE:
            etree.strip_tags(self.tree, *sorted({each.tag for each in self.opened if not each.is_block}))
            for element in self.tree.iter():  # texts that now lie side by side become one
                element.text, element.tail = element.text, element.tail

    def titles(self) -> list[str]:
        """The headlines that it tells of itself, without an outlet's name where one stands beside them."""
        return [*self.told(*_TITLES), *[words for each in self.tree.iter("title") if (words := _words(each))][:1]]

    def told(self, *names: str) -> list[str]:
        """What it tells of itself under these names, in order."""
        values = (" ".join((each.get("content") or "").split()) for each in self._meta(*names))
        return [value for value in values if value]

    def language(self) -> str:
        """The language that it says it is written in; nothing if it does not say."""
        lang = self.tree.get("lang") or self.tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
        told = [str(lang).strip(), *self.told("content-language", "language", "og:locale")]
        return next((each for each in told if each), "")

    def data(self) -> Iterator[tuple[str, str]]:
        """The texts of JSON-LD on it, each with the path of its element."""
        paths = self.tree.getroottree()
        for script in self.tree.iter("script"):
            if (script.get("type") or "").strip().lower().startswith("application/ld+json") and script.text:
                yield script.text, paths.getpath(script)

    def _meta(self, *names: str) -> list[Any]:
        found = []
        for each in self.tree.iter("meta"):
            if (each.get("property") or each.get("name") or each.get("http-equiv") or "").strip().lower() in names:
                found.append(each)
        return found


def parsed(text: str, at: At) -> Page | None:
    """The page in `text`; None if there is none.

    Raises ReadingError A306 if it has too many elements, A312 if they are nested too deep.
    """
    from lxml import etree, html

    has_asides = _ASIDE.search(text) is not None
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=not has_asides, remove_pis=True, collect_ids=False, huge_tree=True
    )
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, TypeError):
        return None
    return _walked(tree, at)


def _walked(tree: Any, at: At) -> Page:
    """The page of a tree, out of which comments are taken once they are read."""
    from lxml import etree

    flow = Flow(judge=judge)
    elements: dict[Open, Any] = {}
    counts: list[tuple[Counter[str], Counter[str]]] = [(Counter([str(tree.tag)]), Counter())]
    """Of each element that is open, how many children of each name it has, and how many of them have begun."""
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment")):
        tag = element.tag
        if event == "comment":
            if is_for_auditor(element.text or ""):
                flow.aside(element.text)
            flow.words(element.tail or "")
        if not isinstance(tag, str):
            continue
        if event == "start":
            of_all, begun = counts[-1]
            begun[tag] += 1
            flow.start(tag, element.attrib, f"{tag}[{begun[tag]}]" if of_all[tag] > 1 else tag)
            if tag not in VOID and (flow.here.kind or flow.here.is_hidden):
                elements[flow.here] = element
            counts.append((Counter(child.tag for child in element), Counter()))
            _refuse_endless(len(counts), len(flow.opened), at)
            flow.words(element.text or "")
        else:
            counts.pop()
            if tag not in VOID:
                flow.end()
            flow.words(element.tail or "")
    flow.flush()
    around = [*tree.itersiblings(etree.Comment, preceding=True), *tree.itersiblings(etree.Comment)]
    banners = [each.text for each in around if is_for_auditor(each.text or "")]
    etree.strip_elements(tree, etree.Comment, with_tail=False)
    return Page(tree, flow.found, flow.opened, elements, flow.hidden, flow.asides, banners)


def _refuse_endless(depth: int, count: int, at: At) -> None:
    hint = "save the article alone, or copy its words into a .txt or .md file"
    if depth > _DEEPEST:
        raise ReadingError(f"the page is nested more than {_DEEPEST:,} deep", code="A312", at=at, hint=hint)
    if count > _MOST:
        raise ReadingError(f"the page has more than {_MOST:,} elements", code="A306", at=at, hint=hint)


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())
