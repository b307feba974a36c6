"""Posts of WordPress: an export (WXR 1.0 to 1.2, RSS with elements of WordPress) or the answers of its REST API (v2).

An export has posts as their authors wrote them, the API has them as pages show them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from auditor.base.errors import At
from auditor.readers.cms.shortcodes import as_html
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.json import line, listed, objects, parse, string, under
from auditor.readers.passages import plain_line
from auditor.readers.story import Story, metadata
from auditor.readers.xml import child, damaged, local, value
from auditor.readers.xml import parse as parse_xml
from auditor.records.article import BlockRole, MetaValue

_NO_ARTICLES = frozenset(
    {"page", "attachment", "nav_menu_item", "revision", "custom_css", "customize_changeset", "oembed_cache"}
    | {"user_request", "wp_block", "wp_template", "wp_template_part", "wp_global_styles", "wp_navigation"}
    | {"wp_font_family", "wp_font_face"}
)
"""WordPress's own types that are no articles; a type that it does not know is a site's own."""
_GONE = frozenset({"trash", "auto-draft"})


# ---------------------------------------------------------------- an export


def read_export(draft: Draft) -> Sequence[Item]:
    """The posts in an export, whatever their status; a note of the first counts what was passed over.

    Raises ReadingError A306, A311 or A312 if it cannot be read.
    """
    at = At(draft.name)
    channel = child(parse_xml(draft.data, at, "the export", draft.reading.limits.depth), "channel")
    if channel is None:
        raise damaged(at, "it holds no channel, and so no posts")
    site = _site(channel)
    entries = [each for each in channel if local(each.tag) == "item"]
    posts, passed = [], Counter[str]()
    for number, entry in enumerate(entries, 1):
        fields = _fields(entry)
        if reason := _is_no_article(fields):
            passed[reason] += 1
        else:
            meta = _entry_metadata(entry, fields, site)
            posts.append((_key(fields), _entry(fields, f"/rss/channel/item[{number}]", meta)))
    if posts and passed:
        told = ", ".join(f"{reason} ({count})" for reason, count in sorted(passed.items()))
        posts[0][1].note("not-read", f"entries of the export that are no articles were passed over: {told}")
    return [Item(key, story.article(draft, "wxr")) for key, story in posts]


def _fields(entry: Element) -> dict[str, str]:
    """What an entry says, by the names of its elements; both that are called `encoded` by what they hold."""
    fields: dict[str, str] = {}
    for each in entry:
        name = local(each.tag)
        if name == "encoded":
            name = "excerpt" if "excerpt" in each.tag else "content"
        fields.setdefault(name, each.text or "")
    return fields


def _is_no_article(fields: Mapping[str, str]) -> str:
    """Why an entry is no article: its type or status; empty if it is one."""
    sort, status = fields.get("post_type") or "post", fields.get("status", "")
    if status in _GONE:
        return status
    is_empty = sort != "post" and not plain_line(as_html(fields.get("content", ""))[0])
    return sort if sort in _NO_ARTICLES or is_empty else ""


def _entry(fields: Mapping[str, str], where: str, meta: dict[str, MetaValue]) -> Story:
    story = Story(meta)
    story.head(BlockRole.HEADLINE, fields.get("title", ""), f"{where}/title")
    story.head(BlockRole.STANDFIRST, as_html(fields.get("excerpt", ""))[0], f"{where}/excerpt:encoded")
    html, left = as_html(fields.get("content", ""))
    story.passage(html, f"{where}/content:encoded", is_html=True)
    if left:
        told = ", ".join(f"{name} ({count})" for name, count in sorted(left.items()))
        story.note("not-read", f"shortcodes were left out, whose words only the site knows: {told}")
    return story


def _site(channel: Element) -> dict[str, Any]:
    """What the export says of its site, and the names of its authors by those with which they sign in."""
    found = _fields(channel)
    authors = [_fields(each) for each in channel if local(each.tag) == "author"]
    names = {each.get("author_login", ""): each.get("author_display_name", "") for each in authors}
    return {"outlet": found.get("title", ""), "language": found.get("language", ""), "authors": names}


def _entry_metadata(entry: Element, fields: Mapping[str, str], site: Mapping[str, Any]) -> dict[str, MetaValue]:
    terms = [(value(each, "domain"), each.text or "") for each in entry if local(each.tag) == "category"]
    creator, sort = fields.get("creator", ""), fields.get("post_type") or "post"
    return metadata(
        author=site["authors"].get(creator) or creator,
        section=[name for domain, name in terms if domain == "category"],
        date=_date(fields),
        language=site["language"],
        slug=fields.get("post_name", ""),
        genre="" if sort == "post" else sort,
        outlet=site["outlet"],
        id=fields.get("guid", "") or fields.get("post_id", ""),
        status=fields.get("status", ""),
        keywords=[name for domain, name in terms if domain == "post_tag"],
    )


def _date(fields: Mapping[str, str]) -> str:
    """When a post was published, in the time of its site; drafts, which have no date, have zeros."""
    own = fields.get("post_date", "")
    return own.replace(" ", "T", 1) if own.strip("0-: ") else fields.get("pubDate", "")


def _key(fields: Mapping[str, str]) -> str:
    return fields.get("post_name") or fields.get("guid") or fields.get("post_id", "")


# ---------------------------------------------------------------- the API


def read_posts(draft: Draft) -> Sequence[Item]:
    """The posts in an answer of the REST API, one or an array; raises ReadingError A306, A311 or A312."""
    answer = parse(draft.data, At(draft.name), draft.reading.limits.depth)
    return [_post(each, where, draft) for where, each in objects(answer) if isinstance(each.get("content"), Mapping)]


def _post(post: Mapping[str, Any], where: str, draft: Draft) -> Item:
    story = Story(_post_metadata(post))
    for name, role in (("title", BlockRole.HEADLINE), ("excerpt", BlockRole.STANDFIRST)):
        story.head(role, string(under(post, name, "rendered")), f"{where}/{name}/rendered")
    for end, media in objects(under(post, "_embedded", "wp:featuredmedia")):
        address = f"{where}/_embedded/wp:featuredmedia{end}/caption/rendered"
        story.add(BlockRole.CAPTION, string(under(media, "caption", "rendered")), address)
    story.passage(string(under(post, "content", "rendered")), f"{where}/content/rendered", is_html=True)
    if under(post, "content", "protected") is True:
        story.note("protected", "the site shows this post only to those who know its password")
    key = line(post.get("slug")) or line(post.get("id"))
    return Item(key, story.article(draft, "wp-json"))


def _post_metadata(post: Mapping[str, Any]) -> dict[str, MetaValue]:
    terms = list(_terms(post))
    yoast = post.get("yoast_head_json")
    sort, form = line(post.get("type")), line(post.get("format"))
    authors = [told for _, each in objects(under(post, "_embedded", "author")) if (told := line(each.get("name")))]
    return metadata(
        author=authors or line(under(yoast, "author")),
        section=[name for taxonomy, name in terms if taxonomy == "category"],
        date=line(post.get("date")),
        language=line(post.get("lang")) or line(under(yoast, "og_locale")).replace("_", "-"),
        slug=line(post.get("slug")),
        genre=next((told for told in (sort, form) if told not in ("", "post", "standard")), ""),
        outlet=line(under(yoast, "og_site_name")),
        id=line(under(post, "guid", "rendered")) or line(post.get("id")),
        status=line(post.get("status")),
        keywords=[name for taxonomy, name in terms if taxonomy == "post_tag"],
    )


def _terms(post: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Taxonomy and name of the terms of a post, where the answer embeds them."""
    for group in listed(under(post, "_embedded", "wp:term")):
        for _, term in objects(group):
            yield line(term.get("taxonomy")), line(term.get("name"))
