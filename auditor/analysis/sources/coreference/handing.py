"""Mentions handed from one chain to another that turns out to be the same speaker's."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.sources.coreference.chains import Chain, Discourse
from auditor.analysis.sources.mentions.mentions import Phrase
from auditor.records.rules import FoundBy
from auditor.records.sourcing import Evidence


def over(state: Discourse, home: Chain, chain: Chain, moved: Sequence[Phrase], step: str, why: str) -> None:
    """Makes the mentions `moved` of `chain` those of `home`, with all that has been found of it and why."""
    left = {id(phrase) for phrase in moved}
    chain.phrases = [phrase for phrase in chain.phrases if id(phrase) not in left]
    home.phrases = sorted([*home.phrases, *moved], key=lambda p: (p.head, p.statement))
    for phrase in moved:
        state.of_token[phrase.head] = home
    words, label = moved[0].span, home.entity.label if home.entity else ""
    what = f"{words.of(state.cols.article.text)!r} is {label!r} ({why})"
    home.evidence = [*home.evidence, *chain.evidence, Evidence(step, words, what, FoundBy.SOURCES)]
