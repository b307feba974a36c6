"""All that an audit has found in one article, before anything is judged, and where its paragraphs lie."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from auditor.base.spans import Span, number_at
from auditor.language.quotations import Quotation
from auditor.language.words import Words
from auditor.records.appraisal import Accusation, Profile
from auditor.records.article import SILENT_ROLES, Article, Note
from auditor.records.origin import Original
from auditor.records.report import Metrics
from auditor.records.scales import Confidence
from auditor.records.sourcing import AnonymityGrant, NonResponse, Relayed, Source, SourceKind, Statement, Unvoiced


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that a rule of the kind `wording` found, for policies to judge; `tag` is what the rule yields."""

    tag: str
    span: Span
    rule: str
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True)
class Ground:
    """All that was found in an article, as the ground on which profiles are made and policies judge."""

    article: Article
    """Without markup, as it was read."""
    original: Original
    """The draft's text, and where in it the article's words stand."""
    sources: tuple[Source, ...]
    statements: tuple[Statement, ...]
    grants: tuple[AnonymityGrant, ...]
    non_responses: tuple[NonResponse, ...]
    quotations: tuple[Quotation, ...]
    metrics: Metrics
    words: Words
    sentences: tuple[Span, ...]
    """The sentences, in order, as the parser divides the text."""
    finite_verbs: tuple[Span, ...]
    """The verbs that carry tense or mood, in order: what makes words a sentence."""
    accusations: tuple[Accusation, ...]
    wordings: tuple[Wording, ...]
    unvoiced: tuple[Unvoiced, ...]
    relayed: tuple[Relayed, ...]
    """The people on whom other outlets rely."""
    notes: tuple[Note, ...]
    """Notes on how it was found, such as rules that were stopped."""

    def source(self, source_id: str | None) -> Source | None:
        """The source with that id, if any."""
        return self._sources.get(source_id or "")

    def statements_of(self, source_id: str) -> tuple[Statement, ...]:
        """The statements of the source with that id, in order."""
        return tuple(self._statements.get(source_id, ()))

    def grants_of(self, source_id: str) -> tuple[AnonymityGrant, ...]:
        """The anonymity grants of the source with that id, in order."""
        return tuple(self._grants.get(source_id, ()))

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The blocks that are read, in order: what distances are counted in."""
        return tuple(block.span for block in self.article.blocks if block.role not in SILENT_ROLES)

    @cached_property
    def named_paragraphs(self) -> tuple[int, ...]:
        """The numbers of the paragraphs in which statements of named people stand, in order, each once."""
        named = {s.id for s in self.sources if s.kind is SourceKind.NAMED_PERSON}
        return tuple(sorted({number_at(self.paragraphs, opening(s)) for s in self.statements if s.source_id in named}))

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _statements(self) -> dict[str | None, list[Statement]]:
        return _by_source(self.statements)

    @cached_property
    def _grants(self) -> dict[str | None, list[AnonymityGrant]]:
        return _by_source(self.grants)


@dataclass(frozen=True)
class Case(Ground):
    """What policies judge: the ground, with a profile of each source."""

    profiles: tuple[Profile, ...]
    """One for each source, in the order of `sources`."""

    def profile(self, source_id: str) -> Profile:
        """The profile of that source; raises KeyError if there is no such source."""
        return self._profiles[source_id]

    @cached_property
    def _profiles(self) -> dict[str, Profile]:
        return {profile.source_id: profile for profile in self.profiles}


S = TypeVar("S", Statement, AnonymityGrant)


def _by_source(items: Sequence[S]) -> dict[str | None, list[S]]:
    found: dict[str | None, list[S]] = {}
    for item in items:
        found.setdefault(item.source_id, []).append(item)
    return found


def opening(statement: Statement) -> int:
    """The offset at which a statement stands: that of its cue, else of its first words; 0 if it has none."""
    spans = [s for s in (statement.cue, *statement.content, statement.source) if s is not None]
    return spans[0].start if spans else 0
