"""The words on the pages of a PDF, by PDFium: where each stands, how large it is, and which of them nobody sees.

Lengths are points (ISO 32000-1, 8.3.2.3), counted from the lower left of a page that is turned so that most of its
words stand upright.
"""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

HYPHEN = "\ufffe"
"""A hyphen that only the layout put there, at the end of a line, as PDFium tells it."""
_SMALLEST = 1.0
"""Points; what is smaller is a dot on paper."""
_WHITE = 250
"""Of 255, red, green and blue: what is lighter is not seen on white paper."""
_ASKEW = 3.0
"""Degrees by which scanned lines may lean."""
_DEEPEST = 4
"""Forms within one another in which pictures and grounds are looked for."""
_MOST_OBJECTS = 50_000
"""Drawings of one page that are looked at; a map has as many."""
_INVISIBLE, _OUTLINED = 3, 2
"""Text render modes (ISO 32000-1, table 106): drawn not at all; filled and outlined, as bold type is faked."""
_BOLD_FLAG, _ITALIC_FLAG = 1 << 18, 1 << 6
"""Flags of a font (ISO 32000-1, table 123)."""
_PATH, _IMAGE, _SHADING, _FORM = 2, 3, 4, 5
"""PDFium's numbers for the objects of a page."""


@dataclass(frozen=True, slots=True)
class Box:
    """A stretch of a page."""

    left: float
    bottom: float
    right: float
    top: float

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top

    def turned(self, quarters: int) -> Box:
        """The same stretch on a page that was turned by so many right angles."""
        left, bottom = _turned(self.left, self.bottom, quarters)
        right, top = _turned(self.right, self.top, quarters)
        return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


@dataclass(frozen=True, slots=True)
class Word:
    """A word, or a part of one that is set in another way."""

    text: str
    left: float
    right: float
    base: float
    """The height of the line that it stands on."""
    size: float
    """Of its font as it is printed."""
    is_bold: bool
    is_italic: bool
    is_joined: bool = False
    """Whether it follows the word before it without a space."""


@dataclass(frozen=True, slots=True)
class Page:
    """What is on a page."""

    number: int
    box: Box
    words: tuple[Word, ...]
    """Those that are seen and stand upright, in the file's order."""
    aside: tuple[str, ...]
    """Lines that stand at another angle, such as a stamp along the margin."""
    hidden: tuple[str, ...]
    """Words that nobody sees on the page."""
    pictures: tuple[Box, ...]


@dataclass(frozen=True, slots=True)
class _Style:
    """How a stretch of text is drawn."""

    size: float
    quarters: int | None
    """Right angles by which it is turned; None at another angle."""
    is_bold: bool
    is_italic: bool
    is_invisible: bool
    is_white: bool
    """Whether it is not seen on white paper."""


@dataclass(frozen=True, slots=True)
class _Placed:
    """A word as the file has it, before the page is turned."""

    word: Word
    style: _Style
    box: Box


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn on a page besides text."""

    pictures: tuple[Box, ...]
    grounds: tuple[Box, ...]
    """Pictures and areas that are not white: white words on them are seen."""


def read_page(document: Any, index: int, most: int) -> Page | None:
    """The page at `index` from 0; None if it has more than `most` characters. Raises PdfiumError if it is damaged."""
    import pypdfium2

    raw = pypdfium2.raw
    page = document[index]
    try:
        layer = page.get_textpage()
        try:
            if raw.FPDFText_CountChars(layer.raw) > most:
                return None
            placed = list(_words(raw, layer.raw))
        finally:
            layer.close()
        return _page(index + 1, placed, _drawn(raw, page.raw), Box(*page.get_bbox()))
    finally:
        page.close()


def _page(number: int, placed: list[_Placed], drawn: _Drawn, box: Box) -> Page:
    letters: Counter[int] = Counter()
    for each in placed:
        if each.style.quarters is not None:
            letters[each.style.quarters] += len(each.word.text)
    quarters = letters.most_common(1)[0][0] if letters else 0
    is_scan = _is_scan(placed, drawn.pictures)
    words, aside, hidden = [], _Lines(), _Lines()
    for each in placed:
        if not _is_seen(each, drawn, box, is_scan):
            hidden.add(each.word, each.word.base)
        elif each.style.quarters != quarters:
            aside.add(each.word, each.style)
        else:
            words.append(_upright(each, quarters))
    pictures = tuple(picture.turned(quarters) for picture in drawn.pictures)
    return Page(number, box.turned(quarters), tuple(words), aside.told(), hidden.told(), pictures)


class _Lines:
    """Words that are put together line by line as the file has them, while a page is read."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line: object = None

    def add(self, word: Word, line: object) -> None:
        """Adds a word; `line` tells what words belong to one line."""
        if self._lines and self._line == line:
            self._lines[-1] += word.text if word.is_joined else f" {word.text}"
        else:
            self._lines.append(word.text)
        self._line = line

    def told(self) -> tuple[str, ...]:
        return tuple(line.replace(HYPHEN, "-") for line in self._lines)


