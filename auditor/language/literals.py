"""What must stand in a text for a regular expression to match there, read off the expression itself.

Told in clauses: a match holds at least one literal of every clause, in whatever case. Where an expression is written
as this reads it otherwise than RE2 does, it has no clauses, and may match anywhere.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable, Iterable, Sequence
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

Clause = frozenset[str]
"""Literals in folded case, one of which a match holds."""

_MOST_CLAUSES = 3
_MOST_LITERALS = 1_000
"""Longer clauses hold in nearly every text."""
_LEAST = 3
"""Characters; shorter literals stand everywhere."""
_RESERVED = 0xF0000
"""The first of the code points that stand for references while an expression is parsed."""
_READ_OTHERWISE = re.compile("\\[:|[\U000f0000-\U000fffff]")
"""Classes such as `[[:alpha:]]`, which Python knows not, and the code points that are reserved."""
_ESCAPES = re.compile(r"\\(?:[pP](?:\{\^?\w+\}|\w)|.)|\(\?<(?=\w)", re.S)
"""What RE2 and Python write otherwise, classes such as `\\pL` and named groups; other escapes are left alone."""
_WORDS = re.compile(r"[a-zA-Z0-9]+")

_REPEATS = (op.MAX_REPEAT, op.MIN_REPEAT)


def fold(text: str) -> str:
    """`text` so that an ASCII character stands wherever RE2 takes one for it, whatever its case (K, ſ)."""
    return text.casefold()


def clauses(
    pattern: str,
    reference: re.Pattern[str] | None = None,
    words: Callable[[re.Match[str]], Clause | None] | None = None,
) -> tuple[Clause, ...]:
    """What each match of `pattern` holds, the clauses that tell most first; empty if that is not known.

    Where `reference` matches in the pattern, one of many words stands, of which `words` gives the clause (`of_words`).
    """
    if _READ_OTHERWISE.search(pattern):
        return ()
    listed: list[Clause | None] = []

    def placed(found: re.Match[str]) -> str:
        listed.append(None if words is None else words(found))
        return f"(?:{chr(_RESERVED + len(listed) - 1)})"

    plain = pattern if reference is None else reference.sub(placed, pattern)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of classes that a later Python may read otherwise: they give no literal
            tree = parser.parse(_ESCAPES.sub(_as_python, plain))
    except (re.error, OverflowError, RecursionError):
        return ()
    found = {
        clause for clause in _needed(tree, listed) if len(clause) <= _MOST_LITERALS and _shortest(clause) >= _LEAST
    }
    return tuple(sorted(found, key=_rank)[:_MOST_CLAUSES])


def _as_python(found: re.Match[str]) -> str:
    if found[0] == "(?<":
        return "(?P<"
    return r"\w" if found[0][1] in "pP" else found[0]


def of_words(words: Iterable[str]) -> Clause | None:
    """The longest unbroken part of each word, whatever its spacing and apostrophes; None if one has none."""
    parts = [max(_WORDS.findall(word), key=len, default="") for word in words]
    return frozenset(map(fold, parts)) if parts and all(parts) else None


def _rank(clause: Clause) -> tuple[int, int, list[str]]:
    return -min(_shortest(clause), 6), len(clause), sorted(clause)


def _shortest(clause: Clause) -> int:
    return min(map(len, clause), default=0)


def _needed(tree: Iterable[tuple[Any, Any]], listed: Sequence[Clause | None]) -> list[Clause]:
    """The clauses of a sequence of nodes: those of its parts, and of its runs of literal characters."""
    found: list[Clause] = []
    run = ""
    for kind, value in tree:
        if kind is op.LITERAL and value < 0x80:
            run += fold(chr(value))
            continue
        if run:
            found.append(frozenset((run,)))
            run = ""
        found += _of_node(kind, value, listed)
    return [*found, frozenset((run,))] if run else found


def _of_node(kind: Any, value: Any, listed: Sequence[Clause | None]) -> list[Clause]:
    if kind is op.LITERAL:
        number = value - _RESERVED
        clause = listed[number] if 0 <= number < len(listed) else None
        return [] if clause is None else [clause]
    if kind is op.SUBPATTERN:
        return _needed(value[3], listed)
    if kind in _REPEATS:
        return _needed(value[2], listed) if value[0] else []
    if kind is op.BRANCH:
        return _of_branches([_needed(branch, listed) for branch in value[1]])
    return []


def _of_branches(branches: Sequence[Sequence[Clause]]) -> list[Clause]:
    """One clause for alternatives: the best of each, all together; none if an alternative has none."""
    best = [min(branch, key=_rank, default=None) for branch in branches]
    known = [clause for clause in best if clause is not None]
    return [frozenset[str]().union(*known)] if len(known) == len(best) else []
