"""For whom somebody speaks, if the words for the speaker tell: *her lawyer*, *the couple's spokesman*."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from auditor.base.spans import Nest, Span
from auditor.language import syntax
from auditor.records.sourcing import Form, Source

_HELD = ("poss", "compound", "nmod")
"""How somebody hangs on the word for who speaks for him: *her lawyer*, *the Finch campaign*."""
_FOR = frozenset({"for", "of", "from", "with", "at"})
"""Between who speaks and for whom: *a lawyer for the couple*."""


class Principals:
    """Which sources speak for somebody, by the places of the words for him."""

    def __init__(self, doc: Doc, sources: Sequence[Source], voice: re.Pattern[str]) -> None:
        self._doc = doc
        self._voice = voice
        self._called = Nest((words, (words, source)) for source in sources for words in _descriptions(source))

    def voices(self, mentions: Sequence[Span]) -> Iterator[str]:
        """The ids of those who are called a voice of the one whom `mentions` are words for."""
        for mention in mentions:
            for words, source in self._called.around(mention):
                if words != mention and any(map(self._is_voice, self._serving(mention, words))):
                    yield source.id

    def _serving(self, mention: Span, words: Span) -> Iterator[Token]:
        """What in `words` the mention belongs to, nearest first; not through a verb: *a lawyer who sued her*."""
        chain: list[Token] = []
        token = syntax.root_of(self._doc, mention)
        while token is not None and words.covers(token.head.idx) and token.head != token:
            if token.dep_ in _HELD:
                token = token.head
            elif token.dep_ == "pobj" and token.head.lower_ in _FOR and words.covers(token.head.head.idx):
                token = token.head.head
            else:
                return
            chain.append(token)
            if token.dep_ == "appos" and words.covers(token.head.idx):
                break
        yield from chain

    def _is_voice(self, token: Token) -> bool:
        return self._voice.search(token.text) is not None


def _descriptions(source: Source) -> Iterator[Span]:
    yield from (m.span for m in source.mentions if m.form is not Form.PRONOUN)
    if source.description is not None:
        yield source.description
