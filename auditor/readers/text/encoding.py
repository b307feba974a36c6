"""Bytes to text: which encoding a file has, and which files are no text at all.

UTF-8 and UTF-16 with a byte-order mark are certain. Everything else is guessed, and a note says what was
guessed: most files that are not UTF-8 come from Windows (WHATWG Encoding Standard: text labelled Latin-1 is
read as windows-1252), and what Windows-1252 leaves undefined is read as Latin-1.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from auditor.base.errors import At, ReadingError
from auditor.base.spans import Span
from auditor.readers.draft import Draft
from auditor.records.article import Note

_KNOWN = (
    (b"\xd0\xcf\x11\xe0", "an old Word or Office document (.doc)"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"PK\x03\x04", "a zip archive"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a Windows program"),
    (b"SQLite format 3", "a database"),
)
"""How files begin that are no text and of no format that is read."""
_IN_ZIP = (
    (b"xl/", "an Excel workbook (.xlsx)"),
    (b"ppt/", "a PowerPoint file (.pptx)"),
)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8", "UTF-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_CODECS = {"Windows-1252": "cp1252", "Latin-1": "latin-1"}
"""What text is read as that has no mark and is not UTF-8: the first that can be, by the name that people are told."""
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text without byte-order mark, the name of its encoding, and what was guessed or dropped."""

    text: str
    encoding: str
    notes: tuple[Note, ...] = ()


def decoded(draft: Draft) -> Decoded:
    """The text of a draft that is text; raises ReadingError A307 if it is none, A308 if it is damaged."""
    return decode(draft.data, draft.name) if draft.text is None else Decoded(draft.text, "UTF-8")


def decode(data: bytes, path: str) -> Decoded:
    """The text of a file's bytes; raises ReadingError A307 if they are no text, A308 if they are damaged."""
    _refuse_known(data, path)
    decoded = guessed(data, path)
    _refuse_controls(decoded.text, path)
    return decoded


def guessed(data: bytes, path: str) -> Decoded:
    """The text of a file's bytes, whatever control characters are in it; raises ReadingError A307 or A308."""
    return _by_mark(data, path) or _unmarked(data, path)


def encode(text: str, path: str) -> bytes:
    """The bytes of `text` as UTF-8; raises ReadingError A307 if it is no text, A308 if it has a lone surrogate."""
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise ReadingError(
            f"holds half a character (a lone surrogate) at code point {error.start + 1}",
            code="A308",
            at=At(path),
            hint="read the text anew, from bytes that are whole: data.decode('utf-8', errors='replace')",
        ) from error
    _refuse_controls(text, path)
    return data


def encoded_like(text: str, data: bytes, path: str) -> bytes | None:
    """The bytes of `text` in the encoding that the file with the bytes `data` has, with its byte-order mark.

    None if that encoding does not have all of its characters, or if the file is damaged, so that to write it would
    change more. Raises ReadingError as `decode` does.
    """
    known = decode(data, path)
    mark, codec = next(
        ((mark, codec) for mark, codec, _ in _MARKS if data.startswith(mark)),
        (b"", _CODECS.get(known.encoding, "utf-8")),
    )
    try:
        is_same = mark + known.text.encode(codec) == data
        return mark + text.encode(codec) if is_same else None
    except UnicodeEncodeError:
        return None


def _refuse_controls(text: str, path: str) -> None:
    if "\x00" in text or len(_CONTROL.findall(text)) > 0.02 * len(text) + 2:
        raise _no_text(path, "binary data")


def _refuse_known(data: bytes, path: str) -> None:
    name = next((name for magic, name in _KNOWN if data.startswith(magic)), None)
    if name == "a zip archive":
        name = next((inner for mark, inner in _IN_ZIP if mark in data), name)
    if name is not None:
        raise _no_text(path, name)


def _no_text(path: str, what: str) -> ReadingError:
    return ReadingError(
        f"this is {what}, not a text",
        code="A307",
        at=At(path),
        hint="copy the article's words into a .txt or .md file and audit that",
    )


def _by_mark(data: bytes, path: str) -> Decoded | None:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            try:
                text = data[len(mark) :].decode(codec)
            except UnicodeDecodeError as error:
                raise ReadingError(
                    f"begins as {name} and is damaged at byte {len(mark) + error.start + 1}",
                    code="A308",
                    at=At(path),
                    hint="open it in the program that wrote it and save it as UTF-8",
                ) from error
            return Decoded(text, name, (Note("byte-order-mark", f"read as {name}; its byte-order mark was dropped"),))
    return None


def _unmarked(data: bytes, path: str) -> Decoded:
    if b"\x00" in data:
        _refuse_wide(data, path)
        raise _no_text(path, "binary data")
    try:
        return Decoded(data.decode("utf-8"), "UTF-8")
    except UnicodeDecodeError:
        return _damaged_utf8(data) or _western(data)


def _refuse_wide(data: bytes, path: str) -> None:
    """Raises ReadingError for UTF-16 without a mark: in a Western language every other byte of it is NUL."""
    half = max(1, len(data) // 2)
    if max(data[0::2].count(0), data[1::2].count(0)) > 0.7 * half and len(data) > 3:
        raise ReadingError(
            "looks like UTF-16 without a byte-order mark",
            code="A308",
            at=At(path),
            hint="save it as UTF-8",
        )


def _damaged_utf8(data: bytes) -> Decoded | None:
    """Text that is UTF-8 but for a few bytes; None if its bytes beyond ASCII are mostly no UTF-8."""
    text = data.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    if sum(c > "\x7f" for c in text) < 3 * bad:
        return None
    first = text.index("\ufffd")
    message = f"read as UTF-8; {bad} damaged character{'s' if bad > 1 else ''} shown as \ufffd"
    return Decoded(text, "UTF-8", (Note("encoding", message, Span(first, first + 1)),))


def _western(data: bytes) -> Decoded:
    for name, codec in _CODECS.items():
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        return Decoded(text, name, (Note("encoding", f"not UTF-8; read as {name}"),))
    raise AssertionError("Latin-1 decodes every byte")
