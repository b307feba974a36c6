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
    assert (secretary.words, secretary.titles, secretary.gender) == (("Lee", "Moss"), ("secretary",), "")
    (senator,) = found("Then/RB Mrs./NNP Moss/NNP left/VBD ./.", lexicons)
    assert (senator.words, senator.titles, senator.gender) == (("Moss",), ("female",), "female")


def test_a_name_ends_where_the_words_for_a_source_end(lexicons: Lexicons) -> None:
    cols = parsed("Then/RB Rosa/NNP Vane/NNP Pins/NNP Hopes/NNP on/IN Rain/NNP ./.", lexicons).cols
    assert [name.key for name in names.find(cols, {1, 3})] == ["rosa vane", "pins hopes", "rain"]
