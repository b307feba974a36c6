"""Short drafts audited as a whole: who speaks in them, and of what kind each is."""

from __future__ import annotations

from auditor.engine import Toolkit, audit
from auditor.readers.dispatch import read_text


def speakers(text: str, toolkit: Toolkit) -> list[tuple[str, str]]:
    """The label and the kind of the source of each statement, in order; two empty words where there is none."""
    report = audit(read_text(text, "x.txt"), toolkit)
    by_id = {s.id: (s.label, s.kind.value) for s in report.sources}
    return [by_id.get(s.source_id or "", ("", "")) for s in report.statements]
