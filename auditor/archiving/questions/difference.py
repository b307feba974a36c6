"""Whether a share differs between two times by more than chance: articles are what is drawn, not their statements.

Statements of one article are alike, and many of them tell little more than a few: the error of a share is that of a
ratio of sums over articles (the linearised variance of cluster sampling).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum

LEAST_ARTICLES = 30
"""Articles that there must be on either side."""
LEAST_CASES = 10
"""Cases of what is counted, and of its contrary, that there must be on both sides together."""
_SURE = 1.96
"""Standard errors beyond which chance is left out, once in twenty wrongly."""


class Tells(StrEnum):
    """What a difference tells."""

    TOO_FEW = "too few to say"
    CHANCE = "may be chance"
    MORE = "more"
    LESS = "less"


@dataclass(frozen=True, slots=True)
class Side:
    """Sums over the articles of one time: how many, of `part` and `whole`, and of their squares and product."""

    articles: int = 0
    part: int = 0
    whole: int = 0
    part_squared: int = 0
    product: int = 0
    whole_squared: int = 0

    @property
    def variance(self) -> float:
        """That of the share, with articles as what is drawn."""
        share = self.part / self.whole
        spread = self.part_squared - 2 * share * self.product + share * share * self.whole_squared
        return max(0.0, spread) * self.articles / (self.articles - 1) / self.whole**2


def having(articles: int, part: int) -> Side:
    """The sums of a share of articles: of so many, `part` have it."""
    return Side(articles, part, articles, part, part, articles)


def points(before: Side, after: Side) -> float | None:
    """The difference of the shares in points of per cent; None where one of them is of nothing."""
    if not before.whole or not after.whole:
        return None
    return round(100 * (after.part / after.whole - before.part / before.whole), 1) + 0.0  # never minus nothing


def tells(before: Side, after: Side) -> Tells:
    """What the difference tells."""
    part, whole = before.part + after.part, before.whole + after.whole
    if min(before.articles, after.articles) < LEAST_ARTICLES or min(part, whole - part) < LEAST_CASES:
        return Tells.TOO_FEW
    if not before.whole or not after.whole:
        return Tells.TOO_FEW
    difference = after.part / after.whole - before.part / before.whole
    if abs(difference) <= _SURE * math.sqrt(before.variance + after.variance):
        return Tells.CHANCE
    return Tells.MORE if difference > 0 else Tells.LESS
