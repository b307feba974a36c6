"""Lemmas by rule, asked for once for each word with its part of speech and its morphology."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from spacy.attrs import LEMMA, MORPH, ORTH, POS  # type: ignore[import-not-found]
from spacy.pipeline import Lemmatizer
from spacy.tokens import Doc

_MOST = 50_000
"""Words that are remembered; a few megabytes."""


def quicker(lemmatizer: Lemmatizer) -> Callable[[Doc], Doc] | None:
    """A step that annotates as `lemmatizer` does; None if it goes by anything but rules."""
    return _Lemmas(lemmatizer) if lemmatizer.mode == "rule" else None


class _Lemmas:
    """A lemmatizer, with the lemmas of the words that it has seen."""

    def __init__(self, lemmatizer: Lemmatizer) -> None:
        self._lemmatizer = lemmatizer
        self._known: dict[tuple[int, int, int], int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """`doc`, with a lemma for every token; one that it has already stays unless the lemmatizer overwrites it."""
        if not len(doc):
            return doc
        if len(self._known) > _MOST:
            self._known.clear()
            self._lemmatizer.cache.clear()
        keys = list(zip(*doc.to_array([ORTH, POS, MORPH]).T.tolist(), strict=True))
        lemmas: Any = doc.to_array([LEMMA])
        for token in range(len(doc)) if self._lemmatizer.overwrite else np.flatnonzero(lemmas == 0).tolist():
            lemma = self._known.get(keys[token])
            if lemma is None:
                lemma = doc.vocab.strings.add(self._lemmatizer.lemmatize(doc[token])[0])
                self._known[keys[token]] = lemma
            lemmas[token] = lemma
        return doc.from_array([LEMMA], lemmas)
