"""Which statements are borne out by those of another source: said jointly, or said again in much the same words.

Two statements say much the same if at least three of their telling words are shared, and half of those of the
shorter one. A statement that denies bears out nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from auditor import vocabulary
from auditor.appraisal import Backing
from auditor.cases import Case, opening, paragraph_at, paragraphs
from auditor.model import SourceKind, Statement

REPLIES = "core/replies"

_TELLING = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]{5,}|\b[A-Z][a-z]{2,}")
_SHARED = 3
_SHORTEST = 5
"""How many letters of a word count: *resign*, *resigns* and *resigned* are one."""


def backings(case: Case) -> tuple[Backing, ...]:
    """Every such pair, in order of the statements borne out, the nearest support first."""
    blocks = paragraphs(case.article)
    able = [s for s in case.statements if _speaks(case, s)]
    words = {s.id: _telling(case, s) for s in able}
    denials = {s.id for s in able if _denies(case, s)}
    at = {s.id: paragraph_at(blocks, opening(s)) for s in able}
    found = []
    for one in able:
        pairs = [
            Backing(one.id, other.id, other.source_id or "", abs(at[one.id] - at[other.id]))
            for other in able
            if other.source_id != one.source_id
            and other.id not in denials
            and one.id not in denials
            and (one.content == other.content or _is_like(words[one.id], words[other.id]))
        ]
        found += sorted(pairs, key=lambda pair: (pair.paragraphs, pair.by_statement))
    return tuple(found)


def _speaks(case: Case, statement: Statement) -> bool:
    source = case.source(statement.source_id)
    return source is not None and source.kind is not SourceKind.UNATTRIBUTED and bool(statement.content)


def _denies(case: Case, statement: Statement) -> bool:
    denial = vocabulary.tagged(case.lexicons, REPLIES, "denial")
    marks = [statement.cue] if statement.cue is not None else []
    return vocabulary.first(case.article.text, marks, denial) is not None


def _telling(case: Case, statement: Statement) -> frozenset[str]:
    return frozenset(_words(case.article.text, statement))


def _words(text: str, statement: Statement) -> Iterator[str]:
    for span in statement.content:
        for match in _TELLING.finditer(text, span.start, span.end):
            word = match.group().lower()
            yield word if word[0].isdigit() else word[:_SHORTEST]


def _is_like(one: frozenset[str], other: frozenset[str]) -> bool:
    shared = len(one & other)
    return shared >= _SHARED and 2 * shared >= min(len(one), len(other))
