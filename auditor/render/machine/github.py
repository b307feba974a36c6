"""Workflow commands of GitHub Actions, by which a step's output becomes annotations beside the lines of a draft.

The escapes are those of the runner (actions/toolkit, `packages/core/src/command.ts`): it undoes no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from auditor.base.printable import visible
from auditor.records.report import Bar, Failure, Finding, Report, RunResult
from auditor.records.scales import Severity
from auditor.render.machine.spots import Held, apart, lined, not_audited, told

_COMMAND: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def write(result: RunResult, bar: Bar) -> str:
    """A command for each input that failed and each finding that is not waived, the gravest first; each on a line.

    GitHub shows the first ten of each kind of a step, hence the order.
    """
    found = [(report, finding) for report in result.reports for finding in report.standing]
    found.sort(key=lambda pair: (not result.bar(pair[0], bar).fails(pair[1]), pair[1].severity.rank))
    lines = [_failed(failure, result.held) for failure in result.failures]
    lines += [_finding(report, finding, result.held, result.bar(report, bar)) for report, finding in found]
    return "".join(f"{line}\n" for line in lines)


def _failed(failure: Failure, held: Held) -> str:
    properties = {"file": apart(failure.path, held)[0], "title": f"not audited ({failure.code})"}
    return _command("error", properties, not_audited(failure, held))


def _finding(report: Report, finding: Finding, held: Held, bar: Bar) -> str:
    command = _COMMAND[finding.severity] if bar.is_sure(finding) else "notice"
    properties = {"file": apart(report.article.path, held)[0], **dict(_position(report, finding, held))}
    return _command(command, {**properties, "title": finding.policy}, told(report, finding, held, bar))


def _position(report: Report, finding: Finding, held: Held) -> Iterator[tuple[str, str]]:
    """Line and column; columns only within one line, since GitHub takes none beyond."""
    place = lined(report, finding.span, held)
    if place is None:
        return
    yield "line", str(place.line)
    if place.line == place.end_line:
        yield "col", str(place.column)
    yield "endLine", str(place.end_line)
    if place.line == place.end_line:
        yield "endColumn", str(place.end_column)


def _command(name: str, properties: Mapping[str, str], words: str) -> str:
    given = ",".join(f"{key}={_escaped(visible(value), _PROPERTY)}" for key, value in properties.items())
    return f"::{name} {given}::{_escaped(words, _DATA)}"


def _escaped(words: str, marks: Mapping[str, str]) -> str:
    return "".join(marks.get(char, char) for char in words)
