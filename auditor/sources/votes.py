"""What the tagger says of a source's kind, weighed against what syntax and word lists say.

Each statement of a source has a reading with a probability for each kind; they are averaged as logarithms, as
independent witnesses are. What the rest of the article decided counts as one more witness of a certain weight.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from auditor.model import NAMED_KINDS, Reading, SourceKind

_WEIGHT = 3.0
"""How much more likely, as a natural logarithm, the kind that was decided before is than any other."""
_LEAST = 0.002
"""No witness excludes a kind altogether."""


def settle(decided: SourceKind, named: bool, readings: Sequence[Reading], weight: float = _WEIGHT) -> SourceKind:
    """The likelier kind: `decided`, or another that the readings of the source's statements speak for.

    A source that the article names stays named, as a person, an institution or an outlet; one that it does not name
    stays unnamed.
    """
    if not readings:
        return decided
    votes = averaged(readings)
    open_to = [kind for kind in SourceKind if _may_be(kind, named)]
    return max(open_to, key=lambda kind: votes[kind] + (weight if kind is decided else 0.0))


def averaged(readings: Sequence[Reading]) -> Mapping[SourceKind, float]:
    """The mean logarithm of the probability of each kind."""
    return {
        kind: sum(log(max(reading.kinds[number], _LEAST)) for reading in readings) / len(readings)
        for number, kind in enumerate(SourceKind)
    }


def _may_be(kind: SourceKind, named: bool) -> bool:
    if kind is SourceKind.UNATTRIBUTED:
        return False
    if named:
        return kind in NAMED_KINDS or kind in (SourceKind.MEDIA, SourceKind.DOCUMENT)
    return kind is not SourceKind.NAMED_PERSON
