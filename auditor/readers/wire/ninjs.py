"""ninjs, news in JSON of the agencies (IPTC ninjs 1.0 to 1.8, 2.0 to 2.4 and 3.0 to 3.3), and what Superdesk writes.

The three branches say the same in other words: `body_xhtml` of 1.x is a member of `bodies` in 2.x and 3.x, and 3.x
writes `versionCreated` where the others write `versioncreated`, which is why names are compared in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.base.errors import At
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.json import line, listed, objects, parse, pointer, string, under
from auditor.readers.story import Story, author_of, metadata
from auditor.records.article import BlockRole, MetaValue

_TEXTS = frozenset({"", "text", "composite", "component"})
"""Types of items (IPTC NewsCodes, news item nature) that are texts; all others are shown, and described by a text."""
_MARKUP = re.compile(r"(?:rich)?x?html\d*|(?:plain)?text|plain|xml|[a-z]*nitf")
"""Names of bodies in 1.x, and roles of later ones, that say how a text is written and nothing else."""
_SUBHEADS = frozenset({"subhead", "subheadline", "subheading", "subtitle", "deck", "dek", "standfirst"})
"""Roles of headlines that stand below the main one; the user guide has *subhead*, agencies the others."""
_HEAD: Mapping[str, BlockRole] = {
    "byline": BlockRole.BYLINE,
    "by": BlockRole.BYLINE,
    "located": BlockRole.DATELINE,
    "ednote": BlockRole.CORRECTION,
}
_OWN = ("urgency", "priority", "profile", "located", "embargoed")
"""Properties that are metadata under their own names; `priority` is Superdesk's."""
_PARTIAL = frozenset({"partial", "incomplete"})


@dataclass(frozen=True, slots=True)
class _Wording:
    """One of the texts that an item has for one purpose."""

    role: str
    """In lower case; what 1.x has as the end of a property's name."""
    kind: str
    """Its media type, in lower case; empty where it is not told."""
    words: str
    address: str

    @property
    def is_markup(self) -> bool:
        return any(sort in self.role + self.kind for sort in ("html", "xml", "nitf"))

    @property
    def purpose(self) -> str:
        """Its role, empty where that only says how it is written."""
        return "" if _MARKUP.fullmatch(self.role) else self.role


def read_ninjs(draft: Draft) -> Sequence[Item]:
    """The items in a file of ninjs, one or an array; raises ReadingError A306, A311 or A312 if it cannot be read."""
    value = parse(draft.data, At(draft.name), draft.reading.limits.depth)
    return [_item(each, where, draft) for where, each in objects(value)]


def _item(value: Mapping[str, Any], where: str, draft: Draft) -> Item:
    item = _lowered(value)
    story = Story(_metadata(item))
    headlines = list(_wordings(value, where, "headline"))
    main = _first(headlines, "", "main", "headline")
    if main is not None:
        story.head(BlockRole.HEADLINE, main.words, main.address)
    summaries = [each for each in _wordings(value, where, "description") if each.role in _SUBHEADS]
    for each in (*(each for each in headlines if each.role in _SUBHEADS), *summaries):
        story.offer(BlockRole.STANDFIRST, [(each.words, each.address)])
    for name, held in value.items():
        if (role := _HEAD.get(name.lower())) is not None:
            story.head(role, string(held), where + pointer(name))
    _body(story, value, where)
    _associations(story, item, where)
    story.status(line(item.get("pubstatus")))
    if line(item.get("representationtype")).lower() in _PARTIAL:
        story.note("partial", "the agency says that this is only a part of the item")
    return Item(line(item.get("uri")) or line(item.get("guid")), story.article(draft, "ninjs"))


def _body(story: Story, value: Mapping[str, Any], where: str) -> None:
    """Adds the main body: that of the main role, marked up rather than plain; or what describes a picture."""
    if line(value.get("type")).lower() not in _TEXTS:
        _caption(story, value, where)
    bodies = [each for each in _wordings(value, where, "body") if each.words.strip()]
    if not bodies:
        return
    chosen = min(bodies, key=_rank)
    story.passage(chosen.words, chosen.address, is_html=True if chosen.is_markup else None)
    others = sorted({each.purpose for each in bodies if each.purpose not in (chosen.purpose, "", "main")})
    if others:
        story.note("not-read", f"further texts of the item were not read: {', '.join(others)}")


