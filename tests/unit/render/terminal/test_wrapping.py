"""Lines broken between words, and carets that stand below the words they mark, whatever the characters' width."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.text import Text

from auditor.render.terminal.styled import MARK
from auditor.render.terminal.wrapping import carets, labelled, marked, pathed, wrapped

WIDE = (
    "The mayor 王小明 of 東京 said so.",
    "Zoë a\u0308ußerte sich nicht zum Kafe\u0301.",
    "A 🚢 sailed, 👍🏽 said aides, 🇳🇴 too.",
    "ｆｕｌｌ ｗｉｄｔｈ words here",
)


def lines(found: object) -> list[str]:
    return [line.plain for line in found]  # type: ignore[attr-defined]


def test_lines_are_broken_between_words_and_hang() -> None:
    text = Text("No reason is given for not naming two people.")
    assert lines(wrapped(text, 40, "- ", "  ")) == ["- No reason is given for not naming two", "  people."]
    assert lines(wrapped(text, 40, "ab")) == ["abNo reason is given for not naming two", "  people."]


def test_what_is_narrower_than_forty_columns_is_treated_as_forty() -> None:
    text = Text("No reason is given for not naming two people.")
    assert lines(wrapped(text, 7)) == lines(wrapped(text, 40))


@pytest.mark.parametrize("width", range(40, 101, 3))
def test_no_line_is_wider_than_the_terminal(width: int) -> None:
    text = Text(" ".join([*WIDE, "x" * 130, "word " * 40]))
    found = lines(wrapped(text, width, "  > ", "    "))
    assert max(map(cell_len, found)) <= width
    assert "".join("".join(found).split()).replace(">", "") == "".join(text.plain.split())


@pytest.mark.parametrize("words", WIDE)
def test_carets_stand_below_the_characters_they_mark(words: str) -> None:
    for start in range(len(words)):
        for end in range(start + 1, len(words) + 1):
            line = Text(words)
            line.stylize(MARK, start, end)
            before, marked_words = cell_len(words[:start]), cell_len(words[:end]) - cell_len(words[:start])
            assert carets(line) == " " * before + "^" * max(1, marked_words)


def test_a_line_without_marked_words_has_no_carets() -> None:
    line = Text("plain and bold")
    line.stylize("bold", 10, 14)
    assert carets(line) == ""


def test_carets_follow_the_words_over_the_end_of_a_line() -> None:
    text = Text("According to 王小明 and two people briefed on the plan, it will close.")
    text.stylize(MARK, text.plain.index("two"), text.plain.index(", it"))
    assert lines(marked(text, 47, Text("| "), colour=False)) == [
        "| According to 王小明 and two people briefed on",
        "|                         ^^^^^^^^^^^^^^^^^^^^^",
        "| the plan, it will close.",
        "| ^^^^^^^^",
    ]
    assert not any("^" in line for line in lines(marked(text, 42, Text("| "), colour=True)))


def test_a_path_stays_whole() -> None:
    path = "drafts/a folder with blanks/" + "long" * 20 + ".md"
    assert lines(pathed(path, Text("2 warnings"), 40)) == [f"{path}:", "  2 warnings"]
    assert lines(pathed("a b.md", Text("word " * 12), 40)) == [
        "a b.md: word word word word word word",
        "  word word word word word word",
    ]


def test_labels_have_a_column_where_there_is_room() -> None:
    text = Text("word " * 14)
    assert lines(labelled("who says it", text, 70)) == [
        "  who says it     word word word word word word word word word word",
        "                  word word word word",
    ]
    assert lines(labelled("who says it", text, 40)) == [
        "  who says it: word word word word",
        "    word word word word word word word",
        "    word word word",
    ]
