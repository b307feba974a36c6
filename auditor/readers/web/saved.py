"""The text of a page as browsers save it: alone, or with all its parts in one file (MHTML, RFC 2557).

An encoding is told by its mark, then by the bytes themselves where they are UTF-8, then by the page (`meta`, or the
declaration of XHTML); a page that tells none is read as windows-1252, as browsers do (WHATWG Encoding, HTML 13.2.3).
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Mapping
from email import message_from_bytes
from email.message import Message
from html import unescape

from auditor.base.errors import At
from auditor.readers.draft import Draft
from auditor.readers.sniff import is_saved_page
from auditor.readers.xml import damaged

_MARKS: Mapping[bytes, str] = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
"""Marks of byte order; those of UTF-32 begin with those of UTF-16."""
_TOLD = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)|<\?xml[^>]{0,100}?encoding\s*=\s*[\"']([\w:.-]+)", re.I
)
_OLD = (0x80, 0x9F)
"""References that pages write for characters of windows-1252."""
_HEAD = 8192
"""Bytes at the beginning of a page in which it tells its encoding; the standard asks for the first 1024."""
_ENCODINGS = frozenset(
    {"cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874", "gbk", "gb18030", "big5", "euc_jp"}
    | {"iso2022_jp", "cp932", "cp949", "utf-8", *(f"cp125{n}" for n in (0, 1, 2, 3, 4, 5, 6, 7, 8))}
    | {f"iso8859-{n}" for n in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
)
"""What a page may be written in, by Python's names; its codecs are more than encodings of text."""
_READ_AS: Mapping[str, str] = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "windows-874": "cp874",
    "x-mac-cyrillic": "mac-cyrillic",
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "gb2312": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Names that stand for more than they say."""
_EMBEDDED = re.compile(r"(data:)[\w.+-]+/[\w.+-]+(?:;[\w=.-]+)*,[^\s\"'<>)]{200,}")
"""Pictures and fonts that are written out in the page, of megabytes each."""
_NO_CHARACTER = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[0-9]{1,7}|[xX][0-9a-fA-F]{1,6})(?![0-9a-fA-F]);?")
"""References to characters by number, some of which mean another (HTML 13.2.5.80) and some none."""


def page_text(draft: Draft) -> tuple[str, int]:
    """The text of the page in `draft`, without pictures written out in it, and how many characters are damaged.

    Raises ReadingError A311 for an archive without a page.
    """
    if draft.text is not None:
        text = draft.text
    elif is_saved_page(draft.data):
        text = _decoded(*_root(draft.data, At(draft.name)))
    else:
        text = _decoded(draft.data, None)
    text = _NO_CHARACTER.sub("\ufffd", _EMBEDDED.sub(r"\1,", text))
    return _REFERENCE.sub(_character, text), text.count("\ufffd")


def _character(reference: re.Match[str]) -> str:
    """What a reference stands for where a parser might take it for a control character; itself otherwise."""
    meant = unescape(reference[0])
    number = int(reference[0].strip("&#;xX") or "0", 16 if "x" in reference[0].lower() else 10)
    if _OLD[0] <= number <= _OLD[1]:
        return meant
    return "\ufffd" if _NO_CHARACTER.match(meant or "\0") else reference[0]


def _root(data: bytes, at: At) -> tuple[bytes, str | None]:
    """The page itself of those that an archive holds, and the encoding that the archive tells of it."""
    try:
        message = message_from_bytes(data)
        parts = [part for part in message.walk() if part.get_content_subtype() in ("html", "xhtml+xml")]
        start = message.get_param("start")
        named = [part for part in parts if start is not None and part.get("Content-ID") == start]
        for part in (*named, *parts):
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return content, _charset(part)
    except (LookupError, ValueError, AttributeError, TypeError) as error:  # what the standard library stumbles over
        raise damaged(at, "its parts are damaged") from error
    raise damaged(at, "there is no page in this archive")


def _charset(part: Message) -> str | None:
    told = part.get_content_charset()
    return told if isinstance(told, str) else None


def _decoded(data: bytes, told: str | None) -> str:
    for mark, codec in _MARKS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(codec, "replace")
    named = _encoding(told) or _encoding(_told(data))
    if named == "iso2022_jp":  # of nothing but bytes that are ASCII as well
        return data.decode(named, "replace")
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode(named or _likely(data), "replace")


def _told(data: bytes) -> str | None:
    found = _TOLD.search(data, 0, _HEAD)
    return (found[1] or found[2]).decode("ascii", "replace") if found else None


def _encoding(name: str | None) -> str | None:
    """Python's name of an encoding; None if it is no encoding of pages."""
    name = (name or "").lower()
    try:
        known = codecs.lookup(name).name
    except (LookupError, ValueError):
        known = name
    known = known if known in _ENCODINGS else _READ_AS.get(known, "")
    return _READ_AS.get(known, known) or None


def _likely(data: bytes) -> str:
    """UTF-8 where all but few bytes are, windows-1252 otherwise."""
    text = data.decode("utf-8", "replace")
    return "utf-8" if sum(sign > "\x7f" for sign in text) > 3 * text.count("\ufffd") else "cp1252"
