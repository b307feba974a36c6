"""What the words of a description say, and how well they fit a chain of mentions."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise, takewhile

from auditor.analysis.sources.coreference import offices, pronouns
from auditor.analysis.sources.coreference.chains import Chain, ChainType, Discourse, chain_of, gender_of, most_recent
from auditor.analysis.sources.mentions import descriptions
from auditor.analysis.sources.mentions.descriptions import Role
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.mentions.nouns import IDENTIFYING, Determiner
from auditor.analysis.sources.names import forms
from auditor.language import syntax
from auditor.language.function_words import ARTICLES
from auditor.records.sourcing import Form

_NAMELESS = frozenset({"informant", "bystander", "source", "generic"})
"""Classes of nouns for people whom an article does not name."""

_FIRST = 5
"""Of a name's mentions, that tell what it is a name of."""
_JOBS = frozenset({"office", "personal"})
"""Classes of nouns for what somebody does, by which nobody is called who is not said to do it."""
_OFTEN = 3
"""Times that an article names the person whom most of it is about, at least."""
_FORMER = frozenset({"former"})
_LAST_MENTIONS = 3
"""Of a chain, that may stand in one clause with a phrase: a name, and its apposition."""


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


def is_nameless(state: Discourse, phrase: Phrase) -> bool:
    """Whether a description is of nobody whom the article names: *another nurse*, whoever asked not to be named."""
    if phrase.form is not Form.NOMINAL:
        return False
    told = state.nameless.get(phrase.noun, (phrase.head,))[0] < phrase.head or _goes_on(state, phrase)
    return told or state.said.wants_no_name(phrase.span) or is_fresh(state, phrase)


def _goes_on(state: Discourse, phrase: Phrase) -> bool:
    """Whether *the senator said* follows, in one paragraph that names nobody since, words of one who wants no name."""
    if phrase.statement < 0 or not state.spoken:
        return False
    before, chain = state.spoken[-1]
    near = state.cols.block[before.head] == state.cols.block[phrase.head] and before.head < phrase.start
    nameless = chain.entity is None and any(state.said.wants_no_name(p.span) for p in chain.phrases)
    since = takewhile(lambda c: c.phrases[-1].head > before.head, reversed(state.latest.values()))
    named = (c.phrases[-1].head for c in since if c.is_named_person)
    return near and nameless and all(state.cols.quoted[at] for at in named)


def is_anaphoric(state: Discourse, phrase: Phrase) -> bool:
    """Whether a description is definite and not new, so that it takes up an earlier mention (anaphora)."""
    return phrase.determiner is Determiner.DEFINITE and not is_fresh(state, phrase)


def is_one_person(phrase: Phrase) -> bool:
    """Whether the noun of a description stands for a single person."""
    return "human" in phrase.classes and not phrase.plural


def is_in_headline(state: Discourse, phrase: Phrase) -> bool:
    """Whether a phrase stands in a headline or a standfirst."""
    return state.cols.block[phrase.head] in state.cols.headline


def fit(state: Discourse, chain: Chain, phrase: Phrase) -> int:
    """How well a chain's roles fit a description: 0 for not at all, most for like modifiers and the same noun."""
    is_apart, best = (is_told_apart if chain.entity is not None else _are_two), 0
    for noun, modifiers in _roles_alike(state, chain, phrase):
        if not is_apart(state, (noun, modifiers), phrase):
            told, wanted = (
                any(offices.tells_apart(state.cols, m) for m in each) for each in (modifiers, phrase.modifiers)
            )
            best = max(best, 1 + (wanted == told) + 2 * (noun == phrase.noun))
    return best


