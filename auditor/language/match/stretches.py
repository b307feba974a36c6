"""Where in an article the literals stand without which a regular expression cannot match."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from auditor.language.literals import Clause, fold

_GRAM = 3
"""Characters by which literals are looked up; each is as long at least."""
_BETWEEN = "\0"
"""Stands between blocks."""


@dataclass(frozen=True, slots=True)
class Literals:
    """The literals of all expressions: by their first characters, each with the clauses that it meets."""

    clauses: Mapping[str, Sequence[Clause]]
    by_gram: Mapping[str, Sequence[str]]


def literals_of(patterns: Iterable[Sequence[Clause]]) -> Literals:
    """The literals in the clauses of `patterns`."""
    clauses: dict[str, list[Clause]] = defaultdict(list)
    for clause in {clause: None for pattern in patterns for clause in pattern}:
        for literal in clause:
            clauses[literal].append(clause)
    by_gram: dict[str, list[str]] = defaultdict(list)
    for literal in clauses:
        by_gram[literal[:_GRAM]].append(literal)
    return Literals(clauses, by_gram)


def met(blocks: Sequence[str], literals: Literals) -> dict[Clause, int]:
    """In which of `blocks` each clause is met: a bit for each, the first one the lowest; no entry where in none."""
    folded = [fold(block) for block in blocks]
    starts = list(accumulate((len(block) + 1 for block in folded), initial=0))
    text = _BETWEEN.join(folded)
    grams = {text[i : i + _GRAM] for i in range(len(text) - _GRAM + 1)}
    found: dict[Clause, int] = defaultdict(int)
    for gram in grams & literals.by_gram.keys():
        for literal in literals.by_gram[gram]:
            if where := _where(literal, text, starts):
                for clause in literals.clauses[literal]:
                    found[clause] |= where
    return found


def _where(literal: str, text: str, starts: Sequence[int]) -> int:
    """The blocks of `text` in which a literal stands."""
    where, at = 0, text.find(literal)
    while at >= 0:
        block = bisect_right(starts, at) - 1
        where |= 1 << block
        at = text.find(literal, starts[block + 1])
    return where


def may_match(clauses: Iterable[Clause], found: Mapping[Clause, int], blocks: int) -> int:
    """The blocks, of so many, in which all of `clauses` are met."""
    where = (1 << blocks) - 1
    for clause in clauses:
        where &= found.get(clause, 0)
    return where
