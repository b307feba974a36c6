"""The steps together on running text, parsed by the model."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import pytest

from auditor.language import parser as language
from auditor.language import quotations
from auditor.readers.dispatch import read_text
from auditor.records.rules import Lexicon
from tests.unit.analysis.sources.builder import Parsed, sources

if TYPE_CHECKING:
    from spacy.language import Language

Lexicons = Mapping[str, Lexicon]
pytestmark = pytest.mark.model

CANAL = """\
Norwegian President Aksel Brandt and President Nora Field met in Bergen on Monday to talk about the canal.

“It was the best talk we have had,” the Norwegian president said. He declined to say more.

Ms. Field was less warm. The president told reporters that the plan needed work, and she called the price absurd.
"""

HARBOUR = """\
The harbour fund will be wound up, according to two people briefed on the plan.

Lena Ortmann, a spokeswoman for the Port of Castleby, said no decision had been made. Ortmann's office later \
confirmed that the board would meet.

The people said the fund had lost money since May. One of them said staff would be told first.

A third person, a former clerk, said the losses were known in March. The person added that nobody acted.
"""

STUDY = """\
A study by the Wexford Institute found that buses were late more often than trains. The report, published on \
Friday, said drivers were not to blame. The institute said it would publish the data.

“Nobody here is surprised,” said Tom Hale, who runs the drivers' union. He said the union had warned the city. \
It said so in a letter last year, according to Hale.
"""


def labels(text: str, said: Sequence[str | tuple[str, int]], lexicons: Lexicons, nlp: Language) -> list[str | None]:
    article = read_text(text, "a.txt")
    quoted = quotations.find(article.text, article.blocks)
    draft = Parsed(article, language.parse(article, nlp, quoted), quoted, lexicons)
    return sources(draft, *said)[1]


def test_two_presidents(lexicons: Lexicons, nlp: Language) -> None:
    said: list[str | tuple[str, int]] = ["the Norwegian president", "The president", ("she", 0)]
    assert labels(CANAL, said, lexicons, nlp) == ["Aksel Brandt", "Nora Field", "Nora Field"]


def test_unnamed_people_kept_apart(lexicons: Lexicons, nlp: Language) -> None:
    said = [
        "two people briefed on the plan",
        "Lena Ortmann, a spokeswoman for the Port of Castleby",
        "Ortmann's office",
        "The people",
        "A third person",
        "The person",
    ]
    assert labels(HARBOUR, said, lexicons, nlp) == [
        "two people briefed on the plan",
        "Lena Ortmann",
        "Ortmann's office",
        "two people briefed on the plan",
        "A third person",
        "A third person",
    ]


def test_a_report_its_authors_and_a_union(lexicons: Lexicons, nlp: Language) -> None:
    said: list[str | tuple[str, int]] = [
        "A study by the Wexford Institute",
        "The report",
        "The institute",
        "Tom Hale",
        "He",
        ("Hale", 1),
    ]
    assert labels(STUDY, said, lexicons, nlp) == [
        "A study by the Wexford Institute",
        "A study by the Wexford Institute",
        "Wexford Institute",
        "Tom Hale",
        "Tom Hale",
        "Tom Hale",
    ]
