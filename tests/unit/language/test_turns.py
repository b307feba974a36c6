"""Interviews and transcripts: which paragraphs are turns, who asks, and which labels are places."""

from __future__ import annotations

import pytest

from auditor.language import turns
from auditor.language.words import Words
from auditor.readers.dispatch import read_text
from tests.case_factory import core_lexicons


@pytest.fixture(scope="module")
def words() -> Words:
    return Words(core_lexicons())


def found(words: Words, text: str) -> list[tuple[str, bool, tuple[str, ...]]]:
    """The label, whether it asks, and the words of each turn."""
    article = read_text(text, "draft.txt")
    talk = turns.find(article, words)
    return [(t.label.of(text), t.asks, tuple(w.of(text) for w in t.words)) for t in talk]


def test_questions_and_answers(words: Words) -> None:
    text = "Una Berg bakes.\n\nQ: Why bread?\n\nA: It was there.\n\nIt still is.\n\nQ. And cake?\n\nA. Never."
    assert found(words, text) == [
        ("Q", True, ("Why bread?",)),
        ("A", False, ("It was there.", "It still is.")),
        ("Q", True, ("And cake?",)),
        ("A", False, ("Never.",)),
    ]


def test_names_in_capitals(words: Words) -> None:
    text = "MODERATOR: Will you stay?\n\nMS. BERG: I will.\n\nMR. HOLT: Not me."
    assert [(name, asks) for name, asks, _ in found(words, text)] == [
        ("MODERATOR", True),
        ("MS. BERG", False),
        ("MR. HOLT", False),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Q: Why bread? A: It was there, as Falk said. Q: And cake? A: Never.\n\nQ: Tea? A: Yes.",
            ["Why bread?", "It was there, as Falk said.", "And cake?", "Never.", "Tea?", "Yes."],
        ),
        ("Q. Did you see it? A. I did, from the quay.", ["Did you see it?", "I did, from the quay."]),
        ("MODERATOR: Will you stay? MS. BERG: I will. We bake.", ["Will you stay?", "I will. We bake."]),
        (
            "HOST: What sank?\nHOLM: Our boat. HOST: When? HOLM: “In May.”",
            ["What sank?", "Our boat.", "When?", "“In May.”"],
        ),
    ],
)
def test_several_turns_in_one_line(words: Words, text: str, expected: list[str]) -> None:
    talk = found(words, text)
    assert [said for _, _, turn in talk for said in turn] == expected
    assert [asks for _, asks, _ in talk] == [said.endswith("?") for said in expected]


def test_who_only_asks_is_the_interviewer(words: Words) -> None:
    text = "LEDGER: Why do you stay?\n\nBERG: I like it.\n\nLEDGER: And you will?\n\nBERG: Yes."
    assert [asks for _, asks, _ in found(words, text)] == [True, False, True, False]


@pytest.mark.parametrize(
    "text",
    [
        "WHERE: Harrow hall.\n\nWHEN: Friday at noon.\n\nCOST: Two pounds.",
        "FACT: I know of one fact.\n\nMYTH: You know of a myth.\n\nFACT: We know no more facts or myths.",
        "NOTE: The boat sank. UPDATE: It was raised in May.",
        "PLACE: The Old Hall, Corle. TIME: Nine o'clock. PRICE: Free.",
        "Vitamin A: Carrots. Vitamin Q: None.",
        "The mayor: We left at noon.",
        "A: The first letter of the alphabet.",
        "Harrow: The pier is shut.\n\nAshby: The pool is open.",
    ],
)
def test_lists_and_single_labels_are_no_transcript(words: Words, text: str) -> None:
    assert found(words, text) == []


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("HARROW: The pier is shut, a clerk said.", ["HARROW:"]),
        ("PORT HARROW: “We left,” a clerk said.", ["PORT HARROW:"]),
        ("MARA BERG: We will not leave before noon.", []),
        ("Harrow: The pier is shut.", []),
    ],
)
def test_a_label_alone_in_capitals_is_a_place(words: Words, text: str, places: list[str]) -> None:
    article = read_text(text, "draft.txt")
    assert [span.of(text) for span in turns.datelines(article, ())] == places
