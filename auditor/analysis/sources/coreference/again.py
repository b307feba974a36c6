"""Whether what is told of somebody without a name is told again of somebody with one."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.analysis.sources.coreference.chains import Discourse
from auditor.analysis.sources.mentions.mentions import Phrase

_ENOUGH = 2
"""So many words are told again of whoever is introduced by no role."""
_TELLING = ("NN", "JJ", "CD")
_SHORT = 2


def is_told_again(state: Discourse, phrase: Phrase, later: Phrase) -> bool:
    """Whether the person named by `later` says again what `phrase` says, or is described in the words around it."""
    entity = state.home[later.name]
    mine = state.said.of(phrase.statement)
    named = (p for p in state.phrases if p.name >= 0 and p.statement >= 0 and state.home[p.name] is entity)
    if any(len(mine & state.said.of(p.statement)) >= _ENOUGH for p in named):
        return True
    return len(set(_sentence(state, phrase)) & set(_sentence(state, later))) >= _ENOUGH


def _sentence(state: Discourse, phrase: Phrase) -> Iterator[str]:
    """The nouns, adjectives and numbers of the sentence of a phrase, as a dictionary has them."""
    cols, here = state.cols, state.cols.sentence[phrase.head]
    start = end = phrase.head
    while start > 0 and cols.sentence[start - 1] == here:
        start -= 1
    while end < len(cols) and cols.sentence[end] == here:
        end += 1
    for at in range(start, end):
        if cols.tag[at].startswith(_TELLING) and len(cols.text[at]) > _SHORT:
            yield cols.doc[at].lemma_.lower()
