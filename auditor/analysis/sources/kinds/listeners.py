"""To whom somebody without a name spoke: to a journalist, or to others who were there."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.sources.columns import Page
from auditor.analysis.sources.mentions import nouns
from auditor.language.function_words import OBJECTS
from auditor.records.sourcing import Statement

_OBJECTS = frozenset({"dobj", "dative", "iobj"})


def told_a_journalist(page: Page, statements: Sequence[Statement]) -> bool:
    """Whether some cue is one of telling a journalist, or none says otherwise."""
    channels = [_channels(page, s) for s in statements if s.cue is not None]
    return any("interview" in c for c in channels) or not any("public" in c for c in channels)


def _channels(page: Page, statement: Statement) -> frozenset[str]:
    if statement.cue is None:
        return frozenset()
    cue = range(*page.tokens(statement.cue))
    if any(_went_to_others(page, at) for at in cue if page.pos[at] == "VERB"):
        return frozenset({"public"})
    return frozenset().union(*(page.words.tags("channels", page.doc[at].lemma_) for at in cue))


def _went_to_others(page: Page, verb: int) -> bool:
    """*told the crowd*, *told him*, *said on Twitter*, *says in the video*."""
    tells = page.words.has("channels", page.doc[verb].lemma_.lower(), "addressed")
    for child in page.doc[verb].rights:
        if tells and child.dep_ in _OBJECTS and _is_no_journalist(page, child.i):
            return True
        if child.dep_ == "prep" and any(_is_public_place(page, c.i) for c in child.rights if c.dep_ == "pobj"):
            return True
    return False


def _is_no_journalist(page: Page, at: int) -> bool:
    """Whether the noun or pronoun at `at` stands for people, and they are not of the press; names may be."""
    if page.lower[at] in OBJECTS:
        return True
    if page.tag[at] not in ("NN", "NNS"):
        return False
    noun, _ = nouns.singular(page, at)
    found = nouns.classes(page, noun, at)
    press = page.words.has("titles", noun, "reporter") or "media" in found
    return bool(found & {"human", "collective", "body"}) and not press


def _is_public_place(page: Page, at: int) -> bool:
    return page.words.has("channels", page.doc[at].lemma_.lower(), "place")
