"""What holds at a place in Rich Text: where its words go, and whether a reader of the page sees them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

_FLAGS: Mapping[str, str] = {
    "v": "is_hidden",
    "deleted": "is_deleted",
    "mvf": "is_deleted",
    "revised": "is_inserted",
    "mvt": "is_inserted",
    "intbl": "in_table",
    "ls": "is_list",
}
"""Control words that are on without a number and off with 0, and what of a state they say."""
_GROUNDS: Mapping[str, str] = {
    "highlight": "plain", "cb": "plain", "chcbpat": "plain", "chshdng": "plain",
    "cbpat": "pard", "shading": "pard", "clcbpat": "trowd", "clshdng": "trowd",
}  # fmt: skip
"""Control words that give words, a paragraph or a table's row a ground, and which word takes it away."""
_SHARES = frozenset({"chshdng", "shading", "clshdng"})
"""Those that say how much of the ground is covered; the others say its colour."""
_WHITE = 0xFE
"""Each of a colour's parts is as much at least if nobody sees it on paper."""
_TINY, _USUAL = 2, 24
"""Half points of letters that nobody reads, and of letters of which no size is told."""
_MOST = 1_000
"""Colours in a table."""


class To(Enum):
    """Where the words of a group go."""

    PAGE = "page"
    NOWHERE = "nowhere"
    STYLE = "style"
    INFO = "info"
    FONT = "font"
    COLOURS = "colours"


TABLES: Mapping[str, To] = {
    "stylesheet": To.STYLE,
    "fonttbl": To.FONT,
    "info": To.INFO,
    "colortbl": To.COLOURS,
}
"""Destinations of what is told of a document before its words."""


@dataclass(slots=True)
class Colours:
    """The table of colours; it is read in order, and each ends in a semicolon."""

    told: list[list[int]] = field(default_factory=lambda: [[]])
    """Red, green and blue of each; nothing for the colour that the reader's program takes."""

    def take(self, word: str, number: int | None) -> None:
        """A control word of the colour that is being read."""
        if word in ("red", "green", "blue"):
            self.told[-1].append(number or 0)

    def end(self, words: str) -> None:
        """What stands between the control words."""
        for _ in range(min(words.count(";"), _MOST - len(self.told))):
            self.told.append([])

    def is_white(self, number: int) -> bool:
        """Whether nobody sees this colour on paper."""
        return 0 <= number < len(self.told) and min(self.told[number], default=0) >= _WHITE


@dataclass(slots=True)
class State:
    """What holds in a group; a new group begins with its parent's."""

    to: To = To.PAGE
    key: str = ""
    """Of a property of the document, its name."""
    skip: int = 1
    """Characters that stand for one of Unicode in readers that do not know it (`\\uc`)."""
    codec: str | None = None
    """The code page of the font; None for that of the font which a document has without a word."""
    is_hidden: bool = False
    colour: int = 0
    """Of the letters, by its number in the table."""
    size: int = _USUAL
    """Of the letters, in half points."""
    grounds: frozenset[str] = frozenset()
    """By which control words they stand on a ground that is not white."""
    is_deleted: bool = False
    is_inserted: bool = False
    style: int = 0
    is_list: bool = False
    in_table: bool = False
    depth: int = 0
    """In how many notes and text boxes, one within the other, the group lies."""
    outer: To = To.PAGE
    """Where the words went before a group that tells them twice."""
    is_shut: bool = False
    """Whether nothing in it is of the page, not even a text box: a header."""
    starred: bool = False
    fresh: bool = True
    """Whether the group has just begun, so that a control word may be its destination."""

    def is_seen(self, colours: Colours) -> bool:
        """Whether a reader of the page sees its words: neither hidden, nor tiny, nor white on white."""
        is_white = not self.grounds and colours.is_white(self.colour)
        return not (self.is_hidden or self.size <= _TINY or is_white)

    def set(self, word: str, number: int | None, colours: Colours) -> bool:
        """Whether `word` sets a property of characters or paragraphs; sets it."""
        if word in _FLAGS:
            setattr(self, _FLAGS[word], number != 0)
        elif word in _GROUNDS:
            is_ground = bool(number) and (word in _SHARES or not colours.is_white(number or 0))
            self.grounds = self.grounds | {word} if is_ground else self.grounds - {word}
        elif word in ("pard", "plain", "trowd"):
            self._reset(word)
        elif word == "s":
            self.style = number or 0
        elif word == "cf":
            self.colour = number or 0
        elif word == "fs":
            self.size = number if number is not None else _USUAL
        elif word == "uc":
            self.skip = max(0, number if number is not None else 1)
        else:
            return False
        return True

    def _reset(self, word: str) -> None:
        """What is usual again: in a paragraph, for its letters, in a table's row."""
        self.grounds = frozenset(each for each in self.grounds if _GROUNDS.get(each) != word)
        if word == "pard":
            self.style, self.is_list, self.in_table = 0, False, False
        elif word == "plain":
            self.is_hidden = self.is_deleted = self.is_inserted = False
            self.colour, self.size = 0, _USUAL
