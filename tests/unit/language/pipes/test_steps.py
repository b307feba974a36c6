"""The quicker steps of a pipeline: each gives every token what the part that it stands for gives it."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.attrs import IDS  # type: ignore[import-not-found]
from spacy.language import Language
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc, Span

from auditor.language.pipes import dispatch, lemmas, rulers

pytestmark = pytest.mark.model

NAMES = ("TAG", "POS", "MORPH", "LEMMA", "DEP", "HEAD", "SENT_START", "ENT_IOB", "ENT_TYPE")
ALL = [IDS[name] for name in NAMES]
QUICK = ("attribute_ruler", "lemmatizer", "ner")

NEWS = """Mara Quill, who ran Halvex Dairies from 2014, said on Tuesday: "it ain't over - y'all are gonna pay $4.2m".

There are, she said, those who'd have known that; I don't, and it wasn't me. Let's go, c'm on, you gotta see it.
But the council's lawyers got nothin' from Ashby, Maine, and nothing from the U.N. Security Council last week."""


def annotated(nlp: Language, text: str) -> dict[str, tuple[Doc, Doc]]:
    """For each part that is done over, what it makes of `text`, and what the step in its place does."""
    doc, found = nlp.make_doc(text), {}
    for name, pipe in nlp.pipeline:
        own = doc.copy()
        doc = pipe(doc)
        if name in QUICK:
            found[name] = (doc.copy(), dispatch.step(pipe)(own))
    return found


def table(doc: Doc) -> list[list[int]]:
    rows: list[list[int]] = doc.to_array(ALL).tolist()
    return rows


def test_every_part_that_can_be_is_done_over(nlp: Language) -> None:
    for name in QUICK:
        pipe: Any = nlp.get_pipe(name)
        assert dispatch.step(pipe) is not pipe, name
    for name in ("tok2vec", "tagger", "parser"):
        pipe = nlp.get_pipe(name)
        assert dispatch.step(pipe) is pipe


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n", "A", "said", "Mara Quill", NEWS, NEWS.upper(), NEWS.replace(" ", "  ")]
)
def test_steps_give_what_their_parts_give(nlp: Language, text: str) -> None:
    for name, (own, quick) in annotated(nlp, text).items():
        assert table(own) == table(quick), name
        assert [(e.start, e.end, e.label_) for e in own.ents] == [(e.start, e.end, e.label_) for e in quick.ents]


PIECES = st.sampled_from(
    [*NEWS.split(" "), "\n\n", "\t", "—", "’s", "“", "”", "İ", "ß", "x" * 60, "3.5%", "#1", "e.g."]
)


@settings(max_examples=60, deadline=None)
@given(text=st.one_of(st.text(max_size=120), st.lists(PIECES, max_size=60).map(" ".join)))
def test_steps_give_what_their_parts_give_for_any_text(nlp: Language, text: str) -> None:
    for name, (own, quick) in annotated(nlp, text).items():
        assert table(own) == table(quick), name


def test_a_text_is_annotated_as_by_the_pipeline(nlp: Language) -> None:
    assert table(dispatch.annotate(nlp.make_doc(NEWS), nlp)) == table(nlp(NEWS))


# ---------------------------------------------------------------- rules of somebody else's pipeline


def ruler(nlp: Language, *rules: tuple[Any, Any, int]) -> AttributeRuler:
    made = AttributeRuler(nlp.vocab)
    for patterns, attributes, index in rules:
        made.add(patterns, attributes, index)
    return made


OTHERS = {
    "one token, later rules over earlier": [
        ([[{"LOWER": "said"}]], {"POS": "NOUN", "LEMMA": "first"}, 0),
        ([[{"TAG": "VBD"}]], {"POS": "VERB", "MORPH": "Tense=Past"}, 0),
        ([[{"ORTH": "said", "TAG": {"NOT_IN": ["NN"]}}]], {"LEMMA": "last"}, -1),
    ],
    "several tokens, before and after rules on one": [
        ([[{"LOWER": "mara"}, {"IS_TITLE": True}]], {"LEMMA": "quill", "POS": "X"}, -1),
        ([[{"LOWER": "quill"}]], {"POS": "PROPN"}, 0),
        ([[{"LOWER": "mara"}, {"IS_TITLE": True}], [{"LOWER": "over"}]], {"POS": "INTJ"}, 0),
    ],
    "repeated tokens": [([[{"IS_ALPHA": True, "OP": "+"}]], {"POS": "X", "LEMMA": "y"}, -1)],
    "what other rules give": [
        ([[{"TAG": "VBD"}]], {"POS": "VERB"}, 0),
        ([[{"POS": "VERB"}]], {"LEMMA": "never"}, 0),
        ([[{"LEMMA": ""}]], {"MORPH": "Foreign=Yes"}, 0),
    ],
    "what else a token can be given": [([[{"LOWER": "over"}]], {"NORM": "above", "POS": "ADP"}, 0)],
    "an expression, and a length": [([[{"LOWER": {"REGEX": "^q"}, "LENGTH": {">=": 5}}]], {"TAG": "FW"}, 0)],
}


@pytest.mark.parametrize("rules", OTHERS.values(), ids=OTHERS)
def test_rules_of_any_kind_give_the_same(nlp: Language, rules: Any) -> None:
    own = ruler(nlp, *rules)
    doc = nlp.make_doc(NEWS)
    for name in ("tok2vec", "tagger", "parser"):
        pipe: Any = nlp.get_pipe(name)
        doc = pipe(doc)
    again, quick = doc.copy(), dispatch.step(own)
    expected = own(doc)
    assert table(expected) != table(again), "the rules do something"
    for _ in range(2):
        found = quick(again.copy())
        assert table(found) == table(expected)
        assert [token.norm_ for token in found] == [token.norm_ for token in expected]


def test_a_rule_that_points_beyond_its_match_is_an_error_as_in_spacy(nlp: Language) -> None:
    own = ruler(nlp, ([[{"LOWER": "mara"}, {"LOWER": "quill"}]], {"POS": "X"}, 2))
    for step in (own, dispatch.step(own)):
        with pytest.raises(ValueError, match="E1001"):
            step(nlp.make_doc("Mara Quill said so."))


@pytest.mark.parametrize("overwrite", [False, True])
def test_a_lemma_that_a_token_has_stays_unless_it_is_to_be_overwritten(nlp: Language, overwrite: bool) -> None:
    pipe: Any = nlp.get_pipe("lemmatizer")
    before = pipe.overwrite
    doc = nlp(NEWS)
    for token in doc:
        token.lemma_ = "kept"
    try:
        pipe.overwrite = overwrite
        assert table(dispatch.step(pipe)(doc.copy())) == table(pipe(doc))
    finally:
        pipe.overwrite = before


def test_memory_is_bounded(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (rulers, lemmas):
        monkeypatch.setattr(module, "_MOST", 12)
    steps: dict[str, Any] = {name: dispatch.step(nlp.get_pipe(name)) for name in QUICK[:2]}
    for text in (NEWS, NEWS.lower(), NEWS.upper(), NEWS):
        expected = nlp(text)
        doc = nlp.make_doc(text)
        for name, pipe in nlp.pipeline:
            doc = steps.get(name, pipe)(doc)
        assert table(doc) == table(expected)
        assert len(steps["attribute_ruler"]._known) <= len(doc)
        assert len(steps["lemmatizer"]._known) <= len(doc) + 12


# ---------------------------------------------------------------- entities


def test_entities_that_are_there_already_are_left_to_the_recogniser(nlp: Language) -> None:
    ner: Any = nlp.get_pipe("ner")
    own, quick = nlp(NEWS), nlp(NEWS)
    for doc in (own, quick):
        doc.set_ents([Span(doc, 0, 4, "ORG")], default="missing")
    assert table(dispatch.step(ner)(quick)) == table(ner(own))


def test_no_entity_goes_on_into_the_next_sentence(nlp: Language) -> None:
    ner: Any = nlp.get_pipe("ner")
    text = "He met Mara Quill Ashby Halvex Dairies Limited of Northgate Street Maine"
    for cut in range(3, 12):
        own = nlp.make_doc(text)
        for token in own:
            token.is_sent_start = token.i in (0, cut)
        quick = own.copy()
        assert table(dispatch.step(ner)(quick)) == table(ner(own))
        assert not any(entity.start < cut < entity.end for entity in quick.ents)


def test_a_recogniser_of_another_kind_is_left_as_it_is() -> None:
    blank = spacy.blank("en")
    ner: Any = blank.add_pipe(
        "ner",
        config={
            "model": {
                "@architectures": "spacy.TransitionBasedParser.v2",
                "state_type": "ner",
                "extra_state_tokens": True,
                "hidden_width": 8,
                "maxout_pieces": 1,
                "use_upper": False,
                "tok2vec": {
                    "@architectures": "spacy.HashEmbedCNN.v2",
                    "pretrained_vectors": None,
                    "width": 8,
                    "depth": 1,
                    "embed_size": 20,
                    "window_size": 1,
                    "maxout_pieces": 1,
                    "subword_features": True,
                },
            }
        },
    )
    assert dispatch.step(ner) is ner
