"""`parse`: the language of an article, by everything that reads it: layout, quotation marks, parser, rules, tagger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from itertools import takewhile
from threading import Event

from auditor.base.spans import Span
from auditor.language import layout, parser, quotations
from auditor.language import turns as talk
from auditor.language.match.run import match_rules
from auditor.language.parsed import Parsed
from auditor.language.plain import plainly
from auditor.language.quotations import Quotation
from auditor.language.tagger.network import Network
from auditor.language.tagger.read import Seen, look
from auditor.language.tools import Tools
from auditor.language.turns import Turn
from auditor.language.words import Words
from auditor.records.article import Article
from auditor.records.origin import Original


def parse(article: Article, tools: Tools) -> Parsed:
    """`article` as later stages read it; the tagger looks at it in a thread beside the parser."""
    arranged, original, turns = arrange(article, tools)
    text = parser.prepared(arranged)
    quoted = quotations_of(arranged, turns, tools.words)
    given_up = Event()
    with ThreadPoolExecutor(max_workers=1) as beside:
        looking = beside.submit(_look, arranged, text, quoted, tools.tagger, given_up)
        try:
            doc = parser.parse(arranged, tools.nlp, quoted, text)
            matched = match_rules(doc, arranged, tools.rules, quoted)
            seen = looking.result()
        finally:
            given_up.set()  # whoever interrupts the parser need not wait for the tagger
    return Parsed(arranged, original, quoted, doc, matched.matches, tools.words, turns, seen, matched.notes)


def arrange(article: Article, tools: Tools) -> tuple[Article, Original, tuple[Turn, ...]]:
    """`article` as people see it, with the role of every block; where that stands in the draft; its turns of talk."""
    plain, original = plainly(article)
    arranged = layout.arrange(plain, tools.layout)
    turns = talk.find(arranged, tools.words)
    return parser.blanked(arranged, talk.datelines(arranged, turns)), original, turns


def quotations_of(arranged: Article, turns: Sequence[Turn], words: Words) -> tuple[Quotation, ...]:
    """The quotations of an article that `arrange` made, in order; what people answer in an interview among them."""
    answers = [said for turn in turns if not turn.asks for said in turn.words]
    return quotations.find(arranged.text, arranged.blocks, partial(_hands_over, words), answers)


def _hands_over(words: Words, paragraph: str) -> bool:
    """Whether the last sentence of a paragraph says that somebody's words follow: *He read the letter aloud.*"""
    last = re.split(r"(?<=[.!?])\s+", paragraph)[-1]
    return words.first(last, [Span(0, len(last))], "channels", "displayed") is not None


def _look(article: Article, text: str, quoted: Sequence[Quotation], tagger: Network | None, given_up: Event) -> Seen:
    """What the tagger sees; once `given_up` is set, only what it has seen so far."""
    if tagger is None:
        return ()
    coming = look(article, text, quoted, tagger)
    return tuple(takewhile(lambda _: not given_up.is_set(), coming))
