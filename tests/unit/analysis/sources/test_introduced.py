"""People, firms and offices as newsrooms introduce them, and what later words make of it."""

from __future__ import annotations

import pytest

from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import voices

pytestmark = pytest.mark.model


def heard(text: str, toolkit: Toolkit) -> list[tuple[str, str, int]]:
    return [(label, kind, made) for label, kind, _, made in voices(text, toolkit)]


@pytest.mark.parametrize(
    ("lead", "noun", "name"),
    [
        ("A show by the drummer Vexx Koda ended in a crush.", "drummer", "Vexx Koda"),
        ("A memorial to the novelist Hanna Brekke was opened on Friday.", "novelist", "Hanna Brekke"),
    ],
)
def test_an_epithet_is_whose_it_was_at_first(lead: str, noun: str, name: str, toolkit: Toolkit) -> None:
    text = f"{lead} The curator, Odd Lunde, said it had cost a fortune. But the {noun} accused the curator of greed."
    assert heard(text, toolkit) == [("Odd Lunde", "named_person", 1), (name, "named_person", 1)]


@pytest.mark.parametrize(
    ("words", "firm"),
    [
        ("Brewer Kestrel Ales", "Kestrel Ales"),
        ("Insurer Holdfast", "Holdfast"),
        ("Retailer Bellweather", "Bellweather"),
        ("Grocer Pennywell", "Pennywell"),
    ],
)
def test_a_trade_before_a_name_is_a_firms(words: str, firm: str, toolkit: Toolkit) -> None:
    assert heard(f"{words} said prices would fall in May.", toolkit) == [(firm, "named_organization", 1)]


def test_a_firm_of_sons_is_a_firm(toolkit: Toolkit) -> None:
    text = "Harmer & Sons, the tanners’ firm, said it would open."
    assert heard(text, toolkit) == [("Harmer & Sons", "named_organization", 1)]


def test_a_grocer_with_a_first_name_is_a_person(toolkit: Toolkit) -> None:
    assert [kind for _, kind, _ in heard("Grocer Thomas Hale said prices would fall.", toolkit)] == ["named_person"]


def test_who_manages_a_body_shows_that_it_is_one(toolkit: Toolkit) -> None:
    text = "“He was very quiet,” said Harbour NZ manager Joan Petrie. Harbour NZ said the port was shut."
    assert heard(text, toolkit) == [("Joan Petrie", "named_person", 1), ("Harbour NZ", "named_organization", 1)]


def test_a_body_with_an_and_before_its_head_is_one(toolkit: Toolkit) -> None:
    text = "State Fire and Rescue Department director Rosli Hamid said 18 men came."
    assert heard(text, toolkit) == [("Rosli Hamid", "named_person", 1)]


def test_each_leader_is_one_of_their_own(toolkit: Toolkit) -> None:
    text = (
        "The works leader, Kojo Asare-Tetteh, urged the owners to sell. "
        "The union leader, Yaw Ofori-Mensah, urged them to wait."
    )
    assert heard(text, toolkit) == [("Kojo Asare-Tetteh", "named_person", 1), ("Yaw Ofori-Mensah", "named_person", 1)]


def test_letters_stand_for_who_holds_the_office(toolkit: Toolkit) -> None:
    text = (
        "Officer-in-charge of Barapur Police Station Kamal Uddin said the boat sank. "
        "The OC said survivors had told him that it was full."
    )
    assert heard(text, toolkit) == [("Kamal Uddin", "named_person", 2)]
    assert heard("The PM said that the talks would go on.", toolkit) == [("The PM", "unnamed_person", 1)]


def test_spouses_share_their_surname(toolkit: Toolkit) -> None:
    text = "Gudrun and Halvard Moe run a shop. Mrs Moe said sales were down. Mr Moe said they would sell."
    assert heard(text, toolkit) == [("Gudrun Moe", "named_person", 1), ("Halvard Moe", "named_person", 1)]
    text = "Cormac and Niamh Mac Giolla, cousins, said the bus had gone."
    assert [label for label, *_ in heard(text, toolkit)] == ["Cormac Mac Giolla", "Niamh Mac Giolla"]
    assert "Moss Vane" not in [label for label, *_ in heard("Moss and Rosa Vane said so.", toolkit)]


def test_who_spoke_to_an_outlet_was_interviewed(toolkit: Toolkit) -> None:
    text = "Villagers who talked to the Evening Ledger said the water was brown."
    assert [kind for _, kind, _ in heard(text, toolkit)] == ["anonymous"]
    text = "Villagers who talked to police said the water was brown."
    assert [kind for _, kind, _ in heard(text, toolkit)] == ["unnamed_group"]


def test_an_outlet_that_calls_him_is_not_he(toolkit: Toolkit) -> None:
    text = "Zuma denied the claim when the Morning Ledger called him on Friday. “I signed it,” he said."
    assert heard(text, toolkit)[0] == ("Zuma", "named_person", 2)
    assert ("Morning Ledger", "named_person") not in [(label, kind) for label, kind, _ in heard(text, toolkit)]


def test_a_dispatcher_at_the_yard_spoke_to_the_reporter(toolkit: Toolkit) -> None:
    assert [k for _, k, _ in heard("A dispatcher at the yard said her radio was dead.", toolkit)] == ["anonymous"]
