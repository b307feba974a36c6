"""`parse`: the language of an article, by everything that reads it: layout, quotation marks, parser, rules, tagger."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import takewhile
from threading import Event

from auditor import layout, nlp, quotations
from auditor.match.run import match_rules
from auditor.model import Article
from auditor.parsed import Parsed
from auditor.quotations import Quotation
from auditor.tagger.network import Network
from auditor.tagger.read import Seen, look
from auditor.toolkit import Toolkit


def parse(article: Article, toolkit: Toolkit) -> Parsed:
    """`article` as later stages read it; the tagger looks at it in a thread beside the parser."""
    arranged = layout.arrange(article, toolkit.layout)
    quoted = quotations.find(arranged.text, arranged.blocks)
    given_up = Event()
    with ThreadPoolExecutor(max_workers=1) as beside:
        looking = beside.submit(_look, arranged, quoted, toolkit.tagger, given_up)
        try:
            doc = nlp.parse(arranged, toolkit.nlp, quoted)
            matched = match_rules(doc, arranged, toolkit.rules, quoted)
            seen = looking.result()
        finally:
            given_up.set()  # whoever interrupts the parser need not wait for the tagger
    return Parsed(arranged, quoted, doc, matched.matches, toolkit.words, seen, matched.notes)


def _look(article: Article, quoted: Sequence[Quotation], tagger: Network | None, given_up: Event) -> Seen:
    """What the tagger sees; whatever it has seen so far once nobody waits for it any longer."""
    if tagger is None:
        return ()
    coming = look(article, nlp.prepared(article), quoted, tagger)
    return tuple(takewhile(lambda _: not given_up.is_set(), coming))
