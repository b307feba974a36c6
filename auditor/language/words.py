"""The word lists of the packs in force, looked up in one way; each is made ready once, when it is first asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal

from auditor.base.errors import PackError
from auditor.base.spans import Span
from auditor.records.rules import Lexicon

ListName = Literal[
    "bare-words", "blame", "channels", "cues", "demonyms", "descriptions", "descriptors", "details", "documents",
    "fates", "first-names", "genres", "governments", "groups", "hedges", "interests", "knowledge", "media",
    "nicknames", "not-names", "numbers", "opinions", "organizations", "reasons", "replies", "roles", "titles", "tones",
    "unvoiced", "wrongs",
]  # fmt: skip
"""The lexicons of the pack `core` that the analysis asks, by their names."""

_TWINS = {0x130: "i", 0x131: "i", 0x17F: "s", 0x212A: "k"}
"""Letters that Python's regular expressions take for one of ASCII where case does not matter, and `str.lower` does not:
İ, ı, ſ and the sign of Kelvin."""
_RUNS = re.compile(r"[a-zA-Z0-9]+")
_FEW = 40
"""So many selections of a list's entries are compiled before the whole of it is."""

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
        self._by_word: dict[tuple[str, ...], Mapping[str, list[str]]] = {}
        self._some: dict[tuple[str, ...], dict[tuple[str, ...], re.Pattern[str] | None]] = {}

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
            self._patterns[key] = _any_of(self.tagged(name, *tags))
        return self._patterns[key]

    def every(self, text: str, spans: Iterable[Span], name: ListName, *tags: str) -> Iterator[Span]:
        """Where such entries stand in `spans` of `text`, in order; where several begin at one place, the longest."""
        key = (name, *tags)
        if key not in self._by_word:
            self._by_word[key] = _by_word(self.tagged(name, *tags))
        for span in spans:
            pattern = self._pattern_for(span.of(text), name, tags)
            for match in pattern.finditer(text, span.start, span.end) if pattern is not None else ():
                yield Span(match.start(), match.end())

    def _pattern_for(self, words: str, name: ListName, tags: tuple[str, ...]) -> re.Pattern[str] | None:
        """A pattern that finds in `words` what that of the whole list finds; None if nothing of it stands there.

        To compile a list takes longer than to look through an article, which holds few of its entries.
        """
        key = (name, *tags)
        by_word = self._by_word[key]
        there = tuple(sorted({entry for word in _words(words) for entry in by_word.get(word, ())}.union(by_word[""])))
        if not there or key in self._patterns:
            return self._patterns[key] if there else None
        known = self._some.setdefault(key, {})
        if there not in known:
            if len(known) >= _FEW:
                return self.pattern(name, *tags)
            known[there] = _any_of(there)
        return known[there]

    def first(self, text: str, spans: Iterable[Span], name: ListName, *tags: str) -> Span | None:
        """The first such entry in `spans` of `text`; None if there is none."""
        return next(self.every(text, spans, name, *tags), None)


def _is_of(name: str, pack: str) -> bool:
    return name.partition("/")[0] == pack


def _words(text: str) -> set[str]:
    """The runs of letters and digits of ASCII in a text, in small letters."""
    return set(_RUNS.findall(text.translate(_TWINS).lower()))


def _by_word(entries: Iterable[str]) -> Mapping[str, list[str]]:
    """Entries by a word that stands wherever they do, the longest that they hold; by no word those without one."""
    found: dict[str, list[str]] = {"": []}
    for entry in entries:
        found.setdefault(max(_words(entry), key=lambda word: (len(word), word), default=""), []).append(entry)
    return found


def _any_of(entries: Sequence[str]) -> re.Pattern[str] | None:
    """A pattern for entries as `Words.pattern` has it; None for none."""
    longest = sorted(entries, key=lambda word: (-len(word), word))
    joined = rf"(?<![\w-])(?:{'|'.join(map(_pattern, longest))})(?![\w-])"
    return re.compile(joined, re.I) if longest else None


def _pattern(words: str) -> str:
    return r"\s+".join(re.escape(word).replace("'", "['’]") for word in words.split())
