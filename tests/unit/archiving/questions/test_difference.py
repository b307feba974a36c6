"""What a difference between two times tells."""

from __future__ import annotations

import random

import pytest

from auditor.archiving.questions.difference import Side, Tells, having, points, tells


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ((1000, 100), (1000, 200), Tells.MORE),
        ((1000, 200), (1000, 100), Tells.LESS),
        ((1000, 100), (1000, 110), Tells.CHANCE),
        ((29, 0), (1000, 900), Tells.TOO_FEW),
        ((1000, 3), (1000, 6), Tells.TOO_FEW),
        ((1000, 999), (1000, 995), Tells.TOO_FEW),
        ((0, 0), (1000, 500), Tells.TOO_FEW),
    ],
)
def test_shares_of_articles(before: tuple[int, int], after: tuple[int, int], told: Tells) -> None:
    assert tells(having(*before), having(*after)) is told


def test_points() -> None:
    assert points(having(100, 10), having(100, 25)) == 15.0
    assert str(points(having(1000, 100), having(10**6, 99_999))) == "0.0"
    assert points(having(0, 0), having(100, 25)) is None


def side(articles: list[tuple[int, int]]) -> Side:
    return Side(
        len(articles),
        sum(p for p, _ in articles),
        sum(w for _, w in articles),
        sum(p * p for p, _ in articles),
        sum(p * w for p, w in articles),
        sum(w * w for _, w in articles),
    )


def test_statements_of_one_article_are_not_taken_for_many_articles() -> None:
    before = side([(20, 20)] * 8 + [(0, 20)] * 32)
    after = side([(20, 20)] * 12 + [(0, 20)] * 28)
    assert tells(before, after) is Tells.CHANCE  # 160 and 240 of 800 statements, but 8 and 12 of 40 articles
    alone = [side([(1, 1)] * n + [(0, 1)] * (800 - n)) for n in (160, 240)]
    assert tells(*alone) is Tells.MORE


def test_chance_alone_is_told_as_more_or_less_about_once_in_twenty_times() -> None:
    chance = random.Random(7)

    def drawn() -> Side:
        return side([(sum(chance.random() < 0.3 for _ in range(w)), w) for w in chance.choices(range(1, 12), k=80)])

    wrong = sum(tells(drawn(), drawn()) in (Tells.MORE, Tells.LESS) for _ in range(1000))
    assert 25 <= wrong <= 90
