"""People told apart and put together: the joint, the misspelt, the many."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.analysis.sources.names import entities, forms, names
from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.records.rules import Lexicon
from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.builder import parsed
from tests.unit.analysis.sources.reading import speakers

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


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("A few retired bakers said in interviews that the ovens never cooled.", "anonymous"),
        ("Ferrymen reached by telephone said that the crossing was shut.", "anonymous"),
        ("A plumber in Dell said during an interview that work was scarce.", "anonymous"),
        ("Some retired bakers said in May that the ovens never cooled.", "unnamed_group"),
        ("Ferrymen reached by the flood said that the crossing was shut.", "unnamed_group"),
        ("Ada Roe said in an interview that work was scarce.", "named_person"),
    ],
)
def test_whoever_was_interviewed_spoke_to_a_journalist(text: str, kind: str, toolkit: Toolkit) -> None:
    assert [k for _, k in speakers(text, toolkit)] == [kind]


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
    assert forms.is_misspelt(one, other) is alike


def test_a_lone_name_that_speaks_is_a_person_unless_it_is_known(lexicons: Mapping[str, Lexicon]) -> None:
    text = "Then/RB Larkin/NNP said/VBD so/RB and/CC Verizon/NNP said/VBD no/DT ./."
    cols = parsed(text, lexicons, ents={"Larkin": "ORG", "Verizon": "ORG"}).cols
    found = names.find(cols)
    silent = {b.label: b.type for b in entities.find(cols, found)}
    spoken = {b.label: b.type for b in entities.find(cols, found, {(n.lead, n.end) for n in found})}
    assert (silent["Larkin"], spoken["Larkin"], spoken["Verizon"]) == ("organization", "person", "organization")


@pytest.mark.parametrize("name", ["O’Malley", "D'Arcy", "McKay"])
def test_a_capital_within_makes_a_name_whatever_the_tag(name: str, lexicons: Mapping[str, Lexicon]) -> None:
    cols = parsed(f"Then/RB {name}/PRP left/VBD ./.", lexicons).cols
    assert [n.words for n in names.find(cols)] == [(name,)]


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("A local woman, Karla Robin, thanked the mayor. “I am glad,” she told him.", "Karla Robin"),
        ("The South Carolina Republican, Lee Moss, objected.\n\n“It is over,” Moss said.", "Lee Moss"),
        ("Mayor Lee Moss met Ian Read on Monday. “It is over,” Read said.", "Ian Read"),
    ],
)
def test_who_is_introduced_beside_a_name_is_the_one_named(text: str, label: str, toolkit: Toolkit) -> None:
    assert speakers(text, toolkit)[-1] == (label, "named_person")


def test_he_who_tells_somebody_is_not_that_somebody(toolkit: Toolkit) -> None:
    text = "Lee Moss arrived on Monday. Mr. Vane followed him. He told Vane that the levy would stay."
    assert speakers(text, toolkit) == [("Lee Moss", "named_person")]


def test_who_is_only_spoken_of_does_not_speak_next(toolkit: Toolkit) -> None:
    text = "Mr. Hensley said that Mr. Crewe would find it hard if Mr. Crewe won.\n\n“It is open,” he said."
    assert {label for label, _ in speakers(text, toolkit)} == {"Hensley"}


@pytest.mark.parametrize(
    ("words", "kind"),
    [("Several reports", "media"), ("Police reports", "document"), ("The reports", "document")],
)
def test_reports_by_nobody_in_particular_are_those_of_the_press(words: str, kind: str, toolkit: Toolkit) -> None:
    assert [k for _, k in speakers(f"{words} say that the levy will stay.", toolkit)] == [kind]


def test_a_body_that_is_somebodys_is_identified(toolkit: Toolkit) -> None:
    text = "Norway's central bank said that rates would rise."
    assert [k for _, k in speakers(text, toolkit)] == ["named_organization"]


def test_a_surname_alone_is_that_of_whom_the_article_is_about(toolkit: Toolkit) -> None:
    text = (
        "Chris Larkin, the mayor of Northgate, has defended the levy for a year and more.\n\n"
        "A nurse, Ann Marie Larkin, lost her job in May, and her street has changed since then.\n\n"
        "“It will stay,” Larkin said."
    )
    assert speakers(text, toolkit)[-1] == ("Chris Larkin", "named_person")


def test_records_without_more_are_those_named_before(toolkit: Toolkit) -> None:
    text = "Harbour Agency records show that the ship sank. It was raised in May, records show."
    assert len(set(speakers(text, toolkit))) == 1


def test_another_alone_is_one_person(toolkit: Toolkit) -> None:
    assert speakers("“It is great fun,” wrote another.", toolkit) == [("another", "unnamed_person")]
    assert speakers("“It is great fun,” said another.", toolkit) == [("another", "anonymous")]


def test_the_candidate_is_nobody_of_whom_only_a_quotation_speaks(toolkit: Toolkit) -> None:
    text = (
        "Lee Moss met voters on Monday. “She is the worst candidate in years,” Moss said. Moss then left.\n\n"
        "The candidate said that he would cut taxes."
    )
    assert set(speakers(text, toolkit)) == {("Lee Moss", "named_person")}


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Rivals such as Lee Moss said the plan was dead.", ["Lee Moss"]),
        ("Critics, including Lee Moss and Rosa Vane, said the plan was dead.", ["Critics"]),
        ("Lee Moss was in Iowa. The “Harbour Lights” star said the plan was dead.", ["Lee Moss"]),
    ],
)
def test_who_is_named_within_a_description(text: str, people: list[str], toolkit: Toolkit) -> None:
    assert [label for label, _ in speakers(text, toolkit)] == people


def test_a_place_after_a_comma_is_nobody(toolkit: Toolkit) -> None:
    text = "Officials in Austin, Texas, and Dallas said the plan was dead."
    assert [kind for _, kind in speakers(text, toolkit)] == ["unnamed_group"]


@pytest.mark.parametrize("words", ["They", "The candidates", "The pair", "Each candidate"])
def test_two_who_were_named_together(words: str, toolkit: Toolkit) -> None:
    text = f"Rosa Vane and Lee Moss debated on Monday. {words} said the plan was dead."
    assert {label for label, _ in speakers(text, toolkit)} == {"Rosa Vane", "Lee Moss"}


def test_those_named_last_are_others(toolkit: Toolkit) -> None:
    text = "Rosa Vane and Lee Moss debated before voters on Monday. The voters left. They said the plan was dead."
    assert "Rosa Vane" not in {label for label, _ in speakers(text, toolkit)}


@pytest.mark.parametrize(
    "text",
    [
        "His son said the plan was dead.\n\nLee Moss, son of the candidate, left on Monday.",
        "The head of the rules committee said the plan was dead.\n\nLee Moss, chairman of the rules committee, left.",
        "Despite Lee Moss’s call to abandon the plan, it went ahead.",
        "“It is over,” said Ishaan Moss, legal director for the harbour.",
    ],
)
def test_who_is_a_named_person(text: str, toolkit: Toolkit) -> None:
    assert {kind for _, kind in speakers(text, toolkit)} <= {"named_person"}


@pytest.mark.parametrize(
    "words",
    ["The Boston Globe’s investigative unit", "The editors of The Boston Globe"],
)
def test_an_outlets_people_are_the_outlet(words: str, toolkit: Toolkit) -> None:
    assert [kind for _, kind in speakers(f"{words} said the plan was dead.", toolkit)] == ["media"]


@pytest.mark.parametrize(
    "text",
    [
        "A voter named Lee Moss said the plan was dead. The voter said he was sad.",
        "Vane's campaign manager, Lee Moss, told CNN it was over. Vane's campaign manager said he would stay.",
        "Lee Moss said the plan was dead. “It is over,” the father of three said.",
        "The New York Democrat said the plan was dead on Monday night.\n\nSen. Lee Moss left the hall.",
    ],
)
def test_a_description_is_the_person_it_fits(text: str, toolkit: Toolkit) -> None:
    assert {label for label, _ in speakers(text, toolkit)} == {"Lee Moss"}


def test_one_of_her_spokesmen_is_somebody_new(toolkit: Toolkit) -> None:
    text = "Vane spokesman Lee Moss said the plan was dead. One Vane spokesman said more would follow."
    assert [kind for _, kind in speakers(text, toolkit)] == ["named_person", "unnamed_spokesperson"]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("The Wexford Mercury first reported", "media"),
        ("Larkspur, a weekly newspaper, said", "media"),
        ("The magazine Larkspur said", "media"),
        ("KXQN reported", "media"),
        ("Larkspur Daily reported", "media"),
        ("The Labor Department reported", "named_organization"),
    ],
)
def test_outlets_that_no_list_knows(words: str, kind: str, toolkit: Toolkit) -> None:
    assert [found for _, found in speakers(f"{words} that the plan was dead.", toolkit)] == [kind]


@pytest.mark.parametrize("words", ["The findings show", "The results suggest"])
def test_findings_are_those_of_the_poll(words: str, toolkit: Toolkit) -> None:
    text = f"A Wexford poll says that Vane leads. {words} that Moss was behind."
    assert {label for label, _ in speakers(text, toolkit)} == {"A Wexford poll"}


def test_a_poll_of_the_lead_is_the_one_described_below(toolkit: Toolkit) -> None:
    text = "Vane leads Moss, according to a new poll.\n\nThe Wexford University poll found that Moss was behind."
    assert len({label for label, _ in speakers(text, toolkit)}) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Official figures show that rents fell.", ("Official figures", "document")),
        ("Senior figures said that rents fell.", ("Senior figures", "unnamed_group")),
        ("Bankruptcy papers say that rents fell.", ("Bankruptcy papers", "document")),
        ("A white paper says that rents fell.", ("A white paper", "document")),
        ("The charge sheet says that rents fell.", ("The charge sheet", "document")),
        ("A student group said that rents fell.", ("A student group", "unnamed_group")),
        ("A goldsmith said that rents fell.", ("A goldsmith", "anonymous")),
        ("Townspeople said that rents fell.", ("Townspeople", "unnamed_group")),
        ("State radio said that rents fell.", ("State radio", "media")),
        ("The municipality said that rents fell.", ("The municipality", "named_organization")),
    ],
)
def test_nouns_for_people_and_for_what_they_write(text: str, expected: tuple[str, str], toolkit: Toolkit) -> None:
    assert speakers(text, toolkit) == [expected]


def test_the_paper_after_a_study_is_the_study(toolkit: Toolkit) -> None:
    text = "A study said that rents fell. The paper said that they would rise."
    assert speakers(text, toolkit) == [("A study", "document")] * 2


def test_no_agency_is_called_a_paper(toolkit: Toolkit) -> None:
    text = "The Harbour Courier said rents fell. Reuters reported a rise. The paper said they would rise."
    assert [label for label, _ in speakers(text, toolkit)][-1] == "Harbour Courier"


def test_a_family_is_its_members(toolkit: Toolkit) -> None:
    text = "Peter and Rosa Holm own the shop. “We are tired,” the Holms said."
    assert sorted(speakers(text, toolkit)) == [("Peter Holm", "named_person"), ("Rosa Holm", "named_person")]


def test_whose_wife_somebody_is(toolkit: Toolkit) -> None:
    text = "Lee Moss owns the mill with his wife, Ingrid. Mr. Moss said it was sold. His wife said it was not."
    assert [label for label, _ in speakers(text, toolkit)] == ["Lee Moss", "Ingrid"]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        (
            "The vault was empty, said a clerk, granted anonymity to speak. The clerk said Nils Rask knew it.\n\n"
            "Rask, she says, told her to leave.",
            "a clerk",
        ),
        (
            "Chief engineer Pavel Hruby told the crew that the dam would hold.\n\nThe chief engineer of the "
            "rival yard, Irena Nowak, said it was late. The chief engineer asked for a survey.",
            "Irena Nowak",
        ),
        ("According to the tenant, Sunita Deo, 68, the bailiff posed as a vicar.", "Sunita Deo"),
    ],
)
def test_whoever_stands_beside_it_in_the_clause_is_told_apart(text: str, last: str, toolkit: Toolkit) -> None:
    report = audit(read_text(text, "x.txt"), toolkit)
    labels = {source.id: source.label for source in report.sources}
    assert labels[report.statements[-1].source_id or ""] == last


@pytest.mark.parametrize(
    ("text", "nameless"),
    [
        (
            "Baker Ada Roe said she was ill. Another baker, who asked that her name not be used, said flour was dear.",
            "Another baker",
        ),
        (
            "The fleet will leave, a senior fisheries official said. The official, who spoke on condition of "
            "anonymity, said it was late. Fisheries Minister Ada Roe denied it.",
            "a senior fisheries official",
        ),
        ("Boats sank, a mate on the ferry told the Herald. The line's first mate, Ada Roe, was home.", "a mate"),
        ("Police held a 27-year-old cook. Sgt Ada Roe was there. “I ran,” the 27-year-old said.", "the 27-year-old"),
    ],
)
def test_whoever_is_new_or_wants_no_name_is_nobody_with_a_name(text: str, nameless: str, toolkit: Toolkit) -> None:
    heard = speakers(text, toolkit)
    assert [kind for who, kind in heard if who.startswith(nameless)] not in ([], ["named_person"])


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("The Kenyan president called the toll unfair. It was set by Ugandan president Carl Keane.", None),
        ("The Tory leader called the toll unfair. It was set by Liberal Democrat leader Carl Keane.", None),
        ("The Ugandan president called the toll unfair. It was set by Ugandan president Carl Keane.", "Carl Keane"),
        ("Rosa Vane wept. By the gate stood Vane, a man with a dog. The man said that she was late.", None),
    ],
)
def test_an_office_of_another_country_or_party_and_another_gender_are_somebody_else(
    text: str, label: str | None, toolkit: Toolkit
) -> None:
    assert [who for who, kind in speakers(text, toolkit) if kind == "named_person"] == ([label] if label else [])


def test_an_office_before_a_name_is_taken_up_again(toolkit: Toolkit) -> None:
    text = "Minister for Rural Works Adaora Lamm said the pass was open. The minister said it would stay so."
    assert speakers(text, toolkit) == [("Adaora Lamm", "named_person")] * 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A palace statement said that the king was well.", ("palace", "named_organization")),
        ("A statement by the council said that the road was shut.", ("the council", "named_organization")),
        ("A statement issued on Monday by the council said that it was shut.", ("the council", "named_organization")),
        ("A notice on the council's website said that it was shut.", ("the council", "named_organization")),
        ("A notice on the website of Wexford Council said it was shut.", ("Wexford Council", "named_organization")),
        (
            "The notice, posted on Sunday on the embassy's site, said it was shut.",
            ("the embassy", "named_organization"),
        ),
        ("A statement issued late on Monday by her family said that she was well.", ("her family", "unnamed_group")),
        ("A notice on a website said that the road was shut.", ("A notice on a website", "document")),
        ("A statement said that the road was shut.", ("A statement", "document")),
        ("A letter from a neighbour said that the road was shut.", ("A letter from a neighbour", "document")),
    ],
)
def test_a_statement_is_the_word_of_the_body_that_issues_it(
    text: str, expected: tuple[str, str], toolkit: Toolkit
) -> None:
    assert speakers(text, toolkit) == [expected]


@pytest.mark.parametrize(
    ("words", "kinds"),
    [
        ("A flumph", {"anonymous", "unnamed_person"}),
        ("The blenchment", {"document"}),
    ],
)
def test_a_noun_that_no_list_knows_is_somebody_unless_it_ends_as_things_do(
    words: str, kinds: set[str], toolkit: Toolkit
) -> None:
    ((_, kind),) = speakers(f"{words} said that the road was shut.", toolkit)
    assert kind in kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("One guard was asleep, and told the Hexton Herald that the sale should be stopped.", "anonymous"),
        ("In an email to county clerks, an election employee said the deadline had moved to May.", "unnamed_person"),
        ("In an email to the Hexton Herald, an election employee said the deadline had moved to May.", "anonymous"),
        ("A regular customer at the Mill Street diner told Larkspur staff she had found glass.", "unnamed_person"),
        ('"We disagree," three members of the Hexton Reform Caucus said in a statement.', "unnamed_group"),
        ('"We disagree," three members of the Hexton Reform Caucus said on Monday.', "anonymous"),
    ],
)  # fmt: skip
def test_what_went_to_others_was_told_to_no_journalist(text: str, kind: str, toolkit: Toolkit) -> None:
    assert {k for _, k in speakers(f"{text} The inquiry goes on.", toolkit)} == {kind}
