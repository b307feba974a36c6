"""From scores of words to spans: the best sequence of labels that makes whole spans.

A label is outside (0), or for each of some roles: the first word of a span, one within, the last, or its only word
(BIOES: Ratinov and Roth, CoNLL 2009). The best sequence is found by dynamic programming (Viterbi 1967).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
"""Logarithms of probabilities."""

FIRST, WITHIN, LAST, ONLY = 0, 1, 2, 3
_NEVER = -1e9
_SLACK = 1e-3
"""More than what rounding does to the scores of a sequence."""

Place = tuple[int, int, int]
"""The number of a sequence, and a half-open range of its words."""


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
    """For each sequence of `scores` (sequences, words, labels), the likeliest labels that make whole spans.

    Most words take the label that is likeliest for them alone. Only where those make no whole spans are better ones
    searched for, and no farther than to words that are outside in the best labels of all: since there are whole spans
    that lose so much against what is likeliest for each word alone, a word that would lose more by being inside is not.
    """
    found: NDArray[np.intp] = scores.argmax(axis=2)
    if not found.size:
        return found
    whole = _grammar((scores.shape[2] - 1) // 4)[0] == 0
    padded = np.pad(found, ((0, 0), (1, 1)))
    broken = np.argwhere(~whole[padded[:, :-1], padded[:, 1:]])
    places = _between(broken, found == 0)
    _mend(found, scores, places)
    lost = (scores.max(axis=2) - _of(scores, found)).sum(axis=1, dtype=np.float64)
    cost = scores[:, :, 0] - scores[:, :, 1:].max(axis=2)
    wider = _between(broken, cost > lost[:, None] + _SLACK)
    _mend(found, scores, [place for place in wider if place not in places])
    return found


def _of(scores: Scores, labels: NDArray[np.intp]) -> Scores:
    found: Scores = np.take_along_axis(scores, labels[:, :, None], axis=2)[:, :, 0]
    return found


def _between(joints: NDArray[np.intp], outside: NDArray[np.bool_]) -> list[Place]:
    """The stretches without a word outside that lie at `joints` (sequence, word after it), each once."""
    places = dict[Place, None]()
    at = -1
    for row, joint in joints.tolist():
        if row != at:
            at, ends = row, [-1, *np.flatnonzero(outside[row]).tolist(), outside.shape[1]]
        number = bisect_left(ends, joint)
        places[row, ends[number - 1] + 1, ends[number]] = None
    return list(places)


def _mend(found: NDArray[np.intp], scores: Scores, places: Sequence[Place]) -> None:
    """Writes into `found` the likeliest labels that make whole spans in each of `places` by itself."""
    if not places:
        return
    longest = max(end - start for _, start, end in places)
    padded = np.full((len(places), longest, scores.shape[2]), _NEVER, dtype=np.float32)
    padded[:, :, 0] = 0
    for number, (row, start, end) in enumerate(places):
        padded[number, : end - start] = scores[row, start:end]
    for labels, (row, start, end) in zip(_searched(padded), places, strict=True):
        found[row, start:end] = labels[: end - start]


def _searched(scores: Scores) -> NDArray[np.intp]:
    """The likeliest labels that make whole spans, by dynamic programming over all words."""
    sequences, length, labels = scores.shape
    may_follow, may_open, may_close = _grammar((labels - 1) // 4)
    steps = np.zeros((length, sequences, labels), dtype=np.intp)
    total = scores[:, 0] + may_open
    for at in range(1, length):
        ways = total[:, :, None] + may_follow
        steps[at] = ways.argmax(axis=1)
        total = ways.max(axis=1) + scores[:, at]
    found = np.zeros((sequences, length), dtype=np.intp)
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
