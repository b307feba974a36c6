"""How grave a charge would be if it were true, by the gravest word in it."""

from __future__ import annotations

import re

from auditor.base.spans import Span
from auditor.language.words import Words
from auditor.records.appraisal import AccusationKind, Gravity

_WORD = re.compile(r"[\w'-]+")
_LONGEST = 4
"""Words of the longest entry of the list that is looked for."""


def of(text: str, span: Span, kind: AccusationKind, words: Words) -> Gravity:
    """The gravity of the words at `span`; where none of them tells, a deed is a misconduct and the rest an opinion."""
    unknown = Gravity.MISCONDUCT if kind is AccusationKind.ACCUSATION else Gravity.OPINION
    return max(told(text, span, words), default=unknown)


def told(text: str, span: Span, words: Words) -> frozenset[Gravity]:
    """Every grade of which a word stands at `span`."""
    found: list[str] = _WORD.findall(span.of(text).lower().replace("’", "'"))
    phrases = (" ".join(found[at : at + size]) for size in range(1, _LONGEST + 1) for at in range(len(found)))
    tags = {tag for phrase in phrases for tag in words.tags("wrongs", phrase)}
    return frozenset(grade for grade in Gravity if grade.value in tags)
