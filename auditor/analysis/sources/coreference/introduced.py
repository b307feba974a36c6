"""Sieves that find whom a description means who is named only further down (cataphora): *a lawmaker said* in a lead."""

from __future__ import annotations

from bisect import bisect_left

from auditor.analysis.sources.coreference import again, matching, offices
from auditor.analysis.sources.coreference.chains import Discourse, Found, chain_of, found
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.mentions.nouns import IDENTIFYING, Determiner
from auditor.analysis.sources.names.name_types import NameType
from auditor.records.sourcing import Form

_BLOCKS_BELOW = 3
"""Blocks within which the person of a lead is introduced by name."""


def later(state: Discourse, phrase: Phrase) -> Found:
    """*Lawmaker says …* in a headline, *a lawmaker said* in a lead: the first person below who fits (cataphora)."""
    bare = not phrase.determiner
    if phrase.statement < 0 or not matching.is_one_person(phrase) or phrase.determiner in IDENTIFYING:
        return None
    if state.said.wants_no_name(phrase.span):
        return None
    at_top = _opens_block(state, phrase) if bare else state.cols.block[phrase.head] in state.cols.lead
    if phrase.noun == "source" or not (at_top or matching.is_in_headline(state, phrase)):
        return None
    later = _introduced(state, phrase, phrase.head + 1) if bare else _introduced_near(state, phrase)
    if later is not None:
        return chain_of(state, state.home[later.name]), ""
    if bare and phrase.classes & {"office", "person"} and not phrase.classes & {"informant", "bystander"}:
        most = state.most_named
        owner = state.home.get(phrase.owner)  # Vane's lawyer is not Vane
        if most is None or most is owner or (most.titles and not any(_may_be(state, phrase, t) for t in most.titles)):
            return None
        return found(chain_of(state, most), "most-named")
    return None


def _is_so_called(state: Discourse, phrase: Phrase, role: str, modifiers: frozenset[str]) -> bool:
    """Whether nothing before a role says another office: a food minister is no *prime minister*."""
    told = matching.is_of_one_office(state, modifiers)
    return not told or matching.has_first_words(state, phrase.noun, role, modifiers)


def _may_be(state: Discourse, phrase: Phrase, title: str) -> bool:
    """Whether one with a title may be called what `phrase` says: a food minister is no *prime minister*."""
    called = offices.is_called(state.cols, title, phrase.noun)
    return called and matching.has_first_words(state, phrase.noun, title, frozenset())


def _opens_block(state: Discourse, phrase: Phrase) -> bool:
    """Whether a phrase stands in the first sentence of its block: *Lawmaker says …*."""
    cols = state.cols
    first = bisect_left(cols.sentence, cols.sentence[phrase.start])
    return first == 0 or cols.block[first - 1] != cols.block[phrase.start]


def _introduced(state: Discourse, phrase: Phrase, start: int) -> Phrase | None:
    """The first name from the token `start` on of a person who may be called what `phrase` says."""
    fit = []
    for role, names in state.introductions.items():
        at = bisect_left(names, start, key=lambda p: p.head)
        if at < len(names) and offices.is_called(state.cols, role, phrase.noun):
            told = [each for each in names[at].roles if each[0] == role] or [(role, names[at].modifiers)]
            if not any(_is_so_called(state, phrase, *each) for each in told):
                continue
            if not any(matching.is_told_apart(state, each, phrase) for each in told):
                fit.append(names[at])
    return min(fit, key=lambda p: (p.head, p.statement), default=None)


def _introduced_near(state: Discourse, phrase: Phrase) -> Phrase | None:
    """The first speaker in the next blocks who is named there for the first time, and may be called so.

    Whoever is named in the same block is somebody else, and so is everybody if one who is called so wants no name.
    """
    here, heard = state.cols.block[phrase.head], state.first_heard
    if state.nameless.get(phrase.noun, (-1,))[-1] > phrase.head:
        return None
    below = bisect_left(heard, here + 1, key=lambda p: state.cols.block[p.head])
    for number in range(below, len(heard)):
        later, entity = heard[number], state.home[heard[number].name]
        blocks = state.cols.block[later.head] - here
        if blocks > _BLOCKS_BELOW:
            return None
        told = [*((title, later.modifiers) for title in entity.titles), *later.roles]
        nouns = [noun for noun, before in told if _is_so_called(state, phrase, noun, before)]
        if any(offices.is_called(state.cols, noun, phrase.noun) for noun in nouns):
            return later
        if not nouns and blocks == 1 and again.is_told_again(state, phrase, later):
            return later
    return None


def below(state: Discourse, phrase: Phrase) -> Found:
    """*the capital's new mayor*, *his son* for one whom the article names further down."""
    relative = "relative" in phrase.classes and phrase.determiner is Determiner.POSSESSIVE
    if phrase.statement < 0 or not ("office" in phrase.classes or relative):
        return None
    if phrase.plural or phrase.determiner is Determiner.INDEFINITE:
        return None
    later = _introduced(state, phrase, phrase.head)
    return found(chain_of(state, state.home[later.name]) if later is not None else None)


def first_below(state: Discourse, phrase: Phrase) -> Found:
    """*The Ohio Democrat says …* in a lead that names nobody: the first person whom the article names."""
    cols = state.cols
    if phrase.statement < 0 or cols.block[phrase.head] not in cols.lead or state.has_named_person:
        return None
    names = (p for p in state.following(phrase.head + 1) if p.form == Form.NAME)
    first = next((p for p in names if state.home[p.name].type == NameType.PERSON), None)
    if first is None or cols.block[first.head] - cols.block[phrase.head] > _BLOCKS_BELOW:
        return None
    if matching.is_nameless(state, phrase) and not phrase.span.covers(cols.idx[first.head]):
        return None  # identified only as Mr. V. is whoever is V., and nobody who is named next
    entity = state.home[first.name]
    called = [*entity.titles, *(noun for noun, _ in first.roles)]
    is_role = not cols.words.has("demonyms", phrase.noun)  # a Democrat may be a senator; a cook is no head nurse
    told = bool(called) or first.description is not None
    if is_role and told and not any(offices.is_called(state.cols, noun, phrase.noun) for noun in called):
        return None
    return found(chain_of(state, entity), "introduced-later")
