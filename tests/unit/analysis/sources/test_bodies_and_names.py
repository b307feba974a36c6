"""Unions beside firms, firms called by what they are to somebody, second names of one person, members of a group."""

from __future__ import annotations

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import voices

pytestmark = pytest.mark.model


def speakers(text: str, toolkit: Toolkit) -> list[tuple[str, str]]:
    """Who speaks and of which kind, in the order of their first words."""
    return [(label, kind) for label, kind, *_ in voices(text, toolkit)]


@pytest.mark.parametrize(
    "union", ["The Brotherhood of Tram Drivers", "The Pilots Union", "The Federation of Quarrymen", "The Miners Guild"]
)
def test_no_union_is_the_company(union: str, toolkit: Toolkit) -> None:
    text = f"{union} wrote to Orrin Ferries in May. The company said it would answer. The union said it would wait."
    assert [label for label, _ in speakers(text, toolkit)] == ["Orrin Ferries", union.removeprefix("The ")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Her employer, Larkspur Haulage, said the depot would shut.", "named_organization"),
        ("His landlord, Ilse Marr, said the roof was sound.", "named_person"),
        ("The building’s owner, Tobin Ware, said he would mend it.", "named_person"),
        ("Three boats sank, Agencia Poniente reported.", "media"),
        ("The Partido Solar said it would not stand.", "named_organization"),
    ],
)
def test_who_may_be_a_person_or_a_firm(text: str, kind: str, toolkit: Toolkit) -> None:
    assert [found for _, found in speakers(text, toolkit)] == [kind]


@pytest.mark.parametrize(
    "between", [", born", ", whose real name is", ", better known as", " (real name", ", also known as"]
)
def test_two_names_of_one_person(between: str, toolkit: Toolkit) -> None:
    closing = ")" if "(" in between else ","
    text = f"Lola Finch{between} Edith Marr{closing} sang on Monday. Finch said she was glad. “It was loud,” Marr said."
    assert voices(text, toolkit)[0][3] == 2


def test_who_held_the_office_before_is_the_former_one(toolkit: Toolkit) -> None:
    text = "Governor Ilse Marr met her predecessor, Tobin Ware, in May. The former governor said the visit went well."
    assert [label for label, _ in speakers(text, toolkit)] == ["Tobin Ware"]


def test_a_grant_of_several_is_one_of_each_who_speaks_next(toolkit: Toolkit) -> None:
    text = (
        "Two porters met the Echo. Both asked that their names not be used because they feared the sack. "
        "One porter said shifts were short. The other said she had quit."
    )
    report = audit(read_text(text, "x.txt"), toolkit)
    assert {source.kind.value for source in report.sources} == {"anonymous"}
    assert {grant.source_id for grant in report.grants} == {source.id for source in report.sources}


def test_a_title_with_a_full_stop_ends_no_party(toolkit: Toolkit) -> None:
    text = "Efforts to reach the chairman, Hon. Tobin Ware, for comment failed as calls to his phone rang out."
    (silence,) = audit(read_text(text, "x.txt"), toolkit).non_responses
    assert silence.party is not None
    assert silence.party.of(text) == "the chairman, Hon. Tobin Ware"


@pytest.mark.parametrize(
    ("text", "whose"),
    [
        ("Ilse Marr said it was dark. Her mother, Rosa, sat down. “I am tired,” she whispered.", "Rosa"),
        ("Ilse Marr said it was dark. Marr’s sister Tanya works nights. “I have to,” she said.", "Tanya"),
        ("Ilse Marr said it was dark. Her son Declan sells nets. “It is late,” he said.", "Declan"),
        ("Ilse Marr said it was dark. Her aunt and carer, Shanique, laughed. “And rum,” she said.", "Shanique"),
        ("Ilse Marr said it was dark. Her eldest, retired cook Tobin Ware, 83, said she was right.", "Tobin Ware"),
    ],
)
def test_who_acts_in_the_sentence_before_says_what_follows(text: str, whose: str, toolkit: Toolkit) -> None:
    assert [label for label, _ in speakers(text, toolkit)] == ["Ilse Marr", whose]


def test_who_spoke_says_it_where_the_quotation_is_about_the_other(toolkit: Toolkit) -> None:
    text = "Ilse Marr sang. “It was dark,” she said.\n\nHer mother wept. “She never did,” she said."
    assert len(speakers(text, toolkit)) == 1


@pytest.mark.parametrize("relative", ["Her father", "Her uncle", "Her landlord", "Her lawyer"])
def test_nobody_is_called_what_he_is_to_himself(relative: str, toolkit: Toolkit) -> None:
    text = f"Ilse Marr said she fled.\n\n“You can’t hear me,” she said.\n\n{relative} said the school knew of it."
    assert len(speakers(text, toolkit)) == 2


def test_a_chief_who_says_him_is_no_woman_and_no_lawyer(toolkit: Toolkit) -> None:
    text = (
        "His lawyer, Tobin Ware, said she had signed.\n\nMrs Rosa Marr said she cannot read.\n\n"
        "The area chief told the court that both families had come to him.\n\n“I advised them,” said the chief."
    )
    assert [label for label, _ in speakers(text, toolkit)] == ["Tobin Ware", "Rosa Marr", "The area chief"]


def test_a_title_of_the_other_gender_is_that_of_a_relative(toolkit: Toolkit) -> None:
    text = "Ryan Vane, 22, drowned. His mother, Julie, said he had rung.\n\nMrs Vane said: “I miss him.”"
    assert [label for label, _ in speakers(text, toolkit)] == ["Julie"]


def test_titles_of_both_genders_are_of_two_people(toolkit: Toolkit) -> None:
    text = "Ilse Vane sang. Mr Vane said it was loud. Ms Vane said it was not."
    assert len(speakers(text, toolkit)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "“We lost it,” an aide said on condition of anonymity.",
        "The bridge is unsafe, an aide said on condition of anonymity because he is new.",
    ],
)
def test_words_said_on_condition_of_anonymity_are_said(text: str, toolkit: Toolkit) -> None:
    report = audit(read_text(text, "x.txt"), toolkit)
    assert len(report.statements) == len(report.grants) == 1


def test_a_grant_after_a_comma_is_one_of_all_who_speak(toolkit: Toolkit) -> None:
    text = (
        "Two clerks and a cook, who spoke on condition of anonymity as they fear reprisals, said the pier was unsafe."
    )
    report = audit(read_text(text, "x.txt"), toolkit)
    assert {grant.source_id for grant in report.grants} == {source.id for source in report.sources}
    assert len(report.sources) == 2


def test_an_email_is_the_word_of_whoever_speaks_in_it(toolkit: Toolkit) -> None:
    text = "Provost Ilse Marr announced the plan in an email to staff. “We are sorry,” the email said."
    assert [label for label, _ in speakers(text, toolkit)] == ["Ilse Marr"]
    text = "The clerk said she had kept an email of the firm’s. “We are sorry,” the email said."
    assert len(speakers(text, toolkit)) == 2


def test_who_acts_in_what_is_said_is_not_its_speaker(toolkit: Toolkit) -> None:
    text = "Its spokesman, Mr Tobin Ware, said members sold at the approved price."
    assert [label for label, _ in speakers(text, toolkit)] == ["Tobin Ware"]
