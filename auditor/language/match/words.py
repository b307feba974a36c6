"""The words of lexicons as patterns refer to them: each list is written out once, however often it is named."""

from __future__ import annotations

from collections.abc import Mapping

import re2
from spacy.vocab import Vocab

from auditor.base.errors import At, PackError
from auditor.language.literals import Clause, of_words
from auditor.language.match.elements import numbers
from auditor.records.rules import Lexicon, Rule


class Words:
    """The lexicons of the loaded packs; a reference is `lexicon#tag`, of the rule's own pack, or `pack/lexicon#tag`."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = lexicons
        self._tagged: dict[str, tuple[str, ...]] = {}
        self._alternatives: dict[str, str] = {}
        self._clauses: dict[str, Clause | None] = {}
        self._numbers: dict[tuple[str, int], frozenset[int]] = {}

    def alternatives(self, reference: str, rule: Rule) -> str:
        """The words as alternatives of a regular expression, the longest first; raises PackError if there are none."""
        full = _full(reference, rule)
        if full not in self._alternatives:
            ordered = sorted(self._words(reference, rule), key=lambda word: (-len(word), word))
            escaped = (re2.escape(word).replace(r"\ ", r"\s+").replace(r"\'", "['’]") for word in ordered)
            self._alternatives[full] = "(?:" + "|".join(escaped) + ")"
        return self._alternatives[full]

    def clause(self, reference: str, rule: Rule) -> Clause | None:
        """What a text holds wherever one of the words stands, if that is known; raises PackError if there are none."""
        full = _full(reference, rule)
        if full not in self._clauses:
            self._clauses[full] = of_words(self._words(reference, rule))
        return self._clauses[full]

    def numbers(self, reference: str, rule: Rule, attribute: int, vocab: Vocab) -> frozenset[int]:
        """The words as spaCy's numbers for values of `attribute`; raises PackError if there are none."""
        key = _full(reference, rule), attribute
        if key not in self._numbers:
            self._numbers[key] = numbers(self._words(reference, rule), attribute, vocab)
        return self._numbers[key]

    def _words(self, reference: str, rule: Rule) -> tuple[str, ...]:
        full = _full(reference, rule)
        if full not in self._tagged:
            name, _, tag = full.partition("#")
            lexicon = self._lexicons.get(name)
            self._tagged[full] = lexicon.tagged(tag) if lexicon else ()
        if not self._tagged[full]:
            message = f"rule {rule.id!r} names the words {reference!r}, which no lexicon holds"
            raise PackError(message, code="A241", at=At(rule.path, rule.line))
        return self._tagged[full]


def _full(reference: str, rule: Rule) -> str:
    return reference if "/" in reference.partition("#")[0] else f"{rule.id.split('/')[0]}/{reference}"
