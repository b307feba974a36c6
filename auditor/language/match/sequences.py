"""Tokens in a row: a pattern of elements that repeat, walked over an article in time that its steps bound.

What matches, and which of several overlapping matches counts, is as in spaCy's Matcher with `greedy="LONGEST"`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from auditor.language.match.elements import Element, Places, Tokens
from auditor.language.match.meter import Meter
from auditor.packs.patterns import repetition

_KEEPING = 4
"""Steps that it costs to keep a match until it is known which ones overlap."""


class Repeat(Enum):
    """How often a step of a pattern is taken."""

    ONCE = auto()
    PERHAPS = auto()
    ANY = auto()


@dataclass(frozen=True, slots=True)
class Step:
    """One token of a pattern, or one of its repetitions."""

    element: Element
    repeat: Repeat
    position: int
    """Which token of the pattern it comes from."""
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A match: tokens from `start` to before `end`, and for each the position in the pattern that it stands for."""

    start: int
    end: int
    positions: tuple[int, ...]


def steps(element: Element, position: int, operator: str | None) -> list[Step]:
    """The steps for one token of a pattern with its operator; raises ValueError for an unknown operator."""
    if operator == "!":
        return [Step(element, Repeat.ONCE, position, negated=True)]
    least, most = (1, 1) if operator is None else repetition(operator)
    head = [Step(element, Repeat.ONCE, position)] * least
    if most is None:
        return [*head, Step(element, Repeat.ANY, position)]
    return [*head, *([Step(element, Repeat.PERHAPS, position)] * (most - least))]


def phrase_matches(words: Sequence[Element], tokens: Tokens, meter: Meter) -> Iterator[tuple[int, int]]:
    """Every half-open range of tokens that are `words` in order, overlapping ones too; raises ExhaustedError."""
    first, *others = (tokens.places(word, meter) for word in words)
    for start in first:
        meter.spend(len(words))
        if all(start + distance in other for distance, other in enumerate(others, 1)):
            yield start, start + len(words)


def sequence_matches(pattern: Sequence[Step], tokens: Tokens, meter: Meter) -> list[Run]:
    """The matches of `pattern` that do not overlap, the longest taken first, of equal ones the first."""
    found = list(_all(pattern, tokens, meter))
    found.sort(key=lambda run: (run[0] - run[1], run[0]))
    taken = bytearray(len(tokens))
    kept = []
    for start, end, path in found:
        if taken.find(1, start, end) < 0:
            taken[start:end] = b"\1" * (end - start)
            kept.append(Run(start, end, _positions(path)))
    return kept


_Path = tuple["_Path | None", int]
"""The positions that the tokens so far stand for, the last one first: a list that branches share."""
_State = tuple[int, "_Path | None"]
"""The step that comes next, and the path that led to it."""


def _positions(path: _Path | None) -> tuple[int, ...]:
    found = []
    while path is not None:
        path, position = path
        found.append(position)
    return tuple(reversed(found))


def _all(pattern: Sequence[Step], tokens: Tokens, meter: Meter) -> Iterator[tuple[int, int, _Path]]:
    """All matches that are not empty, each stretch of tokens once."""
    obliged = [step for step in pattern if step.repeat is Repeat.ONCE and not step.negated]
    if not all(tokens.places(step.element, meter) for step in obliged):
        return
    places = [tokens.places(step.element, meter) for step in pattern]
    opening = next((n for n, step in enumerate(pattern, 1) if step.repeat is Repeat.ONCE), len(pattern))
    starts: Iterable[int] = range(len(tokens))
    if not any(step.negated for step in pattern[:opening]):
        starts = sorted(set[int]().union(*places[:opening]))
    closing = max((n for n, step in enumerate(pattern, 1) if step.repeat is Repeat.ONCE), default=0)
    walk = _Walk(pattern, closing, places, len(tokens), meter)
    for start in starts:
        for end, path in walk.ends(start).items():
            yield start, end, path


@dataclass(frozen=True, slots=True)
class _Walk:
    """A pattern laid over an article: all paths through it are walked at once, token by token, and none twice."""

    pattern: Sequence[Step]
    closing: int
    """The number of the step from which on none is obligatory."""
    places: Sequence[Places]
    length: int
    meter: Meter

    def ends(self, start: int) -> dict[int, _Path]:
        """Where matches from `start` on end, each with the first path that leads there."""
        ends: dict[int, _Path] = {}
        live: list[_State] = [(0, None)]
        for token in range(start, self.length):
            if not live:
                return ends
            live = self._after(token, live, ends)
        for number, path in live:
            if path is not None and number >= self.closing:
                self._note(ends, self.length, path)
        return ends

    def _after(self, token: int, live: Sequence[_State], ends: dict[int, _Path]) -> list[_State]:
        """The states after `token`: those that went on come before those that branched off, as in spaCy."""
        going_on: list[_State] = []
        branching: list[_State] = []
        seen: set[int] = set()
        for first, path in live:
            for number in range(first, len(self.pattern)):
                if number in seen:  # an earlier path went on from here
                    break
                seen.add(number)
                self.meter.spend()
                step, is_last = self.pattern[number], number + 1 == len(self.pattern)
                is_once = step.repeat is Repeat.ONCE
                if is_last and not is_once and path is not None:
                    self._note(ends, token, path)
                if (token in self.places[number]) != step.negated:
                    longer = (path, step.position)
                    if step.repeat is Repeat.ANY:
                        (going_on if is_last else branching).append((number, longer))
                    elif is_last:
                        self._note(ends, token + 1, longer)
                    else:
                        (going_on if is_once else branching).append((number + 1, longer))
                if is_once:
                    break
        return going_on + branching

    def _note(self, ends: dict[int, _Path], end: int, path: _Path) -> None:
        if end not in ends:
            self.meter.spend(_KEEPING)
            ends[end] = path
