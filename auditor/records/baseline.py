"""A baseline: findings that were there on the day when a newsroom began, by which new ones are told from old."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.records.report import Finding, Report


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """A finding of the baseline: it holds no words of a draft, only a digest of them."""

    path: str
    policy: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Standing:
    """How the findings of a run stand to a baseline."""

    new: tuple[tuple[Report, Finding], ...]
    existing: tuple[tuple[Report, Finding], ...]
    moved: tuple[tuple[Report, Finding], ...]
    """Those of drafts that had another path in the baseline."""
    fixed: tuple[Entry, ...]
    """Entries of drafts of this run, or of drafts that are gone, which no finding matches any more."""
    waived: tuple[tuple[Entry, Report, Finding], ...] = ()
    """Those of `fixed` of which the finding is still there and somebody has waived it."""
