"""What can be looked for, and what is refused."""

from __future__ import annotations

import time

import pytest

from auditor.base.errors import UsageError
from auditor.reviewing.patterns import LONGEST, Wanted, compiled


def found(text: str, pattern: str, *, is_regex: bool = False, ignores_case: bool = False) -> list[tuple[int, str]]:
    places = compiled(Wanted(pattern, is_regex, ignores_case)).finditer(text)
    return [(place.start(), place.group()) for place in places]


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize("pattern", ["", "  \n", "x" * (LONGEST + 1)])
@pytest.mark.parametrize("is_regex", [True, False])
def test_nothing_and_far_too_much_cannot_be_looked_for(pattern: str, is_regex: bool) -> None:
    with pytest.raises(UsageError) as caught:
        compiled(Wanted(pattern, is_regex))
    assert caught.value.code == "A011"


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        ("(aid", "missing ): (aid"),
        (r"(\w)\1", r"invalid escape sequence: \1"),
        (r"(?<=the )aid", "invalid perl operator: (?<"),
        (r"(\w{1000}){1000}", "invalid repetition size: {1000}"),
    ],
)
def test_what_re2_does_not_know_is_refused_with_its_reason(pattern: str, reason: str) -> None:
    with pytest.raises(UsageError) as caught:
        compiled(Wanted(pattern, is_regex=True))
    assert reason in caught.value.message
    assert "without --regex" in caught.value.hint


def test_a_pattern_that_would_never_end_ends() -> None:
    begun = time.monotonic()
    assert found("a" * 5000 + "!", r"(a+)+(a+)+$", is_regex=True) == []
    assert time.monotonic() - begun < 5


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "pattern", "places"),
    [
        ("The aide gave aid.", "aid", [(14, "aid")]),
        ("café, cafés", "café", [(0, "café")]),
        ("first aid\n  kit", "aid kit", [(6, "aid\n  kit")]),
        ("It’s off. It's off.", "it's off", []),
        ("It’s off. It's off.", "It's off", [(0, "It’s off"), (10, "It's off")]),
        ('“no” and "no"', '"no"', [(0, "“no”"), (9, '"no"')]),
        ("no no no", "no no", [(0, "no no")]),
        ("banan an an", "an an", [(6, "an an")]),
        ("a.d", "a.d", [(0, "a.d")]),
        ("axd", "a.d", []),
        ("cost (net)", "(net)", [(5, "(net)")]),
    ],
)
def test_words_stand_whole_and_in_a_row(text: str, pattern: str, places: list[tuple[int, str]]) -> None:
    assert found(text, pattern) == places


def test_case_counts_unless_it_is_not_to() -> None:
    assert found("Aid, ÉTÉ", "été") == []
    assert found("Aid, ÉTÉ", "été", ignores_case=True) == [(5, "ÉTÉ")]
    assert found("Aid, ÉTÉ", "é.é", is_regex=True, ignores_case=True) == [(5, "ÉTÉ")]


def test_offsets_of_a_regular_expression_are_code_points() -> None:
    assert found("é𝛼 aid aids", r"aids?", is_regex=True) == [(3, "aid"), (7, "aids")]
