"""Code Quality of GitLab: a list of what was found, each with a fingerprint that no other has."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping

from auditor.records.report import Bar, Failure, Finding, Report, RunResult
from auditor.records.saved.fields import escaped
from auditor.records.scales import Severity
from auditor.render.machine.spots import Held, apart, lined, not_audited, told

_SEVERITY: Mapping[Severity, str] = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "minor"}

Data = dict[str, object]


def write(result: RunResult, bar: Bar) -> str:
    """A run as a Code Quality report, ended by a line end; findings that are waived are no part of it."""
    items = [_failed(failure, result.held) for failure in result.failures]
    items += [item for report in result.reports for item in _findings(report, result.held, result.bar(report, bar))]
    return escaped(json.dumps(items, ensure_ascii=False, indent=1)) + "\n"


def _findings(report: Report, held: Held, bar: Bar) -> Iterator[Data]:
    seen: Counter[str] = Counter()
    for finding in report.findings:
        if finding.waived is None:
            seen[finding.fingerprint] += 1
            mark = _digest(report.article.path, finding.fingerprint, str(seen[finding.fingerprint]))
            yield _finding(report, finding, mark, held, bar)


def _finding(report: Report, finding: Finding, mark: str, held: Held, bar: Bar) -> Data:
    place = lined(report, finding.span, held)
    return {
        "description": told(report, finding, held, bar),
        "check_name": finding.policy,
        "fingerprint": mark,
        "severity": _SEVERITY[finding.severity] if bar.is_sure(finding) else "info",
        "location": {
            "path": apart(report.article.path, held)[0],
            "lines": {"begin": 1, "end": 1} if place is None else {"begin": place.line, "end": place.end_line},
        },
    }


def _failed(failure: Failure, held: Held) -> Data:
    return {
        "description": f"Not audited: {not_audited(failure, held)}",
        "check_name": f"auditor/{failure.code}",
        "fingerprint": _digest(failure.path, failure.code, failure.message),
        "severity": "blocker",
        "location": {"path": apart(failure.path, held)[0], "lines": {"begin": 1, "end": 1}},
    }


def _digest(*parts: str) -> str:
    """32 hexadecimal digits that stand for `parts`."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