# ---------------------------------------------------------------- text


def _words(raw: Any, layer: Any) -> Iterator[_Placed]:
    """The words of a page in the file's order."""
    held: list[tuple[int, str]] = []
    style: _Style | None = None
    drawn = -1
    is_joined = False
    for index, character in chain(_characters(raw, layer), [(-1, " ")]):
        found = style
        is_space = not character.strip()
        if not is_space:
            known, drawn = drawn, _drawn_by(raw, layer, index)
            found = style if style and drawn == known else _style(raw, layer, index)
        ends = bool(held) and (is_space or found != style or held[-1][1] == HYPHEN)
        if ends and style:
            yield _placed(raw, layer, held, style, is_joined)
            is_joined = not is_space and held[-1][1] != HYPHEN  # no space tells that a line ends after a hyphen
            held = []
        style = found
        if is_space:
            is_joined = False
        else:
            held.append((index, character))


def _drawn_by(raw: Any, layer: Any, index: int) -> int:
    """The number of the object that draws a character: all that it draws looks alike."""
    return ctypes.cast(raw.FPDFText_GetTextObject(layer, index), ctypes.c_void_p).value or 0


def _characters(raw: Any, layer: Any) -> Iterator[tuple[int, str]]:
    """Each character with its number; a space where PDFium sees one between words, a line's end between lines."""
    high = 0
    for index in range(raw.FPDFText_CountChars(layer)):
        code = raw.FPDFText_GetUnicode(layer, index)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00 if high else 0xFFFD
        high = 0
        if code == 0x2:
            code = ord(HYPHEN)
        if code:
            yield index, chr(code)


def _placed(raw: Any, layer: Any, held: list[tuple[int, str]], style: _Style, is_joined: bool) -> _Placed:
    first, last = held[0][0], held[-1][0]
    start, end = _box(raw, layer, first), _box(raw, layer, last)
    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(layer, first, x, y)
    box = Box(
        min(start.left, end.left), min(start.bottom, end.bottom), max(start.right, end.right), max(start.top, end.top)
    )
    text = "".join(character for _, character in held)
    word = Word(text, x.value, box.right, y.value, style.size, style.is_bold, style.is_italic, is_joined)
    return _Placed(word, style, box)


def _box(raw: Any, layer: Any, index: int) -> Box:
    found = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(layer, index, found)
    return Box(found.left, min(found.bottom, found.top), found.right, max(found.bottom, found.top))


def _style(raw: Any, layer: Any, index: int) -> _Style:
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(layer, index, matrix)
    angle = math.degrees(math.atan2(matrix.b, matrix.a)) / 90
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    raw.FPDFText_GetFontInfo(layer, index, name, 200, flags)
    font = name.value.decode("utf-8", "replace").lower()
    mode = raw.FPDFTextObj_GetTextRenderMode(raw.FPDFText_GetTextObject(layer, index))
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    is_told = raw.FPDFText_GetFillColor(layer, index, red, green, blue, opaque)
    return _Style(
        size=raw.FPDFText_GetFontSize(layer, index) * math.hypot(matrix.c, matrix.d),
        quarters=round(angle) % 4 if abs(angle - round(angle)) * 90 <= _ASKEW else None,
        is_bold=bool(flags.value & _BOLD_FLAG)
        or mode == _OUTLINED
        or any(sign in font for sign in ("bold", "black", "heavy", "-demi")),
        is_italic=bool(flags.value & _ITALIC_FLAG) or "italic" in font or "oblique" in font,
        is_invisible=mode == _INVISIBLE,
        is_white=bool(is_told) and (min(red.value, green.value, blue.value) >= _WHITE or not opaque.value),
    )


