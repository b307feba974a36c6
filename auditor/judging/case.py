"""All that an audit has found in one article, before anything is judged, and where its paragraphs lie."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from auditor.base.spans import Nest, Span, number_at
from auditor.language.quotations import Quotation
from auditor.language.words import Words
from auditor.records.appraisal import Accusation, Profile
from auditor.records.article import SILENT_ROLES, Article, Note
from auditor.records.origin import Original
from auditor.records.report import Metrics
from auditor.records.scales import Confidence
from auditor.records.sourcing import AnonymityGrant, NonResponse, Relayed, Source, SourceKind, Statement, Unvoiced

_WORD = re.compile(r"\w+")
_ONE_OF = re.compile(r"[^\w’'-]*one[^\w’'-]+of(?![\w’'-])", re.I)


@dataclass(frozen=True, slots=True)
class Wording:
    """Words that a rule of the kind `wording` found, for policies to judge; `tag` is what the rule yields."""

    tag: str
    span: Span
    rule: str
    confidence: Confidence = Confidence.HIGH


@dataclass(frozen=True, slots=True)
class Name:
    """A name that the parser found; `sort` is what it takes it for, by its own label: PERSON, ORG, GPE, NORP."""

    span: Span
    sort: str


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
    names: tuple[Name, ...]
    """The names of people, bodies, peoples and places, in order."""
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

    def statement(self, statement_id: str | None) -> Statement | None:
        """The statement with that id, if any."""
        return self._by_id.get(statement_id or "")

    def statements_of(self, source_id: str) -> tuple[Statement, ...]:
        """The statements of the source with that id, in order."""
        return tuple(self._statements.get(source_id, ()))

    def grants_of(self, source_id: str) -> tuple[AnonymityGrant, ...]:
        """The anonymity grants of the source with that id, in order."""
        return tuple(self._grants.get(source_id, ()))

    def accusations_by(self, source_id: str) -> Sequence[Accusation]:
        """The accusations that the source with that id makes, in order."""
        return self._accused_by.get(source_id, ())

    def accusations_of(self, party_label: str) -> Sequence[Accusation]:
        """The accusations of the party with that label, in order."""
        return self._accused.get(party_label, ())

    def accusations_in(self, charge: str) -> Sequence[Accusation]:
        """The accusations that are one charge, in order."""
        return self._charged.get(charge, ())

    def accusers_of(self, party_label: str) -> frozenset[str | None]:
        """The ids of those who accuse a party; None among them if the article does so, or somebody who is no source."""
        return self._accusers.get(party_label, frozenset())

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """The blocks that are read, in order: what distances are counted in."""
        return tuple(block.span for block in self.article.blocks if block.role not in SILENT_ROLES)

    @cached_property
    def blocks(self) -> tuple[Span, ...]:
        """All blocks, in order."""
        return tuple(block.span for block in self.article.blocks)

    @cached_property
    def ended(self) -> tuple[Span, ...]:
        """The sentences that close with a mark which can end one."""
        text = self.article.text
        return tuple(s for s in self.sentences if s.of(text).rstrip().endswith(_ENDINGS))

    @cached_property
    def named(self) -> frozenset[tuple[str, str]]:
        """The names, each once, with what the parser takes them for."""
        return frozenset((name.span.of(self.article.text), name.sort) for name in self.names)

    @cached_property
    def plain(self) -> str:
        """The text with straight apostrophes, of the same length."""
        return plainly(self.article.text)

    @cached_property
    def word_starts(self) -> Mapping[str, Sequence[int]]:
        """Where in the text each word, letters and digits without a mark between them, begins."""
        found: dict[str, list[int]] = {}
        for word in _WORD.finditer(self.plain):
            found.setdefault(word[0], []).append(word.start())
        return found

    @cached_property
    def cues(self) -> Nest[Span]:
        """The cues of all statements, found by place."""
        return Nest((s.cue, s.cue) for s in self.statements if s.cue is not None)

    @cached_property
    def marks(self) -> Nest[Statement]:
        """The statements by their cues and by the words for their sources."""
        return Nest((span, s) for s in self.statements for span in (s.cue, s.source) if span is not None)

    @cached_property
    def contents(self) -> Nest[Statement]:
        """The statements by their contents."""
        return Nest((span, s) for s in self.statements for span in s.content)

    @cached_property
    def mentioned(self) -> Mapping[str, Sequence[int]]:
        """Where the mentions of each source begin, in order."""
        return {s.id: sorted(m.span.start for m in s.mentions) for s in self.sources}

    @cached_property
    def named_paragraphs(self) -> tuple[int, ...]:
        """The numbers of the paragraphs in which statements of named people stand, in order, each once."""
        named = {s.id for s in self.sources if s.kind is SourceKind.NAMED_PERSON}
        return tuple(sorted({number_at(self.paragraphs, opening(s)) for s in self.statements if s.source_id in named}))

    @cached_property
    def has_stray_grant(self) -> bool:
        """Whether a grant is of nobody who is an anonymous source."""
        return any((s := self.source(g.source_id)) is None or s.kind is not SourceKind.ANONYMOUS for g in self.grants)

    @cached_property
    def has_shared_grant(self) -> bool:
        """Whether one of many was granted anonymity with them: *one of the ten aides who spoke on that condition*."""
        text = self.article.text
        granted = ((g, s) for g in self.grants if (s := self.source(g.source_id)) is not None)
        return any(m.span.contains(g.span) and _ONE_OF.match(m.span.of(text)) for g, s in granted for m in s.mentions)

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _by_id(self) -> dict[str, Statement]:
        return {statement.id: statement for statement in reversed(self.statements)}

    @cached_property
    def _statements(self) -> dict[str | None, list[Statement]]:
        return _grouped(self.statements, lambda statement: statement.source_id)

    @cached_property
    def _accused_by(self) -> dict[str | None, list[Accusation]]:
        return _grouped(self.accusations, lambda accusation: accusation.by)

    @cached_property
    def _accused(self) -> dict[str, list[Accusation]]:
        return _grouped(self.accusations, lambda accusation: accusation.party_label)

    @cached_property
    def _charged(self) -> dict[str, list[Accusation]]:
        return _grouped(self.accusations, lambda accusation: accusation.charge)

    @cached_property
    def _accusers(self) -> dict[str, frozenset[str | None]]:
        return {party: frozenset(a.by for a in found) for party, found in self._accused.items()}

    @cached_property
    def _grants(self) -> dict[str | None, list[AnonymityGrant]]:
        return _grouped(self.grants, lambda grant: grant.source_id)


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


_ENDINGS = tuple(".!?…\"'”’)]»")
"""What a sentence can end with."""

Item = TypeVar("Item")
Key = TypeVar("Key")


def _grouped(items: Sequence[Item], key: Callable[[Item], Key]) -> dict[Key, list[Item]]:
    found: dict[Key, list[Item]] = {}
    for item in items:
        found.setdefault(key(item), []).append(item)
    return found


def opening(statement: Statement) -> int:
    """The offset at which a statement stands: that of its cue, else of its first words; 0 if it has none."""
    spans = [s for s in (statement.cue, *statement.content, statement.source) if s is not None]
    return spans[0].start if spans else 0


def plainly(text: str) -> str:
    """`text` with straight apostrophes."""
    return text.replace("’", "'")
