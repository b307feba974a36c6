"""Which blocks of a web page are its article, and what each of them is.

Where the article stands is decided by the blocks that trafilatura takes for it (Barbaresi, ACL 2021). What it leaves
out there, such as captions, is put back; what it takes in elsewhere is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from auditor.readers.web.extents import Extent, cards, ends_sentence, extents, furniture, is_prose, settled
from auditor.readers.web.flow import Open, Stretch
from auditor.readers.web.furniture import PLAYER
from auditor.readers.web.headline import headline
from auditor.readers.web.lines import is_byline, is_date, is_house_line, is_pointer
from auditor.readers.web.parts import is_below
from auditor.readers.web.posts import entries
from auditor.readers.web.shingles import Shingles
from auditor.records.article import BlockRole

_KEPT = 0.8
"""The share of a block's runs of words that trafilatura has taken for the article."""
_MOST_OF = 0.8
"""The share of what was taken for the article that its element holds."""
_TRUST: Mapping[tuple[bool, bool], float] = {
    (True, True): 1.0,
    (True, False): 0.4,
    (False, True): 0.5,
    (False, False): 0.1,
}
"""How much a block says of where the article is: by whether trafilatura took it, and whether it stands in a row."""
_LETTERS = 2
"""Letters and figures at least of a block of words."""
_CARD_DEPTH = 6
"""Elements between a pointer to another article and its words."""
_HEAD = 15
"""Blocks below the headline in which what belongs to it may stand, outside the element of the paragraphs."""
_WORDS = 10
"""Words of a paragraph that is one though it does not end like a sentence."""
_LINES = frozenset({BlockRole.PARA, BlockRole.HEADLINE, BlockRole.LIST, BlockRole.STANDFIRST, BlockRole.BYLINE})
"""What a line of the house may look like."""
_DATED = frozenset({BlockRole.PARA, BlockRole.STANDFIRST, BlockRole.BYLINE})
"""What is no part of the article if it is a date; entries and rows of figures may be."""
_OWN = frozenset({BlockRole.CAPTION, BlockRole.CORRECTION, BlockRole.STANDFIRST, BlockRole.BYLINE})
"""Parts of an article that may lie beside its paragraphs."""


