"""Words that name two sources at once, and words that seem to."""

from __future__ import annotations

import pytest

from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import speakers

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
    ],
)
def test_one_source_stays_one(words: str, toolkit: Toolkit) -> None:
    assert [label for label, _ in speakers(f"{words} said that the ferry had sunk.", toolkit)] == [words]


def test_an_example_of_a_group_is_not_the_group(toolkit: Toolkit) -> None:
    text = "Critics, including Mayor Rosa Vane, say that it will leak."
    assert speakers(text, toolkit) == [("Critics", "unnamed_group")]
