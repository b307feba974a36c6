"""Markdown: which lines are what, and which characters are markup."""

from __future__ import annotations

import itertools
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.readers.dispatch import read_text
from auditor.records.article import Article, BlockRole


def article(text: str) -> Article:
    return read_text(text, "draft.md")


def blocks(text: str) -> list[tuple[str, str]]:
    read = article(text)
    return [(b.role.value, b.span.of(text)) for b in read.blocks]


def unmarked(text: str) -> str:
    chars = list(text)
    for mark in article(text).marks:
        chars[mark.start : mark.end] = "·" * len(mark)
    return "".join(chars)


def test_headings_and_their_levels() -> None:
    read = article("# Mayor *resigns* #\n\n## Reaction\n\nTitle\n=====\n\n#hashtag is a word\n")
    found = [(b.role.value, b.level, b.span.of(read.text)) for b in read.blocks if b.role.value != "code"]
    assert found == [
        ("headline", 1, "Mayor *resigns*"),
        ("headline", 2, "Reaction"),
        ("headline", 1, "Title"),
        ("para", 0, "#hashtag is a word"),
    ]


def test_a_draft_that_opens_with_a_lower_heading_means_its_headline() -> None:
    read = article("---\ndesk: metro\n---\n## Mayor resigns\n\n## Reaction\n")
    assert [b.level for b in read.blocks if b.role.value == "headline"] == [1, 2]


def test_lists_quotes_and_rows() -> None:
    text = (
        "- one\n  more of it\n- two\n\n1. first\n2) second\n\n"
        "> “I will\n> not go,” he said.\n>\n> He left.\n\n"
        "| who | what |\n|---|---|\n| Ann | no |\n"
    )
    assert blocks(text) == [
        ("list", "one\n  more of it"),
        ("list", "two"),
        ("list", "first"),
        ("list", "second"),
        ("quote", "“I will\n> not go,” he said."),
        ("quote", "He left."),
        ("list", "who | what"),
        ("code", "|---|---|"),
        ("list", "Ann | no"),
    ]


def test_a_year_at_the_start_of_a_line_is_no_list() -> None:
    assert blocks("He was mayor until\n2016. Then he left.") == [("para", "He was mayor until\n2016. Then he left.")]


def test_what_is_not_read() -> None:
    text = (
        "```\n“No,” he said.\n```\nWords.\n\n~~~~ text\n~~~\nstill code\n~~~~\n\n"
        "<!-- “No,”\nhe said. --> After it.\n\n"
        "![alt](a.png)\n[1]: http://courier.example\n<div class='a'></div>\n\n***\n"
    )
    assert [(role, words) for role, words in blocks(text) if role != "code"] == [
        ("para", "Words."),
        ("para", "After it."),
    ]
    assert "he said" not in "".join(words for role, words in blocks(text) if role != "code")


def test_an_unclosed_fence_or_comment_silences_its_own_line_only() -> None:
    for mark in ("```", "<!-- to do"):
        read = article(f"One.\n\n{mark}\n\n“No,” Ann said.\n")
        assert [b.span.of(read.text) for b in read.blocks if b.role.value == "para"] == [
            "One.",
            "“No,” Ann said.",
        ]
        assert [n.message for n in read.notes] == [
            "code or a comment begins here and is never closed; the rest was read"
        ]


def test_marks_are_the_markup_and_nothing_else() -> None:
    text = (
        "# The *plan*\n\n- “**No**,” said [Ann Poe](http://courier.example/a_b_c), 5 * 3 * 2.\n\n"
        "> _Ann_ wrote\n> snake_case_word and `code` \\* marked *\n\n"
        "See<sup>1</sup> ~~this~~ ***all***[^2].\n"
    )
    assert unmarked(text) == (
        "··The ·plan·\n\n··“··No··,” said ·Ann Poe" + "·" * 31 + ", 5 * 3 * 2.\n\n"
        "···Ann· wrote\n··snake_case_word and ·code· ·* marked *\n\nSee·····1······ ··this·· ···all·······.\n"
    )


@pytest.mark.parametrize("line", ["```a\n", "~~~~ b\n", "<!-- c\n", "|-", "- [ ", "* * x", "> > >", "<a <a "])
def test_no_text_takes_long(line: str) -> None:
    began = time.monotonic()
    article("Words.\n\n" + line * (300_000 // len(line)))
    assert time.monotonic() - began < 20


def test_hundreds_of_stray_stars_are_quick() -> None:
    article("*a _b [c `d <e \\" * 20_000)


@given(st.text(alphabet="ab*_#>-`~<!|[]()\n 1.=\\", max_size=120))
def test_blocks_are_in_order_apart_and_within_the_text(text: str) -> None:
    read = read_text("x\n\n" + text, "a.md")
    spans = [b.span for b in read.blocks]
    assert [b.id for b in read.blocks] == list(range(len(spans)))
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= s.start < s.end <= len(read.text) for s in spans)
    assert all(m.end <= len(read.text) for m in read.marks)
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(read.text) if c in "ab")


@given(st.text(alphabet="# \ta\\"))
def test_a_heading_ends_before_its_closing_hashes(line: str) -> None:
    plain = re.fullmatch(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*", line[:20])
    found = [b for b in article(f"{line[:20]}\n\nHe left.").blocks if b.role is BlockRole.HEADLINE]
    words = plain[2] if plain else ""
    assert [b.span.of(line) for b in found] == ([words] if words else [])


@pytest.mark.parametrize(
    "line",
    ["# a" + " " * 50_000 + "b", "# a" + "#" * 50_000 + "b", " " * 50_000 + "x", "--|--" + " " * 50_000 + "x"],
    ids=["spaces in a heading", "hashes in a heading", "an indent", "the rule of a table"],
)
def test_no_line_takes_longer_than_its_length(line: str) -> None:
    started = time.process_time()
    article(line)
    assert time.process_time() - started < 2


def test_footnotes_and_words_after_a_label_are_read() -> None:
    text = "It fell.[^1]\n\n[^1]: The board knew.\n\n[Note]: The board met twice.\n\n[x]: http://x.example 'Title'\n"
    assert [words for role, words in blocks(text) if role == "para"] == [
        "It fell.[^1]",
        "[^1]: The board knew.",
        "[Note]: The board met twice.",
    ]


def test_entities_are_told_with_what_they_stand_for() -> None:
    read = article("Tea &amp; cake &ldquo;&#8217;&bogus; \\&amp;\n\n```\n&amp;\n```\n")
    assert [(span.of(read.text), char) for span, char in read.entities] == [
        ("&amp;", "&"),
        ("&ldquo;", "“"),
        ("&#8217;", "’"),
    ]
