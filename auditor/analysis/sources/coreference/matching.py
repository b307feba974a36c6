"""What the words of a description say, and how well they fit a chain of mentions."""

from __future__ import annotations

from collections.abc import Callable, Collection

from auditor.analysis.sources.coreference import pronouns
from auditor.analysis.sources.coreference.chains import Chain, Discourse, chain_of, most_recent
from auditor.analysis.sources.mentions import descriptions
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.mentions.nouns import IDENTIFYING, Determiner
from auditor.records.sourcing import Form

_NAMELESS = frozenset({"informant", "bystander", "source", "generic"})
"""Classes of nouns for people whom an article does not name."""


def owner_of(state: Discourse, phrase: Phrase) -> Chain | None:
    """The chain of the owner that a description names (*the Vane campaign*, *her campaign*); None if it names none."""
    if phrase.owner >= 0:
        return chain_of(state, state.home[phrase.owner])
    at = phrase.owner_pronoun
    if at < 0 or at in state.of_token:
        return state.of_token.get(at)
    pronoun = Phrase(state.cols.span(at, at + 1), Form.PRONOUN, at, at + 1, at, noun=state.cols.lower[at])
    matches = (sieve(state, pronoun) for _, sieve in pronouns.SIEVES)
    return next((match[0] for match in matches if match is not None), None)


def is_fresh(state: Discourse, phrase: Phrase) -> bool:
    """Whether its words say that it is new to the article: *another*, *a second*, *several aides*."""
    if phrase.determiner not in IDENTIFYING and (phrase.several or (phrase.count or 0) > 1):
        return True
    before = state.cols.lower[phrase.start : phrase.head]
    return any(state.cols.words.has("numbers", w, "new") and w != "one" for w in before)


def is_anaphoric(state: Discourse, phrase: Phrase) -> bool:
    """Whether a description is definite and not new, so that it takes up an earlier mention (anaphora)."""
    return phrase.determiner is Determiner.DEFINITE and not is_fresh(state, phrase)


def is_one_person(phrase: Phrase) -> bool:
    """Whether the noun of a description stands for a single person."""
    return "human" in phrase.classes and not phrase.plural


def is_in_headline(state: Discourse, phrase: Phrase) -> bool:
    """Whether a phrase stands in a headline or a standfirst."""
    return state.cols.block[phrase.head] in state.cols.headline


def is_called(state: Discourse, role: str, noun: str) -> bool:
    """Whether one with `role` may be called `noun`: a senator is a lawmaker, but a deputy mayor is not the mayor."""
    if second := _second(state, role):
        role = role.removeprefix(f"{second} ")
    if second != (other := _second(state, noun)):
        return False
    noun = noun.removeprefix(f"{other} ")
    last, short = role.rsplit(" ", 1)[-1], noun.rsplit(" ", 1)[-1]
    return noun in (role, last) or role == short or state.cols.words.has("roles", last, f"is-{noun}")


def _second(state: Discourse, role: str) -> str:
    """The word that makes a role that of another's second, *deputy* mayor; empty if there is none."""
    first, _, others = role.partition(" ")
    return first if others and state.cols.words.has("not-names", first, "second") else ""


def tells_apart(state: Discourse, word: str) -> bool:
    """Whether a word before a noun says which one: *Ukrainian*, *former*."""
    words = state.cols.words
    return (
        words.has("demonyms", word, "nationality", "party")
        or words.has("not-names", word, "then")
        or words.has("organizations", word, "place")
    )


def fit(state: Discourse, chain: Chain, phrase: Phrase) -> int:
    """How well a chain's roles fit a description: 0 for not at all, most for like modifiers and the same noun."""
    known = {noun for noun, _ in chain.roles}
    titles = chain.entity.titles if chain.entity is not None else ()
    each = (*chain.roles, *((title, frozenset[str]()) for title in titles if title not in known))
    alike = [(noun, modifiers) for noun, modifiers in each if is_called(state, noun, phrase.noun)]
    if not alike:
        return 0
    wanted = _telling(state, phrase.modifiers)
    best = 0
    for noun, modifiers in alike:
        told = _telling(state, modifiers)
        if not _disagree(wanted, told):
            best = max(best, 1 + (bool(wanted) == bool(told)) + 2 * (noun == phrase.noun))
    return best