def _rank(each: _Wording) -> tuple[bool, bool, bool, bool]:
    """The lower, the better as the article's body; web pages' markup tells paragraphs best, other markup least."""
    is_html = "html" in each.role + each.kind
    return each.purpose not in ("main", ""), each.purpose != "main", not is_html, each.is_markup


def _associations(story: Story, item: Mapping[str, Any], where: str) -> None:
    """Adds what describes the pictures that belong to an item; names its texts in a note."""
    texts = []
    for address, name, each in _associated(item.get("associations"), f"{where}/associations"):
        if line(each.get("type")).lower() in _TEXTS:
            headline = _first(list(_wordings(each, address, "headline")), "", "main", "headline")
            texts.append(line(headline.words) if headline is not None else name)
        else:
            _caption(story, each, address)
    if texts:
        story.note("not-read", f"texts that belong to it are items of their own: {'; '.join(texts)}")


def _associated(value: object, where: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """The associated items with pointer and name: in 1.x an object has them by name, later an array."""
    if isinstance(value, Mapping):
        for name, held in value.items():
            yield from ((where + pointer(name) + end, name, each) for end, each in objects(held))
    else:
        for end, each in objects(value):
            yield where + end, line(each.get("name")) or end[1:], each


def _caption(story: Story, item: Mapping[str, Any], where: str) -> None:
    found = _first(list(_wordings(item, where, "description")), "caption", "main", "", "text")
    if found is not None:
        story.add(BlockRole.CAPTION, found.words, found.address)


# ---------------------------------------------------------------- properties


def _wordings(item: Mapping[str, Any], where: str, sort: str) -> Iterator[_Wording]:
    """The texts that an item has of one sort, *headline*, *body* or *description*, in whatever branch it is written."""
    for name, value in item.items():
        if name == sort or name.startswith(f"{sort}_"):
            if isinstance(value, str):
                yield _Wording(name.removeprefix(sort).lstrip("_").lower(), "", value, where + pointer(name))
        elif name == ("bodies" if sort == "body" else f"{sort}s"):
            for end, each in objects(value):
                held = _lowered(each)
                kind = line(held.get("contenttype")).lower()
                address = f"{where}/{name}{end}/value"
                yield _Wording(line(held.get("role")).lower(), kind, string(held.get("value")), address)


def _first(wordings: Sequence[_Wording], *roles: str) -> _Wording | None:
    """The first text of the first of these roles that has one; else the first of all that is no line below another."""
    ranked = [each for role in roles for each in wordings if each.role == role]
    return next(iter(ranked or [each for each in wordings if each.role not in _SUBHEADS]), None)


def _lowered(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """An item by names in lower case, which is how the branches differ."""
    return {name.lower(): value for name, value in item.items()}


def _metadata(item: Mapping[str, Any]) -> dict[str, MetaValue]:
    sources = _names(item, "infosource")
    own = {name: line(item.get(name)) for name in _OWN}
    return metadata(
        title=line(item.get("title")),
        author=author_of(line(item.get("byline")) or line(item.get("by"))),
        section=_names(item, "service"),
        date=line(item.get("versioncreated")) or line(item.get("firstcreated")),
        language=line(item.get("language")),
        slug=line(item.get("slugline")),
        genre=_names(item, "genre"),
        outlet=line(item.get("copyrightholder")) or (sources[0] if len(sources) == 1 else ""),
        version=line(item.get("version")),
        id=line(item.get("uri")) or line(item.get("guid")),
        infosource=sources,
        subject=_names(item, "subject"),
        keywords=[line(each) for each in listed(item.get("keywords"))],
        **own,
    )


def _names(item: Mapping[str, Any], sort: str) -> list[str]:
    """The names of the things of one sort, such as its subjects; of a thing without a name its code."""
    found = (each for name in (sort, f"{sort}s") for each in listed(item.get(name)))
    return [line(each) or line(under(each, "name")) or line(under(each, "literal")) for each in found]
