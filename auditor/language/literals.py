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
_MOST_OF_WHOLE = 6
_BEGIN, _END = "\x02", "\x03"
"""Marks that stand before and after a text."""
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


def whole(text: str) -> str:
    """`text` in folded case between marks, so that a literal with a mark stands at its very beginning or end."""
    return f"{_BEGIN}{fold(text)}{_END}"


def clauses(
    pattern: str,
    reference: re.Pattern[str] | None = None,
    words: Callable[[re.Match[str]], Clause | None] | None = None,
    *,
    of_whole: bool = False,
) -> tuple[Clause, ...]:
    """What each match of `pattern` holds, the clauses that tell most first; empty if that is not known.

    Where `reference` matches in the pattern, one of many words stands, of which `words` gives the clause (`of_words`).
    Those `of_whole` are for a short text that is matched as a whole: single characters tell something of it, and so do
    its beginning and end; `whole` is asked whether it meets them.
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
    found = _needed(tree, listed)
    if of_whole:
        edges = ((_BEGIN, "", _edge(list(tree), 1)), ("", _END, _edge(list(tree), -1)))
        found += [frozenset(f"{mark}{each}{end}" for each in edge) for mark, end, edge in edges if edge is not None]
    least, most = (1, _MOST_OF_WHOLE) if of_whole else (_LEAST, _MOST_CLAUSES)
    told = {clause for clause in found if len(clause) <= _MOST_LITERALS and _shortest(clause) >= least}
    return tuple(sorted(told, key=_rank)[:most])


def _as_python(found: re.Match[str]) -> str:
    if found[0] == "(?<":
        return "(?P<"
    return r"\w" if found[0][1] in "pP" else found[0]


def meets(folded: str, clauses: Iterable[Clause]) -> bool:
    """Whether a text in folded case holds at least one literal of every clause."""
    return all(any(literal in folded for literal in clause) for clause in clauses)


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
        clause = listed[number] if 0 <= number < len(listed) else _characters([(kind, value)])
        return [] if clause is None else [clause]
    if kind is op.IN:
        clause = _characters(value)
        return [] if clause is None else [clause]
    if kind is op.SUBPATTERN:
        return _needed(value[3], listed)
    if kind in _REPEATS:
        return _needed(value[2], listed) if value[0] else []
    if kind is op.BRANCH:
        return _of_branches([_needed(branch, listed) for branch in value[1]])
    return []


def _characters(items: Sequence[tuple[Any, Any]]) -> Clause | None:
    """The characters of a class; None if it has more than a few, or letters beyond ASCII."""
    found: set[str] = set()
    for kind, value in items:
        if kind is op.LITERAL and (value < 0x80 or _is_sign(chr(value))):
            found.add(fold(chr(value)))
        elif kind is op.CATEGORY and value is op.CATEGORY_DIGIT:  # of ASCII alone, in RE2
            found.update("0123456789")
        else:
            return None
    return frozenset(found)


def _is_sign(character: str) -> bool:
    """Whether a character is none of those that have a case, and is its own folded form."""
    return not character.isalpha() and fold(character) == character and ord(character) < _RESERVED


def _edge(nodes: Sequence[tuple[Any, Any]], step: int) -> Clause | None:
    """Literals of which one begins whatever a sequence of nodes matches, or, with the step -1, ends it."""
    run = ""
    for at, (kind, value) in enumerate(nodes[::step]):
        if kind is op.LITERAL and value < 0x80:
            run = run + fold(chr(value)) if step > 0 else fold(chr(value)) + run
            continue
        if run or kind is op.AT:
            break
        left = nodes[at + 1 :] if step > 0 else nodes[: len(nodes) - at - 1]
        return _edge_of(kind, value, left, step)
    return frozenset((run,)) if run else None


def _edge_of(kind: Any, value: Any, left: Sequence[tuple[Any, Any]], step: int) -> Clause | None:
    """As `_edge`, of a node and what is `left` beyond it."""
    if kind in (op.LITERAL, op.IN):
        return _characters([(kind, value)] if kind is op.LITERAL else value)
    if kind is op.SUBPATTERN:
        return _edge(list(value[3]), step)
    if kind is op.BRANCH:
        return _together([_edge(list(branch), step) for branch in value[1]])
    if kind in _REPEATS:
        own = _edge(list(value[2]), step)
        return own if value[0] else _together([own, _edge(left, step)])
    return None


def _together(clauses: Sequence[Clause | None]) -> Clause | None:
    """One clause for alternatives; None if that of one is not known."""
    known = [clause for clause in clauses if clause is not None]
    return frozenset[str]().union(*known) if len(known) == len(clauses) else None


def _of_branches(branches: Sequence[Sequence[Clause]]) -> list[Clause]:
    """Clauses for alternatives: the best of each, all together, and single characters of each, all together; without
    what an alternative has not."""
    best = _together([min(branch, key=_rank, default=None) for branch in branches])
    single = ([clause for clause in branch if _shortest(clause) == 1] for branch in branches)
    other = _together([min(each, key=_rank, default=None) for each in single])
    return [clause for clause in dict.fromkeys((best, other)) if clause is not None]
