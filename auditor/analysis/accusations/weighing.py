"""How likely it is that what the tagger takes for a charge is one: its word, weighed with the words themselves.

The tagger learned from few charges, and cannot tell blame from praise as well as a list of words can. The weights are
those of a logistic regression on the articles that it had not learned from (bench/charges.py).
"""

from __future__ import annotations

from math import exp, log

from auditor.analysis.accusations.gravity import told
from auditor.language.words import Words
from auditor.records.appraisal import ChargeReading, Frame, Gravity

_WEIGHTS = {
    "always": -0.19,
    "probability": 0.35,
    "demanded": 0.17,
    "wrong": 0.8,
    "crime": 0.37,
    "character": 0.46,
    "attack": 0.39,
    "narrator": -0.36,
    "pronoun": 0.4,
    "name": 0.47,
}
_SMALL = 1e-4


def likely(text: str, reading: ChargeReading, is_pronoun: bool, words: Words) -> float:
    """Between 0 and 1; `is_pronoun` says whether the words for the accused are a pronoun."""
    grave = told(text, reading.words, words)
    is_name = not is_pronoun and reading.party is not None and reading.party.of(text)[:1].isupper()
    signs = {
        "always": -0.19,
        "probability": _odds(reading.probability),
        "demanded": _odds(reading.demanded),
        "wrong": float(bool(grave)),
        "crime": float(Gravity.CRIME in grave),
        "character": float(Gravity.CHARACTER in grave),
        "attack": float(words.first(text, [reading.words], "opinions", "attack") is not None),
        "narrator": float(reading.frame is Frame.NARRATOR),
        "pronoun": float(is_pronoun),
        "name": float(is_name),
    }
    return 1.0 / (1.0 + exp(-sum(_WEIGHTS[name] * value for name, value in signs.items())))


def _odds(probability: float) -> float:
    return log((probability + _SMALL) / (1.0 - probability + _SMALL))
