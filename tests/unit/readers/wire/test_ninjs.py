"""ninjs in its three branches: the same article of each, which of several texts is its body, and what is no part."""

from __future__ import annotations

from typing import Any

import pytest

from auditor.readers.dispatch import read
from auditor.readers.sniff import Form, sniff
from auditor.readers.wire.ninjs import read_ninjs
from auditor.records.article import Article, BlockRole
from tests.unit.readers.stories import AT, BODY, FORMATS, HEADLINE, blocks, draft, notes, refused, survives, told, words

ONE: dict[str, Any] = {
    "uri": "urn:x:1",
    "type": "text",
    "headline": "Harbour chief quits",
    "body_xhtml": "<p>He resigned.</p>",
    "associations": {
        "main/picture": {"uri": "urn:x:2", "type": "picture", "description_caption": "The quay at night."},
        "box": {"uri": "urn:x:3", "type": "text", "headline": "The audit in figures", "body_text": "Three points."},
        "film": {"uri": "urn:x:4", "type": "video", "description_text": "He leaves the hall."},
    },
}
THREE: dict[str, Any] = {
    "uri": "urn:x:1",
    "headlines": [{"role": "main", "value": "Harbour chief quits"}],
    "bodies": [{"value": "He resigned."}],
    "associations": [
        {"name": "a", "uri": "urn:x:2", "type": "graphic", "descriptions": [{"value": "The quay at night."}]},
        {"name": "box", "uri": "urn:x:3", "type": "text", "bodies": [{"value": "Three points."}]},
    ],
}


def one(value: object) -> Article:
    [item] = read_ninjs(draft(value))
    return item.article


@pytest.mark.parametrize(
    ("name", "place"), [("ninjs1", "/body_xhtml/div[1]"), ("ninjs2", "/bodies/1/value"), ("ninjs3", "/bodies/0/value")]
)
def test_each_branch_tells_the_same_article(name: str, place: str) -> None:
    article = read(FORMATS / f"council.{name}.json")
    assert told(article) == [HEADLINE, (BlockRole.BYLINE, 0, "By Ida Quill"), *BODY]
    assert [where for _, where, *_ in blocks(article)][2:4] == [f"{place}/p[1]", f"{place}/p[2]"]
    assert article.format == "ninjs"
    expected = {
        "author": "Ida Quill",
        "date": "2026-11-27T10:15:00Z",
        "language": "en-GB",
        "slug": "council-quay",
        "genre": "Current",
        "outlet": "Hexton News Agency",
        "version": "3",
        "id": "urn:newsml:hexton-news.example:20261127:council-quay",
        "infosource": ("Hexton town council", "Hallam Textiles"),
        "subject": "local government",
        "urgency": "4",
        "located": "Hexton",
    }
    assert article.meta == (expected | {"profile": "text-only"} if name == "ninjs1" else expected)
    assert article.notes == ()


def test_the_same_words_as_the_word_document() -> None:
    document = [each for each in told(read(FORMATS / "council.docx")) if each[2] != "By Ida Quill"]
    assert document == [HEADLINE, *BODY]


@pytest.mark.parametrize(
    ("bodies", "chosen"),
    [
        ({"body_text": "Plain.", "body_xhtml": "<p>Marked up.</p>"}, "Marked up."),
        ({"body_text": "Plain.", "body_html5": "<p>Marked up.</p>", "body_event": {"city": "Hexton"}}, "Marked up."),
        ({"body_ttnitf": "<P>Old.</P>", "body_text": "Plain."}, "Plain."),
        ({"body_nitf": "<p>Old.</p>"}, "Old."),
        ({"body_text": " ", "body_xhtml": None, "body_short": "Short."}, "Short."),
    ],
)
def test_of_the_bodies_of_1_the_best_marked_up_is_read(bodies: dict[str, Any], chosen: str) -> None:
    assert words(one({"uri": "urn:x:1", **bodies})) == [chosen]


@pytest.mark.parametrize(
    ("bodies", "chosen", "note"),
    [
        ([{"role": "main", "value": "Main."}, {"role": "box", "contentType": "text/html", "value": "<p>Box.</p>"}],
         "Main.", ["further texts of the item were not read: box"]),
        ([{"contenttype": "text/plain", "value": "Plain."}, {"contenttype": "text/html", "value": "<p>Marked up.</p>"}],
         "Marked up.", []),
        ([{"role": "text", "value": "Plain."}, {"role": "html", "value": "<p>Marked up.</p>"}], "Marked up.", []),
        ([{"role": "box", "value": "Box."}, {"value": "Unnamed."}], "Unnamed.",
         ["further texts of the item were not read: box"]),
        ([{"role": "main", "contentType": "application/nitf+xml", "value": "<p>Old.</p>"},
          {"role": "main", "contentType": "text/plain", "value": "Plain."}], "Plain.", []),
    ],
)  # fmt: skip
def test_of_the_bodies_of_later_branches_the_main_one_is_read(bodies: Any, chosen: str, note: list[str]) -> None:
    article = one({"uri": "urn:x:1", "bodies": bodies})
    assert words(article) == [chosen]
    assert notes(article) == note


def test_pictures_that_belong_to_it_give_captions_and_texts_a_note() -> None:
    assert blocks(one(ONE)) == [
        ("headline", "/headline", BlockRole.HEADLINE, 1, "Harbour chief quits"),
        ("paragraph 1", "/body_xhtml/p[1]", BlockRole.PARA, 0, "He resigned."),
        ("caption 1", "/associations/main~1picture/description_caption", BlockRole.CAPTION, 0, "The quay at night."),
        ("caption 2", "/associations/film/description_text", BlockRole.CAPTION, 0, "He leaves the hall."),
    ]
    assert notes(one(ONE)) == ["texts that belong to it are items of their own: The audit in figures"]
    assert blocks(one(THREE))[-1] == (
        "caption 1", "/associations/0/descriptions/0/value", BlockRole.CAPTION, 0, "The quay at night."
    )  # fmt: skip
    assert notes(one(THREE)) == ["texts that belong to it are items of their own: box"]


