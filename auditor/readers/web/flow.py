"""The blocks of marked-up text as its elements begin and end: what fragments and whole pages have in common."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from auditor.readers.web.elements import BLOCKS, PROSE, ROLES, SILENT, VOID, has_ground, is_hidden, is_white
from auditor.records.article import BlockRole

_LONGEST_CELL = 30
"""Words of a cell of figures or names; a row with a longer one lays out a page."""
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
"""What a reference to a character may stand for, and no text has."""
_CELLS = frozenset({"td", "th"})
_NESTED = 8
"""Tables in one another of which the rows are told apart; pages that are laid out by tables have some five."""
_DEEPEST = 200
"""Elements in an address: what lies deeper has that of the element there."""
_APART = frozenset({"a", "span", "time", "small", "cite", "strong", "font"})
"""What stands in a box of its own on many pages, side by side without a space between."""
_TOLD_APART = frozenset({BlockRole.CAPTION, BlockRole.BYLINE})
"""What is put together from such boxes even where it is a paragraph."""
_OPENING = frozenset({BlockRole.STANDFIRST, BlockRole.BYLINE})
_KEPT = frozenset({BlockRole.LIST, BlockRole.CAPTION, BlockRole.TABLE})
"""What a list or a caption is, even in what is called the standfirst."""
_LINES = frozenset({"font", "b", "strong", "i", "em", "span", "big", "small", "a"})
"""What an old page wraps a line of its own in."""

_HEADLINE = (BlockRole.HEADLINE, 1)

Attributes = Mapping[str, str | None]


@dataclass(slots=True, eq=False)
class Open:
    """An element of the text, within those that it lies in."""

    tag: str
    step: str
    """Its name in a path, with its number."""
    outer: Open | None
    plain: tuple[BlockRole, int] = (BlockRole.PARA, 0)
    """What its words are by the elements alone, with a heading's level."""
    told: BlockRole | None = None
    """What they are by the names that the page gives it, or one around it."""
    teller: Open | None = field(init=False)
    """The element that has that name."""
    is_named: bool = False
    names: str = ""
    """Its classes."""
    mark: str = ""
    """What it marks its words as, for whoever reads them."""
    kind: str = ""
    """What a page calls it, where that is not the article; nothing otherwise."""
    is_block: bool = True
    is_hidden: bool = False
    is_silent: bool = False
    is_linked: bool = False
    is_bold: bool = False
    is_grounded: bool = False
    has_picture: bool = False
    has_words: bool = False
    """Whether it holds words itself, not only elements with words."""
    depth: int = 0
    cells: list[list[Stretch]] | None = None
    """Of a table's row, the blocks of each cell."""
    rows: int = 0
    """Of a table, the rows of figures or names that were read."""
    block: Open = field(init=False)
    """The element whose words these are: itself, or the nearest around it that is a block."""
    table: Open | None = field(init=False)
    """The table in which it lies, which it may be."""
    tables: int = field(init=False)
    """The tables in which it lies."""
    place: Open = field(init=False)
    """The element whose address is its own."""
    address: str = ""

    def __post_init__(self) -> None:
        outer = self.outer
        self.teller = self if self.is_named else outer.teller if outer is not None else None
        self.block = self if self.is_block or outer is None else outer.block
        self.table = self if self.tag == "table" else outer.table if outer is not None else None
        self.tables = (outer.tables if outer is not None else 0) + (self.tag == "table")
        self.place = self if self.depth <= _DEEPEST or outer is None else outer.place

    @property
    def role(self) -> tuple[BlockRole, int]:
        """What its words are, with a heading's level."""
        if self.told is None or (self.told in _OPENING and self.plain[0] in _KEPT):
            return self.plain
        return self.told, 0

    @property
    def path(self) -> str:
        """Where it stands, from the root."""
        above, steps = self.place, []
        while not above.address and above.outer is not None:
            steps.append(above.step)
            above = above.outer
        self.place.address = "/".join((above.address, *reversed(steps)))
        return self.place.address


@dataclass(frozen=True, slots=True)
class Stretch:
    """A block: its role, a heading's level, its words on one line, and its element."""

    role: BlockRole
    level: int
    words: str
    at: Open
    linked: float = 0.0
    """The share of its characters that lead elsewhere."""
    bold: float = 0.0
    """The share of its characters in bold type."""

    @property
    def path(self) -> str:
        """Where its element stands."""
        return self.at.path


@dataclass(frozen=True, slots=True)
class Aside:
    """A comment in the source that nobody sees, and where among the blocks it stands."""

    words: str
    number: int
    """The number of the block in which it stands, or of the next."""
    before: int | None
    """The number of the block on whose line it stands, behind it; None for one in a block or on a line of its own."""
    at: Open


