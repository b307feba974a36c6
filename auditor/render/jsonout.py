"""Reports as JSON: one article's in the form `auditor.report/1`, a whole run's as `auditor.run/1`."""

from __future__ import annotations

from auditor.records.report import Report, RunResult
from auditor.records.saved import write
from auditor.records.saved.fields import dump

SCHEMA = "auditor.run/1"


def report(report: Report) -> str:
    """One report, ended by a line end."""
    return write.dumps(report)


def result(result: RunResult) -> str:
    """All reports of a run in order, and every input that failed; ended by a line end."""
    data = {
        "schema": SCHEMA,
        "reports": [write.report_to_dict(each) for each in result.reports],
        "failures": [{"path": f.path, "code": f.code, "message": f.message, "hint": f.hint} for f in result.failures],
        "files": [{"path": path, "outcome": word, "why": why} for path, word, why in result.fates()],
    }
    return dump(data)
