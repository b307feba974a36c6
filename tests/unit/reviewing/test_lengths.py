"""Lengths: the words that the summary counts, whole sentences, and textacy's figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor import engine
from auditor.base.spans import Span, words_in
from auditor.readers.dispatch import read, read_text
from auditor.records.reading import Reading
from auditor.reviewing.lengths import document, of_article

if TYPE_CHECKING:
    from auditor.toolkit import Toolkit

CASES = sorted((Path(__file__).parents[2] / "cases").glob("*/draft.*"))

DRAFT = """---
desk: metro
---
# Fund will close

By Ann Poe

ASHBY, Maine (Wire) — The well-known fund closes. It ends
in May.

“It hurts us all,” Mayor Ida Brandt said.

***

Read more: Another fund closes
"""


@pytest.mark.model
def test_only_what_is_read_counts(toolkit: Toolkit) -> None:
    found = of_article(read_text(DRAFT, "a.md", Reading()), toolkit)
    assert (found.words, found.sentences, found.quoted_words) == (3 + 3 + 4 + 4 + 8, 4, 4)
    assert found.meta == {"desk": "metro"}


@pytest.mark.model
@pytest.mark.parametrize("path", CASES, ids=lambda path: str(path.parent.name))
def test_words_are_those_of_the_report(toolkit: Toolkit, path: Path) -> None:
    article = read(path, Reading())
    found = of_article(article, toolkit)
    assert found.words == engine.audit(article, toolkit).article.words
    assert found.quoted_words < found.words
    assert found.ease is not None and 0 < found.ease < 121


@pytest.mark.model
def test_an_article_whose_words_are_all_silent_has_no_figures(toolkit: Toolkit) -> None:
    found = of_article(read_text("By Ann Poe\n", "a.txt", Reading()), toolkit)
    if found.words == 0:
        assert (found.sentences, found.ease, found.grade) == (0, None, None)
    else:
        assert found.sentences == 1


def test_the_document_has_the_words_of_its_sentences_alone() -> None:
    doc = document([["The", "well-known", "fund"], ["It", "isn't", "over"]])
    assert [token.text for token in doc] == ["The", "well", "known", "fund", "It", "isn't", "over"]
    assert [[token.text for token in sentence] for sentence in doc.sents] == [
        ["The", "well", "known", "fund"],
        ["It", "isn't", "over"],
    ]
    assert not any(token.is_punct or token.is_space for token in doc)


def test_the_figures_are_those_of_the_formulas() -> None:
    from auditor.reviewing.library import text_stats

    basics, readability = text_stats()
    doc = document([["The", "government", "closed", "it"], ["Officials", "left"]])
    syllables = 1 + 3 + 1 + 1 + 3 + 1
    assert (basics.n_words(doc), basics.n_sents(doc), basics.n_syllables(doc)) == (6, 2, syllables)
    assert readability.flesch_reading_ease(doc) == pytest.approx(206.835 - 1.015 * 6 / 2 - 84.6 * syllables / 6)
    assert readability.flesch_kincaid_grade_level(doc) == pytest.approx(0.39 * 6 / 2 + 11.8 * syllables / 6 - 15.59)


def test_words_in_are_those_that_are_counted() -> None:
    text = "a 1,270-word “don’t”, U.S. aid"
    assert [span.of(text) for span in words_in(text, Span(2, 27))] == ["1,270-word", "don’t", "U.S"]
