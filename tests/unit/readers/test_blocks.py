"""Where paragraphs of plain text begin and end, in every habit of writing them."""

from __future__ import annotations

import itertools
import sys
import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.readers.text.blocks import INVISIBLE, bullets, is_blank, lines, paragraphs

LONG = (
    "The council voted on Tuesday night to close the Elm Street library, which opened in 1931 and has been "
    "losing readers for years, according to figures that the library service gave to councillors in March."
)
SHORT = "“It breaks my heart,” said Ann Poe, who learned to read there and now brings her own children there."


def split(text: str) -> list[str]:
    return [span.of(text) for _, span in paragraphs(text)]


def test_blank_lines_separate() -> None:
    assert split("One.\n\nTwo.\n \t\n\nThree.") == ["One.", "Two.", "Three."]


def test_every_kind_of_line_end() -> None:
    assert split("One.\r\n\r\nTwo.\r\rThree.\u2029\u2029Four.") == ["One.", "Two.", "Three.", "Four."]


def test_one_paragraph_a_line_without_blank_lines() -> None:
    text = "\n".join([LONG, SHORT, "He left.", LONG])
    assert split(text) == [LONG, SHORT, "He left.", LONG]


def test_short_sentences_one_a_line() -> None:
    text = "The mayor has resigned, officials said.\n“No comment,” said Tom Roe.\nThe vote is in May."
    assert split(text) == text.split("\n")


def test_hard_wrapped_paragraphs_are_whole() -> None:
    wrapped = [textwrap.fill(LONG, 72), textwrap.fill(SHORT, 72)]
    assert split("\n\n".join(wrapped)) == wrapped


def test_hard_wrapped_without_blank_lines_but_with_indents() -> None:
    one, two = textwrap.fill(LONG, 72), textwrap.fill(SHORT, 72)
    assert split(f"    {one}\n    {two}") == [one, two]


def test_a_short_line_ends_a_wrapped_paragraph() -> None:
    one, two = textwrap.fill(LONG + " Then he left.", 72), textwrap.fill(SHORT, 72)
    assert len(one.splitlines()[-1]) < 50
    assert split(f"{one}\n{two}\n\n{textwrap.fill(LONG, 72)}")[:2] == [one, two]


def test_headline_and_byline_stand_alone_in_a_wrapped_text() -> None:
    body = textwrap.fill(LONG, 72)
    assert split(f"Council closes library\nBy Jane Roe\n\n{body}") == [
        "Council closes library",
        "By Jane Roe",
        body,
    ]


def test_a_dash_that_wraps_to_a_new_line_is_no_bullet() -> None:
    text = "The council, which met in the town hall for once\n– its own is flooded – voted to close."
    assert split(text) == [text]


def test_bullets_are_items_and_dashes_stay_in_the_words() -> None:
    text = "Ahead:\n• Vote on Monday.\n• Count on Tuesday.\n\n— Ann Poe"
    assert [(role.value, span.of(text)) for role, span in paragraphs(text)] == [
        ("para", "Ahead:"),
        ("list", "Vote on Monday."),
        ("list", "Count on Tuesday."),
        ("para", "— Ann Poe"),
    ]
    assert [span.of(text) for span in bullets(text)] == ["•", "•"]


def test_invisible_characters_make_no_line() -> None:
    assert split("One.\n\u200b\u00a0\ufeff\nTwo.") == ["One.", "Two."]


@given(st.text(alphabet="aB.- \n\r\t•–“”\u2028é", max_size=200))
def test_no_word_is_lost_or_read_twice(text: str) -> None:
    spans = [span for _, span in paragraphs(text)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    covered = {i for span in spans for i in range(span.start, span.end)}
    assert all(i in covered for i, char in enumerate(text) if char.isalnum())


def test_all_that_python_calls_space_is_invisible() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    assert [c for c in every if c.isspace() and c not in INVISIBLE] == []


def test_nothing_that_can_be_seen_is_invisible() -> None:
    blank = {"\u034f", "\u115f", "\u1160", "\u17b4", "\u17b5", "\u2800", "\u3164", "\uffa0"}
    assert {c for c in INVISIBLE if unicodedata.category(c) not in ("Cc", "Cf", "Zs", "Zl", "Zp")} == blank


@pytest.mark.parametrize(
    "white",
    ["\u2003", "\u3000", "\x85", "\u1680", "\u2028", "\x1c", "\u200b", "\ufeff", "\u2060", "\xad", "\u202e\u2066"],
)
def test_a_line_of_nothing_that_can_be_seen_parts_paragraphs(white: str) -> None:
    assert split(f"One.\n{white}\nTwo.") == ["One.", "Two."]
    assert split(f"{white}\n{white}One{white}\n\n{white}") == ["One"]
    assert is_blank(lines(f"{white}\n")[0], f"{white}\n")


def test_a_wide_indent_opens_a_paragraph() -> None:
    assert split(f"{LONG}\n\u3000\u3000He left.") == [LONG, "He left."]


@given(st.text(alphabet=st.sampled_from([*INVISIBLE, "a", "B", ".", "•", "-", "“"])))
def test_any_white_space_anywhere(text: str) -> None:
    spans = [span for _, span in paragraphs(text)]
    assert all(span.of(text).strip(INVISIBLE) for span in spans)
    assert all(text[bullet.start] == "•" for bullet in bullets(text))
