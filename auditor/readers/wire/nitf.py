"""News Industry Text Format: headline, byline and dateline, the body's blocks, and what its head tells of them.

Source: IPTC NITF 3.6; elements and attributes are those of all versions since 2.5, with or without the namespace.
Words that are not for readers are no text: standing notes, messages to editors, rights, metadata of pictures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.base.errors import At
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.story import Story, author_of, finished
from auditor.readers.wire.bodies import Body, is_published_note, words_of
from auditor.readers.wire.dates import iso_date
from auditor.readers.wire.elements import DEEPEST, Placed, attribute, attributes, children, first, named, root
from auditor.readers.xml import local, parse
from auditor.records.article import BlockRole

_DATES = (
    ("date.issue", "norm", ("head", "docdata")),
    ("date.release", "norm", ("head", "docdata")),
    ("pubdata", "date.publication", ("head",)),
    ("story.date", "norm", ("body", "body.head", "dateline")),
)
"""Where the date is, the surest first: element, attribute, and the elements around it."""
_LONGEST = 60
"""Code points of the name of a `meta`."""


def read_nitf(draft: Draft) -> Sequence[Item]:
    """The article in a NITF file; raises ReadingError A306, A311 or A312 if it cannot be read."""
    document = parse(draft.data, At(draft.name), "it", min(DEEPEST, draft.reading.limits.depth))
    story = Story()
    add_nitf(story, root(document))
    return finished([story], [], draft, "nitf")


def add_nitf(story: Story, nitf: Placed) -> None:
    """Adds what a `nitf` element holds to a story; what the story was told before holds against its head."""
    for body in named(nitf, "body"):
        for head in _heads(body):
            _add_front(story, head)
        Body(story.body).read(body)
    _add_metadata(story, nitf)


def _heads(body: Placed) -> Iterator[Placed]:
    """Where headline and byline stand: `body.head`, and the body itself where an agency leaves that out."""
    yield from named(body, "body.head")
    if first(body, "hedline") is not None:
        yield body


def _add_front(story: Story, head: Placed) -> None:
    """Adds headline, subordinate headlines and abstracts, bylines, datelines and published notes."""
    for each in children(head):
        element, path = each
        tag = local(element.tag)
        if tag == "hedline":
            for line in children(each):
                role = BlockRole.HEADLINE if local(line[0].tag) == "hl1" else BlockRole.STANDFIRST
                story.head(role, words_of(line), line[1])
        elif tag == "abstract":
            story.head(BlockRole.STANDFIRST, words_of(each), path)
        elif tag == "byline":
            story.head(BlockRole.BYLINE, words_of(each), path)
        elif tag == "dateline":
            story.head(BlockRole.DATELINE, words_of(each), path)
        elif tag == "note" and is_published_note(element):
            story.head(BlockRole.CORRECTION, words_of(each), path)
    story.tell("author", *(author for each in named(head, "byline") for author in _authors(each)))
    story.tell("credit", words_of(first(head, "distributor")))


def _authors(byline: Placed) -> tuple[str, ...]:
    """Who wrote it: the persons that a byline marks, else its words without *by* and without what they are."""
    persons = tuple(words_of(each) for each in named(byline, "person"))
    if persons:
        return persons
    title = words_of(first(byline, "byttl"))
    return (author_of(words_of(byline).removesuffix(title).rstrip(" ,")),)


def _add_metadata(story: Story, nitf: Placed) -> None:
    """Adds what the head tells: document data, subjects, publication, and every `meta` under its own name."""
    head = first(nitf, "head")
    data = first(head, "docdata")
    story.tell("title", words_of(first(head, "title")))
    story.tell("id", attribute(data, "id-string", "doc-id") or attribute(nitf, "uno"))
    for element, name, path in _DATES:
        story.tell("date", iso_date(attribute(nitf, name, *path, element)))
    for language in (attribute(nitf, "lang"), attribute(nitf, "baselang"), attribute(nitf, "lang", "body")):
        story.tell("language", language)
    story.tell("urgency", attribute(data, "ed-urg", "urgency"))
    story.tell("keywords", *attributes(data, "key", "key-list", "keyword"))
    story.tell("slug", attribute(data, "key", "du-key"))
    story.tell("version", attribute(data, "version", "du-key") or attribute(data, "generation", "du-key"))
    story.tell("outlet", attribute(head, "name", "pubdata"))
    story.tell("section", attribute(head, "position.section", "pubdata"))
    story.tell("edition", attribute(head, "edition.name", "pubdata"))
    story.tell("copyright", attribute(data, "holder", "doc.copyright"))
    story.tell("series", attribute(data, "series.name", "series"))
    story.tell("fixture", attribute(data, "fix-id", "fixture"))
    story.tell("genre", *attributes(head, "tobject.property.type", "tobject", "tobject.property"))
    story.tell("subject", *_subjects(head))
    story.tell("ednote", *attributes(data, "info", "ed-msg"))
    for each in named(data, "correction") if data is not None else ():
        story.head(BlockRole.CORRECTION, attribute(each, "info"), f"{each[1]}/@info", "correction")
    for each in named(head, "meta") if head is not None else ():
        if name := attribute(each, "name").lower()[:_LONGEST]:
            story.tell(name, attribute(each, "content"))
    story.status(attribute(data, "management-status"))


def _subjects(head: Placed | None) -> tuple[str, ...]:
    """The subjects by name, each the most detailed of its three tiers; by number where it has none."""
    tiers = ("detail", "matter", "type", "refnum")
    subjects = named(head, "tobject", "tobject.subject") if head is not None else ()
    told = ([attribute(each, f"tobject.subject.{tier}") for tier in tiers] for each in subjects)
    return tuple(next((words for words in tier if words), "") for tier in told)
