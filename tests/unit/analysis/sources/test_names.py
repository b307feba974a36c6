"""Where names stand, and what is none."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.analysis.sources.names import names
from auditor.analysis.sources.names.names import Name
from auditor.records.rules import Lexicon
from tests.unit.analysis.sources.builder import parsed

Lexicons = Mapping[str, Lexicon]


def found(text: str, lexicons: Lexicons) -> list[Name]:
    return list(names.find(parsed(text, lexicons).cols))


def spelled(text: str, lexicons: Lexicons) -> list[str]:
    return [" ".join(name.words) for name in found(text, lexicons)]


@pytest.mark.parametrize(
    "text",
    [
        "The/DT vote/NN is/VBZ on/IN Monday/NNP ./.",
        "I/PRP said/VBD so/RB ./.",
        "The/DT Attorney/NNP General/NNP resigned/VBD ./.",
        "The/DT Republican/NNP voted/VBD no/DT ./.",
        "Police/NNP said/VBD so/RB ./.",
        "Officials/NNS said/VBD so/RB ./.",
        "The/DT Committee/NNP met/VBD ./.",
    ],
)
def test_no_name(text: str, lexicons: Lexicons) -> None:
    assert spelled(text, lexicons) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then/RB Ohio/NNP Sen./NNP Rosa/NNP Vane/NNP left/VBD ./.", ["Ohio", "Rosa Vane"]),
        ("Then/RB Republican/JJ Rosa/NNP Vane/NNP left/VBD ./.", ["Rosa Vane"]),
        ("Then/RB House/NNP Democrats/NNPS left/VBD ./.", ["House"]),
        ("The/DT Board/NNP of/IN Elections/NNPS met/VBD ./.", ["Board of Elections"]),
        (
            "The/DT Department/NNP of/IN Health/NNP and/CC Human/NNP Services/NNPS met/VBD ./.",
            ["Department of Health and Human Services"],
        ),
        (
            "The/DT Department/NNP of/IN Justice/NNP and/CC Rosa/NNP Vane/NNP met/VBD ./.",
            ["Department of Justice", "Rosa Vane"],
        ),
        ("Then/RB Bill/NNP de/NNP Mora/NNP left/VBD ./.", ["Bill de Mora"]),
        ("Then/RB Sami/NNP al/NNP -/HYPH Hadid/NNP left/VBD ./.", ["Sami al Hadid"]),
        ("It/PRP was/VBD in/IN The/DT Packer/NNP ’s/POS Ledger/NNP ./.", ["The Packer’s Ledger"]),
        ("Endorse/NNP Moss/NNP ./.\nThen/RB Moss/NNP left/VBD ./.", ["Moss", "Moss"]),
        ("Then/RB Lee/NNP Moss/NNP Jr./NNP left/VBD ./.", ["Lee Moss"]),
        ("Then/RB May/NNP Carver/NNP left/VBD in/IN May/NNP ./.", ["May Carver"]),
    ],
)
def test_names_without_what_stands_around_them(text: str, expected: list[str], lexicons: Lexicons) -> None:
    assert spelled(text, lexicons) == expected


def test_a_noun_is_a_surname_after_a_first_name(lexicons: Lexicons) -> None:
    text = "Then/RB Rosa/NNP Baker/NNP left/VBD ./.\nBaker/NNP said/VBD so/RB ./.\nThe/DT Baker/NNP said/VBD no/DT ./."
    assert spelled(text, lexicons) == ["Rosa Baker", "Baker"]


def test_titles_say_what_the_bearer_is(lexicons: Lexicons) -> None:
    (secretary,) = found("Then/RB Secretary/NNP of/IN State/NNP Lee/NNP Moss/NNP left/VBD ./.", lexicons)
    assert (secretary.words, secretary.titles, secretary.gender) == (
        ("Lee", "Moss"),
        ("secretary", "secretary of state"),
        "",
    )
    (senator,) = found("Then/RB Mrs./NNP Moss/NNP left/VBD ./.", lexicons)
    assert (senator.words, senator.titles, senator.gender) == (("Moss",), ("female",), "female")


def test_a_name_ends_where_the_words_for_a_source_end(lexicons: Lexicons) -> None:
    cols = parsed("Then/RB Rosa/NNP Vane/NNP Pins/NNP Hopes/NNP on/IN Rain/NNP ./.", lexicons).cols
    assert [name.key for name in names.find(cols, {1, 3})] == ["rosa vane", "pins hopes", "rain"]


# ---------------------------------------------------------------- as the article writes them


def as_written(text: str, lexicons: Lexicons) -> list[str]:
    return [name.written for name in found(text, lexicons)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Then/RB Carla/NNP van/NNP den/NN Berg/NNP left/VBD ./.", "Carla van den Berg"),
        ("Then/RB Rosa/NNP de/FW la/FW Mora/NNP left/VBD ./.", "Rosa de la Mora"),
        ("Then/RB Lee/NNP “/`` Buddy/NNP ”/'' Moss/NNP left/VBD ./.", "Lee “Buddy” Moss"),
        ("Then/RB Lee/NNP (/-LRB- Buddy/NNP )/-RRB- Moss/NNP left/VBD ./.", "Lee (Buddy) Moss"),
        ("Sunday/NNP Okoro/NNP said/VBD so/RB ./.", "Sunday Okoro"),
        ("It/PRP was/VBD in/IN the/DT Sunday/NNP Ledger/NNP ./.", "Sunday Ledger"),
    ],
)
def test_a_name_is_printed_as_it_stands(text: str, expected: str, lexicons: Lexicons) -> None:
    assert as_written(text, lexicons) == [expected]


def test_a_nickname_is_no_part_of_what_names_are_compared_by(lexicons: Lexicons) -> None:
    (moss,) = found("Then/RB Lee/NNP “/`` Buddy/NNP ”/'' Moss/NNP left/VBD ./.", lexicons)
    assert moss.words == ("Lee", "Moss")


@pytest.mark.parametrize(
    "text",
    [
        "Monday/NNP Vane/NNP spoke/VBD of/IN Rosa/NNP Vane/NNP ./.\nThen/RB Vane/NNP left/VBD ./.",
        "They/PRP met/VBD on/IN Sunday/NNP ./.",
    ],
)
def test_a_day_is_no_first_name(text: str, lexicons: Lexicons) -> None:
    assert not any("day" in name for name in as_written(text, lexicons))


def test_the_party_in_brackets_is_no_nickname(lexicons: Lexicons) -> None:
    text = "Then/RB Lee/NNP (/-LRB- Ohio/NNP )/-RRB- Moss/NNP left/VBD ./."
    assert as_written(text, lexicons) == ["Lee", "Ohio", "Moss"]


def test_one_surname_serves_two_first_names(lexicons: Lexicons) -> None:
    text = "Rosa/NNP and/CC Peter/NNP Vane/NNP left/VBD ./."
    assert as_written(text, lexicons) == ["Rosa Vane", "Peter Vane"]


def test_a_surname_before_another_name_stays_alone(lexicons: Lexicons) -> None:
    text = "Then/RB Lee/NNP Harris/NNP left/VBD ./.\nThen/RB Harris/NNP and/CC Peter/NNP Vane/NNP met/VBD ./."
    assert as_written(text, lexicons) == ["Lee Harris", "Harris", "Peter Vane"]


# ---------------------------------------------------------------- capitals that are no names


@pytest.mark.parametrize(
    "text",
    [
        "The/DT board/NN met/VBD ./.\n\nTHE/DT PRICE/NNP OF/IN HASTE/NNP\n\nIt/PRP met/VBD again/RB ./.",
        "A/DT VETERAN/NNP LAWMAKER/NNP of/IN the/DT town/NN has/VBZ left/VBN ./.",
        "RESIDENTS/NNPS of/IN the/DT town/NN have/VBP left/VBN ./.",
    ],
)
def test_a_subheading_and_a_loud_opening_name_nobody(text: str, lexicons: Lexicons) -> None:
    assert as_written(text, lexicons) == []


def test_a_name_in_capitals_opens_a_paragraph(lexicons: Lexicons) -> None:
    text = "ROSA/NNP VANE/NNP has/VBZ left/VBN ./.\n\nWASHINGTON/NNP —/: A/DT town/NN slept/VBD ./."
    assert as_written(text, lexicons) == ["ROSA VANE", "WASHINGTON"]


# ---------------------------------------------------------------- titles


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Then/RB Shri/NNP Devan/NNP Molk/NNP left/VBD ./.", "Devan Molk", "male"),
        ("Then/RB Smt./NNP Lira/NNP Venn/NNP left/VBD ./.", "Lira Venn", "female"),
        ("Then/RB Cr/NNP Vic/NNP Doane/NNP left/VBD ./.", "Vic Doane", "councilman"),
        ("Then/RB Maj.-Gen/NNP ./. Tunde/NNP Okoro/NNP left/VBD ./.", "Tunde Okoro", "general"),
        ("Then/RB Engr/NNP ./. (/-LRB- Mrs./NNP )/-RRB- Bisi/NNP Alder/NNP left/VBD ./.", "Bisi Alder", "female"),
        ("Minister/NNP for/IN Rural/NNP Works/NNPS Ada/NNP Lamm/NNP left/VBD ./.", "Ada Lamm", "minister"),
        ("Deputy/NNP Leader/NNP of/IN the/DT House/NNP Taro/NNP Seth/NNP left/VBD ./.", "Taro Seth", "deputy leader"),
        ("Speaker/NNP of/IN the/DT Tarn/NNP Assembly/NNP Taro/NNP Seth/NNP left/VBD ./.", "Taro Seth", "speaker"),
    ],
)
def test_titles_of_many_countries(text: str, name: str, title: str, lexicons: Lexicons) -> None:
    (one,) = found(text, lexicons)
    assert one.written == name
    assert title in one.titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The/DT Minister/NNP for/IN Rural/NNP Works/NNPS left/VBD ./.", ["Rural Works"]),
        ("The/DT Department/NNP of/IN Corrections/NNPS left/VBD ./.", ["Department of Corrections"]),
        ("Then/RB Vera/NNP Di/NNP Wedding/NNP opened/VBD ./.", ["Vera Di Wedding"]),
    ],
)
def test_what_an_office_is_for_is_no_person(text: str, expected: list[str], lexicons: Lexicons) -> None:
    assert as_written(text, lexicons) == expected


def test_letters_after_a_name_are_no_name(lexicons: Lexicons) -> None:
    text = (
        "Then/RB Rosa/NNP Vane/NNP ,/, FRZQ/NNP ,/, left/VBD ./.\nThen/RB the/DT union/NN ,/, ZTU/NNP ,/, left/VBD ./."
    )
    assert as_written(text, lexicons) == ["Rosa Vane", "ZTU"]


def test_a_courier_with_a_capital_is_a_paper(lexicons: Lexicons) -> None:
    assert as_written("Then/RB The/DT Courier/NNP said/VBD so/RB ./.", lexicons) == ["The Courier"]
    assert as_written("Then/RB the/DT courier/NN said/VBD so/RB ./.", lexicons) == []
