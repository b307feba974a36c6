"""Stories of Arc: what each element is, what points elsewhere, and what is told of the story."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.readers.cms.arc import read_arc
from auditor.readers.dispatch import read
from auditor.readers.sniff import Form, sniff
from auditor.records.article import Article, BlockRole
from tests.unit.readers.stories import AT, BODY, FORMATS, HEADLINE, blocks, draft, notes, refused, survives, told


def text(words: str) -> dict[str, str]:
    return {"type": "text", "content": words}


STORY: dict[str, Any] = {
    "type": "story",
    "version": "0.10.9",
    "_id": "STORY1",
    "headlines": {"basic": "Harbour chief quits after audit"},
    "subheadlines": {"basic": "Two aides say that he was told to go"},
    "description": {"basic": "The harbour chief is gone."},
    "credits": {
        "by": [
            {"type": "author", "name": "Lena Marsh", "additional_properties": {"original": {"byline": "L. Marsh"}}},
            {"type": "author", "name": "Tom Ray", "byline": "Tom P. Ray"},
            {"type": "reference", "referent": {"id": "7"}},
            {"type": "author", "first_name": "Ida", "last_name": "Quill"},
        ]
    },
    "owner": {"sponsored": True},
    "subtype": "opinion",
    "content_elements": [
        text("HEXTON — The harbour chief <a href='/x'>resigned</a> on Monday,<br>two aides said."),
        text("<br/>"),
        {"type": "header", "level": 3, "content": "The <i>inquiry</i>"},
        {
            "type": "quote",
            "subtype": "blockquote",
            "content_elements": [text("The harbour has no books."), text("It never had.")],
            "citation": text("Dora Finch, auditor"),
        },
        {"type": "quote", "subtype": "pullquote", "content_elements": [text("It never had.")]},
        {"type": "blockquote", "content": "<p>We knew.</p>"},
        {
            "type": "list",
            "list_type": "unordered",
            "items": [text("invoices"), {"type": "list", "list_type": "ordered", "items": [text("unsigned")]}],
        },
        {
            "type": "table",
            "header": [text("Year"), text("Boats")],
            "rows": [[text("2025"), text("41")], ["2026", "40"]],
        },
        {"type": "image", "version": "0.10.9", "caption": "The quay at night.", "subtitle": "quay-1"},
        {"type": "gallery", "content_elements": [{"type": "image", "caption": "A boat."}, {"type": "image"}]},
        {"type": "divider"},
        {"type": "interstitial_link", "url": "https://x.example", "content": "Read: how it began"},
        {"type": "link_list", "title": "More", "items": [{"type": "interstitial_link", "content": "The audit"}]},
        {"type": "video", "headlines": {"basic": "He leaves the hall"}},
        {"type": "raw_html", "content": "<div><p>One more paragraph.</p></div>"},
        {"type": "raw_html", "content": "<div>chart</div><script>draw()</script>"},
        {"type": "oembed_response", "raw_oembed": {"html": "<p>post</p>"}},
        {"type": "custom_embed", "subtype": "map"},
        {"content": "no type"},
        {"type": "element_group", "content_elements": [text("In a group.")]},
        {"type": "correction", "correction_type": "clarification", "text": "It was Monday, not Sunday."},
    ],
    "corrections": [{"type": "correction", "text": "A name was misspelt."}],
    "editor_note": "The harbour advertises in this newspaper.",
}


def one(value: object) -> Article:
    [item] = read_arc(draft(value))
    return item.article


def test_a_story_tells_the_same_article_as_other_formats() -> None:
    article = read(FORMATS / "council.ans.json")
    assert told(article) == [HEADLINE, (BlockRole.BYLINE, 0, "Ida Quill"), *BODY]
    assert [where for _, where, *_ in blocks(article)] == [
        "/headlines/basic",
        "/credits/by/0",
        "/content_elements/0",
        "/content_elements/1",
        "/content_elements/2",
        "/content_elements/3",
        "/content_elements/4",
        "/content_elements/5/items/0",
        "/content_elements/5/items/1",
    ]
    assert article.meta == {
        "author": "Ida Quill",
        "section": "Local news",
        "date": "2026-11-27T10:15:00Z",
        "language": "en",
        "slug": "council-quay",
        "genre": "standard",
        "outlet": "Hexton Herald",
        "version": "R3",
        "id": "HEXTONQUAY27",
        "label": "Exclusive",
        "status": "published",
        "distributor": "staff",
        "ans_version": "0.10.9",
        "keywords": ("harbour", "budget"),
    }


def test_each_element_is_read_as_what_it_is() -> None:
    at = "/content_elements"
    assert blocks(one(STORY)) == [
        ("headline", "/headlines/basic", BlockRole.HEADLINE, 1, "Harbour chief quits after audit"),
        ("standfirst", "/subheadlines/basic", BlockRole.STANDFIRST, 0, "Two aides say that he was told to go"),
        ("byline", "/credits/by/0", BlockRole.BYLINE, 0, "L. Marsh"),
        ("byline 2", "/credits/by/1", BlockRole.BYLINE, 0, "Tom P. Ray"),
        ("byline 3", "/credits/by/3", BlockRole.BYLINE, 0, "Ida Quill"),
        ("paragraph 1", f"{at}/0", BlockRole.PARA, 0,
         "HEXTON — The harbour chief resigned on Monday, two aides said."),
        ("paragraph 2", f"{at}/2", BlockRole.HEADLINE, 3, "The inquiry"),
        ("paragraph 3", f"{at}/3/content_elements/0", BlockRole.QUOTE, 0, "The harbour has no books."),
        ("paragraph 4", f"{at}/3/content_elements/1", BlockRole.QUOTE, 0, "It never had."),
        ("paragraph 5", f"{at}/3/citation", BlockRole.QUOTE, 0, "Dora Finch, auditor"),
        ("paragraph 6", f"{at}/4/content_elements/0", BlockRole.FURNITURE, 0, "It never had."),
        ("paragraph 7", f"{at}/5/p[1]", BlockRole.QUOTE, 0, "We knew."),
        ("paragraph 8", f"{at}/6/items/0", BlockRole.LIST, 0, "invoices"),
        ("paragraph 9", f"{at}/6/items/1/items/0", BlockRole.LIST, 0, "unsigned"),
        ("table 1, row 1", f"{at}/7/header", BlockRole.TABLE, 0, "Year Boats"),
        ("table 1, row 2", f"{at}/7/rows/0", BlockRole.TABLE, 0, "2025 41"),
        ("table 1, row 3", f"{at}/7/rows/1", BlockRole.TABLE, 0, "2026 40"),
        ("caption 1", f"{at}/8/caption", BlockRole.CAPTION, 0, "The quay at night."),
        ("caption 2", f"{at}/9/content_elements/0/caption", BlockRole.CAPTION, 0, "A boat."),
        ("link 1", f"{at}/11", BlockRole.TEASER, 0, "Read: how it began"),
        ("link 2", f"{at}/12/title", BlockRole.TEASER, 0, "More"),
        ("link 3", f"{at}/12/items/0", BlockRole.TEASER, 0, "The audit"),
        ("link 4", f"{at}/13", BlockRole.TEASER, 0, "He leaves the hall"),
        ("paragraph 10", f"{at}/14/div[1]/p[1]", BlockRole.PARA, 0, "One more paragraph."),
        ("paragraph 11", f"{at}/19/content_elements/0", BlockRole.PARA, 0, "In a group."),
        ("correction 1", f"{at}/20/text", BlockRole.CORRECTION, 0, "It was Monday, not Sunday."),
        ("correction 2", "/corrections/0/text", BlockRole.CORRECTION, 0, "A name was misspelt."),
        ("correction 3", "/editor_note", BlockRole.CORRECTION, 0, "The harbour advertises in this newspaper."),
    ]  # fmt: skip


def test_what_only_a_browser_shows_is_counted_in_a_note() -> None:
    assert notes(one(STORY)) == [
        "elements of the story that were not read: custom_embed (1), oembed_response (1), raw_html (1), "
        "without a type (1)"
    ]


def test_what_is_told_of_a_story() -> None:
    meta = one(STORY).meta
    assert meta["author"] == ("L. Marsh", "Tom P. Ray", "Ida Quill")
    assert meta["genre"] == "sponsored"
    older = one(
        {
            "type": "story",
            "version": "0.5",
            "headlines": {"basic": "He left"},
            "taxonomy": {"primary_site": {"type": "reference"}, "sites": [{"_id": "/news"}, {"name": "World"}]},
            "revision": {"published": False},
            "distributor": {"name": "Hexton News Agency", "category": "wires"},
            "publish_date": "2026-11-02",
        }
    ).meta
    assert older == {
        "section": "/news",
        "status": "draft",
        "outlet": "Hexton News Agency",
        "distributor": "wires",
        "date": "2026-11-02",
        "ans_version": "0.5",
    }


def test_a_blurb_is_the_standfirst_only_where_the_story_has_none_and_says_it_nowhere() -> None:
    value = {"type": "story", "description": {"basic": "He left for good."}, "content_elements": [text("He left.")]}
    assert told(one(value))[0] == (BlockRole.STANDFIRST, 0, "He left for good.")
    value = {"type": "story", "description": {"basic": "He left…"}, "content_elements": [text("He left.")]}
    assert told(one(value)) == [(BlockRole.PARA, 0, "He left.")]


def test_results_and_arrays_hold_several_stories_and_other_documents_none() -> None:
    results = {"type": "results", "content_elements": [STORY, {"type": "image", "caption": "x"}, STORY | {"_id": "B"}]}
    items = read_arc(draft([results, {"type": "story", "_id": "C", "content_elements": [text("He left.")]}]))
    assert [item.key for item in items] == ["STORY1", "B", "C"]
    assert blocks(items[1].article)[0][1] == "/0/content_elements/2/headlines/basic"
    assert blocks(items[2].article) == [("paragraph 1", "/1/content_elements/0", BlockRole.PARA, 0, "He left.")]
    assert read_arc(draft({"type": "gallery", "content_elements": [{"type": "image", "caption": "x"}]})) == []


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (STORY, Form.ARC),
        ([STORY], Form.ARC),
        ({"type": "story", "version": "0.10.9", "headlines": {"basic": "He left"}}, Form.ARC),
        ({"type": "story", "version": 2, "headlines": "He left", "text": "x"}, Form.RECORDS),
        ([{"content_elements": 3, "text": "He left."}], Form.RECORDS),
    ],
)
def test_stories_are_told_from_records_of_any_other_sort(value: object, form: Form) -> None:
    assert sniff(draft(value).data, AT) is form


def test_a_story_nested_as_deep_as_is_allowed_is_read_and_a_deeper_one_refused() -> None:
    nested: Any = text("Deep.")
    for _ in range(96):
        nested = {"type": "list", "items": [nested]}
    assert told(one({"type": "story", "content_elements": [nested]})) == [(BlockRole.LIST, 0, "Deep.")]
    for _ in range(10):
        nested = {"type": "element_group", "content_elements": [nested]}
    assert refused(read_arc, draft({"type": "story", "content_elements": [nested]}).data).code == "A312"


def test_wrong_types_hold_nothing() -> None:
    value = {
        "type": "story",
        "headlines": ["x"],
        "credits": {"by": "Ida"},
        "taxonomy": [],
        "label": 3,
        "content_elements": [
            3, {"type": ["text"], "content": "x"}, {"type": "text", "content": ["x"]}, {"type": "list", "items": "x"},
            {"type": "table", "rows": {"a": 1}}, {"type": "header", "level": True, "content": "Head"},
            {"type": "quote", "citation": "x"}, {"type": "link_list", "items": 4}, {"type": "image", "caption": {}},
        ],
    }  # fmt: skip
    assert told(one(value)) == [(BlockRole.HEADLINE, 1, "Head")]


@pytest.mark.parametrize(
    ("seed", "value"), [("story", STORY), ("results", [{"type": "results", "content_elements": [STORY]}])]
)
def test_a_damaged_file_is_read_or_refused_and_nothing_else(seed: str, value: object) -> None:
    survives(read_arc, draft(value).data, seed)
