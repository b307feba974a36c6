"""Decoding: the likeliest labels that make whole spans, and nothing that makes none."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from numpy.typing import NDArray

from auditor.language.tagger.decode import FIRST, LAST, ONLY, WITHIN, Stretch, best, logarithms, stretches

OUTSIDE = 0


def label(role: int, part: int) -> int:
    return 1 + 4 * role + part


def is_whole(labels: tuple[int, ...]) -> bool:
    """Whether `labels` are spans that begin and end, said another way than in the code."""
    inside = None
    for one in labels:
        if one == OUTSIDE:
            if inside is not None:
                return False
            continue
        role, part = divmod(one - 1, 4)
        if part in (FIRST, ONLY) and inside is not None:
            return False
        if part in (WITHIN, LAST) and inside != role:
            return False
        inside = role if part in (FIRST, WITHIN) else None
    return inside is None


def by_trying(scores: NDArray[np.float32]) -> float:
    """The best total that whole spans reach, by trying all sequences."""
    length, labels = scores.shape
    ways = (way for way in itertools.product(range(labels), repeat=length) if is_whole(way))
    return max(float(sum(scores[at, one] for at, one in enumerate(way))) for way in ways)


def by_searching(scores: NDArray[np.float32]) -> float:
    """The best total that whole spans reach, word by word: outside or in which role's span."""
    roles = (scores.shape[1] - 1) // 4
    closed, opened = 0.0, [-np.inf] * roles
    for word in scores.astype(np.float64):
        of = [word[1 + 4 * role : 5 + 4 * role] for role in range(roles)]
        ends = [opened[role] + of[role][LAST] for role in range(roles)]
        going = [max(opened[role] + of[role][WITHIN], closed + of[role][FIRST]) for role in range(roles)]
        closed = max(closed + word[OUTSIDE], *(closed + one[ONLY] for one in of), *ends)
        opened = going
    return closed


@pytest.mark.parametrize("roles", [1, 2])
@pytest.mark.parametrize("length", [1, 2, 4])
def test_no_other_whole_spans_are_likelier(roles: int, length: int) -> None:
    chance = np.random.default_rng(length + 10 * roles)
    for _ in range(5):
        scores = logarithms(chance.normal(0, 3, (1, length, 1 + 4 * roles)).astype(np.float32))
        found = best(scores)[0]
        assert is_whole(tuple(int(one) for one in found))
        total = float(sum(scores[0, at, one] for at, one in enumerate(found)))
        assert total == pytest.approx(by_trying(scores[0]), abs=1e-4)


@pytest.mark.parametrize("roles", [1, 2])
@pytest.mark.parametrize("outside", [0.0, 3.0, 6.0])
def test_long_sequences_are_as_likely_as_if_all_of_them_were_searched(roles: int, outside: float) -> None:
    chance = np.random.default_rng(roles)
    for length in (30, 90):
        raw = chance.normal(0, 3, (8, length, 1 + 4 * roles)).astype(np.float32)
        raw[:, :, OUTSIDE] += outside
        scores = logarithms(raw)
        for row, found in zip(scores, best(scores), strict=True):
            assert is_whole(tuple(int(one) for one in found))
            total = float(sum(row[at, one] for at, one in enumerate(found)))
            assert total == pytest.approx(by_searching(row), abs=1e-3)


def test_a_search_goes_beyond_broken_words_where_that_is_likelier() -> None:
    first, last = label(0, FIRST), label(0, LAST)
    chances = np.full((1, 3, 5), 0.001, dtype=np.float32)
    chances[0, 0, first] = 0.98
    chances[0, 1, [OUTSIDE, last]] = 0.6, 0.39
    chances[0, 2, OUTSIDE] = 0.99
    assert best(np.log(chances))[0].tolist() == [first, last, OUTSIDE]


def test_sequences_do_not_disturb_each_other() -> None:
    chance = np.random.default_rng(1)
    scores = logarithms(chance.normal(0, 3, (4, 6, 9)).astype(np.float32))
    together = best(scores)
    alone = [best(scores[n : n + 1])[0] for n in range(4)]
    assert [row.tolist() for row in together] == [row.tolist() for row in alone]


def test_no_words_have_no_labels() -> None:
    assert best(np.zeros((3, 0, 5), dtype=np.float32)).shape == (3, 0)


def test_labels_as_spans() -> None:
    labels = [
        label(1, ONLY),
        OUTSIDE,
        label(0, FIRST),
        label(0, WITHIN),
        label(0, LAST),
        label(1, FIRST),
        label(1, LAST),
    ]
    assert list(stretches(np.array(labels))) == [Stretch(1, 0, 1), Stretch(0, 2, 5), Stretch(1, 5, 7)]


def test_probabilities_sum_to_one() -> None:
    scores = logarithms(np.array([[1000.0, 0.0], [-1000.0, -1000.0]], dtype=np.float32))
    assert np.exp(scores).sum(axis=-1) == pytest.approx([1.0, 1.0])
