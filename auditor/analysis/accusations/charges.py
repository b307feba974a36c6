"""Which places are one charge: the same accused, the same wrong."""

from __future__ import annotations

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
    words = [_telling(doc, wrong) for wrong in wrongs]
    for at, wrong in enumerate(wrongs):
        same = (
            found[before]
            for before in range(at - 1, -1, -1)
            if wrongs[before].party == wrong.party
            and (words[before] & words[at] or not words[before] or not words[at])
            and wrongs[before].kind is wrong.kind
        )
        found.append(next(same, len(set(found))))
    return found


def _telling(doc: Doc, wrong: Wrong) -> frozenset[str]:
    own = {word.lower() for word in wrong.party.split()}
    inside = syntax.between(doc, wrong.span.start, wrong.span.end)
    return frozenset(t.lemma_.lower() for t in inside if t.pos_ in _TELLING and not t.is_stop and t.lower_ not in own)
