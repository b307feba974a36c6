"""What lies within each element of a page, and what of that is furniture."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.readers.web.flow import Open, Stretch
from auditor.readers.web.furniture import ASIDE, BIO, FOOTER, FORM, KINDS, OFFER
from auditor.readers.web.lines import is_crosshead, is_label, is_offer
from auditor.records.article import BlockRole

_MAIN, _RUN = 0.4, 3
"""The share of a page's prose, and the paragraphs on end, that nothing has that only bears the name of furniture."""
_ALL = 0.98
"""The share of a page's prose that nothing has that is sure to be furniture."""
_PROSE = 10
"""Words of a block that is surely prose."""
_OFFERED = 0.3
"""The share of an offer's words that stand in lines which speak of it."""
_SENTENCE, _AROUND = (".", "!", "?", "…", ":", ";"), "\"'”’»)]"
_CAPTION = 40
"""Words at most of what stands below a picture in a cell of its own."""
_CROSSHEAD = 3
"""The level of a heading that only its type tells."""
_SHORT = 15
"""Words of an aside that tells nothing."""
_CARD = 4
"""Blocks at most of what points to one article."""
_HEAD, _NAMES = 12, 20
"""Blocks below a headline, and words, in which authors are named and not yet described."""
_TOLD = frozenset({BlockRole.PARA, BlockRole.LIST, BlockRole.QUOTE})
_LONGEST: Mapping[BlockRole, int] = {
    BlockRole.STANDFIRST: 90,
    BlockRole.BYLINE: 40,
    BlockRole.CAPTION: 150,
    BlockRole.QUOTE: 150,
    BlockRole.CORRECTION: 300,
}
"""Words at most of what is called a part of an article: what has more is only called after one."""


@dataclass(slots=True)
class Extent:
    """The blocks within an element: the numbers of the first and the last, and how many words they have."""

    first: int
    last: int
    words: int
    prose: int
    linked: float
    offered: int

    def add(self, other: Extent) -> None:
        """Takes in what lies within an element of this one."""
        self.first, self.last = min(self.first, other.first), max(self.last, other.last)
        self.words += other.words
        self.prose += other.prose
        self.linked += other.linked
        self.offered += other.offered


def is_prose(piece: Stretch) -> bool:
    """Whether a block has running words, whatever names it stands under, and not only what leads elsewhere."""
    is_told = piece.at.plain[0] in _TOLD and piece.role not in (BlockRole.CAPTION, BlockRole.CORRECTION)
    return is_told and piece.linked < 0.5 and len(piece.words.split()) >= _PROSE


def ends_sentence(words: str) -> bool:
    """Whether a block ends as sentences do, or as what introduces something."""
    return words.rstrip(_AROUND).endswith(_SENTENCE)


def extents(pieces: Sequence[Stretch], opened: Sequence[Open]) -> dict[Open, Extent]:
    """What lies within each element that has words."""
    found: dict[Open, Extent] = {}
    for number, piece in enumerate(pieces):
        _join(found, piece.at, _extent(number, piece))
    for each in reversed(opened):
        if each in found and each.outer is not None:
            _join(found, each.outer, found[each])
    return found


def _extent(number: int, piece: Stretch) -> Extent:
    words = len(piece.words.split())
    prose, offered = (words if is_prose(piece) else 0), (words if is_offer(piece.words) else 0)
    return Extent(number, number, words, prose, words * piece.linked, offered)


def _join(found: dict[Open, Extent], at: Open, extent: Extent) -> None:
    if at in found:
        found[at].add(extent)
    else:
        found[at] = Extent(extent.first, extent.last, extent.words, extent.prose, extent.linked, extent.offered)


def settled(pieces: Sequence[Stretch], within: Mapping[Open, Extent]) -> list[Stretch]:
    """The blocks, each with the role that the page's names give it only where they can mean it."""
    return [_settled(piece, within) for piece in pieces]


def _settled(piece: Stretch, within: Mapping[Open, Extent]) -> Stretch:
    if piece.role is BlockRole.TABLE:
        return piece
    if _is_only_named(piece.at, within):
        role, level = piece.at.plain
        piece = replace(piece, role=role, level=level)
    if piece.role is BlockRole.PARA and piece.at.tag == "td" and piece.at.has_picture:
        return replace(piece, role=BlockRole.CAPTION) if len(piece.words.split()) <= _CAPTION else piece
    if piece.role is BlockRole.PARA and is_crosshead(piece.words, piece.bold):
        piece = replace(piece, role=BlockRole.HEADLINE, level=_CROSSHEAD)
    return piece


def _is_only_named(at: Open, within: Mapping[Open, Extent]) -> bool:
    if at.told is None or at.teller is None:
        return False
    return within[at.teller].words > _LONGEST.get(at.told, 1_000_000)


