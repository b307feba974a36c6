"""Articles in the vocabulary of schema.org (version 29), written as JSON-LD 1.1: a file of it, or what a page holds.

An article is a node whose type is `Article` or one of the kinds of it that newsrooms use. What a node says by
reference (an author's `@id`) is looked up among the nodes of the same file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from auditor.base.errors import At
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.json import line, listed, objects, parse, pointer, string, under
from auditor.readers.story import Story, metadata
from auditor.records.article import BlockRole, MetaValue

_GENRES: Mapping[str, str] = {
    "Article": "",
    "NewsArticle": "",
    "ReportageNewsArticle": "reportage",
    "AnalysisNewsArticle": "analysis",
    "AskPublicNewsArticle": "call to readers",
    "BackgroundNewsArticle": "background",
    "OpinionNewsArticle": "opinion",
    "ReviewNewsArticle": "review",
    "SatiricalArticle": "satire",
    "AdvertiserContentArticle": "sponsored",
    "Report": "report",
    "BlogPosting": "blog",
    "LiveBlogPosting": "live blog",
}
"""Types of articles, and the genre that each tells; none for those that say no more than that it is an article."""
_WITHIN = ("@graph", "mainEntity")
"""Below which names a node that is no article holds some."""
_REFERRED = ("author", "creator", "publisher", "sourceOrganization", "isPartOf")


def articles_in(value: object) -> Iterator[Mapping[str, Any]]:
    """The articles in a value of JSON-LD, in order, with the nodes of their authors and outlet in place of references.

    Arrays, `@graph` and the main entity of a page are searched; what a list of other articles names is passed over.
    """
    return (node for _, node in _articles(value))


def metadata_of(value: Mapping[str, Any]) -> dict[str, MetaValue]:
    """What a node of an article tells of it, by the names that metadata has in all formats."""
    kinds = [genre for kind in _kinds(value) if (genre := _GENRES.get(kind))]
    keywords = [word for each in listed(value.get("keywords")) for word in (_called(each) or "").split(",")]
    return metadata(
        title=line(value.get("headline")) or line(value.get("name")),
        author=_all_called(value.get("author")) or _all_called(value.get("creator")),
        section=_all_called(value.get("articleSection")),
        date=line(value.get("datePublished")) or line(value.get("dateCreated")),
        language=_language(value.get("inLanguage")),
        genre=kinds[:1] or _all_called(value.get("genre")),
        outlet=next((told for name in _REFERRED[2:] for told in _all_called(value.get(name))), ""),
        version=line(value.get("version")),
        id=_id(value),
        keywords=keywords,
    )


def read_schema_org(draft: Draft) -> Sequence[Item]:
    """The articles in a file of JSON-LD; raises ReadingError A306, A311 or A312 if it cannot be read."""
    value = parse(draft.data, At(draft.name), draft.reading.limits.depth)
    return [_item(node, where, draft) for where, node in _articles(value)]


def _item(node: Mapping[str, Any], where: str, draft: Draft) -> Item:
    story = Story(metadata_of(node))
    title = "headline" if node.get("headline") else "name"
    story.head(BlockRole.HEADLINE, string(node.get(title)), f"{where}/{title}")
    for name in ("alternativeHeadline", "description"):
        if name == "description" or _is_longer(node.get(name), node.get("headline")):
            story.offer(BlockRole.STANDFIRST, [(string(node.get(name)), f"{where}/{name}")])
    story.head(BlockRole.DATELINE, string(node.get("dateline")), f"{where}/dateline")
    _body(story, node, where)
    for end, update in objects(node.get("liveBlogUpdate")):
        address = f"{where}/liveBlogUpdate{end}"
        story.add(BlockRole.HEADLINE, string(update.get("headline")), f"{address}/headline", 2)
        _body(story, update, address)
    for end, image in objects(node.get("image")):
        story.add(BlockRole.CAPTION, string(image.get("caption")), f"{where}/image{end}/caption")
    for end, each in _placed(node.get("correction")):
        words = string(each) or string(under(each, "text"))
        if not _is_address(words):
            story.passage(words, f"{where}/correction{end}", BlockRole.CORRECTION)
    return Item(string(story.meta.get("id")), story.article(draft, "json-ld"))


def _body(story: Story, node: Mapping[str, Any], where: str) -> None:
    """Adds the words of an article or of an update, which may be one text or several."""
    name = "articleBody" if node.get("articleBody") else "text"
    for end, each in _placed(node.get(name)):
        story.passage(string(each), f"{where}/{name}{end}")


def _placed(value: object) -> Iterator[tuple[str, object]]:
    """The values of an array, each with the end of its pointer, or a value alone."""
    return ((f"/{number}" if isinstance(value, list) else "", each) for number, each in enumerate(listed(value)))


# ---------------------------------------------------------------- nodes


def _articles(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The articles in `value`, each with its pointer."""
    nodes = list(_nodes(value))
    known = {key: node for _, node in nodes if isinstance(key := node.get("@id"), str)}
    for where, node in nodes:
        if any(kind in _GENRES for kind in _kinds(node)):
            yield where, {name: _resolved(held, known) if name in _REFERRED else held for name, held in node.items()}


def _nodes(value: object) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The nodes that stand by themselves, in order, each with its pointer."""
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        where, each = waiting.pop()
        if isinstance(each, list):
            waiting += reversed([(f"{where}/{number}", held) for number, held in enumerate(each)])
        elif isinstance(each, Mapping):
            yield where, each
            if not any(kind in _GENRES for kind in _kinds(each)):
                waiting += [(where + pointer(name), each[name]) for name in reversed(_WITHIN) if name in each]


def _resolved(value: object, known: Mapping[str, Mapping[str, Any]]) -> object:
    """`value`, with the node that a reference in it means in its place."""
    if isinstance(value, list):
        return [_resolved(each, known) if isinstance(each, Mapping) else each for each in value]
    key = under(value, "@id")
    return {**known[key], **value} if isinstance(value, Mapping) and isinstance(key, str) and key in known else value


def _kinds(node: Mapping[str, Any]) -> list[str]:
    """The types of a node, without the vocabulary's address before them."""
    return [line(each).replace(":", "/").rpartition("/")[2] for each in listed(node.get("@type"))]


# ---------------------------------------------------------------- values


def _called(value: object) -> str:
    """What a thing is called: a text is its own name, and an address is none."""
    told = line(under(value, "name")) or line(under(value, "@value")) if isinstance(value, Mapping) else line(value)
    return "" if _is_address(told) else told


def _all_called(value: object) -> tuple[str, ...]:
    return tuple(told for each in listed(value) if (told := _called(each)))


def _language(value: object) -> str:
    """The code of a language (BCP 47), or its name where there is no code; of several the first."""
    first = next(iter(listed(value)), None)
    return line(first) or line(under(first, "alternateName")) or line(under(first, "name"))


def _id(node: Mapping[str, Any]) -> str:
    """What names the article: its own identifier, its node's, or its address."""
    own = (line(each) or line(under(each, "value")) for each in listed(node.get("identifier")))
    others = (node.get("@id"), node.get("url"), under(node.get("mainEntityOfPage"), "@id"))
    return next((told for told in (*own, *map(line, others)) if told), "")


def _is_address(words: str) -> bool:
    return words.startswith(("http://", "https://")) and len(words.split()) == 1


def _is_longer(second: object, first: object) -> bool:
    """Whether a second headline has more words than the first, as a standfirst has and a short headline has not."""
    return len(line(second).split()) > len(line(first).split())
