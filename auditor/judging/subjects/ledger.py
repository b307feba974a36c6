"""The facts of the entries of a ledger."""

from __future__ import annotations

from auditor.judging import ledgers
from auditor.judging.case import Case
from auditor.judging.facts import FactValue
from auditor.judging.subjects.record import Subject
from auditor.records.ledger import EntryState
from auditor.records.scales import Confidence

SOURCE, REQUEST = "source", "request"


def entries(case: Case, today: str) -> tuple[Subject, ...]:
    """All entries of the ledger, sources first; none where no ledger is kept."""
    ledger = case.article.ledger
    if ledger is None:
        return ()
    sources = (
        _subject(SOURCE, entry.label, entry.where, ledgers.state_of_source(case, entry)) for entry in ledger.sources
    )
    requests = (
        _subject(
            REQUEST,
            entry.party,
            entry.where,
            ledgers.state_of_request(case, entry),
            entry.deadline,
            ledgers.is_overdue(case, entry, today),
        )
        for entry in ledger.requests
    )
    return (*sources, *requests)


def _subject(
    sort: str, label: str, where: str, state: EntryState, deadline: str = "", overdue: bool = False
) -> Subject:
    facts: dict[str, FactValue] = {
        "entry": sort,
        "label": label,
        "where": where,
        "state": state.value,
        "deadline": deadline,
        "overdue": overdue,
    }
    return Subject(None, None, facts, Confidence.HIGH)
