"""From scores of words to spans: the best sequence of labels that makes whole spans.

A label is outside (0), or for each of some roles: the first word of a span, one within, the last, or its only word
(BIOES: Ratinov and Roth, CoNLL 2009). The best sequence is found by dynamic programming (Viterbi 1967).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
"""Logarithms of probabilities."""

FIRST, WITHIN, LAST, ONLY = 0, 1, 2, 3
_NEVER = -1e9


class Stretch(NamedTuple):
    """Words `start` to `end`, half-open, that play the role of this number."""

    role: int
    start: int
    end: int


def logarithms(logits: NDArray[np.float32]) -> Scores:
    """Logarithms of the probabilities that `logits` give along the last axis."""
    shifted = logits - logits.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))  # type: ignore[no-any-return]


def best(scores: Scores) -> NDArray[np.intp]:
    """For each sequence of `scores` (sequences, words, labels), the likeliest labels that make whole spans."""
    sequences, length, labels = scores.shape
    roles = (labels - 1) // 4
    may_follow, may_open, may_close = _grammar(roles)
    steps = np.zeros((length, sequences, labels), dtype=np.intp)
    total = scores[:, 0] + may_open if length else np.zeros((sequences, labels), dtype=np.float32)
    for at in range(1, length):
        ways = total[:, :, None] + may_follow
        steps[at] = ways.argmax(axis=1)
        total = ways.max(axis=1) + scores[:, at]
    found = np.zeros((sequences, length), dtype=np.intp)
    if sequences and length:
        every = np.arange(sequences)
        found[:, -1] = (total + may_close).argmax(axis=1)
        for at in range(length - 1, 0, -1):
            found[:, at - 1] = steps[at, every, found[:, at]]
    return found


def stretches(labels: NDArray[np.intp]) -> Iterator[Stretch]:
    """The spans that one sequence of labels, as `best` gives it, marks."""
    start = 0
    for at in np.flatnonzero(labels):
        role, part = divmod(int(labels[at]) - 1, 4)
        if part in (FIRST, ONLY):
            start = int(at)
        if part in (LAST, ONLY):
            yield Stretch(role, start, int(at) + 1)


def _grammar(roles: int) -> tuple[Scores, Scores, Scores]:
    """What may follow what, open a sequence and close one: 0 where it may, a forbidding score where not."""
    labels = 1 + 4 * roles
    opening = [0] + [1 + 4 * role + part for role in range(roles) for part in (FIRST, ONLY)]
    closing = [0] + [1 + 4 * role + part for role in range(roles) for part in (LAST, ONLY)]
    follow = np.full((labels, labels), _NEVER, dtype=np.float32)
    for before in closing:
        follow[before, opening] = 0
    for role in range(roles):
        for before in (FIRST, WITHIN):
            follow[1 + 4 * role + before, [1 + 4 * role + WITHIN, 1 + 4 * role + LAST]] = 0
    opens = np.full(labels, _NEVER, dtype=np.float32)
    closes = opens.copy()
    opens[opening] = 0
    closes[closing] = 0
    return follow, opens, closes
