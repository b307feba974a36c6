"""Where in a Word document a comment begins and ends, so that its marks stand where the format allows them.

ECMA-376, part 1, 17.13.4: the marks of a comment's range may stand wherever runs may, and a run cannot hold them; so a
run is parted where the words of a comment begin or end in it. Word shows no comment in notes and text boxes: there a
comment stands on the paragraph of the body on which they hang.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from auditor.annotating.characters import offsets
from auditor.base.spans import Span
from auditor.readers.documents.wordplaces import Stretch, WordPlaces
from auditor.readers.xml import child, local

_WRAPPERS = frozenset(
    {"hyperlink", "ins", "del", "moveFrom", "moveTo", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"}
    | {"dir", "bdo"}
)
"""What may lie between a paragraph and its runs, and may hold marks of ranges as the paragraph may."""
_FILLED = frozenset({"text", "dropDownList", "comboBox", "date", "dataBinding", "picture", "checkbox"})
"""Properties of content controls that hold plain words, or words that Word writes anew: marks in them would be lost."""
_UNTOLD = frozenset({"rPr", "lastRenderedPageBreak"})
"""What may stand in a run before its words without telling anything apart."""


@dataclass(frozen=True, slots=True)
class Edge:
    """Where a range begins or ends: before an element or behind it, or within the words of one."""

    element: Element
    byte: int | None
    """The place of the edge within the element's words; None for an edge outside of the element."""
    run: Element | None
    """The run that is to be parted there; None if none is."""
    top: Element
    """The child of the paragraph in which the edge lies, or on which it stands."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """The range of a comment."""

    paragraph: Element
    """The paragraph of the body in which it begins."""
    start: Edge | None
    """None where the whole paragraph is the range."""
    end: Edge | None
    is_exact: bool
    """Whether the range holds the words of the comment and no others."""


def anchor(places: WordPlaces, parents: Mapping[Element, Element], span: Span | None, words: str | None) -> Anchor:
    """The range of the words at `span`, which are `words`; the first paragraph for no span.

    Where the words do not stand in the body, or are not those that the document has there, the range is a whole
    paragraph of the body: that of the words, or the one on which they hang.
    """
    stretches = places.stretches
    if span is None:
        return Anchor(stretches[0].paragraph, None, None, True)
    first = bisect_right(stretches, span.start, key=lambda each: each.span.end)
    covered = stretches[first : bisect_left(stretches, span.end, key=lambda each: each.span.start)]
    if not covered or not len(span):
        return Anchor(stretches[max(0, first - 1)].paragraph, None, None, False)
    within = [each for each in covered if each.is_in_body]
    if not within or span.of(places.article.text) != words or _has_holes(places, covered, span):
        return Anchor(covered[0].paragraph, None, None, False)
    start, is_start_exact = _edge(places, parents, within[0], span.start, is_start=True)
    end, is_end_exact = _edge(places, parents, within[-1], span.end, is_start=False)
    is_exact = is_start_exact and is_end_exact and len(within) == len(covered)
    return Anchor(within[0].paragraph, start, end, is_exact)


def _has_holes(places: WordPlaces, covered: Sequence[Stretch], span: Span) -> bool:
    """Whether words of the span are supplied by no element, so that the map of the document is not whole."""
    text, at = places.article.text, span.start
    for each in covered:
        if text[at : each.span.start].strip():
            return True
        at = max(at, each.span.end)
    return bool(text[at : span.end].strip())


def _edge(
    places: WordPlaces, parents: Mapping[Element, Element], stretch: Stretch, at: int, is_start: bool
) -> tuple[Edge, bool]:
    """The edge at the code point `at` of the text, and whether it is there, not at an end of something larger."""
    element = stretch.element
    unit, top = _unit(parents, element)
    whole = Edge(unit, None, None, top)
    if local(unit.tag) != "r" or parents[element] is not unit:
        return whole, False
    offset = min(max(0, at - stretch.span.start), len(stretch.span)) + stretch.skipped
    if 0 < offset < stretch.length:
        found = offsets(places.main, element)
        return (whole, False) if found is None else (Edge(element, found[offset], unit, top), True)
    others = [each for each in unit if local(each.tag) not in _UNTOLD]
    is_outermost = others[0 if is_start else -1] is element
    return whole if is_outermost else Edge(element, None, unit, top), True


def _unit(parents: Mapping[Element, Element], element: Element) -> tuple[Element, Element]:
    """What holds an element and can have marks beside it, and the child of the paragraph in which that lies."""
    chain = [element]
    while local((above := parents[chain[-1]]).tag) != "p":
        chain.append(above)
    chain.reverse()
    return next((each for each in chain if not _is_wrapper(each)), element), chain[0]


def _is_wrapper(element: Element) -> bool:
    name = local(element.tag)
    if name != "sdt":
        return name in _WRAPPERS
    properties = child(element, "sdtPr")
    return properties is None or not any(local(each.tag) in _FILLED for each in properties)
