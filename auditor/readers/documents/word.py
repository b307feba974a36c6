"""Word documents (.docx): what a reader of the finished text sees, paragraph by paragraph.

The format is Office Open XML (ECMA-376, part 1, WordprocessingML), transitional or strict. What was deleted is not
there and what was inserted is, or the other way round where the original is asked for. Comments are never text; those
that begin `auditor:` are waivers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from posixpath import dirname, join, normpath
from xml.etree.ElementTree import Element

from auditor.base.errors import At, ReadingError
from auditor.readers.documents.margin import Margin, Mark, Remark
from auditor.readers.documents.package import Package
from auditor.readers.documents.page import Page
from auditor.readers.documents.styles import Style, chain, is_list, role_of
from auditor.readers.documents.wordplaces import Passage, WordPlaces, passage, places
from auditor.readers.draft import Draft
from auditor.readers.xml import child, damaged, local, value
from auditor.records.article import Article, BlockRole, MetaValue
from auditor.records.reading import Revisions

_META: Mapping[str, str] = {
    "title": "title",
    "creator": "author",
    "language": "language",
    "category": "section",
    "keywords": "keywords",
    "created": "date",
    "version": "version",
}
"""The document's own properties, by the names that metadata has in all formats."""
_INSERTED, _DELETED = frozenset({"ins", "moveTo"}), frozenset({"del", "moveFrom"})
_THROUGH = frozenset(
    {"hyperlink", "smartTag", "fldSimple", "sdt", "sdtContent", "customXml", "dir", "bdo", "ruby", "rubyBase"}
)
"""What only wraps runs or paragraphs."""
_SPACES: Mapping[str, str] = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_COMMENT_EDGES = frozenset({"commentRangeStart", "commentRangeEnd"})
_COMMENT_MARKS = _COMMENT_EDGES | {"commentReference"}
_WHITE = frozenset({"ffffff", "fefefe"})
_OFF = frozenset({"0", "false", "off", "none"})


@dataclass(slots=True)
class _Paragraph:
    """A paragraph as it is read."""

    element: Element
    """Its own, or the first of those whose ends were deleted."""
    words: list[tuple[Element, str]] = field(default_factory=list)
    """Words, each with the element that they are in or that stands for them; marks of comments have none."""
    hidden: list[tuple[Element, str]] = field(default_factory=list)
    """Words that nobody sees on the page."""
    boxes: list[Element] = field(default_factory=list)
    """The text boxes that hang on it."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Sort and id of its footnotes and endnotes."""
    shaded: bool = False
    """Whether it stands on a ground that may not be white."""
    address: str = ""
    name: str = ""
    role: BlockRole = BlockRole.PARA
    level: int = 0


def read_word(draft: Draft) -> Article:
    """The article in a Word document; raises ReadingError A306, A311 to A313 if it cannot be read."""
    return _Reading(draft).article()


def read_places(draft: Draft) -> WordPlaces:
    """The same article, with the element of each stretch of its text; raises ReadingError as `read_word` does."""
    return _Reading(draft).places()


