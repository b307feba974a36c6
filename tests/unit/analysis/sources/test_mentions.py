"""What the words for a source are: whose name, which noun, how many."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.analysis.sources.mentions import mentions
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.names import names
from auditor.records.rules import Lexicon
from tests.unit.analysis.sources.builder import Parsed, parsed

Lexicons = Mapping[str, Lexicon]


def read(text: str, words: str, lexicons: Lexicons) -> tuple[Parsed, tuple[Phrase, ...]]:
    article = parsed(text, lexicons)
    cols = article.cols
    return article, mentions.read(cols, names.find(cols), article.span(words))


def one(text: str, words: str, lexicons: Lexicons) -> tuple[Parsed, Phrase]:
    article, (phrase,) = read(text, words, lexicons)
    return article, phrase


NAMED = [
    ("said/VBD Vane/NNP spokesman/NN Lee/NNP Moss/NNP ./.", "Vane spokesman Lee Moss", "Lee Moss"),
    ("The/DT minister/NN ,/, Lee/NNP Moss/NNP ,/, left/VBD ./.", "The minister, Lee Moss", "Lee Moss"),
    ("The/DT minister/NN ,/, Lee/NNP Moss/NNP ,/, left/VBD ./.", "The minister", "Lee Moss"),
    (
        "The/DT head/NN of/IN the/DT bank/NN ,/, Rosa/NNP Vane/NNP ,/, who/WP left/VBD ./.",
        "The head of the bank, Rosa Vane, who left",
        "Rosa Vane",
    ),
    (
        "Director/NN of/IN rail/NN affairs/NNS Lee/NNP Moss/NNP left/VBD ./.",
        "Director of rail affairs Lee Moss",
        "Lee Moss",
    ),
    ("A/DT worker/NN named/VBN Lee/NNP Moss/NNP left/VBD ./.", "A worker named Lee Moss", "Lee Moss"),
    (
        "Lee/NNP Moss/NNP ,/, a/DT guard/NN at/IN Vane/NNP Bank/NNP ,/, left/VBD ./.",
        "Lee Moss, a guard at Vane Bank",
        "Lee Moss",
    ),
    (
        "A/DT lobbyist/NN and/CC strategist/NN Lee/NNP Moss/NNP left/VBD ./.",
        "A lobbyist and strategist Lee Moss",
        "Lee Moss",
    ),
    ("Lee/NNP Moss/NNP himself/PRP left/VBD ./.", "Lee Moss himself", "Lee Moss"),
]


@pytest.mark.parametrize(("text", "words", "name"), NAMED)
def test_the_name_that_counts(text: str, words: str, name: str, lexicons: Lexicons) -> None:
    article, phrase = one(text, words, lexicons)
    assert phrase.form == "name"
    assert article.words(article.cols.span(phrase.start, phrase.end)) == name
    assert article.words(phrase.span) == words


NOT_NAMED = [
    ("said/VBD Vane/NNP aides/NNS ./.", "Vane aides", "aide"),
    ("A/DT spokesman/NN for/IN Lee/NNP Moss/NNP left/VBD ./.", "A spokesman for Lee Moss", "spokesman"),
    ("Supporters/NNS of/IN Lee/NNP Moss/NNP left/VBD ./.", "Supporters of Lee Moss", "supporter"),
    ("according/VBG to/IN an/DT aide/NN ,/, Lee/NNP Moss/NNP ,/, 53/CD ,/, left/VBD ./.", "an aide", "aide"),
    ("Ohio/NNP and/CC Texas/NNP officials/NNS left/VBD ./.", "Ohio and Texas officials", "official"),
]


@pytest.mark.parametrize(("text", "words", "noun"), NOT_NAMED)
def test_a_name_in_the_words_that_does_not_count(text: str, words: str, noun: str, lexicons: Lexicons) -> None:
    _, phrase = one(text, words, lexicons)
    assert (phrase.form, phrase.noun) == ("nominal", noun)


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("Vane/NNP ,/, Hill/NNP and/CC Moss/NNP left/VBD ./.", "Vane, Hill and Moss", ["Vane", "Hill", "Moss"]),
        (
            "The/DT rivals/NNS ,/, Vane/NNP and/CC Moss/NNP ,/, left/VBD ./.",
            "The rivals, Vane and Moss,",
            ["Vane", "Moss"],
        ),
        ("Vane/NNP and/CC his/PRP$ aides/NNS left/VBD ./.", "Vane and his aides", ["Vane", "his aides"]),
    ],
)
def test_several_people(text: str, words: str, expected: list[str], lexicons: Lexicons) -> None:
    article, phrases = read(text, words, lexicons)
    assert [article.words(p.span) for p in phrases] == expected


@pytest.mark.parametrize(
    ("text", "words", "noun", "plural", "count"),
    [
        ("A/DT source/NN left/VBD ./.", "A source", "source", False, 1),
        ("Two/CD people/NNS left/VBD ./.", "Two people", "person", True, 2),
        ("Aides/NNS left/VBD ./.", "Aides", "aide", True, None),
        ("Several/JJ aides/NNS left/VBD ./.", "Several aides", "aide", True, None),
        ("A/DT couple/NN of/IN aides/NNS left/VBD ./.", "A couple of aides", "aide", True, 2),
        ("A/DT number/NN of/IN aides/NNS left/VBD ./.", "A number of aides", "aide", True, None),
        ("55/CD percent/NN of/IN voters/NNS left/VBD ./.", "55 percent of voters", "voter", True, None),
        ("The/DT 12/CD jurors/NNS left/VBD ./.", "The 12 jurors", "juror", True, 12),
    ],
)
def test_number(text: str, words: str, noun: str, plural: bool, count: int | None, lexicons: Lexicons) -> None:
    _, phrase = one(text, words, lexicons)
    assert (phrase.noun, phrase.plural, phrase.count) == (noun, plural, count)


def test_classes(lexicons: Lexicons) -> None:
    def classes(text: str, words: str) -> frozenset[str]:
        return one(text, words, lexicons)[1].classes

    assert "spokesperson" in classes("A/DT spokesman/NN left/VBD ./.", "A spokesman")
    assert "spokesperson" in classes("A/DT representative/NN for/IN Vane/NNP left/VBD ./.", "A representative for Vane")
    assert "spokesperson" not in classes("A/DT representative/NN of/IN Ohio/NNP left/VBD ./.", "A representative")
    assert "respondents" in classes("Six/CD in/IN 10/CD voters/NNS left/VBD ./.", "Six in 10 voters")
    assert "respondents" in classes("A/DT majority/NN of/IN voters/NNS left/VBD ./.", "A majority of voters")
    assert "document" in classes("A/DT poll/NN says/VBZ so/RB ./.", "A poll")
    assert classes("Media/NNS reports/NNS say/VBP so/RB ./.", "Media reports") == {"media"}
    assert classes("A/DT birdwatcher/NN left/VBD ./.", "A birdwatcher") == {"human"}
    assert classes("A/DT tunnel/NN left/VBD ./.", "A tunnel") == frozenset()


def test_whose_it_is(lexicons: Lexicons) -> None:
    article = parsed(
        "The/DT Vane/NNP campaign/NN left/VBD ./.\nHis/PRP$ campaign/NN left/VBD ./.\n"
        "The/DT Ohio/NNP senator/NN left/VBD ./.",
        lexicons,
    )
    cols = article.cols
    found = names.find(cols)
    campaign, own, senator = (
        mentions.read(cols, found, article.span(words))[0]
        for words in ("The Vane campaign", "His campaign", "The Ohio senator")
    )
    assert found[campaign.owner].key == "vane"
    assert cols.lower[own.owner_pronoun] == "his"
    assert senator.owner == -1


@pytest.mark.parametrize("words", ["He", "who"])
def test_pronouns(words: str, lexicons: Lexicons) -> None:
    _, phrase = one("He/PRP saw/VBD Vane/NNP ,/, who/WP left/VBD ./.", words, lexicons)
    assert (phrase.form, phrase.noun) == ("pronoun", words.lower())


def test_what_stands_beside_a_name(lexicons: Lexicons) -> None:
    article = parsed(
        "Then/RB the/DT Danish/JJ minister/NN Lee/NNP Moss/NNP left/VBD ./.\n"
        "Then/RB Rosa/NNP Vane/NNP ,/, 53/CD ,/, a/DT retired/VBN pilot/NN from/IN Ohio/NNP ,/, left/VBD ./.",
        lexicons,
    )
    cols = article.cols
    moss, vane = (p for p in mentions.scan(cols, names.find(cols)) if p.form == "name" and len(p.roles) == 1)
    assert (moss.roles, article.words(moss.description)) == ((("minister", frozenset({"danish"})),), "Danish minister")
    assert (vane.roles[0][0], article.words(vane.description)) == ("pilot", "a retired pilot from Ohio")
