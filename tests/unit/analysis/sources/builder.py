"""Articles parsed by hand: `word/TAG` or `word/TAG/dep/head`, a line for a sentence, an empty line between blocks.

The head is counted from the word itself (`-1` is the word before); words without one hang on the sentence's root,
the word whose dependency is `ROOT` or else the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import spacy
from spacy.tokens import Doc

from auditor.analysis.sources.columns import Columns, lay_out
from auditor.analysis.sources.resolve import resolve
from auditor.base.spans import Span
from auditor.language import quotations
from auditor.language.parsed import Parsed as Record
from auditor.language.quotations import Quotation
from auditor.language.words import Words
from auditor.records.article import Article, Block, BlockRole
from auditor.records.origin import Original
from auditor.records.resolved import Heard, Told
from auditor.records.rules import FoundBy, Lexicon, RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import AnonymityGrant, Evidence, Match, Mode, Source, Statement

_POS = {"NN": "NOUN", "NNS": "NOUN", "NNP": "PROPN", "NNPS": "PROPN", "DT": "DET", "IN": "ADP", "JJ": "ADJ"}
_POS |= {"PRP": "PRON", "PRP$": "PRON", "WP": "PRON", "WDT": "PRON", "CC": "CCONJ", "CD": "NUM", "RB": "ADV"}
_POS |= {",": "PUNCT", ".": "PUNCT", ":": "PUNCT", "``": "PUNCT", "''": "PUNCT", "-LRB-": "PUNCT", "POS": "PART"}
_NO_SPACE_BEFORE = frozenset({",", ".", "”", "’s", "'s", ")", ":", ";"})
_NO_SPACE_AFTER = frozenset({"“", "("})


@dataclass(frozen=True)
class Parsed:
    """An article, its parse and its quotations."""

    article: Article
    doc: Doc
    quoted: tuple[Quotation, ...]
    lexicons: Mapping[str, Lexicon]

    @property
    def cols(self) -> Columns:
        return lay_out(self.record())

    def record(self, matches: Sequence[Match] = ()) -> Record:
        """What the stages after the parse are given."""
        return Record(
            self.article, Original(self.article.text), self.quoted, self.doc, tuple(matches), Words(self.lexicons)
        )

    def span(self, words: str, nth: int = 0) -> Span:
        """The `nth` occurrence of `words`."""
        start = -1
        for _ in range(nth + 1):
            start = self.article.text.index(words, start + 1)
        return Span(start, start + len(words))

    def words(self, span: Span | None) -> str | None:
        return span.of(self.article.text) if span is not None else None


def parsed(
    text: str, lexicons: Mapping[str, Lexicon], *, headline: bool = False, ents: Mapping[str, str] | None = None
) -> Parsed:
    """The article in `text`; with `headline` its first block is one."""
    words: list[str] = []
    tags: list[str] = []
    deps: list[str] = []
    heads: list[int] = []
    breaks: list[int] = []
    for block in text.strip().split("\n\n"):
        for line in block.strip().splitlines():
            items = [_item(item) for item in line.split()]
            first = len(words)
            root = first + next((i for i, item in enumerate(items) if item[2] == "ROOT"), 0)
            for i, (word, tag, dep, head) in enumerate(items):
                words.append(word)
                tags.append(tag)
                deps.append("ROOT" if first + i == root else dep)
                heads.append(first + i + head if head is not None else root)
        breaks.append(len(words))
    return _built(words, tags, deps, heads, breaks, lexicons, headline, ents or {})


def _item(item: str) -> tuple[str, str, str, int | None]:
    """`word/TAG` or `word/TAG/dep/head`."""
    word, *rest = item.split("/")
    return (word, rest[0], "dep", None) if len(rest) == 1 else (word, rest[0], rest[1], int(rest[2]))


def _built(
    words: Sequence[str],
    tags: Sequence[str],
    deps: Sequence[str],
    heads: Sequence[int],
    breaks: Sequence[int],
    lexicons: Mapping[str, Lexicon],
    headline: bool,
    ents: Mapping[str, str],
) -> Parsed:
    vocab = spacy.blank("en").vocab
    following = [*words[1:], "."]
    spaces = [a not in _NO_SPACE_BEFORE and w not in _NO_SPACE_AFTER for w, a in zip(words, following, strict=True)]
    pos = [_POS.get(t, "VERB" if t.startswith("VB") else "X") for t in tags]
    doc = Doc(
        vocab,
        words=list(words),
        spaces=spaces,
        tags=list(tags),
        pos=pos,
        deps=list(deps),
        heads=list(heads),
        lemmas=[w.lower() for w in words],
        ents=[f"B-{ents[w]}" if w in ents else "O" for w in words],
    )
    blocks, start = [], 0
    for number, stop in enumerate(breaks):
        role = BlockRole.HEADLINE if headline and not number else BlockRole.PARA
        end = doc[stop - 1].idx + len(doc[stop - 1])
        blocks.append(Block(number, role, Span(doc[start].idx, end)))
        start = stop
    article = Article("a.txt", "txt", doc.text, tuple(blocks), "")
    return Parsed(article, doc, quotations.find(doc.text, blocks), lexicons)


def statement(
    number: int,
    parsed: Parsed,
    source: str | None,
    nth: int = 0,
    *,
    cue: str | None = None,
    kind: RuleKind | None = None,
) -> Statement:
    """A statement of whoever `source` names; its content does not matter to who the sources are."""
    evidence = (Evidence("t/x/y", Span(0, 1), "", FoundBy.RULE, kind),) if kind else ()
    return Statement(
        f"A{number}",
        Mode.INDIRECT,
        parsed.span(cue) if cue else None,
        (Span(0, 1),),
        parsed.span(source, nth) if source else None,
        None,
        Confidence.HIGH,
        evidence,
    )


def sources(
    parsed: Parsed, *mentions: str | tuple[str, int], matches: Sequence[Match] = ()
) -> tuple[tuple[Source, ...], list[str | None]]:
    """The sources of the article, and for each of `mentions`, the source of a statement, the label it came to."""
    items = [(m, 0) if isinstance(m, str) else m for m in mentions]
    statements = [statement(i, parsed, words, nth) for i, (words, nth) in enumerate(items, 1)]
    found, said = resolved(parsed, statements, matches)
    labels = {source.id: source.label for source in found}
    return found, [labels.get(s.source_id or "") for s in said]


def resolved(
    parsed: Parsed, statements: Sequence[Statement], matches: Sequence[Match] = ()
) -> tuple[tuple[Source, ...], tuple[Statement, ...]]:
    """The sources of the article, and the statements with their ids."""
    grants = [
        AnonymityGrant(m.span, None, None, None, (Evidence.of_match(m, m.span, "granted"),))
        for m in matches
        if m.kind is RuleKind.GRANT
    ]
    found = resolve(parsed.record(matches), Heard(tuple(statements)), Told(tuple(grants)))
    return found.sources, found.statements


def match(kind: RuleKind, parsed: Parsed, words: str, rule: str = "core/x/y", role: str = "source") -> Match:
    span = parsed.span(words)
    return Match(rule, kind, span, ((role, span),))
