"""NewsML-G2: the articles of an agency's message, or of an item that stands alone.

Source: IPTC NewsML-G2 2.x (Core and Power conformance). Every news item that holds text in its content set is an
article; several renditions of its content are one. Items without text (pictures, packages, concepts) are passed over.
Notes of the agency to editors (`edNote`) are metadata, since they are not published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.base.errors import At
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.story import Story, author_of, finished
from auditor.readers.wire.bodies import words_of
from auditor.readers.wire.contents import Content, add_content, best
from auditor.readers.wire.dates import iso_date
from auditor.readers.wire.elements import DEEPEST, Placed, attribute, attributes, first, found, named, root
from auditor.readers.xml import local, parse, value
from auditor.records.article import BlockRole

_ITEMS = frozenset({"newsItem", "packageItem", "conceptItem", "knowledgeItem", "planningItem", "catalogItem"})
_BINARY = "base64"
_DATES = (("itemMeta", "versionCreated"), ("contentMeta", "contentModified"), ("contentMeta", "contentCreated"))
"""Where the date is, the surest first."""
_CODES = (
    ("itemclass", ("itemMeta", "itemClass")),
    ("signal", ("itemMeta", "signal")),
)
"""Metadata that is a code, and where it is."""
_LABELS = (
    ("outlet", ("itemMeta", "provider")),
    ("service", ("itemMeta", "service")),
    ("genre", ("contentMeta", "genre")),
    ("subject", ("contentMeta", "subject")),
    ("infosource", ("contentMeta", "infoSource")),
    ("creator", ("contentMeta", "creator")),
    ("copyright", ("rightsInfo", "copyrightHolder")),
)
"""Metadata that has a name or else a code, and where it is."""
_WORDS = (
    ("title", ("itemMeta", "title")),
    ("ednote", ("itemMeta", "edNote")),
    ("firstcreated", ("itemMeta", "firstCreated")),
    ("embargoed", ("itemMeta", "embargoed")),
    ("urgency", ("contentMeta", "urgency")),
    ("slug", ("contentMeta", "slugline")),
    ("keywords", ("contentMeta", "keyword")),
    ("credit", ("contentMeta", "creditline")),
)
"""Metadata that is words, and where it is."""


def read_newsml_g2(draft: Draft) -> Sequence[Item]:
    """The articles in a message or an item; raises ReadingError A306, A311 or A312 if it cannot be read."""
    at = At(draft.name)
    document = root(parse(draft.data, at, "it", min(DEEPEST, draft.reading.limits.depth)))
    priority = words_of(first(document, "header", "priority"))
    stories: list[Story] = []
    passed: list[str] = []
    for item in found(document, _ITEMS):
        story = _story(item, at)
        if story is None:
            sort = _code(item, "itemMeta", "itemClass") or local(item[0].tag)
            passed.append(f"{attribute(item, 'guid') or 'one without a guid'} ({sort})")
        else:
            story.tell("priority", priority)
            stories.append(story)
    return finished(stories, passed, draft, "newsml-g2")


def _story(item: Placed, at: At) -> Story | None:
    """The article of an item; None if it holds no text."""
    contents = [each for each in _contents(item) if each.is_text]
    if local(item[0].tag) != "newsItem" or not (contents or _is_flash(item)):
        return None
    story = Story()
    _add_metadata(story, item)
    if contents:
        add_content(story, best(contents), at)
    story.tell("language", attribute(item, "lang"))
    _add_lines(story, item)
    story.status(_code(item, "itemMeta", "pubStatus"))
    return story


def _contents(item: Placed) -> Iterator[Content]:
    """The renditions of an item's content that stand in it, but those that are data."""
    for each in named(item, "contentSet"):
        original = value(each[0], "original")
        for inline in named(each, "inlineXML"):
            yield Content(inline, "", original is not None and value(inline[0], "id") == original)
        for inline in named(each, "inlineData"):
            kind = attribute(inline, "contenttype").lower()
            encoding = f"{attribute(inline, 'encoding')} {attribute(inline, 'encodinguri')}".lower()
            if (not kind or kind.startswith("text/")) and _BINARY not in encoding:
                yield Content(inline, kind, original is not None and value(inline[0], "id") == original)


def _is_flash(item: Placed) -> bool:
    """Whether an item is text of which there is nothing yet but a headline."""
    if _code(item, "itemMeta", "itemClass") != "text" or first(item, "contentSet", "remoteContent") is not None:
        return False
    return first(item, "contentMeta", "headline") is not None


def _add_metadata(story: Story, item: Placed) -> None:
    """Adds what an item tells of itself and of its content."""
    story.tell("id", attribute(item, "guid"))
    story.tell("version", attribute(item, "version"))
    for path in (*_DATES, ("itemMeta", "firstCreated")):
        story.tell("date", iso_date(words_of(first(item, *path))))
    story.tell("language", attribute(item, "tag", "contentMeta", "language"))
    bylines = (author_of(words_of(each)) for each in named(item, "contentMeta", "by"))
    story.tell("author", *bylines)
    story.tell("author", *(_name(each) for each in named(item, "contentMeta", "creator")))
    for name, path in _WORDS:
        story.tell(name, *(words_of(each) for each in named(item, *path)))
    for name, path in _LABELS:
        story.tell(name, *(_name(each) or _last(attribute(each, "qcode")) for each in named(item, *path)))
    for name, path in _CODES:
        story.tell(name, *(_last(code) for code in attributes(item, "qcode", *path)))


def _add_lines(story: Story, item: Placed) -> None:
    """Adds headline, secondary headline, byline and dateline where the body has none."""
    headlines = ((each, words_of(each)) for each in named(item, "contentMeta", "headline"))
    told = [(_last(attribute(each, "role")).lower(), (words, each[1])) for each, words in headlines if words]
    below = [line for role, line in told if "sub" in role or "deck" in role]
    lines = [line for wanted in ("main", "") for role, line in told if role == wanted]
    lines += [line for _, line in told if line not in below]
    story.offer(BlockRole.HEADLINE, lines[:1])
    story.offer(BlockRole.STANDFIRST, below[:1])
    for role, name in ((BlockRole.BYLINE, "by"), (BlockRole.DATELINE, "dateline")):
        story.offer(role, ((words_of(each), each[1]) for each in named(item, "contentMeta", name)))


def _name(concept: Placed) -> str:
    """The name of a concept, in English if it has one, else its literal value or its own text."""
    names = list(named(concept, "name"))
    english = (each for each in names if attribute(each, "lang").lower().startswith("en"))
    name = next(english, names[0] if names else None)
    return words_of(name) or attribute(concept, "literal") or " ".join((concept[0].text or "").split())


def _code(item: Placed, *path: str) -> str:
    """The code of a concept, without the scheme's alias or address."""
    return _last(attribute(item, "qcode", *path) or attribute(item, "uri", *path))


def _last(code: str) -> str:
    return code.rpartition(":")[2].rpartition("/")[2]
