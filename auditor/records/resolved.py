"""What an article passes on, and from whom: each source once, and all else joined to it by its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.base.spans import Span
from auditor.records.sourcing import Alias, AnonymityGrant, NonResponse, Reading, Relayed, Source, Statement, Unvoiced


@dataclass(frozen=True, slots=True)
class Heard:
    """Statements that are not yet joined to their sources."""

    statements: tuple[Statement, ...] = ()
    """In order of their first words, ids A1, A2, …"""
    readings: Mapping[str, Reading] = field(default_factory=dict)
    """The tagger's reading of each statement that has one, by id."""
    unvoiced: tuple[Unvoiced, ...] = ()
    """What is worded like a statement and nobody is reported to have voiced, in order."""


@dataclass(frozen=True, slots=True)
class GoesBy:
    """What a grant says of the name beside it."""

    alias: Alias
    words: Span
    """The words of the grant without its reason; the name stands right before or after them."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the article says about its own reporting: grants and non-responses, not yet joined to sources."""

    grants: tuple[AnonymityGrant, ...] = ()
    non_responses: tuple[NonResponse, ...] = ()
    aliases: Mapping[Span, GoesBy] = field(default_factory=dict)
    """The grants, by their spans, that say of a name beside them that it is not the source's full name."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Somebody, or some body, that the article speaks of, whether it is a source or says nothing."""

    label: str
    """The fullest name, or the fullest description."""
    is_named: bool
    is_person: bool
    """Whether it is a person or people, not a body, a country, a paper."""
    is_thing: bool
    """Whether it is neither people nor a body: a plan, a letter, a case."""
    source_id: str | None
    mentions: tuple[Span, ...]
    heads: tuple[int, ...]
    """Of each mention, where its head word begins (code points)."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """The sources in order of their first statements; statements, grants and parties with their sources' ids."""

    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    grants: tuple[AnonymityGrant, ...] = ()
    non_responses: tuple[NonResponse, ...] = ()
    unvoiced: tuple[Unvoiced, ...] = ()
    relayed: tuple[Relayed, ...] = ()
    """The people on whom other outlets rely, in order; those that are sources are marked there, too."""
    figures: tuple[Figure, ...] = ()
    """Everybody of whom the article speaks, in order of first mention."""
