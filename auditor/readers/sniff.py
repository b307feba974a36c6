"""Which format a file has, by what is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.readers.json import line, listed, parse, under
from auditor.readers.wire.heads import is_anpa, is_iptc7901
from auditor.records.reading import USUAL_LIMITS, Limits


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
    NINJS = "ninjs"
    NEWSML_G2 = "newsml-g2"
    NEWSML = "newsml"
    NITF = "nitf"
    ANPA = "anpa"
    IPTC7901 = "iptc7901"
    ARC = "ans"
    WORDPRESS = "wxr"
    WORDPRESS_POSTS = "wp-json"
    SCHEMA_ORG = "json-ld"
    TABLE = "csv"
    LINES = "jsonl"
    RECORDS = "json"
    COLUMNS = "parquet"
    ARCHIVE = "zip"


COLLECTIONS = frozenset({Form.TABLE, Form.LINES, Form.RECORDS, Form.COLUMNS, Form.ARCHIVE})
"""Formats of which a file holds many articles, each a record of its own."""

_ZIP = b"PK\x03\x04"
_RICHTEXT = b"{\\rtf"
_PRINTED = b"%PDF-"
_COLUMNS = b"PAR1"
_WEBPAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.{0,400}?-->\s*){0,3}<(?:!doctype\s+html|html|head|body)\b",
    re.I | re.S,
)
"""How a web page begins."""
_MAIL = re.compile(rb"(?:From [^\r\n]*\r?\n)?(?:[!-9;-~]{1,76}:[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*\r?\n){2,200}\r?\n")
"""Lines of headers, and the empty line that ends them."""
_HEADER = re.compile(rb"^(?:MIME-Version|Message-ID|Received|Return-Path|Content-Type):", re.I | re.M)
_RELATED = re.compile(rb"^Content-Type:\s*multipart/related\b", re.I | re.M)
_SAVED = re.compile(rb"^(?:Snapshot-Content-Location:|From:[ \t\"]*<?Saved by )", re.I | re.M)
"""What browsers write in the headers of a page that they save with all its parts."""
_SENT = re.compile(rb"^(?:From|To|Received|Message-ID|Return-Path):", re.I | re.M)
_HEAD = 20_000
_HEADERS, _TRAILER = 2_000, 400
"""Bytes in which the header of an agency's first message lies, and in which its last one ends."""
_MARK = b"\xef\xbb\xbf"
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How old Office documents begin, and those of today that are locked with a password."""
_OPENDOCUMENT = b"application/vnd.oasis.opendocument.text"
_LOCKED = b"E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0"

_BEFORE_ROOT = re.compile(
    rb"\s*(?:<\?.*?\?>|<!--.*?-->|<!DOCTYPE(?:[^<>\[\]\"']|\"[^\"]*\"|'[^']*')*+"
    rb"(?:\[(?:[^\]\"'<]|\"[^\"]*\"|'[^']*'|<!--.*?-->|<)*+\]\s*)?>)",
    re.S,
)
"""One of the things that come before the first element of an XML document: declaration, comment, document type."""
_ROOT = re.compile(rb"\s*<(?:[\w.-]+:)?([\w.-]+)")
"""The first element's name, without its prefix."""
_ROOTS: Mapping[bytes, Form] = {
    **dict.fromkeys((b"newsMessage", b"newsItem", b"packageItem", b"knowledgeItem", b"conceptItem"), Form.NEWSML_G2),
    **dict.fromkeys((b"planningItem", b"catalogItem"), Form.NEWSML_G2),
    b"NewsML": Form.NEWSML,
    b"nitf": Form.NITF,
}
_WORDPRESS = b"wordpress.org/export/"
_NINJS = frozenset(
    {"versioncreated", "firstcreated", "contentcreated", "pubstatus", "representationtype", "copyrightholder"}
    | {"usageterms", "ednote", "located", "altid", "altids", "infosource", "infosources", "renditions", "associations"}
    | {"$standard", "standard", "body_xhtml", "body_html5", "slugline", "trustindicator", "trustindicators"}
)
"""Names of ninjs in lower case, as its branches differ in case, that columns of tables do not have."""
_TEXTS = frozenset({"text", "body", "content", "article", "story", "maintext", "full_text", "fulltext"})
"""What tables call the column of their articles, and ninjs nothing."""


def sniff(data: bytes, at: At, limits: Limits = USUAL_LIMITS) -> Form | None:
    """The format of `data`; None if it is text, or nothing that is read here.

    Raises ReadingError A306 or A311 for an archive that is too large or damaged, A313 for a document that only a
    password opens.
    """
    if data.startswith(_COMPOUND) and _LOCKED in data:
        from auditor.readers.documents.package import protected

        raise protected(at)
    data = data.removeprefix(_MARK)
    if data.startswith(_RICHTEXT):
        return Form.RICHTEXT
    if data.startswith(_PRINTED):
        return Form.PRINTED
    if data.startswith(_COLUMNS):
        return Form.COLUMNS
    if is_saved_page(data):
        return Form.WEBPAGE
    if _MAIL.match(data) and _HEADER.search(data, 0, _HEAD):
        return Form.MAIL
    if data.startswith(_ZIP):
        return _in_archive(data, at, limits)
    head = _head(data)
    if _WEBPAGE.match(head):
        return Form.WEBPAGE
    if (form := _in_transmission(head, data)) is not None:
        return form
    if looks_like_json(data):
        return _in_json(data, at, limits)
    return _in_xml(head)


