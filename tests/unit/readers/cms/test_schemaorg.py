"""JSON-LD of schema.org: which nodes are articles, what they tell, and what of it is the article's text."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.readers.cms.schemaorg import articles_in, metadata_of, read_schema_org
from auditor.readers.dispatch import read
from auditor.readers.sniff import Form, sniff
from auditor.records.article import Article, BlockRole
from tests.unit.readers.stories import AT, BODY, FORMATS, HEADLINE, blocks, draft, refused, survives, told

NODE: dict[str, Any] = {
    "@context": "https://schema.org",
    "@type": "NewsArticle",
    "headline": "Harbour chief quits &amp; leaves",
    "alternativeHeadline": "Two aides say that he was told to go after a long quarrel",
    "articleBody": "He resigned on Monday.\n\nTwo aides said so.",
    "dateline": "HEXTON",
    "image": [
        "https://x.example/a.jpg",
        {"@type": "ImageObject", "caption": "The quay at night."},
        {"@type": "ImageObject", "caption": "The quay at night."},
    ],
    "correction": [
        {"@type": "CorrectionComment", "text": "It was Monday."},
        "A name was misspelt.",
        "https://x.example/corrections",
    ],
}


def one(value: object) -> Article:
    [item] = read_schema_org(draft(value))
    return item.article


def test_a_file_tells_the_same_article_as_other_formats() -> None:
    article = read(FORMATS / "council.jsonld")
    assert told(article) == [HEADLINE, *BODY]
    assert blocks(article)[1][:2] == ("paragraph 1", "/@graph/1/articleBody/p[1]")
    assert article.format == "json-ld"
    assert article.meta == {
        "author": "Ida Quill",
        "section": "Local news",
        "categories": ("Local news", "News"),
        "date": "2026-11-27T10:15:00+00:00",
        "language": "en-GB",
        "genre": "reportage",
        "outlet": "Hexton Herald",
        "id": "https://herald.example/council-quay/#article",
        "keywords": ("harbour", "budget"),
    }


def test_what_of_a_node_is_the_articles_text() -> None:
    assert blocks(one(NODE)) == [
        ("headline", "/headline", BlockRole.HEADLINE, 1, "Harbour chief quits & leaves"),
        ("standfirst", "/alternativeHeadline", BlockRole.STANDFIRST, 0,
         "Two aides say that he was told to go after a long quarrel"),
        ("dateline", "/dateline", BlockRole.DATELINE, 0, "HEXTON"),
        ("paragraph 1", "/articleBody", BlockRole.PARA, 0, "He resigned on Monday."),
        ("paragraph 2", "/articleBody", BlockRole.PARA, 0, "Two aides said so."),
        ("caption 1", "/image/1/caption", BlockRole.CAPTION, 0, "The quay at night."),
        ("correction 1", "/correction/0", BlockRole.CORRECTION, 0, "It was Monday."),
        ("correction 2", "/correction/1", BlockRole.CORRECTION, 0, "A name was misspelt."),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("second", "description", "standfirst"),
    [
        ("Chief quits", "He resigned on Monday.", None),
        ("Chief quits", "A quarrel ends.", "A quarrel ends."),
        ("Chief quits", "He resigned on…", None),
        ("The harbour chief goes after a quarrel of two years", "A quarrel ends.",
         "The harbour chief goes after a quarrel of two years"),
        (None, ["x"], None),
    ],
)  # fmt: skip
def test_only_what_the_body_does_not_say_is_a_standfirst(second: Any, description: Any, standfirst: str | None) -> None:
    article = one(NODE | {"alternativeHeadline": second, "description": description})
    assert next((words for role, _, words in told(article) if role is BlockRole.STANDFIRST), None) == standfirst


def test_a_live_blog_is_its_text_and_then_its_updates() -> None:
    update = {"@type": "BlogPosting", "headline": "10:15", "articleBody": "<p>He is out.</p>"}
    assert blocks(one(NODE | {"@type": "LiveBlogPosting", "liveBlogUpdate": [update], "correction": None}))[3:] == [
        ("paragraph 1", "/articleBody", BlockRole.PARA, 0, "He resigned on Monday."),
        ("paragraph 2", "/articleBody", BlockRole.PARA, 0, "Two aides said so."),
        ("paragraph 3", "/liveBlogUpdate/0/headline", BlockRole.HEADLINE, 2, "10:15"),
        ("paragraph 4", "/liveBlogUpdate/0/articleBody/p[1]", BlockRole.PARA, 0, "He is out."),
        ("caption 1", "/image/1/caption", BlockRole.CAPTION, 0, "The quay at night."),
    ]


def test_articles_are_found_in_graphs_arrays_and_pages_and_not_in_lists_of_others() -> None:
    value = [
        {"@type": "Organization", "name": "Herald"},
        {"@graph": [{"@type": "WebPage", "mainEntity": {"@type": "schema:BlogPosting", "headline": "A"}}]},
        [{"@type": ["Thing", "https://schema.org/OpinionNewsArticle"], "headline": "B"}],
        {"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "teaser"}]},
        {"@type": "NewsArticle", "headline": "C", "hasPart": {"@type": "NewsArticle", "headline": "part"}},
        "NewsArticle",
        None,
    ]
    assert [node["headline"] for node in articles_in(value)] == ["A", "B", "C"]
    items = read_schema_org(draft(value))
    assert [blocks(item.article)[0][1] for item in items] == [
        "/1/@graph/0/mainEntity/headline",
        "/2/0/headline",
        "/4/headline",
    ]


def test_references_to_authors_and_outlets_are_looked_up() -> None:
    value = {
        "@graph": [
            {"@type": "Article", "author": [{"@id": "#i"}, {"@id": "#nobody"}], "publisher": {"@id": "#o"}},
            {"@id": "#i", "@type": "Person", "name": "Ida Quill", "author": {"@id": "#i"}},
            {"@id": "#o", "@type": "Organization", "name": "Hexton Herald"},
            {"@id": ["#x"], "name": "odd"},
        ]
    }
    [node] = articles_in(value)
    assert metadata_of(node) == {"author": "Ida Quill", "outlet": "Hexton Herald"}


def test_values_stand_alone_or_in_arrays() -> None:
    value = {"@type": "Article", "name": "He left", "text": ["One.", "Two."], "correction": {"text": "Not on Monday."}}
    assert [(where, words) for _, where, _, _, words in blocks(one(value))] == [
        ("/name", "He left"),
        ("/text/0", "One."),
        ("/text/1", "Two."),
        ("/correction", "Not on Monday."),
    ]


@pytest.mark.parametrize(
    ("kind", "genre"),
    [
        ("NewsArticle", None),
        ("AnalysisNewsArticle", "analysis"),
        ("BackgroundNewsArticle", "background"),
        ("ReviewNewsArticle", "review"),
        ("SatiricalArticle", "satire"),
        ("AdvertiserContentArticle", "sponsored"),
        ("LiveBlogPosting", "live blog"),
        (["NewsArticle", "OpinionNewsArticle"], "opinion"),
        ("http://schema.org/ReportageNewsArticle", "reportage"),
    ],
)
def test_the_type_tells_the_genre(kind: Any, genre: str | None) -> None:
    assert metadata_of({"@type": kind}).get("genre") == genre


def test_what_a_node_tells_in_all_the_ways_in_which_pages_write_it() -> None:
    assert metadata_of(
        {
            "@type": "Article",
            "name": "He left",
            "genre": ["interview"],
            "author": [{"name": "Ida O&#8217;Quill"}, "Tom Ray", "https://x.example/tom", {"@id": "#x"}, 3, None],
            "articleSection": "News",
            "dateCreated": "2026-11-27",
            "inLanguage": [{"@type": "Language", "name": "English", "alternateName": "en"}],
            "isPartOf": [{"@type": "WebPage", "@id": "#p"}, {"name": "Hexton Herald"}],
            "identifier": {"@type": "PropertyValue", "value": "a17"},
            "keywords": "harbour, audit,,harbour",
            "version": 2,
        }
    ) == {
        "title": "He left",
        "author": ("Ida O’Quill", "Tom Ray", "3"),
        "section": "News",
        "date": "2026-11-27",
        "language": "en",
        "genre": "interview",
        "outlet": "Hexton Herald",
        "version": "2",
        "id": "a17",
        "keywords": ("harbour", "audit"),
    }
    assert metadata_of({"mainEntityOfPage": {"@id": "https://x.example/a"}}) == {"id": "https://x.example/a"}
    assert (
        metadata_of({"@type": {"a": 1}, "author": {"name": ["x"]}, "publisher": {"name": True}, "keywords": {}}) == {}
    )


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (NODE, Form.SCHEMA_ORG),
        ([{"@context": ["http://schema.org/", {"@language": "en"}]}], Form.SCHEMA_ORG),
        ({"@context": {"@vocab": "https://schema.org/"}, "@graph": []}, Form.SCHEMA_ORG),
        ([{"@type": "NewsArticle", "articleBody": "He left."}], Form.SCHEMA_ORG),
        ([{"articleBody": "He left.", "headline": "x"}], Form.RECORDS),
        ({"@context": {"a": [[[["schema.org"]]]]}, "text": "He left."}, Form.RECORDS),
    ],
)
def test_json_ld_is_told_from_records_of_any_other_sort(value: object, form: Form) -> None:
    assert sniff(draft(value).data, AT) is form


def test_a_file_without_articles_holds_none_and_damage_is_refused() -> None:
    assert read_schema_org(draft({"@context": "https://schema.org", "@type": "Person", "name": "Ida"})) == []
    assert refused(read_schema_org, b'{"@context": ').code == "A311"


@pytest.mark.parametrize("name", ["file", "node"])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    whole = (FORMATS / "council.jsonld").read_bytes() if name == "file" else draft([NODE]).data
    survives(read_schema_org, whole, name)
