"""What of a message its sender wrote: without the mail that it answers, and without the signature below it.

In text, what is answered has `>` before its lines (RFC 3676, 4.5) or stands below a line that introduces it, and a
signature below a line of two dashes (4.3). In HTML, mail programs mark both by classes and ids of their own: Gmail,
Outlook, Apple Mail, Thunderbird, Yahoo, Proton, Zimbra. Of a message that is passed on with hardly a word, that is what
is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from auditor.readers.text.blocks import paragraphs
from auditor.readers.web.fragment import Piece, pieces
from auditor.records.article import BlockRole

COVERING = 25
"""Words below which what goes with a document, or with a message that is passed on, is a covering note."""

_QUOTED, _NESTED, _SIGNED = "quoted", "nested", "signature"
_QUOTES = frozenset(
    {"gmail_quote", "moz-cite-prefix", "moz-forward-container", "yahoo_quoted", "protonmail_quote", "tutanota_quote"}
    | {"zmail_extra", "outlookmessageheader", "olk_src_body_section"}
)
"""Classes and ids of elements that hold what is answered or passed on."""
_SIGNATURES = frozenset(
    {"gmail_signature", "gmail_signature_prefix", "moz-signature", "signature", "applemailsignature"}
    | {"ms-outlook-mobile-signature", "protonmail_signature_block"}
)
_OUTLOOK = "x_"
"""What Outlook puts before the ids of a message that it quotes."""

_FROM = r"\*?(?:From|Von|De|Da|Van|Från|Fra)\s?:\*?"
_SENT = r"\*?(?:Sent|Gesendet|Date|Datum|Envoyé|Enviado|Fecha|Inviato|Data|Verzonden|Skickat|Sendt)\s?:\*?"
_WROTE = (
    r"(?:On|Am|Le|El|Il|Em|Op|Den|På) (?=[^\n]{0,400}[\d@])[^\n]{0,400}(?:\n[^\n]{0,200})?"
    r"(?:wrote|schrieb|écrit|escribió|scritto|escreveu|schreef|skrev)[^\n]{0,100}:"
)
_ORIGINAL = r"-{3,} ?(?:Original [Mm]essage|Ursprüngliche Nachricht|Message d'origine|Mensaje original) ?-{3,}"
_FORWARDED = (
    r"(?:-{3,} ?(?:Forwarded [Mm]essage|Weitergeleitete Nachricht|Message transféré|Mensaje reenviado"
    r"|Messaggio inoltrato)[^\n]{0,80}?-{3,}"
    r"|Begin forwarded message:|Anfang der weitergeleiteten Nachricht:|Début du message réexpédié\s?:)"
)
_INTRODUCTION = re.compile(
    rf"^(?:(?P<wrote>{_WROTE}\s*\n+(?=>))|(?P<line>(?:{_ORIGINAL}|{_FORWARDED})[ \t]*$)"
    rf"|(?=(?:_{{5,}}\s*\n\s*)?{_FROM} [^\n]+\n{_SENT} ))",
    re.M,
)
"""What introduces, in text, the message that is answered or passed on; a header does so by itself."""
_HEADER = re.compile(rf"\s*(?:_{{5,}}\s*)?{_FROM} [^\n]*\n?(?:[^\n]*\S[^\n]*\n?){{0,12}}")
"""The header of that message, down to the empty line below it."""
_IN_HTML = re.compile(rf"(?:(?:{_ORIGINAL}|{_FORWARDED})\s*)?{_FROM} .{{1,300}}?\s{_SENT} |{_ORIGINAL}|{_FORWARDED}")
"""The same where a block of HTML has it on one line."""
_IS_WROTE, _IS_FORWARDED = re.compile(_WROTE), re.compile(_FORWARDED)
_SENDER = re.compile(rf"{_FROM}\s*([^<\[\n]{{1,100}}?)\s*(?:[<\[]|{_SENT}|$)")
_SIGNATURE = re.compile(r"^-- ?$", re.M)
_DASHES = "--"
_DEVICE = re.compile(
    r"(?:Sent from my|Get Outlook for|Von meinem|Envoyé de mon|Inviato da|Enviado desde mi) [\w +-]{2,40}\.?"
    r"|Sent from (?:Mail|Outlook|Yahoo Mail|Proton Mail)[\w +-]{0,40}"
)
"""What programs sign messages with by themselves."""


@dataclass(frozen=True, slots=True)
class Own:
    """What is read of a message: its blocks, how many words were left out, and whether it is what was passed on."""

    pieces: Sequence[Piece]
    left: int
    is_passed_on: bool = False

    @property
    def words(self) -> int:
        """How many words are read."""
        return _words(self.pieces)


def own(found: Sequence[Piece], is_passed_on: bool) -> Own:
    """What is read of a message of these blocks; `is_passed_on` tells whether its subject says that it is a forward.

    Nothing is left out of a message that has nothing else.
    """
    written = [each for each in found if not each.mark]
    quoted = [each for each in found if each.mark == _QUOTED]
    is_passed_on = is_passed_on or any(_IS_FORWARDED.match(each.words) for each in quoted)
    has_words = any(each.role is not BlockRole.FURNITURE for each in quoted)
    if has_words and (not written or (is_passed_on and _words(written) < COVERING)):
        return Own(quoted, _words(found) - _words(quoted), True)
    return Own(written or found, _words(found) - _words(written or found))


def sender(found: Sequence[Piece]) -> str:
    """Who sent a message that is passed on, by its header; empty if that does not say."""
    told = (_SENDER.search(each.words) for each in found if each.role is BlockRole.FURNITURE)
    return next((" ".join(each[1].split()) for each in told if each is not None), "")


def _words(found: Sequence[Piece]) -> int:
    return sum(len(each.words.split()) for each in found)


# ---------------------------------------------------------------- text


def of_text(text: str) -> Sequence[Piece]:
    """The blocks of a message in text, marked where they are quoted or sign it."""
    found: list[Piece] = []
    for segment, mark, is_header in _segments(text):
        for role, span in paragraphs(segment):
            words = " ".join(span.of(segment).split())
            found.append(Piece(BlockRole.FURNITURE if is_header else role, 0, words, f"[{len(found) + 1}]", mark))
    return found


def _segments(text: str, is_quoted: bool = False) -> Iterator[tuple[str, str, bool]]:
    """The stretches of a message, what each is marked as, and whether it is a header or an introduction.

    Of a message that is quoted itself, whatever it quotes is one stretch.
    """
    found = _INTRODUCTION.search(text)
    if found is None or (found["wrote"] and not text[: found.start()].strip()):
        if found is not None:
            yield found[0], _QUOTED, True
        yield from _written(text[found.end() :] if found is not None else text)
        return
    yield from _written(text[: found.start()])
    if is_quoted:
        yield text[found.start() :], _QUOTED, False
        return
    if found[0].strip():
        yield found[0], _QUOTED, True
    rest = _unquoted(text[found.end() :])
    header = _HEADER.match(rest)
    if header is not None and not found["wrote"]:
        yield from ((line, _QUOTED, True) for line in header[0].split("\n"))
        rest = rest[header.end() :]
    yield from ((words, _deeper(mark), is_header) for words, mark, is_header in _segments(rest, True))


def _written(text: str) -> Iterator[tuple[str, str, bool]]:
    """The stretches of a text that nothing introduces."""
    signature = _SIGNATURE.search(text)
    end = signature.start() if signature is not None and text[: signature.start()].strip() else len(text)
    for is_quoted, lines in groupby(text[:end].split("\n"), key=lambda line: line.startswith(">")):
        for is_device, part in groupby(lines, key=lambda line: _DEVICE.fullmatch(line.strip()) is not None):
            yield "\n".join(part), _QUOTED if is_quoted else _SIGNED if is_device else "", False
    yield text[end:], _SIGNED, False


def _unquoted(text: str) -> str:
    """The text without the signs of quotation before its lines, if all of them have one."""
    lines = text.split("\n")
    if not all(line.startswith(">") for line in lines if line.strip()):
        return text
    return "\n".join(line.removeprefix(">").removeprefix(" ") for line in lines)


def _deeper(mark: str) -> str:
    return {"": _QUOTED, _QUOTED: _NESTED}.get(mark, mark)


# ---------------------------------------------------------------- HTML


def of_html(html: str) -> tuple[Sequence[Piece], Sequence[str]]:
    """The blocks of a message in HTML, marked where they are quoted or sign it, and the words that are not shown."""
    found, hidden = pieces(html, _marking)
    told: list[Piece] = []
    is_below = is_signed = False
    for at, each in enumerate(found):
        mark, following = each.mark, found[at + 1].mark if at + 1 < len(found) else ""
        if _IN_HTML.match(each.words):
            is_below = is_below or not mark
            each = replace(each, role=BlockRole.FURNITURE, level=0)
        elif (mark or following == _QUOTED) and _IS_WROTE.fullmatch(each.words):
            mark = mark or _QUOTED
            each = replace(each, role=BlockRole.FURNITURE, level=0)
        is_signed = not is_below and (is_signed or (bool(told) and each.words == _DASHES))
        mark = _deeper(mark) if is_below else mark
        if not mark and (is_signed or _DEVICE.fullmatch(each.words)):
            mark = _SIGNED
        told.append(replace(each, mark=mark))
    return told, hidden


def _marking(tag: str, attributes: Mapping[str, str | None], outer: str) -> str:
    """What an element marks its words as."""
    named = f"{attributes.get('class') or ''} {attributes.get('id') or ''}".lower().split()
    names = {name.removeprefix(_OUTLOOK) for name in named}
    if outer == _SIGNED or names & _SIGNATURES:
        return _SIGNED
    is_quote = names & _QUOTES or (tag == "blockquote" and (attributes.get("type") or "").lower() == "cite")
    if not is_quote or (outer and tag == "blockquote" and "gmail_quote" in names):
        return outer
    return _deeper(outer)
