"""Stories of Arc XP as its Arc Native Specification has them (ANS 0.10): one, an array, or the results of a search.

A story is a sequence of elements. Those that hold words of the article are read as what they are; those that point to
other articles are teasers; what only a browser can show is named in a note.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, TypeGuard

from auditor.base.errors import At
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.json import line, listed, objects, parse, string, under
from auditor.readers.story import Story, metadata
from auditor.readers.web.fragment import pieces
from auditor.records.article import BlockRole, MetaValue

_HOLDERS = frozenset({"results", "collection"})
"""Types of documents that hold stories and are none."""
_UNSEEN = frozenset({"divider", "placeholder", "reference"})
"""Elements without words."""


def read_arc(draft: Draft) -> Sequence[Item]:
    """The stories in a file of ANS; raises ReadingError A306, A311 or A312 if it cannot be read."""
    value = parse(draft.data, At(draft.name), draft.reading.limits.depth)
    return [_Reading(story, where).item(draft) for where, story in _stories(value, "")]


def _stories(value: object, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The stories in a document, an array of them or a set of results, each with its pointer."""
    for end, each in objects(value):
        sort = line(each.get("type"))
        if sort in _HOLDERS:
            yield from _stories(each.get("content_elements"), f"{where}{end}/content_elements")
        elif sort in ("story", ""):
            yield where + end, each