def is_told_apart(state: Discourse, modifiers: Collection[str], phrase: Phrase) -> bool:
    """Whether the words before a role say another one than those of `phrase` do: *Liberal* and *the Tory leader*."""
    return _disagree(_telling(state, phrase.modifiers), _telling(state, modifiers))


def _telling(state: Discourse, modifiers: Collection[str]) -> set[str]:
    return {m for m in modifiers if tells_apart(state, m)}


def _disagree(one: set[str], other: set[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)


def is_ruled_out(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether a chain with a name cannot be meant: *the attacker*, *the source* of one whom nothing calls so.

    Such words are for somebody whom a writer does not name. Nearness is no evidence that a name is theirs.
    """
    return chain.entity is not None and are_ruled_out(phrase) and not fit(state, chain, phrase)


def are_ruled_out(phrase: Phrase) -> bool:
    """Whether a description is for somebody without a name, and with one only who is called so can be meant."""
    return bool(phrase.classes & _NAMELESS) and not phrase.classes & {"office", "relative"}


def holds_another_office(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether *the senator* is said of one whom the article titles otherwise, *Mayor Moss*: that is somebody else.

    So is *the mayor* beside one who is called deputy mayor.
    """
    titled = chain.entity is not None and bool(chain.entity.titles)
    titled = titled or any(_second(state, role) for role, _ in chain.roles)
    return titled and "office" in phrase.classes and phrase.statement >= 0 and not fit(state, chain, phrase)


def has_holder(state: Discourse, phrase: Phrase) -> bool:
    """Whether the article names who holds the office of a speaker, *the mayor*, so that nobody else is meant."""
    if "office" not in phrase.classes or phrase.plural or phrase.determiner is not Determiner.DEFINITE:
        return False
    return any(c.is_named_person and fit(state, c, phrase) for c in called(state, phrase.noun))


def acts_beside(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """In a note to Lee Moss, *the mayor said*: whether the phrase is the subject right after a mention of the chain."""
    before = phrase.start - 2
    if phrase.statement < 0 or before < 0 or state.of_token.get(before) is not chain:
        return False
    return descriptions.speaks_itself(state.cols, chain.phrases[-1].start, phrase.start, phrase.head)


def is_anothers(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether *the rapper* is said of one whom nothing calls so, beside somebody named who was introduced so.

    Offices are left out: articles call a known senator so without having said that he is one.
    """
    if chain.entity is None or not is_one_person(phrase) or not is_anaphoric(state, phrase):
        return False
    if "office" in phrase.classes or fit(state, chain, phrase):
        return False
    others = (c for c in called(state, phrase.noun) if c is not chain and c.is_named_person)
    return any(phrase.noun in {noun for noun, _ in c.roles} and fit(state, c, phrase) for c in others)


def called(state: Discourse, noun: str) -> list[Chain]:
    """The chains, in order, with a role or a title by which one may be called `noun`."""
    found = {n: c for role, chains in state.of_role.items() if is_called(state, role, noun) for n, c in chains.items()}
    return [found[number] for number in sorted(found)]


def best_fitting(state: Discourse, phrase: Phrase, may_be: Callable[[Chain], bool]) -> Chain | None:
    """Of the chains that `may_be` admits, the one whose roles fit best, of equals the `most_recent`; None if none."""
    chains = [c for c in called(state, phrase.noun) if may_be(c)]
    owner = owner_of(state, phrase)
    if owner is not None:  # Vane's campaign is not Moss's
        chains = [c for c in chains if c.owner in (-1, owner.number)]
    fits = {c.number: fit(state, c, phrase) for c in chains}
    top = max(fits.values(), default=0)
    return most_recent(c for c in chains if fits[c.number] == top) if top else None
