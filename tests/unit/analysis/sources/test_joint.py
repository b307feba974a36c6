"""Words that name two sources at once, and words that seem to."""

from __future__ import annotations

import pytest

from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import speakers, voices

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("The mayor's office and a nurse", [("The mayor's office", "named_organization"), ("a nurse", "anonymous")]),
        ("Mayor Rosa Vane and a shopkeeper", [("Rosa Vane", "named_person"), ("a shopkeeper", "anonymous")]),
        ("Documents and two officials", [("Documents", "document"), ("two officials", "anonymous")]),
        (
            "A person close to him and a banker",
            [("A person close to him", "anonymous"), ("a banker", "anonymous")],
        ),
        (
            "The Harbour Guard and the port's pilot",
            [("Harbour Guard", "named_organization"), ("the port's pilot", "anonymous")],
        ),
    ],
)
def test_each_of_two_has_the_statement(words: str, expected: list[tuple[str, str]], toolkit: Toolkit) -> None:
    assert speakers(f"{words} said that the ferry had sunk.", toolkit) == expected


@pytest.mark.parametrize(
    "words",
    [
        "A lawyer and campaigner",
        "Officials and experts",
        "People familiar with the plan and the talks",
        "Officials of the ministry and the police",
        "Good government and transport experts",
        "Four council aides and outside advisers",
        "Environmental and farming groups",
        "People familiar with the tender and the contract",
        "Two porters briefed on a rota and a budget",
        "A clerk who has read the letter and a draft",
        "Two officials with access to the minutes and a recording",
        "Officials from the ministry and a port agency",
        "Two people who have worked with the mayor and a senior aide",
        "A person familiar with talks between the council and the Harbour Guard",
        "Two people close to Rosa Vane and the Harbour Guard",
        "A lawyer for the council and the Harbour Guard",
        "Two clerks who saw the plan and a memo shown to ministers",
    ],
)
def test_one_source_stays_one(words: str, toolkit: Toolkit) -> None:
    assert [label for label, _ in speakers(f"{words} said that the ferry had sunk.", toolkit)] == [words]


@pytest.mark.parametrize(
    "words",
    [
        "a nurse with knowledge of the rota and the budget",
        "people familiar with the tender and the contract",
        "two porters who read the memo and a draft of the report",
        "two officials with access to the report and the emails",
        "a friend of Rosa Vane and her husband",
        "two sailors who spoke to Rosa Vane and her deputy",
        "officials at the ministry and a port agency",
        "a person familiar with talks between the council and the Harbour Guard",
    ],
)
def test_one_source_stays_one_after_according_to(words: str, toolkit: Toolkit) -> None:
    text = f"The ferry will be sold in May, according to {words}."
    assert [label for label, _ in speakers(text, toolkit)] == [words]
    assert [label for label, *_ in voices(text, toolkit)] == [words]


def test_an_example_of_a_group_is_not_the_group(toolkit: Toolkit) -> None:
    text = "Critics, including Mayor Rosa Vane, say that it will leak."
    assert speakers(text, toolkit) == [("Critics", "unnamed_group")]


@pytest.mark.parametrize(
    ("first", "second", "label", "kind"),
    [
        ("two porters briefed on the rota", "and a hospital memo seen by the Echo", "", "document"),
        ("a nurse close to the inquiry", "and internal emails obtained by the Echo", "", "document"),
        ("three people familiar with the bidding", "and a letter that the Echo has read", "", "document"),
        ("two clerks who read the memo", "and a council paper seen by the Echo", "", "document"),
        ("two clerks who read the memo", "and correspondence seen by the Echo", "", "document"),
        ("an official involved in the sale", "as well as court filings", "court filings", "document"),
        ("two porters briefed on the rota", "together with a ministry paper", "a ministry paper", "document"),
        ("two people who worked on the sale", "plus a draft contract", "a draft contract", "document"),
        ("three sailors who were aboard", "and a logbook", "a logbook", "document"),
        ("two people familiar with the tender", "and the Harbour Guard", "Harbour Guard", "named_organization"),
        ("a person familiar with the tender", "and Rosa Vane, the mayor", "Rosa Vane", "named_person"),
        (
            "two people familiar with the tender",
            "and a spokesman for the union",
            "a spokesman for the union",
            "unnamed_spokesperson",
        ),
    ],
)
def test_people_with_a_description_and_another(
    first: str, second: str, label: str, kind: str, toolkit: Toolkit
) -> None:
    found = speakers(f"The ferry will be sold in May, according to {first} {second}.", toolkit)
    assert found == [(first, "anonymous"), (label or second.removeprefix("and "), kind)]


@pytest.mark.parametrize(
    ("tail", "label"),
    [
        (", who asked not to be named because the sale is not public, and a council paper", "a council paper"),
        (", who asked not to be named, as well as minutes of the meeting", "minutes of the meeting"),
        (", speaking on condition of anonymity, and a memo seen by the Echo", "a memo seen by the Echo"),
    ],
)
def test_another_source_after_a_clause_about_the_first(tail: str, label: str, toolkit: Toolkit) -> None:
    expected = [("two porters", "anonymous"), (label, "document")]
    assert speakers(f"The ferry will be sold in May, according to two porters{tail}.", toolkit) == expected
    assert speakers(f"According to two porters{tail}, the ferry will be sold in May.", toolkit) == expected


@pytest.mark.parametrize(
    "tail",
    [
        ", who had met the mayor, the harbour master, and a banker",
        ", who asked not to be named, and will be broken up",
        ", and the crew fear for their jobs",
        ", who asked not to be named, and a replacement is not planned",
    ],
)
def test_what_follows_a_clause_about_the_source_is_no_source(tail: str, toolkit: Toolkit) -> None:
    text = f"The ferry will be sold in May, according to two porters{tail}."
    assert ("two porters", "anonymous") in (found := speakers(text, toolkit))
    assert len(found) == 1


def test_documents_in_a_list_after_people(toolkit: Toolkit) -> None:
    words = "two porters familiar with the rota, a hospital memo and emails seen by the Echo"
    assert speakers(f"The ferry will be sold in May, according to {words}.", toolkit) == [
        ("two porters familiar with the rota", "anonymous"),
        ("a hospital memo", "document"),
        ("emails seen by the Echo", "document"),
    ]


def test_a_lead_of_people_and_a_document_does_not_rest_on_the_nameless_alone(toolkit: Toolkit) -> None:
    words = "two porters briefed on the rota and a hospital memo seen by the Echo"
    text = f"The ward will close in May, according to {words}, and nobody has been told where its patients will go."
    assert voices(text, toolkit) == [
        ("two porters briefed on the rota", "anonymous", 2, 1),
        ("a hospital memo seen by the Echo", "document", None, 1),
    ]
