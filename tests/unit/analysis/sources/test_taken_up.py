"""Who is taken up again, and who is not, by all that the auditor knows: genders, appositions, numbers, pairs."""

from __future__ import annotations

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import voices

pytestmark = pytest.mark.model


def said(text: str, toolkit: Toolkit) -> list[tuple[str, int]]:
    """The label of each source, and how many statements it makes."""
    return [(label, number) for label, _, _, number in voices(text, toolkit)]


# ---------------------------------------------------------------- the gender that a pronoun told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Marta Holm runs the ferry. A stoker said his cabin was damp and that he would quit. “Fine,” she said.",
            [("A stoker", 1), ("Marta Holm", 1)],
        ),
        (
            "A gardener accused Judge Brill of grabbing her at a fair; he denied it.",
            [("A gardener", 1), ("Brill", 1)],
        ),
        (
            "Jonas Reed owns the mill. A weaver said her loom was broken. “Nonsense,” he said.",
            [("A weaver", 1), ("Jonas Reed", 1)],
        ),
        (  # nobody else of that gender: the pronouns are the same person's
            "A stoker said his cabin was damp. “It is cold,” he said.",
            [("A stoker", 2)],
        ),
        (  # a pronoun in others' words tells nothing of who speaks
            "A stoker said the cabin was damp. “It is her fault,” he said.",
            [("A stoker", 2)],
        ),
    ],
)
def test_who_was_called_he_is_not_she(text: str, expected: list[tuple[str, int]], toolkit: Toolkit) -> None:
    assert said(text, toolkit) == expected


# ---------------------------------------------------------------- what an apposition adds, and who is one of several


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A third man, a retired clerk, said the fair was off. “It is over,” the clerk said.",
            [("A third man, a retired clerk", 2)],
        ),
        (
            "One resident, a mother of two, said the tap ran brown. The mother said she bought water.",
            [("One resident, a mother of two", 2)],
        ),
        (  # the second of two is no apposition
            "A potter and a retired clerk said the fair was off. “It is over,” the clerk said.",
            [("A potter", 1), ("a retired clerk", 2)],
        ),
        (  # the noun of one is not the noun of the other
            "A third man, a retired clerk, said the fair was off. “It is over,” the baker said.",
            [("A third man, a retired clerk", 1), ("the baker", 1)],
        ),
    ],
)
def test_an_apposition_says_what_somebody_may_be_called(
    text: str, expected: list[tuple[str, int]], toolkit: Toolkit
) -> None:
    assert said(text, toolkit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Five guards say the gate was open. One of the guards, a father, said he had shut it. Another denied it.",
            [("Five guards", 5), ("One of the guards, a father", 1), ("Another", 1)],
        ),
        (
            "Three porters said that wages were late. One of the porters said he had none. Another said he had some.",
            [("Three porters", 3), ("One of the porters", 1), ("Another", 1)],
        ),
        (  # with nothing that tells them apart, one speaks for the two
            "Two officials said the pier was safe. One of the officials said that tests went on.",
            [("One of the officials", 2)],
        ),
    ],
)
def test_one_of_several_who_are_told_apart(text: str, expected: list[tuple[str, int | None]], toolkit: Toolkit) -> None:
    assert [(label, count) for label, _, count, _ in voices(text, toolkit)] == expected


