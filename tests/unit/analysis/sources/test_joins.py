"""Sources that are one, and are told so by a noun beside a name, a turned name, an age or an abbreviation."""

from __future__ import annotations

import pytest

from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import voices

pytestmark = pytest.mark.model


def heard(text: str, toolkit: Toolkit) -> list[tuple[str, str, int]]:
    """The label and kind of each source, and how many statements it makes."""
    return [(label, kind, number) for label, kind, _, number in voices(text, toolkit)]


# ---------------------------------------------------------------- one body under two names


def test_a_ministry_has_its_noun_first_or_last_whatever_of_its_name_is_left_out(toolkit: Toolkit) -> None:
    text = (
        "The Irish Department of Fisheries said the pier was closed. Boats left. "
        "“It is rotten,” the Department of Fisheries said. "
        "Later the Fisheries Department said a new pier would be built."
    )
    assert [number for _, _, number in heard(text, toolkit)] == [3]


# ---------------------------------------------------------------- the noun beside an outlet's name


@pytest.mark.parametrize(
    "text",
    [
        "The Larkspur Herald newspaper said the mill had closed. The Larkspur Herald said 40 people lost their jobs.",
        "The mill has closed, the Larkspur Herald newspaper reported. The Larkspur Herald said 40 people had left.",
    ],
)
def test_an_outlet_is_one_with_a_noun_for_outlets_after_its_name(text: str, toolkit: Toolkit) -> None:
    (outlet,) = heard(text, toolkit)
    assert outlet[1:] == ("media", 2)


def test_a_persons_paper_is_not_the_person(toolkit: Toolkit) -> None:
    text = "Lena Marlow bought the mill. The Marlow newspaper said the mill would close."
    assert all(kind != "named_person" for _, kind, _ in heard(text, toolkit))


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Gossip site Velvetine reported the wedding.", "Velvetine"),
        ("Private lender Halvex Bank on Friday reported a loss of 4 million crowns.", "Halvex Bank"),
    ],
)
def test_a_name_right_after_the_noun_that_describes_it_speaks(text: str, label: str, toolkit: Toolkit) -> None:
    assert label in [found for found, _, _ in heard(text, toolkit)]


def test_a_news_site_is_an_outlet_whatever_its_name_looks_like(toolkit: Toolkit) -> None:
    text = "The Tunisian news site al-Qamar said 11 boats were missing. “They were stolen,” al-Qamar said."
    assert [kind for _, kind, _ in heard(text, toolkit)] == ["media"]


# ---------------------------------------------------------------- what stands beside a name and is no part of it


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "In a note given to Orla Finch, the embassy's archivist said: “The hall was full.”",
            "the embassy's archivist",
        ),
        (
            "The army is holding the daughter of rebel leader Abel Corso, the country's interior minister says.",
            "the country's interior minister",
        ),
    ],
)
def test_who_speaks_after_a_name_and_a_comma_is_not_who_is_named(text: str, speaker: str, toolkit: Toolkit) -> None:
    assert [label for label, _, _ in heard(text, toolkit)] == [speaker]


def test_an_apposition_left_open_at_the_start_of_a_sentence_is_one(toolkit: Toolkit) -> None:
    text = "Orla Finch, the embassy's archivist said the hall was full. “It was,” the archivist said."
    assert heard(text, toolkit) == [("Orla Finch", "named_person", 2)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        (
            "Though little is known of the man alleged to have shot and killed Harland soldier Abel Corso, "
            "a Harbour criminal court database shows a man of that name was arrested five times.",
            "a Harbour criminal court database",
        ),
        (
            'An army raid on Thursday killed Abel Corso, a top aide to "Free Harland" (FH) leader Joss Marlow, '
            "the Harland Ministry of Defence said.",
            "Ministry of Defence",
        ),
    ],
)
def test_whoever_is_killed_is_no_file_and_no_ministry(text: str, label: str, toolkit: Toolkit) -> None:
    labels = [found for found, _, _ in heard(text, toolkit)]
    assert not any("Corso" in found for found in labels)
    assert any(label in found for found in labels)