def is_saved_page(data: bytes) -> bool:
    """Whether `data` is a web page with all its parts in one file (MHTML, RFC 2557): a message that nobody sent."""
    data = data.removeprefix(_MARK)
    headers = _MAIL.match(data[:_HEAD])
    if headers is None or _RELATED.search(headers[0]) is None:
        return False
    return _SAVED.search(headers[0]) is not None or _SENT.search(headers[0]) is None


def is_other_xml(data: bytes) -> bool:
    """Whether `data` is XML of a kind that is not read here, of which the tags would be taken for prose."""
    return _head(data.removeprefix(_MARK)).lstrip().startswith((b"<?xml", b"<!DOCTYPE"))


def looks_like_json(data: bytes) -> bool:
    """Whether `data` begins as an object or an array of JSON does, whatever follows."""
    return _head(data.removeprefix(_MARK)).lstrip()[:1] in (b"{", b"[")


def _head(data: bytes) -> bytes:
    """The beginning of a file, one byte a character where it has two."""
    return data[2:_HEAD].replace(b"\0", b"") if data.startswith(_WIDE) else data[:_HEAD]


def _in_transmission(head: bytes, data: bytes) -> Form | None:
    text = head[:_HEADERS].decode("utf-8", "replace")
    if is_anpa(text):
        return Form.ANPA
    return Form.IPTC7901 if is_iptc7901(text, data[-_TRAILER:].decode("utf-8", "replace")) else None


def _in_archive(data: bytes, at: At, limits: Limits) -> Form | None:
    from auditor.readers.documents.package import Package

    package = Package(data, at, limits)
    if "mimetype" in package:
        package.refuse_locked()
    if "[Content_Types].xml" in package and package.has_folder("word"):
        return Form.WORD
    if "mimetype" in package and "content.xml" in package and package.bytes("mimetype").startswith(_OPENDOCUMENT):
        return Form.OPENDOCUMENT
    if "[Content_Types].xml" in package or "mimetype" in package or package.has_folder("META-INF"):
        return None
    return Form.ARCHIVE


def _in_xml(head: bytes) -> Form | None:
    at = 0
    while (before := _BEFORE_ROOT.match(head, at)) is not None:
        at = before.end()
    root = _ROOT.match(head, at)
    if root is None:
        return None
    if root[1] == b"rss" and _WORDPRESS in head:
        return Form.WORDPRESS
    return _ROOTS.get(root[1])


# ---------------------------------------------------------------- JSON


def _in_json(data: bytes, at: At, limits: Limits) -> Form | None:
    """The format of a value of JSON, or of lines of them; None for text that only begins with a brace.

    Raises ReadingError A306 or A312 for a value that is too large or nested too deep for any format.
    """
    try:
        value = parse(data, at, limits.depth)
    except ReadingError as error:
        if error.code != "A311":
            raise
        return Form.LINES if _is_lines(data) else None
    if isinstance(value, list):
        first = next((each for each in value if isinstance(each, dict)), None)
        return None if first is None else _of_object(first) or Form.RECORDS
    return _of_object(value) or Form.RECORDS if isinstance(value, dict) else None


def _is_lines(data: bytes) -> bool:
    """Whether the first line of `data` that is not blank is an object of JSON, and the second, if it is whole."""
    lines = [line for line in data.lstrip().split(b"\n", 3)[:3] if line.strip()][:2]
    if len(lines) < 2:
        return False
    try:
        return all(isinstance(json.loads(line), dict) for line in lines)
    except (ValueError, RecursionError):
        return False


def _of_object(value: Mapping[str, Any]) -> Form | None:
    """Which format of news an object of JSON is, by what its specification asks for; None for a record of any other.

    A record that has a name in common with one of them, such as `content` or `uri`, is none of them.
    """
    if isinstance(value.get("content_elements"), list):
        return Form.ARC
    if value.get("type") == "story" and "version" in value and isinstance(value.get("headlines"), dict):
        return Form.ARC
    if isinstance(under(value, "content", "rendered"), str):
        return Form.WORDPRESS_POSTS
    if _is_linked(value):
        return Form.SCHEMA_ORG
    return Form.NINJS if _is_ninjs(value) else None


def _is_linked(value: Mapping[str, Any]) -> bool:
    """Whether an object is JSON-LD in the vocabulary of schema.org, or an article of it that does not say so."""
    contexts = (line(each) or line(under(each, "@vocab")) for each in listed(value.get("@context")))
    return any("schema.org" in each for each in contexts) or ("@type" in value and "articleBody" in value)


def _is_ninjs(value: Mapping[str, Any]) -> bool:
    """Whether an object is an item of ninjs: an id and a text, as other records have, and a name that only it has."""
    if not isinstance(value.get("uri", value.get("guid")), str) or not _TEXTS.isdisjoint(value):
        return False
    texts = (each for name in ("bodies", "headlines") for each in listed(value.get(name)))
    if any(isinstance(under(each, "value"), str) for each in texts):
        return True
    has_text = any(name.startswith(("headline", "body_", "description")) for name in value)
    return has_text and not _NINJS.isdisjoint(name.lower() for name in value)
