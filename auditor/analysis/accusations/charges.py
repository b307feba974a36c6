"""Which places are one charge: the same accused, the same wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from auditor.base.spans import Span
from auditor.language import syntax
from auditor.records.appraisal import AccusationKind

_TELLING = frozenset({"NOUN", "VERB", "ADJ", "PROPN"})


@dataclass(frozen=True, slots=True)
class Wrong:
    """What somebody is accused of, at one place."""

    party: str
    kind: AccusationKind
    span: Span


def numbered(doc: Doc, wrongs: Sequence[Wrong]) -> list[int]:
    """For each place the number of its charge, from 0: that of an earlier place of the same accused that shares a word.

    Words for the accused, and words that say no more than that somebody is accused, are no such words.
    """
    found: list[int] = []
    fresh = 0
    words = [telling(doc, [wrong.span], own_words(wrong.party)) for wrong in wrongs]
    alike: dict[tuple[str, AccusationKind], list[int]] = defaultdict(list)
    for at, wrong in enumerate(wrongs):
        before = alike[wrong.party, wrong.kind]
        same = (n for n in reversed(before) if words[n] & words[at] or not words[n] or not words[at])
        number = next((found[n] for n in same), fresh)
        fresh += number == fresh
        found.append(number)
        before.append(at)
    return found


def own_words(party: str) -> frozenset[str]:
    """The words of a label, in lower case."""
    return frozenset(word.lower() for word in party.split())


def telling(doc: Doc, spans: Sequence[Span], own: frozenset[str]) -> frozenset[str]:
    """The lemmas of the words in `spans` that say something, but for `own`, in lower case."""
    inside = (t for span in spans for t in syntax.between(doc, span.start, span.end))
    return frozenset(t.lemma_.lower() for t in inside if t.pos_ in _TELLING and not t.is_stop and t.lower_ not in own)
