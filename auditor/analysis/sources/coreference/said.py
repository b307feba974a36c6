"""What the statements of an article say, as far as it tells whether two of them are one person's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.base.spans import Nest, Span


@dataclass(frozen=True, slots=True)
class Said:
    """The words that tell something of each statement, by its number; and the words for those who want no name."""

    words: Mapping[int, frozenset[str]] = field(default_factory=dict)
    nameless: Nest[Span] = field(default_factory=lambda: Nest(()))

    def of(self, statement: int) -> frozenset[str]:
        """The words that tell something in what a statement says; none if there is no such statement."""
        return self.words.get(statement, frozenset())

    def wants_no_name(self, span: Span) -> bool:
        """Whether `span` is of somebody who wants no name."""
        return next(self.nameless.overlapping(span), None) is not None
