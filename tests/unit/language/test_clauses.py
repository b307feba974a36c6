"""Whom a phrase is about, on parses made by hand."""

from __future__ import annotations

import spacy
from spacy.tokens import Doc

from auditor.base.spans import Span
from auditor.language import clauses
from auditor.language.clauses import Clause

Word = tuple[str, str, str, str, int]


def parsed(*words: Word, first_person: int | None = None) -> Doc:
    """A sentence of words, each with part of speech, tag, dependency and head; one may be *I* or *we*."""
    marks = {",", "."}
    following = [word[0] for word in words[1:]] + ["."]
    return Doc(
        spacy.blank("en").vocab,
        words=[word[0] for word in words],
        spaces=[after not in marks for after in following],
        pos=[word[1] for word in words],
        tags=[word[2] for word in words],
        deps=[word[3] for word in words],
        heads=[word[4] for word in words],
        morphs=["Person=1" if i == first_person else "" for i in range(len(words))],
    )


def span(doc: Doc, words: str) -> Span:
    start = doc.text.index(words)
    return Span(start, start + len(words))


def around(doc: Doc, words: str, *, outside: bool = False) -> Clause:
    clause = clauses.around(doc, span(doc, words), outside=outside)
    assert clause is not None
    return clause


def named(doc: Doc, clause: Clause) -> str | None:
    return clause.words.of(doc.text) if clause.words is not None else None


RELATIVE = parsed(
    ("An", "DET", "DT", "det", 1),
    ("aide", "NOUN", "NN", "nsubj", 9),
    ("to", "ADP", "IN", "prep", 1),
    ("Brandt", "PROPN", "NNP", "pobj", 2),
    (",", "PUNCT", ",", "punct", 3),
    ("who", "PRON", "WP", "nsubj", 6),
    ("declined", "VERB", "VBD", "relcl", 3),
    ("comment", "NOUN", "NN", "dobj", 6),
    (",", "PUNCT", ",", "punct", 3),
    ("left", "VERB", "VBD", "ROOT", 9),
)


def test_who_stands_for_the_whole_noun_phrase() -> None:
    clause = around(RELATIVE, "declined comment")
    assert named(RELATIVE, clause) == "An aide to Brandt"
    assert RELATIVE.text[clause.start :].startswith("who declined")
    assert not clause.own


def test_a_subject_of_its_own() -> None:
    doc = parsed(
        ("The", "DET", "DT", "det", 1),
        ("bank", "NOUN", "NN", "nsubj", 2),
        ("declined", "VERB", "VBD", "ROOT", 2),
        ("comment", "NOUN", "NN", "dobj", 2),
    )
    clause = around(doc, "declined comment")
    assert (named(doc, clause), clause.own) == ("The bank", True)


def test_a_subject_shared_by_two_verbs() -> None:
    doc = parsed(
        ("Pell", "PROPN", "NNP", "nsubj", 1),
        ("left", "VERB", "VBD", "ROOT", 1),
        ("and", "CCONJ", "CC", "cc", 1),
        ("declined", "VERB", "VBD", "conj", 1),
        ("comment", "NOUN", "NN", "dobj", 3),
    )
    clause = around(doc, "declined comment")
    assert (named(doc, clause), clause.own) == ("Pell", False)


def test_a_noun_right_before_the_verb_outranks_a_far_subject() -> None:
    doc = parsed(
        ("Brandt", "PROPN", "NNP", "nsubj", 1),
        ("left", "VERB", "VBD", "ROOT", 1),
        ("for", "ADP", "IN", "prep", 1),
        ("Marlow", "PROPN", "NNP", "pobj", 2),
        ("and", "CCONJ", "CC", "cc", 3),
        ("aides", "NOUN", "NNS", "conj", 3),
        ("declined", "VERB", "VBD", "conj", 1),
        ("comment", "NOUN", "NN", "dobj", 6),
    )
    assert named(doc, around(doc, "declined comment")) == "aides"


def test_the_first_person_is_who_speaks() -> None:
    doc = parsed(
        ("I", "PRON", "PRP", "nsubj", 2),
        ("cannot", "AUX", "MD", "aux", 2),
        ("comment", "VERB", "VB", "ccomp", 5),
        (",", "PUNCT", ",", "punct", 5),
        ("Pell", "PROPN", "NNP", "nsubj", 5),
        ("said", "VERB", "VBD", "ROOT", 5),
        first_person=0,
    )
    assert named(doc, around(doc, "cannot comment")) == "Pell"


def test_a_noun_inside_the_phrase_does_not_count_from_outside() -> None:
    doc = parsed(
        ("Dana", "PROPN", "NNP", "nsubj", 1),
        ("talked", "VERB", "VBD", "ROOT", 1),
        ("provided", "VERB", "VBN", "prep", 1),
        ("her", "PRON", "PRP$", "poss", 4),
        ("name", "NOUN", "NN", "nsubjpass", 7),
        ("was", "AUX", "VBD", "auxpass", 7),
        ("not", "PART", "RB", "neg", 7),
        ("used", "VERB", "VBN", "pcomp", 2),
    )
    phrase = "provided her name was not used"
    assert named(doc, around(doc, phrase, outside=True)) == "Dana"


def test_no_subject_at_all() -> None:
    doc = parsed(("Declined", "VERB", "VBD", "ROOT", 0), ("comment", "NOUN", "NN", "dobj", 0))
    clause = around(doc, "Declined comment")
    assert (clause.subject, clause.words, clause.start) == (None, None, 0)


def test_no_word_in_the_phrase() -> None:
    assert clauses.around(RELATIVE, Span(len(RELATIVE.text), len(RELATIVE.text))) is None


def test_an_age_is_no_part_of_a_name() -> None:
    doc = parsed(
        ("Pell", "PROPN", "NNP", "nsubj", 4),
        (",", "PUNCT", ",", "punct", 0),
        ("61", "NUM", "CD", "appos", 0),
        (",", "PUNCT", ",", "punct", 0),
        ("left", "VERB", "VBD", "ROOT", 4),
    )
    assert clauses.noun_phrase(doc[0], span(doc, "left").start).of(doc.text) == "Pell"
