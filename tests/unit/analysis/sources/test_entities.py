"""Which names are one person or body, and of what type."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.analysis.sources.names import entities as entities
from auditor.analysis.sources.names import names
from auditor.analysis.sources.names.entities import Entity
from auditor.records.rules import Lexicon
from tests.unit.analysis.sources.builder import parsed

Lexicons = Mapping[str, Lexicon]


def borne(text: str, lexicons: Lexicons, **ents: str) -> dict[str, Entity]:
    cols = parsed(text, lexicons, ents=ents).cols
    return {b.label: b for b in entities.find(cols, names.find(cols))}


def labels(text: str, lexicons: Lexicons, **ents: str) -> list[str]:
    return list(borne(text, lexicons, **ents))


def test_two_people_with_one_first_name_stay_two(lexicons: Lexicons) -> None:
    text = "Then/RB Rosa/NNP Vane/NNP and/CC Rosa/NNP Hill/NNP met/VBD Rosa/NNP ./."
    assert labels(text, lexicons) == ["Rosa Vane", "Rosa Hill", "Rosa"]


def test_a_place_is_no_short_form(lexicons: Lexicons) -> None:
    text = "Then/RB the/DT Ohio/NNP Bank/NNP left/VBD Ohio/NNP ./."
    assert labels(text, lexicons) == ["Ohio Bank", "Ohio"]


def test_surname_first_name_nickname_and_initial(lexicons: Lexicons) -> None:
    text = (
        "Then/RB Robert/NNP Moss/NNP left/VBD ./.\nThen/RB Moss/NNP met/VBD Bob/NNP Moss/NNP ./.\n"
        "Then/RB R./NNP Moss/NNP and/CC Robert/NNP slept/VBD ./."
    )
    (moss,) = borne(text, lexicons).values()
    assert moss.label == "Robert Moss"
    assert list((moss.steps or {}).values()) == [
        "names/same",
        "names/surname",
        "names/other-form",
        "names/other-form",
        "names/first-name",
    ]


def test_titles_tell_people_with_one_surname_apart(lexicons: Lexicons) -> None:
    text = (
        "Then/RB Rosa/NNP Vane/NNP met/VBD Lee/NNP Vane/NNP ./.\n"
        "Mr./NNP Vane/NNP left/VBD ./.\nMrs./NNP Vane/NNP stayed/VBD ./."
    )
    found = borne(text, lexicons)
    assert [len(found[label].names) for label in ("Rosa Vane", "Lee Vane")] == [2, 2]
    assert [found[label].gender for label in ("Rosa Vane", "Lee Vane")] == ["female", "male"]


def test_the_one_mostly_named_has_the_surname(lexicons: Lexicons) -> None:
    text = (
        "Then/RB Rosa/NNP Vane/NNP met/VBD Lee/NNP Vane/NNP ./.\nThen/RB Rosa/NNP Vane/NNP left/VBD ./.\n"
        "Then/RB Rosa/NNP Vane/NNP slept/VBD ./.\nThen/RB Vane/NNP spoke/VBD ./."
    )
    assert len(borne(text, lexicons)["Rosa Vane"].names) == 4


def test_acronyms_and_short_forms(lexicons: Lexicons) -> None:
    text = (
        "The/DT Federal/NNP Harbour/NNP Agency/NNP met/VBD the/DT Rail/NNP History/NNP Museum/NNP ./.\n"
        "The/DT F.H.A./NNP left/VBD the/DT Rail/NNP Museum/NNP ./."
    )
    found = borne(text, lexicons)
    assert list(found) == ["Federal Harbour Agency", "Rail History Museum"]
    assert [list((b.steps or {}).values())[1] for b in found.values()] == ["names/acronym", "names/short-form"]


def test_types(lexicons: Lexicons) -> None:
    text = (
        "The/DT company/NN ,/, Larkspur/NNP Care/NNP ,/, met/VBD Corin/NNP Tal/NNP ,/, who/WP left/VBD ./.\n"
        "It/PRP was/VBD in/IN the/DT Harbour/NNP Tribune/NNP ,/, said/VBD Paris/NNP ./.\n"
        "The/DT Clean/NNP Water/NNP Act/NNP says/VBZ so/RB ./.\nThen/RB Larkspur/NNP left/VBD ./."
    )
    assert {label: b.type for label, b in borne(text, lexicons).items()} == {
        "Larkspur Care": "organization",
        "Corin Tal": "person",
        "Harbour Tribune": "media",
        "Paris": "place",
        "Clean Water Act": "document",
    }


def test_the_recogniser_is_outvoted_by_a_title_and_decides_where_nothing_else_does(lexicons: Lexicons) -> None:
    titled = borne("Then/RB Mr./NNP Tolo/NNP left/VBD ./.", lexicons, Tolo="ORG")
    plain = borne("Then/RB Tolo/NNP left/VBD ./.", lexicons, Tolo="ORG")
    assert (titled["Tolo"].type, plain["Tolo"].type) == ("person", "organization")


@pytest.mark.parametrize(
    ("onward", "homes"),
    [
        ({0: 0, 1: 1}, [0, 1]),
        ({0: 2, 1: 0, 2: 2}, [2, 2, 2]),
        ({0: 1, 1: 0, 2: 1}, [0, 0, 0]),  # each was taken for the short form of the other
        ({0: 0, 1: 3, 2: 1, 3: 2}, [0, 1, 1, 1]),
    ],
)
def test_names_joined_in_a_ring_have_one_home(onward: dict[int, int], homes: list[int]) -> None:
    assert [entities._last_home(number, onward) for number in onward] == homes


# ---------------------------------------------------------------- persons, bodies, outlets


def type_of(text: str, lexicons: Lexicons, label: str, **ents: str) -> str:
    return borne(text, lexicons, **ents)[label].type.value


@pytest.mark.parametrize(
    ("text", "type_"),
    [
        ("Then/RB Zolto/NNP ,/, which/WDT makes/VBZ lifts/NNS ,/, left/VBD ./.", "organization"),
        ("Then/RB Zolto/NNP ,/, who/WP makes/VBZ lifts/NNS ,/, left/VBD ./.", "person"),
        ("Then/RB the/DT Zolto/NNP agreed/VBD ./.", "organization"),
        ("Then/RB Zolto/NNP ’s/POS shares/NNS fell/VBD ./.", "organization"),
        ("Then/RB Zolto/NNP acquire/VBD a/DT mill/NN ./.", "organization"),
        ("Then/RB Zolto/NNP said/VBD its/PRP$ mill/NN would/MD close/VB ./.", "organization"),
        ("Then/RB Zolto/NNP ,/, a/DT residents/NNS ’/POS bulletin/NN ,/, left/VBD ./.", "media"),
        ("Then/RB Zolto/NNP has/VBZ learned/VBN that/IN it/PRP fell/VBD ./.", "media"),
        ("Then/RB Zolto/NNP ,/, 44/CD ,/, left/VBD ./.", "person"),
        ("Then/RB Zolto/NNP left/VBD ./.\nShe/PRP slept/VBD ./.", "person"),
    ],
)
def test_what_stands_beside_a_name_says_what_it_is(text: str, type_: str, lexicons: Lexicons) -> None:
    assert type_of(text, lexicons, "Zolto") == type_


@pytest.mark.parametrize(
    ("words", "type_"),
    [
        ("Tarn/NNP Constabulary/NNP", "organization"),
        ("Tarn/NNP Parishad/NNP", "organization"),
        ("Kanto/NNP FM/NNP", "media"),
        ("Radio/NNP Kanto/NNP", "media"),
        ("TV6/NNP", "media"),
        ("KestrelSoft/NNP", "organization"),
        ("Kwesi/NNP Amoro/NNP", "person"),
        ("MD/NNP Amir/NNP Talo/NNP", "person"),
    ],
)
def test_the_words_of_a_name_say_what_it_is(words: str, type_: str, lexicons: Lexicons) -> None:
    label = " ".join(word.split("/")[0] for word in words.split()).removeprefix("MD ")
    found = borne(f"Then/RB {words} left/VBD ./.", lexicons)
    assert {entity.type.value for name, entity in found.items() if label in name} == {type_}


def test_a_quoted_title_is_a_document(lexicons: Lexicons) -> None:
    text = "It/PRP said/VBD so/RB in/IN “/`` Low/NNP Tide/NNP ,/, ”/'' a/DT history/NN ./."
    assert type_of(text, lexicons, "Low Tide") == "document"


def test_a_firm_goes_by_its_first_word_and_a_person_may(lexicons: Lexicons) -> None:
    firm = "Then/RB Zolto/NNP ’s/POS shares/NNS fell/VBD ./.\nThen/RB Zolto/NNP Rikard/NNP left/VBD ./."
    assert type_of(firm, lexicons, "Zolto Rikard", Zolto="ORG") == "organization"
    person = "Then/RB Mr./NNP Zolto/NNP Rikard/NNP left/VBD ./.\nThen/RB Zolto/NNP said/VBD so/RB ./."
    assert labels(person, lexicons, Zolto="ORG") == ["Zolto Rikard"]


def test_brothers_and_sisters_are_told_apart(lexicons: Lexicons) -> None:
    text = (
        "The/DT judge/NN Ziva/NNP Vane/NNP met/VBD her/PRP$ brother/NN Orlo/NNP Vane/NNP ./.\n"
        "Mr./NNP Vane/NNP left/VBD ./.\nMs./NNP Vane/NNP stayed/VBD ./."
    )
    found = borne(text, lexicons)
    assert [found[label].names for label in ("Ziva Vane", "Orlo Vane")] == [(0, 3), (1, 2)]


def test_a_form_of_address_is_no_role(lexicons: Lexicons) -> None:
    assert borne("Then/RB Rev./NNP Rosa/NNP Vane/NNP left/VBD ./.", lexicons)["Rosa Vane"].titles == ("cleric",)


def test_bodies_that_the_article_gives_other_acronyms_are_two(lexicons: Lexicons) -> None:
    text = (
        "Then/RB the/DT Harbour/NNP Law/NNP Tribunal/NNP (/-LRB- HLT/NNP )/-RRB- ruled/VBD ./.\n"
        "The/DT Harbour/NNP Law/NNP Appeal/NNP Tribunal/NNP (/-LRB- HLAT/NNP )/-RRB- agreed/VBD ./.\n"
        "The/DT HLT/NNP slept/VBD ./."
    )
    assert labels(text, lexicons) == ["Harbour Law Tribunal", "Harbour Law Appeal Tribunal"]
