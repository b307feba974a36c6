"""`plainly`: an article as people see it: without markup, with entities decoded and one kind of space.

Everything reads this text, so that a link, a no-break space or a soft hyphen changes nothing in what is found; the
`Original` that comes with it says where in the draft each of its words stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from auditor.base.spans import Span, trim
from auditor.readers.text.blocks import INVISIBLE
from auditor.records.article import SILENT_ROLES, Article, Block
from auditor.records.origin import Original, Piece

_SPACES = {
    0x00A0: " ", 0x1680: " ", 0x2000: " ", 0x2001: " ", 0x2002: " ", 0x2003: " ", 0x2004: " ", 0x2005: " ",
    0x2006: " ", 0x2007: " ", 0x2008: " ", 0x2009: " ", 0x200A: " ", 0x202F: " ", 0x205F: " ", 0x3000: " ",
}  # fmt: skip
"""What is read in place of each kind of space (no-break, narrow, ideographic)."""
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\U000e0000-\U000e007f]+")
"""Soft hyphens, joiners, marks of direction and tags."""
_NOTE_NUMBER = re.compile(r"(?<=[\w.,;:!?\"”’)])(?:\[\d{1,3}\])+(?=[\s.,;:!?]|$)")
"""The number of a note after a word or a mark: *a pier[1]*."""
_FORMATTING = re.compile(
    r"(?i)[*_~`\\\[\]!]|</?(?:a|abbr|b|cite|code|em|font|i|ins|kbd|mark|q|s|samp|small|span|strong|sub|sup|time|u|var)\b"
)
"""Markup that may stand within a word; any other parts the words on both sides."""

_Edit = tuple[Span, str]


def plainly(article: Article) -> tuple[Article, Original]:
    """`article` without what is not seen of it, and where its text stands in the draft."""
    text = article.text.translate(_SPACES)
    edits = sorted(_edits(article, text), key=lambda edit: (edit[0].start, -edit[0].end))
    if not edits:
        return replace(article, text=text), Original(article.text)
    pieces = tuple(_pieces(text, edits))
    plain = "".join(piece.words for piece in pieces)
    original = Original(article.text, pieces)
    blocks = (replace(b, span=_moved(b.span, original, plain)) for b in article.blocks)
    kept = tuple(replace(b, id=number) for number, b in enumerate(b for b in blocks if len(b.span)))
    return replace(article, text=plain, blocks=kept, marks=(), entities=()), original


def read_blocks(article: Article) -> Iterator[tuple[Block, str]]:
    """The blocks of a draft that are read, as they stand in it, each with its words as people see them."""
    plain, original = plainly(article)
    for block in article.blocks:
        if block.role not in SILENT_ROLES:
            start, end = original.read_at(block.span.start), original.read_at(block.span.end)
            yield block, plain.text[start : max(start, end)]


def _edits(article: Article, text: str) -> Iterator[_Edit]:
    """What stands for something else: stretches of the text, each with what is read in its place."""
    for mark in article.marks:
        yield mark, _in_place_of(text, mark)
    for span, char in article.entities:
        yield span, " " if char.isspace() else char.translate(_SPACES)
    for unseen in (_UNSEEN, _NOTE_NUMBER):
        for found in unseen.finditer(text):
            yield Span(*found.span()), ""


def _in_place_of(text: str, mark: Span) -> str:
    """Nothing, or a space where the mark alone parts two words."""
    before, after = text[mark.start - 1 : mark.start] if mark.start else "", text[mark.end : mark.end + 1]
    parts = before.isalnum() and after.isalnum() and not _FORMATTING.match(mark.of(text))
    return " " if parts else ""


def _pieces(text: str, edits: list[_Edit]) -> Iterator[Piece]:
    """The text in pieces that stand as they are and pieces that stand for something, in order."""
    at = read = 0
    for span, words in edits:
        if span.end <= at:
            continue
        if span.start > at:
            yield Piece(read, Span(at, span.start), text[at : span.start], verbatim=True)
            read += span.start - at
        yield Piece(read, Span(max(at, span.start), span.end), words, verbatim=False)
        read, at = read + len(words), span.end
    if at < len(text):
        yield Piece(read, Span(at, len(text)), text[at:], verbatim=True)


def _moved(span: Span, original: Original, plain: str) -> Span:
    """Where `span` of the draft stands in the plain text, without space around it."""
    start, end = original.read_at(span.start), original.read_at(span.end)
    return trim(Span(start, max(start, end)), plain, INVISIBLE)