def test_headlines_below_the_main_one_are_the_standfirst_and_short_ones_are_none() -> None:
    first = {"uri": "urn:x:1", "headline_short": "Quits", "headline_subhead": "A long quarrel", "headline": "He quits"}
    later = [{"role": "short", "value": "Quits"}, {"role": "subhead", "value": "A long quarrel"}, {"value": "He quits"}]
    for value in (first, {"uri": "urn:x:1", "headlines": later}):
        assert told(one(value)) == [
            (BlockRole.HEADLINE, 1, "He quits"),
            (BlockRole.STANDFIRST, 0, "A long quarrel"),
        ]


def test_descriptions_of_a_text_are_metadata_and_no_words_of_it() -> None:
    article = one(ONE | {"description_text": "The harbour chief is gone.", "title": "harbour-quits"})
    assert "is gone" not in article.text
    assert article.title is None
    assert "title" not in article.meta


def test_a_title_stands_for_a_headline_that_is_missing() -> None:
    assert one({"uri": "urn:x:1", "title": "harbour-quits", "body_text": "He left."}).title == "harbour-quits"


def test_notes_to_editors_are_no_text_of_the_article_and_a_withdrawn_item_says_so() -> None:
    article = one(ONE | {"ednote": "CORRECTS the day.", "pubstatus": "canceled", "representationtype": "incomplete"})
    assert ("editor's note", "/ednote", BlockRole.CORRECTION, 0, "CORRECTS the day.") in blocks(article)
    assert notes(article)[1:] == [
        "its provider does not release it: its status is “canceled”",
        "the agency says that this is only a part of the item",
    ]
    later = one({"uri": "urn:x:1", "bodies": [{"value": "He left."}], "edNote": "Adds.", "pubStatus": "withheld"})
    assert blocks(later)[0][:2] == ("editor's note", "/edNote")
    assert notes(later) == ["its provider does not release it: its status is “withheld”"]
    assert later.meta == {"id": "urn:x:1", "status": "withheld"}


def test_an_array_holds_several_items_each_by_its_id() -> None:
    items = read_ninjs(draft([ONE, 3, {"guid": "tag:y", "headline": "Second", "body_html": "<p>Two.</p>"}, {}]))
    assert [item.key for item in items] == ["urn:x:1", "tag:y", ""]
    assert blocks(items[1].article)[1] == ("paragraph 1", "/2/body_html/p[1]", BlockRole.PARA, 0, "Two.")
    assert items[2].article.text == ""


def test_a_picture_alone_is_its_caption() -> None:
    article = one({"uri": "urn:x:2", "type": "picture", "headline": "Quay", "description_text": "The quay at night."})
    assert told(article) == [(BlockRole.HEADLINE, 1, "Quay"), (BlockRole.CAPTION, 0, "The quay at night.")]


def test_what_superdesk_adds_is_metadata_too() -> None:
    value = {
        "guid": "tag:y",
        "priority": 3,
        "service": [{"name": "Domestic", "code": "d"}],
        "keywords": ["quay", 3, None],
    }
    assert one(value).meta == {"priority": "3", "section": "Domestic", "id": "tag:y", "keywords": ("quay", "3")}


@pytest.mark.parametrize(
    ("value", "form"),
    [
        (ONE, Form.NINJS),
        ([THREE], Form.NINJS),
        ({"guid": "tag:y", "versioncreated": "2026", "headline": "He left", "body_html": "<p>x</p>"}, Form.NINJS),
        ({"uri": "a", "headline": "He left", "body_text": "Today."}, Form.RECORDS),
        ([{"uri": "a", "headline": "He left", "text": "Today.", "slugline": "x"}], Form.RECORDS),
        ([{"id": 1, "content": "He left.", "headline": "x"}], Form.RECORDS),
        ([{"id": 1, "content": {"en": "He left."}}], Form.RECORDS),
        ({"uri": 3, "versioncreated": "2026", "headline": "He left"}, Form.RECORDS),
        ([{"id": 1, "context": "https://schema.org", "content_elements": "He left."}], Form.RECORDS),
        ([[1, 2]], None),
    ],
)  # fmt: skip
def test_items_are_told_from_records_of_any_other_sort(value: object, form: Form | None) -> None:
    assert sniff(draft(value).data, AT) is form


@pytest.mark.parametrize(
    ("data", "code"), [(b'{"uri": "a", ', "A311"), (b"[" * 300 + b"]" * 300, "A312"), (b"\xff\xfe\x00\xd8{", "A311")]
)
def test_what_is_no_json_is_refused(data: bytes, code: str) -> None:
    assert refused(read_ninjs, data).code == code


@pytest.mark.parametrize("value", ["text", 3, None, [], [[{"uri": "a"}]]])
def test_json_of_another_sort_holds_no_items(value: object) -> None:
    assert list(read_ninjs(draft(value))) == []


@pytest.mark.parametrize("name", ["ninjs1", "ninjs2", "ninjs3"])
def test_a_damaged_file_is_read_or_refused_and_nothing_else(name: str) -> None:
    survives(read_ninjs, (FORMATS / f"council.{name}.json").read_bytes(), name)


def test_damaged_associations_are_read_or_refused_and_nothing_else() -> None:
    survives(read_ninjs, draft([ONE, THREE]).data, "associations")
