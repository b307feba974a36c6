"""A pipeline loaded without what it does not use says of every token what spaCy's own loading makes it say."""

from __future__ import annotations

from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Token

from auditor.language import parser, pipeline
from auditor.language.pipes import loading
from tests.unit.language.pipes.test_steps import NEWS

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def whole() -> Language:
    return spacy.load(pipeline.data_folder(pipeline.verified(pipeline.DEFAULT_MODEL)))


def told(token: Token) -> tuple[Any, ...]:
    return (
        *(token.text, token.whitespace_, token.lower_, token.norm_, token.shape_, token.prefix_, token.suffix_),
        *(token.lemma_, token.tag_, token.pos_, str(token.morph), token.dep_, token.head.i, token.is_sent_start),
        *(token.ent_type_, token.ent_iob_, token.is_stop, token.like_num, token.lang_, token.is_oov),
    )


@pytest.mark.parametrize("spare", [False, True])
@pytest.mark.parametrize("text", [NEWS, NEWS.upper(), "can't cannot U.S.-based e.g. 5pm :-) I'd've w/o ©2026 don’t"])
def test_every_token_is_as_spacy_loads_it(whole: Language, text: str, spare: bool) -> None:
    nlp = loading.load(pipeline.data_folder(pipeline.verified(pipeline.DEFAULT_MODEL)), spare=spare)
    assert nlp.pipe_names == whole.pipe_names
    assert list(map(told, nlp(text))) == list(map(told, whole(text)))
    own: Any = nlp.tokenizer
    other: Any = whole.tokenizer
    assert own.rules == other.rules


def test_all_labels_can_be_read(whole: Language) -> None:
    nlp = loading.load(pipeline.data_folder(pipeline.verified(pipeline.DEFAULT_MODEL)), spare=True)
    assert parser.labels(nlp) == parser.labels(whole)
    for values in parser.labels(nlp).values():
        assert all(nlp.vocab.strings[nlp.vocab.strings[value]] == value for value in values if value)
