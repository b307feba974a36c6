"""How much work rules may still do on one article, and how many matches they may still find."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from auditor.packs import limits


class Reason(StrEnum):
    """Why a rule was stopped on an article."""

    STEPS = "its patterns take too long to match"
    MATCHES = "it matches too often"
    ARTICLE = "the rules take too long on it, or match too often, all together"


class ExhaustedError(Exception):
    """A rule has used up its steps or its matches."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Meter:
    """The steps that are left, of which looking at a token is one, and the matches that are left."""

    steps: int
    matches: int

    def spend(self, steps: int = 1) -> None:
        """Counts `steps`; raises ExhaustedError if they are not left."""
        self.steps -= steps
        if self.steps < 0:
            raise ExhaustedError(Reason.STEPS)

    def found(self) -> None:
        """Counts a match; raises ExhaustedError if it is one too many."""
        self.matches -= 1
        if self.matches < 0:
            raise ExhaustedError(Reason.MATCHES)


def allowed(tokens: int) -> Meter:
    """The steps and matches of one rule on an article of so many tokens."""
    return Meter(
        limits.STEPS_AT_LEAST + limits.STEPS_A_TOKEN * tokens,
        limits.MATCHES_AT_LEAST + tokens // limits.TOKENS_A_MATCH,
    )


@dataclass(slots=True)
class Account:
    """The steps and matches of the rules on one article: of each by itself, and of all together."""

    tokens: int
    total: Meter

    @classmethod
    def of(cls, tokens: int) -> Account:
        """The account of an article of so many tokens, from which nothing has been taken."""
        one, times = allowed(tokens), limits.RULES_AT_FULL_COST
        return cls(tokens, Meter(one.steps * times, one.matches * times))

    def begin(self) -> Meter:
        """The steps and matches of the next rule."""
        one = allowed(self.tokens)
        return Meter(min(one.steps, self.total.steps), min(one.matches, self.total.matches))

    def close(self, meter: Meter, stopped: ExhaustedError | None) -> Reason | None:
        """Deducts what was used of `meter`, and returns why its rule was stopped; None if it was not."""
        opened, one = self.begin(), allowed(self.tokens)
        self.total.steps -= opened.steps - max(meter.steps, 0)
        self.total.matches -= opened.matches - max(meter.matches, 0)
        if stopped is None:
            return None
        left = (opened.steps, one.steps) if stopped.reason is Reason.STEPS else (opened.matches, one.matches)
        return stopped.reason if left[0] == left[1] else Reason.ARTICLE
