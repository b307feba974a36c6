"""Regular expressions of rules: what a text holds wherever one matches, and its compiled form once that is needed.

To compile them all takes longer than to audit an article, which holds what a tenth of them needs. So they are compiled
one by one where it is known already that RE2 takes them: they have been compiled before, and are as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from auditor.language.literals import Clause

Known = Mapping[str, Sequence[Sequence[Clause]]]
"""For each rule whose expressions were all compiled before, by its id: the clauses of each of them, in their order."""


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression of a rule."""

    compiled: Callable[[], Any]
    """Gives it as RE2 runs it; the first time that may take milliseconds."""
    clauses: Sequence[Clause]
    """What a text meets wherever it matches."""


def ready(compiled: Any, clauses: Sequence[Clause] = ()) -> Expression:
    """An expression that has been compiled."""
    return Expression(lambda: compiled, clauses)


def later(make: Callable[[], Any], clauses: Sequence[Clause]) -> Expression:
    """An expression that `make` compiles when it is first run; at once if it may match any text."""
    return Expression(cache(make), clauses) if clauses else ready(make())


def known_of(known: Known, rule: str, patterns: int) -> Sequence[Sequence[Clause]] | None:
    """The clauses of the expressions of a rule that has so many; None if they are not known."""
    found = known.get(rule)
    return found if found is not None and len(found) == patterns else None
