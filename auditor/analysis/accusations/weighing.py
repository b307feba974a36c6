"""How likely it is that what the tagger takes for a charge is one, and against whom it says.

The network's own word is weighed with the words themselves: a list tells blame from praise better than it does. The
weights are those of a logistic regression on articles of which the network had not learned (bench/weigh_charges.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from math import exp, log

from auditor.analysis.accusations.gravity import told
from auditor.analysis.accusations.parties import PRONOUNS
from auditor.language.words import Words
from auditor.records.appraisal import ChargeReading, Frame, Gravity

WEIGHTS: Mapping[str, float] = {
    "always": -1.28,
    "probability": 0.61,
    "demanded": 0.13,
    "known": 0.09,
    "wrong": 0.15,
    "crime": 0.03,
    "character": 0.07,
    "attack": 0.41,
    "explicit": 0.10,
    "narrator": -0.18,
    "pronoun": 0.16,
    "name": 0.12,
    "within": 0.39,
    "length": 0.01,
}
_SMALL = 1e-4


def likely(text: str, reading: ChargeReading, words: Words) -> float:
    """Between 0 and 1: that `reading` is a charge, and its party the accused."""
    found = signs(text, reading, words)
    return 1.0 / (1.0 + exp(-sum(WEIGHTS[name] * value for name, value in found.items())))


def signs(text: str, reading: ChargeReading, words: Words) -> Mapping[str, float]:
    """What speaks for `reading` and against it, by the names of `WEIGHTS`."""
    grave = told(text, reading.words, words)
    party = reading.party.of(text) if reading.party is not None else ""
    is_pronoun = party.lower() in PRONOUNS
    return {
        "always": 1.0,
        "probability": _odds(reading.probability),
        "demanded": _odds(reading.demanded),
        "known": _odds(reading.known),
        "wrong": float(bool(grave)),
        "crime": float(Gravity.CRIME in grave),
        "character": float(Gravity.CHARACTER in grave),
        "attack": float(words.first(text, [reading.words], "opinions", "attack") is not None),
        "explicit": float(reading.frame is Frame.EXPLICIT),
        "narrator": float(reading.frame is Frame.NARRATOR),
        "pronoun": float(is_pronoun),
        "name": float(not is_pronoun and party[:1].isupper()),
        "within": float(reading.party is not None and reading.words.covers(reading.party.start)),
        "length": log(len(reading.words)),
    }


def _odds(probability: float) -> float:
    return log((probability + _SMALL) / (1.0 - probability + _SMALL))
