"""Which element of a Word document supplies each stretch of an article's text, as the reader found them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from auditor.base.spans import Span
from auditor.readers.documents.package import Package
from auditor.readers.placed import Placed
from auditor.readers.text.blocks import INVISIBLE
from auditor.records.article import Article

_GAPS = ("\n\n", " ")
"""What stands between two passages in an article's text; in a table's row it is a space."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph that was read."""

    words: tuple[tuple[Element, str], ...]
    """Its words, each with the element that supplies them."""
    paragraph: Element
    """The paragraph of the body that it is, or on which it hangs as a note or a text box."""
    is_in_body: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that one element supplies."""

    span: Span
    """In the article's text."""
    element: Element
    skipped: int
    """Code points of the element's own words that stand before those of the span."""
    length: int
    """Code points of the element's own words."""
    paragraph: Element
    is_in_body: bool


@dataclass(frozen=True, slots=True)
class WordPlaces:
    """A Word document that was read, and where each stretch of its text stands."""

    article: Article
    package: Package
    name: str
    """The name of its main part."""
    main: Placed
    stretches: tuple[Stretch, ...]
    """In the order of the text, of which each has a part of its own."""
    comments: str | None
    """The name of the part that holds its comments; None if it has none."""
    styles: Mapping[str, str]
    """The keys of its styles, by their names in lower case."""


def passage(words: Sequence[tuple[Element, str]], paragraph: Element, is_in_body: bool) -> Passage:
    """A paragraph, without elements that supply nothing."""
    return Passage(tuple(each for each in words if each[1]), paragraph, is_in_body)


def places(text: str, passages: Sequence[Passage]) -> Iterator[Stretch]:
    """The stretches of `text`, which was made of the passages; none of a passage whose words are not there."""
    wholes = ("".join(words for _, words in each.words) for each in passages)
    for each, (start, span) in zip(passages, standing(text, wholes), strict=True):
        if len(span):
            yield from _stretches(each, span.start, span.end, start)


def standing(text: str, paragraphs: Iterable[str]) -> Iterator[tuple[int, Span]]:
    """Where in `text`, which was made of these paragraphs, the words of each would begin, and which of them it has.

    Nothing is searched for: paragraphs stand in the text in their order, each behind a gap. Of one that is blank, or
    whose words are not there, the span is empty.
    """
    at = 0
    for whole in paragraphs:
        words = whole.strip(INVISIBLE)
        if words and at:
            at += next((len(gap) for gap in _GAPS if text.startswith(gap + words, at)), 0)
        if words and text.startswith(words, at):
            yield at - whole.index(words), Span(at, at + len(words))
            at += len(words)
        else:
            yield at, Span(at, at)


def _stretches(each: Passage, first: int, end: int, start: int) -> Iterator[Stretch]:
    """The stretches of a passage that stands in the text from `first` to `end`, and whose words would from `start`."""
    for element, words in each.words:
        span = Span(min(max(start, first), end), max(first, min(start + len(words), end)))
        if len(span):
            yield Stretch(span, element, span.start - start, len(words), each.paragraph, each.is_in_body)
        start += len(words)