class _Reading:
    """One story while it is read."""

    def __init__(self, value: Mapping[str, Any], where: str) -> None:
        self._value, self._where = value, where
        self._out = Story(_metadata(value))
        self._left = Counter[str]()
        """How many elements of which type were not read."""

    def item(self, draft: Draft) -> Item:
        for name, role in (
            ("headlines", BlockRole.HEADLINE),
            ("subheadlines", BlockRole.STANDFIRST),
            ("description", BlockRole.STANDFIRST),
        ):
            self._out.offer(role, [(string(under(self._value, name, "basic")), f"{self._where}/{name}/basic")])
        for end, author in objects(under(self._value, "credits", "by")):
            self._out.head(BlockRole.BYLINE, _author(author), f"{self._where}/credits/by{end}")
        self._elements(self._value.get("content_elements"), f"{self._where}/content_elements", None)
        self._corrections()
        if self._left:
            told = ", ".join(f"{sort} ({count})" for sort, count in sorted(self._left.items()))
            self._out.note("not-read", f"elements of the story that were not read: {told}")
        return Item(line(self._value.get("_id")), self._out.article(draft, "ans"))

    def _elements(self, value: object, where: str, role: BlockRole | None) -> None:
        """Adds elements in order; plain paragraphs among them take the `role`."""
        for end, each in objects(value):
            sort = line(each.get("type"))
            reader = _READERS.get(sort)
            if reader is not None:
                reader(self, each, where + end, role)
            elif sort not in _UNSEEN:
                self._left[sort or "without a type"] += 1

    def _text(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        self._out.passage(string(each.get("content")), where, role, is_html=True)

    def _raw(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        """Adds the paragraphs of a stretch of HTML; one without paragraphs is a program or a player."""
        if any("/p[" in piece.path for piece in pieces(string(each.get("content")))[0]):
            self._text(each, where, role)
        else:
            self._left["raw_html"] += 1

    def _header(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        level = each.get("level")
        self._out.add(BlockRole.HEADLINE, string(each.get("content")), where, min(6, level) if _is_level(level) else 2)

    def _group(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        """Adds what a group, a picture or a gallery of pictures holds, after its own caption."""
        self._out.add(BlockRole.CAPTION, string(each.get("caption")), f"{where}/caption")
        self._elements(each.get("content_elements"), f"{where}/content_elements", role)

    def _list(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        self._elements(each.get("items"), f"{where}/items", BlockRole.LIST)

    def _correction(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        self._out.passage(string(each.get("text")), f"{where}/text", BlockRole.CORRECTION)

    def _link(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        """Adds a pointer to another article, by its own words or by that article's headline."""
        words = string(each.get("content")) or string(under(each, "headlines", "basic"))
        self._out.add(BlockRole.TEASER, words, where)

    def _links(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        self._out.add(BlockRole.TEASER, string(each.get("title")), f"{where}/title")
        for end, link in objects(each.get("items")):
            self._link(link, f"{where}/items{end}", role)

    def _code(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        self._out.add(BlockRole.CODE, string(each.get("content")), where)

    def _quote(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        """Adds a quotation and whose it is; a pull quote says once more what the text says, and is furniture."""
        own = BlockRole.FURNITURE if line(each.get("subtype")) == "pullquote" else BlockRole.QUOTE
        self._text(each, where, own)
        self._elements(each.get("content_elements"), f"{where}/content_elements", own)
        self._out.passage(string(under(each, "citation", "content")), f"{where}/citation", own, is_html=True)

    def _table(self, each: Mapping[str, Any], where: str, role: BlockRole | None) -> None:
        """Adds the rows of a table, each one block."""
        table = self._out.body.next("table")
        rows = [("header", each.get("header")), *((f"rows/{n}", row) for n, row in enumerate(listed(each.get("rows"))))]
        told = [(name, row) for name, row in rows if isinstance(row, list)]
        for name, row in told:
            words = " ".join(string(cell) or string(under(cell, "content")) for cell in row)
            self._out.add(BlockRole.TABLE, words, f"{where}/{name}", name=self._out.body.next_row(table))

    def _corrections(self) -> None:
        """Adds what the outlet says of its own story below it."""
        for end, each in objects(self._value.get("corrections")):
            address = f"{self._where}/corrections{end}/text"
            self._out.passage(string(each.get("text")), address, BlockRole.CORRECTION)
        note = string(self._value.get("editor_note"))
        self._out.passage(note, f"{self._where}/editor_note", BlockRole.CORRECTION)


def _is_level(value: object) -> TypeGuard[int]:
    """Whether a header says of itself that it stands below the headline, and how deep."""
    return isinstance(value, int) and value >= 2


_READERS: Mapping[str, Callable[[_Reading, Mapping[str, Any], str, BlockRole | None], None]] = {
    "text": _Reading._text,
    "raw_html": _Reading._raw,
    "header": _Reading._header,
    "quote": _Reading._quote,
    "blockquote": _Reading._quote,
    "list": _Reading._list,
    "table": _Reading._table,
    "image": _Reading._group,
    "gallery": _Reading._group,
    "element_group": _Reading._group,
    "correction": _Reading._correction,
    "interstitial_link": _Reading._link,
    "story": _Reading._link,
    "video": _Reading._link,
    "audio": _Reading._link,
    "link_list": _Reading._links,
    "code": _Reading._code,
}
"""What reads an element of each type; others hold what only a browser can show."""


# ---------------------------------------------------------------- metadata


def _metadata(value: Mapping[str, Any]) -> dict[str, MetaValue]:
    published = under(value, "revision", "published")
    taxonomy = value.get("taxonomy")
    return metadata(
        author=[_author(each) for _, each in objects(under(value, "credits", "by"))],
        section=next(_sections(taxonomy), ""),
        date=line(value.get("display_date")) or line(value.get("publish_date")) or line(value.get("created_date")),
        language=line(value.get("language")),
        slug=line(value.get("slug")),
        genre="sponsored" if under(value, "owner", "sponsored") is True else line(value.get("subtype")),
        outlet=line(under(value, "source", "name")) or line(under(value, "distributor", "name")),
        version=line(under(value, "revision", "revision_id")),
        id=line(value.get("_id")),
        label=line(under(value, "label", "basic", "text")),
        status={True: "published", False: "draft"}.get(published, "") if isinstance(published, bool) else "",
        distributor=line(under(value, "distributor", "category")),
        ans_version=line(value.get("version")),
        keywords=[line(under(each, "text")) or line(each) for each in listed(under(taxonomy, "tags"))],
    )


def _sections(taxonomy: object) -> Iterator[str]:
    """The names of the sections that a story is in, the main one first; older stories call them sites."""
    for name in ("primary_section", "primary_site", "sections", "sites"):
        for _, each in objects(under(taxonomy, name)):
            if told := line(each.get("name")) or line(each.get("_id")):
                yield told


def _author(value: Mapping[str, Any]) -> str:
    """An author by the name under which the story is printed; none of a reference to one who is stored elsewhere."""
    original = under(value, "additional_properties", "original")
    told = (under(original, "byline"), value.get("byline"), value.get("name"))
    parts = " ".join(filter(None, (line(value.get("first_name")), line(value.get("last_name")))))
    return next((words for words in (*map(line, told), parts) if words), "")
