"""Whose turn it is: pronouns after those who spoke or were asked, and words that are nobody's with a name."""

from __future__ import annotations

import pytest

from auditor.toolkit import Toolkit
from tests.unit.analysis.sources.reading import voices

pytestmark = pytest.mark.model


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (  # whoever the writer asked answers, whoever was named before
            "A fire broke out in the port.\n\nOmar Kunz, who found the boat, died in May. He was 68. We asked the "
            "current county sheriff if the case was closed. He said yes, it was.",
            {"the current county sheriff": "unnamed_person"},
        ),
        (  # who speaks goes on, though somebody else is named in between
            "Minister Olaf Berg owns a mill.\n\nBerg’s adviser, Lars Brand, said on Monday that the talks were on. "
            "But, he said, “Berg is tired.”",
            {"Lars Brand": "named_person"},
        ),
        (  # the verb tells which of two is meant
            "The talks between Olaf Berg and Lars Brand, who has long urged a tougher line, ended late.",
            {"Lars Brand": "named_person"},
        ),
        ("Rolf Stein faced the fury of the tribe, who ordered him to pay.", {"the tribe": "unnamed_group"}),
        (
            "The UK bottle industry, which broadly welcomed the vote, said that talks were on.",
            {"The UK bottle industry": "unnamed_group"},
        ),
        (
            "The Office of Housing paid for the study.\n\n“Damp makes children ill,” the research team wrote. They "
            "added that it was hard to prove.",
            {"the research team": "unnamed_group"},
        ),
        (
            "Holm’s family including parents Tor and Liv, of Orlow, have appealed for help.",
            {"Holm’s family": "unnamed_group"},
        ),
        (
            "A fever spread in the port. It began in May. At least 70 people have it, according to local health "
            "official. The director of public health, Dr. Ida Were, said schools would close.",
            {"local health official": "anonymous", "Ida Were": "named_person"},
        ),
    ],
)
def test_words_go_to_whoever_has_the_turn(text: str, expected: dict[str, str], toolkit: Toolkit) -> None:
    assert {label: kind for label, kind, _, _ in voices(text, toolkit)} == expected
