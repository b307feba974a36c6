"""Front matter is metadata, and a slip in it costs metadata at most."""

from __future__ import annotations

import pytest

from auditor.base.spans import Span
from auditor.readers.metadata import in_vocabulary
from auditor.readers.text.frontmatter import front_matter

BODY = "\nThe mayor resigned.\n"


def test_values_are_strings_and_tuples_of_strings() -> None:
    text = (
        "---\ntitle: 'Mayor: out'\ndate: 2024-05-03\nlive: yes\nwords: 0750\nauthors: [Jane Roe, Tom Poe]\n"
        "desk: {name: metro, editor: Ann}\npeople:\n  - name: Ann\n    role: editor\nempty:\n---" + BODY
    )
    front = front_matter(text)
    assert dict(front.meta) == {
        "title": "Mayor: out",
        "date": "2024-05-03",
        "live": "yes",
        "words": "0750",
        "authors": ("Jane Roe", "Tom Poe"),
        "desk.name": "metro",
        "desk.editor": "Ann",
        "people": ("Ann, editor",),
        "empty": "",
    }
    assert front.span is not None and text[front.span.end :] == BODY
    assert front.notes == ()


@pytest.mark.parametrize("text", ["No front matter.", "", "----\ntitle: a\n----\n", "Words.\n---\na: b\n---\n"])
def test_none(text: str) -> None:
    assert front_matter(text).span is None
    assert front_matter(text).notes == ()


def test_prose_between_rules_is_text() -> None:
    front = front_matter("---\nThe mayor said no and left the room.\n---\nShe came back.\n")
    assert (front.span, dict(front.meta), front.notes) == (None, {}, ())


def test_crlf_leading_blank_line_and_dots() -> None:
    text = "\r\n---\r\ndesk: metro\r\n...\r\nThe mayor resigned.\r\n"
    front = front_matter(text)
    assert dict(front.meta) == {"desk": "metro"}
    assert front.span == Span(2, text.index("...") + 3)


def test_broken_yaml_is_noted_with_its_line() -> None:
    text = "---\ntitle: Mayor\nauthors: [Jane\ndesk: metro\n---" + BODY
    front = front_matter(text)
    assert dict(front.meta) == {}
    assert front.span is not None and text[front.span.end :] == BODY
    assert [n.code for n in front.notes] == ["front-matter"]
    assert front.notes[0].message.startswith("the front matter is not valid YAML (line 4: ")


def test_unclosed_is_text_and_noted() -> None:
    front = front_matter("---\ntitle: Mayor\n\nThe mayor resigned.\n")
    assert front.span is None
    assert [n.message for n in front.notes] == ["the front matter is never closed by a line `---`; read as text"]


def test_aliases_that_would_swell_are_not_read() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40))]
    front = front_matter("---\n" + "\n".join(lines) + "\n---" + BODY)
    assert dict(front.meta) == {}
    assert [n.message for n in front.notes] == ["front matter with aliases is not read"]


def test_deep_nesting_is_no_crash() -> None:
    front = front_matter("---\na: " + "[" * 20_000 + "\n---" + BODY)
    assert dict(front.meta) == {}
    assert [n.message for n in front.notes] == ["front matter with more than 20 levels is not read"]


def test_control_characters_are_named() -> None:
    front = front_matter("---\ntitle: a\x07b\n---" + BODY)
    expected = "the front matter is not valid YAML (line 2: special characters are not allowed); none of it was used"
    assert [n.message for n in front.notes] == [expected]


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("a: " + "x" * 50_000, "more than 50,000 characters"),
        ("\n".join(f"k{i}:" for i in range(2_001)), "more than 2,000 values"),
        ("a: &a b\nc: *a", "aliases"),
        (f"? {'n' * 30_000}\n:\n" + "".join(f"  k{i}: v\n" for i in range(900)), "names of more than 500 characters"),
    ],
)
def test_what_costs_more_than_it_can_be_worth_is_not_read(lines: str, reason: str) -> None:
    front = front_matter(f"---\n{lines}\n---{BODY}")
    assert dict(front.meta) == {}
    assert [n.message for n in front.notes] == [f"front matter with {reason} is not read"]


def test_an_escape_that_is_no_character_is_noted() -> None:
    front = front_matter('---\ntitle: "\\UFFFFFFFF"\n---' + BODY)
    assert dict(front.meta) == {}
    assert [n.code for n in front.notes] == ["front-matter"]