@dataclass(frozen=True, slots=True)
class _Page:
    """The blocks of a page, by which it is judged what is furniture on it."""

    pieces: Sequence[Stretch]
    opened: Sequence[Open]
    within: Mapping[Open, Extent]
    headline: int | None
    boxes: frozenset[Open]
    """Elements that begin with words which tell that they are furniture."""

    def outermost(self, is_meant: Callable[[Open], bool]) -> frozenset[Open]:
        """The elements that are meant, without those that lie in one of them."""
        found: set[Open] = set()
        inside: set[Open] = set()
        for each in self.opened:
            if each.outer in inside:
                inside.add(each)
            elif is_meant(each):
                found.add(each)
                inside.add(each)
        return frozenset(found)

    def is_furniture(self, each: Open, prose: int, sure: int) -> bool:
        """Whether an element is no part of the article: its kind says so, and what lies in it and beside it.

        The page has `prose` words of prose, and `sure` more in elements of which the kind is sure.
        """
        extent = self.within.get(each)
        if extent is None:
            return bool(each.kind)
        if self.headline is not None and extent.first <= self.headline <= extent.last:
            return False
        if each.kind and KINDS[each.kind].is_sure:
            return extent.prose < _ALL * (prose + sure)
        if each.kind and extent.words > KINDS[each.kind].most:
            return False
        run = _longest_run(self.pieces[extent.first : extent.last + 1]) if extent.prose >= _MAIN * prose else 0
        if run >= _RUN or not (each.kind or each in self.boxes):
            return False
        return each in self.boxes or _says_so(each, extent, self.headline)


def furniture(
    pieces: Sequence[Stretch],
    opened: Sequence[Open],
    within: Mapping[Open, Extent],
    headline: int | None,
    pointers: frozenset[Open],
) -> frozenset[Open]:
    """The elements that are furniture, without those that lie in one of them; `pointers` are `cards`."""
    boxes = frozenset((*_boxes(pieces, within, headline), *(each for each in pointers if not within[each].prose)))
    page = _Page(pieces, opened, within, headline, boxes)
    sure = page.outermost(lambda each: each in within and bool(each.kind) and KINDS[each.kind].is_sure)
    in_sure = sum(within[each].prose for each in sure)
    prose = sum(len(piece.words.split()) for piece in pieces if is_prose(piece)) - in_sure
    return page.outermost(lambda each: page.is_furniture(each, prose, in_sure))


def _says_so(each: Open, extent: Extent, headline: int | None) -> bool:
    """Whether what lies in an element bears out the name that it has, for names that say little."""
    is_offered = extent.offered >= _OFFERED * extent.words
    if each.kind == OFFER:
        return is_offered
    if each.kind == ASIDE:
        return is_offered or extent.linked >= 0.5 * extent.words or extent.words < _SHORT
    if each.kind == FORM:
        return is_offered or not extent.prose
    if each.kind == FOOTER:
        return each.outer is None or each.outer.role[0] is not BlockRole.QUOTE
    if each.kind == BIO and headline is not None and extent.words <= _NAMES:
        return not headline < extent.first <= headline + _HEAD
    return True


def _longest_run(pieces: Sequence[Stretch]) -> int:
    longest = run = 0
    for piece in pieces:
        run = run + 1 if is_prose(piece) else 0
        longest = max(longest, run)
    return longest


def _boxes(pieces: Sequence[Stretch], within: Mapping[Open, Extent], headline: int | None) -> Iterator[Open]:
    """The elements that begin with a heading which tells that they are furniture."""
    for number, piece in enumerate(pieces):
        if is_label(piece.words) and number != headline and (box := _box(number, piece, within)) is not None:
            yield box


def cards(pieces: Sequence[Stretch], within: Mapping[Open, Extent], headline: int | None) -> frozenset[Open]:
    """The elements that begin with a heading which leads elsewhere, and have a few lines below it.

    A link around several blocks is such an element as well.
    """
    found = {each for each in within if each.tag == "a" and each.is_linked and within[each].last > within[each].first}
    for number, piece in enumerate(pieces):
        if piece.role is BlockRole.HEADLINE and piece.linked > 0.8 and number != headline:
            box = _box(number, piece, within)
            if box is not None and within[box].last - number < _CARD:
                found.add(box)
    return frozenset(found)


def _box(number: int, piece: Stretch, within: Mapping[Open, Extent]) -> Open | None:
    """The innermost element that begins with a block and has others as well."""
    box: Open | None = piece.at
    while box is not None and within[box].last == number:
        box = box.outer
    return box if box is not None and box.outer is not None and within[box].first == number else None
