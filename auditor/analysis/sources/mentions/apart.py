"""Signs that what is joined to people with a description is no part of it: *two people briefed on it and a memo*."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import nouns
from auditor.analysis.sources.mentions.nouns import NOUN_TAGS
from auditor.language.function_words import AND, DEFINITE, INDEFINITE, JOINERS, POSSESSIVES

_CLAUSES = frozenset({"WP", "WDT", "WP$", "VBG", "VBN", "VBD"})
_RELATIVES = frozenset({"WP", "WDT", "WP$"})
_VERBS = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG", "VB", "RB"})
_PAIRED = frozenset({"between", "both"})
_AGENTS = frozenset({"by", "with", "to"})
_PERFECT = frozenset({"has", "have", "had"})


@dataclass(frozen=True, slots=True)
class Second:
    """What is joined to the people: where it starts, the token that heads it, where all ends, what it may stand for."""

    start: int
    head: int
    end: int
    classes: frozenset[str]


def joiner(cols: Columns, at: int) -> int:
    """How many words at `at` join two phrases: 1 for *and*, 3 for *as well as*, 0 where none does."""
    if cols.lower[at] in AND:
        return 1
    return next((len(words) for words in JOINERS if tuple(cols.lower[at : at + len(words)]) == words), 0)


def lists(cols: Columns, at: int, end: int) -> int:
    """1 if the token at `at` is a comma of a list, so that an *and* comes before `end`; else 0."""
    return int(cols.text[at] == "," and any(joiner(cols, i) for i in range(at + 2, end - 1)))


def is_provided(cols: Columns, second: Second) -> bool:
    """Whether it is a document that the article says somebody read: *seen by the Gazette*, *that it has obtained*."""
    if not second.classes & {"document", "media"}:
        return False
    after = second.head + 1
    clause = after < second.end and cols.tag[after] in _RELATIVES
    for at in range(after, second.end - 1):
        if cols.words.has("channels", cols.lower[at], "provided"):
            passed = cols.lower[at + 1] in _AGENTS and not _are_people(cols, at + 2, second.end)
            return passed or (clause and cols.lower[at - 1] in _PERFECT)
    return clause and cols.words.has("channels", cols.lower[second.end - 1], "provided")


def has_read(cols: Columns, start: int, end: int) -> bool:
    """Whether the words tell of reading, so that a document in them may be one of several: *who saw the memo*."""
    return any(cols.words.has("channels", cols.doc[at].lemma_.lower(), "reads") for at in range(start, end))


def _are_people(cols: Columns, start: int, end: int) -> bool:
    """Whether the words from `start` on are a common noun for people: seen by *the ministers*."""
    head = next((at for at in range(start, min(end, start + 4)) if cols.tag[at] in ("NN", "NNS")), -1)
    if head < 0 or any(cols.tag[at] == "NNP" for at in range(start, head)):
        return False
    return "human" in nouns.classes(cols, nouns.singular(cols, head)[0], head)


def is_closed(cols: Columns, core: int, at: int) -> bool:
    """Whether a comma before the joiner at `at` ends a description, and is none of a list in it."""
    if cols.text[at - 1] != ",":
        return False
    commas = [i for i in range(core, at - 1) if cols.text[i] == ","]
    return not commas or cols.tag[commas[-1] + 1] in _CLAUSES


def is_adverb(cols: Columns, at: int) -> bool:
    """Whether a description ends in a word that nothing but a clause could be joined to: *who were aboard*."""
    return cols.tag[at] in _VERBS or cols.pos[at] == "ADV"


def is_unlike(cols: Columns, core: int, last: int, second: Second) -> bool:
    """Whether it differs from the thing at `last` that the description ends in, so that the two make no pair.

    *The plan and a memo*, *the plan and Lena Orr*, but not *the plan and the budget*, *a plan and a memo*.
    """
    if any(cols.lower[at] in _PAIRED for at in range(core, last)):
        return False
    if second.classes == {"name"}:
        return True
    indefinite = _is_indefinite(cols, core, last)
    opens = cols.lower[second.start] in INDEFINITE or cols.tag[second.start] == "CD"
    if joiner(cols, last + 1) > 1 and cols.lower[second.start] not in DEFINITE | POSSESSIVES:
        return not indefinite
    return opens and not indefinite and bool(second.classes & {"document", "human", "media"})


def is_pair(cols: Columns, core: int, last: int, second: Second) -> bool:
    """Whether a document has the article of the thing at `last`: *the tender and the contract*, *a plan and a memo*."""
    if "document" not in second.classes or cols.text[last + 1] == ",":
        return False
    word = cols.lower[second.start]
    return word in INDEFINITE if _is_indefinite(cols, core, last) else word in DEFINITE


def _is_indefinite(cols: Columns, core: int, last: int) -> bool:
    """Whether the noun phrase that ends at `last` begins with *a* or the like."""
    first = last
    while first > core and cols.tag[first - 1] in (*NOUN_TAGS, "JJ", "VBN", "HYPH", "POS"):
        first -= 1
    return cols.lower[first - 1] in INDEFINITE
