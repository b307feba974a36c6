"""The facts of an accused: whether it can be asked by name, and how far the matter has come."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.judging.facts import FactValue
from auditor.judging.subjects.dispatch import subjects
from auditor.records.appraisal import Accusation
from auditor.records.scales import Confidence
from auditor.records.sourcing import SourceKind
from tests.case_factory import article, case
from tests.factories import accusation, find, source


def _charge(text: str, number: int, words: str, party: str = "Rolf Tarn", by: str | None = None) -> Accusation:
    return accusation(number, find(text, words), find(text, party), party, by=by)


def _facts(text: str, party: str, words: str, names: Mapping[str, str] | None = None) -> Mapping[str, FactValue]:
    """The facts of the accusation of `party` in `words`; nobody is said to make it."""
    found = subjects("accusation", case(article(text), accusations=[_charge(text, 1, words, party)], names=names))
    return found[0].facts


@pytest.mark.parametrize(
    ("party", "names", "sort"),
    [
        ("Rolf Tarn", {"Rolf Tarn": "PERSON"}, "person"),
        ("Hallam Textiles", {"Hallam Textiles": "ORG"}, "body"),
        ("the Hallam Bank", {}, "body"),
        ("Norway", {"Norway": "GPE"}, "state"),
        ("Icelanders", {"Icelanders": "NORP"}, "state"),
        ("Islamic State", {"Islamic State": "ORG"}, "armed"),
        ("two clerks", {}, "unnamed"),
        ("Hallam officers", {"Hallam": "GPE"}, "unnamed"),
    ],
)
def test_what_the_accused_is(party: str, names: Mapping[str, str], sort: str) -> None:
    text = f"Auditors said that {party} was accused of theft."
    assert _facts(text, party, "was accused of theft", names)["party_sort"] == sort


@pytest.mark.parametrize(
    ("words", "stage"),
    [
        ("was accused of theft", "alleged"),
        ("was charged with theft", "charged"),
        ("was sued for theft", "charged"),
        ("was sentenced to a year", "decided"),
        ("was convicted on two charges", "decided"),
        ("was arrested at noon", "held"),
        ("took the money", "said"),
    ],
)
def test_how_far_the_matter_has_come(words: str, stage: str) -> None:
    assert _facts(f"Rolf Tarn {words}.", "Rolf Tarn", words)["stage"] == stage


@pytest.mark.parametrize(
    ("more", "dead"),
    [
        ("Tarn died in May.", True),
        ("The late Rolf Tarn was a clerk.", True),
        ("Tarn, who was 41, was killed in May.", True),
        ("Police began an inquiry into the murder of the former clerk Rolf Tarn.", True),
        ("She said late on Friday that Tarn was in Hexton.", False),
        ("Tarn left the town for good.", False),
        ("Tarn killed two clerks.", False),
    ],
)
def test_whether_the_accused_is_dead(more: str, dead: bool) -> None:
    text = f"Rolf Tarn was accused of theft. {more}"
    facts = _facts(text, "Rolf Tarn", "was accused of theft", {"Rolf Tarn": "PERSON"})
    assert facts["party_dead"] is dead


@pytest.mark.parametrize(("words", "grave"), [("was accused of theft", True), ("was accused of caution", False)])
def test_whether_words_name_a_crime_or_a_misconduct(words: str, grave: bool) -> None:
    assert _facts(f"Rolf Tarn {words}.", "Rolf Tarn", words)["grave"] is grave


def test_who_is_named_once_and_accused_by_nobody_is_accused_in_passing() -> None:
    text = "The bridge was opened by Rolf Tarn, who was accused of theft."
    assert _facts(text, "Rolf Tarn", "was accused of theft", {"Rolf Tarn": "PERSON"})["in_passing"] is True


def test_who_is_charged_in_court_is_not_accused_in_passing() -> None:
    text = "The bridge was opened by Rolf Tarn, who was charged with theft."
    assert _facts(text, "Rolf Tarn", "was charged with theft", {"Rolf Tarn": "PERSON"})["in_passing"] is False


def test_who_is_named_again_and_again_is_not_accused_in_passing() -> None:
    text = "Rolf Tarn was accused of theft. Tarn is a clerk. Tarn lives in Hexton."
    assert _facts(text, "Rolf Tarn", "was accused of theft", {"Rolf Tarn": "PERSON"})["in_passing"] is False


def test_who_is_accused_by_somebody_is_not_accused_in_passing() -> None:
    text = "Ida Brandt said that Rolf Tarn was accused of theft."
    brandt = source(text, 1, SourceKind.NAMED_PERSON, [find(text, "Ida Brandt")], 1)
    charge = _charge(text, 1, "was accused of theft", by="S1")
    facts = subjects("accusation", case(article(text), [brandt], accusations=[charge]))[0].facts
    assert facts["in_passing"] is False


def test_an_open_charge_weighs_more_than_one_that_is_decided() -> None:
    text = "Rolf Tarn was jailed for murder. He was accused of theft."
    decided, charge = _charge(text, 1, "was jailed for murder"), _charge(text, 2, "was accused of theft")
    found = subjects("accusation", case(article(text), accusations=[decided, charge]))
    assert [each.facts["weightiest_of_party"] for each in found] == [False, True]


@pytest.mark.parametrize(
    ("more", "sure"),
    [("Tarn denies any part in it.", Confidence.LOW), ("Tarn lives in Hexton.", Confidence.MEDIUM)],
)
def test_an_accusation_of_somebody_who_denies_something_is_less_sure(more: str, sure: Confidence) -> None:
    text = f"Rolf Tarn was accused of theft. {more}"
    found = case(article(text), accusations=[_charge(text, 1, "was accused of theft")], names={"Rolf Tarn": "PERSON"})
    assert subjects("accusation", found)[0].confidence is sure
