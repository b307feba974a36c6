"""How likely something is by the sum of weights that were learned, each of which can be read (logistic regression)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp

Features = Mapping[str, float]
"""What speaks for and against something, by names for people to read."""

_LEAST = 0.1
"""A feature that adds less is not named as a reason."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """How likely something is, by the sum of the weights of its features."""

    weights: Mapping[str, float]

    def probability(self, features: Features) -> float:
        """Between 0 and 1; features without a weight say nothing."""
        total = sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        return 1.0 / (1.0 + exp(-max(-30.0, min(30.0, total))))

    def reasons(self, features: Features, most: int = 3) -> tuple[str, ...]:
        """The features that speak for it most, the strongest first."""
        added = ((self.weights.get(name, 0.0) * value, name) for name, value in features.items())
        ranked = sorted((each for each in added if each[0] > _LEAST), key=lambda each: (-each[0], each[1]))
        return tuple(name for _, name in ranked[:most])
