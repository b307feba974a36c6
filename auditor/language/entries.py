"""Live blogs and round-ups: many reports in one article, of which readers of its report should know.

A live blog is known by headings or short lines that are times of day, a round-up by headings below each of which a
dateline stands. Both are mere form, so they are told here and not by rules.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from auditor.base.spans import Span
from auditor.language.parser import DATELINE
from auditor.language.plain import read_blocks
from auditor.records.article import Article, BlockRole, Note

_LEAST = 3
"""Entries; two reports may stand below one another for many reasons."""
_LONGEST_LINE = 12
"""Words of a line that is a heading."""
_LEAST_TEXT = 8
"""Words below a heading, all together; a programme or a list of dates has fewer."""
_LONGEST_DATELINE = 7
"""Words, the dash among them: *WEST PALM BEACH, Fla. (AP) —* has six."""
_HALF_DAY = r"(?:0?[1-9]|1[0-2])(?:[:.][0-5]\d)? ?(?:[ap]\.m\.|[ap]m\b)"
_DAY = r"(?:[01]?\d|2[0-3])(?::[0-5]\d(?![:.]?\d)|h[0-5]\d\b)"
_DAY_IN_ZONE = r"(?:[01]?\d|2[0-3])[:.]?[0-5]\d ?(?=GMT\b|UTC\b|[A-Z]{1,3}T\b)"
_TIME = re.compile(
    r"[\[(]?(?:(?i:updated|posted|published|filed)(?: at)?:? ?)?(?:at )?"
    rf"(?P<time>{_DAY_IN_ZONE}|{_HALF_DAY}|{_DAY})"
    r"(?: ?\(?(?:GMT|UTC|[A-Z]{1,3}T|local time)\b\)?)?[\])]?(?P<then>\s*(?:[:–—|•·,-]\s*|$)|\s+)"
)
"""*10.42am*, *14:05 GMT*, *1405 GMT*, *14h05*, *Updated 3:15 p.m. ET* at the start of a line."""
_TIMECODE = re.compile(r"[\[(]?0?0:[0-5]\d\b(?! ?(?:GMT|UTC|[A-Z]{1,3}T)\b)")
"""*00:42*, as transcripts of recordings begin."""
_PLACE = re.compile(r"[A-Z][A-Z.'’]+(?:[ -][A-Z][A-Z.'’]+){0,2}: ")
"""*TARNPUR:* at the start of a paragraph."""
_BOLD = re.compile(r"(?:\*\*|__)[^*_\n]{4,40}(?:\*\*|__)")
_ENDS = re.compile(r"(?<![ap]\.m)[.!?…][\"”’)]*$")


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block that is read: its words without markup, and whether it is a heading or a short line like one."""

    span: Span
    words: str
    is_heading: bool
    bold: str
    """The bold words with which it begins, markup included; empty if there are none."""


def noted(article: Article) -> Article:
    """`article`, with a note if it looks like a live blog, or like a round-up of reports from several places."""
    pieces = list(_pieces(article))
    for code, kind, parts, found in (
        ("live-blog", "live blog", "entries", _updates(pieces)),
        ("round-up", "round-up", "reports", _reports(pieces)),
    ):
        if len(found) >= _LEAST:
            message = (
                f"it looks like a {kind} of {len(found)} {parts}, read as one article: sources of different {parts} "
                "may be taken for one another; split it into files to audit each"
            )
            return replace(article, notes=(*article.notes, Note(code, message, found[0].span)))
    return article


def _pieces(article: Article) -> Iterator[_Piece]:
    text = article.text
    headline = next((b for b in article.blocks if b.role is BlockRole.HEADLINE and b.level == 1), None)
    for block, words in read_blocks(article):
        if block is headline:
            continue
        words = " ".join(words.split())
        line = block.role is BlockRole.PARA and len(words.split()) <= _LONGEST_LINE and not _ENDS.search(words)
        bold = _BOLD.match(text, block.span.start, block.span.end) if article.marks else None
        yield _Piece(block.span, words, line or block.role is BlockRole.HEADLINE, bold.group() if bold else "")


def _updates(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The headings and lines that are times of day, or begin with one."""
    if any(_TIMECODE.match(piece.words) for piece in pieces):
        return []
    return [entry for entry, _ in _entries(pieces, _is_time)]


def _is_time(piece: _Piece) -> bool:
    """Whether a piece is a heading that is a time or begins with one, or begins with a time in bold."""
    if piece.bold:
        return _TIME.match(piece.bold.strip("*_: ")) is not None
    return piece.is_heading and _TIME.match(piece.words) is not None


def _entries(pieces: Sequence[_Piece], begins: Callable[[_Piece], bool]) -> list[tuple[_Piece, str]]:
    """The pieces that begin an entry in which, or below which, text stands, each with its first words."""
    found = []
    starts = [number for number, piece in enumerate(pieces) if begins(piece)]
    for start, following in pairwise([*starts, len(pieces)]):
        own = [piece.words for piece in pieces[start:following] if not piece.is_heading]
        if len(" ".join(own).split()) >= _LEAST_TEXT:
            found.append((pieces[start], own[0]))
    return found


def _reports(pieces: Sequence[_Piece]) -> list[_Piece]:
    """The headings below each of which a dateline of its own stands."""
    entries = _entries(pieces, lambda piece: piece.is_heading)
    dated = [(entry, dateline.group()) for entry, words in entries if (dateline := _dateline(words))]
    return [entry for entry, _ in dated] if len({place for _, place in dated}) >= _LEAST else []


def _dateline(words: str) -> re.Match[str] | None:
    """The place at the start of a paragraph; a clause in capitals is none."""
    found = DATELINE.match(words) or _PLACE.match(words)
    return found if found and len(found.group().split()) <= _LONGEST_DATELINE else None
