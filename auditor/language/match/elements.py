"""Single tokens: what a pattern asks of one, and which tokens of an article meet it.

Conditions mean what they mean in spaCy's Matcher, but for regular expressions, which are RE2's. A condition is
tried once for each distinct value of its attribute, not once for each token.
"""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Callable, Hashable, Iterable, KeysView, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import re2
from spacy.attrs import IDS  # type: ignore[import-not-found]
from spacy.strings import get_string_id
from spacy.tokens import Doc, MorphAnalysis, Token
from spacy.vocab import Vocab

from auditor.language.match.meter import Meter

_EQUALS = "="
_OF_PARTS: Mapping[str, Callable[[frozenset[int], frozenset[int]], bool]] = {
    "IS_SUBSET": operator.le,
    "IS_SUPERSET": operator.ge,
    "INTERSECTS": lambda parts, listed: not parts.isdisjoint(listed),
}
"""Comparisons of the parts of a value with a list: features of MORPH one by one, other values as a whole."""
_LISTS = ("IN", "NOT_IN", *_OF_PARTS)
_COMPARISONS: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": operator.eq,
    "!=": operator.ne,
    ">=": operator.ge,
    "<=": operator.le,
    ">": operator.gt,
    "<": operator.lt,
}


@dataclass(frozen=True, slots=True)
class Condition:
    """What one attribute of a token must be; attribute and words as spaCy's numbers for them."""

    attribute: int
    test: str
    value: Hashable
    regex: Any = field(default=None, compare=False)
    """The compiled expression, where the test is REGEX."""


Element = frozenset[Condition]
"""All that a pattern asks of a token; the empty set asks nothing, and every token meets it."""


class Places(Sequence[int]):
    """Token numbers in order, with quick tests of membership and quick slices."""

    __slots__ = ("_members", "_order")

    def __init__(self, order: Sequence[int]) -> None:
        self._order = order
        self._members = frozenset(order)

    def __len__(self) -> int:
        return len(self._order)

    def __getitem__(self, number: Any) -> Any:
        return self._order[number]

    def __contains__(self, token: object) -> bool:
        return token in self._members

    def within(self, start: int, end: int) -> Sequence[int]:
        """The token numbers from `start` up to, but not including, `end`."""
        return self._order[bisect_left(self._order, start) : bisect_left(self._order, end)]


def element(
    attributes: Mapping[str, Any], vocab: Vocab, lexicon: Callable[[str, int], frozenset[int]] | None = None
) -> Element:
    """What `attributes` of a pattern ask of a token.

    `lexicon` gives the values of an attribute that a reference to a lexicon stands for. Raises ValueError for what
    cannot be asked, and `re2.error`.
    """
    found: list[Condition] = []
    for name, value in attributes.items():
        attribute = _attribute(name)
        if isinstance(value, Mapping) and attribute != IDS["ENT_IOB"]:
            for test, operand in value.items():
                if test == "LEXICON" and lexicon is not None:
                    found.append(Condition(attribute, "IN", lexicon(operand, attribute)))
                else:
                    found.append(_condition(attribute, test, operand, vocab))
        elif isinstance(value, str):
            found.append(Condition(attribute, _EQUALS, _word(attribute, value, vocab)))
        elif isinstance(value, int):
            found.append(Condition(attribute, _EQUALS, int(value)))
        else:
            raise ValueError(f"{name} cannot be {value!r}")
    return frozenset(found)


def numbers(words: Iterable[str], attribute: int, vocab: Vocab) -> frozenset[int]:
    """`words` as spaCy's numbers for values of `attribute`."""
    number = vocab.morphology.add if attribute == IDS["MORPH"] else vocab.strings.add
    return frozenset(number(word) for word in words)


def _attribute(name: str) -> int:
    known = {"TEXT": "ORTH", "IS_SENT_START": "SENT_START"}.get(name, name)
    if known not in IDS:
        raise ValueError(f"unknown attribute {name!r}")
    return int(IDS[known])


