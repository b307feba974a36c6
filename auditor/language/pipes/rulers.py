"""The rules by which a pipeline gives tokens their part of speech, morphology and lemma, asked once for each word.

Most of them look at one token: at its word, its tag and its place in the grammar. What they make of such a token is
known after the first, so that only those that look at several tokens are run over every article.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from spacy.attrs import DEP, LEMMA, MORPH, ORTH, POS, TAG  # type: ignore[import-not-found]
from spacy.matcher import Matcher
from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

_GIVEN = (POS, MORPH, LEMMA, TAG, DEP)
"""What rules may give a token."""
_ASKED = frozenset(
    {
        "ORTH",
        "TEXT",
        "LOWER",
        "TAG",
        "DEP",
        "SHAPE",
        "PREFIX",
        "SUFFIX",
        "LENGTH",
        "IS_ALPHA",
        "IS_ASCII",
        "IS_DIGIT",
        "IS_LOWER",
        "IS_UPPER",
        "IS_TITLE",
        "IS_PUNCT",
        "IS_SPACE",
        "IS_BRACKET",
        "IS_QUOTE",
        "IS_LEFT_PUNCT",
        "IS_RIGHT_PUNCT",
        "IS_CURRENCY",
        "IS_STOP",
        "LIKE_NUM",
        "LIKE_URL",
        "LIKE_EMAIL",
    }
)
"""What follows from the word of a token, its tag and its relation."""
_MOST = 50_000
"""Words that are remembered; a few megabytes."""

_Key = tuple[int, int, int]
"""Word, tag and relation, as spaCy's numbers for them."""
_Matching = tuple[int, ...]
"""The numbers of the rules that match a token, in order."""


def quicker(ruler: AttributeRuler) -> Callable[[Doc], Doc] | None:
    """A step that annotates as `ruler` does; None if its rules give something else than `_GIVEN`."""
    if any(set(given) - set(_GIVEN) for given in ruler.attrs):
        return None
    alone = frozenset(number for number, rule in enumerate(_rules(ruler)) if _looks_at_one(rule))
    return _Rules(ruler, alone)


def _rules(ruler: AttributeRuler) -> Sequence[Mapping[str, Any]]:
    """The rules of a ruler as it was told them: patterns, what they give, and to which of the tokens."""
    return ruler.patterns


def _looks_at_one(rule: Mapping[str, Any]) -> bool:
    """Whether every pattern of `rule` is one token, of which it asks nothing but `_ASKED`."""
    return rule["index"] in (0, -1) and all(
        len(pattern) == 1 and _ASKED.issuperset(str(name).upper() for name in pattern[0])
        for pattern in rule["patterns"]
    )


class _Rules:
    """The rules of one pipeline, with what was found of the tokens that they have seen."""

    def __init__(self, ruler: AttributeRuler, alone: frozenset[int]) -> None:
        self._ruler = ruler
        self._alone = _matcher(ruler, alone)
        self._beside = _matcher(ruler, frozenset(range(len(ruler.attrs))) - alone)
        self._known: dict[_Key, int] = {}
        """For each token that was seen, the number of the outcome of the rules that look at it alone."""
        self._numbers: dict[_Matching, int] = {}
        """The number of each outcome, by the rules that match, in order."""
        self._values = np.zeros((0, len(_GIVEN)), dtype=np.uint64)
        self._changes = np.zeros((0, len(_GIVEN)), dtype=bool)
        """By the numbers of outcomes, what they give, and what of it is given at all."""

    def __call__(self, doc: Doc) -> Doc:
        """`doc`, annotated; what its tokens had already stays unless a rule gives it."""
        if not len(doc):
            return doc
        keys = list(zip(*doc.to_array([ORTH, TAG, DEP]).T.tolist(), strict=True))
        self._learn(doc, keys)
        outcomes = [self._known[key] for key in keys]
        beside: dict[int, set[int]] = {}
        for number, start, end in _matches(self._beside, doc):
            index = self._ruler.indices[number]
            token = start + index if index >= 0 else end + index
            if not start <= token < end:
                return self._ruler(doc)  # which says what is wrong with the rule
            beside.setdefault(token, set()).add(number)
        rules = list(self._numbers) if beside else []
        for token, numbers in beside.items():
            outcomes[token] = self._outcome(tuple(sorted(numbers.union(rules[outcomes[token]]))))
        now = doc.to_array(list(_GIVEN))
        given: Any = np.where(self._changes[outcomes], self._values[outcomes], now)
        return doc.from_array(list(_GIVEN), given)

    def _learn(self, doc: Doc, keys: Sequence[_Key]) -> None:
        """Finds the outcome for each of `keys` that is not known."""
        new = set(keys).difference(self._known)
        if new and len(self._known) + len(new) > _MOST:
            self._known = {}
            new = set(keys)
        if not new:
            return
        order = sorted(new)
        tokens = Doc(doc.vocab, words=[doc.vocab.strings[word] for word, _, _ in order])
        grammar: Any = np.array([key[1:] for key in order], dtype=np.uint64)
        tokens.from_array([TAG, DEP], grammar)
        rules: list[set[int]] = [set() for _ in order]
        for number, start, _ in _matches(self._alone, tokens):
            rules[start].add(number)
        self._known.update((key, self._outcome(tuple(sorted(found)))) for key, found in zip(order, rules, strict=True))

    def _outcome(self, rules: _Matching) -> int:
        """The number of the outcome of `rules`, of which the later hold."""
        if rules not in self._numbers:
            given = {name: value for number in rules for name, value in self._ruler.attrs[number].items()}
            self._values = np.vstack([self._values, np.array([[given.get(a, 0) for a in _GIVEN]], dtype=np.uint64)])
            self._changes = np.vstack([self._changes, [[a in given for a in _GIVEN]]])
            self._numbers[rules] = len(self._numbers)
        return self._numbers[rules]


def _matcher(ruler: AttributeRuler, numbers: Iterable[int]) -> Matcher | None:
    """What finds the rules of such numbers; None if there are none."""
    matcher, rules = Matcher(ruler.vocab), _rules(ruler)
    for number in sorted(numbers):
        matcher.add(str(number), rules[number]["patterns"])
    return matcher if len(matcher) else None


def _matches(matcher: Matcher | None, doc: Doc) -> list[tuple[int, int, int]]:
    """The number of each rule that matches, with the half-open range of the tokens."""
    if matcher is None:
        return []
    strings = doc.vocab.strings
    return [(int(strings[key]), start, end) for key, start, end in matcher(doc, allow_missing=True)]
