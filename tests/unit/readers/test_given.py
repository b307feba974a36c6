"""Metadata that are given beside a draft: in which words they count, over what, and what is refused."""

from __future__ import annotations

from datetime import date, datetime
from types import MappingProxyType

import pytest

from auditor.base.errors import ReadingError
from auditor.readers.dispatch import read_text
from auditor.readers.given import metadata, plain, with_metadata
from auditor.records.article import Article

TEXT = "---\nauthor: Ann Poe\nedition: late\n---\n\nThe harbour will close in May, an insider said.\n"


def told(given: dict[str, object]) -> Article:
    return with_metadata(read_text(TEXT, "aid.md"), given, "aid.md")


def refused(given: object) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        metadata(given, "aid.md")  # type: ignore[arg-type]
    return caught.value


def test_what_is_given_counts_more_than_front_matter_under_any_name_for_the_same_thing() -> None:
    article = told({"byline": "Lena Marsh", "Publication": "The Herald"})
    assert article.meta["author"] == "Lena Marsh"
    assert article.meta["outlet"] == "The Herald"
    assert article.meta["edition"] == "late"


def test_values_of_all_sorts() -> None:
    assert metadata(
        {
            "date": date(2026, 11, 2),
            "edited": datetime(2026, 11, 2, 10, 30),
            "byline": ("Lena Marsh", None, "Tom\nReyl"),
            "tags": {"b", "a"},
            "id": 17,
            "live": True,
            "desk": {"name": "metro", "floor": 2},
            "section": None,
            "slug": float("nan"),
            "genre": [],
        },
        "x",
    ) == {
        "date": "2026-11-02",
        "edited": "2026-11-02T10:30:00",
        "byline": ("Lena Marsh", "Tom Reyl"),
        "author": ("Lena Marsh", "Tom Reyl"),
        "tags": ("a", "b"),
        "id": "17",
        "live": "true",
        "desk.name": "metro",
        "desk.floor": "2",
        "desk": "metro",
    }


def test_a_headline_is_the_title_as_in_front_matter() -> None:
    assert told({"headline": "Harbour to close"}).title == "Harbour to close"
    titled = read_text("---\ntitle: Port\n---\n# Harbour\n\nIt will close.", "a.md")
    assert with_metadata(titled, {"title": "Other"}, "a.md").title == "Other"
    assert with_metadata(titled, {"desk": "metro"}, "a.md").title == "Port"


def test_waivers_and_the_ledger() -> None:
    sources = [{"label": "an insider", "people": 2, "editor": "KL", "reason": None}]
    requests = [{"party": "the port", "sent": date(2026, 11, 2), "answered": True}]
    article = told(
        {"auditor": ["waive desk/bare because so", "ask KL"], "ledger": {"sources": sources, "requests": requests}}
    )
    assert [(each.rule, each.where) for each in article.waivers] == [("desk/bare", "metadata"), ("", "metadata")]
    assert "auditor" not in article.meta
    assert not any(name.startswith("ledger") for name in article.meta)
    assert article.ledger is not None
    assert [(each.label, each.people, each.editor, each.where) for each in article.ledger.sources] == [
        ("an insider", 2, "KL", "metadata")
    ]
    assert [(each.party, each.sent, each.is_answered) for each in article.ledger.requests] == [
        ("the port", "2026-11-02", True)
    ]


def test_metadata_in_plain_types_say_the_same() -> None:
    ledger = MappingProxyType({"sources": ({"label": "an insider", "people": 2},)})
    given = MappingProxyType({"byline": "Ann Poe", "date": date(2026, 11, 2), "ledger": ledger})
    told = plain(given, "x")
    assert told == {
        "byline": "Ann Poe",
        "author": "Ann Poe",
        "date": "2026-11-02",
        "ledger": {"sources": [{"label": "an insider", "people": "2"}]},
    }
    article = read_text(TEXT, "aid.md")
    assert with_metadata(article, told, "x") == with_metadata(article, given, "x")


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("byline", "metadata are a mapping of fields, not a str"),
        ({1: "x"}, "the name of a field is text, not an int"),
        ({"desk": b"metro"}, "the field “desk” holds a bytes"),
        ({"desk": {"heads": [object()]}}, "the field “desk.heads” holds an object"),
    ],
)
def test_what_metadata_cannot_hold(given: object, says: str) -> None:
    error = refused(given)
    assert error.code == "A323"
    assert says in error.message
    assert "byline" in error.hint


@pytest.mark.parametrize(
    ("ledger", "says"),
    [
        ("KL", "`ledger` is a mapping"),
        ({"source": []}, "there is no key 'source' here"),
        ({"sources": [{"people": 2}]}, "has a `label`"),
        ({"sources": [{"label": "an insider", "reason": "Olaf Berg would lose his post"}]}, "looks like a name"),
    ],
)
def test_a_ledger_is_checked_as_in_a_file(ledger: object, says: str) -> None:
    with pytest.raises(ReadingError) as caught:
        told({"ledger": ledger})
    assert says in caught.value.message
    assert str(caught.value.at) == "aid.md"
