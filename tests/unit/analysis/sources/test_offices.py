"""Offices that are alike but for one word: whose is *the works minister*, *the Irish one*, *the family's lawyer*."""

from __future__ import annotations

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import voices

pytestmark = pytest.mark.model


def speakers(text: str, toolkit: Toolkit) -> list[tuple[str, int]]:
    """Who speaks, and how often, in the order of their first words."""
    return [(label, made) for label, _, _, made in voices(text, toolkit)]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Prime Minister Ilse Marr", "Transport Minister Joe Akers"),
        ("Finance Secretary Ilse Marr", "Home Secretary Joe Akers"),
        ("Minister for Works Ilse Marr", "Minister for Water Joe Akers"),
        ("Minister for Roads and Ports Ilse Marr", "Foreign Minister Joe Akers"),
        ("Fire Chief Ilse Marr", "Police Chief Joe Akers"),
        ("Secretary of State Ilse Marr", "Treasury Secretary Joe Akers"),
        ("Opposition leader Ilse Marr", "House leader Joe Akers"),
        ("Chief Justice Ilse Marr", "Justice Joe Akers"),
        ("Lt. Col. Ilse Marr", "Lt. Joe Akers"),
        ("Inspector General Ilse Marr", "Inspector Joe Akers"),
        ("Assistant Commissioner Ilse Marr", "Commissioner Joe Akers"),
    ],
)
def test_each_of_two_is_called_by_the_whole_office(first: str, second: str, toolkit: Toolkit) -> None:
    short = {"Lt. Col.": "colonel", "Lt.": "lieutenant"}
    one, other = (title.removesuffix(f" {name}") for title, name in ((first, "Ilse Marr"), (second, "Joe Akers")))
    one, other = (short.get(title, title.lower()) for title in (one, other))
    text = f"{first} met {second} on Monday. The {other} said the pier was safe. The {one} said it was not."
    assert speakers(text, toolkit) == [("Joe Akers", 1), ("Ilse Marr", 1)]


@pytest.mark.parametrize(
    ("introduced", "called"),
    [
        (
            "Tobin Ware, minister of health, and Lea Sand, minister of education,",
            ("health minister", "education minister"),
        ),
        (
            "Tobin Ware, a professor of law, and Lea Sand, a professor of history,",
            ("law professor", "history professor"),
        ),
        (
            "The Danish minister, Tobin Ware, and his Irish counterpart, Lea Sand,",
            ("Danish minister", "Irish minister"),
        ),
        (
            "Lawyer Tobin Ware, for the family, and lawyer Lea Sand, for the council,",
            ("family's lawyer", "council's lawyer"),
        ),
        ("US President Tobin Ware and French President Lea Sand", ("American president", "French president")),
        ("Former mayor Tobin Ware and Mayor Lea Sand", ("ex-mayor", "mayor")),
        (
            "Victims’ commissioner Tobin Ware and children’s commissioner Lea Sand",
            ("victims’ commissioner", "children’s commissioner"),
        ),
    ],
)
def test_words_beside_an_office_tell_whose_it_is(introduced: str, called: tuple[str, str], toolkit: Toolkit) -> None:
    first, second = called
    text = f"{introduced} met on Monday. The {second} said the pier was safe. The {first} said it was not."
    assert speakers(text, toolkit) == [("Lea Sand", 1), ("Tobin Ware", 1)]


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Defence Minister", "foreign minister"),
        ("Fire Chief", "police chief"),
        ("Deputy Foreign Minister", "foreign minister"),
        ("Captain", "vice-captain"),
        ("Health Secretary", "justice secretary"),
    ],
)
def test_nobody_is_called_by_another_office(title: str, called: str, toolkit: Toolkit) -> None:
    text = f"{title} Ilse Marr met the press on Monday. The {called} said the pier was safe."
    assert speakers(text, toolkit) == [(f"The {called}", 1)]


