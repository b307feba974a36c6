"""Electronic mail (.eml, RFC 5322 and MIME): the message as its sender wrote it, without what it quotes and signs.

The subject is the headline. Attachments are named in a note and not read: each is a draft of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage, MIMEPart
from email.utils import parseaddr

from auditor.base.errors import At
from auditor.readers.blocks import paragraphs
from auditor.readers.composer import Composer
from auditor.readers.draft import Draft
from auditor.readers.webpage import read_webpage
from auditor.readers.xml import damaged
from auditor.records.article import Article, BlockRole, MetaValue

_QUOTED = re.compile(r"^>.*$", re.M)
_SIGNATURE = re.compile(r"^-- ?$", re.M)
"""The line above a signature (RFC 3676, 4.3)."""
_ANSWERED = re.compile(
    r"^On [^\n]{0,200}(?:\d|@)[^\n]{0,200}(?:\n[^\n]{1,200})?wrote:\s*\n+(?=>)"
    r"|^-{3,} ?(?:Original|Forwarded) [Mm]essage ?-{3,}$"
    r"|^(?:_{5,}\s*\n\s*)?(?:From|Von|De): [^\n]+\n(?:Sent|Gesendet|Date|Datum|Envoy\u00e9): ",
    re.M,
)
"""The lines by which programs introduce the message that is answered or passed on."""


def read_mail(draft: Draft) -> Article:
    """The article in a message; raises ReadingError A311 if it has no text."""
    at = At(draft.name)
    message = message_from_bytes(draft.data.removeprefix(b"\xef\xbb\xbf"), policy=policy.default)
    assert isinstance(message, EmailMessage)
    out = Composer()
    out.add(BlockRole.HEADLINE, _header(message, "subject"), "subject", "header/Subject", 1)
    try:
        bodies = [part for kind in ("plain", "html") if (part := message.get_body((kind,))) is not None]
        attached = [part.get_filename() or "one without a name" for part in message.iter_attachments()]
    except (LookupError, ValueError, AttributeError, TypeError) as error:  # what the standard library stumbles over
        raise damaged(at, "its parts are damaged") from error
    body = next((part for part in bodies if _content(part).strip()), None)
    if body is None:
        raise damaged(at, "it has no text that can be read")
    words = _content(body)
    if body.get_content_type() == "text/html":
        page = read_webpage(Draft(draft.name, words.encode("utf-8", "replace"), words))
        for block, place in zip(page.blocks, page.origin.parts, strict=True):
            out.add(block.role, block.span.of(page.text), place.name, place.address, block.level)
    else:
        own = _own(words.replace("\r\n", "\n"))
        left = len(words.split()) - len(own.split())
        if left:
            out.note("not-read", f"{left} words of its signature, or of the message that it answers, were left out")
        for number, (role, span) in enumerate(paragraphs(own), 1):
            out.add(role, " ".join(span.of(own).split()), f"paragraph {number}", f"body[{number}]")
    if attached:
        out.note("attachments", f"its attachments were not read: {', '.join(attached)}; save them and name them")
    return out.article(draft, "eml", dict(_properties(message)))


def _header(message: EmailMessage, name: str) -> str:
    """The words of a header; none where it is so damaged that it cannot be read."""
    try:
        return " ".join(str(message.get(name, "")).split())
    except (LookupError, ValueError, AttributeError, TypeError):
        return ""


def _content(body: MIMEPart) -> str:
    raw = body.get_payload(decode=True)
    if isinstance(raw, bytes) and body.get_content_charset() is None:
        try:
            return raw.decode()
        except UnicodeDecodeError:
            return raw.decode("cp1252", "replace")
    try:
        return str(body.get_content())
    except (LookupError, ValueError):  # a character set that nobody knows
        return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else str(raw)


def _own(text: str) -> str:
    """What the sender wrote: nothing of a signature, nor of a message that is answered, unless that is all there is."""
    own = text
    for end in (_SIGNATURE, _ANSWERED):
        if (found := end.search(own)) and own[: found.start()].strip():
            own = own[: found.start()]
    return _QUOTED.sub("", own)


def _properties(message: EmailMessage) -> Iterator[tuple[str, MetaValue]]:
    name, address = parseaddr(_header(message, "from"))
    if name or address:
        yield "author", name or address
    if date := _header(message, "date"):
        yield "date", date
