"""NewsML 1: the articles of an agency's file, whose news items are trees of components.

Source: IPTC NewsML 1.2 and its earlier versions. A news item is an article; one whose components have headlines and
texts of their own is as many articles. What a component has not, it has from the one around it. Components that are
alternatives (`EquivalentsList`), or one text in several formats, are read once; texts of pictures are captions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from auditor.base.errors import At
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.story import Story, author_of, finished
from auditor.readers.wire.bodies import words_of
from auditor.readers.wire.contents import Content, add_content, best
from auditor.readers.wire.dates import iso_date
from auditor.readers.wire.elements import DEEPEST, Placed, attribute, attributes, children, first, found, named, root
from auditor.readers.xml import local, parse
from auditor.records.article import BlockRole

_PICTURES = frozenset({"photo", "picture", "image", "graphic", "illustration", "video", "audio", "animation", "logo"})
"""Media that are no text, and roles of components of them, in lower case."""
_CAPTIONS = _PICTURES | frozenset({"caption", "description"})
_ABSTRACTS = frozenset({"abstract", "summary"})
_ID = ("Identification", "NewsIdentifier")
_LINES: Mapping[str, str] = {
    "HeadLine": "headline",
    "SubHeadLine": "subheadline",
    "ByLine": "byline",
    "ByLineTitle": "byline title",
    "DateLine": "dateline",
    "SlugLine": "slug",
    "KeywordLine": "keywords",
    "CreditLine": "credit",
    "CopyrightLine": "copyright",
    "SeriesLine": "series",
}
"""The lines of news, and what they tell."""
_FORMAL = (
    ("language", ("DescriptiveMetadata", "Language")),
    ("genre", ("DescriptiveMetadata", "Genre")),
    ("subject", ("DescriptiveMetadata", "SubjectCode", "SubjectDetail")),
    ("subject", ("DescriptiveMetadata", "SubjectCode", "SubjectMatter")),
    ("subject", ("DescriptiveMetadata", "SubjectCode", "Subject")),
    ("outlet", ("AdministrativeMetadata", "Provider", "Party")),
    ("infosource", ("AdministrativeMetadata", "Source", "Party")),
    ("creator", ("AdministrativeMetadata", "Creator", "Party")),
)
"""Metadata that is a formal name, and where it is in a component, the surest first."""
_META = (
    *("language", "genre", "subject", "outlet", "infosource", "creator", "slug", "keywords", "credit"),
    *("copyright", "series", "ednote"),
)
"""What a component tells that is metadata."""
_MANY = 100
"""Lines or values of one sort that are read of one component."""

_Lines = Mapping[str, Sequence[tuple[str, str]]]
"""What a component tells, by sort: words, and the path of their element."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A text of an item."""

    content: Content
    told: _Lines
    """What its component tells, or those around it."""
    sorts: frozenset[str]
    """Roles of its components, and the media that stand beside it, in lower case."""

    @property
    def headline(self) -> str:
        """Its headline as it is compared."""
        return _headline(self.told).casefold()


def read_newsml(draft: Draft) -> Sequence[Item]:
    """The articles in a NewsML file; raises ReadingError A306, A311 or A312 if it cannot be read."""
    at = At(draft.name)
    document = root(parse(draft.data, at, "it", min(DEEPEST, draft.reading.limits.depth)))
    priority = attribute(document, "FormalName", "NewsEnvelope", "Priority")
    service = attribute(document, "FormalName", "NewsEnvelope", "NewsService")
    stories: list[Story] = []
    passed: list[str] = []
    for item in found(document, {"NewsItem"}, within=True):
        told = list(_stories(item, at))
        for story in told:
            story.tell("priority", priority)
            story.tell("service", service)
        stories += told
        if not told and first(item, "NewsComponent") is not None:
            passed.append(_id(item) or "one without an id")
    return finished(stories, passed, draft, "newsml")


def _stories(item: Placed, at: At) -> Iterator[Story]:
    """The articles of an item: one for each headline under which it has texts, or of a headline without any."""
    texts = [text for each in named(item, "NewsComponent") for text in _texts(each, {}, frozenset())]
    groups: dict[str, list[_Text]] = {}
    for text in texts:
        if not text.sorts & (_CAPTIONS | _ABSTRACTS):
            groups.setdefault(text.headline, []).append(text)
    asides: dict[str, list[_Text]] = {}
    for text in texts:
        if groups and text.sorts & (_CAPTIONS | _ABSTRACTS):
            headline = text.headline
            asides.setdefault(headline if headline in groups else next(iter(groups)), []).append(text)
    if not texts and (flash := _flash(item)) is not None:
        yield _story(item, flash, [], [], at)
    for headline, group in groups.items():
        yield _story(item, group[0].told, group, asides.get(headline, []), at)


def _flash(item: Placed) -> _Lines | None:
    """What is told in an item that is nothing but a headline yet; None for all others."""
    components = list(_components(item))
    if any(first(each, name) is not None for each in components for name in ("ContentItem", "NewsItemRef")):
        return None
    return next((told for each in components if _headline(told := _told(each))), None)


def _components(parent: Placed) -> Iterator[Placed]:
    """The components of an item, with those in one another and not those of items within it."""
    for each in named(parent, "NewsComponent"):
        yield each
        yield from _components(each)


# ---------------------------------------------------------------- components


