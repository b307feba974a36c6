"""Sieves that find which document is meant: *the survey* for *a poll*, *the findings* of a study."""

from __future__ import annotations

from auditor.analysis.sources.coreference import matching
from auditor.analysis.sources.coreference.chains import (
    Chain,
    ChainType,
    Discourse,
    Found,
    begun_with,
    found,
    most_recent,
)
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.analysis.sources.mentions.nouns import Determiner

_OPENING = 1
"""The highest id of the blocks that open an article, a headline and a lead."""
SORTS = frozenset({"poll", "study", "suit", "mail", "film", "rule", "ruling"})
"""Documents of one sort may be called by different nouns."""
_BLOCKS_BELOW = 3
"""Blocks within which a document of the opening is told of again."""


def same_document(state: Discourse, phrase: Phrase) -> Found:
    """*the survey* for *a poll*, *the suit* for *a lawsuit*; *a Wexford poll* for the *poll* of the headline."""
    if phrase.plural and state.cols.words.has("documents", phrase.noun, "outcome"):
        return _whose_outcome(state, phrase)
    sorts = phrase.classes & SORTS
    if "document" not in phrase.classes or phrase.plural or not sorts or matching.is_fresh(state, phrase):
        return None
    same = [c for c in begun_with(state, sorts) if c.type == ChainType.DOCUMENT and not c.plural]
    if matching.is_anaphoric(state, phrase):
        return found(most_recent(same))
    known = phrase.statement >= 0 and (phrase.owner >= 0 or phrase.determiner is Determiner.INDEFINITE)
    return found(next((c for c in same if known and _is_announced(state, c, phrase)), None))


def _whose_outcome(state: Discourse, phrase: Phrase) -> Found:
    """*the findings*, *the results*: the poll or study spoken of before."""
    if phrase.statement < 0 or phrase.owner >= 0 or not matching.is_anaphoric(state, phrase):
        return None
    measured = begun_with(state, {"poll", "study"})
    return found(most_recent(c for c in measured if c.type is ChainType.DOCUMENT and c.has_spoken))


def _is_announced(state: Discourse, chain: Chain, phrase: Phrase) -> bool:
    """Whether the opening of the article spoke of a document without saying whose, and `phrase` is not far below."""
    if chain.entity is not None or chain.owner >= 0 or not chain.has_spoken:
        return False
    block = state.cols.block
    first = block[chain.phrases[0].head]
    return first <= _OPENING and block[phrase.head] - first <= _BLOCKS_BELOW