@pytest.mark.parametrize(
    ("title", "called"),
    [
        ("Bishop", "bishop"),
        ("Pastor", "pastor"),
        ("Superintendent", "superintendent"),
        ("Supt.", "superintendent"),
        ("Det Insp", "inspector"),
        ("Detective Sergeant", "detective"),
        ("Captain", "captain"),
        ("Headmistress", "headmistress"),
        ("Brigadier", "brigadier"),
    ],
)
def test_whoever_bears_a_title_is_called_by_it(title: str, called: str, toolkit: Toolkit) -> None:
    text = f"{title} Ilse Marr will leave in June.\n\nThe {called} said the pier was safe."
    assert speakers(text, toolkit) == [("Ilse Marr", 1)]


def test_a_health_minister_is_the_minister_beside_a_prime_minister(toolkit: Toolkit) -> None:
    text = "Prime Minister Ilse Marr met Health Minister Joe Akers on Monday. The minister said the pier was safe."
    assert speakers(text, toolkit) == [("Joe Akers", 1)]


@pytest.mark.parametrize(
    ("named", "other"),
    [
        ("The opposition Unity Party", "The ruling party"),
        ("The Department of Health", "The education department"),
        ("The Ministry of Water", "The works ministry"),
    ],
)
def test_a_body_is_no_other_of_its_sort(named: str, other: str, toolkit: Toolkit) -> None:
    text = f"{named} said the pier was safe. {other} said it was not."
    assert len(speakers(text, toolkit)) == 2


def test_a_firm_is_called_by_its_trade(toolkit: Toolkit) -> None:
    text = "British Gas raised its prices in May. The energy company said the winter had been hard."
    assert speakers(text, toolkit) == [("British Gas", 1)]


@pytest.mark.parametrize(
    ("introduced", "called"),
    [
        ("the Member of Parliament for Orme North, Hon. Joe Akers,", "lawmaker"),
        ("the MP for Orme North, Hon. Joe Akers,", "MP"),
        ("the District Chief Executive for Orme North, Hon. Joe Akers,", "DCE"),
        ("the Speaker of the House, Joe Akers,", "speaker"),
        ("the Governor of Orme State, Joe Akers,", "governor"),
        ("the commander of the 12 Battalion, Lt.-Col. Joe Akers,", "commander"),
        ("the commander of the garrison, Brig. Joe Akers,", "brigadier"),
    ],
)
def test_an_office_before_a_comma_is_that_of_the_name_after_it(introduced: str, called: str, toolkit: Toolkit) -> None:
    text = f"Villagers met {introduced} on Tuesday. The {called} said the pier was safe."
    assert speakers(text, toolkit) == [("Joe Akers", 1)]


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("The former said the pier was safe; the latter called that a lie.", [("Ilse Marr", 1), ("Joe Akers", 1)]),
        ("The latter said the pier was safe. The former said it was not.", [("Joe Akers", 1), ("Ilse Marr", 1)]),
    ],
)
def test_the_former_and_the_latter_are_the_two_just_named(
    words: str, made: list[tuple[str, int]], toolkit: Toolkit
) -> None:
    assert speakers(f"Ilse Marr met Joe Akers on Tuesday. {words}", toolkit) == made


def test_the_latter_of_three_is_the_last_and_the_former_nobody(toolkit: Toolkit) -> None:
    three = "Ilse Marr, Joe Akers and Tom Ruud met on Tuesday."
    assert speakers(f"{three} The latter said the pier was safe.", toolkit) == [("Tom Ruud", 1)]
    assert speakers(f"{three} The former said the pier was safe.", toolkit) == [("The former", 1)]


@pytest.mark.parametrize("called", ["complainant", "petitioner", "accuser", "claimant"])
def test_whoever_complains_is_not_the_person_named(called: str, toolkit: Toolkit) -> None:
    text = (
        f"Joe Akers, a jeweller, was arrested on Monday. The {called} told a constable that the chain had turned green."
    )
    assert speakers(text, toolkit) == [(f"The {called}", 1)]


def test_nobody_tells_himself(toolkit: Toolkit) -> None:
    text = "Joe Akers, a jeweller, told the magistrate that he had paid for it."
    [source] = audit(read_text(text, "x.txt"), toolkit).sources
    assert [
        text[m.span.start : m.span.end] for m in source.mentions if "magistrate" in text[m.span.start : m.span.end]
    ] == []


