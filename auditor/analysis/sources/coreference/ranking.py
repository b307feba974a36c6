"""Whom the words for a speaker stand for, by weighing all that speaks for and against each candidate at once.

A mention-ranking model (Denis and Baldridge, EMNLP 2008) over the sieves' proposals and over what tells mentions apart:
gender, number, role, modifiers, distance, who spoke before. Firm sieves have decided before; where no candidate is
more likely than not, the words begin a chain of their own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import log2
from typing import Protocol

from auditor.analysis.scorer import Features
from auditor.analysis.sources.coreference import matching, nominals, pronouns
from auditor.analysis.sources.coreference.chains import (
    THINGS,
    Chain,
    ChainType,
    Discourse,
    Sort,
    gender_of,
    most_salient,
    salience,
)
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.names.name_types import NameType
from auditor.language.function_words import GENDERED, IT, THEY
from auditor.records.sourcing import Form

FIRM = frozenset(
    {
        "same-poll",
        "own-outlet",
        "relative-clause",
        "cataphora",
        "stated-pronoun",
        "one-of",
        "former-or-latter",
        "paper",
        "asked",
        "same-turn",
        "same-subject",
    }
)
"""Sieves whose word is final."""
_CALLED_SO = frozenset({"same-role", "same-role-of", "named-below", "beside-name"})
"""Sieves that rest on what the article calls somebody."""
_CLASSES = (
    "informant", "bystander", "relative", "generic", "office", "person", "spokesperson", "source", "plain", "personal",
    "document", "body", "media", "collective", "voice", "issued", "coverage",
)  # fmt: skip
"""Classes of nouns that say something of how they are taken up again."""
_MOST = 25
"""Candidates; further back nobody is looked for."""
_REACH = 40
"""Tokens after a speaker within which the sentence may name others."""


class Ranker(Protocol):
    """What decides between candidates."""

    def pick(self, phrase: Phrase, candidates: Sequence[Candidate]) -> Choice:
        """The chain that `phrase` belongs to; without one if to none of them."""
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """A chain that a phrase may belong to, the step that would join it, and what speaks for and against."""

    chain: Chain
    step: str
    features: Features
    proposed: bool = False
    """Whether the first sieve that finds anything proposes it."""
    called_so: bool = False
    """Whether that sieve rests on what the article calls it."""
    is_unheard: bool = False
    """Whether it has no name and has said nothing so far, so that no marked statement tells who it is."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The chain that was chosen, the step that joins the phrase to it, how likely it is, and what spoke for it."""

    chain: Chain | None
    """None for a chain of the phrase's own."""
    step: str = ""
    probability: float = 1.0
    reasons: tuple[str, ...] = ()


def candidates(state: Discourse, phrase: Phrase) -> list[Candidate]:
    """All chains that the words for a speaker could stand for, with their features."""
    proposed = _proposals(state, phrase)
    fit = sorted(_fitting(state, phrase), key=_last_mention)[-_MOST:]
    fit += [state.chains[n] for n in proposed if all(c.number != n for c in fit)]
    best = most_salient(state, phrase, fit)
    told = _named_in_what_is_said(state, phrase)
    only = sum(c.entity is not None for c in fit) == 1
    first = next(iter(proposed), None)
    found = []
    for chain in fit:
        steps, is_first = proposed.get(chain.number, ()), chain.number == first
        about = dict(_features(state, phrase, chain, steps, is_first, chain is best, told, only))
        step = steps[0] if steps else "likeliest"
        unheard = chain.entity is None and not chain.has_spoken
        found.append(Candidate(chain, step, about, is_first, is_first and step in _CALLED_SO, unheard))
    return found


def _fitting(state: Discourse, phrase: Phrase) -> Iterator[Chain]:
    """The chains to which the words may be joined at all; of each sort no more than the last mentioned."""
    if phrase.form is Form.PRONOUN:
        others = pronouns.beside_it(state, phrase)
        for sort, chains in state.recent.items():
            if _may_be(sort, phrase.noun):
                yield from _last(
                    c for c in reversed(chains.values()) if c.entity is None or c.entity.label not in others
                )
        return
    ruled_out = matching.are_ruled_out(phrase) or bool(matching.holders(state, phrase))
    called = matching.called(state, phrase) if ruled_out else []
    for (_, named, _), chains in state.recent.items():
        if named and ruled_out:
            near = sorted((c for c in called if c.number in chains), key=_last_mention, reverse=True)
            yield from _last(c for c in near if _may_mean(state, c, phrase) and matching.fit(state, c, phrase))
        else:
            yield from _last(c for c in reversed(chains.values()) if _may_mean(state, c, phrase))


