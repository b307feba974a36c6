"""What the words of a description say, and how well they fit a chain of mentions."""

from __future__ import annotations

from auditor.analysis.sources.coreference import pronouns
from auditor.analysis.sources.coreference.chains import Chain, Discourse, chain_of, most_recent
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
    """Whether one with `role` may be called `noun`: a senator is a lawmaker."""
    last, short = role.rsplit(" ", 1)[-1], noun.rsplit(" ", 1)[-1]
    return noun in (role, last) or role == short or state.cols.words.has("roles", last, f"is-{noun}")


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
    wanted = {m for m in phrase.modifiers if tells_apart(state, m)}
    best = 0
    known = {noun for noun, _ in chain.roles}
    titles = chain.entity.titles if chain.entity is not None else ()
    for noun, modifiers in (*chain.roles, *((t, frozenset[str]()) for t in titles if t not in known)):
        if is_called(state, noun, phrase.noun):
            told = {m for m in modifiers if tells_apart(state, m)}
            if not wanted or not told or wanted & told:
                best = max(best, 1 + (bool(wanted) == bool(told)) + 2 * (noun == phrase.noun))
    return best


def is_ruled_out(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether a chain with a name cannot be meant: *the attacker*, *the source* of one whom nothing calls so.

    Such words are for somebody whom a writer does not name. Nearness is no evidence that a name is theirs.
    """
    if chain.entity is None or not phrase.classes & _NAMELESS or phrase.classes & {"office", "relative"}:
        return False
    return not fit(state, chain, phrase)


def best_fitting(state: Discourse, phrase: Phrase, chains: list[Chain]) -> Chain | None:
    """The chain whose roles fit a description best, of equals the `most_recent`; None if none fits."""
    owner = owner_of(state, phrase)
    if owner is not None:  # Vane's campaign is not Moss's
        chains = [c for c in chains if c.owner in (-1, owner.number)]
    fits = {c.number: fit(state, c, phrase) for c in chains}
    top = max(fits.values(), default=0)
    return most_recent(c for c in chains if fits[c.number] == top) if top else None
