"""Quotations of an article: pairs of quotation marks, paragraph by paragraph.

Straight, curly and single marks, guillemets and doubled single marks (`''`) are read. A quotation left open at the
end of a paragraph runs on where the next paragraph opens with a mark of its own (the usual convention of news
typography); any other unbalanced mark harms its own paragraph at most.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from auditor.base.spans import Span, subtract
from auditor.records.article import SILENT_ROLES, Block, BlockRole

_DOUBLE_OPEN = "“«„"
_DOUBLE_CLOSE = "”»"
_SINGLES = "'‘’"
_FRAMES = '"“”„«»'


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks. `span` has the marks, `inner` has not."""

    span: Span
    inner: Span
    block: int
    """Id of the block it stands in."""
    closed: bool
    """Whether its closing mark is there."""
    continues: bool = False
    """Whether it continues the quotation that the previous block left open."""


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    opens: bool
    closes: bool
    single: bool = False


def find(
    text: str,
    blocks: Sequence[Block],
    hands_over: Callable[[str], bool] = lambda words: False,
    answers: Sequence[Span] = (),
) -> tuple[Quotation, ...]:
    """All top-level quotations in order; a quotation inside another is part of it.

    Blocks of the role `QUOTE` are quotations as a whole where the paragraph before them ends in a colon, or where
    `hands_over` says of its words that they introduce somebody's (*He read the letter aloud.*). `answers` are what
    people say in an interview, paragraph by paragraph: quotations without marks.
    """
    found: list[Quotation] = []
    open_before = False
    spoken: dict[int, list[Span]] = {}
    for answer in answers:
        home = blocks[bisect_right(blocks, answer.start, key=lambda b: b.span.start) - 1]
        spoken.setdefault(home.id, []).append(answer)
    displayed = _displayed(text, [b for b in blocks if b.role not in SILENT_ROLES], hands_over)
    for block in blocks:
        if block.role in SILENT_ROLES:
            continue
        if block.id in spoken:
            found += [Quotation(words, words, block.id, closed=True) for words in spoken[block.id]]
            open_before = False
            continue
        if block.id in displayed:
            continues, closed = displayed[block.id]
            found.append(Quotation(block.span, _without_marks(text, block.span), block.id, closed, continues))
            open_before = False
            continue
        here = list(_pair(text, block))
        if open_before and here and here[0].span.start == block.span.start:
            here[0] = replace(here[0], continues=True)
        open_before = bool(here) and not here[-1].closed and here[-1].span.end == block.span.end
        found += here
    return tuple(found)


def _displayed(text: str, blocks: Sequence[Block], hands_over: Callable[[str], bool]) -> dict[int, tuple[bool, bool]]:
    """The blocks that are quotations as a whole, by id: whether each continues the one before, and ends with itself."""
    found: dict[int, tuple[bool, bool]] = {}
    for number, block in enumerate(blocks):
        before = blocks[number - 1] if number else None
        if block.role is not BlockRole.QUOTE or before is None or _holds_a_cue(text, block):
            continue
        words = before.span.of(text).rstrip()
        continues = before.id in found
        if not continues and (before.role is BlockRole.QUOTE or not (words.endswith(":") or hands_over(words))):
            continue
        if continues:
            found[before.id] = (found[before.id][0], False)
        found[block.id] = (continues, True)
    return found


def _holds_a_cue(text: str, block: Block) -> bool:
    """Whether quotation marks in a block seem to leave its speaker outside: it opens with one, and more follows."""
    first = next(_pair(text, block), None)
    if first is None or first.span.start != block.span.start or first.span.end >= block.span.end:
        return False
    return first.inner.of(text).rstrip()[-1:] in ",.!?…"


def _without_marks(text: str, span: Span) -> Span:
    """`span` without a pair of quotation marks around it."""
    framed = len(span) > 2 and text[span.start] in _FRAMES and text[span.end - 1] in _FRAMES
    return Span(span.start + 1, span.end - 1) if framed else span


