"""Bytes of every sort that lands in a drafts folder: what is read, what is refused, and in which words."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from auditor.base.errors import ReadingError
from auditor.base.spans import Span
from auditor.readers.text.encoding import decode, encoded_like

WORDS = "“It’s over,” Zoë said — for £5."


def refusal(data: bytes) -> tuple[str, str]:
    with pytest.raises(ReadingError) as caught:
        decode(data, "drafts/a.txt")
    assert str(caught.value.at) == "drafts/a.txt"
    assert caught.value.hint
    return caught.value.code, caught.value.message


def zipped(name: str) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr(name, "<w/>")
    return content.getvalue()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (zipped("xl/workbook.xml"), "this is an Excel workbook (.xlsx), not a text"),
        (zipped("ppt/presentation.xml"), "this is a PowerPoint file (.pptx), not a text"),
        (zipped("drafts/a.txt"), "this is a zip archive, not a text"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "this is an old Word or Office document (.doc), not a text"),
        (b"\x89PNG\r\n\x1a\n\x00", "this is a PNG picture, not a text"),
        (b"He said\x00\x01\x02 no.", "this is binary data, not a text"),
        (bytes(range(1, 32)) * 20, "this is binary data, not a text"),
    ],
)
def test_what_is_no_text_is_named(data: bytes, message: str) -> None:
    assert refusal(data) == ("A307", message)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("Mayor resigns".encode("utf-16-le"), "looks like UTF-16 without a byte-order mark"),
        ("Mayor resigns".encode("utf-16-be"), "looks like UTF-16 without a byte-order mark"),
        (b"\xff\xfeM\x00a", "begins as UTF-16 and is damaged at byte 5"),
        (b"\xef\xbb\xbfab\xff", "begins as UTF-8 and is damaged at byte 6"),
    ],
)
def test_damaged_text_is_refused(data: bytes, message: str) -> None:
    assert refusal(data) == ("A308", message)


def test_utf8_is_read_without_a_word() -> None:
    decoded = decode(WORDS.encode(), "a.txt")
    assert (decoded.text, decoded.encoding, decoded.notes) == (WORDS, "UTF-8", ())


@pytest.mark.parametrize(
    ("codec", "name"),
    [("utf-8-sig", "UTF-8"), ("utf-16", "UTF-16"), ("utf-32", "UTF-32")],
)
def test_byte_order_mark_is_dropped_and_noted(codec: str, name: str) -> None:
    decoded = decode(WORDS.encode(codec), "a.txt")
    assert decoded.text == WORDS
    assert [n.message for n in decoded.notes] == [f"read as {name}; its byte-order mark was dropped"]


def test_big_endian_utf16() -> None:
    assert decode(b"\xfe\xff" + WORDS.encode("utf-16-be"), "a.txt").text == WORDS


def test_windows_1252_is_read_and_said() -> None:
    decoded = decode(WORDS.encode("cp1252"), "a.txt")
    assert decoded.text == WORDS
    assert [(n.code, n.message) for n in decoded.notes] == [("encoding", "not UTF-8; read as Windows-1252")]


def test_latin_1_where_windows_1252_has_nothing() -> None:
    data = "Zoë said no".encode("latin-1") + b"\x81 and left."
    decoded = decode(data, "a.txt")
    assert decoded.text == "Zoë said no\x81 and left."
    assert [n.message for n in decoded.notes] == ["not UTF-8; read as Latin-1"]


def test_one_damaged_byte_does_not_turn_utf8_into_windows_1252() -> None:
    damaged = "“No,” Zoë said. ".encode() + b"\xe9" + " “Never.”".encode()
    decoded = decode(damaged, "a.txt")
    at = decoded.text.index("\ufffd")
    assert decoded.text.startswith("“No,” Zoë said.")
    assert decoded.notes[0].message == "read as UTF-8; 1 damaged character shown as \ufffd"
    assert decoded.notes[0].span == Span(at, at + 1)


def test_line_ends_are_kept() -> None:
    assert decode(b"One.\r\nTwo.\rThree.\n", "a.txt").text == "One.\r\nTwo.\rThree.\n"


def test_a_word_that_begins_like_markup_is_text() -> None:
    assert decode(b"<html5> was what he wrote.", "a.txt").encoding == "UTF-8"


@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_is_written_as_its_file_was(codec: str) -> None:
    assert encoded_like(f"{WORDS} No.", WORDS.encode(codec), "a.md") == f"{WORDS} No.".encode(codec)


def test_a_text_is_not_written_where_its_file_would_lose_something() -> None:
    assert encoded_like("Zoë, said Łukasz", "Zoë".encode("cp1252"), "a.md") is None
    damaged = WORDS.encode() + b"\xff"
    assert encoded_like("Zoë", damaged, "a.md") is None
    assert encoded_like("Zo\x81", b"Zo\xeb\x81", "a.md") == b"Zo\x81"
