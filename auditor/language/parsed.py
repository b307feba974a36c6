"""An article as every later stage reads it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from auditor.language.quotations import Quotation
from auditor.language.tagger.network import Page
from auditor.language.tagger.pieces import Window
from auditor.language.turns import Turn
from auditor.language.words import Words
from auditor.records.article import Article, Note
from auditor.records.origin import Original
from auditor.records.sourcing import Match


@dataclass(frozen=True, slots=True)
class Parsed:
    """The text with its quotations, its parse, what the rules found in it, and the word lists to read it with."""

    article: Article
    """As people see it: with the role of every block decided, and without markup."""
    original: Original
    """The draft's text, and where in it the article's words stand."""
    quotations: tuple[Quotation, ...]
    doc: Doc
    """Of the article's length: offsets in it are offsets in the text."""
    matches: tuple[Match, ...]
    words: Words
    turns: tuple[Turn, ...] = ()
    """The turns of talk, if it is an interview or a transcript."""
    seen: Sequence[tuple[Window, Page]] = ()
    """What the tagger saw, window by window; nothing if it took no part."""
    notes: tuple[Note, ...] = ()
    """Notes on how it was read, such as rules that were stopped."""

    @property
    def text(self) -> str:
        """The text without markup."""
        return self.article.text