def inside(quotations: Sequence[Quotation], offset: int) -> Quotation | None:
    """The quotation whose inner words hold `offset`, if any; `quotations` in order."""
    first = after(quotations, offset)
    if first < len(quotations) and quotations[first].inner.covers(offset):
        return quotations[first]
    return None


def after(quotations: Sequence[Quotation], offset: int) -> int:
    """The number of the first quotation that ends after `offset`; `quotations` in order."""
    return bisect_right(quotations, offset, key=lambda q: q.span.end)


def overlapping(quotations: Sequence[Quotation], span: Span) -> Iterator[int]:
    """The numbers of the quotations that share text with `span`; `quotations` in order."""
    for number in range(after(quotations, span.start), len(quotations)):
        if quotations[number].span.start >= span.end:
            return
        yield number


def _pair(text: str, block: Block) -> Iterator[Quotation]:
    doubles = list(_pair_doubles(text, block, list(_double_marks(text, block.span))))
    nested = list(_nested(text, block, doubles))
    outer = [*nested, *(d for d in doubles if inside(nested, d.span.start) is None)]
    outer.sort(key=lambda q: q.span)
    yield from sorted([*outer, *_pair_singles(text, block, outer)], key=lambda q: q.span)


def _double_marks(text: str, span: Span) -> Iterator[_Mark]:
    at = span.start
    while at < span.end:
        char = text[at]
        pair = text[at : at + 2]
        if char in _DOUBLE_OPEN:
            yield _Mark(at, at + 1, True, _is_mistyped(text, at, span))
        elif char in _DOUBLE_CLOSE:
            yield _Mark(at, at + 1, False, True)
        elif pair in ("''", "``", "‘‘", "’’") or char == '"':
            width = 1 if char == '"' else 2
            before = text[at - 1] if at > span.start else " "
            after = text[at + width] if at + width < span.end else " "
            measure = width == 1 and before.isdigit() and not after.isalpha()
            triple = width == 2 and text[at + 2 : at + 3] == char  # a single mark and a double one
            if triple:
                after = text[at + 3] if at + 3 < span.end else " "
            opens = pair in ("``", "‘‘") or (not after.isspace() and _is_edge(before))
            closes = pair == "’’" or (not (before.isspace() and after.strip()) and not (opens and after.isalnum()))
            at += triple and not opens  # within the double marks stand the single ones
            yield _Mark(at, at + width, opens and not measure, closes or measure)
            at += width - 1
        at += 1


def _is_mistyped(text: str, at: int, span: Span) -> bool:
    """Whether an opening mark stands where only a closing one can: before space, a comma or a stop (*“We left“, …*)."""
    after = text[at + 1 : min(at + 3, span.end)]
    return at > span.start and (not after or after[0].isspace() or after[0] in ",;:!?)" or after in (". ", ".\n", "."))


def _is_edge(char: str) -> bool:
    """Whether a mark right after `char` can open: space, bracket, dash or another mark."""
    return char.isspace() or char in "([{—–-/…" or char in _SINGLES


def _pair_doubles(text: str, block: Block, marks: Sequence[_Mark]) -> Iterator[Quotation]:
    opened: _Mark | None = None
    for mark in marks:
        if opened is None:
            if mark.opens:
                opened = mark
        elif mark.closes:
            yield Quotation(Span(opened.start, mark.end), Span(opened.end, max(opened.end, mark.start)), block.id, True)
            opened = None
        elif mark.opens:  # the earlier one was never closed: it ends at the latest where the next begins
            end = _sentence_end(text, opened.end, mark.start)
            yield Quotation(Span(opened.start, end), Span(opened.end, end), block.id, False)
            opened = mark
    if opened is not None:
        yield Quotation(Span(opened.start, block.span.end), Span(opened.end, block.span.end), block.id, False)


def _sentence_end(text: str, start: int, stop: int) -> int:
    """The end of the first sentence of `text[start:stop]`, or where its last word ends."""
    for at in range(start, stop):
        if text[at] in ".!?" and (at + 1 >= stop or text[at + 1].isspace()) and at - start > 2:
            return at + 1
    return start + len(text[start:stop].rstrip())


