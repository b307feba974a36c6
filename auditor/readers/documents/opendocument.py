"""OpenDocument texts (.odt): what a reader of the finished text sees, paragraph by paragraph.

The format is OASIS OpenDocument 1.2 or 1.3. What was deleted is kept apart in the file (`text:tracked-changes`), with a
mark where it stood; what was inserted stands between two marks. Annotations are never text; those that begin `auditor:`
are waivers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from auditor.base.errors import At
from auditor.readers.documents.margin import Margin, Mark, Remark
from auditor.readers.documents.package import Package
from auditor.readers.documents.page import Page
from auditor.readers.documents.styles import Style, chain, role_of
from auditor.readers.draft import Draft
from auditor.readers.xml import child, damaged, local, value
from auditor.records.article import Article, BlockRole, MetaValue
from auditor.records.reading import Revisions

_CONTENT, _STYLES, _META_PART = "content.xml", "styles.xml", "meta.xml"
_META: Mapping[str, str] = {
    "title": "title",
    "initial-creator": "author",
    "language": "language",
    "keyword": "keywords",
    "creation-date": "date",
}
_WRAPPERS = frozenset({"section", "index-body", "list-header", "table-header-rows", "table-rows", "table-row-group"})
_DRAWN = frozenset({"frame", "custom-shape", "g"})
_NEVER = frozenset({"tracked-changes", "ruby-text", "note-citation", "sequence-decls"})
_MOST_SPACES = 1000


@dataclass(slots=True)
class _Paragraph:
    words: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    """Those of annotations."""


def read_opendocument(draft: Draft) -> Article:
    """The article in an OpenDocument text; raises ReadingError A306, A311 to A313 if it cannot be read."""
    return _Reading(draft).article()


class _Reading:
    """One document while it is read."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._at = At(draft.name)
        self._package = Package(draft.data, self._at, draft.reading.limits)
        self._root = self._package.xml(_CONTENT)
        self._styles = dict(self._read_styles())
        self._page = Page()
        self._notes: list[Element] = []
        self._margin = Margin()
        self._remarks: list[Remark] = []
        self._inserting = False
        self._original = draft.reading.revisions is Revisions.ORIGINAL
        self._deleted: dict[str, Element] = {}
        self._inserted = set[str]()

    def article(self) -> Article:
        text = child(child(self._root, "body"), "text")
        if text is None:
            raise damaged(self._at, "it has no text")
        for region in child(text, "tracked-changes") or ():
            if (gone := child(region, "deletion")) is not None:
                self._deleted[value(region, "id") or ""] = gone
            elif child(region, "insertion") is not None:
                self._inserted.add(value(region, "id") or "")
        self._blocks(text, _CONTENT, "", False)
        for number, note in enumerate(self._notes, 1):
            self._blocks(note, f"{_CONTENT}/note[{number}]", f"footnote {number}", False)
        for line in self._margin.unsigned(self._remarks):
            self._page.note("unsigned", line)
        article = self._page.article(self._draft, "odt", dict(self._properties()))
        return replace(article, waivers=self._margin.waivers(article.text, self._remarks))

    def _blocks(self, parent: Element, address: str, inside: str, is_list: bool) -> None:
        seen: dict[str, int] = {}
        for each in parent:
            name = local(each.tag)
            seen[name] = seen.get(name, 0) + 1
            where = f"{address}/{name}[{seen[name]}]"
            if name in ("p", "h"):
                self._paragraph(each, where, inside, is_list)
            elif name == "list":
                for item in each:
                    self._blocks(item, where, inside, True)
            elif name == "table":
                self._table(each, where)
            elif name in ("change", "change-start", "change-end"):
                self._changed(each, None)
            elif name in _DRAWN:
                self._boxes(list(_text_boxes(each)), where)
            elif name in _WRAPPERS and not self._is_hidden(each):
                self._blocks(each, where, inside, is_list)

    def _table(self, table: Element, address: str) -> None:
        name = self._page.next("table")
        for at, row in enumerate(_rows(table), 1):
            inside, where = f"{name}, row {at}", f"{address}/row[{at}]"
            cells = (each for each in row if local(each.tag) == "table-cell")  # one that is covered by another is empty
            with self._page.row(inside, where):
                for column, cell in enumerate(cells, 1):
                    self._blocks(cell, f"{where}/cell[{column}]", inside, False)

    def _paragraph(self, element: Element, address: str, inside: str, is_list: bool) -> None:
        name = inside or self._page.next("paragraph")
        found = _Paragraph()
        self._inline(element, found, False)
        role, level = self._role(element, is_list)
        self._page.add(role, "".join(found.words), name, address, level)
        self._margin.add("".join(found.words), found.marks)
        self._page.hide("".join(found.hidden))
        self._notes += found.notes
        self._boxes(found.boxes, address)

    def _boxes(self, boxes: list[Element], address: str) -> None:
        for box in boxes:
            self._blocks(box, f"{address}/box", self._page.next("text box"), False)

    def _inline(self, element: Element, into: _Paragraph, hidden: bool) -> None:
        """What is seen of the words in `element`, and what hangs on them."""
        self._say(element.text, into, hidden)
        for each in element:
            name = local(each.tag)
            if name in ("change", "change-start", "change-end"):
                self._changed(each, into)
            elif name == "note":
                into.notes += [body for body in each if local(body.tag) == "note-body"]
            elif name == "s":
                self._say(" " * min(_MOST_SPACES, _number(value(each, "c"))), into, hidden)
            elif name in ("tab", "line-break"):
                self._say("\t" if name == "tab" else "\n", into, hidden)
            elif name in _DRAWN:
                into.boxes += _text_boxes(each)
            elif name in ("annotation", "annotation-end"):
                self._annotated(each, into)
            elif name not in _NEVER:
                self._inline(each, into, hidden or self._is_hidden(each))
            self._say(each.tail, into, hidden)

    def _say(self, words: str | None, into: _Paragraph, hidden: bool) -> None:
        if words and not (self._inserting and self._original):
            (into.hidden if hidden else into.words).append(words)

    def _annotated(self, mark: Element, into: _Paragraph) -> None:
        """An annotation, which stands where its words begin, or the mark where they end."""
        is_end = local(mark.tag) == "annotation-end"
        key = value(mark, "name") or f"annotation {len(self._remarks) + 1}"
        into.marks.append(Mark(sum(map(len, into.words)), key))
        if not is_end:
            told = {local(each.tag): " ".join((each.text or "").split()) for each in mark}
            initials = told.get("creator-initials") or told.get("sender-initials") or ""
            self._remarks.append(Remark(key, tuple(self._said(mark)), told.get("creator", ""), initials))

    def _said(self, annotation: Element) -> Iterator[str]:
        for each in annotation.iter():
            if local(each.tag) in ("p", "h"):
                found = _Paragraph()
                self._inline(each, found, False)
                yield "".join(found.words)

    def _changed(self, mark: Element, into: _Paragraph | None) -> None:
        """A mark of a tracked change: what follows is inserted, or something that was deleted stood here."""
        key, name = value(mark, "change-id") or "", local(mark.tag)
        if name == "change" and self._original and into is not None and key in self._deleted:
            for each in self._deleted[key]:
                if local(each.tag) in ("p", "h"):
                    self._inline(each, into, False)
        elif name != "change" and key in self._inserted:
            self._inserting = name == "change-start"

    def _role(self, element: Element, is_list: bool) -> tuple[BlockRole, int]:
        for style in chain(self._styles, value(element, "style-name")):
            if (found := role_of(style.name)) is not None:
                return found
        if local(element.tag) == "h":
            return BlockRole.HEADLINE, max(1, min(6, _number(value(element, "outline-level"))))
        return (BlockRole.LIST if is_list else BlockRole.PARA), 0

    def _is_hidden(self, element: Element) -> bool:
        if local(element.tag) == "hidden-text" or value(element, "display") == "none":
            return True
        return any(style.is_hidden for style in chain(self._styles, value(element, "style-name")))

    def _read_styles(self) -> Iterator[tuple[str, Style]]:
        roots = [self._package.xml(_STYLES)] if _STYLES in self._package else []
        for root in (*roots, self._root):
            for style in root.iter():
                key = value(style, "name")
                if local(style.tag) == "style" and key is not None:
                    name = (value(style, "display-name") or key.replace("_20_", " ")).lower()
                    look = child(style, "text-properties")
                    white = value(look, "color") == "#ffffff" and value(look, "background-color") is None
                    hidden = value(look, "display") == "none" or white
                    yield key, Style(name, value(style, "parent-style-name"), hidden)

    def _properties(self) -> Iterator[tuple[str, MetaValue]]:
        if _META_PART in self._package:
            for each in self._package.xml(_META_PART).iter():
                name, words = _META.get(local(each.tag)), " ".join((each.text or "").split())
                if name and words:
                    yield name, words


def _rows(table: Element) -> Iterator[Element]:
    """The rows of a table itself, not of tables in its cells."""
    for each in table:
        if local(each.tag) == "table-row":
            yield each
        elif local(each.tag) in _WRAPPERS:
            yield from _rows(each)


def _text_boxes(drawn: Element) -> Iterator[Element]:
    """The text boxes in a drawing, not those within one another; a shape with words of its own is one."""
    for each in (drawn, *drawn) if local(drawn.tag) != "text-box" else (drawn,):
        name = local(each.tag)
        if name == "text-box" or (name == "custom-shape" and child(each, "p") is not None):
            yield each
        elif each is not drawn and name in _DRAWN:
            yield from _text_boxes(each)


def _number(words: str | None) -> int:
    return int(words) if words is not None and words.isascii() and words.isdigit() and len(words) < 6 else 1
