"""Waivers as people write them in drafts, and that their words are never read as the article's."""

from __future__ import annotations

import pytest

from auditor.language.plain import plainly
from auditor.readers.dispatch import read_bytes, read_text
from auditor.readers.waivers import parsed, written
from auditor.records.waiver import Waiver

TEXT = "The harbour will close in May, an insider said.{}\n\nNobody else spoke.\n"


@pytest.mark.parametrize(
    ("text", "waiver"),
    [
        ("waive desk/bare because it is safer", Waiver("desk/bare", "it is safer")),
        ("auditor: WAIVE desk/bare because it is safer.", Waiver("desk/bare", "it is safer")),
        ("auditor: waive desk/bare\n  because it\n  is safer", Waiver("desk/bare", "it is safer")),
        ("waive desk/bare because it is safer (by KL)", Waiver("desk/bare", "it is safer", "KL")),
        (
            "waive desk/bare because it is safer (by the night desk, until 2026-12-31)",
            Waiver("desk/bare", "it is safer", "the night desk", "2026-12-31"),
        ),
        (
            "waive desk/bare because it is safer (until 2026-12-31)",
            Waiver("desk/bare", "it is safer", "", "2026-12-31"),
        ),
        ("waive desk/bare at “an insider” because so", Waiver("desk/bare", "so", words="an insider")),
        (
            'waive desk/bare at "one of the clerk\'s aides" because so',
            Waiver("desk/bare", "so", words="one of the clerk's aides"),
        ),
        ("waive desk/bare", Waiver("desk/bare")),
        ("waive desk/bare because", Waiver("")),
        ("waive", Waiver("")),
        ("ignore desk/bare because I say so", Waiver("")),
        ("waive desk/bare because so (for KL)", Waiver("")),
        ("waive desk/bare because so (until Friday)", Waiver("")),
        ("waive desk/bare because so (until 2026-02-30)", Waiver("")),
        ("waive desk/bare because so (until ２０２６-01-01)", Waiver("")),
        ("waive desk/bare because so until 2026-01-01", Waiver("")),
        ("waive desk/bare because so (until 2026-01-01) fine", Waiver("")),
        ("waive desk/bare because so [until 2026-01-01]", Waiver("")),
        ("waive desk/bare because so (until 2026-01-01).", Waiver("desk/bare", "so", "", "2026-01-01")),
    ],
)
def test_what_a_waiver_says(text: str, waiver: Waiver) -> None:
    found = parsed(text)
    assert (found.rule, found.reason, found.by, found.until, found.words) == (
        waiver.rule,
        waiver.reason,
        waiver.by,
        waiver.until,
        waiver.words,
    )


@pytest.mark.parametrize("name", ["harbour.md", "harbour.txt"])
@pytest.mark.parametrize("around", [" {}", "\n{}", "\n\n{}\n"])
def test_a_comment_waives_and_is_no_part_of_the_article(name: str, around: str) -> None:
    comment = "<!-- auditor: waive desk/bare because it is safer (by KL) -->"
    article = read_text(TEXT.format(around.format(comment)), name)
    assert [(each.rule, each.span and each.span.of(article.text)) for each in article.waivers] == [
        ("desk/bare", comment)
    ]
    plain, _ = plainly(article)
    read = " ".join(block.span.of(plain.text) for block in plain.blocks if block.role.value == "para")
    assert "waive" not in read
    assert "an insider said." in read


@pytest.mark.parametrize("mark", ["auditor\uff1a", "Auditor :", "auditor\u00a0:", "AUDITOR:"])
@pytest.mark.parametrize("name", ["a.md", "a.html"])
def test_a_colon_of_another_kind_begins_a_waiver_too(name: str, mark: str) -> None:
    text = f"The harbour will close in May, an insider said. <!-- {mark} waive desk/bare because so -->\n"
    article = read_bytes((f"<p>{text}</p>" if name == "a.html" else text).encode(), name)
    assert [(each.rule, each.reason) for each in article.waivers] == [("desk/bare", "so")]


def test_comments_for_others_are_let_alone() -> None:
    article = read_text(TEXT.format(" <!-- ask again: auditor said no -->"), "harbour.md")
    assert article.waivers == ()


def test_front_matter_holds_one_or_several_and_is_no_metadata_of_the_article() -> None:
    one = read_text(f"---\nauditor: waive desk/bare because so\n---\n{TEXT.format('')}", "harbour.md")
    two = read_text(
        f"---\nauditor:\n  - waive desk/bare because so\n  - waive desk/lead because of this\n---\n{TEXT.format('')}",
        "harbour.md",
    )
    assert [(each.rule, each.where, each.span) for each in one.waivers] == [("desk/bare", "front matter", None)]
    assert [each.rule for each in two.waivers] == ["desk/bare", "desk/lead"]
    assert "auditor" not in two.meta


def test_what_is_written_is_read_back() -> None:
    for waiver in (
        Waiver("desk/bare", "it is safer"),
        Waiver("desk/bare", "it is safer", "KL", "2026-12-31", "an insider"),
        Waiver("desk/bare", "it is safer", until="2026-12-31"),
    ):
        found = parsed(written(waiver))
        assert (found.rule, found.reason, found.by, found.until, found.words) == (
            waiver.rule,
            waiver.reason,
            waiver.by,
            waiver.until,
            waiver.words,
        )


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- auditor: waive desk/bare because so -->`, an insider said.",
        "An insider said so. <!-- auditor: waive desk/bare because so\n\nA clerk said more. <!-- no -->",
    ],
)
def test_what_is_code_or_never_closed_waives_nothing(text: str) -> None:
    assert read_text(text, "aid.md").waivers == ()
