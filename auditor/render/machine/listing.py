"""The findings of a run alone, without the reports that they are taken from: one object of JSON."""

from __future__ import annotations

from auditor import __version__
from auditor.records.report import Bar, RunResult
from auditor.records.saved.fields import dump
from auditor.records.scales import Severity
from auditor.render.machine import rows

SCHEMA = "auditor.findings/1"


def write(result: RunResult, bar: Bar) -> str:
    """What was found in a run, each finding with its draft, its place and what mends it; ended by a line end."""
    found = [finding for report in result.reports for finding in report.findings]
    failing = [f for report in result.reports for f in report.findings if result.bar(report, bar).fails(f)]
    stand = [finding for report in result.reports for finding in report.standing]
    totals = {
        "drafts": len(result.reports),
        "failed": len(result.failures),
        "not_audited": len(result.skipped),
        "findings": len(stand),
        "fails": len(failing),
        **{severity.value: sum(finding.severity is severity for finding in stand) for severity in Severity},
        "waived": len(found) - len(stand),
    }
    data = {
        "schema": SCHEMA,
        "auditor": __version__,
        "totals": totals,
        "findings": [_without_sort(row) for row in rows.findings(result, bar)],
        "failures": [_without_sort(row) for row in rows.failures(result)],
    }
    return dump(data)


def _without_sort(row: rows.Row) -> rows.Row:
    return {key: value for key, value in row.items() if key != "row"}
