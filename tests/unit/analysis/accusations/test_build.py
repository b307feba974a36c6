"""Accusations in running text: whom they are about, who makes them, and who answers."""

from __future__ import annotations

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.toolkit import Toolkit

pytestmark = pytest.mark.model


def accused(text: str, toolkit: Toolkit) -> list[tuple[str, str | None, str]]:
    """For each accusation in `text`: the accused, who accuses, and the kind."""
    report = audit(read_text(text, "draft.txt"), toolkit)
    return [
        (each.party_label, source.label if (source := report.source(each.by)) else None, each.kind.value)
        for each in report.accusations
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dora Finch accused Colin Ames of fraud.", ("Colin Ames", "Dora Finch", "accusation")),
        (
            "Colin Ames opened the meeting. Dora Finch then blasted Ames for the delay.",
            ("Colin Ames", "Dora Finch", "criticism"),
        ),
        ("Colin Ames was accused of fraud on Monday.", ("Colin Ames", None, "accusation")),
        ("A lawsuit against Northgate Council was filed in May.", ("Northgate Council", None, "accusation")),
        ("Dora Finch said that Colin Ames stole the money of the council.", ("Colin Ames", "Dora Finch", "accusation")),
        ("Dora Finch called Colin Ames a liar.", ("Colin Ames", "Dora Finch", "criticism")),
        (
            "The Northgate Housing Committee met at the Northgate Housing Convention in the town of Hexton. "
            "Dora Finch accused the Northgate Housing Committee of fraud.",
            ("The Northgate Housing Committee", "Dora Finch", "accusation"),
        ),
    ],
)
def test_who_is_accused_and_by_whom(text: str, expected: tuple[str, str | None, str], toolkit: Toolkit) -> None:
    assert accused(text, toolkit) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Dora Finch did not accuse Colin Ames of fraud.",
        "Nobody would accuse Colin Ames of fraud, Dora Finch said.",
        "Colin Ames stole the money of the council.",
        "Dora Finch accused the chairman of fraud.",
        "Dora Finch accused Russia of fraud.",
        "Colin Ames praised Dora Finch for her work.",
    ],
)
def test_what_is_no_accusation_of_anybody_named(text: str, toolkit: Toolkit) -> None:
    assert accused(text, toolkit) == []


def test_the_answer_is_found_wherever_it_stands(toolkit: Toolkit) -> None:
    text = (
        "Dora Finch accused Colin Ames, the chairman of the council, of fraud.\n\n"
        "The council met on Monday.\n\nMr. Ames could not be reached for comment."
    )
    (found,) = audit(read_text(text, "draft.txt"), toolkit).accusations
    assert [(reply.kind.value, reply.sure) for reply in found.replies] == [("unreachable", True)]


@pytest.mark.parametrize(
    ("text", "accuser"),
    [
        ("The tenants accused Colin Ames of fraud.", "The tenants"),
        ("Colin Ames was accused of fraud by the tenants.", "the tenants"),
        ("Two clerks called Colin Ames a liar.", "Two clerks"),
        ("A lawsuit against Northgate Council was filed by the tenants.", "the tenants"),
        ("Colin Ames was accused of fraud.", None),
        ("The allegations against Colin Ames are old.", None),
    ],
)
def test_the_words_that_name_who_accuses(text: str, accuser: str | None, toolkit: Toolkit) -> None:
    (found,) = audit(read_text(text, "draft.txt"), toolkit).accusations
    assert (found.accuser.of(text) if found.accuser else None) == accuser