@pytest.mark.parametrize(
    ("first", "called"),
    [
        ("Former Rovers captain Joe Akers", "captain"),
        ("Joe Akers, a former teacher,", "teacher"),
        ("Joe Akers, a former goalkeeper,", "goalkeeper"),
    ],
)
def test_who_was_something_is_not_who_is(first: str, called: str, toolkit: Toolkit) -> None:
    text = f"{first} said on Monday that the club was lost. The {called} told members at a dinner that it was not."
    assert speakers(text, toolkit) == [("Joe Akers", 1), (f"The {called}", 1)]


def test_a_senator_is_called_so_for_life(toolkit: Toolkit) -> None:
    text = "Former Senator Joe Akers spoke on Wednesday. The senator said the pier was safe."
    assert speakers(text, toolkit) == [("Joe Akers", 1)]


@pytest.mark.parametrize("words", ["Another nurse", "A second nurse"])
def test_another_is_nobody_who_was_named(words: str, toolkit: Toolkit) -> None:
    text = f"Ilse Marr, a nurse, told the inquiry that the ward was full. {words} said it had been so for weeks."
    assert speakers(text, toolkit) == [("Ilse Marr", 1), (words, 1)]


@pytest.mark.parametrize(
    "words",
    [
        "The father of one victim, who did not wish to be named,",
        "The mother of one victim, who asked that her name not be used,",
        "A trader, who spoke on condition of anonymity,",
    ],
)
def test_whoever_asked_not_to_be_named_is_not_the_next_to_be_named(words: str, toolkit: Toolkit) -> None:
    text = f"{words} said the wait was cruel. Joe Akers, whose son died, said it was worse."
    (first, _), (second, _) = speakers(text, toolkit)
    assert first != "Joe Akers"
    assert second == "Joe Akers"


@pytest.mark.parametrize("role", ["Nurse", "Teacher", "Trader", "Fisherman"])
def test_a_role_before_a_name_is_no_part_of_it(role: str, toolkit: Toolkit) -> None:
    text = f"{role} Grace Akers and a friend spoke to the Packet. The {role.lower()} said the pay never came."
    assert speakers(text, toolkit) == [("Grace Akers", 1)]


def test_which_of_two_coaches_speaks_is_not_sure(toolkit: Toolkit) -> None:
    text = "Coach Ilse Marr said her team was tired. Coach Joe Akers said his was not. The coach said the heat was bad."
    statements = audit(read_text(text, "x.txt"), toolkit).statements
    assert [s.confidence.value for s in statements][-1] != "high"


def test_nobody_is_described_in_his_own_clause(toolkit: Toolkit) -> None:
    text = "Ilse Marr wants the governor to resign. Ilse Marr said cash was stolen."
    [source] = audit(read_text(text, "x.txt"), toolkit).sources
    assert {text[m.span.start : m.span.end] for m in source.mentions} == {"Ilse Marr"}


@pytest.mark.parametrize(
    ("first", "called"),
    [
        ("The DIG (Operations), Joe Akers,", "DIG"),
        ("The Deputy Commissioner (Traffic), Joe Akers,", "deputy commissioner"),
        ("Additional Commissioner (Health), Joe Akers,", "commissioner"),
        ("The Police Public Relations Officer, SP Joe Akers,", "PPRO"),
        ("Menteri Besar Datuk Seri Joe Akers", "Menteri Besar"),
        ("Spokesperson Joe Akers", "official"),
        ("Tribal chair Joe Akers", "tribal leader"),
    ],
)
def test_letters_and_brackets_are_of_the_office(first: str, called: str, toolkit: Toolkit) -> None:
    assert speakers(f"{first} said the road was shut. The {called} said it would open.", toolkit) == [("Joe Akers", 2)]


@pytest.mark.parametrize("office", ["The Orme West TD", "The Wigan MP", "The Kasoa MLA"])
def test_a_seat_and_letters_are_nobodys_name(office: str, toolkit: Toolkit) -> None:
    assert [kind for _, kind, _, _ in voices(f"{office} said the road was shut.", toolkit)] != ["named_organization"]


@pytest.mark.parametrize("firm", ["GM", "MCA", "DPP", "MD Foods"])
def test_letters_of_a_firm_or_a_party_are_its_name(firm: str, toolkit: Toolkit) -> None:
    assert [label for label, _ in speakers(f"{firm} said on Monday that the road was shut.", toolkit)] == [firm]
