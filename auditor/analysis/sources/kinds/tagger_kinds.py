"""What the tagger says of a source's kind, weighed against what syntax and word lists say.

Each statement of a source has a reading with a probability for each kind; they are averaged as logarithms, as
independent witnesses are. What the rest of the article decided counts as one more witness of a certain weight. Names
are left alone: a network that learned from one year's politics takes a firm that it never met for a person.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log

from auditor.records.sourcing import Reading, SourceKind

_WEIGHT = 3.0
"""The head start, as a natural logarithm, of the kind that was decided before over any other."""
_LEAST = 0.002
"""The least probability that counts, so that no witness excludes a kind altogether."""
_ONE = (SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_SPOKESPERSON)
_SEVERAL = (SourceKind.ANONYMOUS, SourceKind.UNNAMED_GROUP, SourceKind.UNNAMED_SPOKESPERSON)
_THINGS = (
    SourceKind.NAMED_ORGANIZATION,
    SourceKind.ANONYMOUS,
    SourceKind.UNNAMED_GROUP,
    SourceKind.DOCUMENT,
    SourceKind.MEDIA,
)
"""What a source may be that the article does not name: one human being, several, or anything else."""


def settle(
    decided: SourceKind, human: bool, plural: bool, readings: Sequence[Reading], weight: float = _WEIGHT
) -> SourceKind:
    """The kind of a source that the article does not name: `decided`, unless its readings outweigh that."""
    if not readings:
        return decided
    votes = averaged(readings)
    open_to = (_SEVERAL if plural else _ONE) if human else _THINGS
    best: SourceKind = max((decided, *open_to), key=lambda kind: votes[kind] + weight * (kind is decided))
    return best


def is_person(words: Sequence[str], readings: Sequence[Reading], weight: float = _WEIGHT) -> bool:
    """Whether a lone name that was taken for an institution's is a surname, if its readings outweigh that."""
    if len(words) != 1 or not readings:
        return False
    votes = averaged(readings)
    return votes[SourceKind.NAMED_PERSON] > votes[SourceKind.NAMED_ORGANIZATION] + weight


def averaged(readings: Sequence[Reading]) -> Mapping[SourceKind, float]:
    """The mean logarithm of the probability of each kind."""
    return {
        kind: sum(log(max(reading.kinds[number], _LEAST)) for reading in readings) / len(readings)
        for number, kind in enumerate(SourceKind)
    }
