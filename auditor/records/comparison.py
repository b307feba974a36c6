"""Two versions of an article beside each other: what became of its sources and of the findings on it."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.records.report import Failure, Finding, Report
from auditor.records.sourcing import NAMED_KINDS, Source, SourceKind


@dataclass(frozen=True, slots=True)
class Kept:
    """A source that both versions have."""

    old: Source
    new: Source
    reason_before: bool = False
    """Whether the old version says why it is not named."""
    reason_now: bool = False

    @property
    def became_named(self) -> bool:
        """Whether it had no name before, and has one now."""
        return self.old.kind not in NAMED_KINDS and self.new.kind in NAMED_KINDS

    @property
    def became_anonymous(self) -> bool:
        """Whether it is anonymous now, and was not before."""
        return self.old.kind is not SourceKind.ANONYMOUS and self.new.kind is SourceKind.ANONYMOUS


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article in two versions; findings that are waived count like others."""

    name: str
    """What both versions are called."""
    old: Report
    new: Report
    came: tuple[Source, ...]
    went: tuple[Source, ...]
    kept: tuple[Kept, ...]
    new_findings: tuple[Finding, ...]
    fixed_findings: tuple[Finding, ...]
    kept_findings: tuple[Finding, ...]
    """As they stand in the new version."""


@dataclass(frozen=True, slots=True)
class Versions:
    """All articles of two folders, or one in two files; `only_old` and `only_new` have no other version."""

    compared: tuple[Comparison, ...]
    only_old: tuple[Report, ...] = ()
    only_new: tuple[Report, ...] = ()
    failures: tuple[Failure, ...] = ()
