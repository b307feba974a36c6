"""Places as editors count them: against what Python's own encoders count, for any text at all."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.base.spans import Span
from auditor.editing.positions import UTF8, UTF16, UTF32, Positions

WIDTHS = {UTF8: ("utf-8", 1), UTF16: ("utf-16-le", 2), UTF32: ("utf-32-le", 4)}
TEXTS = st.text(st.sampled_from("ab é\u2028\x0b\x85ß€😀👩‍🚀\r\n\r\n") | st.characters(codec="utf-8"), max_size=40)
ENCODINGS = st.sampled_from([UTF8, UTF16, UTF32])


def counted(text: str, offset: int, encoding: str) -> tuple[int, int]:
    """The place by counting bytes: written apart from the code, slowly."""
    ends = [0, *(found.end() for found in re.finditer(r"\r\n|\r|\n", text))]
    line = max(n for n, start in enumerate(ends) if start <= offset)
    words = re.split(r"\r\n|\r|\n", text)[line][: offset - ends[line]]
    codec, width = WIDTHS[encoding]
    return line, len(words.encode(codec)) // width


@given(TEXTS, ENCODINGS, st.data())
def test_every_offset_has_the_place_that_its_encoding_counts(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    assert Positions(text, encoding).at(offset) == counted(text, offset, encoding)


@given(TEXTS, ENCODINGS, st.data())
def test_a_place_leads_back_to_its_offset(text: str, encoding: str, data: st.DataObject) -> None:
    offset = data.draw(st.integers(0, len(text)))
    positions = Positions(text, encoding)
    back = positions.offset(positions.at(offset))
    assert back == offset or text[back:offset] == "\r"  # within a line end there is no place


@given(TEXTS, ENCODINGS, st.tuples(st.integers(-2, 99), st.integers(0, 99)))
def test_any_place_is_in_the_text(text: str, encoding: str, place: tuple[int, int]) -> None:
    assert 0 <= Positions(text, encoding).offset(place) <= len(text)


def test_an_emoji_is_two_units_in_one_encoding_four_in_another_and_one_in_the_third() -> None:
    text = "Rain 😀 fell\r\nhere"
    fell = Span(text.index("fell"), text.index("fell") + 4)
    assert Positions(text, UTF16).span(fell) == ((0, 8), (0, 12))
    assert Positions(text, UTF8).span(fell) == ((0, 10), (0, 14))
    assert Positions(text, UTF32).span(fell) == ((0, 7), (0, 11))


def test_a_place_in_the_midst_of_a_character_is_that_character() -> None:
    assert Positions("a😀b").offset((0, 2)) == 1


@pytest.mark.parametrize(("offset", "end"), [(0, 2), (2, 2), (4, 6), (6, 6), (9, 6)])
def test_a_line_ends_before_its_line_end(offset: int, end: int) -> None:
    assert Positions("ab\r\ncd").end_of_line(offset) == end
