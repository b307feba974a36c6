"""Which format a file has, by what is in it."""

from __future__ import annotations

import re
from enum import StrEnum

from auditor.base.errors import At


class Form(StrEnum):
    """A format that is read, by the name that reports give it."""

    PLAIN = "txt"
    MARKDOWN = "markdown"
    WORD = "docx"
    OPENDOCUMENT = "odt"
    RICHTEXT = "rtf"
    WEBPAGE = "html"
    PRINTED = "pdf"
    MAIL = "eml"


PACKED = frozenset({Form.WORD, Form.OPENDOCUMENT, Form.RICHTEXT, Form.WEBPAGE, Form.PRINTED, Form.MAIL})
"""Formats in which a file is much larger than its words, for its pictures."""

_ZIP = b"PK\x03\x04"
_RICHTEXT = b"{\\rtf"
_PRINTED = b"%PDF-"
WEBPAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
"""How a web page begins."""
_MAIL = re.compile(rb"(?:From [^\r\n]*\r?\n)?(?:[!-9;-~]{1,76}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,200}\r?\n")
"""Lines of headers, and the empty line that ends them."""
_HEADER = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Content-Type):", re.I | re.M)
_HEAD = 20_000
_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office documents begin, and those of today that are locked with a password."""
_OPENDOCUMENT = b"application/vnd.oasis.opendocument.text"
_LOCKED = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"


def sniff(data: bytes, at: At) -> Form | None:
    """The format of `data`; None if it is text, or nothing that is read here.

    Raises ReadingError A306 or A311 for an archive that is too large or damaged, A313 for a document that only a
    password opens.
    """
    if data.startswith(_COMPOUND) and _LOCKED in data:
        from auditor.readers.package import protected

        raise protected(at)
    data = data.removeprefix(_MARK)
    if data.startswith(_RICHTEXT):
        return Form.RICHTEXT
    if data.startswith(_PRINTED):
        return Form.PRINTED
    if _MAIL.match(data) and _HEADER.search(data, 0, _HEAD):
        return Form.MAIL
    wide = data.startswith(_WIDE) and WEBPAGE.match(data[:_HEAD].replace(b"\0", b""), 2)
    if wide or WEBPAGE.match(data):
        return Form.WEBPAGE
    if data.startswith(_ZIP):
        return _in_archive(data, at)
    return None


def is_other_xml(data: bytes) -> bool:
    """Whether `data` is XML of a kind that is not read here, of which the tags would be taken for prose."""
    head = data[:_HEAD].removeprefix(_MARK)
    if head.startswith(_WIDE):
        head = head[2:].replace(b"\0", b"")
    return head.lstrip().startswith(b"<?xml")


def _in_archive(data: bytes, at: At) -> Form | None:
    from auditor.readers.package import Package

    package = Package(data, at)
    if "[Content_Types].xml" in package and package.has_folder("word"):
        return Form.WORD
    if "mimetype" in package and "content.xml" in package and package.bytes("mimetype").startswith(_OPENDOCUMENT):
        return Form.OPENDOCUMENT
    return None