# ---------------------------------------------------------------- titles, glosses and ages


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Provost (presiding judge) Elin Marlow said the hearing was over.", "Elin Marlow"),
        ("Harbour Union deputy director for youth sports Pavel Orlan said the fair was off.", "Pavel Orlan"),
        ("According to chief harbour officer, Pavel Orlan, six of the boats were unsafe.", "Pavel Orlan"),
    ],
)
def test_a_title_before_a_name_goes_with_the_name(text: str, label: str, toolkit: Toolkit) -> None:
    assert [(found, kind) for found, kind, _ in heard(text, toolkit)] == [(label, "named_person")]


@pytest.mark.parametrize(
    "text",
    [
        "The sister of the British photographer, Luke Marsh, said he was well.",
        "Wife of mayor Luke Marsh said he was well.",
        "According to a harbour officer, Pavel Orlan said, six boats were unsafe.",
    ],
)
def test_the_name_of_somebody_else_is_not_the_speakers(text: str, toolkit: Toolkit) -> None:
    first = heard(text, toolkit)[0]
    assert first[1] != "named_person"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The owner of one Harbour-based factory, Velvet Mills, has threatened to sue.", "unnamed_person"),
        ("Vane’s lawyer said he was well. Vane left the pier at noon.", "unnamed_person"),
        ("Closer’s editor said she had other pictures of the pier.", "unnamed_person"),
        ("Earlier, the U.S. Trade Representative said it would raise the tariff on pears.", "named_organization"),
    ],
)
def test_a_body_is_nobody_of_its_own(text: str, kind: str, toolkit: Toolkit) -> None:
    assert [found for _, found, _ in heard(text, toolkit)] == [kind]


def test_state_television_is_no_name(toolkit: Toolkit) -> None:
    text = "Harland’s state TV and Interfax reported that the pier was closed."
    assert [kind for _, kind, _ in heard(text, toolkit)] == ["media", "media"]


def test_a_road_is_not_who_lives_there(toolkit: Toolkit) -> None:
    text = "Orla Finch, 41, also of Marlow Avenue, provided a statement to police about the pier."
    assert "Marlow Avenue" not in [label for label, _, _ in heard(text, toolkit)]


def test_an_age_without_an_article_is_one_person_known_already(toolkit: Toolkit) -> None:
    text = "Karin Moor, 40, is a nurse who left the ward in May. 40-year-old said she loved the work."
    assert voices(text, toolkit) == [("Karin Moor", "named_person", 1, 1)]


@pytest.mark.parametrize(("title", "short"), [("Prime Minister", "PM"), ("Chairman and Managing Director", "CMD")])
def test_an_office_by_its_letters_is_its_holder(title: str, short: str, toolkit: Toolkit) -> None:
    text = f"{title} Pavel Orlan opened the fair. “It is a good day,” the {short} said."
    assert heard(text, toolkit) == [("Pavel Orlan", "named_person", 1)]


# ---------------------------------------------------------------- a part of a body is another body


def test_a_mission_of_a_body_is_not_the_body(toolkit: Toolkit) -> None:
    text = (
        "The EU Monitoring Mission in Harland said the vote was fair. "
        "The figures are wrong, according to the EU. The EU said so twice."
    )
    assert len(heard(text, toolkit)) == 2


def test_the_mark_that_closes_a_quotation_is_no_part_of_the_speaker(toolkit: Toolkit) -> None:
    text = "“The quay is too low, and the stakes are too high,” a clerk familiar with the plan’s cost said."
    assert [label for label, _, _ in heard(text, toolkit)] == ["a clerk familiar with the plan’s cost"]


# ---------------------------------------------------------------- what is no person


@pytest.mark.parametrize(
    "text",
    [
        "“We ran DNA tests on her and on the girl,” Marta Holm said. “It was positive,” the mayor’s clerk said.",
        "Air Zimbabwe is old, and he knows it. Zimbabwe owns it. “Air Zimbabwe is a problem,” a cook said. He left.",
    ],
)
def test_letters_before_a_noun_and_a_line_of_a_country_are_nobody(text: str, toolkit: Toolkit) -> None:
    assert not {"DNA", "Air Zimbabwe"} & {label for label, _, _ in heard(text, toolkit)}


