"""Where sentences begin, told all at once: as if each token had been told by itself."""

from __future__ import annotations

import spacy

from auditor.language.pipes import sentences


def test_every_token_is_told_and_nothing_else_of_it_changes() -> None:
    doc = spacy.blank("en")("Rain fell. It can't last, they said")
    before = [(token.text, token.norm_, token.whitespace_) for token in doc]
    starts = [True, None, None, True, None, False, None, None, None, None]
    sentences.begin(doc, starts)
    assert [token.is_sent_start for token in doc] == starts
    assert [(token.text, token.norm_, token.whitespace_) for token in doc] == before


def test_a_document_without_tokens_is_left_alone() -> None:
    doc = spacy.blank("en")("")
    sentences.begin(doc, [])
    assert len(doc) == 0
