"""The facts of waivers, once it is known what they waive."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.judging.case import Case
from auditor.judging.facts import FactValue
from auditor.judging.subjects.record import Subject, opening_words
from auditor.judging.waivers import Weighed, place_of
from auditor.records.scales import Confidence


def waivers(weighed: Sequence[Weighed], case: Case) -> tuple[Subject, ...]:
    """All waivers of an article, in the order in which they were found."""
    return tuple(_subject(each, case) for each in weighed)


def _subject(each: Weighed, case: Case) -> Subject:
    waiver = each.waiver
    facts: dict[str, FactValue] = {
        "words": opening_words(waiver.text),
        "rule": waiver.rule,
        "state": each.state.value,
        "until": waiver.until or "no day",
        "where": waiver.where or "the draft",
        "blanket": each.is_blanket,
        "signed": bool(waiver.by),
    }
    return Subject(None, place_of(waiver, case), facts, Confidence.HIGH)
