"""`parse`: the language of an article, by everything that reads it: layout, quotation marks, parser, rules, tagger."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial

from auditor.base.spans import Span
from auditor.base.threads import shared_out
from auditor.language import layout, parser, quotations
from auditor.language import turns as talk
from auditor.language.match.run import match_rules
from auditor.language.parsed import Parsed
from auditor.language.plain import plainly
from auditor.language.quotations import Quotation
from auditor.language.tagger.network import Network
from auditor.language.tagger.pieces import windows
from auditor.language.tagger.read import Seen, look
from auditor.language.tools import Tools
from auditor.language.turns import Turn
from auditor.language.words import Words
from auditor.records.article import Article
from auditor.records.origin import Original


def parse(article: Article, tools: Tools) -> Parsed:
    """`article` as later stages read it; the tagger looks at it beside the parser, and after it with its help."""
    arranged, original, turns = arrange(article, tools)
    text = parser.prepared(arranged)
    quoted = quotations_of(arranged, turns, tools.words)
    with _looking(arranged, text, quoted, tools.tagger) as seen:
        doc = parser.parse(arranged, tools.nlp, quoted, text)
        matched = match_rules(doc, arranged, tools.rules, quoted)
        pages = seen()
    return Parsed(arranged, original, quoted, doc, matched.matches, tools.words, turns, pages, matched.notes)


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


def _looking(
    article: Article, text: str, quoted: Sequence[Quotation], tagger: Network | None
) -> AbstractContextManager[Callable[[], Seen]]:
    """The tagger at work beside what follows; whoever asks what it has seen reads on with it until it has seen all."""
    if tagger is None:
        return nullcontext(lambda: ())
    return shared_out(partial(look, tagger), windows(article, text, quoted, tagger.tokenizer), tagger.threads)
