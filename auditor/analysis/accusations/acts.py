"""What the accused does by way of an answer, or has not done: *pleaded not guilty*, *has not commented*.

Such words report no statement and no request by a journalist, and tell all the same whether the accused was heard.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Token

from auditor.analysis.accusations.accusers import subject_of
from auditor.analysis.accusations.parties import Party
from auditor.analysis.accusations.voices import called, is_named
from auditor.base.spans import Span
from auditor.language import syntax
from auditor.language.parsed import Parsed
from auditor.records.appraisal import ReplyKind
from auditor.records.resolved import Resolved

_KINDS: Mapping[str, ReplyKind] = {
    "denying": ReplyKind.DENIAL,
    "owning": ReplyKind.STATEMENT,
    "silent": ReplyKind.NO_RESPONSE,
}
"""What the tags of the lexicon say of an act."""


@dataclass(frozen=True, slots=True)
class Act:
    """An answer that is no statement, or that none was given."""

    kind: ReplyKind
    span: Span
    who: str | None
    """The label of the figure that does it."""
    called: str
    """The words for whoever does it, in lower case, without *the*."""


class Acts:
    """The acts of answering in an article."""

    def __init__(self, parsed: Parsed, resolved: Resolved) -> None:
        self._parsed = parsed
        self._resolved = resolved

    def of(self, party: Party) -> Iterator[Act]:
        """Those of `party`, in order."""
        labels = called(party, self._parsed.words)
        for act in self._all:
            named = act.who is None and is_named([act.called], party.names)
            if act.who == party.label or act.called in labels or named:
                yield act

    @property
    def silences(self) -> Iterator[Act]:
        """Those that tell that somebody has given no answer, in order."""
        return (act for act in self._all if act.kind is ReplyKind.NO_RESPONSE)

    @cached_property
    def _all(self) -> list[Act]:
        return sorted(self._found(), key=lambda act: (act.span.start, act.span.end))

    @cached_property
    def _figures(self) -> Mapping[int, str]:
        """Labels of figures, by where the head words of their mentions begin."""
        return {head: figure.label for figure in self._resolved.figures for head in figure.heads}

    def _found(self) -> Iterator[Act]:
        text, words = self._parsed.text, self._parsed.words
        for tag, kind in _KINDS.items():
            for span in words.every(text, [Span(0, len(text))], "replies", tag):
                subject = self._subject(span)
                if subject is not None:
                    words_for = syntax.noun_phrase(subject).of(text).lower().removeprefix("the ")
                    yield Act(kind, span, self._figures.get(subject.idx), words_for)

    def _subject(self, span: Span) -> Token | None:
        """Who does what `span` says: the subject of its main verb."""
        tokens = list(syntax.between(self._parsed.doc, span.start, span.end))
        verb = next((t for t in tokens if syntax.is_verbal(t) and not span.covers(t.head.idx)), None)
        verb = next((t for t in tokens if syntax.is_verbal(t) and t.head == t), verb)
        return None if verb is None else subject_of(verb)