@dataclass(slots=True)
class Choice:
    """The blocks of a page while its article is told from the rest."""

    pieces: Sequence[Stretch]
    opened: Sequence[Open]
    titles: Sequence[str]
    headline: int | None = field(init=False)
    """The number of the headline's block."""
    furniture: frozenset[Open] = field(init=False)
    """The outermost elements that are no part of the article by their names and what lies in them."""
    zone: Open | None = None
    """The element in which the article lies with its headline and what hangs on it, once it was chosen."""
    has_more: bool = False
    """Whether the page holds further articles, which were left out."""
    _within: Mapping[Open, Extent] = field(init=False)
    _cards: frozenset[Open] = field(init=False)
    """Elements that point to another article, by their looks."""
    _barred: set[Open] = field(default_factory=set)
    """All elements in furniture."""

    def __post_init__(self) -> None:
        self._within = extents(self.pieces, self.opened)
        self.pieces = settled(self.pieces, self._within)
        self.headline = headline(self.pieces, self.titles)
        self._cards = cards(self.pieces, self._within, self.headline)
        self.furniture = furniture(self.pieces, self.opened, self._within, self.headline, self._cards)
        for each in self.opened:
            if each in self.furniture or each.outer in self._barred:
                self._barred.add(each)

    def taken(self, voted: Sequence[str]) -> list[int]:
        """The numbers of the article's blocks in order; `voted` are the blocks that trafilatura takes for it."""
        shingles = Shingles(voted)
        kept = [shingles.share(piece.words) >= _KEPT for piece in self.pieces]
        container = self._container(kept)
        if container is None:
            return []
        self.zone = self._zone(container)
        first = self._within[container].first
        return [
            number
            for number, piece in enumerate(self.pieces)
            if number == self.headline or self._is_taken(number, piece, kept[number], container, first)
        ]

    def entries(self) -> int:
        """How many entries the article has if it is a live blog; 0 if it is none."""
        return entries(self.opened, self._within, self.zone) if self.zone is not None else 0

    def is_in(self, each: Open, outer: Open | None) -> bool:
        """Whether an element lies in another, and in no furniture within it."""
        here: Open | None = each
        while here is not None and here is not outer:
            here = here.outer
        return here is outer and each not in self._barred

    def _is_taken(self, number: int, piece: Stretch, is_kept: bool, container: Open, first: int) -> bool:
        if piece.at in self._barred and not self._is_own_still(piece):
            return False
        if piece.role in _LINES and is_house_line(piece.words):
            return False
        is_inside = self._lies_in(number, container)
        if (piece.role in _DATED or not is_inside) and is_date(piece.words):
            return False
        if sum(map(str.isalnum, piece.words)) < _LETTERS:
            return False
        if not is_kept and self._is_in_card(piece):
            return False
        if is_inside:
            return is_kept or _is_plausible(piece)
        if self.headline is not None and self.headline < number <= min(first, self.headline + _HEAD):
            return piece.role in _OWN or is_below(self.pieces, number, self.headline) or _is_plausible(piece)
        if self.zone is not None and self._lies_in(number, self.zone):
            return piece.role in _OWN or (is_kept and is_prose(piece) and self._is_sure(piece, container))
        return False

    def _is_in_card(self, piece: Stretch) -> bool:
        here: Open | None = piece.at
        for _ in range(_CARD_DEPTH):
            if here is None or here in self._cards:
                break
            here = here.outer
        return here in self._cards

    def _is_sure(self, piece: Stretch, container: Open) -> bool:
        """Whether a block outside the element of most paragraphs lies in the article all the same."""
        if self.zone is not None and self.zone.tag == "article":
            return True
        here: Open | None = piece.at
        while here is not None and here.outer is not container.outer:
            here = here.outer
        return here is not None and (here.tag, here.names) == (container.tag, container.names)

    def _is_own_still(self, piece: Stretch) -> bool:
        """Whether a block is a part of the article though it lies in furniture: a correction, a film's caption."""
        here: Open | None = piece.at
        while here is not None and here not in self.furniture:
            here = here.outer
        if here is None or self.zone is None or not self._lies_in(self._within[here].first, self.zone):
            return False
        return piece.role is BlockRole.CORRECTION or (piece.role is BlockRole.CAPTION and here.kind == PLAYER)

    def _lies_in(self, number: int, outer: Open) -> bool:
        extent = self._within[outer]
        return extent.first <= number <= extent.last

    def _container(self, kept: Sequence[bool]) -> Open | None:
        """The innermost element that holds most of what was taken for the article."""
        weights: dict[Open, float] = {}
        run = 0
        for number, piece in enumerate(self.pieces):
            weight = self._weight(piece, kept[number])
            run = run + 1 if weight and (is_prose(piece) or piece.role is BlockRole.CAPTION) else 0
            weights[piece.at] = weights.get(piece.at, 0.0) + weight * _TRUST[kept[number], run > 1]
        for each in reversed(self.opened):
            if each.outer is not None and each in weights:
                weights[each.outer] = weights.get(each.outer, 0.0) + weights[each]
        total = max(weights.values(), default=0.0)
        holding = [each for each in self.opened if total and weights.get(each, 0.0) >= _MOST_OF * total]
        return self._one_of_several(holding[-1]) if holding else None

    def _weight(self, piece: Stretch, is_kept: bool) -> float:
        """The words that speak for a block's place as that of the article."""
        if piece.at in self._barred or piece.linked >= 0.5:
            return 0.0
        if is_kept or is_prose(piece) or piece.role is BlockRole.CAPTION:
            return float(len(piece.words.split()))
        return 0.0

    def _one_of_several(self, container: Open) -> Open:
        """The one article of several on end, each with a headline of its own, which the page's headline heads."""
        articles: dict[Open, None] = {}
        for piece in self.pieces:
            if piece.role is BlockRole.HEADLINE and piece.level == 1:
                here: Open | None = piece.at
                while here is not None and here is not container and here.tag != "article":
                    here = here.outer
                if here is not None and here is not container:
                    articles[here] = None
        if len(articles) < 2:
            return container
        self.has_more = True
        ours = [each for each in articles if self.headline is not None and self._lies_in(self.headline, each)]
        return (ours or list(articles))[0]

    def _zone(self, container: Open) -> Open:
        """The article around the element of its paragraphs, or what holds its headline as well."""
        here: Open | None = container
        while here is not None and here.tag not in ("article", "main"):
            here = here.outer
        if here is not None:
            return here
        here = container
        while self.headline is not None and here.outer is not None and not self._lies_in(self.headline, here):
            here = here.outer
        return here if here.outer is not None else container


def _is_plausible(piece: Stretch) -> bool:
    """Whether a block that lies among the article's may be one of them."""
    if piece.role is BlockRole.BYLINE or is_byline(piece.words):
        return True
    if piece.role is BlockRole.CAPTION:
        return piece.linked <= 0.5
    if is_pointer(piece.words, piece.linked):
        return piece.role in (BlockRole.PARA, BlockRole.QUOTE)  # it is told as a pointer
    if piece.linked > 0.5:
        return False
    if piece.role is not BlockRole.PARA:
        return True
    return ends_sentence(piece.words) or len(piece.words.split()) >= _WORDS
