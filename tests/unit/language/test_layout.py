"""Roles of blocks. To silence a paragraph is worse than to read a label: negative cases come first."""

from __future__ import annotations

import pytest

from auditor.language import layout
from auditor.language.layout import LayoutRule
from auditor.language.literals import whole
from auditor.packs.load import load_packs
from auditor.readers.dispatch import read_text
from auditor.records.article import SILENT_ROLES, Article, BlockRole

Rules = tuple[LayoutRule, ...]

BODY = (
    "The council voted on Tuesday to close the Elm Street library, two people briefed on the plan said, "
    "after a debate that went on until midnight."
)


@pytest.fixture(scope="module")
def rules() -> Rules:
    (core,) = load_packs(("core",))
    return layout.compile_rules(core.rules)


def roles(rules: Rules, *paragraphs: str, name: str = "a.txt") -> list[tuple[str, str]]:
    article = layout.arrange(read_text("\n\n".join(paragraphs), name), rules)
    return [(b.role.value, b.span.of(article.text)) for b in article.blocks]


def arranged(rules: Rules, text: str, name: str = "a.txt") -> Article:
    return layout.arrange(read_text(text, name), rules)


@pytest.mark.parametrize(
    "paragraph",
    [
        "Photographs by Jane Roe show that the roof was gone, the inquiry heard.",
        "By Tuesday, officials said, the river had fallen.",
        "Read more books, the minister told pupils.",
        "Trending is what the mayor wanted to be, her aide said.",
        "“Leave a reply on my desk,” she said.",
        "Advertising revenue fell, the Courier said.",
        "Subscribe to that theory, he said, and you will believe anything.",
        "Copyright law is a mess, the judge said.",
        "Reporting by The Courier found that the mayor had been told twice.",
        "Jane Roe contributed $500 to the campaign, records show.",
        "Share prices fell on Monday, traders said.",
        "Related charges were dropped, prosecutors said.",
        "Follow the money, the old man said.",
        "We use cookies, “but only for the children,” the head teacher said.",
        "Roe reported from Lisbon that the treaty was dead.",
        "No comment.",
        "She left.",
        "“Never.”",
        "— Ann Poe",
        "@annpoe",
        "Ann Poe, mayor:",
    ],
)
def test_words_of_the_article_are_read(rules: Rules, paragraph: str) -> None:
    found = roles(rules, "Council closes library", BODY, paragraph, BODY)
    assert found[2] == ("para", paragraph)


def test_short_last_paragraphs_are_read(rules: Rules) -> None:
    found = roles(rules, BODY, "Advertisement", "“Never.”", "He left", "Yes")
    assert found[1:] == [
        ("furniture", "Advertisement"),
        ("para", "“Never.”"),
        ("para", "He left"),
        ("para", "Yes"),
    ]


def test_short_lines_below_furniture_after_the_last_sentence(
    rules: Rules,
) -> None:
    found = roles(rules, BODY, "He left", "Trending", "Mayor sells bridge", "Ten things to do in Harrow")
    assert [role for role, _ in found] == ["para", "para", "teaser", "furniture", "furniture"]


def test_a_page_saved_from_the_web(rules: Rules) -> None:
    found = roles(
        rules,
        "Local",
        "Council closes library",
        "Critics speak of a cold and hasty decision",
        "By Jane Roe and Tom Poe",
        "Published\non",
        "3 May 2024",
        "Share",
        BODY,
        "Advertisement",
        "Read more: Mayor sells the bridge",
        BODY,
        "Jane Roe contributed reporting.\u00a0",
        "Source link",
        "Leave a Reply",
        "Your email address will not be published. Required fields are marked *",
        "Exit mobile version",
    )
    silent = {role.value for role in SILENT_ROLES}
    assert [words for role, words in found if role not in silent] == [
        "Council closes library",
        "Critics speak of a cold and hasty decision",
        BODY,
        BODY,
    ]
    assert [role for role, _ in found[:4]] == ["furniture", "headline", "standfirst", "byline"]
    assert ("byline", "Jane Roe contributed reporting.") in found


@pytest.mark.parametrize(
    "headline",
    [
        "Council closes library",
        "Mayor: ‘I will not resign’",
        "Will the Bridge Ever Open?",
        "Council Votes to Close the Elm Street Library.",
        "$4m for a bridge nobody wants",
    ],
)
def test_headline(rules: Rules, headline: str) -> None:
    article = arranged(rules, f"{headline}\n\n{BODY}")
    assert [(b.role, b.level) for b in article.blocks] == [(BlockRole.HEADLINE, 1), (BlockRole.PARA, 0)]
    assert article.title == headline


