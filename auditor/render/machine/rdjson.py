"""The Diagnostic Format of reviewdog as JSON: columns are bytes of UTF-8, 1-based, and an end is behind its last."""

from __future__ import annotations

from collections.abc import Mapping

from auditor.base.spans import Span
from auditor.records.report import Bar, Failure, Finding, Report, RunResult
from auditor.records.saved.fields import dump
from auditor.records.scales import Severity
from auditor.render.machine.spots import Held, apart, byte_column, lined, not_audited, told

_SEVERITY: Mapping[Severity, str] = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}

Data = dict[str, object]


def write(result: RunResult, bar: Bar) -> str:
    """A run as a DiagnosticResult, ended by a line end; findings that are waived are no part of it."""
    found = [_failed(failure, result.held) for failure in result.failures]
    found += [
        _finding(report, finding, result.held, result.bar(report, bar))
        for report in result.reports
        for finding in report.findings
        if finding.waived is None
    ]
    return dump({"source": {"name": "auditor"}, "diagnostics": found})


def _finding(report: Report, finding: Finding, held: Held, bar: Bar) -> Data:
    location: Data = {"path": apart(report.article.path, held)[0]}
    if finding.span is not None and (reach := _range(report, finding.span, held)) is not None:
        location["range"] = reach
    return {
        "message": told(report, finding, held, bar),
        "location": location,
        "severity": _SEVERITY[finding.severity] if bar.is_sure(finding) else "INFO",
        "code": {"value": finding.policy},
    }


def _range(report: Report, span: Span, held: Held) -> Data | None:
    """Where `span` is; its lines alone where the columns are not known in bytes."""
    place = lined(report, span, held)
    if place is None:
        return None
    first = byte_column(report, span.start, place.column)
    last = byte_column(report, span.end, place.end_column)
    if first is None or last is None:
        return {"start": {"line": place.line}, "end": {"line": place.end_line}}
    return {"start": {"line": place.line, "column": first}, "end": {"line": place.end_line, "column": last}}


def _failed(failure: Failure, held: Held) -> Data:
    return {
        "message": f"Not audited: {not_audited(failure, held)}",
        "location": {"path": apart(failure.path, held)[0]},
        "severity": "ERROR",
        "code": {"value": failure.code},
    }
