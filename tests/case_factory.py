"""Small articles, and what an audit found in them, built by hand for the tests of metrics and policies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from auditor import metrics, quotations
from auditor.model import AnonymityGrant, Article, Block, BlockRole, Lexicon, NonResponse, Source, Statement
from auditor.spans import Span
from auditor.subjects import Case
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
    lexicons: Mapping[str, Lexicon] | None = None,
) -> Case:
    """A case; sentences end where a full stop stands before a capital, `verbs` are found by their words."""
    quoted = quotations.find(draft.text, draft.blocks)
    sentences = [
        Span(block.span.start + m.start(), block.span.start + m.end())
        for block in draft.blocks
        for m in re.finditer(r"\S.*?(?:[.!?][\"”]?(?=\s+[A-Z“\"])|$)", block.span.of(draft.text), re.S)
    ]
    return Case(
        draft,
        tuple(sources),
        tuple(statements),
        tuple(grants),
        tuple(non_responses),
        quoted,
        metrics.measure(draft, sources, statements, grants, non_responses, quoted),
        {DESCRIPTIONS.id: DESCRIPTIONS} if lexicons is None else lexicons,
        tuple(sentences),
        tuple(find(draft.text, verb) for verb in verbs),
    )
