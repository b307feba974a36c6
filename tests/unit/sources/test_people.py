"""People told apart and put together: the joint, the misspelt, the many."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.engine import Toolkit
from auditor.model import Lexicon
from auditor.sources import bearers, names
from tests.unit.sources.builder import parsed
from tests.unit.sources.reading import speakers

pytestmark = pytest.mark.model

TWO = "Rosa Vane and Lee Moss met in Harbour Hall on Monday. "


def test_both_candidates_are_the_two_people_spoken_of(toolkit: Toolkit) -> None:
    text = f"{TWO}Both candidates said that they would cut taxes."
    assert sorted(speakers(text, toolkit)) == [("Lee Moss", "named_person"), ("Rosa Vane", "named_person")]


def test_two_officials_are_nobody_who_was_named(toolkit: Toolkit) -> None:
    assert speakers(f"{TWO}Two officials said that taxes would be cut.", toolkit) == [("Two officials", "anonymous")]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("Several senators", "anonymous"),
        ("Numerous local leaders", "anonymous"),
        ("Senators", "unnamed_group"),
        ("Some senators", "unnamed_group"),
    ],
)
def test_a_number_of_individuals_is_known_to_the_journalist(words: str, kind: str, toolkit: Toolkit) -> None:
    assert [k for _, k in speakers(f"{words} said that the levy would stay.", toolkit)] == [kind]


def test_interviews_with_people_are_those_people(toolkit: Toolkit) -> None:
    text = "The levy will stay, according to interviews with six former officials."
    assert speakers(text, toolkit) == [("six former officials", "anonymous")]


def test_all_who_answer_a_poll_are_one_group(toolkit: Toolkit) -> None:
    text = "About 61 percent of voters said they would stay. Four in 10 women said that they would leave."
    found = speakers(text, toolkit)
    assert (len(found), len(set(found))) == (2, 1)
    assert found[0][1] == "unnamed_group"


def test_a_party_and_a_constituency_in_brackets_are_no_noun(toolkit: Toolkit) -> None:
    text = "State Rep. Wanda Moss (R), another early critic, said that the levy would stay."
    assert speakers(text, toolkit) == [("Wanda Moss", "named_person")]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("bryne", "byrne", True),
        ("sweeny", "sweeney", True),
        ("vane", "vance", False),
        ("hansen", "hanson", False),
        ("waters", "water", False),
        ("moss", "moss", False),
    ],
)
def test_a_slip_of_the_pen(one: str, other: str, alike: bool) -> None:
    assert bearers.is_misspelt(one, other) is alike


def test_a_lone_name_that_speaks_is_a_person_unless_it_is_known(lexicons: Mapping[str, Lexicon]) -> None:
    text = "Then/RB Larkin/NNP said/VBD so/RB and/CC Verizon/NNP said/VBD no/DT ./."
    page = parsed(text, lexicons, ents={"Larkin": "ORG", "Verizon": "ORG"}).page
    found = names.find(page)
    silent = {b.label: b.type for b in bearers.bear(page, found)}
    spoken = {b.label: b.type for b in bearers.bear(page, found, {(n.lead, n.end) for n in found})}
    assert (silent["Larkin"], spoken["Larkin"], spoken["Verizon"]) == ("organization", "person", "organization")


@pytest.mark.parametrize("name", ["O’Malley", "D'Arcy", "McKay"])
def test_a_capital_within_makes_a_name_whatever_the_tag(name: str, lexicons: Mapping[str, Lexicon]) -> None:
    page = parsed(f"Then/RB {name}/PRP left/VBD ./.", lexicons).page
    assert [n.words for n in names.find(page)] == [(name,)]