def test_escapes_bring_in_nothing_that_no_report_can_hold() -> None:
    front = front_matter('---\ntitle: "a\\x1b[2J\\ud800\\0b"\n"k\\e": c\n---' + BODY)
    assert dict(front.meta) == {"title": "a\ufffd[2J\ufffd\ufffdb", "k\ufffd": "c"}


def test_merge_keys_and_tags_are_taken_by_their_letters() -> None:
    front = front_matter("---\n<<: {a: b}\nc: !!python/name:os.system d\n---" + BODY)
    assert dict(front.meta) == {"<<.a": "b", "c": "d"}


def test_toml_between_plus_signs() -> None:
    text = '+++\ntitle = "Mayor: out"\nlive = true\nwords = 750\ntags = ["a", "b"]\n[desk]\nname = "metro"\n+++' + BODY
    front = front_matter(text)
    assert dict(front.meta) == {
        "title": "Mayor: out",
        "live": "true",
        "words": "750",
        "tags": ("a", "b"),
        "desk.name": "metro",
    }
    assert front.span is not None and text[front.span.end :] == BODY


def test_broken_or_unclosed_toml_is_noted() -> None:
    broken, unclosed = (front_matter(t) for t in ("+++\na = \n+++" + BODY, "+++\na = 1\n" + BODY))
    assert (broken.span is not None, dict(broken.meta), len(broken.notes)) == (True, {}, 1)
    assert (unclosed.span, len(unclosed.notes)) == (None, 1)
    assert front_matter("+++\nThe mayor left.\n+++" + BODY).span is None


def test_an_object_of_json() -> None:
    text = '{\n "title": "Mayor",\n "desk": {"name": "metro"},\n "tags": ["a"],\n "old": null\n}\n' + BODY
    front = front_matter(text)
    assert dict(front.meta) == {"title": "Mayor", "desk.name": "metro", "tags": ("a",), "old": ""}
    assert front.span is not None and text[front.span.end :] == "\n" + BODY


@pytest.mark.parametrize("text", ['{"a": 1} and words', '{"a": ', "{a}" + BODY, '["a"]' + BODY, '{"a":' * 5000])
def test_what_only_looks_like_json_is_text(text: str) -> None:
    assert front_matter(text).span is None


def test_folded_and_literal_values_stand_on_one_line() -> None:
    text = (
        "---\ntitle: >-\n  Mayor: out\n  at last\nabout: |\n  One.\n\n  Two.\nempty: ~\ntags: [a, null, b]\n---" + BODY
    )
    assert dict(front_matter(text).meta) == {
        "title": "Mayor: out at last",
        "about": "One. Two.",
        "empty": "",
        "tags": ("a", "b"),
    }


def test_dates_are_told_as_they_stand_or_as_iso_8601_has_them() -> None:
    yaml = "---\ndate: 2024-05-03\nat: 2024-05-03 10:00:00 +0200\n---" + BODY
    assert dict(front_matter(yaml).meta) == {"date": "2024-05-03", "at": "2024-05-03 10:00:00 +0200"}
    toml = "+++\ndate = 2024-05-03\nat = 2024-05-03T10:00:00+02:00\nhour = 10:00:00\ntimes = [2024-05-03]\n+++" + BODY
    assert dict(front_matter(toml).meta) == {
        "date": "2024-05-03",
        "at": "2024-05-03T10:00:00+02:00",
        "hour": "10:00:00",
        "times": ("2024-05-03",),
    }


@pytest.mark.parametrize(
    "text",
    [
        "---\nauthor: {name: Jane Roe, mail: j@x.example}\n---",
        "---\nauthor:\n  name: Jane Roe\n  desk: metro\n---",
        '+++\n[author]\nname = "Jane Roe"\n+++',
        '{"author": {"name": "Jane Roe"}}\n',
        "---\nbyline: Jane Roe\n---",
    ],
)
def test_an_author_of_whom_more_is_told_is_known_by_name(text: str) -> None:
    assert in_vocabulary(front_matter(text + BODY).meta)["author"] == "Jane Roe"


def test_authors_of_whom_more_is_told_are_known_by_name() -> None:
    text = "---\nauthors:\n  - name: Jane Roe\n    mail: j@x.example\n  - Tom Poe\n---" + BODY
    assert in_vocabulary(front_matter(text).meta)["author"] == ("Jane Roe", "Tom Poe")