# ---------------------------------------------------------------- what a body cannot be called


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kestrel Ratings said the debt was high. Last month the finance ministry said it was low.", 2),
        ("The Harland Defence Ministry said he was well. On Thursday the rebel group said he had died.", 2),
        ("Kestrel Freight said the debt was high. Last month the company said it was low.", 1),
    ],
)
def test_a_ministry_is_no_firm_and_no_group(text: str, number: int, toolkit: Toolkit) -> None:
    assert len(heard(text, toolkit)) == number


def test_whoever_is_called_by_an_age_is_of_the_gender_of_the_pronoun_after_it(toolkit: Toolkit) -> None:
    text = (
        "Jon Tarn, who runs the shop, said he was nervous. He said he had seen the queue. “It is unsafe,” he said. "
        "One person in the queue was Mia Sorrel. The 20-year-old says she makes friends in queues."
    )
    assert heard(text, toolkit) == [("Jon Tarn", "named_person", 3), ("Mia Sorrel", "named_person", 1)]


# ---------------------------------------------------------------- offices, measures, surnames and parties


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("“It is over,” said former President of the British Tea Association, Bob Marlow.", "Bob Marlow"),
        ("“It is over,” said the country's Chief Veterinary Officer, Dora Finch.", "Dora Finch"),
    ],
)
def test_the_name_after_an_office_and_a_comma_is_its_holders(text: str, label: str, toolkit: Toolkit) -> None:
    assert heard(text, toolkit) == [(label, "named_person", 1)]


def test_letters_for_what_is_counted_are_no_body(toolkit: Toolkit) -> None:
    text = "In FY18 the mill's EBIT rose by a third to Rs 40, and EBIT is the key. The company said costs had fallen."
    assert not {"EBIT", "FY18", "Rs"} & {label for label, _, _ in heard(text, toolkit)}


def test_a_surname_of_two_goes_by_the_pronoun_after_it(toolkit: Toolkit) -> None:
    text = (
        "Jack Lamb and his daughter Caroline Lamb run a mill. Lamb said he had no plans to sell. "
        "Caroline Lamb left in May. Lamb denied the report, saying he was shocked."
    )
    assert ("Jack Lamb", "named_person", 3) in heard(text, toolkit)


def test_a_party_is_one_under_two_names(toolkit: Toolkit) -> None:
    text = "The Conservatives said the duty was unfair. The Tories said it would be cut."
    assert [number for _, _, number in heard(text, toolkit)] == [2]


# ---------------------------------------------------------------- two owners, and who is quoted


def test_a_deed_of_two_is_a_document(toolkit: Toolkit) -> None:
    text = "Milton and Catherine Marlow’s 1909 deed says the mill will stay. The deed says no more."
    assert [(kind, number) for _, kind, number in heard(text, toolkit)] == [("document", 2)]


def test_whoever_is_quoted_by_the_radio_speaks(toolkit: Toolkit) -> None:
    text = "Orla Finch was quoted by army radio on Tuesday as saying the pier had been closed."
    assert [label for label, _, _ in heard(text, toolkit)] == ["Orla Finch"]


def test_the_pontiff_is_the_pope(toolkit: Toolkit) -> None:
    text = "Pope Clement met Ada Moss, who owns a mill. Moss said she was glad. “It is a good mill,” the pontiff said."
    assert ("Clement", "named_person", 1) in heard(text, toolkit)


def test_a_firm_that_reports_is_the_firm_that_the_article_says_it_is(toolkit: Toolkit) -> None:
    text = (
        "Halvex Orrin, the country’s largest boat maker, reported a 10% growth in its profit for Q4FY18. "
        "EBIT grew faster. The company said costs had fallen."
    )
    assert heard(text, toolkit) == [("Halvex Orrin", "named_organization", 2)]
