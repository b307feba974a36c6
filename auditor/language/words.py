"""The word lists of the packs in force, looked up in one way; each is made ready once, when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from auditor.base.errors import PackError
from auditor.base.spans import Span
from auditor.records.rules import Lexicon

ListName = Literal[
    "bare-words", "blame", "channels", "cues", "demonyms", "descriptions", "descriptors", "details", "documents",
    "first-names", "genres", "groups", "interests", "knowledge", "media", "nicknames", "not-names", "numbers",
    "opinions", "organizations", "reasons", "replies", "roles", "titles", "tones", "unvoiced", "wrongs",
]  # fmt: skip
"""The lexicons of the pack `core` that the analysis asks, by their names."""

_NO_TAGS: frozenset[str] = frozenset()
_NO_ENTRIES: Mapping[str, frozenset[str]] = {}


class Words:
    """The lexicons of one pack. Entries are lemmas or phrases in lower case, and their tags say what they mean.

    Asked about a word, a list that is not loaded knows nothing; asked for its words, it raises PackError (A252).
    """

    def __init__(self, lexicons: Mapping[str, Lexicon], pack: str = "core") -> None:
        self._lexicons = {name.partition("/")[2]: lexicon for name, lexicon in lexicons.items() if _is_of(name, pack)}
        self._pack = pack
        self._tagged: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._patterns: dict[tuple[str, ...], re.Pattern[str] | None] = {}

    def entries(self, name: ListName) -> Mapping[str, frozenset[str]]:
        """The entries of a list, each with its tags."""
        lexicon = self._lexicons.get(name)
        return lexicon.entries if lexicon is not None else _NO_ENTRIES

    def tags(self, name: ListName, word: str) -> frozenset[str]:
        """What a list says of `word`."""
        return self.entries(name).get(word, _NO_TAGS)

    def has(self, name: ListName, word: str, *tags: str) -> bool:
        """Whether `word` is in a list, under one of `tags` if any are given."""
        found = self.entries(name).get(word)
        return found is not None and (not tags or not found.isdisjoint(tags))

    def tagged(self, name: ListName, *tags: str) -> tuple[str, ...]:
        """The entries of a list with one of `tags`, sorted; raises PackError if it is not loaded."""
        key = (name, *tags)
        if key not in self._tagged:
            if name not in self._lexicons:
                hint = f"Load the pack '{self._pack}' beside your own."
                raise PackError(f"the lexicon '{self._pack}/{name}' is not loaded", code="A252", hint=hint)
            self._tagged[key] = tuple(sorted({word for tag in tags for word in self._lexicons[name].tagged(tag)}))
        return self._tagged[key]

    def pattern(self, name: ListName, *tags: str) -> re.Pattern[str] | None:
        """A pattern for the entries under `tags`, as whole words, whatever their case, spacing and apostrophes.

        None where there are no such entries. Raises PackError if the list is not loaded.
        """
        key = (name, *tags)
        if key not in self._patterns:
            longest = sorted(self.tagged(name, *tags), key=lambda word: (-len(word), word))
            joined = rf"(?<![\w-])(?:{'|'.join(map(_pattern, longest))})(?![\w-])"
            self._patterns[key] = re.compile(joined, re.I) if longest else None
        return self._patterns[key]

    def every(self, text: str, spans: Iterable[Span], name: ListName, *tags: str) -> Iterator[Span]:
        """Where such entries stand in `spans` of `text`, in order; where several begin at one place, the longest."""
        pattern = self.pattern(name, *tags)
        if pattern is None:
            return
        for span in spans:
            for match in pattern.finditer(text, span.start, span.end):
                yield Span(match.start(), match.end())

    def first(self, text: str, spans: Iterable[Span], name: ListName, *tags: str) -> Span | None:
        """The first such entry in `spans` of `text`; None if there is none."""
        return next(self.every(text, spans, name, *tags), None)


def _is_of(name: str, pack: str) -> bool:
    return name.partition("/")[0] == pack


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(word).replace("'", "['’]") for word in words.split())