# ---------------------------------------------------------------- names of bodies in apposition


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A spokesman for the ferry's owner, Brack Nine Shipping, said it had sunk.",
            [("A spokesman for the ferry's owner, Brack Nine Shipping", "unnamed_spokesperson")],
        ),
        (
            "A lawyer for the plant's builder, Ostmark Foods, said that the wall was sound.",
            [("A lawyer for the plant's builder, Ostmark Foods", "anonymous")],
        ),
        (
            "A spokeswoman for the ministry, Lena Torp, said that the wall was sound.",
            [("Lena Torp", "named_person")],
        ),
        (
            "The plant's builder, Ostmark Foods, said that the wall was sound.",
            [("Ostmark Foods", "named_organization")],
        ),
        ("The growers' league, Soil First, said it had asked for talks.", [("Soil First", "named_organization")]),
        ("The residents' group, Lanes Alive, said the bus was late.", [("Lanes Alive", "named_organization")]),
        ("The union, Lee Moss, a baker, said, was late.", [("Lee Moss", "named_person")]),
    ],
)
def test_a_name_in_apposition_is_of_what_it_can_be_a_name_of(
    text: str, expected: list[tuple[str, str]], toolkit: Toolkit
) -> None:
    assert [(label, kind) for label, kind, _, _ in voices(text, toolkit)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Orrin Hotels will sell two lodges, the chain said.", [("Orrin Hotels", "named_organization")]),
        ("Ada Farms will sell two barns, the company said.", [("Ada Farms", "named_organization")]),
        ("Orrin Rivers will sell two barns, he said.", [("Orrin Rivers", "named_person")]),
    ],
)
def test_a_plural_noun_for_bodies_ends_no_name_of_a_person(
    text: str, expected: list[tuple[str, str]], toolkit: Toolkit
) -> None:
    assert [(label, kind) for label, kind, _, _ in voices(text, toolkit)] == expected


# ---------------------------------------------------------------- they, and two people


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Kim Orde is a glazier; their pronouns are they/them. They said the pane broke, and they blamed hail.",
            [("Kim Orde", 2)],
        ),
        (
            "Kim Orde, who uses they and them as pronouns, said the pane was cracked. They blamed hail.",
            [("Kim Orde", 2)],
        ),
        ("Kim Orde (they/them) said the pane was cracked. “It was hail,” they said.", [("Kim Orde", 2)]),
        (  # others are nearer
            "Kim Orde (they/them) left early. Local growers said the pane was cracked. They blamed hail.",
            [("Local growers", 2)],
        ),
        (  # nothing says so
            "Kim Orde is a glazier. They said the pane was cracked.",
            [("They", 1)],
        ),
    ],
)
def test_they_is_one_person_where_the_article_says_so(
    text: str, expected: list[tuple[str, int]], toolkit: Toolkit
) -> None:
    assert said(text, toolkit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Rosa Vane and Lee Moss wrote to farmers in June. They warned that wells would run dry.",
            [("Rosa Vane", 1), ("Lee Moss", 1)],
        ),
        (
            "Rosa Vane and Lee Moss sent pupils a letter. They said that the hall was shut.",
            [("Rosa Vane", 1), ("Lee Moss", 1)],
        ),
        (  # whoever is asked answers
            "Rosa Vane and Lee Moss interviewed farmers in June. They said that wells had run dry.",
            [("They", 1)],
        ),
        (  # who acts goes before who was named
            "Rosa Vane and Lee Moss left. Farmers met in June. They warned that wells would run dry.",
            [("They", 1)],
        ),
    ],
)
def test_they_are_the_pair_that_acts(text: str, expected: list[tuple[str, int]], toolkit: Toolkit) -> None:
    assert said(text, toolkit) == expected


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Both ministers, Orde and Brill, said they would stay.", ["named_person", "named_person"]),
        ("The three judges, Orde, Brill and Holm, said the case was over.", ["named_person"] * 3),
        ("The builders, Halvex Group and Brack Foods, said the wall was sound.", ["named_organization"] * 2),
    ],
)
def test_names_listed_after_a_noun_for_people_are_theirs(text: str, kinds: list[str], toolkit: Toolkit) -> None:
    assert [kind for _, kind, _, _ in voices(text, toolkit)] == kinds


