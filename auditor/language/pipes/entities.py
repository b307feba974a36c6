"""The entity recogniser, without a step of its machine for each token.

It reads an article from left to right. Outside an entity, what it makes of a token hangs on that token alone, so that
all are scored at once; inside one, on the token, the one before, and the first of the entity, so that the words of an
entity are scored one by one. (Lample et al., NAACL 2016, for the machine; spaCy's is Honnibal's, with the same moves.)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import ENT_IOB, IS_SPACE, SENT_START  # type: ignore[import-not-found]
from spacy.pipeline import EntityRecognizer
from spacy.tokens import Doc, Span

_FEATURES = 3
"""The token, the first one of the entity, the one before."""
_OUT = "O"


@dataclass(frozen=True, slots=True)
class _Moves:
    """The classes that the recogniser scores, by what they do."""

    out: int
    units: Mapping[int, str]
    """A class that makes one token an entity, with its label."""
    begins: Mapping[int, str]
    """A class that begins an entity, with its label."""
    goes_on: Mapping[str, int]
    ends: Mapping[str, int]


def quicker(ner: EntityRecognizer) -> Callable[[Doc], Doc] | None:
    """A step that annotates as `ner` does; None if it is not built as the module says."""
    model = ner.model
    if model.name != "parser_model" or len(model.layers) != 3 or not model.attrs["has_upper"]:
        return None
    _, lower, upper = model.layers
    if (lower.name, upper.name, ner.cfg["beam_width"]) != ("precomputable_affine", "linear", 1):
        return None
    if lower.get_dim("nF") != _FEATURES or model.attrs["unseen_classes"] or ner.postprocesses:
        return None
    names = [ner.moves.get_class_name(number) for number in range(ner.moves.n_moves)]
    return _Recognizer(ner, _moves(names))


def _moves(names: list[str]) -> _Moves:
    by_move: dict[str, dict[str, int]] = {move: {} for move in "BILU"}
    for number, name in enumerate(names):
        move, _, label = name.partition("-")
        if label:
            by_move[move][label] = number
    return _Moves(
        names.index(_OUT),
        {number: label for label, number in by_move["U"].items()},
        {number: label for label, number in by_move["B"].items()},
        by_move["I"],
        by_move["L"],
    )


class _Recognizer:
    """An entity recogniser taken apart."""

    def __init__(self, ner: EntityRecognizer, moves: _Moves) -> None:
        self._ner = ner
        self._moves = moves

    def __call__(self, doc: Doc) -> Doc:
        """`doc` with its entities; one that has some already is left to the recogniser itself."""
        if not len(doc) or doc.to_array(ENT_IOB).any():
            whole: Doc = self._ner(doc)
            return whole
        found = [Span(doc, start, end, label) for start, end, label in self._entities(doc)]
        doc.set_ents(found)
        return doc

    def _entities(self, doc: Doc) -> Iterator[tuple[int, int, str]]:
        """The half-open range of the tokens of each entity, with its label, in order."""
        words, lower, upper = self._ner.model.layers
        parts = lower.predict(words.predict([doc]))
        missing, parts, bias = parts[0], parts[1:], lower.get_param("b")
        ends = np.append(doc.to_array(SENT_START)[1:] == 1, True)
        outside = (parts[:, 0] + missing[1] + missing[2] + bias).max(axis=-1)
        best = self._outside(upper.predict(outside), ends, doc.to_array(IS_SPACE) != 0)
        weights, biases = upper.get_param("W"), upper.get_param("b")
        after = 0
        for start in np.flatnonzero(best != self._moves.out).tolist():
            if start < after:
                continue
            move, after = int(best[start]), start + 1
            if move in self._moves.units:
                yield start, after, self._moves.units[move]
                continue
            label = self._moves.begins[move]
            choice = sorted((self._moves.goes_on[label], self._moves.ends[label]))
            while not ends[after]:
                inside = (parts[after, 0] + parts[start, 1] + parts[after - 1, 2] + bias).max(axis=-1)
                scores = weights[choice] @ inside + biases[choice]
                if choice[int(scores.argmax())] == self._moves.ends[label]:
                    break
                after += 1
            after += 1
            yield start, after, label

    def _outside(self, scores: NDArray[Any], ends: NDArray[Any], blank: NDArray[Any]) -> NDArray[Any]:
        """For each token, the best class that may follow outside an entity: none begins at a sentence's last token."""
        allowed = np.zeros(scores.shape, dtype=bool)
        allowed[:, list(self._moves.begins)] = ~(ends | blank)[:, None]
        allowed[:, list(self._moves.units)] = ~blank[:, None]
        allowed[:, self._moves.out] = True
        best: NDArray[Any] = np.where(allowed, scores, -np.inf).argmax(axis=1)
        return best
