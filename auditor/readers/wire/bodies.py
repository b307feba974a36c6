"""Bodies of agencies' articles, block by block: elements of NITF or XHTML, plain text, marked-up text that is escaped.

NITF and XHTML are read by one walk, since agencies write the elements of either into the other. What stands in
an element is on one line; two breaks after one another end a paragraph. Footnotes are read after the text.

Sources: IPTC NITF 3.6 (elements below `body`); XHTML 1.1 and HTML 5, as NewsML-G2 holds them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from auditor.readers.composer import Composer
from auditor.readers.passages import Passages
from auditor.readers.web.elements import ROLES, is_hidden
from auditor.readers.web.fragment import SILENT
from auditor.readers.wire.elements import Placed, children
from auditor.readers.xml import local, value
from auditor.records.article import BlockRole

_Role = tuple[BlockRole, int]
"""What a block is, and a heading's level."""

_PARA: _Role = (BlockRole.PARA, 0)
_ROLES: Mapping[str, _Role] = {
    **ROLES,
    "tr": (BlockRole.TABLE, 0),
    "hl1": (BlockRole.HEADLINE, 1),
    "hl2": (BlockRole.HEADLINE, 2),
    "bq": (BlockRole.QUOTE, 0),
    "credit": _PARA,
    "media-caption": (BlockRole.CAPTION, 0),
    "datasource": (BlockRole.CAPTION, 0),
    "abstract": (BlockRole.STANDFIRST, 0),
    "byline": (BlockRole.BYLINE, 0),
    "tagline": (BlockRole.BYLINE, 0),
    "dateline": (BlockRole.DATELINE, 0),
    "note": (BlockRole.CORRECTION, 0),
    "media-producer": (BlockRole.FURNITURE, 0),
    "copyrite": (BlockRole.FURNITURE, 0),
    "bibliography": (BlockRole.FURNITURE, 0),
    "footer": (BlockRole.FURNITURE, 0),
    "td": _PARA,
    "th": _PARA,
}
"""What an element makes of its words."""
_NAMES: Mapping[str, str] = {
    "byline": "byline",
    "tagline": "tagline",
    "dateline": "dateline",
    "abstract": "standfirst",
    "note": "editor's note",
    "media-producer": "picture credit",
    "copyrite": "copyright",
    "bibliography": "bibliography",
    "footer": "footer",
}
"""What people call an element that is no paragraph."""
_WRAPPERS = frozenset(
    {"p", "div", "section", "article", "main", "body", "html", "header", "figure", "ul", "ol", "dl", "table", "thead"}
    | {"tbody", "tfoot", "hr", "address", "details", "summary", "picture"}
    | {"nitf", "body.content", "body.end", "block", "hedline", "media", "nitf-table", "custom-table", "fn"}
    | {"postaddr"}
)
"""What begins and ends a block, and says nothing of what it is."""
_SILENT = SILENT | frozenset(
    {"media-metadata", "media-reference", "media-object", "nitf-table-metadata", "table-reference"}
    | {"docdata", "pubdata", "revision-history", "tobject", "key-list", "identified-content", "rights", "iim", "meta"}
    | {"distributor", "series", "alt-code", "body.head"}
)
"""What holds no words that readers see, or none of the body."""
_SURE = frozenset(
    {"p", "nitf", "html", "body", "body.content", "div", "section", "blockquote", "pre", "li", "td", "br", "h1", "h2"}
)
"""What tells a body from XML of another sort, such as tables of sport."""
_IN_HEADER = frozenset({"ul", "ol", "time"})
"""What stands in the header of an XHTML body beside headline and standfirst: subjects, keywords, the hour."""
_APART = frozenset(
    {"name.given", "name.family", "function", "sublocation", "city", "state", "region", "country", "addressee"}
    | {"care.of", "delivery.point", "delivery.office", "postcode", "copyrite.year", "copyrite.holder"}
)
"""What is a word of its own, though a program may write nothing between two of them."""
_ASIDE = frozenset({"byttl", "story.date"})
"""What is a word of its own behind any text."""
_KEPT = frozenset(
    {BlockRole.STANDFIRST, BlockRole.BYLINE, BlockRole.DATELINE, BlockRole.CORRECTION, BlockRole.CAPTION}
    | {BlockRole.FURNITURE}
)
"""Roles of blocks that hold nothing of another role."""
_BREAK = "\u2028"
_QUOTES = "\"“”„«»‘’‹›'"
_DASHES = ("-", "–", "—", "―")
_ENCLOSED = re.compile(r"\s*<(p|pre)>([^<]*)</\1>\s*", re.I)


