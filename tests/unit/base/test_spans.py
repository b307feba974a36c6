"""Arithmetic on offsets."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from auditor.base.spans import LineIndex, Nest, Span, count_words, hull, merge, subtract, trim

exact = settings(deadline=None, derandomize=True, database=None)


@st.composite
def some_spans(draw: st.DrawFn) -> list[Span]:
    pairs = draw(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 8)), max_size=8))
    return [Span(start, start + length) for start, length in pairs]


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 2), (-2, -1)])
def test_no_span_runs_backwards_or_starts_before_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"no span: {start}:{end}"):
        Span(start, end)


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 3).overlaps(Span(3, 5))
    assert not Span(3, 5).overlaps(Span(0, 3))
    assert Span(0, 3).overlaps(Span(2, 5))


def test_the_end_of_a_span_is_not_in_it() -> None:
    assert [at for at in range(6) if Span(2, 4).covers(at)] == [2, 3]
    assert Span(2, 4).contains(Span(4, 4))
    assert not Span(2, 4).contains(Span(3, 5))


def test_earlier_spans_come_first_and_of_two_the_longer() -> None:
    assert sorted([Span(2, 3), Span(0, 1), Span(0, 4)]) == [Span(0, 4), Span(0, 1), Span(2, 3)]


def test_a_span_moves_and_has_words() -> None:
    assert Span(1, 4).shift(3).of("The mayor") == "may"
    assert len(Span(1, 4)) == 3


def test_there_is_no_hull_of_nothing() -> None:
    with pytest.raises(ValueError, match="empty"):
        hull([])
    assert hull([Span(4, 6), Span(1, 2)]) == Span(1, 6)


def test_trim_takes_space_off_both_ends_only() -> None:
    text = " \u00a0a b\n "
    assert trim(Span(0, len(text)), text).of(text) == "a b"
    assert trim(Span(0, 2), text) == Span(2, 2)
    assert trim(Span(2, 5), text, "ab").of(text) == " "


def test_merge_joins_what_overlaps_or_lies_within_the_gap() -> None:
    spans = [Span(8, 9), Span(0, 3), Span(3, 4), Span(5, 6)]
    assert list(merge(spans)) == [Span(0, 4), Span(5, 6), Span(8, 9)]
    assert list(merge(spans, gap=1)) == [Span(0, 6), Span(8, 9)]
    assert list(merge([Span(0, 9), Span(1, 2)])) == [Span(0, 9)]
    assert list(merge([])) == []


def test_subtract_leaves_what_lies_between_the_holes() -> None:
    assert list(subtract(Span(2, 10), [Span(8, 12), Span(0, 3), Span(4, 5)])) == [Span(3, 4), Span(5, 8)]
    assert list(subtract(Span(2, 4), [Span(0, 9)])) == []
    assert list(subtract(Span(2, 4), [Span(4, 9)])) == [Span(2, 4)]


@exact
@given(span=st.builds(lambda a, n: Span(a, a + n), st.integers(0, 30), st.integers(0, 20)), holes=some_spans())
def test_what_is_left_and_the_holes_make_up_the_whole(span: Span, holes: list[Span]) -> None:
    left = [at for rest in subtract(span, holes) for at in range(rest.start, rest.end)]
    assert left == [at for at in range(span.start, span.end) if not any(h.covers(at) for h in holes)]


@exact
@given(spans=some_spans())
def test_merged_spans_cover_the_same_places_and_lie_apart(spans: list[Span]) -> None:
    merged = list(merge(spans))
    assert {i for s in merged for i in range(s.start, s.end)} == {i for s in spans for i in range(s.start, s.end)}
    assert all(a.end < b.start for a, b in pairwise(merged))


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("— … “”", 0),
        ("1,270 people", 2),
        ("U.S. officials don't", 3),
        ("a step-by-step plan", 3),
        ("l’été", 1),
        ("yes,no", 1),
        ("yes, no", 2),
    ],
)
def test_words_are_counted_as_a_reader_would(text: str, count: int) -> None:
    assert count_words(text) == count


def test_lines_end_at_any_line_end() -> None:
    lines = LineIndex("a\r\nbc\rd\n")
    assert [lines.line_column(at) for at in (0, 3, 4, 6, 8)] == [(1, 1), (2, 1), (2, 2), (3, 1), (4, 1)]
    assert len(lines) == 4
    assert [lines.offset(n) for n in (1, 2, 3, 4)] == [0, 3, 6, 8]


@pytest.mark.parametrize("line", [-1, 0, 3])
def test_a_text_has_only_the_lines_it_has(line: int) -> None:
    with pytest.raises(IndexError, match=f"no line {line}"):
        LineIndex("a\nb").offset(line)


@exact
@given(some_spans(), st.tuples(st.integers(0, 40), st.integers(0, 8)))
def test_what_lies_around_a_place_is_what_a_look_at_all_would_find(spans: list[Span], place: tuple[int, int]) -> None:
    nest = Nest((span, number) for number, span in enumerate(spans))
    inner = Span(place[0], place[0] + place[1])
    assert sorted(nest.around(inner)) == [n for n, span in enumerate(spans) if span.contains(inner)]
    assert sorted(nest.overlapping(inner)) == [n for n, span in enumerate(spans) if span.overlaps(inner)]
    starts = [spans[n].start for n in nest.around(inner)]
    assert starts == sorted(starts, reverse=True)
