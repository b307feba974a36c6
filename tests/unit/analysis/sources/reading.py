"""Short drafts audited as a whole, by rules alone: who speaks in them, and of what kind each is."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.records.report import Detector
from auditor.toolkit import Toolkit


def speakers(text: str, toolkit: Toolkit) -> list[tuple[str, str]]:
    """The label and the kind of the source of each statement, in order; two empty words where there is none."""
    by_rules = replace(toolkit, detectors=(Detector.RULES,), tagger=None, sources=None)
    report = audit(read_text(text, "x.txt"), by_rules)
    by_id = {s.id: (s.label, s.kind.value) for s in report.sources}
    return [by_id.get(s.source_id or "", ("", "")) for s in report.statements]


def voices(text: str, toolkit: Toolkit) -> list[tuple[str, str, int | None, int]]:
    """With all that was learned: each source's label, kind and count, and how many statements it makes."""
    report = audit(read_text(text, "x.txt"), toolkit)
    made = Counter(s.source_id for s in report.statements)
    return [(s.label, s.kind.value, s.count, made[s.id]) for s in report.sources]
