"""From a Word document and what is to be said about its words to a copy with comments: bytes to bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from auditor.annotating.anchors import Anchor, anchor
from auditor.annotating.archive import archive
from auditor.annotating.marks import marked
from auditor.annotating.names import names_of
from auditor.annotating.parts import first_free, parts
from auditor.base.errors import At, ReadingError
from auditor.base.spans import Span
from auditor.readers.documents.word import read_places, read_word
from auditor.readers.draft import Draft
from auditor.render.wording import quoted, shorten

_QUOTED = 200
"""Code points that are quoted of words on which a comment cannot stand."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What is to be said about some words of an article, or about all of it."""

    span: Span | None
    """In the article's text; None for the whole article."""
    words: str
    """The words at the span."""
    paragraphs: tuple[str, ...]
    """What it says; the first paragraph is its heading."""


def annotated(draft: Draft, comments: Sequence[Comment]) -> bytes:
    """A copy of a Word document with these comments, each on its words; all else in it is as it was.

    Where Word can show no comment on the words, it stands on a paragraph and quotes them. Equal input gives equal
    bytes. Raises ReadingError as `read_word` does.
    """
    places = read_places(draft)
    names = names_of(places)
    parents = {each: above for above in places.main.root.iter() for each in above}
    first = first_free(places)
    ordered = sorted(comments, key=lambda each: (each.span is not None, each.span or Span(0, 0)))
    found = [(each, anchor(places, parents, each.span, each.words)) for each in ordered]
    said = [(number, _paragraphs(each, where)) for number, (each, where) in enumerate(found, first)]
    main = marked(places.main, names, [(number, where) for number, (_, where) in enumerate(found, first)])
    changed = {**parts(places, names, said), places.name: main}
    copy = archive(places.package, changed, At(draft.name), draft.reading.limits)
    if _text(replace(draft, data=copy)) != places.article.text:
        raise RuntimeError("the copy does not read as the draft does")  # nobody's words are put at risk
    return copy


def _text(draft: Draft) -> str | None:
    """The text of a document; None if it cannot be read."""
    try:
        return read_word(draft).text
    except ReadingError:
        return None


def _paragraphs(comment: Comment, where: Anchor) -> tuple[str, ...]:
    """What a comment says, with the words that it is about where its range does not show them."""
    if where.is_exact:
        return comment.paragraphs
    head, *rest = comment.paragraphs
    return (head, f"On the words {quoted(shorten(comment.words, _QUOTED))}", *rest)
