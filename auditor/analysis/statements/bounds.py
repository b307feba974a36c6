"""Where a content ends: with its block, and with a closed quotation that ends its sentence.

*Quill said, “The road is shut.” Nobody had told the drivers.*: what follows the quotation is the writer's. A content
goes beyond the block of its cue only by quotation marks, or where a colon at the end of that block hands over.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from auditor.base.spans import Span, subtract
from auditor.language import quotations as quoting
from auditor.language.quotations import Quotation
from auditor.records.article import Article, Block, BlockRole

_ENDS = ".!?…"
_SHORTEST = 30
"""Code points of a line that may have been wrapped; shorter ones may be headings."""
_LONGEST_INTERRUPTION = 60
"""Code points of a cue clause that parts a quotation."""
_MARKS = "\"“”„«»'‘’"


def bounded(article: Article, cue: Span | None, content: Sequence[Span], quotations: Sequence[Quotation]) -> list[Span]:
    """`content` without what cannot be part of what `cue` passes on."""
    if cue is None:
        return list(content)
    inside = _in_reach(article, cue, content, quotations)
    kept = [p for piece in inside for p in _without_afterwords(article.text, cue, piece, quotations)]
    pieces = [p for piece in kept if len(p := _without_lead_in(article.text, cue, piece, quotations))]
    follows = pairwise(pieces)
    leads = [p for p, after in follows if cue.start >= after.end and _hands_to(article.text, p, after, quotations)]
    return [p for p in pieces if p not in leads]


def strayed(article: Article, cue: Span, content: Sequence[Span], quotations: Sequence[Quotation]) -> Iterator[Span]:
    """The parts of `content` in other blocks than that of `cue` that cannot be what it passes on."""
    home = block_at(article.blocks, cue.start)
    kept = _in_reach(article, cue, content, quotations)
    for piece in content:
        yield from (rest for rest in subtract(piece, kept) if home is None or not home.span.overlaps(rest))


def _hands_to(text: str, piece: Span, after: Span, quotations: Sequence[Quotation]) -> bool:
    """Whether a colon after `piece` introduces the quotation that the next piece is."""
    quoted = any(quotations[n].span.start == after.start for n in quoting.overlapping(quotations, after))
    return quoted and text[piece.end : after.start].strip() == ":"


def _in_reach(article: Article, cue: Span, content: Sequence[Span], quotations: Sequence[Quotation]) -> list[Span]:
    """The pieces of `content` in the block of the cue, and those of other blocks that marks or a colon tie to it."""
    home = block_at(article.blocks, cue.start)
    pieces = [(block, part) for span in content for block, part in _by_block(article.blocks, span)]
    if home is None or all(block is home for block, _ in pieces):
        return list(content)
    same = _lines_of(article, home)
    near = [
        part
        for block, part in pieces
        if block.id in same or _opens_with_mark(block, part, quotations) or _is_handed(article, cue, home, block)
    ]
    return near or [part for _, part in pieces[:1]]


def _lines_of(article: Article, home: Block) -> set[int]:
    """The ids of `home` and of the blocks around it that are lines of one paragraph with it."""
    first = last = home.id
    while first > 0 and _goes_on(article, article.blocks[first - 1], article.blocks[first]):
        first -= 1
    while last + 1 < len(article.blocks) and _goes_on(article, article.blocks[last], article.blocks[last + 1]):
        last += 1
    return set(range(first, last + 1))


def _goes_on(article: Article, block: Block, following: Block) -> bool:
    """Whether a sentence goes on over the end of the line between two blocks."""
    if not block.role == following.role == BlockRole.PARA or len(block.span) < _SHORTEST:
        return False
    between = Span(block.span.end, following.span.start).of(article.text)
    ends = block.span.of(article.text)[-1:]
    follows = following.span.of(article.text)[:1].islower() or len(between.split("\n")) == 2
    return (ends.isalnum() or ends in ",–—-") and follows


def _by_block(blocks: Sequence[Block], span: Span) -> Iterator[tuple[Block, Span]]:
    """The parts of `span` block by block."""
    first = max(0, bisect_right(blocks, span.start, key=lambda b: b.span.start) - 1)
    for block in blocks[first:]:
        if block.span.start >= span.end:
            return
        part = Span(max(span.start, block.span.start), max(span.start, min(span.end, block.span.end)))
        if len(part):
            yield block, part


def block_at(blocks: Sequence[Block], offset: int) -> Block | None:
    """The block, of several in order, that `offset` lies in; None where it lies in none."""
    number = bisect_right(blocks, offset, key=lambda b: b.span.start) - 1
    return blocks[number] if number >= 0 and offset < blocks[number].span.end else None


def _opens_with_mark(block: Block, part: Span, quotations: Sequence[Quotation]) -> bool:
    """Whether `part` is in the quotation that opens its block."""
    first = quoting.after(quotations, block.span.start)
    return (
        first < len(quotations)
        and quotations[first].span.start == block.span.start
        and quotations[first].span.overlaps(part)
    )


def _is_handed(article: Article, cue: Span, home: Block, block: Block) -> bool:
    """Whether a colon at the end of the cue's block hands over to `block`: to a paragraph, a list or a quote."""
    if block.id <= home.id or not article.text[cue.end - 1 : home.span.end].rstrip().endswith(":"):
        return False
    between = article.blocks[home.id + 1 : block.id + 1]
    return len(between) == 1 or (block.role is not BlockRole.PARA and all(b.role is block.role for b in between))


