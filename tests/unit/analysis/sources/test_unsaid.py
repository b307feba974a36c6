"""Whose words they are where no words beside the cue say so, or where nobody is said to say so."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.records.rules import Lexicon
from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.builder import parsed, resolved, statement
from tests.unit.analysis.sources.reading import speakers

pytestmark = pytest.mark.model

VANE = ("Rosa Vane", "named_person")
NOBODY = ("not said by whom", "unattributed")


@pytest.mark.parametrize(
    "text",
    [
        "Rosa Vane left the hall on Monday, urging voters to stay calm.",
        "After attacking the plan, Rosa Vane said she would stay.",
        "Rosa Vane, who had insisted that she would stay, left on Monday.",
        "Rosa Vane said the plan was dead. An earlier pledge that taxes would fall was forgotten.",
    ],
)
def test_whoever_acts_or_spoke_before_speaks(text: str, toolkit: Toolkit) -> None:
    found = speakers(text, toolkit)
    assert found and set(found) == {VANE}


@pytest.mark.parametrize(
    "text",
    [
        "It was reported that the harbour will close.",
        "The mayor is rumored to have left the country.",
    ],
)
def test_what_nobody_is_said_to_say(text: str, toolkit: Toolkit) -> None:
    found = speakers(text, toolkit)
    assert found and set(found) == {NOBODY}


def test_a_passive_with_an_agent_is_said_by_somebody(toolkit: Toolkit) -> None:
    assert speakers("The closure was announced by Rosa Vane.", toolkit) in ([VANE], [])


def test_gossip_has_no_author(lexicons: Mapping[str, Lexicon]) -> None:
    article = parsed("There/EX was/VBD/ROOT/0 gossip/NN about/IN it/PRP ./.", lexicons)
    said = [statement(1, article, None, cue="gossip")]
    (source,), _ = resolved(article, said)
    assert (source.label, source.kind.value) == NOBODY


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("One delegate told the crowd that the plan was dead.", "unnamed_person"),
        ("One delegate said on Facebook that the plan was dead.", "unnamed_person"),
        ("One aide told reporters that the plan was dead.", "anonymous"),
        ("One aide told The Courier that the plan was dead.", "anonymous"),
    ],
)
def test_who_spoke_to_others_was_no_journalists_source(text: str, kind: str, toolkit: Toolkit) -> None:
    assert [found for _, found in speakers(text, toolkit)] == [kind]


@pytest.mark.parametrize("words", ["A handful of aides said", "According to interviews with campaign aides,"])
def test_who_was_interviewed_is_a_journalists_source(words: str, toolkit: Toolkit) -> None:
    assert [found for _, found in speakers(f"{words} the plan was dead.", toolkit)] == ["anonymous"]
