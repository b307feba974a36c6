"""Lines and paragraphs of a text: which line ends end a paragraph, and which only wrap it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from auditor.base.spans import Span, hull, trim
from auditor.records.article import Block, BlockRole

_ENDS = "\r\n\u2028\u2029"
"""What ends a line; a form feed and the like do not, as in editors."""

_SPACES = (
    " \t\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u202f\u205f\u3000"
)
"""All other white space of Unicode, which is also Python's."""

_CONTROLS = (
    "\x00\x01\x02\x03\x04\x05\x06\x07\x08\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x7f\x80\x81\x82"
    "\x83\x84\x86\x87\x88\x89\x8a\x8b\x8c\x8d\x8e\x8f\x90\x91\x92\x93\x94\x95\x96\x97\x98\x99\x9a\x9b\x9c\x9d\x9e"
    "\x9f"
)
_FORMATS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u206a\u206b\u206c\u206d\u206e\u206f\u2800\u3164\ufeff\uffa0"
    "\ufff9\ufffa\ufffb"
)
"""Soft hyphens, joiners, marks of direction, fillers: nothing is seen of them where they stand alone."""

INVISIBLE = _ENDS + _SPACES + _CONTROLS + _FORMATS
"""A line of nothing but these characters is blank; all that `str.isspace` calls space is among them."""

_LINE = re.compile(r"[^\r\n\u2028\u2029]*(?:\r\n|\r|\n|\u2028|\u2029)?")
_BULLET = re.compile(r"[•‣◦▪●·*+–-][ \t\u00a0]+(?=\S)")
_SURE_BULLETS = "•‣◦▪●*"
"""Signs that stand in no sentence; a dash may, and may introduce the speaker of the words above it."""

_WIDEST = 120
"""Code points: no editor wraps later than this, and longer lines are paragraphs of their own."""

_ROOM = 0.85
"""A line that would have held the next word within this share of the width ends a paragraph."""


def lines(text: str, start: int = 0) -> list[Span]:
    """Every line from `start` on, its end of line included."""
    return [Span(m.start(), m.end()) for m in _LINE.finditer(text, start) if m.end() > m.start()]


def is_blank(line: Span, text: str) -> bool:
    """Whether nothing can be seen on `line`."""
    return not line.of(text).strip(INVISIBLE)


def paragraphs(text: str, start: int = 0) -> Iterator[tuple[BlockRole, Span]]:
    """The paragraphs and list items of plain text from `start` on, without bullets and space around them."""
    runs = list(_runs(lines(text, start), text))
    width = _wrap_width(runs, text)
    for run in runs:
        for group in _split(run, width, text):
            span = trim(hull(group), text, INVISIBLE)
            bullet = _BULLET.match(text, span.start, span.end)
            if bullet and text[span.start] in _SURE_BULLETS:
                yield BlockRole.LIST, Span(bullet.end(), span.end)
            else:
                yield BlockRole.PARA, span


def bullets(text: str, start: int = 0) -> tuple[Span, ...]:
    """The bullets before the list items of plain text from `start` on."""
    seen = (trim(line, text, INVISIBLE) for line in lines(text, start) if not is_blank(line, text))
    places = (s.start for s in seen if text[s.start] in _SURE_BULLETS and _BULLET.match(text, s.start, s.end))
    return tuple(Span(at, at + 1) for at in places)


def number(pieces: Iterable[tuple[BlockRole, Span, int]]) -> tuple[Block, ...]:
    """A block for each piece that is not empty, with ids in order of place."""
    ordered = sorted((p for p in pieces if len(p[1])), key=lambda p: p[1].start)
    return tuple(Block(i, role, span, level) for i, (role, span, level) in enumerate(ordered))


def opening_heading_is_headline(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks, with a heading that opens the draft taken for its headline, whatever its level."""
    read = [b for b in blocks if b.role not in {BlockRole.META, BlockRole.CODE}]
    if not read or read[0].role is not BlockRole.HEADLINE:
        return blocks
    return tuple(replace(b, level=1) if b is read[0] else b for b in blocks)


def _runs(all_lines: Iterable[Span], text: str) -> Iterator[list[Span]]:
    """Neighbouring lines between blank ones, each without the space around it."""
    run: list[Span] = []
    for line in all_lines:
        if is_blank(line, text):
            if run:
                yield run
            run = []
        else:
            run.append(trim(line, text, INVISIBLE))
    if run:
        yield run


def _wrap_width(runs: Sequence[Sequence[Span]], text: str) -> int | None:
    """The width that the text is wrapped at, or None where every line is a paragraph of its own.

    In a wrapped text few lines end where a sentence does, and none is much longer than the others.
    """
    broken = [line for run in runs for line in run[:-1]]
    if not broken:
        return None
    long = sum(len(line) > _WIDEST for run in runs if len(run) > 1 for line in run)
    ended = sum(_ends_sentence(line, text) for line in broken)
    if 10 * long > len(broken) or 2 * ended > len(broken):
        return None
    return max((len(line) for run in runs for line in run if len(line) <= _WIDEST), default=None)


def _split(run: Sequence[Span], width: int | None, text: str) -> Iterator[list[Span]]:
    group = [run[0]]
    for line, following in pairwise(run):
        if _wraps(line, following, width, text):
            group.append(following)
        else:
            yield group
            group = [following]
    yield group


def _wraps(line: Span, following: Span, width: int | None, text: str) -> bool:
    """Whether the end of `line` lies within a paragraph that goes on in `following`."""
    bullet = _BULLET.match(text, following.start, following.end)
    if bullet and (text[following.start] in _SURE_BULLETS or not text[bullet.end()].islower()):
        return False
    if _indent(following, text) > _indent(line, text) + 1:
        return False
    first = following.of(text).split(None, 1)[0]
    letter = text[bullet.end() if bullet else following.start]
    if letter.islower() and not _ends_sentence(line, text) and len(line) >= 30:
        return True
    return width is not None and len(line) >= 40 and len(line) + 1 + len(first) > _ROOM * width


def _indent(line: Span, text: str) -> int:
    start = line.start
    while start > 0 and text[start - 1] in _SPACES:
        start -= 1
    return line.start - start


def _ends_sentence(line: Span, text: str) -> bool:
    return line.of(text).rstrip("\"'”’)]*_")[-1:] in {".", "!", "?", "…"}
