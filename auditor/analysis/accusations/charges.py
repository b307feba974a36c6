"""Which places are one charge: the same accused, the same wrong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
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
    # The latest place by each of its words; under None the latest that has none, which may be part of any charge.
    last: dict[tuple[str, AccusationKind], dict[str | None, int]] = defaultdict(dict)
    for at, wrong in enumerate(wrongs):
        before = last[wrong.party, wrong.kind]
        same = [before[word] for word in (*words[at], None) if word in before] if words[at] else [*before.values()]
        number = found[max(same)] if same else fresh
        fresh += number == fresh
        found.append(number)
        before.update(dict.fromkeys(words[at] or (None,), at))
    return found


def own_words(party: str) -> frozenset[str]:
    """The words of a label, in lower case."""
    return frozenset(word.lower() for word in party.split())


def telling(doc: Doc, spans: Sequence[Span], own: frozenset[str]) -> frozenset[str]:
    """The lemmas of the words in `spans` that say something, but for `own`, in lower case."""
    return frozenset(lemma for word, lemma in forms(doc, spans) if word not in own)


def forms(doc: Doc, spans: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """The words in `spans` that say something, each with its lemma, in lower case."""
    inside = (t for span in spans for t in syntax.between(doc, span.start, span.end))
    return ((t.lower_, t.lemma_.lower()) for t in inside if t.pos_ in _TELLING and not t.is_stop)
