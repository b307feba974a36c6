"""How SARIF is told of a baseline: the state of each finding, and a result for each that is no longer there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from auditor.records.baseline import Entry, Standing
from auditor.records.report import Finding, Report
from auditor.render.machine import sarif_rules, spots

NEW, UNCHANGED, UPDATED, ABSENT = "new", "unchanged", "updated", "absent"
"""The states of SARIF 2.1.0 (3.27.24)."""

Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class States:
    """The states of the findings of a run; none where there is no baseline."""

    known: bool = False
    """Whether there is a baseline: either all results of a run have a state, or none."""
    found: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """By the path of the draft and the id of the finding; what is not in it is new."""
    absent: tuple[Entry, ...] = ()

    def of(self, report: Report, finding: Finding) -> str | None:
        """The state of a finding: `updated` where its draft has moved; None without a baseline."""
        return self.found.get((report.article.path, finding.id), NEW) if self.known else None


def states(standing: Standing | None) -> States:
    """The states of the findings of a run that stand so to a baseline; what is waived by now is not absent."""
    if standing is None:
        return States()
    found = {(report.article.path, each.id): UNCHANGED for report, each in standing.existing}
    found |= {(report.article.path, each.id): UPDATED for report, each in standing.moved}
    for entry, report, each in standing.waived:
        found[report.article.path, each.id] = UNCHANGED if entry.path == report.article.path else UPDATED
    waived = {entry for entry, _, _ in standing.waived}
    return States(True, found, tuple(entry for entry in standing.fixed if entry not in waived))


def absent(
    told: States, held: Mapping[str, str], numbers: Mapping[str, int], files: Mapping[str, int], fingerprint: str
) -> Iterator[Data]:
    """A result for each finding of the baseline that is no longer there: it holds no words, so none are told."""
    for entry in told.absent:
        file, article = spots.apart(entry.path, held)
        place: Data = {"physicalLocation": {"artifactLocation": sarif_rules.at(file, files.get(file))}}
        if article:
            place["logicalLocations"] = [{"name": article, "fullyQualifiedName": article}]
        number = {"ruleIndex": numbers[entry.policy]} if entry.policy in numbers else {}
        yield {
            "ruleId": entry.policy,
            **number,
            "kind": "pass",
            "level": "none",
            "message": {"text": "This was found when the baseline was written, and is not found any more."},
            "locations": [place],
            "partialFingerprints": {fingerprint: entry.fingerprint},
            "baselineState": ABSENT,
            "suppressions": [],
        }
