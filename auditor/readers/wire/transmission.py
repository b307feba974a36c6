r"""Messages of agencies that are framed by control characters, taken apart; and the codes for typesetters in them.

The codes are those of IPTC 7901 (5th edition, 1995), of the control set for newspapers that it had before (ISO-IR 26),
and of ANPA-1312 (1989): quads end a line, instructions lie between two controls, `\x18` kills the word before it.
Dashes and quotation marks that ASCII lacks are written as ` _ `, two grave accents and two apostrophes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from auditor.base.errors import At, ReadingError
from auditor.readers.draft import Draft
from auditor.readers.story import Story
from auditor.readers.text.blocks import paragraphs
from auditor.readers.text.encoding import guessed
from auditor.readers.wire.heads import framed
from auditor.records.article import BlockRole, MetaValue, Note

_START, _TEXT, _END = "\x01", "\x02", "\x03"
_OVER = re.compile(r"\x04|^[ \t]*NNNN[ \t]*$", re.M)
"""The end of a transmission, as a control character or as teleprinters were told of it."""
_MOST = 10_000
_WIDE = (b"\xff\xfe", b"\xfe\xff")

_INSTRUCTION = re.compile(r"\x0c[^\n\x0b]{0,80}\x0b")
_KILLED = re.compile(r" ?[^ \n\x18]{0,60}\x18")
_QUAD = re.compile(r"[\x1d\x1e]\n?")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1e\x7f]")
_SPACES: Mapping[int, str] = {0x0C: "\n", 0x10: " "}
"""A page's end, and the space that a typesetter may widen."""
_COLUMN = "\x1f"
"""Between the columns of a table, if not at the end of a line."""
_INNER = re.compile(r"`([^`'\n]*(?:\w'\w[^`'\n]*)*)'(?!\w)")
_DASH = re.compile(r"(?<=\s)_(?=\s)")
_RULE = re.compile(r"[_*=~. -]*")
"""A line that is drawn between paragraphs."""


@dataclass(frozen=True, slots=True)
class Message:
    """One message: its header, text and trailer, without the controls that frame them; lines end in a line feed."""

    header: str
    text: str
    trailer: str
    draft: Draft
    """The bytes that it is known by: the file's if it is the only one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A paragraph, or a row of a table, and the line of the message's text on which it begins, from 1."""

    role: BlockRole
    words: str
    line: int
    level: int = 0


def messages(draft: Draft, head: re.Pattern[str], bare: re.Pattern[str]) -> tuple[Sequence[Message], Sequence[Note]]:
    """The messages in a file, and what was guessed of its encoding.

    `head` is how a header looks, `bare` how it looks where no control character begins it.

    Raises ReadingError A306 if there are too many, A307 or A308 if it is no text.
    """
    data = draft.data if draft.data.startswith(_WIDE) else draft.data.replace(b"\0", b"")
    found = guessed(data, draft.name)
    text = framed(found.text).replace("\r\n", "\n").replace("\r", "\n")
    if _START not in text:
        text = bare.sub(lambda match: _START + match[0], text)
    pieces = text.split(_START)[1:]
    if len(pieces) > _MOST:
        hint = "split it into files of a day each"
        raise ReadingError(f"it has more than {_MOST:,} messages", code="A306", at=At(draft.name), hint=hint)
    drafts = [draft] if len(pieces) == 1 else [replace(draft, data=each.encode(), text=None) for each in pieces]
    made = [_message(piece, head, each) for piece, each in zip(pieces, drafts, strict=True)]
    return made, [replace(note, span=None) for note in found.notes]


def _message(piece: str, head: re.Pattern[str], draft: Draft) -> Message:
    header, mark, rest = piece.partition(_TEXT)
    if not mark:
        told = head.match(piece.lstrip())
        header = told[0] if told is not None else ""
        rest = piece.lstrip()[len(header) :]
    text, mark, trailer = rest.partition(_END)
    over = _OVER.search(trailer if mark else text)
    if over is not None and mark:
        trailer = trailer[: over.start()]
    elif over is not None:
        text = text[: over.start()]
    return Message(header.strip(), text.rstrip("\x16\n \t"), trailer.strip("\x16\n \t"), draft)


def plain(text: str) -> str:
    """`text` without codes for typesetters, with the characters that they stand for; columns stay apart."""
    if "\x18" in text:
        text = _KILLED.sub("", text)
    text = _QUAD.sub("\n", _INSTRUCTION.sub("", text)).replace(f"{_COLUMN}\n", "\n")
    text = _CONTROLS.sub("", text.translate(_SPACES)).replace("``", "“").replace("''", "”")
    return _DASH.sub("—", _INNER.sub(r"‘\1’", text).replace("`", "‘"))


def paragraphs_of(lines: Sequence[str], first: int) -> Iterator[Told]:
    """The paragraphs, list items and table rows of the lines of a text; the first of them is line `first`."""
    for is_table, run in groupby(enumerate(lines, first), key=lambda line: _COLUMN in line[1]):
        numbered = list(run)
        if is_table:
            for number, line in numbered:
                yield from _told(BlockRole.TABLE, line.replace(_COLUMN, " "), number)
            continue
        text, counted, at = "\n".join(line for _, line in numbered), numbered[0][0], 0
        for role, span in paragraphs(text):
            counted, at = counted + text.count("\n", at, span.start), span.start
            yield from _told(role, span.of(text), counted)


def _told(role: BlockRole, words: str, line: int) -> Iterator[Told]:
    words = " ".join(words.split())
    if not _RULE.fullmatch(words):
        yield Told(role, words, line)


def story(head: Iterable[Told], body: Iterable[Told], message: int, meta: dict[str, MetaValue]) -> Story:
    """The article of what stands above the text of a message, and of the text."""
    told = Story(meta)
    for each in head:
        told.head(each.role, each.words, _address(message, each))
    for each in body:
        name = told.body.next("editor's note") if each.role is BlockRole.CORRECTION else ""
        told.add(each.role, each.words, _address(message, each), each.level, name)
    return told


def _address(message: int, told: Told) -> str:
    return f"message[{message}]/line[{told.line}]"
