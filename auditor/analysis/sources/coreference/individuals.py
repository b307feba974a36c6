"""Sieves for individuals without a name: what else one is called (apposition), and *one of* several (partitives)."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile

from auditor.analysis.sources.coreference import matching
from auditor.analysis.sources.coreference.chains import Chain, ChainType, Discourse, Found, found
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.names import forms
from auditor.records.sourcing import Form

FORMER_LATTER = frozenset({"former", "latter"})
_SENTENCES_BACK = 3
"""Sentences, its own counted, in which *the former* looks for two people."""


def apposition(state: Discourse, phrase: Phrase) -> Found:
    """A fifth person, *a former aide*: what else somebody without a name may be called; the next of a list is none."""
    cols, at = state.cols, phrase.head
    listed = any(child.dep_ in ("cc", "conj") for child in cols.doc[at].children)
    if phrase.statement >= 0 or not matching.is_one_person(phrase) or cols.dep[at] != "appos" or listed:
        return None
    beside = cols.head[at]
    near = takewhile(lambda c: c.phrases[-1].head >= beside - state.longest, reversed(state.latest.values()))
    covering = (c for c in near if c.phrases[-1].start <= beside < c.phrases[-1].end)
    of = max(covering, key=lambda c: c.number, default=None)
    return found(of if of is not None and of.entity is None and of.type is ChainType.PERSON else None)


def one_of(state: Discourse, phrase: Phrase) -> Found:
    """*one of the officials* for *two officials* (partitives)."""
    if state.cols.lower[phrase.start : phrase.start + 3] != ["one", "of", "the"] or _is_told_apart(state, phrase):
        return None
    return found(matching.best_fitting(state, phrase, lambda c: c.entity is None and c.plural))


def former_or_latter(state: Discourse, phrase: Phrase) -> Found:
    """*the former* of two people, *the latter* of several: the first and the last of those who were just named."""
    if phrase.noun not in FORMER_LATTER or not matching.is_anaphoric(state, phrase):
        return None
    here = state.cols.sentence[phrase.head]
    named = next((people for n in range(_SENTENCES_BACK) if (people := _named_in(state, here - n, phrase))), [])
    if len(named) < 2 or (phrase.noun == "former" and len(named) > 2):
        return None
    return found(named[0] if phrase.noun == "former" else named[-1])


def _named_in(state: Discourse, sentence: int, before: Phrase) -> list[Chain]:
    """The people whom a sentence names before a phrase, in order, each once."""
    begin = state.following(bisect_left(state.cols.sentence, sentence))
    phrases = takewhile(lambda p: state.cols.sentence[p.head] == sentence, begin)
    names = (p for p in phrases if p.form is Form.NAME and p.head < before.head)
    chains = {c.number: c for p in names if (c := state.of_token[p.head]).is_named_person}
    return list(chains.values())


def told_gender(state: Discourse, phrase: Phrase) -> str:
    """The gender of whom the words call by an age alone: the 40-year-old said *she* would leave; empty if not told."""
    if phrase.noun != "year-old":
        return ""
    return forms.gender_after(state.cols, phrase.head + 1)


def is_anothers_age(state: Discourse, phrase: Phrase) -> bool:
    """Whether *the 27-year-old* takes up words that introduced somebody: *arrested a 27-year-old driver*."""
    if phrase.noun != "year-old":
        return False
    cols, width = state.cols, 5
    age = next(
        (cols.lower[at : at + width] for at in range(phrase.start, phrase.head + 1) if cols.tag[at] == "CD"), None
    )
    if age is None or age[2:3] != ["year"]:
        return False
    return any(cols.lower[at : at + width] == age and at not in state.of_token for at in range(phrase.start))


def _is_told_apart(state: Discourse, phrase: Phrase) -> bool:
    """One of the nurses, *a midwife,* said; one of the nurses said, and *another* said."""
    cols = state.cols
    if any(child.dep_ == "appos" for at in range(phrase.start, phrase.end) for child in cols.doc[at].children):
        return True
    last = cols.sentence[phrase.head] + 1
    after = takewhile(lambda p: cols.sentence[p.head] <= last, state.following(phrase.head + 1))
    return any(p.statement >= 0 and cols.words.has("numbers", p.noun, "single") and p.noun != "one" for p in after)