def _may_mean(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether what a chain is called does not rule it out: *the senator* is no Mayor Moss, *state radio* no station."""
    tests = (
        matching.holds_another_office,
        matching.is_called_apart,
        matching.is_another_body,
        matching.acts_beside,
        matching.is_anothers,
        matching.is_its_owner,
        matching.is_of_other_gender,
        matching.is_called_nothing_of_the_kind,
    )
    if any(is_apart(state, chain, phrase) for is_apart in tests):
        return False
    if chain.entity is not None and matching.is_nameless(state, phrase):
        return False
    unnamed = "media" in phrase.classes and not phrase.determiner and not phrase.plural
    return not (unnamed and chain.entity is not None) and _could_be(chain, phrase)


def _last(chains: Iterable[Chain]) -> Iterator[Chain]:
    """The first of `chains`, of which the last mentioned come first: as many as are weighed, and those beside them."""
    head = -1
    for number, chain in enumerate(chains):
        if number >= _MOST and chain.phrases[-1].head < head:
            return
        head = chain.phrases[-1].head
        yield chain


def _last_mention(chain: Chain) -> tuple[int, int]:
    return chain.phrases[-1].head, chain.number


def _named_in_what_is_said(state: Discourse, phrase: Phrase) -> set[str]:
    """The labels of those whom the rest of the sentence names: who says *he praised Moss* is not Moss."""
    cols, at = state.cols, phrase.head
    end = min(len(cols), at + _REACH)
    first, last = (bisect_left(state.names, token, key=lambda n: n.start) for token in (at + 1, end))
    here = cols.sentence[at]
    return {state.home[n].label for n in range(first, last) if cols.sentence[state.names[n].start] == here}


def _proposals(state: Discourse, phrase: Phrase) -> dict[int, list[str]]:
    """The chains that sieves propose, by number, each with the sieves' names in their order; firm ones found none."""
    sieves = nominals.SIEVES if phrase.form is Form.NOMINAL else pronouns.SIEVES
    found: dict[int, list[str]] = {}
    for name, sieve in sieves:
        match = sieve(state, phrase) if name not in FIRM else None
        if match is not None:
            found.setdefault(match[0].number, []).append(match[1] or name)
    return found


def _may_be(sort: Sort, pronoun: str) -> bool:
    """Whether a pronoun may stand for chains of this sort."""
    type_, named, gender = sort
    if pronoun in GENDERED:
        return type_ is ChainType.PERSON and gender in ("", GENDERED[pronoun])
    if pronoun in THEY:
        return type_ in (ChainType.PEOPLE, *THINGS) or not (named and type_ is ChainType.PERSON)
    return type_ in THINGS or (pronoun not in IT and type_ is ChainType.OTHER)


def _could_be(chain: Chain, phrase: Phrase) -> bool:
    """Whether number and sort let a description be joined to a chain at all."""
    human, thing = bool(phrase.classes & {"human", "collective"}), bool(phrase.classes & {"document", "body", "media"})
    if human and not thing:
        return chain.type in (ChainType.PERSON, ChainType.PEOPLE, ChainType.OTHER) or chain.plural
    if thing and not human:
        return chain.type not in (ChainType.PERSON, ChainType.PEOPLE) or "voice" in phrase.classes
    return True


# ---------------------------------------------------------------- features


def _features(
    state: Discourse,
    phrase: Phrase,
    chain: Chain,
    steps: Sequence[str],
    is_first: bool,
    is_best: bool,
    told: Collection[str],
    only: bool,
) -> Iterator[tuple[str, float]]:
    yield "bias", 1.0
    for step in steps:
        yield f"sieve {step}", 1.0
    if is_first:
        yield f"first sieve {steps[0]}", 1.0
    if is_best:
        yield "most salient", 1.0
    if chain.entity is not None:
        if chain.entity.label in told:
            yield "named in what is said", 1.0
        if only:
            yield "the only one named", 1.0
    yield from _place(state, phrase, chain)
    if phrase.form is Form.PRONOUN:
        yield from _of_pronoun(state, phrase, chain)
    else:
        yield from _of_description(state, phrase, chain)


def _place(state: Discourse, phrase: Phrase, chain: Chain) -> Iterator[tuple[str, float]]:
    """How near a chain is, and whether it spoke before."""
    if not chain.phrases:
        yield "not yet mentioned", 1.0
        return
    cols, last = state.cols, chain.phrases[-1]
    yield "salience", min(3.0, salience(chain, state.now(phrase)) / 100)
    sentences = abs(cols.sentence[phrase.head] - cols.sentence[last.head])
    yield "sentences back", log2(1 + sentences)
    blocks = abs(cols.block[phrase.head] - cols.block[last.head])
    yield "blocks back", log2(1 + blocks)
    if sentences == 0:
        yield "same sentence", 1.0
    yield from _turn(state, phrase, chain)
    if last.head in state.reported or cols.quoted[last.head]:
        yield "last mention in others' words", 1.0
    if cols.dep[last.head] in ("nsubj", "nsubjpass"):
        yield "last mention is subject", 1.0
    if sentences == 0 and cols.dep[last.head] in ("dobj", "pobj", "dative") and cols.head[last.head] >= phrase.head:
        yield "object of its own verb", 1.0
    if _are_more(3, (p.head for p in chain.phrases)):
        yield "often mentioned", 1.0
    if last.head > phrase.head - _REACH and cols.head[last.head] == cols.head[phrase.head] and last.head != phrase.head:
        yield "same verb", 1.0


def _are_more(number: int, items: Iterable[int]) -> bool:
    """Whether there are more than so many different `items`."""
    seen: set[int] = set()
    for item in items:
        seen.add(item)
        if len(seen) > number:
            return True
    return False


def _turn(state: Discourse, phrase: Phrase, chain: Chain) -> Iterator[tuple[str, float]]:
    """Whether it has spoken, and whether it spoke last."""
    block = state.cols.block
    if state.spoken:
        speaker, of_whom = state.spoken[-1]
        if of_whom is chain:
            yield "spoke last", 1.0
            if len(state.spoken) > 1 and state.spoken[-2][1] is chain:
                yield "spoke the last two times", 1.0
            if block[speaker.head] == block[phrase.head]:
                yield "spoke last, same block", 1.0
            elif block[phrase.head] - block[speaker.head] == 1:
                yield "spoke last, block before", 1.0
    if chain.has_spoken:
        yield "has spoken", 1.0
        if len(chain.likely) > 2:
            yield "speaks often", 1.0


def _of_pronoun(state: Discourse, phrase: Phrase, chain: Chain) -> Iterator[tuple[str, float]]:
    wanted = GENDERED.get(phrase.noun, "")
    kind = "he or she" if wanted else "they" if phrase.noun in THEY else "it"
    if wanted and chain.gender == wanted:
        yield "gender agrees", 1.0
    elif wanted:
        yield "gender not known", 1.0
    yield f"{kind}: {chain.type}", 1.0
    if chain.entity is not None:
        yield f"{kind}: named", 1.0
        if chain.entity.type is NameType.PLACE:
            yield "a place", 1.0
    if chain.plural:
        yield f"{kind}: plural", 1.0
    if not chain.has_spoken and chain.entity is None:
        yield "only mentioned", 1.0
    cols = state.cols
    if any(cols.block[p.head] in cols.headline for p in chain.phrases[:1]):
        yield "in the headline", 1.0


def _of_description(state: Discourse, phrase: Phrase, chain: Chain) -> Iterator[tuple[str, float]]:
    named = "named" if chain.entity is not None else "unnamed"
    yield f"{phrase.determiner or 'no determiner'}: {named}", 1.0
    yield f"{named}: {chain.type}", 1.0
    yield f"{'plural' if phrase.plural else 'singular'}: {named}", 1.0
    if phrase.plural != chain.plural and chain.entity is None:
        yield "numbers differ", 1.0
    told = gender_of(phrase)
    if told and chain.gender:
        yield "genders agree" if told == chain.gender else "genders differ", 1.0
    yield from _nouns(state, phrase, chain, named)
    if matching.is_fresh(state, phrase):
        yield "fresh", 1.0
    if phrase.owner >= 0 or phrase.owner_pronoun >= 0:
        yield f"owned: {named}", 1.0
        owner = matching.owner_of(state, phrase)
        if owner is chain:
            yield "its owner", 1.0
        elif owner is not None and chain.owner >= 0:
            yield "same owner" if owner.number == chain.owner else "another's", 1.0
    for name in sorted(phrase.classes.intersection(_CLASSES)):
        yield f"{name}: {named}", 1.0
        if chain.entity is None and name in chain.classes:
            yield f"both {name}", 1.0
    if state.cols.block[phrase.head] in state.cols.lead or matching.is_in_headline(state, phrase):
        yield f"at the top: {named}", 1.0


def _nouns(state: Discourse, phrase: Phrase, chain: Chain, named: str) -> Iterator[tuple[str, float]]:
    """What the nouns and the words before them say."""
    roles = list(chain.roles)
    nouns = chain.nouns
    fit = matching.fit(state, chain, phrase)
    if fit:
        yield f"fits {min(fit, 4)}: {named}", 1.0
    elif nouns:
        yield f"known by other roles: {named}", 1.0
    else:
        yield f"no role known: {named}", 1.0
    yield from _shared(state, phrase, chain)
    if phrase.noun in nouns:
        yield f"same noun: {named}", 1.0
        if phrase.plural != chain.plural:
            yield f"same noun, other number: {named}", 1.0
        before = [modifiers for noun, modifiers in roles if noun == phrase.noun]
        yield from _modifiers(phrase.modifiers, before)
    if chain.entity is not None and phrase.noun in chain.entity.label.lower().split():
        yield "noun in its name", 1.0
    if chain.entity is not None and phrase.modifiers & set(chain.entity.label.lower().split()):
        yield "modifier in its name", 1.0
    counts = chain.counts if chain.entity is None else set()
    if phrase.count and counts:
        yield "counts agree" if phrase.count in counts else "counts differ", 1.0


def _shared(state: Discourse, phrase: Phrase, chain: Chain) -> Iterator[tuple[str, float]]:
    """How many of its words a chain has in common with the phrase, all that follows a noun counted in."""
    mine = _content(state, phrase)
    others = _contents(state, chain)
    if not mine or not others:
        return
    most = max(others, key=lambda words: len(words & mine))
    yield "words shared", min(3.0, float(len(most & mine)))
    yield "share of words shared", len(most & mine) / len(mine | most)
    if mine <= most:
        yield "all its words said before", 1.0
    elif most <= mine:
        yield "says more than before", 1.0


def _contents(state: Discourse, chain: Chain) -> Collection[frozenset[str]]:
    """The words of the mentions of a chain but for pronouns, each set once, in order."""
    for phrase in chain.phrases[chain.read :]:
        if phrase.form is not Form.PRONOUN:
            chain.contents[_content(state, phrase)] = None
    chain.read = len(chain.phrases)
    return chain.contents


def _content(state: Discourse, phrase: Phrase) -> frozenset[str]:
    """The nouns, adjectives, numbers and names of a phrase, small."""
    cols = state.cols
    start, end = cols.tokens(phrase.span)
    return frozenset(cols.lower[i] for i in range(start, end) if cols.tag[i][:2] in ("NN", "JJ", "CD", "VB"))


def _modifiers(mine: Collection[str], before: Sequence[Collection[str]]) -> Iterator[tuple[str, float]]:
    """Whether the words before one noun are those before it elsewhere, some of them, or others."""
    sets = [set(other) for other in before]
    own = set(mine)
    if any(own == other for other in sets):
        yield "same modifiers", 1.0
    elif any(own < other for other in sets):
        yield "fewer modifiers", 1.0
    elif any(own > other for other in sets):
        yield "more modifiers", 1.0
    else:
        yield "other modifiers", 1.0
