"""Marked examples: text, spans and places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.base.errors import At, PackError
from auditor.base.spans import Span
from auditor.cli.rules import marked
from auditor.packs.examples import parse
from auditor.packs.yamlpos import Scalar
from auditor.records.rules import Example

ROLES = ("grant", "reason", "source")


def read(text: str) -> Example:
    return parse(Scalar(At("a.yaml", 7, 5), text, source=text), ROLES)


def spans(example: Example) -> list[tuple[str, str]]:
    return [(role, span.of(example.text)) for role, span in example.roles]


def test_without_marks() -> None:
    assert read("He left.") == Example("He left.", (), None, 7)


def test_one_mark() -> None:
    example = read("He [[grant: asked not to be named]].")
    assert example.text == "He asked not to be named."
    assert example.roles == (("grant", Span(3, 24)),)


def test_nested_marks_come_outermost_first() -> None:
    example = read("An aide [[grant: asked not to be named [[reason: because talks go on]]]].")
    assert example.text == "An aide asked not to be named because talks go on."
    assert spans(example) == [
        ("grant", "asked not to be named because talks go on"),
        ("reason", "because talks go on"),
    ]


def test_marks_that_start_together() -> None:
    example = read("[[grant: [[source: She]] spoke anonymously]].")
    assert spans(example) == [("grant", "She spoke anonymously"), ("source", "She")]


def test_a_role_may_be_marked_twice_and_a_colon_belongs_to_the_words() -> None:
    example = read("[[source: A]] and [[source: B: C]]")
    assert spans(example) == [("source", "A"), ("source", "B: C")]


def test_single_brackets_are_words() -> None:
    assert read("He [the mayor] left a[0].").text == "He [the mayor] left a[0]."


def test_brackets_may_stand_at_the_edge_of_a_mark() -> None:
    assert spans(read("[[grant: he [sic]]] left")) == [("grant", "he [sic")]


def test_a_block_value_ends_without_its_line_end() -> None:
    assert read("One.\n\nTwo.\n").text == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a [[grant: b", "a.yaml:7:7: A221 the mark of 'grant' is not closed"),
        ("[[grant: a [[reason: b]] c", "a.yaml:7:5: A221 the mark of 'grant' is not closed"),
        ("a]] b", "a.yaml:7:6: A221 a mark is closed that was never opened"),
        ("[[grant: a]]]]", "a.yaml:7:17: A221 a mark is closed that was never opened"),
        ("[[a]]", "a.yaml:7:5: A221 the mark names no role"),
        ("[[: a]]", "a.yaml:7:5: A221 the mark names no role"),
        ("[[party: a]]", "a.yaml:7:7: A222 unknown role 'party'"),
        ("[[grant:]]", "a.yaml:7:13: A221 the mark holds no words"),
        ("[[grant: a ]]", "a.yaml:7:16: A221 the mark around 'a' holds white space"),
        ("[[grant:  a]]", "a.yaml:7:16: A221 the mark around 'a' holds white space"),
    ],
)
def test_broken_marks(text: str, message: str) -> None:
    with pytest.raises(PackError) as caught:
        read(text)
    assert str(caught.value).splitlines()[0] == message


@given(st.lists(st.tuples(st.sampled_from(ROLES), st.integers(0, 12), st.integers(1, 6)), max_size=3))
def test_marks_written_out_are_read_again(marks: list[tuple[str, int, int]]) -> None:
    text = "abcdefghijklmnopqrstuvwxyz"
    roles: list[tuple[str, Span]] = []
    for role, start, length in marks:
        span = Span(start, start + length)
        if all(not span.overlaps(s) or (span.contains(s) and span != s) or s.contains(span) for _, s in roles):
            roles.append((role, span))
    roles = sorted({span: (role, span) for role, span in roles}.values(), key=lambda pair: pair[1])
    example = Example(text, tuple(roles), None, 7)
    assert read(marked(example)) == example
