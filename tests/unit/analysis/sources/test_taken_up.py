"""Who is taken up again, and who is not, by all that the auditor knows: genders, appositions, numbers, pairs."""

from __future__ import annotations

import pytest

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