# ---------------------------------------------------------------- what is seen


def _is_scan(placed: list[_Placed], pictures: tuple[Box, ...]) -> bool:
    """Whether a page is a picture under a layer of its words, which a program for text recognition put there."""
    unseen = [each for each in placed if each.style.is_invisible]
    over = sum(any(picture.holds(*_middle(each.box)) for picture in pictures) for each in unseen)
    return 2 * len(unseen) > len(placed) and 2 * over > len(unseen)


def _is_seen(each: _Placed, drawn: _Drawn, page: Box, is_scan: bool) -> bool:
    """Whether people see a word: on the page, large enough, drawn, and not white on white."""
    if not page.holds(*_middle(each.box)) or each.style.size < _SMALLEST:
        return False
    if each.style.is_invisible:
        return is_scan
    return not each.style.is_white or any(ground.holds(*_middle(each.box)) for ground in drawn.grounds)


def _middle(box: Box) -> tuple[float, float]:
    return (box.left + box.right) / 2, (box.bottom + box.top) / 2


def _upright(each: _Placed, quarters: int) -> Word:
    if not quarters:
        return each.word
    box = each.box.turned(quarters)
    base = _turned(each.word.left, each.word.base, quarters)[1]
    return replace(each.word, left=box.left, right=box.right, base=base)


def _turned(x: float, y: float, quarters: int) -> tuple[float, float]:
    """Where a point lies once words that are turned by so many right angles stand upright."""
    return ((x, y), (y, -x), (-x, -y), (-y, x))[quarters]


def _drawn(raw: Any, page: Any) -> _Drawn:
    """The pictures and areas of colour on a page."""
    pictures, grounds = [], []
    for sort, each, forms in _objects(raw, page):
        box = _bounds(raw, each, forms)
        if sort == _IMAGE:
            pictures.append(box)
        if sort in (_IMAGE, _SHADING) or _is_ground(raw, each):
            grounds.append(box)
    return _Drawn(tuple(pictures), tuple(grounds))


def _objects(raw: Any, page: Any) -> Iterator[tuple[int, Any, tuple[Any, ...]]]:
    """The pictures, areas and shadings of a page, each with its number and the forms that it lies in."""
    left = _MOST_OBJECTS
    count = min(left, raw.FPDFPage_CountObjects(page))
    waiting: list[tuple[Any, tuple[Any, ...]]] = [(raw.FPDFPage_GetObject(page, at), ()) for at in range(count)]
    while waiting and left:
        each, forms = waiting.pop()
        left -= 1
        sort = raw.FPDFPageObj_GetType(each)
        if sort == _FORM and len(forms) < _DEEPEST:
            count = min(left, raw.FPDFFormObj_CountObjects(each))
            waiting += [(raw.FPDFFormObj_GetObject(each, at), (*forms, each)) for at in range(count)]
        elif sort in (_PATH, _IMAGE, _SHADING):
            yield sort, each, forms


def _bounds(raw: Any, each: Any, forms: tuple[Any, ...]) -> Box:
    """Where an object lies on the page; those in a form are placed by its matrix."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    raw.FPDFPageObj_GetBounds(each, left, bottom, right, top)
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    for form in reversed(forms):
        m = raw.FS_MATRIX()
        raw.FPDFPageObj_GetMatrix(form, m)
        corners = [(m.a * x + m.c * y + m.e, m.b * x + m.d * y + m.f) for x, y in corners]
    across, up = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(across), min(up), max(across), max(up))


def _is_ground(raw: Any, path: Any) -> bool:
    """Whether a path is filled with a colour on which white is seen."""
    filled, outlined = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, filled, outlined)
    red, green, blue, opaque = (ctypes.c_uint() for _ in range(4))
    told = raw.FPDFPageObj_GetFillColor(path, red, green, blue, opaque)
    return bool(filled.value) and bool(told) and opaque.value > 0 and min(red.value, green.value, blue.value) < _WHITE
