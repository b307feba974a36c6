"""Grades that have an order know it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from auditor.records.scales import Confidence, Severity


@pytest.mark.parametrize("grades", [Confidence, Severity])
def test_the_greatest_stands_first(grades: type[Confidence] | type[Severity]) -> None:
    assert all(greater > less and less < greater and greater >= greater for greater, less in pairwise(grades))
    assert max(grades) is next(iter(grades))
    assert sorted(grades, key=lambda grade: grade.rank) == list(grades)


def test_two_orders_are_not_mixed() -> None:
    with pytest.raises(TypeError, match="Confidence has no order with"):
        assert Confidence.HIGH > Severity.INFO


def test_weaker() -> None:
    assert [grade.weaker() for grade in Confidence] == [Confidence.MEDIUM, Confidence.LOW, Confidence.LOW]
