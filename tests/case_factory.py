"""Small articles, and what an audit found in them, built by hand for the tests of metrics and policies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from auditor.base.spans import Span
from auditor.judging import cases, metrics
from auditor.judging.case import Case, Ground, Name, Wording
from auditor.language import quotations
from auditor.language.words import Words
from auditor.packs.load import load_packs
from auditor.records.appraisal import Accusation
from auditor.records.article import Article, Block, BlockRole
from auditor.records.origin import Original
from auditor.records.resolved import Resolved
from auditor.records.rules import Lexicon
from auditor.records.sourcing import AnonymityGrant, NonResponse, Relayed, Source, Statement
from tests.factories import find

DESCRIPTIONS = Lexicon(
    "core/descriptions",
    {
        "source": frozenset({"bare"}),
        "sources": frozenset({"bare"}),
        "insider": frozenset({"bare"}),
        "a": frozenset({"empty"}),
        "the": frozenset({"empty"}),
        "two": frozenset({"empty"}),
        "who": frozenset({"empty"}),
        "familiar with": frozenset({"access"}),
        "who attended": frozenset({"access"}),
        "matter": frozenset({"abstract"}),
        "rival": frozenset({"side"}),
    },
)


@cache
def core_lexicons() -> Mapping[str, Lexicon]:
    """The lexicons of the pack `core`."""
    return {lexicon.id: lexicon for pack in load_packs(("core",)) for lexicon in pack.lexicons}


@cache
def core_words() -> Words:
    """The word lists of the pack `core`."""
    return Words(core_lexicons())


def article(text: str, headline: bool = False) -> Article:
    """An article of one paragraph a line; the first may be its headline."""
    blocks = [
        Block(i, BlockRole.HEADLINE if headline and not i else BlockRole.PARA, Span(m.start(), m.end()))
        for i, m in enumerate(re.finditer(r"[^\n]+", text))
    ]
    return Article("drafts/sample.txt", "txt", text, tuple(blocks), "ab" * 32)


def case(
    draft: Article,
    sources: Sequence[Source] = (),
    statements: Sequence[Statement] = (),
    grants: Sequence[AnonymityGrant] = (),
    non_responses: Sequence[NonResponse] = (),
    verbs: Sequence[str] = (),
    accusations: Sequence[Accusation] = (),
    wordings: Sequence[Wording] = (),
    relayed: Sequence[Relayed] = (),
    lexicons: Mapping[str, Lexicon] | None = None,
    names: Mapping[str, str] | None = None,
) -> Case:
    """A case with its profiles; sentences end where a full stop stands before a capital, `verbs` by their words."""
    quoted = quotations.find(draft.text, draft.blocks)
    sentences = [
        Span(block.span.start + m.start(), block.span.start + m.end())
        for block in draft.blocks
        for m in re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s+[A-Z“\"])|$)", block.span.of(draft.text), re.S)
    ]
    known = {**core_lexicons(), DESCRIPTIONS.id: DESCRIPTIONS} if lexicons is None else lexicons
    resolved = Resolved(tuple(sources), tuple(statements), tuple(grants), tuple(non_responses), (), tuple(relayed))
    return cases.with_profiles(
        Ground(
            draft,
            Original(draft.text),
            resolved.sources,
            resolved.statements,
            resolved.grants,
            resolved.non_responses,
            quoted,
            metrics.measure(draft, quoted, resolved),
            Words(known),
            tuple(sentences),
            tuple(find(draft.text, verb) for verb in verbs),
            tuple(Name(find(draft.text, name), sort) for name, sort in (names or {}).items()),
            tuple(accusations),
            tuple(wordings),
            (),
            tuple(relayed),
            (),
        )
    )
