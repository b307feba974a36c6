"""A trial: two sentences are audited with the settings in force, as a draft would be."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.examining.place import Place
from auditor.records.health import Sign, State
from auditor.records.report import Failure, Report
from auditor.records.sourcing import SourceKind

DRAFT = (
    "Northgate Council will close its night shelter in May, two people briefed on the plan said.\n\n"
    "The council did not respond to a request for comment.\n"
)


def trial(place: Place) -> Iterator[Sign]:
    """Whether a draft is audited, and its anonymous source is found; raises AuditorError where that cannot begin."""
    from auditor.runs import runner
    from auditor.runs.drafts import Draft
    from auditor.runs.jobs import threads_for
    from auditor.runs.packs import in_force
    from auditor.runs.toolkits import Toolkits

    settings = place.settings
    toolkits = Toolkits(settings, in_force(settings), threads_for(1))
    outcome = runner.audit_draft(Draft("trial.txt", "trial.txt", DRAFT.encode()), toolkits)
    if isinstance(outcome, Report) and any(s.kind is SourceKind.ANONYMOUS for s in outcome.sources):
        yield Sign("trial", State.OK, "two sentences were audited, and their anonymous source was found")
    elif isinstance(outcome, Failure):
        yield Sign("trial", State.PROBLEM, f"two sentences could not be audited: {outcome.message}", outcome.hint)
    else:
        words = "two sentences were audited, and their anonymous source was not found"
        yield Sign("trial", State.PROBLEM, words, "see whether another language model or your own rules are the reason")
