"""What an article passes on, and from whom: every source once, and what belongs to each by its id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from auditor.records.sourcing import AnonymityGrant, NonResponse, Reading, Source, Statement, Unvoiced


@dataclass(frozen=True, slots=True)
class Heard:
    """Statements before it is known whose they are."""

    statements: tuple[Statement, ...] = ()
    """In order of their first words, ids A1, A2, …"""
    readings: Mapping[str, Reading] = field(default_factory=dict)
    """The tagger's reading of each statement that has one, by id."""
    unvoiced: tuple[Unvoiced, ...] = ()
    """What is put like a statement and nobody is reported to have voiced, in order."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the article says about its own reporting, before it is known of whom."""

    grants: tuple[AnonymityGrant, ...] = ()
    non_responses: tuple[NonResponse, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolved:
    """The sources in order of their first statements; statements, grants and parties with their sources' ids."""

    sources: tuple[Source, ...] = ()
    statements: tuple[Statement, ...] = ()
    grants: tuple[AnonymityGrant, ...] = ()
    non_responses: tuple[NonResponse, ...] = ()
    unvoiced: tuple[Unvoiced, ...] = ()
