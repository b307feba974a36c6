"""What a matched word stands for, on sentences that the model parses as it should."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from auditor.base.spans import Span
from auditor.language import syntax

pytestmark = pytest.mark.model


def token(doc: Doc, word: str) -> Token:
    """The only token `word` of `doc`."""
    (found,) = (t for t in doc if t.text == word)
    return found


@pytest.mark.parametrize(
    ("text", "head", "words"),
    [
        ("The mayor left.", "mayor", "The mayor"),
        ("Mara Quill, 41, left.", "Quill", "Mara Quill, 41"),
        ("A spokesman for the council left.", "spokesman", "A spokesman for the council"),
        ("Tomas Reyl, the harbour master, left.", "Reyl", "Tomas Reyl, the harbour master"),
        # a clause after a comma tells more and is no part of it; one without is
        ("The aide, who knew the plan, left.", "aide", "The aide"),
        ("The people who wrote it said so.", "people", "The people who wrote it"),
        ("Two people familiar with the plan said so.", "people", "Two people familiar with the plan"),
        # when it was is said of the verb
        ("The mayor on Tuesday left.", "mayor", "The mayor"),
        ("Quill saw the “big man” there.", "man", "the “big man”"),
    ],
)
def test_a_noun_phrase(nlp: Language, text: str, head: str, words: str) -> None:
    assert syntax.noun_phrase(token(nlp(text), head)).of(text) == words


@pytest.mark.parametrize(
    ("text", "head", "words"),
    [
        ("She said so.", "said", "said"),
        ("She had not yet said so.", "said", "had not yet said"),
        ("She later said so.", "said", "later said"),
        ("She pointed out the fault.", "pointed", "pointed out"),
        ("She said: “No.”", "said", "said:"),
        ("When she said so, he left.", "said", "said"),
        ("He wants to say so.", "say", "say"),
    ],
)
def test_a_verb_group(nlp: Language, text: str, head: str, words: str) -> None:
    assert syntax.verb_group(token(nlp(text), head)).of(text) == words


@pytest.mark.parametrize(
    ("text", "head", "hole", "pieces"),
    [
        ("She said the bridge was old.", "was", None, ["the bridge was old"]),
        ("The bridge, she said, is old.", "is", "said", ["The bridge", "is old"]),
        ("She said it was “old”.", "was", None, ["it was “old”"]),
        ("“It is old,” she said.", "is", None, ["It is old"]),
    ],
)
def test_a_clause_has_no_marks_at_its_ends(
    nlp: Language, text: str, head: str, hole: str | None, pieces: list[str]
) -> None:
    doc = nlp(text)
    holes = [token(doc, hole)] if hole else []
    assert [s.of(text) for s in syntax.clause(token(doc, head), holes)] == pieces


def test_a_clause_that_is_all_hole_is_nothing(nlp: Language) -> None:
    said = token(nlp("She said so."), "said")
    assert syntax.clause(said, [said]) == ()


def test_a_subtree_and_the_rest_of_it(nlp: Language) -> None:
    text = "She warned of a long delay in May."
    doc = nlp(text)
    assert syntax.subtree_span(token(doc, "delay")).of(text) == "a long delay in May"
    assert syntax.rest_of_clause(token(doc, "delay")).of(text) == "delay in May"


@pytest.mark.parametrize(("text", "words"), [("The council’s claim", "The council"), ("The council", "The council")])
def test_a_possessive_ending_is_no_part_of_a_name(nlp: Language, text: str, words: str) -> None:
    end = len(text.removesuffix(" claim"))
    assert syntax.without_case(nlp(text), Span(0, end)).of(text) == words


def test_the_token_at_an_offset(nlp: Language) -> None:
    doc = nlp("The mayor  left.")
    found = [syntax.token_at(doc, at) for at in (0, 2, 3, 4, 9, 11, 15)]
    assert [t.text if t else None for t in found] == ["The", "The", "mayor", "mayor", " ", "left", "."]
    assert syntax.token_at(doc, len(doc.text)) is None
    assert syntax.token_at(nlp(""), 0) is None
