"""Comments in the source of a web page that are waivers, each with the paragraph that it holds for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from auditor.base.spans import Span
from auditor.readers.waivers import parsed
from auditor.readers.web.flow import Aside, Open
from auditor.readers.web.page import Page
from auditor.records.waiver import Waiver


def waivers(page: Page, spans: Mapping[int, Span]) -> Iterator[Waiver]:
    """The waivers on a page, in order; `spans` tells where in the article's text the blocks of this number stand.

    One in a paragraph holds for it, one behind a paragraph on its line too, and one on a line of its own for the next
    paragraph of the article, or the last. One in the page's head or outside of the page holds for all of the draft,
    and so does each where it is not known which blocks of the page the article's paragraphs are.
    """
    for number, (words, aside) in enumerate(
        [*((each, None) for each in page.banners), *((each.words, each) for each in page.asides)], 1
    ):
        waiver = parsed(words, where=f"comment {number}")
        yield waiver if aside is None or _is_in_head(aside) else replace(waiver, on=_place(aside, spans))


def _place(aside: Aside, spans: Mapping[int, Span]) -> Span | None:
    if aside.before is not None and aside.before in spans:
        return spans[aside.before]
    following = [number for number in spans if number >= aside.number]
    return spans[min(following) if following else max(spans)] if spans else None


def _is_in_head(aside: Aside) -> bool:
    here: Open | None = aside.at
    while here is not None and here.tag != "head":
        here = here.outer
    return here is not None