@pytest.mark.parametrize(
    "first",
    [
        "It was raining.",
        "The council voted.",
        "Two aides said:",
        "The council, after a long debate,",
        "“I quit.”",
    ],
)
def test_a_first_sentence_is_no_headline(rules: Rules, first: str) -> None:
    assert roles(rules, first, BODY)[0] == ("para", first)


def test_a_text_of_short_lines_has_no_headline(rules: Rules) -> None:
    assert roles(rules, "two aides said the mayor lied", "she denied it") == [
        ("para", "two aides said the mayor lied"),
        ("para", "she denied it"),
    ]


def test_markdown_and_its_front_matter(
    rules: Rules,
) -> None:
    body = f"# Council *closes* library\n\n**By Jane Roe**\n\n{BODY}\n\n## Related stories\n"
    text = f"---\ntitle: The library\n---\n{body}"
    article = arranged(rules, text, "a.md")
    assert [b.role.value for b in article.blocks] == ["meta", "headline", "byline", "para", "teaser"]
    assert article.title == "The library"
    assert arranged(rules, body, "a.md").title == "Council closes library"


def test_title_of_a_text_without_headline_is_its_first_line(rules: Rules) -> None:
    assert arranged(rules, f"{BODY}\n").title == BODY


def test_a_draft_of_furniture_alone_has_no_title(rules: Rules) -> None:
    article = arranged(rules, "Advertisement\n\n***\n")
    assert article.title is None
    assert {b.role for b in article.blocks} == {BlockRole.FURNITURE}


def test_a_long_block_is_never_judged_by_rules(rules: Rules) -> None:
    notice = "© 2024 The Harrow Courier, and all of its many editions in the county" + " and beyond" * 40
    assert layout.matching_rule(notice[:100], rules) is not None
    assert layout.matching_rule(notice, rules) is None


def test_every_example_of_every_rule(rules: Rules) -> None:
    wrong = [(r.rule.id, e.text) for r in rules for e in r.rule.match if not r.fits(e.text, whole(e.text))]
    wrong += [(r.rule.id, e.text) for r in rules for e in r.rule.no_match if layout.matching_rule(e.text, rules)]
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "title"),
    [("[^1]", None), ("[^1]\nIt is over, officials said.", "It is over, officials said."), ("[^1]\x85[^2]", None)],
)
def test_no_title_is_made_of_markup(rules: Rules, text: str, title: str | None) -> None:
    assert arranged(rules, text, "a.md").title == title


def test_a_short_line_in_capitals_is_a_heading(rules: Rules) -> None:
    found = roles(rules, "Council closes library", BODY, "A HOUSE OF CARDS", BODY)
    assert found[2] == ("headline", "A HOUSE OF CARDS")
    for words in ("A HOUSE OF CARDS.", "HARROW", "MARA QUILL: NO WORD", "A House of Cards"):
        assert roles(rules, "Council closes library", BODY, words, BODY)[2][0] != "headline"


@pytest.mark.parametrize("line", ["LONDON, 3 May", "HEXTON (Northern Wire) —", "HARROW, Monday –", "Dateline: Harrow"])
def test_a_dateline_on_a_line_of_its_own(rules: Rules, line: str) -> None:
    found = roles(rules, "Council closes library", "By Jane Roe", line, BODY)
    assert [role for role, _ in found] == ["headline", "byline", "dateline", "para"]


@pytest.mark.parametrize("opening", ["LONDON, 3 May – ", "HEXTON (Northern Wire) — "])
def test_a_dateline_that_opens_a_paragraph_stays_in_it(rules: Rules, opening: str) -> None:
    assert roles(rules, "Council closes library", opening + BODY)[1] == ("para", opening + BODY)


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Correction: An earlier version gave the wrong date.", "correction"),
        ("Editor’s note: The council has since reopened the library.", "correction"),
        ("Read more: Mayor sells the bridge", "teaser"),
        ("By Jane Roe, Harrow correspondent", "byline"),
    ],
)
def test_notes_pointers_and_bylines_have_roles_of_their_own(rules: Rules, line: str, role: str) -> None:
    assert roles(rules, "Council closes library", BODY, line, BODY)[2] == (role, line)