def is_called_apart(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether *the Irish minister* is said of one with a name whom the article calls the Danish minister.

    And *the vice-captain* of one whom it does not call so.
    """
    if chain.entity is None or fit(state, chain, phrase):
        return False
    return bool(offices.second_to(state.cols, phrase.noun) or _roles_alike(state, chain, phrase))


def _roles_alike(state: Discourse, chain: Chain, phrase: Phrase) -> list[tuple[str, frozenset[str]]]:
    """The roles and titles of a chain by which one may be called the noun of `phrase`, with the words before each."""
    known = {noun for noun, _ in chain.roles}
    titles = chain.entity.titles if chain.entity is not None else ()
    each = (*chain.roles, *((title, frozenset[str]()) for title in titles if title not in known))
    each = tuple((phrase.noun, _FORMER) if _held_before(state, noun, phrase) else (noun, was) for noun, was in each)
    alike = [(noun, modifiers) for noun, modifiers in each if offices.is_called(state.cols, noun, phrase.noun)]
    return [(noun, modifiers) for noun, modifiers in alike if has_first_words(state, phrase.noun, noun, modifiers)]


def has_first_words(state: Discourse, noun: str, role: str, modifiers: frozenset[str]) -> bool:
    """Whether somebody called `role` is called all that `noun` says: a food minister is no *prime minister*.

    *The minister, Lee Moss,* takes up an office of which the article has told.
    """
    *first, last = noun.split()
    taken_up = "the" in modifiers and not is_of_one_office(state, modifiers)
    return role != last or taken_up or modifiers.issuperset(first)


def is_of_one_office(state: Discourse, modifiers: frozenset[str]) -> bool:
    """Whether the words before a role say which: *food* minister."""
    telling = modifiers - ARTICLES
    return any(descriptions.is_charge(state.cols, m) or offices.tells_apart(state.cols, m) for m in telling)


def _held_before(state: Discourse, role: str, phrase: Phrase) -> bool:
    """Whether who is called `role` held an office before somebody, and `phrase` is a former one: *her predecessor*."""
    was = "office" in phrase.classes and offices.is_past(state.cols, phrase.modifiers, ())
    return was and state.cols.words.has("roles", role, "before")


def is_told_apart(state: Discourse, role: Role, phrase: Phrase) -> bool:
    """Whether a role of somebody named is another one than that of `phrase`: *Liberal leader* and *the Tory leader*."""
    _, modifiers = role
    was = "office" not in phrase.classes and offices.is_past(state.cols, modifiers, phrase.modifiers)
    was = was or offices.is_past(state.cols, phrase.modifiers, modifiers)
    return was or _are_two(state, role, phrase)  # senators are called so for life, captains of a team are not


def _are_two(state: Discourse, role: Role, phrase: Phrase) -> bool:
    noun, modifiers = role
    return offices.are_apart(state.cols, modifiers.union(noun.split()), phrase.modifiers.union(phrase.noun.split()))


def is_another_body(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether *the ruling party* is said of one brought in as the opposition party, *the company* of a union."""
    if chain.entity is None or not chain.phrases or chain.type is ChainType.PERSON:
        return False
    label, first = chain.entity.label.lower().split(), chain.phrases[0]
    if phrase.noun not in label and (_is_of_another_sort(state, label, phrase.noun) or _is_where(state, chain)):
        return True
    told = first.modifiers.union(label if phrase.noun in label else ())
    return offices.are_apart(state.cols, told, phrase.modifiers)


def _is_of_another_sort(state: Discourse, label: list[str], noun: str) -> bool:
    """Whether a name says that a body is no such thing: no ministry is *the group*, and no bank *the school*.

    What a body is by its name says the last word, or the one that it is of the others: *Brotherhood of Miners*.
    """
    head = next((before for before, word in pairwise(label) if word in ("of", "for")), label[-1])
    named = _sorts(state, head) | _sorts(state, label[-1])
    called = _sorts(state, noun) or _sorts(state, noun.split()[-1])
    authority = any(state.cols.words.has("organizations", word, "authority") for word in label)
    if authority and state.cols.words.has("organizations", noun, "kin"):
        return True
    return bool(named) and bool(called) and named.isdisjoint(called)


def _is_where(state: Discourse, chain: Chain) -> bool:
    """Whether a name that no list knows only ever stands after *in*, as those of towns do: the hospital *in Tarn*."""
    names = [state.names[n] for n in chain.entity.names[:_FIRST]] if chain.entity is not None else []
    return bool(names) and all(state.cols.word(name.lead - 1) == "in" for name in names)


def _sorts(state: Discourse, word: str) -> set[str]:
    """The sorts of bodies that a word is for; empty for one that is for any, *the group*, or for none."""
    return {tag for tag in state.cols.words.tags("organizations", word) if tag.startswith("sort-")}


def is_its_owner(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether *her father* is said of her: nobody is his own relative, and no body its own lawyer."""
    return "human" in phrase.classes and owner_of(state, phrase) is chain


def is_of_other_gender(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether *the actress* is said of a man, or *the chief* of a woman where the chief says they came to *him*."""
    if not is_one_person(phrase) or not chain.gender:
        return False
    told = gender_of(phrase)
    if not told and phrase.statement >= 0 and not fit(state, chain, phrase):
        told = forms.gender_after(state.cols, phrase.head + 1)
    return {told, chain.gender} == {"male", "female"}


def is_ruled_out(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether a chain with a name cannot be meant: *the attacker*, *the source* of one whom nothing calls so.

    Such words are for somebody whom a writer does not name. Nearness is no evidence that a name is theirs.
    """
    return chain.entity is not None and are_ruled_out(phrase) and not fit(state, chain, phrase)


def is_called_nothing_of_the_kind(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether *the bishop said* is no evidence for the one named: nothing calls him so, and articles say who is what.

    Only whom the article names most, and often, may be called by an office that readers know without being told: *the
    candidate*. Words for what one is known for need no such evidence where they describe, *the flamboyant businessman*,
    or tell the gender, *the actress*, or the article calls that person nothing else.
    """
    definite = chain.is_named_person and phrase.determiner is Determiner.DEFINITE
    if not definite or _is_called_like_it(state, chain, phrase):
        return False
    if "relative" in phrase.classes and not has_children(state, phrase):
        return True
    about = chain.entity is not None and chain.entity is state.most_named and len(chain.entity.names) >= _OFTEN
    if phrase.classes & _JOBS:
        return not about
    role = "person" in phrase.classes or phrase.classes == {"human"}  # or it only sounds like one: the gatekeeper
    if not role or phrase.noun == "year-old" or phrase.modifiers or gender_of(phrase):
        return False
    return not about or bool(chain.roles)


def is_merely_likely(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether an office joins a speaker to somebody with a name whom nothing in the article calls so."""
    office = phrase.form is Form.NOMINAL and chain.is_named_person and bool(phrase.classes & _JOBS)
    return office and not _is_called_like_it(state, chain, phrase)


def _is_called_like_it(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether a role or title of the chain is the noun of `phrase` or ends with it, or tells the same: *Irish*."""
    last = phrase.noun.split()[-1]
    alike = any(noun.split()[-1] == last for noun in chain.nouns)
    told = {m for _, modifiers in chain.roles for m in modifiers if offices.tells_apart(state.cols, m)}
    return alike or bool(_roles_alike(state, chain, phrase)) or not told.isdisjoint(phrase.modifiers)


def has_children(state: Discourse, phrase: Phrase) -> bool:
    """Whether a word for a relative only says how many children somebody has: *the father of three*."""
    after = phrase.head + 1
    return state.cols.word(after) == "of" and state.cols.tag[min(after + 1, len(state.cols) - 1)] == "CD"


def are_ruled_out(phrase: Phrase) -> bool:
    """Whether a description is for somebody without a name, and with one only who is called so can be meant."""
    return bool(phrase.classes & _NAMELESS) and not phrase.classes & {"office", "relative"}


def holds_another_office(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether *the senator* is said of one whom the article titles otherwise, *Mayor Moss*: that is somebody else.

    So is *the mayor* beside one who is called deputy mayor.
    """
    titled = chain.entity is not None and bool(chain.entity.titles)
    titled = titled or any(offices.second_to(state.cols, role) for role, _ in chain.roles)
    return titled and "office" in phrase.classes and phrase.statement >= 0 and not fit(state, chain, phrase)


def holders(state: Discourse, phrase: Phrase) -> list[Chain]:
    """The people named who hold the office of a speaker, *the mayor*, or are called just so: nobody else is meant."""
    if phrase.plural or phrase.determiner is not Determiner.DEFINITE:
        return []
    named = [c for c in called(state, phrase) if c.is_named_person and fit(state, c, phrase)]
    return named if "office" in phrase.classes else [c for c in named if _nearness(state, c, phrase) == offices.JUST_SO]


def is_contested(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether the article calls somebody else with a name *the coach* as well, in words that fit no worse."""
    if phrase.form is not Form.NOMINAL or not chain.is_named_person:
        return False
    rivals = [c for c in called(state, phrase) if c.is_named_person and c is not chain]
    return bool(rivals) and max(fit(state, c, phrase) for c in rivals) >= fit(state, chain, phrase) > 0


def acts_beside(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """In a note to Lee Moss, *the mayor said*: whether the phrase is the subject right after a mention of the chain."""
    before = phrase.start - 2
    if phrase.statement < 0 or before < 0 or state.of_token.get(before) is not chain:
        return False
    return descriptions.speaks_itself(state.cols, chain.phrases[-1].start, phrase.start, phrase.head)


def is_below(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Lee Moss wants *the mayor* to go: whether the chain is the subject of a clause that the description is part of.

    Nobody is described in a clause of which he is the subject (principle C: Chomsky, Lectures on Government and
    Binding, 1981).
    """
    cols, at, verb = state.cols, phrase.head, state.cols.head[phrase.head]
    last = (p.head for p in chain.phrases[-_LAST_MENTIONS:] if p.head < at)
    its = {cols.head[head] for head in last if cols.dep[head] in ("nsubj", "nsubjpass")}
    if verb in its:
        return cols.dep[at] in syntax.OBJECTS
    while its and cols.head[verb] != verb:
        verb = cols.head[verb]
        if verb in its:
            return True
    return False


def is_anothers(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether *the rapper* is said of one whom nothing calls so, beside somebody named who was introduced so.

    Offices are left out: articles call a known senator so without having said that he is one.
    """
    if chain.entity is None or not is_one_person(phrase) or not is_anaphoric(state, phrase):
        return False
    alike = called(state, phrase)
    if phrase.noun not in chain.nouns and any(_is_brought_in(c, phrase.noun) for c in alike):
        return True
    if "office" in phrase.classes or fit(state, chain, phrase):
        return False
    others = (c for c in alike if c is not chain and c.is_named_person)
    return any(phrase.noun in {noun for noun, _ in c.roles} and fit(state, c, phrase) for c in others)


def _is_brought_in(chain: Chain, noun: str) -> bool:
    """Whether somebody without a name was brought in by just this noun: *a teacher*, beside a head teacher."""
    first = chain.phrases[0] if chain.phrases else None
    single = first is not None and first.determiner is Determiner.INDEFINITE and first.noun == noun
    return chain.entity is None and chain.type is ChainType.PERSON and single


def called(state: Discourse, phrase: Phrase) -> list[Chain]:
    """The chains, in order, with a role or a title by which one may be called what a description says.

    Of those with a name only the ones called so most nearly: beside a health minister *the health minister* is no
    prime minister, and nor is *the minister*.
    """
    alike = (
        (role, c)
        for role, c in state.of_role.items()
        if offices.is_called(state.cols, role, phrase.noun) or _held_before(state, role, phrase)
    )
    found = {number: chain for _, chains in alike for number, chain in chains.items()}
    near = {c.number: _nearness(state, c, phrase) for c in found.values() if c.is_named_person}
    nearest = max(near.values(), default=0)
    return [found[number] for number in sorted(found) if near.get(number, nearest) == nearest]


def _nearness(state: Discourse, chain: Chain, phrase: Phrase) -> int:
    return offices.nearness(state.cols, _roles_alike(state, chain, phrase), phrase.noun, phrase.modifiers)


def best_fitting(state: Discourse, phrase: Phrase, may_be: Callable[[Chain], bool]) -> Chain | None:
    """Of the chains that `may_be` admits, the one whose roles fit best, of equals the `most_recent`; None if none."""
    chains = [c for c in called(state, phrase) if may_be(c)]
    owner = owner_of(state, phrase)
    if owner is not None:  # Vane's campaign is not Moss's
        chains = [c for c in chains if c.owner in (-1, owner.number)]
    fits = {c.number: fit(state, c, phrase) for c in chains}
    top = max(fits.values(), default=0)
    return most_recent(c for c in chains if fits[c.number] == top) if top else None
