"""Which function makes the subjects of which kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from auditor.judging.case import Case
from auditor.judging.subjects.accused import accusations
from auditor.judging.subjects.articles import articles, footings
from auditor.judging.subjects.phrases import grants, non_responses, quotations, wordings
from auditor.judging.subjects.record import Subject
from auditor.judging.subjects.relayed import relayed
from auditor.judging.subjects.sources import sources
from auditor.judging.subjects.statements import statements

_MAKERS: Mapping[str, Callable[[Case], tuple[Subject, ...]]] = {
    "article": articles,
    "footing": footings,
    "source": sources,
    "statement": statements,
    "grant": grants,
    "non_response": non_responses,
    "quotation": quotations,
    "accusation": accusations,
    "relayed": relayed,
    "wording": wordings,
}


def subjects(kind: str, case: Case) -> tuple[Subject, ...]:
    """The subjects of `kind` (a key of `facts.TABLE`) in `case`, with all their facts, in order of place."""
    return _MAKERS[kind](case)
