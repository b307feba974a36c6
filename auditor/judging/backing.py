"""Which statements are borne out by those of another source: said jointly, or said again in much the same words.

Two statements say much the same if at least three of their telling words are shared, and half of those of the
shorter one. A statement that denies bears out nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from auditor.base.spans import Span, number_at
from auditor.judging.case import Ground, opening
from auditor.records.appraisal import Backing
from auditor.records.sourcing import SourceKind, Statement

_TELLING = re.compile(r"\d[\d.,]*\d|\d|[^\W\d_]{5,}|\b[A-Z][a-z]{2,}")
_SHARED = 3
_COMMON = 500
"""A word in more statements than this tells none of them apart; no article has so many."""
_SHORTEST = 5
"""How many letters of a word count: *resign*, *resigns* and *resigned* are one."""


def backings(case: Ground) -> tuple[Backing, ...]:
    """Every pair of a statement and one that bears it out, in order of the former, the nearest support first."""
    blocks = case.paragraphs
    able = [s for s in case.statements if _speaks(case, s)]
    words = {s.id: _telling(case, s) for s in able}
    denials = {s.id for s in able if _denies(case, s)}
    at = {s.id: number_at(blocks, opening(s)) for s in able}
    able = [s for s in able if s.id not in denials]
    alike = _Alike.of(able, words)
    found = []
    for one in able:
        pairs = [
            Backing(one.id, other.id, other.source_id or "", abs(at[one.id] - at[other.id]))
            for other in alike.to(one)
            if other.source_id != one.source_id
        ]
        found += sorted(pairs, key=lambda pair: (pair.paragraphs, pair.by_statement))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Alike:
    """Statements by what they say, so that each is compared only with those that share something with it."""

    statements: Sequence[Statement]
    words: Mapping[str, frozenset[str]]
    by_word: Mapping[str, Sequence[int]]
    """The numbers of the statements with a word."""
    by_content: Mapping[tuple[Span, ...], Sequence[Statement]]

    @classmethod
    def of(cls, statements: Sequence[Statement], words: Mapping[str, frozenset[str]]) -> _Alike:
        """The index of `statements`, whose telling words are `words`, by id."""
        by_word: dict[str, list[int]] = {}
        by_content: dict[tuple[Span, ...], list[Statement]] = {}
        for number, statement in enumerate(statements):
            by_content.setdefault(statement.content, []).append(statement)
            for word in words[statement.id]:
                by_word.setdefault(word, []).append(number)
        telling = {word: said for word, said in by_word.items() if len(said) <= _COMMON}
        return cls(statements, words, telling, by_content)

    def to(self, one: Statement) -> Sequence[Statement]:
        """The statements that say the same as `one`, or much the same; `one` among them."""
        own = self.words[one.id]
        shared = Counter(chain.from_iterable(self.by_word.get(word, ()) for word in own))
        near = ((self.statements[number], times) for number, times in shared.items() if times >= _SHARED)
        like = [o for o, times in near if 2 * times >= min(len(own), len(self.words[o.id]))]
        return [*self.by_content[one.content], *(o for o in like if o.content != one.content)]


def _speaks(case: Ground, statement: Statement) -> bool:
    source = case.source(statement.source_id)
    return source is not None and source.kind is not SourceKind.UNATTRIBUTED and bool(statement.content)


def _denies(case: Ground, statement: Statement) -> bool:
    marks = [statement.cue] if statement.cue is not None else []
    return case.words.first(case.article.text, marks, "replies", "denial") is not None


def _telling(case: Ground, statement: Statement) -> frozenset[str]:
    return frozenset(_words(case.article.text, statement))


def _words(text: str, statement: Statement) -> Iterator[str]:
    for span in statement.content:
        for match in _TELLING.finditer(text, span.start, span.end):
            word = match.group().lower()
            yield word if word[0].isdigit() else word[:_SHORTEST]
