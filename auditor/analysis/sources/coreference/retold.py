"""One person told of twice: in headline or lead without a name, and below by name (cataphora over sentences).

*A Harbour teacher said pupils had threatened her. … Ada Moss, 43, said pupils had threatened her.* Nearness joins
nobody: what is said above must be said again below, or the role must be the same and only one person's.
"""

from __future__ import annotations

from collections.abc import Iterator

from auditor.analysis.sources.coreference import handing, matching
from auditor.analysis.sources.coreference.chains import Chain, ChainType, Discourse, gender_of
from auditor.analysis.sources.coreference.said import Said
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.mentions.nouns import Determiner
from auditor.analysis.sources.names.titles import FORMS_OF_ADDRESS
from auditor.records.sourcing import Form

STEP = "sources/retold"
_BLOCKS_BELOW = 5
"""Blocks within which whoever opens an article without a name is introduced by it."""
_OPENING = 9
"""Blocks after the first of the text in which an article opens."""
_LEAST = 3
"""So many words are enough where all of them are said again."""
_ENOUGH, _SHARE = 4, 0.45
"""How many words must be said again, and which share of all that was said."""
_MORE, _LARGER_SHARE = 5, 0.5
"""The same where the person is introduced by another role."""
_LIKELY = 0.7
_NEVER = frozenset({"source", "media", "respondents"})


def join(state: Discourse) -> None:
    """Makes those who open the article without a name one with the person below who is the same."""
    said = state.said
    for chain in state.chains:
        if not _is_open(state, chain, said):
            continue
        named = _again_in_lead(state, chain) or _opens_lead(state, chain) or _retold_by(state, chain, said)
        if named is not None:
            _absorb(state, named, chain)


def _is_open(state: Discourse, chain: Chain, said: Said) -> bool:
    """Whether a chain is one speaker without a name, of the opening of the article, who may be named below."""
    if chain.entity is not None or chain.type is not ChainType.PERSON or chain.plural or chain.own_outlet:
        return False
    first = next((p for p in chain.phrases if p.statement >= 0), None)
    if first is None or first.form is not Form.NOMINAL or chain.classes & _NEVER or matching.is_fresh(state, first):
        return False
    if any(said.wants_no_name(p.span) for p in chain.phrases):
        return False
    return not any(state.cols.words.has("numbers", w, "single") for w in state.cols.lower[first.start : first.head])


def _blocks(state: Discourse, one: Phrase, other: Phrase) -> int:
    return state.cols.block[other.head] - state.cols.block[one.head]


def _opens(state: Discourse, phrase: Phrase) -> bool:
    """Whether a phrase stands in the headline or in the first blocks of the text."""
    lead = max(state.cols.lead, default=0)
    return state.cols.block[phrase.head] <= lead + _OPENING


def _again_in_lead(state: Discourse, chain: Chain) -> Chain | None:
    """The person of whom the lead says what the headline calls somebody: *Widow tells …*, *A widow has told …*"""
    if not all(matching.is_in_headline(state, p) for p in chain.phrases):
        return None
    noun, modifiers = chain.phrases[0].noun, chain.phrases[0].modifiers
    below = [
        other
        for other in state.chains
        if other.is_named_person
        for p in other.phrases
        if p.form is Form.NOMINAL
        and p.statement >= 0
        and p.noun == noun
        and state.cols.block[p.head] in state.cols.lead
        and not matching.is_in_headline(state, p)
        and (modifiers <= p.modifiers or p.modifiers <= modifiers)
    ]
    return below[0] if len({c.number for c in below}) == 1 else None


def _opens_lead(state: Discourse, chain: Chain) -> Chain | None:
    """The person with a name who speaks first below a headline that names no speaker, and says some of it again."""
    first = chain.phrases[0]
    if first.determiner or not all(matching.is_in_headline(state, p) for p in chain.phrases):
        return None
    below = (
        (p, other)
        for other in state.chains
        for p in other.phrases
        if p.statement >= 0 and not matching.is_in_headline(state, p)
    )
    opening = min(below, key=lambda each: each[0].head, default=None)
    if opening is None or state.cols.block[opening[0].head] not in state.cols.lead:
        return None
    named, gender = opening[1], chain.gender or gender_of(first)
    if not named.is_named_person or (gender and named.gender not in ("", gender)):
        return None
    if _known_by_role(state, named, first) is False or not _told(chain, state.said) & _told(named, state.said):
        return None
    return named


def _retold_by(state: Discourse, chain: Chain, said: Said) -> Chain | None:
    """The person named below who says what `chain` says above; None if there is none, or if there are two."""
    told = _told(chain, said)
    if not _opens(state, chain.phrases[0]) or len(told) < _LEAST:
        return None
    scores = sorted(
        ((len(told & _told(other, said)), -other.number, other) for other in _named_below(state, chain)), reverse=True
    )
    if not scores or (len(scores) > 1 and scores[0][0] == scores[1][0]):
        return None
    best, _, named = scores[0]
    known = _known_by_role(state, named, chain.phrases[0])
    if known is False:
        return None
    least, share = (_MORE, _LARGER_SHARE) if known is None and _has_role(named) else (_ENOUGH, _SHARE)
    whole = best == len(told)
    return named if whole or (best >= least and best / len(told) >= share) else None


def _told(chain: Chain, said: Said) -> frozenset[str]:
    """The words of all that a chain says."""
    return frozenset().union(*(said.of(p.statement) for p in chain.phrases if p.statement >= 0))


def _named_below(state: Discourse, chain: Chain) -> Iterator[Chain]:
    """The people whom the text names first in a paragraph below `chain`, and not far below, and who may be the same.

    In one paragraph, who says the same bears another out.
    """
    first = chain.phrases[0]
    gender = chain.gender or gender_of(first)
    for other in state.chains:
        if not other.is_named_person or not other.has_spoken or (gender and other.gender not in ("", gender)):
            continue
        names = [p for p in other.phrases if p.form is Form.NAME]
        below = [p for p in names if not matching.is_in_headline(state, p)]
        if below and below[0].head > first.head and 0 < _blocks(state, first, below[0]) <= _BLOCKS_BELOW:
            yield other


def _has_role(chain: Chain) -> bool:
    """Whether the article says what a person is, and not merely *Ms.* or *Mr.*"""
    titles = chain.entity.titles if chain.entity is not None else ()
    return bool({noun for noun, _ in chain.roles} - FORMS_OF_ADDRESS) or bool(titles)


def _known_by_role(state: Discourse, named: Chain, phrase: Phrase) -> bool | None:
    """Whether a person is called what `phrase` says; False where the role is one of an office that another holds."""
    if matching.fit(state, named, phrase):
        return True
    if "spokesperson" in phrase.classes or (phrase.determiner is Determiner.DEFINITE and _has_role(named)):
        return False
    return None


def _absorb(state: Discourse, named: Chain, chain: Chain) -> None:
    """Makes the mentions and statements of `chain` those of `named`."""
    named.gender = named.gender or chain.gender
    named.likely.update(dict.fromkeys(chain.likely, _LIKELY))
    handing.over(state, named, chain, chain.phrases, STEP, "the same is told of both")
