"""One source told of twice: without a name and by name, by two forms of a name, by a state and its capital."""

from __future__ import annotations

import pytest

from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import voices

pytestmark = pytest.mark.model


def said(text: str, toolkit: Toolkit) -> list[tuple[str, str, int]]:
    """The label and the kind of each source, and how many statements it makes."""
    return [(label, kind, number) for label, kind, _, number in voices(text, toolkit)]


_NAMED, _BODY = "named_person", "named_organization"

# ---------------------------------------------------------------- without a name above, by name below


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # the headline in the lead, the lead in the body
            "Potter tells court of blaze in kiln\n\nA potter told the court on Friday that two boys threw a bottle "
            "into her kiln before the blaze.\n\nSelma Duran, 38, said two boys threw a bottle into the kiln.",
            [("Selma Duran", _NAMED, 2)],
        ),
        (
            "Norland's trade minister said on Thursday the harbour tariffs would double in spring.\n\n"
            "Outi Harme told reporters in Ost that the harbour tariffs would double in spring.",
            [("Outi Harme", _NAMED, 2)],
        ),
        (  # a headline says who speaks first below
            "Daughter of poisoned spy says case is disorientating\n\nJulia Skarin made her first comment on Thursday, "
            "saying the whole case was disorientating.",
            [("Julia Skarin", _NAMED, 2)],
        ),
        (  # what describes one is told again of the other
            "A man whose dog was shot by officers says he wants an apology.\n\n“They never said sorry,” said Piet "
            "Holle, whose dog was shot by officers in Vissing in June.",
            [("Piet Holle", _NAMED, 2)],
        ),
        (  # nearness is no evidence: something else is said
            "A teacher said on Friday that pupils had threatened her with knives.\n\n"
            "Lucia Ferrand, who heads the union in the city, said classes were too large.",
            [("A teacher", "anonymous", 1), ("Lucia Ferrand", _NAMED, 1)],
        ),
        (  # nor is the same content, of one who wants no name
            "A warden, who asked not to be named, said the prison kitchen had no water for nine days.\n\n"
            "Jens Lund said the prison kitchen had no water for nine days.",
            [("A warden", "anonymous", 1), ("Jens Lund", _NAMED, 1)],
        ),
        (  # a spokesman is not the minister
            "A spokesman for the ministry said the northern bridge would close for repairs in May.\n\n"
            "Vera Holt, the minister, said the northern bridge would close for repairs in May.",
            [("A spokesman for the ministry", "unnamed_spokesperson", 1), ("Vera Holt", _NAMED, 1)],
        ),
    ],
)
def test_who_says_it_again_below_is_the_one_above(
    text: str, expected: list[tuple[str, str, int]], toolkit: Toolkit
) -> None:
    assert said(text, toolkit) == expected


# ---------------------------------------------------------------- governments


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Armenia said its soldiers were fired on. Yerevan said three soldiers had been hurt.",
            [("Armenia", _BODY, 2)],
        ),
        ("Lisbon said it would not sign. Madrid has rejected the claim.", [("Lisbon", _BODY, 1), ("Madrid", _BODY, 1)]),
        (  # a singer is no capital
            "Peru said it had recalled its envoy. “We are sad,” said Lima Castrone, a singer.",
            [("Peru", _BODY, 1), ("Lima Castrone", _NAMED, 1)],
        ),
    ],
)
def test_a_capital_speaks_for_its_state(text: str, expected: list[tuple[str, str, int]], toolkit: Toolkit) -> None:
    assert said(text, toolkit) == expected


# ---------------------------------------------------------------- forms of a name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Seed and Feed Inspectorate said the oats were safe. The inspectorate said tests would go on.",
            [("Seed and Feed Inspectorate", _BODY, 2)],
        ),
        (
            "The Zarin Nurses and Midwives Guild (ZNMG) said pay was late. ZNMG said members would strike.",
            [("Zarin Nurses and Midwives Guild", _BODY, 2)],
        ),
        (
            "The Department of Fisheries said the nets were illegal. The Fisheries Department said so again.",
            [("Department of Fisheries", _BODY, 2)],
        ),
        (
            "The World Office for Animal Care (OIC) said that herds were ill. “We need vaccines,” OIC said.",
            [("World Office for Animal Care", _BODY, 2)],
        ),
        (
            "Amir Khosro Mahmud Chaudri said the port was shut. Amir Khosro said it would open in May.",
            [("Amir Khosro Mahmud Chaudri", _NAMED, 2)],
        ),
        (
            "“He lived well,” said FW de Klaar, who led the country. “He was great,” de Klaar said.",
            [("FW de Klaar", _NAMED, 2)],
        ),
        ("Viktor Makar said he was ill. Victor Makar said so again.", [("Viktor Makar", _NAMED, 2)]),
        ("Md Jabel Hossen said roses were dear. Jabel said trade was slow.", [("Md Jabel Hossen", _NAMED, 2)]),
        (
            "The Dockers' League, the Seamen's Union and the Port Federation said in a joint statement that they "
            "would strike.",
            [("Dockers' League", _BODY, 1), ("Seamen's Union", _BODY, 1), ("Port Federation", _BODY, 1)],
        ),
        (
            "The news site Delta Now reported that two bridges were closed. Delta Now said repairs would take a year.",
            [("Delta Now", "media", 2)],
        ),
    ],
)
def test_forms_of_one_name(text: str, expected: list[tuple[str, str, int]], toolkit: Toolkit) -> None:
    assert said(text, toolkit) == expected


# ---------------------------------------------------------------- kinds and numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Three denizens of the club told me that the roof leaked.", ["anonymous"]),
        ("Bruno and Carla (names changed) said they had paid a broker. “He took it,” Carla said.", ["anonymous"] * 2),
        ("Gov. Tom Wolfe on Wednesday announced that schools would open.", [_NAMED]),
        ("Ingrid Sol and Paul Mend took over the inn in May. Both say business is slow.", [_NAMED] * 2),
    ],
)
def test_kinds(text: str, expected: list[str], toolkit: Toolkit) -> None:
    assert [kind for _, kind, _, _ in voices(text, toolkit)] == expected
