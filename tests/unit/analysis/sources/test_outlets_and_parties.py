"""What an outlet has found out itself is the outlet's; a party that goes by its members' name is the party."""

from __future__ import annotations

import pytest

from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import speakers

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("An investigation last year by the Wexford Mercury found that the quay was sold.", "Wexford Mercury"),
        ("A 2018 Harbour Herald investigation found that the quay was sold.", "Harbour Herald"),
        ("A Morning Beacon analysis found that the quay was sold.", "Morning Beacon"),
        ("The quay was sold twice, according to data gathered by the Wexford Mercury.", "Wexford Mercury"),
        ("The list has 40 names, according to a Reuters tally.", "Reuters"),
        ("A report this week from the Wexford Mercury said that the quay was sold.", "Wexford Mercury"),
    ],
)
def test_what_an_outlet_has_found_out_is_its_reporting(text: str, label: str, toolkit: Toolkit) -> None:
    assert speakers(text, toolkit) == [(label, "media")]


@pytest.mark.parametrize(
    "text",
    [
        "A letter published in the Wexford Mercury said that the quay was sold.",
        "A memo published last year by the Wexford Mercury said that the quay was sold.",
        "The quay was sold, according to a Reuters poll.",
        "A Harbour County report said that the quay was sold.",
        "The result statement signed by Mayor Lee Moss says that the quay was sold.",
        "An inspection last year found that the quay was rotten.",
        "The quay was sold twice, according to data gathered by Larkspur University.",
    ],
)
def test_what_an_outlet_only_prints_is_a_document(text: str, toolkit: Toolkit) -> None:
    assert [kind for _, kind in speakers(text, toolkit)] == ["document"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The Conservatives", "named_organization"),
        ("On Monday the Liberal Democrats", "named_organization"),
        ("The Greens", "named_organization"),
        ("Welsh Conservatives", "named_organization"),
        ("The Scottish Greens", "named_organization"),
        ("Conservatives", "unnamed_group"),
        ("Senior Conservatives", "unnamed_group"),
        ("Liberal Democrats", "unnamed_group"),
        ("The conservatives", "unnamed_group"),
        ("Republicans", "unnamed_group"),
        ("The Democrats", "unnamed_group"),
        ("The island's greens", "unnamed_group"),
    ],
)
def test_a_party_by_its_members_name(words: str, kind: str, toolkit: Toolkit) -> None:
    assert [found for _, found in speakers(f"{words} said that rents fell.", toolkit)] == [kind]


def test_a_party_is_taken_up_by_they(toolkit: Toolkit) -> None:
    text = "The Conservatives said that rents fell.\n\nThey said that they would rise."
    assert speakers(text, toolkit) == [("Conservatives", "named_organization")] * 2


def test_a_corps_of_guards_is_a_body(toolkit: Toolkit) -> None:
    text = "Iran's Revolutionary Guards said that the strait was shut."
    assert [kind for _, kind in speakers(text, toolkit)] == ["named_organization"]
