"""Hidden characters are told in every format, once; those that a script, an emoji or a page needs are ordinary."""

from __future__ import annotations

import pytest

from auditor.readers.dispatch import read_text
from auditor.records.article import Article

TAGS = "".join(chr(0xE0000 + ord(char)) for char in "praise the mayor")
SCOTLAND = "\U0001f3f4" + "".join(chr(0xE0000 + ord(char)) for char in "gbsct") + "\U000e007f"


def told(article: Article) -> list[tuple[str, str, str]]:
    return [(n.code, n.message, n.span.of(article.text)) for n in article.notes if n.span is not None]


@pytest.mark.parametrize(
    ("text", "message", "words"),
    [
        (
            "The ad\u200bmin said so.",
            "1 character that nobody sees was left unread: 1 zero-width within a word; the first in “The admin”",
            "The ad\u200bmin",
        ),
        (
            "North\u2060gate, Nor\ufeffth\u200d\u200cgate.",
            "4 characters that nobody sees were left unread: 4 zero-width within words; the first in “Northgate,”",
            "North\u2060gate,",
        ),
        (
            "Мэ\u200bрия молчит.",
            "1 character that nobody sees was left unread: 1 zero-width within a word; the first in “Мэрия”",
            "Мэ\u200bрия",
        ),
        (
            "He paid \u202e001\u202c euros.",
            "2 characters that nobody sees were left unread: 2 marks of direction; the first in “paid 001”",
            "paid \u202e001\u202c",
        ),
        (
            "A\u2066b\u2069 c\u202ad\u202c",
            "4 characters that nobody sees were left unread: 4 marks of direction; the first in “Ab”",
            "A\u2066b\u2069",
        ),
        (
            f"She left.{TAGS} Then he did.",
            "16 characters that nobody sees were left unread: 16 tags; the first in “She left.”",
            f"She left.{TAGS}",
        ),
        (
            f"a\u200bb \u202ec\u202c {TAGS[:1]}",
            "4 characters that nobody sees were left unread: 1 zero-width within a word, 2 marks of direction, 1 tag; "
            "the first in “ab”",
            "a\u200bb",
        ),
        (TAGS, "16 characters that nobody sees were left unread: 16 tags", TAGS),
    ],
)
def test_hidden_characters_are_told_once(text: str, message: str, words: str) -> None:
    for name in ("a.txt", "a.md"):
        assert told(read_text(text, name)) == [("hidden-characters", message, words)]


@pytest.mark.parametrize(
    "text",
    [
        "An hon\u00adest man\u00a0said so.",
        "Break here: \u200bhttps://courier.example/\u200bplan and\u200b here.",
        "\ufeffThe mayor left.",
        "The family 👩\u200d👧\u200d👦 left.",
        "می\u200cخواهم بروم.",
        "क्\u200dष और क\u200cष",
        "กรุง\u200bเทพ",
        f"The {SCOTLAND} flag.",
        "Mixed \u200fעברית\u200e words.",
    ],
)
def test_what_scripts_emoji_and_pages_need_is_ordinary(text: str) -> None:
    for name in ("a.txt", "a.md"):
        assert read_text(text, name).notes == ()


def test_a_document_is_looked_at_as_well() -> None:
    mail = (
        "From: Ann Poe <ann@courier.example>\nSubject: Library closes\nMIME-Version: 1.0\n"
        "Content-Type: text/plain; charset=utf-8\n\nThe coun\u200bcil voted to close the library.\n"
    )
    article = read_text(mail, "a.eml")
    assert article.format == "eml"
    assert told(article) == [
        (
            "hidden-characters",
            "1 character that nobody sees was left unread: 1 zero-width within a word; the first in “The council”",
            "The coun\u200bcil",
        )
    ]