def _without_afterwords(text: str, cue: Span, piece: Span, quotations: Sequence[Quotation]) -> list[Span]:
    """`piece` without whole sentences of the writer's that follow a quotation which ends its own."""
    numbers = list(quoting.overlapping(quotations, piece))
    if not numbers or cue.start >= piece.end:
        return [piece]
    holes = []
    for number in numbers:
        quotation = quotations[number]
        after = [quotations[n].span.start for n in numbers if n > number]
        rest = Span(min(piece.end, quotation.span.end), min([piece.end, *after]))
        introduced = cue.end <= quotation.span.start or quotation.span.start <= piece.start
        ended = introduced and _ends_sentence(text, quotation) and _begins_sentence(rest.of(text))
        if ended or (after and _is_interruption(text, quotation, rest)):
            holes.append(rest)
    return list(subtract(piece, holes))


def _is_interruption(text: str, quotation: Quotation, rest: Span) -> bool:
    """Whether `rest`, between two quotations, says who speaks: *“No,” he said, “never.”*."""
    inner = quotation.inner.of(text).rstrip(f" \u00a0{_MARKS}")
    return len(rest) <= _LONGEST_INTERRUPTION and inner.endswith(",") and rest.of(text).rstrip()[-1:] in (",", ".")


def _ends_sentence(text: str, quotation: Quotation) -> bool:
    inner = quotation.inner.of(text).rstrip(f" \u00a0{_MARKS}")
    return quotation.closed and inner[-1:] in _ENDS and bool(inner)


def _begins_sentence(words: str) -> bool:
    inner = words.lstrip().lstrip(_MARKS)
    return words[:1].isspace() and (inner[:1].isupper() or inner[:1].isdigit())


def _without_lead_in(text: str, cue: Span, piece: Span, quotations: Sequence[Quotation]) -> Span:
    """`piece` without words that only introduce a quotation that its cue follows: *It was hard: “…,” he said*."""
    first = next(iter(quoting.overlapping(quotations, piece)), None)
    if first is None or cue.start < piece.end or quotations[first].span.end < piece.end:
        return piece
    start = quotations[first].span.start
    before = text[piece.start : max(piece.start, start)].rstrip()
    return Span(start, piece.end) if before.endswith(":") else piece
