"""Two scales with an order: how sure something is, and how grave."""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Ordered(StrEnum):
    """Members in order, the greatest first."""

    @property
    def rank(self) -> int:
        """0 for the greatest, 1 for the next, and so on: the sort key of a list that begins with the greatest."""
        return list(type(self)).index(self)

    def __lt__(self, other: str) -> bool:
        return self.rank > self._of_same(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank >= self._of_same(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank < self._of_same(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank <= self._of_same(other).rank

    def _of_same(self, other: str) -> Self:
        if not isinstance(other, type(self)):
            raise TypeError(f"{type(self).__name__} has no order with {other!r}")
        return other


class Confidence(Ordered):
    """How sure something is: `HIGH` is greater than `LOW`."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"

    def weaker(self) -> Confidence:
        """The next lower one; `LOW` stays what it is."""
        return Confidence.MEDIUM if self is Confidence.HIGH else Confidence.LOW


class Severity(Ordered):
    """How grave a finding is: `ERROR` is greater than `INFO`."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
