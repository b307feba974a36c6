"""What a single noun tells: its singular, what it may stand for, how many it counts."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from enum import StrEnum

from auditor.analysis.sources.columns import Columns
from auditor.language.function_words import DEFINITE, INDEFINITE
from auditor.language.words import ListName


class Determiner(StrEnum):
    """With what a noun phrase begins."""

    DEFINITE = "definite"
    INDEFINITE = "indefinite"
    POSSESSIVE = "possessive"
    NONE = ""


ARTICLES = frozenset({Determiner.DEFINITE, Determiner.INDEFINITE})
IDENTIFYING = frozenset({Determiner.DEFINITE, Determiner.POSSESSIVE})
"""With these a phrase is about somebody known already (*the*), or identified by somebody who is (*his*)."""

NOUN_TAGS = frozenset({"NN", "NNS", "NNP", "NNPS"})
MODIFIER_TAGS = frozenset({"NN", "JJ", "NNP"})
"""Of the words that may stand before a noun and describe it."""

_IRREGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child"}
_LISTS: tuple[ListName, ...] = ("roles", "organizations", "documents", "demonyms", "media")
FEW = 20
"""More than so many people are a crowd, not people whom a journalist knows one by one."""
_SHARES = frozenset({"percent", "%"})
_NOT_CLASSES = frozenset({"plain", "ending", "rank", "figures"})
_BEFORE_NOUN = frozenset({"NN", "NNS", "NNP", "JJ", "JJS", "VBN", "HYPH"})
_LONGEST_ENDING = 7
_LONGEST_OFFICE = 3


def singular(cols: Columns, at: int) -> tuple[str, bool]:
    """The noun at `at` in the singular, or the entry that it ends (*press secretary*), and whether it is plural."""
    word, tag = cols.lower[at], cols.tag[at]
    plural = tag in ("NNS", "NNPS")
    if cols.words.has("groups", word, "people"):
        return _IRREGULAR.get(word, word), True
    if word == "old" and cols.lower[at - 1] in ("-", "year"):
        return "year-old", False
    if not plural and (tag != "NNP" or _is_listed(cols, word)):
        return _compound(cols, at, word), False
    for form in _singulars(word):
        pair = _compound(cols, at, form)
        if pair != form or _is_listed(cols, form):
            return pair, plural or form != word
    return (cols.doc[at].lemma_.lower(), True) if plural else (word, False)


def in_full(cols: Columns, at: int, noun: str) -> str:
    """`noun`, which ends at `at`, with what makes it another's second: *deputy mayor*, *deputy* (prime) *minister*."""
    near = at - noun.count(" ") - 1
    if near > 0 and cols.text[near] == "-" and cols.words.has("not-names", cols.lower[near - 1], "second"):
        return f"{cols.lower[near - 1]} {noun}"
    for before in range(near, max(-1, near - _LONGEST_OFFICE), -1):
        titled = before == near or cols.words.has("titles", " ".join(cols.lower[before : at + 1]))
        if titled and cols.words.has("not-names", cols.lower[before], "second"):
            return f"{cols.lower[before]} {noun}"
    return noun


def is_role(cols: Columns, at: int) -> bool:
    """Whether the noun at `at` is one for a single person."""
    noun, plural = singular(cols, at)
    return not plural and any(cols.words.has("roles", form) for form in (noun, noun.rsplit(" ", 1)[-1]))


def classes(cols: Columns, noun: str, at: int) -> frozenset[str]:
    """What `noun` may stand for, by the word lists: `human`, `informant`, `collective`, `document`, …"""
    words, found = cols.words, set[str]()
    if cols.lower[at] == "reports" and words.has("media", "reports", "reporting") and not _is_described(cols, at):
        return frozenset({"media"})
    for form in dict.fromkeys((noun, noun.rsplit(" ", 1)[-1])):
        if _are_data(cols, form, at):
            found |= words.tags("documents", cols.lower[at]) - _NOT_CLASSES
            break
        tags = words.tags("roles", form) - _NOT_CLASSES
        found |= tags | ({"human"} if tags else set())
        if cols.tag[at] in NOUN_TAGS and words.has("demonyms", form):
            found.add("human")
        if words.has("groups", form, "collective", "people"):
            found.add("collective")
        if words.has("media", form, "noun", "reporting"):
            found.add("media")
            break
        found |= words.tags("documents", form) - _NOT_CLASSES
        if " " in form and "document" in found:
            break  # bankruptcy papers are nobody's newspapers
        if words.has("groups", form, "of-people") and at > 0 and _is_of_people(cols, at - 1):
            found.add("collective")
        if words.has("organizations", form, "noun", "head"):
            found.add("body")
    return frozenset(found)