# ---------------------------------------------------------------- how many, and of what kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Two potters, a cook and a driver said so in interviews. They said it was routine.",
            [("Two potters, a cook and a driver", "anonymous", 4, 2)],
        ),
        (
            "A guard, three porters, and a clerk said in interviews that wages were late.",
            [("A guard, three porters, and a clerk", "anonymous", 5, 1)],
        ),
        (  # how many growers there are is not said
            "Some growers, a cook and a driver said in interviews that wages were late.",
            [("Some growers, a cook and a driver", "anonymous", None, 1)],
        ),
        (
            "A former mayor and other sceptics derided the plan.",
            [("A former mayor and other sceptics", "unnamed_group", None, 1)],
        ),
        (
            "A parish council in the west said it would not pay.",
            [("A parish council in the west", "unnamed_group", None, 1)],
        ),
        (
            "The parish council in Dell said it would not pay.",
            [("The parish council in Dell", "named_organization", None, 1)],
        ),
        ("One listener said on the air that it was a swindle.", [("One listener", "unnamed_person", 1, 1)]),
        (
            "A study in the journal Moth Letters found fewer bees. The paper warns of worse.",
            [("A study in the journal Moth Letters", "document", None, 2)],
        ),
        (
            "Harbour Fund announcements show the money came late.",
            [("Harbour Fund announcements", "document", None, 1)],
        ),
        (
            "Harbour Fund statements denied that the money came late.",
            [("Harbour Fund", "named_organization", None, 1)],
        ),
    ],
)
def test_how_many_they_are_and_of_what_kind(
    text: str, expected: list[tuple[str, str, int | None, int]], toolkit: Toolkit
) -> None:
    assert voices(text, toolkit) == expected


# ---------------------------------------------------------------- who stands after the cue


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The pilot Vera Holm, who has died, was brave, said her uncle Emil Holm. “I never slept,” Ms. Holm wrote "
            "in her diary. Mr. Holm said she meant it.",
            [("Emil Holm", 2), ("Vera Holm", 1)],
        ),
        (
            "The judge Nora Pell, who has died, was gentle, said her brother Otto Pell. “I never hurried,” Ms. Pell "
            "wrote in her memoir.",
            [("Otto Pell", 1), ("Nora Pell", 1)],
        ),
        ("The pilot Vera Holm, who has retired, said her uncle Emil Holm was brave.", [("Vera Holm", 1)]),
    ],
)
def test_who_stands_right_after_the_cue_says_it(text: str, expected: list[tuple[str, int]], toolkit: Toolkit) -> None:
    assert said(text, toolkit) == expected


# ---------------------------------------------------------------- outlets on no list


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("News of the merger, first broken by the Ashby Courier, shook the town.", [("Ashby Courier", "media")]),
        ("Lanternside, a tenants' bulletin, published the letters.", [("Lanternside", "media")]),
        ("Mara Quill, a poet, published the letters.", []),
        ("The vase was broken by Tarn Star.", []),
    ],
)
def test_an_outlet_that_published_it_is_its_source(
    text: str, expected: list[tuple[str, str]], toolkit: Toolkit
) -> None:
    assert [(label, kind) for label, kind, _, _ in voices(text, toolkit)] == expected


@pytest.mark.parametrize("when", ["today", "yesterday"])
def test_when_somebody_speaks_is_no_part_of_the_name(when: str, toolkit: Toolkit) -> None:
    text = f"HARNSTADT, Feb 14, 2026 (HNA)- Party Chairman Tarek Roham {when} said the quay would open."
    assert voices(text, toolkit) == [("Tarek Roham", "named_person", 1, 1)]


# ---------------------------------------------------------------- titles, offices, relatives and stations


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # who is titled otherwise is not meant
            "Mayor Hedda Boye walked the dyke on Monday. The senator who sits for the coast said it would break.",
            [("The senator who sits for the coast", 1)],
        ),
        (
            "Governor Ola Brandt signed. Senator Mia Holt would not. The governor said it was late.",
            [("Ola Brandt", 1)],
        ),
        (
            "Engr. Sola Bright told reporters that the kiln was hot. “It will hold,” the engineer said.",
            [("Sola Bright", 2)],
        ),
        (
            "Rev. Fr. Obi Marsh said the bell had cracked. The priest said it would be recast.",
            [("Obi Marsh", 2)],
        ),
        (
            "Hugo Lamm keeps goats with his wife, Birte. Mr Lamm said milk was dear. His wife said it was not.",
            [("Hugo Lamm", 1), ("Birte", 1)],
        ),
        (
            "Radio Tarn said the weir had gone. State radio said two farms were cut off.",
            [("Radio Tarn", 1), ("State radio", 1)],
        ),
    ],
)
def test_nobody_stands_for_one_whom_the_article_calls_otherwise(
    text: str, expected: list[tuple[str, int]], toolkit: Toolkit
) -> None:
    assert said(text, toolkit) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lila Nawa Dal, the main opposition party, accused the state of theft.", "named_organization"),
        ("Lila Nawa, the main opposition speaker, accused the state of theft.", "named_person"),
    ],
)
def test_an_apposition_says_whether_a_name_is_a_body_s(text: str, expected: str, toolkit: Toolkit) -> None:
    assert [kind for _, kind, _, _ in voices(text, toolkit)] == [expected]


