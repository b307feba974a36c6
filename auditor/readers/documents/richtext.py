r"""Rich Text Format (.rtf 1.9.1): what a reader of the finished text sees, paragraph by paragraph.

A file is text with control words (`\par`), symbols (`\'e9`) and groups in braces; a group whose destination is not
words on the page (fonts, pictures, annotations, what a field asks for) is passed over. What was deleted is marked
`\deleted`, what was inserted `\revised`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from auditor.base.errors import At, ReadingError
from auditor.readers.composer import Composer, hidden_note
from auditor.readers.documents.codepages import CHARSETS, MACHINES, known
from auditor.readers.documents.richstate import TABLES, Colours, State, To
from auditor.readers.documents.styles import is_list, role_of
from auditor.readers.draft import Draft
from auditor.readers.xml import damaged
from auditor.records.article import Article, BlockRole, MetaValue
from auditor.records.reading import Revisions

_TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\(?:(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|'(?P<hex>[0-9a-fA-F]{2})"
    rb"|(?P<sign>[^a-zA-Z]))|(?P<text>[^\\{}\r\n]+)|[\r\n]+|\\",
    re.S,
)
_MOST = 3_000_000
"""Groups within one another; words, symbols and stretches of text in all."""
_BOX = "text box"
_FOLD = 0x10000
_HIGH, _LOW, _LAST = 0xD800, 0xDC00, 0xDFFF
"""Halves of characters beyond the first 65,536: the first halves begin at `_HIGH`, the second ones at `_LOW`."""
_SIGNS: Mapping[bytes, str] = {b"\\": "\\", b"{": "{", b"}": "}", b"~": "\u00a0", b"_": "-"}
_NAMED: Mapping[str, str] = {
    "tab": "\t",
    "line": "\n",
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "emspace": "\u2003",
    "enspace": "\u2002",
}
_ENDS = frozenset({"par", "sect", "page", "cell", "nestcell"})
_INFO: Mapping[str, str] = {"title": "title", "author": "author", "keywords": "keywords", "category": "section"}
_PASSED = frozenset({
    "pict", "shprslt", "header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf",
    "listtext", "pntext", "nonshppict", "objdata", "fldinst", "annotation", "atnid", "atnauthor", "atnref",
    "atndate", "revtbl", "rsidtbl", "generator", "bkmkstart", "bkmkend", "themedata", "datastore", "listtable",
    "listoverridetable", "pn", "tc", "xe", "txe", "rxe", "ftnsep", "ftnsepc", "aftnsep", "aftnsepc",
})  # fmt: skip
"""Destinations that hold no words of the page."""
_BOXES = frozenset({"shptxt", "dptxbxtext"})
"""Destinations of a text box, which lie in groups that are passed over."""


@dataclass(slots=True)
class _Stream:
    """The words of the page, of one note or of one text box, until its paragraph ends."""

    name: str = ""
    words: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def read_richtext(draft: Draft) -> Article:
    """The article in an RTF file; raises ReadingError A311 if it is damaged."""
    return _Reading(draft).article()


class _Reading:
    """One document while it is read."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._at = At(draft.name)
        self._original = draft.reading.revisions is Revisions.ORIGINAL
        self._state, self._stack = State(), list[State]()
        self._out, self._row = Composer(), Composer()
        self._streams = [_Stream()]
        self._boxes: list[tuple[str, str]] = []
        """Words and names of the text boxes that hang on the paragraph."""
        self._notes: list[tuple[str, str]] = []
        """Of footnotes and endnotes, which people read after the text."""
        self._count = {"paragraph": 0, "table": 0, "row": 0, _BOX: 0, "footnote": 0}
        self._was_table = False
        self._styles: dict[int, str] = {}
        self._fonts: dict[int, str] = {}
        self._colours = Colours()
        self._font = 0
        self._codec = "cp1252"
        self._default = 0
        """The font of words of which no font is told."""
        self._label: list[str] = []
        """The name of the style, or the property, that is being read."""
        self._meta: dict[str, MetaValue] = {}
        self._bytes = bytearray()
        """Characters of a code page that are not decoded yet: some take two."""
        self._left = 0
        """Characters that are left to pass over, after one of Unicode."""
        self._half = 0
        self._hidden: list[str] = []

    def article(self) -> Article:
        data, at, count = self._draft.data, 0, 0
        while at < len(data):
            count += 1
            if count > _MOST:
                hint = "save it anew in the program that wrote it, or split it into articles"
                raise ReadingError(f"it has more than {_MOST:,} control words", code="A306", at=self._at, hint=hint)
            token = _TOKEN.match(data, at)
            assert token is not None  # every byte is a token of some sort
            at = token.end()
            if token["word"] == b"bin" and token["number"]:
                at += max(0, int(token["number"]))
            else:
                self._take(token)
        if self._stack:
            raise damaged(self._at, f"it breaks off: {len(self._stack)} groups in it are never closed")
        self._end(False)
        if self._row.parts:
            self._end_row()
        for words, name in self._notes:
            self._out.add(BlockRole.PARA, words, name, name)
        hidden_note(self._out, self._hidden)
        return self._out.article(self._draft, "rtf", self._meta)

    # ------------------------------------------------------------ tokens

    def _take(self, token: re.Match[bytes]) -> None:
        if token["hex"] is not None:
            self._byte(bytes([int(token["hex"], 16)]))
            return
        if token["text"] is not None:
            self._plain(token["text"])
            return
        self._flush()
        if token["open"] is not None:
            self._open()
        elif token["close"] is not None:
            self._close()
        elif token["word"] is not None:
            number = int(token["number"]) if token["number"] is not None else None
            self._control(token["word"].decode("ascii"), number)
        elif token["sign"] is not None:
            self._sign(token["sign"])

    def _open(self) -> None:
        if len(self._stack) >= (deepest := self._draft.reading.limits.depth):
            raise damaged(self._at, f"it is nested more than {deepest} deep (the setting max_depth)")
        self._stack.append(self._state)
        self._state = replace(self._state, fresh=True, starred=False)

    def _close(self) -> None:
        if not self._stack:
            raise damaged(self._at, "a group in it is closed that was never opened")
        ended, self._state = self._state, self._stack.pop()
        if ended.to is To.STYLE and self._state.to is To.STYLE:
            self._styles[ended.style] = "".join(self._label).strip().rstrip(";").lower()
            self._label.clear()
        elif ended.to is To.INFO and ended.key and not self._state.key:
            if words := " ".join("".join(self._label).split()):
                self._meta[ended.key] = words
            self._label.clear()
        while len(self._streams) > self._state.depth + 1:
            self._end(True)
            self._streams.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._state.starred = True
        elif sign in (b"\n", b"\r"):
            self._end(True)
        elif sign in _SIGNS:
            self._say(_SIGNS[sign])

    def _control(self, word: str, number: int | None) -> None:
        state = self._state
        if state.fresh and self._destination(word):
            return
        state.fresh = False
        if word == "u" and number is not None:
            self._unicode(number % _FOLD)
        elif word in _NAMED:
            self._say(_NAMED[word])
        elif word in _ENDS:
            if state.to is To.PAGE and not (state.is_inserted if self._original else state.is_deleted):
                self._end(word == "par")
        elif word == "row":
            self._end_row()
        elif state.to is To.COLOURS:
            self._colours.take(word, number)
        elif not state.set(word, number, self._colours):
            self._code_page(word, number)

    def _code_page(self, word: str, number: int | None) -> None:
        """What says in which code page bytes are meant: the document's own, or that of a font."""
        state = self._state
        if word == "ansicpg" and number is not None:
            self._codec = known(number)
        elif word in MACHINES:
            self._codec = MACHINES[word]
        elif word == "deff":
            self._default = number or 0
        elif word == "f" and number is not None:
            self._font = number
            state.codec = self._fonts.get(number, self._codec)
        elif word == "fcharset" and state.to is To.FONT:
            self._fonts[self._font] = CHARSETS.get(number or 0, self._codec)

    def _end_row(self) -> None:
        self._count["row"] += 1
        name = f"table {self._count['table']}, row {self._count['row']}"
        self._out.row(self._row, name, name)
        self._row = Composer()

    def _destination(self, word: str) -> bool:
        """Whether `word`, the first of its group, says where the words of the group go."""
        state = self._state
        if word == "upr":
            state.outer, state.to = state.to, To.NOWHERE
        elif word == "ud":
            state.to = state.outer
        elif word in _BOXES and not state.is_shut:
            state.fresh = False
            self._count[_BOX] += 1
            self._begin(f"{_BOX} {self._count[_BOX]}")
            state.to = To.PAGE
        elif word in ("footnote", "endnote"):
            state.fresh = False
            if state.to is To.PAGE:
                self._count["footnote"] += 1
                self._begin(f"footnote {self._count['footnote']}")
        elif word in TABLES:
            state.to = TABLES[word]
        elif state.to is To.INFO:
            state.key = _INFO.get(word, "")
            state.to = To.INFO if state.key else To.NOWHERE
        elif word in _PASSED:
            state.to, state.is_shut = To.NOWHERE, True
        elif state.starred and state.to in (To.PAGE, To.STYLE):
            state.to = To.NOWHERE
        else:
            return False
        return True

    def _begin(self, name: str) -> None:
        """A note or a text box begins: its words are gathered apart."""
        self._streams.append(_Stream(name))
        self._state.depth, self._state.is_hidden = len(self._streams) - 1, False
        self._state.grounds = frozenset({name} if name.startswith(_BOX) else ())  # a box has a colour of its own

    # ------------------------------------------------------------ words

    def _plain(self, words: bytes) -> None:
        if self._left:
            gone = min(self._left, len(words))
            self._left -= gone
            words = words[gone:]
        self._bytes += words
        self._state.fresh = False

    def _byte(self, byte: bytes) -> None:
        if self._left:
            self._left -= 1
        else:
            self._bytes += byte
        self._state.fresh = False

    def _flush(self) -> None:
        self._left = 0
        if self._bytes:
            words, self._bytes = bytes(self._bytes), bytearray()
            codec = self._state.codec or self._fonts.get(self._default, self._codec)
            self._say(words.decode(codec, "replace").replace("\0", ""))

    def _unicode(self, number: int) -> None:
        if _HIGH <= number <= _LAST:
            if number < _LOW:
                self._half = number
            elif self._half:
                self._say(chr(_FOLD + ((self._half - _HIGH) << 10) + number - _LOW))
                self._half = 0
        elif number:
            self._say(chr(number))
        self._left = self._state.skip

    def _say(self, words: str) -> None:
        state, stream = self._state, self._streams[-1]
        if state.to is To.STYLE or (state.to is To.INFO and state.key):
            self._label.append(words)
        elif state.to is To.COLOURS:
            self._colours.end(words)
        elif state.to is To.PAGE and not (state.is_inserted if self._original else state.is_deleted):
            if state.is_seen(self._colours):
                stream.words.append(words)
                stream.hidden += [" "] if stream.hidden else []
            else:
                stream.hidden.append(words)

    def _end(self, counts: bool) -> None:
        """The end of a paragraph, or of a table's cell."""
        stream, state = self._streams[-1], self._state
        words, hidden = "".join(stream.words), "".join(stream.hidden)
        stream.words.clear()
        stream.hidden.clear()
        self._hidden.append(hidden)
        if stream.name:
            (self._boxes if stream.name.startswith(_BOX) else self._notes).append((words, stream.name))
            return
        if not state.in_table and self._row.parts:
            self._end_row()  # a row whose end is not told
        if state.in_table and not self._was_table:
            self._count["table"] += 1
            self._count["row"] = 0
        self._was_table = state.in_table
        if state.in_table:
            self._row.add(BlockRole.PARA, words, "", f"row[{self._count['row'] + 1}]")
            return
        self._count["paragraph"] += counts or bool(words.strip())
        name = f"paragraph {self._count['paragraph']}"
        role, level = self._role()
        self._out.add(role, words, name, name, level)
        for words, name in self._boxes:
            self._out.add(BlockRole.PARA, words, name, name)
        self._boxes.clear()

    def _role(self) -> tuple[BlockRole, int]:
        style = self._styles.get(self._state.style, "")
        if (found := role_of(style)) is not None:
            return found
        return (BlockRole.LIST if self._state.is_list or is_list(style) else BlockRole.PARA), 0
