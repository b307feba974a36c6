"""Posts of WordPress: what an author typed and what a site answers, as one article each, and what is no article."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.base.errors import ReadingError
from auditor.readers.cms.shortcodes import as_html
from auditor.readers.cms.wordpress import read_export, read_posts
from auditor.readers.dispatch import read, read_bytes
from auditor.readers.draft import Draft
from auditor.readers.items import Item
from auditor.readers.sniff import Form, sniff
from auditor.readers.web.fragment import pieces
from auditor.records.article import BlockRole
from tests.unit.readers.stories import AT, BODY, FORMATS, HEADLINE, blocks, draft, notes, refused, survives, told

SPACES = (
    'xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"'
)
META = {
    "author": "Ida Quill",
    "section": "Local news",
    "date": "2026-11-27T10:15:00",
    "slug": "council-quay",
    "outlet": "Hexton Herald",
    "id": "https://herald.example/?p=4127",
    "status": "publish",
    "keywords": ("harbour",),
}


def entry(content: str, sort: str = "post", status: str = "publish", excerpt: str = "", more: str = "") -> str:
    return (
        f"<item><title>He quits &amp;amp; leaves</title><content:encoded><![CDATA[{content}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{excerpt}]]></excerpt:encoded><wp:post_id>7</wp:post_id>"
        f"<wp:status>{status}</wp:status><wp:post_type>{sort}</wp:post_type>{more}</item>"
    )


def export(*entries: str, head: str = "") -> bytes:
    return f"<rss version='2.0' {SPACES}><channel>{head}{''.join(entries)}</channel></rss>".encode()


def exported(*entries: str, head: str = "") -> list[Item]:
    return list(read_export(Draft("a.xml", export(*entries, head=head))))


def html(content: str) -> list[tuple[BlockRole, str]]:
    """Role and words of the blocks of a post as its author typed it."""
    return [(piece.role, piece.words) for piece in pieces(as_html(content)[0])[0]]


# ---------------------------------------------------------------- an export


def test_an_export_tells_the_same_article_as_other_formats() -> None:
    article = read(FORMATS / "council.wxr.xml")
    assert told(article) == [HEADLINE, *BODY]
    assert [where for _, where, *_ in blocks(article)][:3] == [
        "/rss/channel/item[2]/title",
        "/rss/channel/item[2]/content:encoded/p[1]",
        "/rss/channel/item[2]/content:encoded/p[2]",
    ]
    assert article.format == "wxr"
    assert article.meta == META | {"language": "en-GB"}
    assert notes(article) == ["entries of the export that are no articles were passed over: attachment (1)"]


def test_posts_of_every_status_are_articles_and_other_entries_are_counted() -> None:
    items = exported(
        entry("About us.", "page"),
        entry("", "attachment"),
        entry("", "attachment"),
        entry("Draft words.", status="draft"),
        entry("Thrown away.", status="trash"),
        entry("An older one.", "revision"),
        entry("A view.", "opinion"),
        entry(" \n", "shop_order"),
        entry(""),
    )
    assert [told(item.article)[1:] for item in items] == [
        [(BlockRole.PARA, 0, "Draft words.")],
        [(BlockRole.PARA, 0, "A view.")],
        [],
    ]
    assert items[0].article.meta == {"id": "7", "status": "draft"}
    assert items[1].article.meta == {"id": "7", "status": "publish", "genre": "opinion"}
    assert notes(items[0].article) == [
        "entries of the export that are no articles were passed over: "
        "attachment (2), page (1), revision (1), shop_order (1), trash (1)"
    ]
    assert notes(items[1].article) == []
    assert exported(entry("About us.", "page")) == []


def test_a_post_is_known_by_its_slug_or_its_address_or_its_number() -> None:
    items = exported(
        entry("One.", more="<wp:post_name>he-quits</wp:post_name><guid>https://x.example/?p=7</guid>"),
        entry("Two.", more="<guid>https://x.example/?p=8</guid>"),
        entry("Three."),
    )
    assert [item.key for item in items] == ["he-quits", "https://x.example/?p=8", "7"]


def test_authors_are_told_by_the_names_that_readers_see() -> None:
    head = (
        "<wp:author><wp:author_login>iquill</wp:author_login>"
        "<wp:author_display_name>Ida Quill</wp:author_display_name></wp:author>"
    )
    entries = [entry("One.", more=f"<dc:creator>{login}</dc:creator>") for login in ("iquill", "tray")]
    items = exported(*entries, head=head)
    assert [item.article.meta["author"] for item in items] == ["Ida Quill", "tray"]


@pytest.mark.parametrize(
    ("more", "date"),
    [
        ("<wp:post_date>2026-11-27 10:15:00</wp:post_date><pubDate>x</pubDate>", "2026-11-27T10:15:00"),
        ("<wp:post_date>0000-00-00 00:00:00</wp:post_date>", None),
        ("<pubDate>Fri, 27 Nov 2026 10:15:00 +0000</pubDate>", "Fri, 27 Nov 2026 10:15:00 +0000"),
    ],
)
def test_the_date_is_that_of_the_site(more: str, date: str | None) -> None:
    assert exported(entry("One.", more=more))[0].article.meta.get("date") == date


def test_an_excerpt_that_somebody_wrote_is_the_standfirst_and_titles_are_html() -> None:
    [item] = exported(entry("He left.", excerpt="Two aides tell\n\nof a quarrel"))
    assert blocks(item.article)[:2] == [
        ("headline", "/rss/channel/item[1]/title", BlockRole.HEADLINE, 1, "He quits & leaves"),
        ("standfirst", "/rss/channel/item[1]/excerpt:encoded", BlockRole.STANDFIRST, 0, "Two aides tell of a quarrel"),
    ]


def test_comments_of_readers_are_no_text() -> None:
    [item] = exported(
        entry("He left.", more="<wp:comment><wp:comment_content>He was a crook.</wp:comment_content></wp:comment>")
    )
    assert "crook" not in item.article.text


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("One.\n\nTwo <em>with\nwrap</em>.\r\n \r\nThree.", ["One.", "Two with wrap.", "Three."]),
        ("<p>One.</p>\n\nTwo.\n\n<strong>Three</strong> left.", ["One.", "Two.", "Three left."]),
        ("One.\n\n<time>Today</time> he left.", ["One.", "Today he left."]),
        ("One.<br /><br />Two.", ["One.", "Two."]),
        ("<pre>code\n\nmore</pre>\n\nText.", ["code more", "Text."]),
        ("<!-- wp:paragraph -->\n<p>One.</p>\n<!-- /wp:paragraph -->\n\n<!-- wp:more -->\n<!--more-->", ["One."]),
        ("<!-- wp:quote {\"a\":\"b\"} --><blockquote><p>One.</p>\n\n<cite>Ida</cite></blockquote><!-- /wp:quote -->",
         ["One.", "Ida"]),
        ("", []),
    ],
)  # fmt: skip
def test_paragraphs_are_parted_by_blank_lines_or_by_blocks(content: str, expected: list[str]) -> None:
    assert [words for _, words in html(content)] == expected


def test_quotations_and_lists_keep_what_they_are_across_blank_lines() -> None:
    assert html("<blockquote>One.\n\nTwo.</blockquote>\n\n<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>\nAfter.") == [
        (BlockRole.QUOTE, "One."),
        (BlockRole.QUOTE, "Two."),
        (BlockRole.LIST, "a"),
        (BlockRole.LIST, "b"),
        (BlockRole.PARA, "After."),
    ]


@pytest.mark.parametrize(
    ("content", "captions"),
    [
        ('[caption id="a_1" width="300"]<a href="/b"><img src="b.jpg" /></a> The quay at night.[/caption]',
         ["The quay at night."]),
        ('[wp_caption caption="The quay at night."]<img src="b.jpg" />[/wp_caption]', ["The quay at night."]),
        ("[caption]The quay\n\nat night.[/caption] [caption]The mayor.[/caption]",
         ["The quay", "at night.", "The mayor."]),
    ],
)  # fmt: skip
def test_captions_are_captions(content: str, captions: list[str]) -> None:
    assert [words for role, words in html(f"One.\n\n{content}\n\nTwo.") if role is BlockRole.CAPTION] == captions
    assert [words for role, words in html(f"One.\n\n{content}\n\nTwo.") if role is BlockRole.PARA] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("content", "words", "left"),
    [
        ("A [sic] and [the mayor] said [I] left [1].", "A [sic] and [the mayor] said [I] left [1].", {}),
        ('A [gallery ids="1,2"] b [gallery] c', "A b c", {"gallery": 2}),
        ("A [embed]https://x.example[/embed] b [video src='x'] c", "A b c", {"embed": 1, "video": 1}),
        ("A [video]x[/video] b [video] c", "A b c", {"video": 2}),
        ('A [form id="3"] b [ad_slot] c [/ad_slot] d', "A b c d", {"form": 1, "ad_slot": 1}),
        ("A [box]kept[/box] b", "A kept b", {"box": 1}),
        ("A [[gallery]] and [Gallery] b", "A [[gallery]] and [Gallery] b", {}),
        ("A [gallery", "A [gallery", {}),
        ("A [/gallery] b", "A b", {}),
    ],
)
def test_shortcodes_are_left_out_and_brackets_of_the_article_stay(
    content: str, words: str, left: dict[str, int]
) -> None:
    assert [each for _, each in html(content)] == [words]
    assert as_html(content)[1] == left


def test_a_note_names_the_shortcodes_that_were_left_out() -> None:
    [item] = exported(entry('One. [gallery ids="1"] [poll id=2] [poll id="2"]'))
    assert notes(item.article) == [
        "shortcodes were left out, whose words only the site knows: gallery (1), poll (2)"
    ]  # fmt: skip


# ---------------------------------------------------------------- the API


def test_an_answer_of_the_site_tells_the_same_article_as_other_formats() -> None:
    article = read(FORMATS / "council.wp.json")
    assert told(article) == [HEADLINE, *BODY]
    assert blocks(article)[1][:2] == ("paragraph 1", "/0/content/rendered/p[1]")
    assert article.format == "wp-json"
    assert article.meta == META | {"language": "en", "categories": ("Local news", "News")}


POST: dict[str, Any] = {
    "id": 9,
    "date": "2026-11-02T10:00:00",
    "type": "opinion",
    "status": "private",
    "title": {"rendered": "He quits &#8211; and leaves"},
    "content": {"rendered": "<p>He left.</p>", "protected": True},
    "excerpt": {"rendered": "<p>Two aides tell of a quarrel</p>\n"},
    "yoast_head_json": {"author": "Ida Quill", "og_locale": "en_GB"},
    "_embedded": {
        "author": [{"code": "rest_user_invalid_id", "message": "Invalid user ID."}],
        "wp:featuredmedia": [{"caption": {"rendered": "<p>The quay at night.</p>"}}],
        "wp:term": [[{"name": "Views", "taxonomy": "category"}, {"name": "x", "taxonomy": "region"}], []],
    },
}


def test_one_post_and_what_the_answer_embeds() -> None:
    [item] = read_posts(draft(POST))
    assert item.key == "9"
    assert blocks(item.article) == [
        ("headline", "/title/rendered", BlockRole.HEADLINE, 1, "He quits – and leaves"),
        ("standfirst", "/excerpt/rendered", BlockRole.STANDFIRST, 0, "Two aides tell of a quarrel"),
        ("caption 1", "/_embedded/wp:featuredmedia/0/caption/rendered", BlockRole.CAPTION, 0, "The quay at night."),
        ("paragraph 1", "/content/rendered/p[1]", BlockRole.PARA, 0, "He left."),
    ]
    assert item.article.meta == {
        "author": "Ida Quill",
        "section": "Views",
        "date": "2026-11-02T10:00:00",
        "language": "en-GB",
        "genre": "opinion",
        "id": "9",
        "status": "private",
    }
    assert notes(item.article) == ["the site shows this post only to those who know its password"]


def test_an_array_holds_several_posts_and_answers_of_other_sorts_none() -> None:
    items = read_posts(draft([POST, {"id": 3, "caption": {}}, POST | {"slug": "he-quits"}]))
    assert [item.key for item in items] == ["9", "he-quits"]
    assert blocks(items[1].article)[0][1] == "/2/title/rendered"


# ---------------------------------------------------------------- telling and refusing


@pytest.mark.parametrize(
    ("data", "form"),
    [
        (export(entry("He left.")), Form.WORDPRESS),
        (b"<rss version='2.0'><channel><item><title>x</title></item></channel></rss>", None),
        (draft([POST]).data, Form.WORDPRESS_POSTS),
        (draft([{"id": 1, "content": "He left.", "title": "x"}]).data, Form.RECORDS),
        (draft([{"id": 1, "content": {"rendered": None}}]).data, Form.RECORDS),
        (draft([{"id": 1, "content": ["rendered"]}]).data, Form.RECORDS),
    ],
)
def test_posts_are_told_from_feeds_and_records_of_any_other_sort(data: bytes, form: Form | None) -> None:
    assert sniff(data, AT) is form


def test_an_export_that_declares_entities_or_breaks_off_or_has_no_channel_is_refused() -> None:
    bomb = b'<!DOCTYPE rss [<!ENTITY a "b">]>' + export(entry("He left."))
    assert refused(read_export, bomb).code == "A312"
    assert refused(read_export, export(entry("He left."))[:300]).code == "A311"
    error = refused(read_export, b"<rss/>")
    assert (error.code, error.message) == ("A311", "it holds no channel, and so no posts")


def test_damaged_json_is_refused_with_its_place_and_never_taken_for_a_table() -> None:
    with pytest.raises(ReadingError) as caught:
        read_bytes(b'[{"content":\n  x}]', "posts.json")
    assert (caught.value.code, caught.value.message) == (
        "A311",
        "its JSON is damaged in line 2, column 3: Expecting value",
    )


@pytest.mark.parametrize(
    "content", ["[a_b " * 60_000, "[embed]" * 60_000 + "[/embed]", "\n" * 400_000 + "x", "<pre" * 99_000]
)
def test_hostile_posts_are_read_soon(content: str) -> None:
    assert isinstance(as_html(content)[0], str)


def test_a_damaged_export_is_read_or_refused_and_nothing_else() -> None:
    survives(read_export, (FORMATS / "council.wxr.xml").read_bytes(), "wxr", is_json=False)
    content = '[caption id="a"]<img/> x[/caption]\n\n[gallery ids="1"] [box]y[/box] <pre>z</pre>'
    survives(read_export, export(entry(content), entry("", "page")), "shortcodes", is_json=False)


def test_a_damaged_answer_is_read_or_refused_and_nothing_else() -> None:
    survives(read_posts, (FORMATS / "council.wp.json").read_bytes(), "wp")
    survives(read_posts, draft([POST]).data, "post")
