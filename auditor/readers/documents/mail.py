"""Electronic mail (.eml, RFC 5322 and MIME): the message as its sender wrote it, and each document attached to it.

The subject is the headline. A document that is attached is an article of its own; a message of a few words that goes
with one is a covering note, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr
from itertools import islice
from pathlib import PurePath

from auditor.base.errors import At, ReadingError
from auditor.readers.composer import Composer, hidden_note
from auditor.readers.documents.quoting import COVERING, Own, of_html, of_text, own, sender
from auditor.readers.draft import Draft
from auditor.readers.items import Item, Opening
from auditor.readers.web.fragment import Piece
from auditor.readers.xml import damaged
from auditor.records.article import BlockRole, MetaValue, Note

_STUMBLES = (LookupError, ValueError, AttributeError, TypeError, AssertionError, RecursionError, MessageError)
"""What the standard library raises for damaged messages."""
_PREFIX = re.compile(r"(?:(?P<forward>fwd?|wg|tr|rv|enc|doorst)|re|aw|sv|vs|antw|ref?)\s?(?:\[\d+\])?\s?:\s*", re.I)
"""What programs put before the subject of a message that answers another, or passes it on."""
_SUFFIXES: Mapping[str, str] = {"text/plain": ".txt", "text/html": ".html", "text/markdown": ".md"}
_SEALS = frozenset({"application/pgp-signature", "application/pkcs7-signature", "application/x-pkcs7-signature"})
"""What only bears a message out."""
_MOST = 1_000
"""Parts of a message; no person attaches a hundred."""
_SHOWN = 60
"""Code points that are shown of a covering note."""


@dataclass(frozen=True, slots=True)
class _Body:
    """A part of a message that is its text, its blocks, and the words that are not shown of it."""

    part: MIMEPart
    pieces: Sequence[Piece]
    hidden: Sequence[str]


def read_mail(draft: Draft, opening: Opening) -> Sequence[Item]:
    """The articles in a message: what is attached to it is read by `opening`.

    Raises ReadingError A306 if it has too many parts, A311 if it has neither text nor a document.
    """
    at = At(draft.name)
    try:
        message = message_from_bytes(draft.data.removeprefix(b"\xef\xbb\xbf"), policy=policy.default)
        assert isinstance(message, EmailMessage)
        attached = list(islice(_attached(message), _MOST + 1))
        bodies = _bodies(message)
    except _STUMBLES as error:
        raise damaged(at, "its parts are damaged") from error
    if len(attached) > _MOST:
        hint = "save the documents that are meant, and name them"
        raise ReadingError(f"more than {_MOST:,} files are attached to it", code="A306", at=at, hint=hint)
    items, notes = _documents(attached, draft, opening)
    is_forward, subject = _subject(message)
    text = own([piece for body in bodies for piece in body.pieces], is_forward)
    if items and text.words < COVERING:
        return _without_text(items, text, notes)
    if not text.words:
        raise damaged(at, "it has no text that can be read")
    out = Composer()
    out.notes += notes
    hidden_note(out, [words for body in bodies for words in body.hidden])
    meta = dict(_properties(message, text))
    _add(out, text, subject, meta)
    return [Item("message", out.article(draft, "eml", meta)), *items]


def _without_text(items: Sequence[Item], text: Own, notes: list[Note]) -> Sequence[Item]:
    """The documents alone; the first has the notes on the message that they came with."""
    if words := " ".join(each.words for each in text.pieces):
        shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
        notes.append(Note("not-read", f"left out, as a covering note: the message that it came with, “{shown}”"))
    article = items[0].article
    return [replace(items[0], article=replace(article, notes=(*article.notes, *notes))), *items[1:]]


def _add(out: Composer, text: Own, subject: str, meta: dict[str, MetaValue]) -> None:
    """Adds the subject, as the headline if the text has none, and the text."""
    read = list(text.pieces)
    if any(each.role is BlockRole.HEADLINE and each.level == 1 for each in read):
        if subject:
            meta["subject"] = subject
    else:
        out.add(BlockRole.HEADLINE, subject, "subject", "header/Subject", 1)
        if read[0].words.casefold() == subject.casefold():
            del read[0]
    for number, each in enumerate(read, 1):
        out.add(each.role, each.words, f"paragraph {number}", f"body{each.path}", each.level)
    if text.left:
        what = "around the message that it passes on" if text.is_passed_on else "of its signature or of what it answers"
        out.note("not-read", f"left out: {text.left} {'word' if text.left == 1 else 'words'} {what}")


# ---------------------------------------------------------------- parts


def _bodies(part: MIMEPart) -> list[_Body]:
    """The parts that are the text of a message: of alternatives the first, unless another says far more."""
    if not part.is_multipart() or part.get_content_maintype() != "multipart":
        return [_body(part)] if _is_text(part) else []
    inner = [_bodies(each) for each in part.iter_parts()]
    kind = part.get_content_subtype()
    if kind == "alternative":
        counts = [sum(len(piece.words) for body in each for piece in body.pieces) for each in inner]
        most = max(counts, default=0)
        return next((each for each, count in zip(inner, counts, strict=True) if 2 * count >= most), [])
    if kind == "related":
        return inner[0] if inner else []
    parts = [body for each in inner for body in each]
    return [replace(body, pieces=_placed(body.pieces, number)) for number, body in enumerate(parts, 1)]


def _placed(found: Sequence[Piece], number: int) -> Sequence[Piece]:
    """The blocks of the text's part with this number; the first part's keep their places."""
    return found if number == 1 else [replace(each, path=f"[part {number}]{each.path}") for each in found]


def _body(part: MIMEPart) -> _Body:
    if part.get_content_type() == "text/html":
        return _Body(part, *of_html(_content(part)))
    return _Body(part, of_text(_content(part).replace("\r\n", "\n")), ())


def _is_text(part: MIMEPart) -> bool:
    """Whether a part is text of the message itself, if of any of its parts."""
    kind = part.get_content_type()
    return kind in ("text/plain", "text/html") and not part.is_attachment() and part.get_filename() is None


def _attached(part: MIMEPart) -> Iterator[MIMEPart]:
    """The files that are attached to a message, at any depth, and no pictures that its text shows."""
    if part.is_multipart() and part.get_content_maintype() == "multipart":
        for each in part.iter_parts():
            yield from _attached(each)
        return
    is_shown = part.get_content_maintype() == "image" and part.get("content-id") is not None
    if not _is_text(part) and not is_shown and part.get_content_type() not in _SEALS:
        yield part


def _documents(attached: Sequence[MIMEPart], draft: Draft, opening: Opening) -> tuple[list[Item], list[Note]]:
    """The articles that are attached, each called by its file's name, and a note on what was not read, and why."""
    items: list[Item] = []
    unread: list[str] = []
    for number, part in enumerate(attached, 1):
        name = f"attachment {number}"
        try:
            name = _name(part, name)
            inner = Draft(f"{draft.name}#{name}", _bytes(part), reading=draft.reading, inside=draft.inside + 1)
            found = opening(inner)
        except ReadingError as error:
            unread.append(f"{name} ({error.message})")
        except _STUMBLES:
            unread.append(f"{name} (it is damaged)")
        else:
            for each in found:
                key = name if len(found) == 1 else f"{name}#{each.key}"
                items.append(Item(key, replace(each.article, path=draft.name)))
    told = f"attached and not read: {', '.join(unread)}; save what is meant, and name it"
    return items, [Note("attachments", told)] if unread else []