Judge = Callable[[str, Attributes, bool], tuple[str, BlockRole | None]]
"""Says of an element what kind of thing around an article it is, and which role its words have, by its names; and is
told whether it stands amid the words of a sentence."""
Marking = Callable[[str, Attributes, str], str]
"""What an element of this name and these attributes marks its words as, within one that marks them so; else nothing."""
UNSEEN = "unseen"
"""The kind of what only machines read out, such as a label for those who do not see the page."""


def _nobody(_tag: str, _attributes: Attributes, _is_amid: bool) -> tuple[str, BlockRole | None]:
    return "", None


@dataclass(slots=True)
class Flow:
    """Gathers the blocks of one text, told when its elements begin and end; lives while that text is read."""

    silent: frozenset[str] = SILENT
    judge: Judge = _nobody
    marking: Marking | None = None
    found: list[Stretch] = field(default_factory=list)
    hidden: list[tuple[str, Open]] = field(default_factory=list)
    """The words that the page does not show, each with its element."""
    root: Open = field(default_factory=lambda: Open("", "", None))
    here: Open = field(init=False)
    """The innermost element that is open."""
    opened: list[Open] = field(default_factory=list)
    """All elements with content, in the order in which they begin."""
    asides: list[Aside] = field(default_factory=list)
    _words: list[str] = field(default_factory=list)
    _is_new_line: bool = False
    """Whether a line of the source has ended, or an element that is a block has begun, since the last block ended."""
    _length: int = 0
    _linked: int = 0
    _bold: int = 0
    _is_broken: bool = False
    """Whether the last thing was the end of a line."""
    _is_bare: bool = False
    """Whether there are words on this line that no inline element holds."""
    _was_bare: bool = False
    """Whether there were on the line before."""
    _has_ended: bool = False
    """Whether the last thing was the end of an inline element."""
    _into: list[list[Stretch]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.here = self.root
        self._into.append(self.found)

    def start(self, tag: str, attributes: Attributes, step: str) -> None:
        """An element begins; one without content is over at once."""
        if tag == "br":
            return self._break()
        if tag == "img":
            self.here.block.has_picture = True
        if tag in VOID:
            return self.flush() if tag in BLOCKS else None
        kind, role = self.judge(tag, attributes, tag not in BLOCKS and self._is_amid())
        if role is self.here.told and tag not in BLOCKS:
            role = None
        is_block = tag in BLOCKS or role is not None or bool(kind and kind != UNSEEN)
        if is_block:
            self.flush()
            self._is_new_line = True
        else:
            self._begin_inline(tag)
        self.here = self._opened(tag, attributes, step, kind, role, is_block)
        self.opened.append(self.here)
        if tag == "tr" and self.here.tables <= _NESTED:
            self.here.cells = []
        elif (row := self._row()) is not None and row.cells is not None:
            row.cells.append([])
            self._into.append(row.cells[-1])
        return None

    def end(self) -> None:
        """The innermost element ends."""
        ended = self.here
        if ended.outer is None:
            return
        if ended.is_block:
            self.flush()
        self._has_ended = not ended.is_block
        if (row := self._row()) is not None and row.cells is not None:
            self._into.pop()
        elif ended.cells is not None:
            self._end_row(ended)
        self.here = ended.outer

    def words(self, text: str) -> None:
        """Words that stand in the innermost element."""
        if "\n" in text and text.isspace():
            self._is_new_line = True
        if self.here.is_silent or not text:
            return
        if self.here.is_hidden:
            if any(map(str.isalnum, text)):
                self.hidden.append((text, self.here))
            return
        self._words.append(text)
        length = len(text) - text.count(" ")
        if text.strip():
            self._length += length
            self._linked += length if self.here.is_linked else 0
            self._bold += length if self.here.is_bold else 0
            self._is_broken = self._has_ended = False
            self._is_bare = self._is_bare or self.here.is_block
            self.here.has_words = True
        else:
            self._has_ended = False

    def aside(self, words: str) -> None:
        """A comment in the source."""
        number = self._count()
        is_inside = any(map(str.strip, self._words))
        before = number - 1 if number and not is_inside and not self._is_new_line else None
        self.asides.append(Aside(words, number, before, self.here))

    def flush(self) -> None:
        """Ends the block whose words were gathered."""
        words = " ".join(_CONTROLS.sub("", "".join(self._words)).split())
        length = max(1, self._length)
        linked, bold = self._linked / length, self._bold / length
        self._words.clear()
        self._length = self._linked = self._bold = 0
        self._is_broken = self._is_bare = self._has_ended = False
        if words:
            at = self.here.block
            self._into[-1].append(Stretch(*at.role, words, at, linked, bold))
            self._is_new_line = False

    def _break(self) -> None:
        """The end of a line: two of them, one after the other, end a paragraph."""
        if self.here.is_silent or self.here.is_hidden:
            return
        if self._is_broken:
            self.flush()
        else:
            self._words.append("\n")
            self._is_broken, self._was_bare, self._is_bare = True, self._is_bare, False

    def _is_amid(self) -> bool:
        """Whether an inline element would stand amid the words of a sentence here."""
        return self.here.has_words or (self.here.block.tag in PROSE and self.here.block.tag not in _CELLS)

    def _begin_inline(self, tag: str) -> None:
        """Keeps apart what the page shows apart, though no block ends: lines that are wrapped whole, boxes in a row."""
        block = self.here.block
        is_prose = block.tag in PROSE
        if self._has_ended and tag in _APART:
            if block.role[0] in _TOLD_APART:
                self._words.append(" ")
            elif not is_prose and not self._is_bare and self._words and not self._words[-1][-1:].isspace():
                self.flush()
        starts_line = self._is_broken and not self._was_bare and tag in _LINES
        if starts_line and self.here.is_block and (not is_prose or block.tag in _CELLS):
            self.flush()

    def _opened(
        self, tag: str, attributes: Attributes, step: str, kind: str, role: BlockRole | None, is_block: bool
    ) -> Open:
        outer = self.here
        plain = ROLES.get(tag, outer.plain) if tag != "tr" else outer.plain  # a row is told once its cells are known
        held = outer.plain[0]
        if held is BlockRole.CAPTION or (held is BlockRole.QUOTE and plain[0] is BlockRole.LIST):
            plain = held, 0
        is_grounded = outer.is_grounded or has_ground(attributes)
        return Open(
            tag=tag,
            step=step,
            outer=outer,
            plain=plain,
            told=role or (outer.told if plain != _HEADLINE else None),
            is_named=role is not None,
            mark=self.marking(tag, attributes, outer.mark) if self.marking is not None else "",
            names=attributes.get("class") or "",
            kind=kind,
            is_block=is_block,
            is_hidden=outer.is_hidden or is_hidden(attributes) or (not is_grounded and is_white(attributes)),
            is_silent=outer.is_silent or tag in self.silent or kind == UNSEEN,
            is_linked=outer.is_linked or (tag == "a" and _leads_elsewhere(attributes.get("href"))),
            is_bold=outer.is_bold or tag in ("b", "strong"),
            is_grounded=is_grounded,
            depth=outer.depth + 1,
        )

    def _count(self) -> int:
        """How many blocks there are, with those of the rows that are being gathered."""
        count = len(self.found)
        here: Open | None = self.here
        while here is not None:
            count += sum(map(len, here.cells or ()))
            here = here.outer
        return count

    def _row(self) -> Open | None:
        """The row of which the innermost element is a cell, if its cells are gathered."""
        row = self.here.outer if self.here.tag in _CELLS else None
        return row if row is not None and row.cells is not None else None

    def _end_row(self, row: Open) -> None:
        """Puts out a row: one block of short cells, or the blocks of its cells where a table lays out the page."""
        cells = [cell for cell in row.cells or () if cell]
        told = [piece for cell in cells for piece in cell]
        if _is_of_figures(row, cells):
            words = " ".join(piece.words for piece in told)
            linked = sum(piece.linked * len(piece.words) for piece in told) / len(words)
            self._gather_asides(row, len(told))
            self._into[-1].append(Stretch(BlockRole.TABLE, 0, words, row, linked))
            if row.table is not None:
                row.table.rows += 1
        else:
            self._into[-1] += told
        row.cells = None

    def _gather_asides(self, row: Open, count: int) -> None:
        """Gives comments among the `count` blocks of a row, which are one block, the number of that."""
        first = self._count() - count
        self.asides = [
            each if each.number <= first else replace(each, number=first, before=None) for each in self.asides
        ]


def _is_of_figures(row: Open, cells: list[list[Stretch]]) -> bool:
    """Whether a row's cells are short, and it is no mere frame around one of them."""
    told = [piece for cell in cells for piece in cell]
    if not told or any(piece.role is BlockRole.TABLE or piece.at.kind or piece.at.has_picture for piece in told):
        return False
    if any(sum(len(piece.words.split()) for piece in cell) > _LONGEST_CELL for cell in cells):
        return False
    is_headed = any(piece.at.tag == "th" for piece in told)
    return len(cells) > 1 or is_headed or (row.table is not None and row.table.rows > 0)


def _leads_elsewhere(target: str | None) -> bool:
    """Whether a link leads away from its page, and not to a larger picture."""
    return target is not None and not target.startswith("#") and not target.lower().endswith(_PICTURES)