def _texts(component: Placed, told: _Lines, roles: frozenset[str]) -> Iterator[_Text]:
    """The texts in a component and in those within it; of alternatives one, the fullest."""
    told = {**told, **_told(component)}
    roles |= {role.lower() for role in attributes(component, "FormalName", "Role")}
    media = {medium.lower() for medium in attributes(component, "FormalName", "ContentItem", "MediaType")}
    here = [_Text(each, told, roles | media) for each in _contents(component)]
    below = [list(_texts(each, told, roles)) for each in named(component, "NewsComponent")]
    if attribute(component, "EquivalentsList").lower() == "yes":
        yield from _best([*([each] for each in here), *(each for each in below if each)])
    else:
        yield from _best([[each] for each in here]) if len({each.content.kind for each in here}) > 1 else here
        for each in below:
            yield from each


def _contents(component: Placed) -> Iterator[Content]:
    """The texts that stand in a component itself."""
    for each in named(component, "ContentItem"):
        kind = attribute(each, "FormalName", "Format") or attribute(each, "FormalName", "MimeType")
        data = first(each, "DataContent")
        is_picture = attribute(each, "FormalName", "MediaType").lower() in _PICTURES
        if data is not None and not is_picture and (content := Content(data, kind.lower())).is_text:
            yield content


def _best(alternatives: Sequence[list[_Text]]) -> list[_Text]:
    """Of alternatives, each one text or several, the one that holds the best."""
    if not alternatives:
        return []
    chosen = best([text.content for each in alternatives for text in each])
    return next(each for each in alternatives if any(text.content is chosen for text in each))


def _told(component: Placed) -> _Lines:
    """What a component itself tells."""
    told: dict[str, list[tuple[str, str]]] = {}
    for lines in named(component, "NewsLines"):
        for each in children(lines):
            sort = _LINES.get(local(each[0].tag), "")
            if local(each[0].tag) == "NewsLine" and "edit" in attribute(each, "FormalName", "NewsLineType").lower():
                sort, each = "ednote", first(each, "NewsLineText") or each
            if sort and len(told.setdefault(sort, [])) < _MANY and (words := words_of(each)):
                told[sort].append((words, each[1]))
    for name, path in _FORMAL:
        if not told.get(name):
            told[name] = [(words, "") for words in attributes(component, "FormalName", *path)[:_MANY]]
    for each in named(component, "DescriptiveMetadata", "Property"):
        if attribute(each, "FormalName").lower() == "keyword" and len(told.setdefault("keywords", [])) < _MANY:
            told["keywords"].append((attribute(each, "Value"), each[1]))
    if not told["language"] and (language := attribute(component, "lang")):
        told["language"] = [(language, component[1])]
    return {sort: lines for sort, lines in told.items() if lines}


# ---------------------------------------------------------------- one article


def _story(item: Placed, told: _Lines, texts: Sequence[_Text], asides: Sequence[_Text], at: At) -> Story:
    story = Story()
    _add_metadata(story, item, told)
    for text in texts:
        add_content(story, text.content, at)
    for text in asides:
        aside = Story()
        add_content(aside, text.content, at)
        read = aside.body.out
        if text.sorts & _ABSTRACTS:
            story.head(BlockRole.STANDFIRST, " ".join(read.words), text.content.element[1])
        else:
            name = story.body.next("caption")
            for words, part in zip(read.words, read.parts, strict=True):
                story.add(BlockRole.CAPTION, words, part.address, name=name)
    story.offer(BlockRole.HEADLINE, told.get("headline", ())[:1])
    story.offer(BlockRole.STANDFIRST, told.get("subheadline", ())[:1])
    story.offer(BlockRole.BYLINE, (*told.get("byline", ()), *told.get("byline title", ())))
    story.offer(BlockRole.DATELINE, told.get("dateline", ())[:1])
    story.status(attribute(item, "FormalName", "NewsManagement", "Status"))
    return story


def _add_metadata(story: Story, item: Placed, told: _Lines) -> None:
    """Adds what an item tells of itself, and its components of the text."""
    story.tell("id", _id(item))
    story.tell("version", words_of(first(item, *_ID, "RevisionId")))
    created = iso_date(words_of(first(item, "NewsManagement", "FirstCreated")))
    revised = iso_date(words_of(first(item, "NewsManagement", "ThisRevisionCreated")))
    story.tell("date", revised or created or iso_date(words_of(first(item, *_ID, "DateId"))))
    story.tell("firstcreated", created)
    story.tell("urgency", attribute(item, "FormalName", "NewsManagement", "Urgency"))
    story.tell("signal", *attributes(item, "FormalName", "NewsManagement", "Instruction"))
    story.tell("itemclass", attribute(item, "FormalName", "NewsManagement", "NewsItemType"))
    story.tell("author", *(author_of(words) for words, _ in told.get("byline", told.get("creator", ()))))
    for name in _META:
        story.tell(name, *(words for words, _ in told.get(name, ())))
    story.tell("outlet", words_of(first(item, *_ID, "ProviderId")))


def _headline(told: _Lines) -> str:
    return next((words for words, _ in told.get("headline", ())), "")


def _id(item: Placed) -> str:
    """What an item calls itself: its public identifier, else its id with its provider."""
    return words_of(first(item, *_ID, "PublicIdentifier")) or words_of(first(item, *_ID, "NewsItemId"))