def _name(part: MIMEPart, name: str) -> str:
    """What an attached file is called, without folders; `name` if it has no name."""
    given = part.get_filename() or ""
    if not given and part.get_content_type() == "message/rfc822":
        given = f"{_subject(_inner(part))[1]}.eml"
    clean = " ".join(given.encode("utf-8", "replace").decode().replace("\\", "/").rpartition("/")[2].split())
    suffix = _SUFFIXES.get(part.get_content_type(), "")
    return (clean or name) + ("" if PurePath(clean).suffix else suffix)


def _bytes(part: MIMEPart) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return _inner(part).as_bytes()
    if part.get_content_type() == "text/plain" and part.get_content_charset() not in (None, "utf-8", "us-ascii"):
        return _content(part).encode("utf-8", "replace")
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _inner(part: MIMEPart) -> EmailMessage:
    """The message that is attached as such."""
    held = part.get_content()
    if not isinstance(held, EmailMessage):
        raise TypeError("it holds no message")
    return held


def _content(part: MIMEPart) -> str:
    raw = part.get_payload(decode=True)
    if isinstance(raw, bytes) and part.get_content_charset() is None:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")
    try:
        return str(part.get_content())
    except (LookupError, ValueError):  # a character set that nobody knows
        return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)


# ---------------------------------------------------------------- headers


def _subject(message: EmailMessage) -> tuple[bool, str]:
    """Whether a subject says that the message was passed on, and its words without what programs put before them."""
    words, is_forward = _header(message, "subject"), False
    while (found := _PREFIX.match(words)) is not None:
        is_forward = is_forward or found["forward"] is not None
        words = words[found.end() :]
    return is_forward, words


def _header(message: EmailMessage, name: str) -> str:
    """The words of a header; none where it is so damaged that it cannot be read."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except _STUMBLES:
        return ""


def _properties(message: EmailMessage, text: Own) -> Iterator[tuple[str, MetaValue]]:
    """Who wrote it, which is not who passes it on, and when it was sent."""
    name, address = parseaddr(_header(message, "from"))
    if author := (text.is_passed_on and sender(text.pieces)) or name or address:
        yield "author", author
    if date := _header(message, "date"):
        yield "date", date
