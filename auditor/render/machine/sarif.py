"""SARIF 2.1.0 (OASIS, 2020), by which code scanning and editors take findings: one run, everything in code points."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from auditor import __version__
from auditor.base.printable import one_line
from auditor.records.baseline import Standing
from auditor.records.report import Bar, Finding, Report, RunResult
from auditor.records.saved.fields import dump
from auditor.records.scales import Confidence, Severity
from auditor.render.machine import sarif_baseline, sarif_rules, spots
from auditor.render.machine.sarif_places import location, related
from auditor.render.machine.sarif_rules import LEVELS, plain

SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"

FINGERPRINT = "auditor/1"
"""The name of our fingerprint, with the version of how it is made."""

_GRAVE: Mapping[Severity, float] = {Severity.ERROR: 80.0, Severity.WARNING: 50.0, Severity.INFO: 20.0}
_SURE: Mapping[Confidence, float] = {Confidence.HIGH: 10.0, Confidence.MEDIUM: 0.0, Confidence.LOW: -10.0}

Data = dict[str, object]


def write(result: RunResult, bar: Bar, standing: Standing | None = None) -> str:
    """A run as a SARIF log, ended by a line end; with the state of each finding if `standing` is its to a baseline."""
    states = sarif_baseline.states(standing)
    rules = sarif_rules.in_force(result)
    numbers = {rule.id: number for number, rule in enumerate(rules)}
    files = _files(result)
    results = [
        _result(report, finding, result.held, numbers, files, result.bar(report, bar), states.of(report, finding))
        for report in result.reports
        for finding in report.findings
    ]
    results += sarif_baseline.absent(states, result.held, numbers, files, FINGERPRINT)
    run = {
        "tool": {"driver": _driver([sarif_rules.descriptor(rule) for rule in rules])},
        "invocations": [_invocation(result, files)],
        "originalUriBaseIds": {
            "%SRCROOT%": {"description": {"text": "The folder in which the auditor was run."}},
        },
        "artifacts": list(_artifacts(result, files)),
        "results": results,
        "newlineSequences": ["\r\n", "\n", "\r"],
        "columnKind": "unicodeCodePoints",
        **_provenance(result),
    }
    return dump({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _driver(rules: list[Data]) -> Data:
    return {"name": "auditor", "version": __version__, "semanticVersion": __version__, "rules": rules}


def _files(result: RunResult) -> Mapping[str, int]:
    """The number of each file of the run, in the order in which they come."""
    paths = [report.article.path for report in result.reports] + [failure.path for failure in result.failures]
    return {file: number for number, file in enumerate(dict.fromkeys(spots.apart(p, result.held)[0] for p in paths))}


def _artifacts(result: RunResult, files: Mapping[str, int]) -> Iterator[Data]:
    digests = {r.article.path: r.article.sha256 for r in result.reports if r.article.path not in result.held}
    for file in files:
        known = {"hashes": {"sha-256": digests[file]}} if file in digests else {}
        yield {"location": sarif_rules.at(file), "roles": ["analysisTarget"], **known}


def _invocation(result: RunResult, files: Mapping[str, int]) -> Data:
    """Whether all went well, and what did not; drafts that are no news reports are noted."""
    notices: list[Data] = []
    for failed in result.failures:
        words = "; ".join(each for each in (failed.message, failed.hint) if each)
        notices.append(_notice(failed.path, result, files, words, "error", failed.code))
    for each in result.skipped:
        notices.append(_notice(each.path, result, files, f"{each.omission.value}: {each.why}", "note"))
    for report in result.reports:
        notices += [
            _notice(report.article.path, result, files, note.message, "note", note.code) for note in report.notes
        ]
    return {"executionSuccessful": not result.failures, "toolExecutionNotifications": notices}


def _notice(
    path: str, result: RunResult, files: Mapping[str, int], words: str, level: str, code: str | None = None
) -> Data:
    file, entry = spots.apart(path, result.held)
    place: Data = {"physicalLocation": {"artifactLocation": sarif_rules.at(file, files.get(file))}}
    if entry:
        place["logicalLocations"] = [{"fullyQualifiedName": entry}]
    named = {} if code is None else {"descriptor": {"id": code}}
    return {"message": {"text": plain(words)}, "level": level, "locations": [place], **named}


def _result(
    report: Report,
    finding: Finding,
    held: Mapping[str, str],
    numbers: Mapping[str, int],
    files: Mapping[str, int],
    bar: Bar,
    state: str | None,
) -> Data:
    file = spots.apart(report.article.path, held)[0]
    here = sarif_rules.at(file, files[file])
    beside = related(report, finding, held, here)
    return {
        "ruleId": finding.policy,
        "ruleIndex": numbers[finding.policy],
        "level": LEVELS[finding.severity] if bar.is_sure(finding) else "note",
        "message": {"text": plain(spots.advice(finding))},
        "locations": [location(report, finding.span, held, here, around=finding.sentence)],
        **({"relatedLocations": beside} if beside else {}),
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        **({"baselineState": state} if state else {}),
        "suppressions": _suppressions(finding),
        "rank": _GRAVE[finding.severity] + _SURE[finding.confidence],
        "properties": {
            "confidence": finding.confidence.value,
            "severity": finding.severity.value,
            "fails": bar.fails(finding) and state in (None, sarif_baseline.NEW),
            **{
                name: words
                for name in ("caution", "standard", "mend", "subject")
                if (words := getattr(finding, name) or "")
            },
        },
    }


def _suppressions(finding: Finding) -> Sequence[Data]:
    """One for a finding that is waived. SARIF wants all results of a run to say it, so others have an empty list."""
    if finding.waived is None:
        return []
    return [{"kind": "external", "status": "accepted", "justification": one_line(finding.waived)}]


def _provenance(result: RunResult) -> Data:
    if not result.reports:
        return {}
    made_by = result.reports[0].provenance
    return {
        "properties": {
            "model": f"{made_by.model_name} {made_by.model_version}",
            "packs": [f"{pack.name} {pack.version} {pack.sha256}" for pack in made_by.packs],
            "detectors": [detector.value for detector in made_by.detectors],
        }
    }
