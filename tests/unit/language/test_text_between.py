"""`syntax.text_between`: what `doc.text` has between two offsets, at the cost of its tokens."""

from __future__ import annotations

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from auditor.language import syntax

NLP = spacy.blank("en")


@given(st.text("ab ,.“”;\n", max_size=40), st.integers(0, 40), st.integers(0, 40))
def test_it_is_what_the_whole_text_has_there(text: str, start: int, end: int) -> None:
    assert syntax.text_between(NLP(text), start, end) == text[start:end]


@pytest.mark.parametrize(
    ("start", "end", "words"), [(0, 4, "Rain"), (2, 7, "in fe"), (5, 5, ""), (11, 99, ""), (9, 12, ". ")]
)
def test_offsets_may_fall_within_words(start: int, end: int, words: str) -> None:
    assert syntax.text_between(NLP("Rain fell. "), start, end) == words
