"""What each block of an article on a web page is, and the order in which they are told."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.readers.web.extents import ends_sentence, is_prose
from auditor.readers.web.flow import Open, Stretch
from auditor.readers.web.lines import is_byline, is_correction, is_pointer, without_date
from auditor.readers.web.shingles import Shingles, words_of
from auditor.records.article import BlockRole

_STANDFIRST, _BYLINE, _LABEL = 90, 30, 3
"""Words at most of a standfirst, of a byline, and of a heading that says that corrections follow."""
_SHORTEST = 5
"""Words at least of a standfirst that only its place tells."""
_REPEATED = 6
"""Words at least of a block that a page has twice."""
_ORDER = (BlockRole.HEADLINE, BlockRole.STANDFIRST, BlockRole.BYLINE, BlockRole.DATELINE)
_RUNNING = frozenset({BlockRole.PARA, BlockRole.QUOTE})
_LABELS = frozenset({BlockRole.PARA, BlockRole.LIST})
_HEADERS = frozenset({"header", "hgroup"})
_DESCRIBING = frozenset({"is", "was", "has", "covers", "writes", "reports", "edits", "joined"})
"""What comes after the name of a reporter who is described below the article."""


@dataclass(frozen=True, slots=True)
class Part:
    """A block of the article: its number on the page, and what it is."""

    number: int
    piece: Stretch
    role: BlockRole
    level: int = 0
    cut: str = ""
    """Its words where they are not all of the block's."""

    @property
    def words(self) -> str:
        """Its words on one line."""
        return self.cut or self.piece.words


def parts(pieces: Sequence[Stretch], taken: Sequence[int], headline: int | None, authors: Sequence[str]) -> list[Part]:
    """The blocks of the article, of which the numbers are `taken`: each once, with its role, the head first."""
    opening = _opening(pieces, taken, headline)
    is_headed = headline is not None and headline < opening
    told = [
        Part(number, pieces[number], *_role(pieces, number, headline, opening))
        for number in taken
        if not is_headed or headline is None or number >= headline or _is_lead_caption(pieces[number])
    ]
    told = [_settled(part, opening, authors) for part in told if not _is_of_a_card(part, opening)]
    told = list(_once(list(_with_corrections(_with_standfirst(told, opening)))))
    told = _without_ends([part for part in _heading_something(told) if _is_no_pointer(part, opening)], authors)
    head = [part for part in told if _is_head(part, opening)]
    head.sort(key=lambda part: _ORDER.index(part.role))
    first = set(head)
    return [*head, *(part for part in told if part not in first)]


def _opening(pieces: Sequence[Stretch], taken: Sequence[int], headline: int | None) -> int:
    """The number of the first paragraph of the article itself; that of no block if there is none."""
    start = headline if headline is not None and 2 * sum(n > headline for n in taken) >= len(taken) else -1
    told = (n for n in taken if n > start and _is_running(pieces[n]))
    found = next((n for n in told if not is_byline(pieces[n].words) and not is_below(pieces, n, headline)), None)
    return len(pieces) if found is None else found


def _is_running(piece: Stretch) -> bool:
    return piece.role in _RUNNING and is_prose(piece) and ends_sentence(piece.words)


def is_below(pieces: Sequence[Stretch], number: int, headline: int | None) -> bool:
    """Whether a block is the standfirst by its place: in one header with the headline, or a heading below it."""
    piece = pieces[number]
    if headline is None or number != headline + 1 or not _SHORTEST <= len(piece.words.split()) <= _STANDFIRST:
        return False
    ours, theirs = _header(piece.at), _header(pieces[headline].at)
    if ours is not None and ours is theirs:
        return not is_byline(piece.words)
    is_sibling = piece.role is BlockRole.HEADLINE and piece.at.outer is pieces[headline].at.outer
    return is_sibling and number + 1 < len(pieces) and not _is_running(pieces[number + 1])


def _header(at: Open) -> Open | None:
    here: Open | None = at
    while here is not None and here.tag not in _HEADERS:
        here = here.outer
    return here


def _role(pieces: Sequence[Stretch], number: int, headline: int | None, opening: int) -> tuple[BlockRole, int]:
    """What a block is, by the page's names where it stands where such a thing stands, by its elements otherwise."""
    piece = pieces[number]
    length = len(piece.words.split())
    if number == headline:
        return BlockRole.HEADLINE, 1
    if piece.role is BlockRole.CORRECTION or (piece.role is not BlockRole.CAPTION and is_correction(piece.words)):
        return BlockRole.CORRECTION, 0
    if piece.role is BlockRole.STANDFIRST or is_below(pieces, number, headline):
        if number < opening and length <= _STANDFIRST and not is_byline(piece.words):
            return BlockRole.STANDFIRST, 0
    elif piece.role is BlockRole.BYLINE and length <= _BYLINE:
        return BlockRole.BYLINE, 0
    role: BlockRole = piece.role
    level = piece.level
    if role in (BlockRole.STANDFIRST, BlockRole.BYLINE):
        role, level = piece.at.plain
    if role is BlockRole.HEADLINE:
        return role, max(level, 2)
    if role is not BlockRole.CAPTION and is_byline(piece.words) and (number < opening or _is_sign_off(piece)):
        return BlockRole.BYLINE, 0
    if role not in (BlockRole.TABLE, BlockRole.CAPTION) and is_pointer(piece.words, piece.linked):
        return BlockRole.TEASER, 0
    return role, level


