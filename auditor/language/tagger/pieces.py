"""What the tagger reads: an article as windows of word pieces, with the look of each word.

The encoder's vocabulary knows no capitals, so how a word is written (small, capitalised, in capitals, a number, a
mark), whether it stands in quotation marks and whether a space goes before it is told to it apart.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tokenizers import Encoding, Tokenizer

from auditor.base.spans import Span
from auditor.language.quotations import Quotation
from auditor.records.article import SILENT_ROLES, Article

LONGEST = 320
"""Word pieces in a window, its marks included."""
LOOKS = 43
"""How many looks there are: seven ways of writing, quoted or not, three ways to follow what is before; and none."""

_OPENING, _CLOSING = 101, 102
_NO_LOOK = LOOKS - 1


@dataclass(frozen=True, slots=True)
class Window:
    """Neighbouring blocks as word pieces; a block too long for a window goes on in the next."""

    pieces: tuple[int, ...]
    looks: tuple[int, ...]
    """One for each piece."""
    firsts: tuple[int, ...]
    """The number of the first piece of each word."""
    words: tuple[Span, ...]
    """Where each word stands in the article: what the tokenizer holds together, a mark being a word too."""


@dataclass(frozen=True, slots=True)
class _Encoded:
    """A block's word pieces. The properties of an `Encoding` make a new list each time they are asked for."""

    ids: Sequence[int]
    offsets: Sequence[tuple[int, int]]
    words: Sequence[int | None]

    @classmethod
    def of(cls, encoding: Encoding) -> _Encoded:
        """The lists of `encoding`, each asked for once."""
        return cls(encoding.ids, encoding.offsets, encoding.word_ids)


@dataclass(frozen=True, slots=True)
class _Word:
    span: Span
    pieces: tuple[int, ...]
    looks: tuple[int, ...]


def windows(
    article: Article,
    text: str,
    quotations: Sequence[Quotation],
    tokenizer: Tokenizer,
    longest: int = LONGEST,
) -> Iterator[Window]:
    """The windows over all blocks of `article` that are read, in order, each of `longest` pieces at the most.

    `text` is what is parsed: the article's text or, of the same length, one with markup and the like blanked.
    """
    blocks = [b.span for b in article.blocks if b.role not in SILENT_ROLES]
    held: list[list[_Word]] = []
    size = 1
    for words in _blocks(text, blocks, quotations, tokenizer):
        for part in _parts(words, longest - 2):
            needed = sum(len(w.pieces) for w in part) + 1
            if held and size + needed > longest:
                yield _window(held)
                held, size = [], 1
            held.append(part)
            size += needed
    if held:
        yield _window(held)


def _blocks(
    text: str, blocks: Sequence[Span], quotations: Sequence[Quotation], tokenizer: Tokenizer
) -> Iterator[list[_Word]]:
    encodings = tokenizer.encode_batch([b.of(text) for b in blocks], add_special_tokens=False)
    starts = [q.span.start for q in quotations]
    for block, encoding in zip(blocks, map(_Encoded.of, encodings), strict=True):
        words = [_word(text, block, encoding, first, last, quotations, starts) for first, last in _groups(encoding)]
        if words:
            yield words


def _groups(encoding: _Encoded) -> Iterator[tuple[int, int]]:
    """The half-open ranges of pieces that make up a word each."""
    ids = encoding.words
    start = 0
    for at in range(1, len(ids) + 1):
        if at == len(ids) or ids[at] != ids[start]:
            yield start, at
            start = at


def _word(
    text: str,
    block: Span,
    encoding: _Encoded,
    first: int,
    last: int,
    quotations: Sequence[Quotation],
    starts: Sequence[int],
) -> _Word:
    span = Span(block.start + encoding.offsets[first][0], block.start + encoding.offsets[last - 1][1])
    at = bisect_right(starts, span.start) - 1
    quoted = at >= 0 and quotations[at].span.covers(span.start)
    spaced = span.start == block.start or text[span.start - 1].isspace()
    look = _writing(span.of(text)) + 7 * quoted
    joints = [look + 14 * spaced, *[look + 28] * (last - first - 1)]
    return _Word(span, tuple(encoding.ids[first:last]), tuple(joints))


def _writing(word: str) -> int:
    if not (word.isalpha() or any(c.isalpha() for c in word)):
        return 5 if any(c.isdigit() for c in word) else 4
    if word.islower():
        return 1
    if word.isupper() and len(word) > 1:
        return 3
    return 2 if word[0].isupper() else 6


def _parts(words: list[_Word], room: int) -> Iterator[list[_Word]]:
    """`words` in stretches of `room` pieces at the most; a word longer than that is left out."""
    part: list[_Word] = []
    size = 0
    for word in words:
        if len(word.pieces) > room:
            continue
        if size + len(word.pieces) > room:
            yield part
            part, size = [], 0
        part.append(word)
        size += len(word.pieces)
    if part:
        yield part


def _window(held: Sequence[Sequence[_Word]]) -> Window:
    pieces, looks = [_OPENING], [_NO_LOOK]
    firsts: list[int] = []
    for part in held:
        for word in part:
            firsts.append(len(pieces))
            pieces += word.pieces
            looks += word.looks
        pieces.append(_CLOSING)
        looks.append(_NO_LOOK)
    return Window(tuple(pieces), tuple(looks), tuple(firsts), tuple(w.span for part in held for w in part))
