"""The words in which every format tells of an article: one vocabulary, whatever the format calls it.

Names follow what newsrooms and their formats use for the same thing (schema.org NewsArticle, ninjs, NewsML-G2, Dublin
Core). What a draft calls by another name keeps that name as well, so that tables can be made by either.
"""

from __future__ import annotations

from collections.abc import Mapping

from auditor.records.article import MetaValue, compared

VOCABULARY: Mapping[str, tuple[str, ...]] = {
    "title": ("headline", "hed", "webtitle"),
    "author": ("authors", "byline", "by", "reporter", "reporters", "writer", "creator", "dc.creator"),
    "desk": ("newsdesk", "department", "team"),
    "section": (
        "sectionname",
        "articlesection",
        "sections",
        "category",
        "categories",
        "rubric",
        "channel",
        "vertical",
        "pillarname",
    ),
    "date": (
        "published",
        "pubdate",
        "publishdate",
        "datepublished",
        "publishedat",
        "publicationdate",
        "webpublicationdate",
        "publishedtime",
        "versioncreated",
        "firstcreated",
        "created",
        "createdat",
        "timestamp",
    ),
    "language": ("lang", "inlanguage", "locale"),
    "slug": ("slugline", "catchline"),
    "genre": ("articletype", "typeofmaterial", "type", "contenttype", "format", "kind"),
    "outlet": ("publication", "publisher", "newspaper", "site", "sitename", "sourcename", "media"),
    "version": ("revision", "edition"),
    "id": ("guid", "uuid", "articleid", "storyid", "uri"),
}
"""Our name of each thing, and the names that files give it, as `compared` writes them; the first of them counts.

Of a thing of which a file tells more (`author: {name: Ann Poe, desk: metro}`) the name is taken.
"""

TEXTS = (
    "text",
    "body",
    "bodytext",
    "articletext",
    "articlebody",
    "fulltext",
    "maintext",
    "content",
    "article",
    "story",
    "document",
    "html",
    "bodyhtml",
)
"""What tables call the column of their articles, the surest first, as `compared` writes it."""


def in_vocabulary(meta: Mapping[str, MetaValue]) -> dict[str, MetaValue]:
    """`meta`, and under our name what it holds under another only; an empty value counts for nothing."""
    told = dict(meta)
    known = {compared(key): value for key, value in reversed(tuple(meta.items())) if value}
    for ours, others in VOCABULARY.items():
        if not told.get(ours):
            names = (each for name in (ours, *others) for each in (name, f"{name}.name"))
            found = next((known[name] for name in names if name in known), None)
            if found is not None:
                told[ours] = found
    return told