def _word(attribute: int, word: str, vocab: Vocab) -> int:
    if attribute != IDS["ENT_IOB"]:
        return vocab.strings.add(word)
    if word not in Token.iob_strings():
        raise ValueError(f"ENT_IOB cannot be {word!r}")
    return Token.iob_strings().index(word)


def _condition(attribute: int, test: str, operand: Any, vocab: Vocab) -> Condition:
    if test == "REGEX":
        options = re2.Options()
        options.log_errors = False
        return Condition(attribute, test, operand, re2.compile(operand, options))
    if test in _LISTS:
        return Condition(attribute, test, numbers(operand, attribute, vocab))
    if test in _COMPARISONS:
        return Condition(attribute, test, operand)
    raise ValueError(f"unknown comparison {test!r}")


@dataclass(frozen=True, slots=True)
class _Column:
    """One attribute of all tokens: the value of each, and the tokens of each value."""

    values: Sequence[int]
    tokens: Mapping[int, Sequence[int]]


class Tokens:
    """The tokens of an article, by what patterns ask of them; everything is worked out once, when it is asked for."""

    def __init__(self, doc: Doc) -> None:
        self._doc = doc
        self._columns: dict[int, _Column] = {}
        self._passing: dict[Condition, frozenset[int]] = {}
        self._places: dict[Element, Places] = {}

    def __len__(self) -> int:
        return len(self._doc)

    def places(self, wanted: Element, meter: Meter) -> Places:
        """The tokens that meet all of `wanted`; at first asking, each look at one is a step; raises ExhaustedError."""
        if wanted not in self._places:
            self._places[wanted] = Places(self._having(wanted, meter))
        return self._places[wanted]

    def _having(self, wanted: Element, meter: Meter) -> Sequence[int]:
        if not wanted:
            return range(len(self))
        tried = [(self._column(c.attribute), self._values(c)) for c in wanted]
        numbers = [sum(len(column.tokens[v]) for v in passing) for column, passing in tried]
        rarest = numbers.index(min(numbers))
        meter.spend(numbers[rarest])
        column, passing = tried.pop(rarest)
        chosen = sorted(token for value in passing for token in column.tokens[value])
        for column, passing in tried:
            chosen = [token for token in chosen if column.values[token] in passing]
        return chosen

    def _column(self, attribute: int) -> _Column:
        if attribute not in self._columns:
            values: list[int] = self._doc.to_array(attribute).tolist()
            if attribute == IDS["SENT_START"]:
                values = [int(value == 1) for value in values]
            tokens: dict[int, list[int]] = {}
            for token, value in enumerate(values):
                tokens.setdefault(value, []).append(token)
            self._columns[attribute] = _Column(values, tokens)
        return self._columns[attribute]

    def _values(self, condition: Condition) -> frozenset[int]:
        """The values of an attribute in this article that meet `condition`."""
        if condition not in self._passing:
            self._passing[condition] = self._tried(condition, self._column(condition.attribute).tokens.keys())
        return self._passing[condition]

    def _tried(self, condition: Condition, there: KeysView[int]) -> frozenset[int]:
        if condition.test == "IN":
            return frozenset(there & _listed(condition))
        if condition.test == "NOT_IN":
            return frozenset(there - _listed(condition))
        if condition.test == _EQUALS:
            return frozenset(there & {condition.value})
        return frozenset(value for value in there if self._meets(value, condition))

    def _meets(self, value: int, condition: Condition) -> bool:
        if condition.regex is not None:
            return condition.regex.search(self._doc.vocab.strings[value]) is not None
        if condition.test in _COMPARISONS:
            return _COMPARISONS[condition.test](value, condition.value)
        parts = frozenset((value,))
        if condition.attribute == IDS["MORPH"]:
            parts = frozenset(get_string_id(part) for part in MorphAnalysis.from_id(self._doc.vocab, value))
        return _OF_PARTS[condition.test](parts, _listed(condition))


def _listed(condition: Condition) -> frozenset[int]:
    assert isinstance(condition.value, frozenset), "lists are made by _condition"
    return condition.value
