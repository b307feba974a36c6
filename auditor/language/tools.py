"""What reads the language of an article."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.language import Language

from auditor.language.layout import LayoutRule
from auditor.language.match.compile import CompiledRules
from auditor.language.tagger.network import Network
from auditor.language.words import Words


@dataclass(frozen=True, slots=True)
class Tools:
    """The language model, the compiled rules, the word lists, and the tagger if it takes part.

    Made once a process, and only read after that.
    """

    nlp: Language
    rules: CompiledRules
    words: Words
    layout: tuple[LayoutRule, ...]
    tagger: Network | None
