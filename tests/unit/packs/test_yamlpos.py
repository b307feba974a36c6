"""YAML with places: what is read, and where each value stands."""

from __future__ import annotations

import pytest

from auditor.base.errors import At, PackError
from auditor.packs.yamlpos import Mapping, Scalar, Sequence, parse


def scalar(text: str) -> Scalar:
    node = parse(text, "a.yaml")
    assert isinstance(node, Scalar)
    return node


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("no", "a boolean"),
        ("On", "a boolean"),
        ("true", "a boolean"),
        ("1984", "a number"),
        ("1.5", "a number"),
        ("1:30", "a number"),
        ("~", "nothing"),
        ("null", "nothing"),
        ("2017-04-01", "a date"),
        ("'no'", "text"),
        ('"1984"', "text"),
        ("nowhere", "text"),
        ("y", "text"),
        ("1984-ish", "text"),
        ("=", "text"),
    ],
)
def test_what_yaml_takes_a_word_for(text: str, kind: str) -> None:
    assert scalar(text).kind == kind


def test_places_are_one_based_and_counted_in_code_points() -> None:
    node = parse("é: '😀'\nlist: ['😀', b]\n", "a.yaml")
    assert isinstance(node, Mapping)
    listed = node.get("list")
    assert isinstance(listed, Sequence)
    assert [item.at for item in listed.items] == [At("a.yaml", 2, 8), At("a.yaml", 2, 13)]
    assert [key.at.column for key, _ in node.entries] == [1, 1]


@pytest.mark.parametrize(
    ("text", "word", "column"),
    [
        ("say the word", "word", 9),
        ("'say the word'", "word", 10),
        ("'it''s the word'", "word", 12),
        ('"it\'s the word"', "word", 11),
        ('"a\\tb the word"', "word", 1),
        ("|\n  the word", "word", 1),
        ("'the\n  word'", "word", 1),
    ],
    ids=["plain", "single", "doubled mark", "double", "escape", "block", "two lines"],
)
def test_place_of_a_word_inside_a_value(text: str, word: str, column: int) -> None:
    value = scalar(text)
    assert value.place(value.text.index(word)) == At("a.yaml", 1, column)


def test_value_under_an_unknown_key_is_none() -> None:
    node = parse("a: b\n", "a.yaml")
    assert isinstance(node, Mapping)
    assert node.get("b") is None


@pytest.mark.parametrize("text", ["", "\n\n", "# only a remark\n"])
def test_empty_file(text: str) -> None:
    with pytest.raises(PackError, match=r"^a\.yaml: A204 the file is empty"):
        parse(text, "a.yaml")


def test_control_characters_are_refused() -> None:
    with pytest.raises(PackError, match="A203 this is not YAML: unacceptable character #x0001"):
        parse("a: \x01", "a.yaml")


def test_errors_in_nested_mappings_have_their_place() -> None:
    with pytest.raises(PackError, match=r"^a\.yaml:3:5: A206 the key 'c' is given twice"):
        parse("a:\n  - c: 1\n    c: 2\n", "a.yaml")


def test_the_same_key_in_two_mappings_is_no_repetition() -> None:
    node = parse("- {a: b}\n- {a: c}\n", "a.yaml")
    assert isinstance(node, Sequence)
    assert len(node.items) == 2


def test_deep_nesting_is_refused() -> None:
    with pytest.raises(PackError, match="A203 this is nested too deep"):
        parse("[" * 5000 + "]" * 5000, "a.yaml")