def _nested(text: str, block: Block, doubles: Sequence[Quotation]) -> Iterator[Quotation]:
    """Quotations in single marks that hold double ones (*‘He said “no” to me,’ she said*)."""
    done = end = block.span.start
    for before, double in zip((None, *doubles), doubles, strict=False):
        start = max(done, before.span.end if before else done)
        at = _unclosed_single(text, Span(start, max(start, double.span.start)), block.span)
        if at is not None and end < double.span.end:
            end = _sure_end(text, double.span.end, block.span.end)
        if at is not None and end < block.span.end and inside(doubles, end) is None:
            yield Quotation(Span(at, end + 1), Span(at + 1, end), block.id, True)
            done = end + 1


def _unclosed_single(text: str, gap: Span, span: Span) -> int | None:
    """A single mark in `gap` that opens before a capital and that nothing in `gap` closes."""
    at = gap.start
    while at < gap.end:
        if _opens_single(text, at, span) and text[at + 1].isupper():
            end = _single_end(text, at + 1, gap.end)
            if end is None:
                return at
            at = end
        at += 1
    return None


def _sure_end(text: str, start: int, stop: int) -> int:
    """The first single mark that can be no apostrophe, since a stop or a comma is right before it; `stop` if none."""
    ends = (i for i in range(start, stop) if text[i] in "'’" and text[i - 1] in ".,!?…")
    return next((i for i in ends if i + 1 == stop or not text[i + 1].isalnum()), stop)


def _pair_singles(text: str, block: Block, taken: Sequence[Quotation]) -> Iterator[Quotation]:
    for gap in subtract(block.span, (q.span for q in taken)):
        at, closes, far = gap.start, True, True
        while at < gap.end:
            if _opens_single(text, at, block.span):
                small = text[at + 1].islower()
                # If nothing closes it, nothing closes a later one; before a small letter, nothing beyond that word.
                stop = gap.end if far or not small else _word_end(text, at + 1, gap.end)
                end = _single_end(text, at + 1, stop) if closes else None
                closes, far = end is not None or small, far and end is not None
                if end is not None and end > at + 2:
                    yield Quotation(Span(at, end + 1), Span(at + 1, end), block.id, True)
                    at = end
                elif end is None and at == block.span.start and text[at] == "‘" and gap.end == block.span.end:
                    yield Quotation(Span(at, gap.end), Span(at + 1, gap.end), block.id, False)
                    return
            at += 1


def _word_end(text: str, at: int, stop: int) -> int:
    """Where the word at `at` ends: at white space, or at `stop`."""
    return next((i for i in range(at, stop) if text[i].isspace()), stop)


def _opens_single(text: str, at: int, span: Span) -> bool:
    if text[at] not in "'‘":
        return False
    before = text[at - 1] if at > span.start else " "
    after = text[at + 1] if at + 1 < span.end else " "
    if not _is_edge(before) or before in _SINGLES:
        return False
    return after.isalpha()


def _single_end(text: str, at: int, stop: int) -> int | None:
    """The offset of the closing single mark; an apostrophe after a plural (*the officials' *) for want of another."""
    maybe: int | None = None
    for i in range(at, stop):
        if text[i] not in _SINGLES:
            continue
        before, after = text[i - 1], text[i + 1] if i + 1 < stop else " "
        if before.isspace() and after.isalpha() and maybe is not None:
            return maybe  # another one opens: *‘rules’ and ‘laws’*
        if text[i] == "‘" or after.isalnum() or before.isspace():
            continue
        if before in ".,!?…;" or (not before.isalnum() and before not in ")"):
            return i
        possessive = before in "sS" and after == " "
        if not possessive:
            return i
        if maybe is None and (text[at].isupper() or not any(c.isspace() for c in text[at:i])):
            maybe = i  # a small letter may begin a clipped word: *give 'em the officials' names*
    return maybe