class _Reading:
    """One document while it is read."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._at = At(draft.name)
        self._original = draft.reading.revisions is Revisions.ORIGINAL
        self._package = Package(draft.data, self._at, draft.reading.limits)
        self._main = self._related("", "officeDocument") or "word/document.xml"
        self._comments = self._related(self._main, "comments")
        self._styles = dict(self._read_styles())
        self._page = Page()
        self._noted: list[tuple[str, str, Element]] = []
        self._pending: _Paragraph | None = None
        self._holder: Element | None = None  # the paragraph of the body on which hangs what is being read
        self._passages: list[Passage] = []
        self._margin = Margin()
        self._marks: list[tuple[Element, str]] = []  # those of comments that stand before the next paragraph

    def article(self) -> Article:
        return self._article(self._package.xml(self._main))

    def places(self) -> WordPlaces:
        main = self._package.placed(self._main)
        article = self._article(main.root)
        return WordPlaces(
            article=article,
            package=self._package,
            name=self._main,
            main=main,
            stretches=tuple(places(article.text, self._passages)),
            comments=self._comments,
            styles={style.name: key for key, style in self._styles.items()},
        )

    def _article(self, root: Element) -> Article:
        body = next((e for e in root if local(e.tag) == "body"), None)
        if body is None:
            raise damaged(self._at, "it has no text: its body is missing")
        self._blocks(body, f"{self._main}/body", "")
        self._margin.add("", list(_marks(self._marks)))
        self._footnotes()
        remarks = list(self._remarks())
        for line in self._margin.unsigned(remarks):
            self._page.note("unsigned", line)
        article = self._page.article(self._draft, "docx", dict(self._properties()))
        return replace(article, waivers=self._margin.waivers(article.text, remarks))

    # ------------------------------------------------------------ blocks

    def _blocks(self, parent: Element, address: str, inside: str, shaded: bool = False) -> None:
        """The paragraphs below `parent`, tables and text boxes where they hang; `inside` says in what they lie."""
        self._walk(parent, address, inside, shaded)
        self._flush()

    def _walk(self, parent: Element, address: str, inside: str, shaded: bool) -> None:
        seen: dict[str, int] = {}
        for each in parent:
            name = local(each.tag)
            seen[name] = seen.get(name, 0) + 1
            where = f"{address}/{name}[{seen[name]}]"
            if name == "p":
                self._paragraph(each, where, inside, shaded)
            elif name == "tbl":
                self._flush()
                self._table(each, where)
            elif name == "AlternateContent":
                self._walk(child(each, "Choice") or each, where, inside, shaded)
            elif name == "altChunk":
                self._page.note("not-read", "a document that is embedded in this one was not read")
            elif name in _COMMENT_MARKS:
                self._marks.append((each, ""))
            elif self._is_through(name):
                self._walk(each, where, inside, shaded)

    def _is_through(self, name: str) -> bool:
        """Whether an element only wraps what is there."""
        return name in _THROUGH or name in (_DELETED if self._original else _INSERTED)

    def _own(self, parent: Element, name: str) -> Iterator[Element]:
        """The elements of this name below `parent`, not in one another: a table's own rows, a row's own cells."""
        for each in parent:
            if local(each.tag) == name:
                yield each
            elif self._is_through(local(each.tag)):
                yield from self._own(each, name)

    def _table(self, table: Element, address: str) -> None:
        name = self._page.next("table")
        for at, row in enumerate(self._own(table, "tr"), 1):
            inside, where = f"{name}, row {at}", f"{address}/tr[{at}]"
            with self._page.row(inside, where):
                for column, cell in enumerate(self._own(row, "tc"), 1):
                    shaded = child(child(cell, "tcPr"), "shd") is not None
                    self._blocks(cell, f"{where}/tc[{column}]", inside, shaded)

    def _paragraph(self, element: Element, address: str, inside: str, shaded: bool) -> None:
        found = self._pending or _Paragraph(element)
        self._pending = None
        found.words += self._marks
        self._marks = []
        name = inside or self._page.next("paragraph")
        properties = child(element, "pPr")
        found.shaded = shaded or child(properties, "shd") is not None
        styles = chain(self._styles, value(child(properties, "pStyle"), "val"))
        self._runs(element, found, any(style.is_hidden for style in styles))
        if not found.address:
            found.address, found.name = address, name
            found.role, found.level = self._role(element)
        self._pending = found
        if not self._ends_in(element, _INSERTED if self._original else _DELETED):
            self._flush()

    def _flush(self) -> None:
        """Puts out the paragraph that has been read, and what hangs on it."""
        found, self._pending = self._pending, None
        if found is None:
            return
        self._page.add(found.role, _joined(found.words), found.name, found.address, found.level)
        self._page.hide(_joined(found.hidden))
        outer = self._holder
        holder = outer if outer is not None else found.element
        self._passages.append(passage(found.words, holder, outer is None))
        self._margin.add(_joined(found.words), list(_marks(found.words)))
        self._noted += ((sort, key, holder) for sort, key in found.notes)
        self._holder = holder
        for box in found.boxes:
            self._blocks(box, f"{found.address}/box", self._page.next("text box"))
        self._holder = outer

    def _footnotes(self) -> None:
        """The footnotes and endnotes in the order in which the text calls them."""
        for sort in ("footnote", "endnote"):
            called = [(key, holder) for each, key, holder in self._noted if each == sort]
            part = self._related(self._main, f"{sort}s") if called else None
            if part is None:
                continue
            held = {value(each, "id"): each for each in self._package.xml(part) if local(each.tag) == sort}
            first = dict(reversed(called))
            for number, key in enumerate(dict.fromkeys(key for key, _ in called), 1):
                if key in held:
                    self._holder = first[key]
                    self._blocks(held[key], f"{part}/{sort}[{number}]", f"{sort} {number}")

    # ------------------------------------------------------------ runs

    def _runs(self, parent: Element, into: _Paragraph, hidden: bool) -> None:
        """What is seen of the runs below `parent`."""
        skipped = _INSERTED if self._original else _DELETED
        for each in parent:
            name = local(each.tag)
            if name == "r":
                self._run(each, into, self._is_hidden(each, hidden, into.shaded))
            elif name in _COMMENT_MARKS:
                into.words.append((each, ""))
            elif name in skipped:
                into.words += ((mark, "") for mark in each.iter() if local(mark.tag) in _COMMENT_MARKS)
            elif name in _THROUGH or name in _INSERTED or name in _DELETED or name in {"oMath", "oMathPara"}:
                self._runs(each, into, hidden)
            elif name == "AlternateContent":
                self._drawn(each, into)

    def _run(self, run: Element, into: _Paragraph, hidden: bool) -> None:
        words = into.hidden if hidden else into.words
        for each in run:
            name = local(each.tag)
            if name == "t" or (name == "delText" and self._original):
                words.append((each, each.text or ""))
            elif name in _SPACES:
                words.append((each, _SPACES[name]))
            elif name in _COMMENT_MARKS:
                into.words.append((each, ""))
            elif name in ("footnoteReference", "endnoteReference"):
                into.notes.append((name.removesuffix("Reference"), value(each, "id") or ""))
            elif name in ("drawing", "pict", "object"):
                self._drawn(each, into)
            elif name == "AlternateContent":
                before = len(into.boxes)
                self._drawn(each, into)
                if len(into.boxes) == before and (older := child(each, "Fallback")) is not None:
                    self._run(older, into, hidden)  # a sign that older programs show as a letter
            elif name == "ruby":
                self._runs(each, into, hidden)

    def _drawn(self, drawn: Element, into: _Paragraph) -> None:
        """The text boxes in a drawing, each once: programs write a box a second time for older ones (`Fallback`)."""
        for each in drawn:
            name = local(each.tag)
            if name == "txbxContent":
                into.boxes.append(each)
            elif name != "Fallback":
                self._drawn(each, into)

    # ------------------------------------------------------------ comments

    def _remarks(self) -> Iterator[Remark]:
        """The comments on the document, in their order; a note if they cannot be read."""
        try:
            part = self._comments
            root = self._package.xml(part) if part is not None and part in self._package else ()
        except ReadingError:
            self._page.note("not-read", "its comments could not be read, so no waiver in them holds")
            return
        for each in root:
            if local(each.tag) == "comment":
                yield Remark(
                    key=value(each, "id") or "",
                    paragraphs=tuple(self._said(each)),
                    author=value(each, "author") or "",
                    initials=value(each, "initials") or "",
                )

    def _said(self, comment: Element) -> Iterator[str]:
        for each in comment.iter():
            if local(each.tag) == "p":
                found = _Paragraph(each)
                self._runs(each, found, False)
                yield _joined(found.words)

    # ------------------------------------------------------------ properties

    def _role(self, paragraph: Element) -> tuple[BlockRole, int]:
        """What a paragraph is, and the level of a heading."""
        properties = child(paragraph, "pPr")
        named = child(properties, "pStyle")
        styles = list(chain(self._styles, value(named, "val")))
        for style in styles:
            if (found := role_of(style.name)) is not None:
                return found
        numbered = child(properties, "numPr")
        if numbered is not None and value(child(numbered, "numId"), "val") != "0":
            return BlockRole.LIST, 0
        return (BlockRole.LIST if any(style.is_list for style in styles) else BlockRole.PARA), 0

    def _is_hidden(self, run: Element, inherited: bool, shaded: bool) -> bool:
        properties = child(run, "rPr")
        vanish = child(properties, "vanish")
        if vanish is not None:
            return _is_on(vanish)
        named = value(child(properties, "rStyle"), "val")
        if inherited or any(style.is_hidden for style in chain(self._styles, named)):
            return True
        is_white = (value(child(properties, "color"), "val") or "").lower() in _WHITE
        on_paper = child(properties, "shd") is None and child(properties, "highlight") is None
        return is_white and on_paper and not shaded

    @staticmethod
    def _ends_in(paragraph: Element, marks: frozenset[str]) -> bool:
        """Whether the end of a paragraph is marked as inserted or deleted."""
        of_mark = child(child(paragraph, "pPr"), "rPr")
        return of_mark is not None and any(local(each.tag) in marks for each in of_mark)

    def _read_styles(self) -> Iterator[tuple[str, Style]]:
        part = self._related(self._main, "styles")
        if part is None or part not in self._package:
            return
        for style in self._package.xml(part):
            key = value(style, "styleId")
            if local(style.tag) != "style" or key is None:
                continue
            name = (value(child(style, "name"), "val") or "").lower()
            yield (
                key,
                Style(
                    name=name,
                    parent=value(child(style, "basedOn"), "val"),
                    is_list=is_list(name) or child(child(style, "pPr"), "numPr") is not None,
                    is_hidden=_is_on(child(child(style, "rPr"), "vanish")),
                ),
            )

    def _properties(self) -> Iterator[tuple[str, MetaValue]]:
        part = self._related("", "core-properties") or "docProps/core.xml"
        if part in self._package:
            for each in self._package.xml(part):
                name, words = _META.get(local(each.tag)), " ".join((each.text or "").split())
                if name and words:
                    yield name, words

    def _related(self, part: str, sort: str) -> str | None:
        """The part to which `part`, or the package itself, has a relation of this sort; None without one."""
        folder, _, name = part.rpartition("/")
        relations = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
        if relations not in self._package:
            return None
        for each in self._package.xml(relations):
            if (each.get("Type") or "").endswith(f"/{sort}") and each.get("TargetMode") != "External":
                target = each.get("Target") or ""
                return target.lstrip("/") if target.startswith("/") else normpath(join(dirname(part), target))
        return None


def _joined(words: Sequence[tuple[Element, str]]) -> str:
    return "".join(each for _, each in words)


def _marks(words: Sequence[tuple[Element, str]]) -> Iterator[Mark]:
    """The marks of comments among the words of a paragraph."""
    at = 0
    for element, text in words:
        if not text and (name := local(element.tag)) in _COMMENT_MARKS:
            yield Mark(at, value(element, "id") or "", name in _COMMENT_EDGES)
        at += len(text)


def _is_on(element: Element | None) -> bool:
    return element is not None and (value(element, "val") or "1").lower() not in _OFF
