"""`find`: what the article says about its own reporting."""

from __future__ import annotations

from auditor.analysis.phrases import grants, non_responses
from auditor.language.parsed import Parsed
from auditor.records.resolved import Told


def find(parsed: Parsed) -> Told:
    """The grants and non-responses of an article, before it is known which sources they concern."""
    granted = grants.find(parsed)
    return Told(
        tuple(g for g, _ in granted), non_responses.find(parsed), {g.span: a for g, a in granted if a is not None}
    )
