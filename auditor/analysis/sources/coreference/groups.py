"""Named people spoken of together (split antecedents): *both candidates*, *each*, *they* after *Vane and Moss*."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile

from auditor.analysis.sources.coreference.chains import Chain, Discourse, chain_of, most_salient
from auditor.analysis.sources.mentions import nouns
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.names.name_types import NameType
from auditor.analysis.sources.names.names import Name
from auditor.language.function_words import THEY
from auditor.records.sourcing import Form

_SENTENCES_BACK = 2
_PAIR = 2


def named_together(state: Discourse, phrase: Phrase) -> list[Chain]:
    """The named people whom `phrase` stands for together, as a statement's source; nothing where there are too few."""
    if phrase.form is Form.NAME:
        return _family(state, phrase)
    if phrase.statement < 0 or phrase.owner >= 0 or phrase.owner_pronoun >= 0:
        return []
    if _takes_up_a_pair(state, phrase):
        return _pair_before(state, phrase)
    number = _how_many(state, phrase)
    pair = _pair_before(state, phrase) if number == _PAIR else []
    if pair:
        return pair
    people = [c for c in state.awake(phrase) if c.is_named_person] if number else []
    found: list[Chain] = []
    while len(found) < number:
        best = most_salient(state, phrase, [c for c in people if c not in found])
        if best is None:
            return []
        found.append(best)
    return found


def _family(state: Discourse, phrase: Phrase) -> list[Chain]:
    """The people of whom *the Holms* is the surname, if the article has named two or more of them."""
    name = state.names[phrase.name]
    plural = name.words[-1]
    if len(name.words) > 1 or not plural.endswith("s") or state.cols.lower[phrase.start - 1] != "the":
        return []
    surnames = {plural[:-1], plural.removesuffix("es")}
    before = (state.home[n] for n, one in enumerate(state.names) if one.end <= phrase.start and len(one.words) > 1)
    people = {e.label: e for e in before if e.type is NameType.PERSON and e.label.split()[-1] in surnames}
    return [chain_of(state, entity) for entity in people.values()] if len(people) > 1 else []


def _how_many(state: Discourse, phrase: Phrase) -> int:
    """How many named people a phrase stands for together; 0 if for none."""
    cols = state.cols
    words = cols.lower[phrase.start : phrase.head + 1]
    one_by_one = words[0] in ("each", "neither") and (len(words) == 1 or "human" in phrase.classes)
    number = 2 if one_by_one else next((n for w in words if (n := _together(state, w))), 0)
    definite = one_by_one or words[0] in ("both", "the", "all")
    others = phrase.classes & {"respondents", "body", "document"}
    follows = cols.word(phrase.head + 1) in ("of", "and", "in") or phrase.head + 1 < phrase.end
    return 0 if not definite or others or follows or "other" in words else number


def _together(state: Discourse, word: str) -> int:
    """How many people the word gathers up, as *both* or *trio* do; 0 for any other word."""
    tags = state.cols.words.tags("numbers", word)
    return nouns.number(tags) or 0 if "together" in tags else 0


def _takes_up_a_pair(state: Discourse, phrase: Phrase) -> bool:
    """*they*; *the candidates*, *the senators*, with nothing that says which."""
    if phrase.form == Form.PRONOUN:
        return phrase.noun in THEY
    bare = phrase.end == phrase.head + 1 and phrase.start == phrase.head - 1
    return (
        phrase.form == Form.NOMINAL
        and phrase.plural
        and bare
        and state.cols.lower[phrase.start] == "the"
        and ("human" in phrase.classes and bool(phrase.classes & {"office", "person"}))
    )


def _pair_before(state: Discourse, phrase: Phrase) -> list[Chain]:
    """The people of the last *Vane and Moss*, if no other people or bodies stand between it and the phrase."""
    cols = state.cols
    for number in range(bisect_left(state.names, phrase.start, key=lambda n: n.start) - 1, 0, -1):
        first, second = state.names[number - 1], state.names[number]
        if second.end > phrase.start:
            continue
        if cols.sentence[phrase.head] - cols.sentence[second.start] > _SENTENCES_BACK:
            return []
        if cols.quoted[second.start]:
            continue
        joined = cols.lower[first.end : second.lead] in (["and"], [",", "and"])
        if joined and state.home[number - 1].type == state.home[number].type == NameType.PERSON:
            after = takewhile(lambda p: p.head < phrase.start, state.following(second.end))
            between = (p for p in after if not cols.quoted[p.head])
            acts = _clause(state, first)
            others = (p for p in between if p.plural and p.classes & {"human", "collective", "body"})
            if any(not _is_object(state, p, acts) for p in others):
                return []
            return [chain_of(state, state.home[number - 1]), chain_of(state, state.home[number])]
    return []


def _clause(state: Discourse, name: Name) -> int:
    """The verb that a name is the subject of, if whoever it is done to is not asked; -1 if there is none."""
    cols, at = state.cols, name.end - 1
    verb = cols.head[at]
    asks = cols.words.has("channels", cols.doc[verb].lemma_.lower(), "asking")
    return -1 if cols.dep[at] != "nsubj" or asks else verb


def _is_object(state: Discourse, phrase: Phrase, verb: int) -> bool:
    """Whether the phrase is an object of the verb, with a preposition or without one."""
    cols, at = state.cols, phrase.head
    if cols.dep[at] == "pobj":
        at = cols.head[at]
    return verb >= 0 and cols.dep[at] in ("dobj", "dative", "prep") and cols.head[at] == verb
