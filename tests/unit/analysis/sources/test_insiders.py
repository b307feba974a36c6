"""Bare plurals: which of them say by themselves that whoever speaks knows from within."""

from __future__ import annotations

import pytest

from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import speakers, voices

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    "words",
    [
        "Club officials",
        "Aides",
        "Critics of the mayor",
        "Council advisers",
        "Insiders polled by the club",
        "Half of all insiders",
    ],
)
def test_a_bare_plural_is_a_group(words: str, toolkit: Toolkit) -> None:
    assert speakers(f"{words} say that the keeper will leave.", toolkit) == [(words, "unnamed_group")]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Insiders told the crowd that the keeper would leave.", "unnamed_group"),
        ("An insider told the court that the keeper had left.", "unnamed_person"),
        ("A former insider, Rosa Vane, said that the keeper would leave.", "named_person"),
    ],
)
def test_insiders_who_are_no_journalists_sources(text: str, kind: str, toolkit: Toolkit) -> None:
    assert [found for _, found in speakers(text, toolkit)] == [kind]


@pytest.mark.parametrize("words", ["Insiders", "Club insiders", "The insiders", "People in the know", "An insider"])
def test_words_of_access_in_the_noun_make_anonymous_sources(words: str, toolkit: Toolkit) -> None:
    assert speakers(f"{words} said that the keeper would leave.", toolkit) == [(words, "anonymous")]


@pytest.mark.parametrize("words", ["insiders", "club insiders", "sources"])
def test_a_headline_may_rest_on_insiders(words: str, toolkit: Toolkit) -> None:
    text = f'Keeper to leave in May, {words} say\n\nThe club has a new keeper. "He is tall," Rosa Vane told the Echo.'
    assert (words, "anonymous", None, 1) in voices(text, toolkit)