def test_who_only_shrugs_after_a_closed_sentence_did_not_say_it(toolkit: Toolkit) -> None:
    text = "Councillor Ines Roth stood up. “You have sold our pier.” Mayor Bo Lund shrugged."
    assert not any(label == "Bo Lund" for label, _ in said(text, toolkit))
    assert said("“You have sold our pier,” Mayor Bo Lund sighed.", toolkit) == [("Bo Lund", 1)]


def test_whom_an_outlet_quotes_is_no_statement_of_its_own(toolkit: Toolkit) -> None:
    text = "The Tarn Chronicle, quoting two unnamed clerks, said the fair was off."
    assert said(text, toolkit) == [("Tarn Chronicle", 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tenants told the Gazette the lift had stuck twice.", "anonymous"),
        ("Tenants told this newspaper that the lift had stuck twice.", "anonymous"),
        ("Tenants told our reporter that the lift had stuck twice.", "anonymous"),
        ("Tenants have told us that the lift had stuck twice.", "anonymous"),
        ("Tenants who spoke to this masthead said the lift had stuck twice.", "anonymous"),
        ("Tenants told reporters that the lift had stuck twice.", "unnamed_group"),
        ("Tenants told the mayor the lift had stuck twice.", "unnamed_group"),
        ("Tenants say the lift had stuck twice.", "unnamed_group"),
    ],
)
def test_a_plural_who_told_an_outlet_was_interviewed(text: str, expected: str, toolkit: Toolkit) -> None:
    assert [kind for _, kind, _, _ in voices(text, toolkit)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "A welder and a retired judge said the plan was mad. Both asked for anonymity to discuss secret talks.",
            ["anonymous", "anonymous"],
        ),
        (
            "A welder and a retired judge said the plan was mad. The judge asked for anonymity.",
            ["unnamed_person", "anonymous"],
        ),
    ],
)
def test_both_who_spoke_jointly_are_granted_what_both_asked_for(
    text: str, expected: list[str], toolkit: Toolkit
) -> None:
    report = audit(read_text(text, "x.txt"), toolkit)
    assert [g.source_id for g in report.grants] == [
        s.id for s, kind in zip(report.sources, expected, strict=True) if kind == "anonymous"
    ]
    if expected[0] == expected[1]:
        assert [s.kind.value for s in report.sources] == expected


# ---------------------------------------------------------------- who is another's second


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Deputy headteacher Mara Holt said the roof leaked. The headteacher said it would be mended in May.",
            [("Mara Holt", 1), ("The headteacher", 1)],
        ),
        (
            "Mara Holt, the deputy headteacher, said the roof leaked. The headteacher said it would be mended in May.",
            [("Mara Holt", 1), ("The headteacher", 1)],
        ),
        (
            "Deputy mayor Ola Brandt welcomed the plan. The mayor said the bridge would open in May.",
            [("Ola Brandt", 1), ("The mayor", 1)],
        ),
        (
            "Deputy Prime Minister Al Rowe left early. The prime minister said taxes would fall.",
            [("The prime minister", 1)],
        ),
        (
            "Deputy Prime Minister Al Rowe left early. The deputy prime minister said taxes would fall.",
            [("Al Rowe", 1)],
        ),
        (
            "Deputy Mayor Ola Brandt left early. The deputy mayor said the bridge would open in May.",
            [("Ola Brandt", 1)],
        ),
        (
            "Vice President Al Rowe left early. The president said taxes would fall.",
            [("The president", 1)],
        ),
        (
            "Vice Admiral Al Rowe left early. The admiral said the fleet would sail.",
            [("Al Rowe", 1)],
        ),
    ],
)
def test_a_deputy_is_not_the_one_whose_deputy_it_is(
    text: str, expected: list[tuple[str, int]], toolkit: Toolkit
) -> None:
    assert said(text, toolkit) == expected
