"""JSON from whoever sent it: what is mended, what is refused and where the damage is."""

from __future__ import annotations

import pytest

from auditor.base.errors import At, ReadingError
from auditor.readers.json import MOST, line, listed, objects, parse, pointer, string, under

AT = At("a.json")


def refused(data: bytes, deepest: int = 200, at: At = AT) -> ReadingError:
    with pytest.raises(ReadingError) as caught:
        parse(data, at, deepest)
    assert caught.value.hint
    return caught.value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_encoding_of_unicode_is_read(encoding: str) -> None:
    assert parse('{"näme": "“yes” 😋"}'.encode(encoding), AT) == {"näme": "“yes” 😋"}


def test_half_characters_and_nul_are_replaced_wherever_they_stand() -> None:
    data = b'{"a\\ud800": ["\\udc00x", {"b": "\\u0000", "c": "\\ud83d\\ude0b"}], "d": "\\\\ud800"}'
    assert parse(data, AT) == {"a\ufffd": ["\ufffdx", {"b": "\ufffd", "c": "😋"}], "d": "\\ud800"}


def test_of_two_members_of_one_name_the_last_counts() -> None:
    assert parse(b'{"a": 1, "a": 2}', AT) == {"a": 2}


@pytest.mark.parametrize(
    ("data", "code", "place", "message"),
    [
        (b'{"a": 1,\n  "b" 2}', "A311", "a.json", "its JSON is damaged in line 2, column 7: Expecting ':' delimiter"),
        (b'["he left', "A311", "a.json", "its JSON is damaged in line 1, column 2: Unterminated string starting at"),
        (b"", "A311", "a.json", "its JSON is damaged in line 1, column 1: Expecting value"),
        (b'["\xe9"]', "A311", "a.json", "its JSON is in no encoding of Unicode"),
        (b"[" + b"1" * 5000 + b"]", "A311", "a.json", "its JSON has a number that is too long"),
        (b"[" * 201 + b"]" * 201, "A312", "a.json", "its JSON is nested more than 200 deep (the setting max_depth)"),
        (b"[" * 100_000, "A312", "a.json", "its JSON is nested more than 200 deep (the setting max_depth)"),
        (b"[" + b"[]," * MOST + b"[]]", "A306", "a.json", "its JSON has more than 1,000,000 objects and arrays"),
    ],
)
def test_each_refusal_says_why_and_where(data: bytes, code: str, place: str, message: str) -> None:
    error = refused(data)
    assert (error.code, str(error.at), error.message) == (code, place, message)


def test_the_limit_of_depth_is_allowed_and_no_setting_goes_beyond_what_can_be_read() -> None:
    assert parse(b"[" * 200 + b"]" * 200, AT, 200) is not None
    assert refused(b"[[]]", 1).message == "its JSON is nested more than 1 deep (the setting max_depth)"
    assert refused(b"[" * 500 + b"]" * 500, 100_000).message == "its JSON is nested more than 400 deep"


def test_damage_in_a_line_of_a_file_is_told_by_that_line() -> None:
    error = refused(b'{"a" 1}', at=At("a.jsonl", 7))
    assert str(error.at) == "a.jsonl:7"
    assert error.message == "its JSON is damaged in line 7, column 6: Expecting ':' delimiter"


def test_values_of_any_type_can_be_asked() -> None:
    values: list[object] = ["a\nb", 4, 1.5, True, None, [], {}]
    assert [string(each) for each in values] == ["a\nb", "4", "1.5", "", "", "", ""]
    assert line(" a\n b ") == "a b"
    assert under({"a": {"b": 1}}, "a", "b") == 1
    assert under({"a": [1]}, "a", "b") is None
    assert list(objects([1, {"a": 1}, [], {}])) == [("/1", {"a": 1}), ("/3", {})]
    assert list(objects({"a": 1})) == [("", {"a": 1})]
    assert list(objects("a")) == []
    assert [list(listed(each)) for each in ([1, 2], "a", None)] == [[1, 2], ["a"], []]
    assert pointer("a/b", 3, "c~d") == "/a~1b/3/c~0d"
