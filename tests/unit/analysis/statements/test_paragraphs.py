"""Quotation paragraphs, what an outlet only passes on, and what somebody was asked."""

from __future__ import annotations

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.records.scales import Confidence
from auditor.toolkit import Toolkit
from tests.unit.analysis.statements.test_voices import voices

pytestmark = pytest.mark.model

TWO = "“We won the vote,” Dora Falk said.\n\n“And we will win again in the spring.”\n\nThe crew left."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TWO, ["Dora Falk <said> “We won the vote,”", "Dora Falk <> “And we will win again in the spring.”"]),
        (  # a quotation that is left open goes on
            "“We won the vote,” Dora Falk said. “It was hard.\n\n“And we will win again in the spring.”",
            ["Dora Falk <said> “We won the vote,” | “It was hard. | “And we will win again in the spring.”"],
        ),
        (  # a colon hands over
            "“We won the vote.” Dora Falk went on to say:\n\n“And we will win again in the spring.”",
            ["Dora Falk <went on to say:> “We won the vote.” | “And we will win again in the spring.”"],
        ),
    ],
)
def test_a_quotation_paragraph_is_a_statement_of_its_own(toolkit: Toolkit, text: str, expected: list[str]) -> None:
    assert voices(toolkit, text) == expected


def test_a_quotation_paragraph_is_its_speakers_and_no_surer_than_that(toolkit: Toolkit) -> None:
    report = audit(read_text(TWO, "x.txt"), toolkit)
    first, second = report.statements
    assert first.source_id == second.source_id
    assert second.confidence <= Confidence.MEDIUM


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "But the yard's spokesman Ivo Lenz said the talks were still going on, the Associated Press reported.",
            "the yard's spokesman Ivo Lenz",
        ),
        ("The talks were still going on, the Associated Press reported.", "the Associated Press"),
    ],
)
def test_an_outlet_is_no_second_source_of_what_somebody_said(toolkit: Toolkit, text: str, speaker: str) -> None:
    (voice,) = voices(toolkit, text)
    assert voice.startswith(f"{speaker} <")


@pytest.mark.parametrize(
    "text",
    [
        "Asked how the boat would be paid for, Ivo Lenz said it was insured.",
        "Asked who would pay, Ivo Lenz said it was insured.",
    ],
)
def test_what_somebody_was_asked_is_no_statement(toolkit: Toolkit, text: str) -> None:
    assert voices(toolkit, text) == ["Ivo Lenz <said> it was insured"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Troops search the hills. They look for two men believed to be hiding in a mill.",
            ["~ <believed> to be hiding in a mill"],
        ),
        ("As per the audit, the fees doubled in May.", ["the audit <As per> the fees doubled in May"]),
        (
            "But some Green aides fear that Falk has already missed her chance and warn that waiting is not a plan.",
            ["some Green aides <warn> that waiting is not a plan"],
        ),
    ],
)
def test_who_says_so(toolkit: Toolkit, text: str, expected: list[str]) -> None:
    assert voices(toolkit, text) == expected