def _is_sign_off(piece: Stretch) -> bool:
    """Whether a line says who reported and edited, as agencies put it below an article."""
    return "reporting by" in piece.words.lower()


def _is_lead_caption(piece: Stretch) -> bool:
    """Whether a block above the headline is the caption of the article's first picture."""
    return piece.role is BlockRole.CAPTION and len(piece.words.split()) >= _SHORTEST


def _is_of_a_card(part: Part, opening: int) -> bool:
    """Whether a byline stands in a link to another article."""
    return part.role is BlockRole.BYLINE and part.number > opening and part.piece.linked > 0.8


def _settled(part: Part, opening: int, authors: Sequence[str]) -> Part:
    """A part that names the authors, without the dates beside them."""
    if part.role is not BlockRole.BYLINE and (part.role is not BlockRole.PARA or part.number > opening):
        return part
    words = without_date(part.piece.words)
    if part.role is BlockRole.BYLINE or words.casefold() in [author.casefold() for author in authors]:
        return Part(part.number, part.piece, BlockRole.BYLINE, 0, words)
    return part


def _with_standfirst(told: Sequence[Part], opening: int) -> list[Part]:
    """The parts, with what stands between the headline and a byline taken for a standfirst."""
    bylines = [part.number for part in told if part.role is BlockRole.BYLINE and part.number < opening]
    return [
        Part(part.number, part.piece, BlockRole.STANDFIRST)
        if part.role is BlockRole.PARA and bylines and part.number < bylines[0]
        else part
        for part in told
    ]


def _with_corrections(told: Sequence[Part]) -> Iterator[Part]:
    """The parts, with what stands below a heading of corrections taken for them."""
    heading: Part | None = None
    for part in told:
        if part.role is BlockRole.CORRECTION and len(part.piece.words.split()) <= _LABEL:
            heading = part
        elif part.role is BlockRole.HEADLINE or (heading and part.piece.at.outer is not heading.piece.at.outer):
            heading = None
        is_below = heading is not None and part.role in (BlockRole.PARA, BlockRole.LIST)
        yield Part(part.number, part.piece, BlockRole.CORRECTION) if is_below else part


def _is_title(part: Part) -> bool:
    return part.role is BlockRole.HEADLINE and part.level == 1


def _once(told: Sequence[Part]) -> Iterator[Part]:
    """The parts without what repeats one of them: a headline, a caption, a sentence in large type."""
    paragraphs = Shingles(part.piece.words for part in told if part.role is BlockRole.PARA)
    seen: set[str] = set()
    title = next((words_of(part.words) for part in told if _is_title(part)), [])
    for part in told:
        words = words_of(part.words)
        if not _is_title(part) and (words == title or (len(words) >= _REPEATED and " ".join(words) in seen)):
            continue
        if part.role is BlockRole.QUOTE and len(words) >= _REPEATED and paragraphs.share(part.words) == 1.0:
            continue
        seen.add(" ".join(words))
        yield part


def _heading_something(told: Sequence[Part]) -> Iterator[Part]:
    """The parts without headings of what was left out, and without labels of it."""
    for at, part in enumerate(told):
        is_label = part.role in _LABELS and part.words.endswith(":") and len(part.words.split()) <= _LABEL
        if (part.role is BlockRole.HEADLINE and part.level > 1) or is_label:
            following = told[at + 1] if at + 1 < len(told) else None
            if following is None:
                continue
            is_next = following.number == part.number + 1
            is_deeper = following.role is not BlockRole.HEADLINE or (following.level > part.level and not is_label)
            if not is_next and (not is_deeper or part.piece.linked > 0.8 or is_label):
                continue
        yield part


def _is_no_pointer(part: Part, opening: int) -> bool:
    """Whether a part is none of the pointers that stand above the first paragraph."""
    return part.role is not BlockRole.TEASER or part.number > opening


def _without_ends(told: list[Part], authors: Sequence[str]) -> list[Part]:
    """The parts without pointers at the end, and without lines on who the reporter is below the last paragraph."""
    while told and (told[-1].role is BlockRole.TEASER or _is_on_author(told[-1], told, authors)):
        told.pop()
    return told


def _is_on_author(part: Part, told: Sequence[Part], authors: Sequence[str]) -> bool:
    if part.role not in (BlockRole.PARA, BlockRole.QUOTE):
        return False
    bylines = [other.piece.words for other in told if other.role is BlockRole.BYLINE]
    words = part.piece.words.split()
    for name in (*authors, *bylines):
        named = name.split()
        for size in (2, 3):
            if len(words) > size and words[size].lower() in _DESCRIBING and _stands_in(words[:size], named):
                return True
    return False


def _stands_in(words: Sequence[str], named: Sequence[str]) -> bool:
    wanted, given = [w.casefold().strip(",.;") for w in words], [w.casefold().strip(",.;") for w in named]
    return any(given[at : at + len(wanted)] == wanted for at in range(len(given) - len(wanted) + 1))


def _is_head(part: Part, opening: int) -> bool:
    return _is_title(part) or (part.role in _ORDER[1:] and part.number < opening)