@dataclass(frozen=True, slots=True)
class _Block:
    """The element of which the words are that are read, and what they are."""

    tag: str
    path: str
    role: BlockRole = BlockRole.PARA
    level: int = 0
    name: str = ""
    """What people call it; empty for a paragraph, which is numbered."""
    table: str = ""
    """What people call the table that it lies in."""


class Body:
    """One body while it is read; its blocks go where other texts of the article go."""

    def __init__(self, passages: Passages) -> None:
        self._passages = passages
        self._out = passages.out
        self._words: list[str] = []
        self._notes: list[Placed] = []

    def read(self, body: Placed) -> None:
        """Adds the blocks of an element, and after them its footnotes."""
        self._walk(body, _Block(_tag(body[0]), body[1]))
        self._flush(_Block(_tag(body[0]), body[1]))
        notes, self._notes = self._notes, []
        for each in notes:
            name = self._passages.next("footnote")
            self._walk(each, _Block("fn", each[1], name=name))
            self._flush(_Block("fn", each[1], name=name))

    def read_text(self, text: str, path: str, is_html: bool = False) -> None:
        """Adds the paragraphs of a text, or its blocks where it is HTML or seems to be; `path` is its element's."""
        enclosed = _ENCLOSED.fullmatch(text)
        if enclosed is not None:
            self._passages.add(enclosed[2], path, is_html=False)  # wrapped lines, as of a teleprinter, in one element
        else:
            self._passages.add(text, path, is_html=is_html or None)

    # ------------------------------------------------------------ elements

    def _walk(self, parent: Placed, block: _Block) -> None:
        """The text of an element and of what lies in it; `block` is whose words they are."""
        self._words.append(parent[0].text or "")
        before: Element | None = None
        for each in children(parent):
            self._part(before, each[0])
            self._element(each, block, _tag(parent[0]))
            self._words.append(each[0].tail or "")
            before = each[0]

    def _element(self, each: Placed, block: _Block, outer: str) -> None:
        element, path = each
        tag = _tag(element)
        if tag in _SILENT or _is_silent(element, tag, outer):
            return
        if _is_hidden(element):
            self._passages.hidden.append("".join(element.itertext()))
        elif tag == "br":
            self._break(block)
        elif tag == "fn":
            self._notes.append(each)
        elif tag == "pre":
            self._flush(block)
            for end in element.iter():
                if _tag(end) == "br":
                    end.tail = f"\n{end.tail or ''}"
            self.read_text("".join(element.itertext()), path)
        elif tag == "tr" and block.table:
            self._flush(block)
            self._row(each, block.table)
        elif tag in _WRAPPERS or tag in _ROLES or (outer == "header" and tag in _IN_HEADER):
            self._flush(block)
            inner = self._inner(each, block, outer)
            if tag == "credit" and not words_of(each).startswith(_DASHES):
                self._words.append("— ")  # who said the block quotation above, as a page signs it
            self._walk(each, inner)
            self._flush(inner)
        elif tag == "q":
            self._quotation(each, block)
        else:
            self._walk(each, block)

    def _inner(self, each: Placed, block: _Block, outer: str) -> _Block:
        """The block that an element opens within another."""
        element, path = each
        tag = _tag(element)
        role, level = _ROLES.get(tag, (block.role, block.level))
        if block.role in _KEPT or (block.role is BlockRole.QUOTE and role is BlockRole.LIST):
            role, level = block.role, block.level
        name = block.name
        if outer == "header" and tag in _IN_HEADER:
            role, level, name = BlockRole.FURNITURE, 0, name or "header"
        if role is BlockRole.CAPTION and block.role is not BlockRole.CAPTION:
            name = self._passages.next("caption")
        elif tag in _NAMES:
            name = name or _NAMES[tag]
        if tag == "table":
            name = self._passages.next("table")
            return replace(block, tag=tag, path=path, name=name, table=name)
        return replace(block, tag=tag, path=path, role=role, level=level, name=name)

    def _row(self, row: Placed, table: str) -> None:
        """A row of a table, its cells put together."""
        name = self._passages.next_row(table)
        outer, self._out = self._out, Composer()
        self._walk(row, inner := _Block("tr", row[1], name=name))
        self._flush(inner)
        outer.row(self._out, name, row[1])
        self._out = outer

    def _quotation(self, each: Placed, block: _Block) -> None:
        """Words that are marked as said, in quotation marks where the file leaves these to the page."""
        said = next((text.lstrip()[0] for text in each[0].itertext() if text.strip()), "")
        bare = bool(said) and said not in _QUOTES and self._last() not in _QUOTES
        self._words.append("“" if bare else "")
        self._walk(each, block)
        self._words.append("”" if bare else "")

    def _part(self, before: Element | None, element: Element) -> None:
        """Keeps apart what would be glued together: names, places, the halves of a fraction."""
        name = local(element.tag)
        touching = before is not None and not before.tail
        if name in _ASIDE or (touching and name in _APART):
            self._words.append(" ")
        elif touching and name == "denom" and before is not None and local(before.tag) == "numer":
            self._words.append("/")

    # ------------------------------------------------------------ words

    def _break(self, block: _Block) -> None:
        """The end of a line: two of them, one after the other, end a paragraph."""
        if next((each for each in reversed(self._words) if each == _BREAK or each.strip()), "") == _BREAK:
            self._flush(block)
        else:
            self._words.append(_BREAK)

    def _flush(self, block: _Block) -> None:
        """Ends the block whose words were gathered."""
        words = " ".join("".join(self._words).split())
        self._words = []
        if words:
            self._out.add(block.role, words, block.name or self._passages.next("paragraph"), block.path, block.level)

    def _last(self) -> str:
        """The last character of the words that were gathered; a space without any."""
        return next((words.rstrip()[-1] for words in reversed(self._words) if words.strip()), " ")


