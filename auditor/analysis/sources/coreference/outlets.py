"""What is called a paper: an outlet, but no agency and no station, or the study that has just spoken."""

from __future__ import annotations

from auditor.analysis.sources.coreference import matching
from auditor.analysis.sources.coreference.chains import Chain, ChainType, Discourse, Found, found
from auditor.analysis.sources.mentions.mentions import Phrase


def may_be_called(state: Discourse, chain: Chain, noun: str) -> bool:
    """Whether an outlet may be called `noun`; no agency and no station is *the paper*."""
    words = state.cols.words
    label = chain.entity.label.lower() if chain.entity is not None else ""
    return not (words.has("media", noun, "print") and words.has("media", label, "unprinted"))


def paper_of_study(state: Discourse, phrase: Phrase) -> Found:
    """*The paper* after a study that has spoken since the last outlet did: the study."""
    read_too = state.cols.words.has("documents", phrase.noun, "study") and "media" in phrase.classes
    if not read_too or phrase.plural or phrase.statement < 0 or not matching.is_anaphoric(state, phrase):
        return None
    last = next((c for _, c in reversed(state.spoken) if c.type is ChainType.MEDIA or "study" in c.classes), None)
    return found(last if last is not None and last.type is ChainType.DOCUMENT else None)
