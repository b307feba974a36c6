"""Whose words they are where the words beside the cue name a listener or a thing, or are missing."""

from __future__ import annotations

import pytest

from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import speakers

pytestmark = pytest.mark.model

VANE = ("Rosa Vane", "named_person")


@pytest.mark.parametrize(
    "text",
    [
        "Mayor Rosa Vane issued a statement calling the plan a disgrace.",
        "Mayor Rosa Vane defended the plan on Monday, telling reporters that it would work.",
        "Mayor Rosa Vane attacked the plan, calling it a disgrace to the town.",
        "Mayor Rosa Vane gave a speech denouncing the plan as a disgrace.",
    ],
)
def test_whoever_acts_speaks_and_not_the_listener_or_the_thing(text: str, toolkit: Toolkit) -> None:
    assert set(speakers(text, toolkit)) == {VANE}


def test_a_document_still_speaks_for_itself(toolkit: Toolkit) -> None:
    text = "Mayor Rosa Vane read a report showing that the plan had failed."
    assert speakers(text, toolkit) == [("a report", "document")]


@pytest.mark.parametrize(
    "text",
    [
        "“It is a disgrace,” said the retired captain Rosa Vane, who left the navy in May.",
        "Rosa Vane: “It is a disgrace, and we will fight it to the last day.”",
    ],
)
def test_the_name_beside_is_the_source(text: str, toolkit: Toolkit) -> None:
    assert speakers(text, toolkit) == [VANE]


def test_a_name_after_the_verb_that_follows_a_quotation(toolkit: Toolkit) -> None:
    text = "“It is a disgrace, and we will fight it to the last day,” said Rosa Vane, whose firm built the pier."
    assert speakers(text, toolkit) == [VANE]
