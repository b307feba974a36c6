"""Who speaks for somebody who is accused: the accused, those who are said to, and those who may."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from auditor.analysis.accusations.parties import Party
from auditor.language.function_words import ARTICLES, HE_OR_SHE, IT, THEY, any_of
from auditor.language.words import Words
from auditor.records.sourcing import Form, Source, SourceKind

_NAMED = re.compile(r"\b[A-Z][a-z]+|\b[A-Z]{2,}")
_ABOUT = re.compile(rf"\b{any_of(HE_OR_SHE | THEY | IT | ARTICLES)}\b", re.I)
_RUN = re.compile(r"\w+")
_SPOKES = (SourceKind.UNNAMED_SPOKESPERSON, SourceKind.NAMED_ORGANIZATION, SourceKind.NAMED_PERSON, SourceKind.DOCUMENT)


@dataclass(frozen=True, slots=True)
class _Voice:
    """A source that may speak for somebody, and what it is called."""

    source: Source
    about: str
    """All words for it, in lower case."""
    speaks: bool
    """Whether one of them says that it speaks for somebody."""


class Voices:
    """The sources of an article by what they are called; `voice` finds the words for those who speak for somebody."""

    def __init__(self, text: str, sources: Sequence[Source], voice: re.Pattern[str], words: Words) -> None:
        self._text = text
        self._words = words
        self._sources = sources
        self._voice = voice

    def of(self, party: Party) -> dict[str, bool]:
        """Those who speak for `party`, itself among them, by their ids, and whether that is sure."""
        found = dict.fromkeys(self._unsure, False)
        labels = called(party, self._words)
        for voice in self._near(party, labels):
            kind, label = voice.source.kind, voice.source.label.lower().removeprefix("the ")
            sure = voice.speaks or not party.person or kind is SourceKind.NAMED_ORGANIZATION
            if label in labels or (sure and is_named([voice.about], party.names)):
                found[voice.source.id] = True
        if party.source_id in self._ids:
            found[party.source_id] = True
        return found

    def _near(self, party: Party, labels: frozenset[str]) -> Iterator[_Voice]:
        """The voices that may have the party's name, or one of `labels` for their own."""
        numbers = {n for name in party.names for n in self._by_run.get(_first_run(name), ())}
        numbers.update(n for label in labels for n in self._by_label.get(label, ()))
        return (self._all[n] for n in sorted(numbers))

    @cached_property
    def _all(self) -> Sequence[_Voice]:
        return [self._read(source) for source in self._sources if source.kind in _SPOKES]

    def _read(self, source: Source) -> _Voice:
        words = self._called(source)
        return _Voice(source, words.lower(), self._voice.search(words) is not None)

    def _called(self, source: Source) -> str:
        words = [source.label, *(m.span.of(self._text) for m in source.mentions if m.form is Form.NOMINAL)]
        if source.description is not None:
            words.append(source.description.of(self._text))
        return " ".join(words)

    @cached_property
    def _by_run(self) -> dict[str, list[int]]:
        """The numbers of voices by the runs of letters in what they are called, and, under nothing, all of them."""
        found: dict[str, list[int]] = defaultdict(list)
        for number, voice in enumerate(self._all):
            for run in {*_RUN.findall(voice.about), ""}:
                found[run].append(number)
        return found

    @cached_property
    def _by_label(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for number, voice in enumerate(self._all):
            found[voice.source.label.lower().removeprefix("the ")].append(number)
        return found

    @cached_property
    def _ids(self) -> frozenset[str]:
        return frozenset(source.id for source in self._sources)

    @cached_property
    def _unsure(self) -> Sequence[str]:
        """The ids of those who may speak for anybody: spokespeople of nobody who is named, and *her lawyer*."""
        return [voice.source.id for voice in self._all if self._may_be_anybodys(voice)]

    def _may_be_anybodys(self, voice: _Voice) -> bool:
        source = voice.source
        if source.kind is SourceKind.UNNAMED_SPOKESPERSON and not _NAMED.search(self._called(source)[1:]):
            return True
        if source.kind is SourceKind.NAMED_PERSON and source.description is not None:
            described = source.description.of(self._text)
            told = self._voice.search(described) and _ABOUT.search(described)
            return bool(told) and not _NAMED.search(described[1:])
        return False


def called(party: Party, words: Words) -> frozenset[str]:
    """What else a body is called, in lower case: by a short form, or, a state, by its capital; people are not."""
    if party.person:
        return frozenset()
    whole = party.label.lower().removeprefix("the ")
    states = words.tags("governments", whole)
    return frozenset({whole, short_form(party), *(words.tagged("governments", *sorted(states)) if states else ())})


def short_form(party: Party) -> str:
    """What a body may be called for short, in lower case: *council* for Northgate Council."""
    return next(reversed(party.label.lower().split()), "")


def is_named(words: Iterable[str], names: frozenset[str]) -> bool:
    """Whether one of `names` stands as a whole in one of `words`, all of them in lower case."""
    return any(name in each and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", each) for each in words for name in names)


def _first_run(name: str) -> str:
    """The first run of letters in a name; empty if it has none."""
    found = _RUN.search(name)
    return found[0] if found else ""