def _are_data(cols: Columns, noun: str, at: int) -> bool:
    """The *figures* that show something, but not *senior figures*."""
    if not cols.words.has("documents", cols.lower[at], "figures") or noun not in cols.lower[at]:
        return False
    start = at
    while start > 0 and cols.tag[start - 1] in _BEFORE_NOUN:
        start -= 1
    return not any(cols.words.has("roles", cols.lower[i], "rank") for i in range(start, at))


def _is_of_people(cols: Columns, at: int) -> bool:
    """Whether the word before a noun such as *group* is one for people: *a student group*, *a residents' group*."""
    at -= cols.tag[at] == "POS"
    word = cols.lower[at]
    return cols.tag[at] in ("NN", "NNS") and any(cols.words.has("roles", form) for form in (word, *_singulars(word)))


def _is_described(cols: Columns, at: int) -> bool:
    """Whether a word before the noun says more than how many: *police reports*, but not *several reports*."""
    before = cols.tag[at - 1] if at else ""
    number = at > 0 and bool(cols.words.tags("numbers", cols.lower[at - 1]))
    definite = at > 0 and determiner(cols.lower[at - 1]) is Determiner.DEFINITE
    return definite or (before in ("NN", "NNS", "NNP", "JJ", "POS", "PRP$", "VBN", "CD") and not number)


def sounds_human(cols: Columns, noun: str) -> bool:
    """Whether a noun that no word list knows ends as nouns for people do."""
    last = noun.rsplit(" ", 1)[-1]
    return any(cols.words.has("roles", last[-length:], "ending") for length in range(2, _LONGEST_ENDING))


def speaks(cols: Columns, noun: str, at: int) -> bool:
    """Whether a noun that no word list knows is the subject of *said* or the like, and does not end as things do."""
    last = noun.rsplit(" ", 1)[-1]
    if any(cols.words.has("documents", last[-length:], "ending") for length in range(2, _LONGEST_ENDING)):
        return False
    verb = cols.doc[cols.head[at]].lemma_.lower()
    return cols.dep[at] == "nsubj" and cols.words.has("channels", verb, "interview", "addressed")


def count(cols: Columns, start: int, head: int, plural: bool) -> tuple[int | None, bool]:
    """How many individuals the words from `start` to `head` say there are, and whether they say *several*."""
    for at in range(start, head + 1):
        tags = cols.words.tags("numbers", cols.lower[at])
        if cols.lower[at] == "than":  # more than a dozen
            least, _ = count(cols, at + 1, head, plural)
            return None, least is not None and 1 < least <= FEW
        stated = number(tags)
        if cols.lower[at] == "half" and "dozen" in cols.lower[at + 1 : at + 3]:
            return 6, False
        if stated is not None and (stated > 1 or not plural):
            return (stated * 12 if stated < 12 and cols.word(at + 1) == "dozen" else stated), False
        aged = cols.word(at + 1) == "-" and cols.tag[min(at + 2, len(cols) - 1)] != "CD"  # a 40-year-old
        if cols.tag[at] == "CD" and cols.text[at].isdecimal() and len(cols.text[at]) < 3 and not aged:
            return (None if cols.lower[head] in _SHARES else int(cols.text[at])), False
        if "several" in tags:
            return None, True
    many = plural or cols.words.has("numbers", cols.lower[head], "vague")
    return (None if many else 1), False


def number(tags: Collection[str]) -> int | None:
    """The number that the tags of the list of numbers give a word: 12 for `n12`; None where they give none."""
    return next((int(tag[1:]) for tag in tags if tag[0] == "n" and tag[1:].isdecimal()), None)


def determiner(word: str) -> Determiner:
    """Which determiner `word` is."""
    if word in DEFINITE:
        return Determiner.DEFINITE
    return Determiner.INDEFINITE if word in INDEFINITE else Determiner.NONE


def _is_listed(cols: Columns, noun: str) -> bool:
    return any(cols.words.has(name, noun) for name in _LISTS)


def _compound(cols: Columns, at: int, noun: str) -> str:
    """`noun` with the one before it where the two are one entry: *press secretary*, *law enforcement*."""
    if at > 0 and not cols.tag[at - 1].startswith("NNP"):
        pair = f"{cols.lower[at - 1]} {noun}"
        if cols.words.has("groups", pair) or _is_listed(cols, pair):
            return pair
    return noun


def _singulars(word: str) -> Iterator[str]:
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("men"):
        yield word[:-3] + "man"
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("s"):
        yield word[:-1]
    yield word
