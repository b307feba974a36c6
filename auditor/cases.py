"""All that an audit has found in one article, before anything is judged, and where its paragraphs lie."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from auditor.appraisal import Accusation, Profile
from auditor.model import (
    SILENT_ROLES,
    AnonymityGrant,
    Article,
    Confidence,
    Lexicon,
    Match,
    Metrics,
    NonResponse,
    RuleKind,
    Source,
    Statement,
)
from auditor.quotations import Quotation
from auditor.spans import Span


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that a rule of the kind `wording` found, for policies to judge; `tag` is what the rule yields."""

    tag: str
    span: Span
    rule: str
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Case:
    """What policies judge, and what they judge it by."""

    article: Article
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    grants: tuple[AnonymityGrant, ...]
    non_responses: tuple[NonResponse, ...]
    quotations: tuple[Quotation, ...]
    metrics: Metrics
    lexicons: Mapping[str, Lexicon]
    sentences: tuple[Span, ...]
    """The sentences, in order, as the parser divides the text."""
    finite_verbs: tuple[Span, ...]
    """The verbs that carry tense or mood, in order: what makes words a sentence."""
    accusations: tuple[Accusation, ...] = ()
    wordings: tuple[Wording, ...] = ()
    profiles: tuple[Profile, ...] = ()

    def source(self, source_id: str | None) -> Source | None:
        """The source with that id, if any."""
        return next((s for s in self.sources if s.id == source_id), None)

    def profile(self, source_id: str | None) -> Profile | None:
        """The profile of that source, if it has been made."""
        return next((p for p in self.profiles if p.source_id == source_id), None)

    def statements_of(self, source_id: str) -> tuple[Statement, ...]:
        return tuple(s for s in self.statements if s.source_id == source_id)

    def grants_of(self, source_id: str) -> tuple[AnonymityGrant, ...]:
        return tuple(g for g in self.grants if g.source_id == source_id)


def paragraphs(article: Article) -> tuple[Span, ...]:
    """The blocks that are read, in order: what distances are counted in."""
    return tuple(block.span for block in article.blocks if block.role not in SILENT_ROLES)


def paragraph_at(blocks: tuple[Span, ...], offset: int) -> int:
    """The number of the paragraph at `offset`, or of the one before it."""
    return max(bisect_right(blocks, offset, key=lambda block: block.start) - 1, 0)


def opening(statement: Statement) -> int:
    """Where a statement stands: its cue, or its first words."""
    spans = [s for s in (statement.cue, *statement.content, statement.source) if s is not None]
    return spans[0].start if spans else 0


def wordings(matches: Sequence[Match]) -> tuple[Wording, ...]:
    """The words that rules of the kind `wording` found, in order; the same words under one tag count once."""
    found = {
        (span.start, span.end, match.yields or ""): Wording(match.yields or "", span, match.rule_id, match.confidence)
        for match in matches
        if match.kind is RuleKind.WORDING and (span := match.role("wording") or match.span)
    }
    return tuple(found[key] for key in sorted(found))