def words_of(element: Placed | None) -> str:
    """The words of an element on one line, as in a body; empty without one."""
    if element is None:
        return ""
    told = Passages()
    Body(told).read(element)
    return " ".join(told.out.words)


def holds_blocks(element: Element) -> bool:
    """Whether an element holds a body of NITF or XHTML, however little of it."""
    return any(_tag(each) in _SURE for each in element.iter())


def _tag(element: Element) -> str:
    return local(element.tag).lower()


def _is_hidden(element: Element) -> bool:
    return is_hidden({local(name): each for name, each in element.attrib.items()})


def _is_silent(element: Element, tag: str, outer: str) -> bool:
    """Whether an element that may be read is not: a note for editors, a classifier of a whole block."""
    if tag == "note":
        return not is_published_note(element)
    if tag == "tagline":
        return value(element, "type") == "npa"
    if tag == "story.date":
        return "".join(element.itertext()).strip() == value(element, "norm")  # the program's date, and no reader's
    return tag == "classifier" and outer in _WRAPPERS and outer != "p"


def is_published_note(note: Element) -> bool:
    """Whether a NITF `note` is published: an advisory that says so, or one of the class of editor's notes.

    `std`, which is also meant where nothing is said, are an agency's standing notes.
    """
    sort = value(note, "type") or "std"
    return sort == "pa" or (sort == "std" and value(note, "noteclass") == "editorsnote")
