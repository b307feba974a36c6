"""How grave a charge would be if it were true, by the gravest word in it."""

from __future__ import annotations

from auditor.base.spans import Span
from auditor.language.words import Words
from auditor.records.appraisal import AccusationKind, Gravity


def of(text: str, span: Span, kind: AccusationKind, words: Words) -> Gravity:
    """The gravity of the words at `span`; where none of them tells, a deed is a misconduct and the rest an opinion."""
    unknown = Gravity.MISCONDUCT if kind is AccusationKind.ACCUSATION else Gravity.OPINION
    return max(told(text, span, words), default=unknown)


def told(text: str, span: Span, words: Words) -> frozenset[Gravity]:
    """Every grade of which a word stands at `span`."""
    graded = (grade for grade in Gravity if grade is not Gravity.OPINION)
    return frozenset(grade for grade in graded if words.first(text, [span], "wrongs", grade.value) is not None)
