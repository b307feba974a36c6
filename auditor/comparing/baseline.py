"""Findings beside a baseline: which are new, which were there, which are gone; and the baseline as a file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from auditor.base.errors import At, SettingsError
from auditor.records.baseline import Entry, Standing
from auditor.records.report import Finding, Report, RunResult

SCHEMA = "auditor.baseline/1"
_SAME_DRAFT = 0.5
"""A draft that has so great a part of the findings of one that is gone is that draft, moved."""


def entries(result: RunResult) -> tuple[Entry, ...]:
    """The findings of a run that are not waived, as entries of a baseline, in order."""
    return tuple(sorted({_entry(report, finding) for report, finding in _open(result)}))


def stand(result: RunResult, baseline: Sequence[Entry], is_gone: Callable[[str], bool]) -> Standing:
    """How the findings of a run stand to a baseline; `is_gone` says of a path that no draft is there any more."""
    runs = {report.article.path for report in result.reports}
    was = _was(result, baseline, is_gone)
    left = {entry: entry for entry in baseline}
    new: list[tuple[Report, Finding]] = []
    existing: list[tuple[Report, Finding]] = []
    moved: list[tuple[Report, Finding]] = []
    for report, finding in _open(result):
        path = report.article.path
        before = was.get(path, path)
        if left.pop(Entry(before, finding.policy, finding.fingerprint), None) is None:
            new.append((report, finding))
        else:
            (existing if before == path else moved).append((report, finding))
    fixed = tuple(e for e in left if e.path in runs or e.path in was.values() or is_gone(e.path))
    return Standing(tuple(new), tuple(existing), tuple(moved), fixed, tuple(_waived(result, was, set(fixed))))


def without_known(result: RunResult, standing: Standing) -> RunResult:
    """The run with those findings alone that are new, and those that are waived."""
    fresh = {(report.article.path, finding.id) for report, finding in standing.new}
    return replace(
        result,
        reports=tuple(
            replace(
                report,
                findings=tuple(
                    f for f in report.findings if f.waived is not None or (report.article.path, f.id) in fresh
                ),
            )
            for report in result.reports
        ),
    )


def pruned(baseline: Sequence[Entry], standing: Standing) -> tuple[Entry, ...]:
    """The baseline without entries that are fixed, and with the paths that drafts have now; nothing new."""
    gone = set(standing.fixed)
    known = (*standing.existing, *standing.moved)
    here = {_entry(report, finding) for report, finding in known}
    moved = {(f.policy, f.fingerprint) for _, f in standing.moved}
    stay = {e for e in baseline if e not in gone and (e in here or (e.policy, e.fingerprint) not in moved)}
    return tuple(sorted(stay | here))


def dumps(found: Iterable[Entry]) -> str:
    """A baseline as JSON text, sorted by draft, a line for each finding; it has no word of a draft in it."""
    lines = [json.dumps([e.path, e.policy, e.fingerprint], ensure_ascii=False) for e in sorted(found)]
    inner = ",\n".join(f"  {line}" for line in lines)
    body = f"[\n{inner}\n ]" if lines else "[]"
    return f'{{\n "schema": "{SCHEMA}",\n "findings": {body}\n}}\n'


def loads(text: str, path: str) -> tuple[Entry, ...]:
    """The baseline in `text`, the content of the file at `path`; raises SettingsError A107 for anything else."""
    try:
        data = json.loads(text)
        if not isinstance(data, Mapping) or data.get("schema") != SCHEMA:
            raise ValueError
        rows = data["findings"]
        if not all(isinstance(r, list) and len(r) == 3 and all(isinstance(each, str) for each in r) for r in rows):
            raise ValueError
    except (ValueError, KeyError, TypeError, RecursionError):
        hint = "write it anew: auditor baseline write DRAFTS"
        raise SettingsError("this is no baseline", code="A107", at=At(path), hint=hint) from None
    return tuple(Entry(*row) for row in rows)


def _waived(
    result: RunResult, was: Mapping[str, str], fixed: Collection[Entry]
) -> Iterator[tuple[Entry, Report, Finding]]:
    for report in result.reports:
        before = was.get(report.article.path, report.article.path)
        for finding in report.findings:
            entry = Entry(before, finding.policy, finding.fingerprint)
            if finding.waived is not None and entry in fixed:
                yield entry, report, finding


def _entry(report: Report, finding: Finding) -> Entry:
    return Entry(report.article.path, finding.policy, finding.fingerprint)


def _open(result: RunResult) -> Iterable[tuple[Report, Finding]]:
    return ((report, finding) for report in result.reports for finding in report.standing)


def _was(result: RunResult, baseline: Sequence[Entry], is_gone: Callable[[str], bool]) -> dict[str, str]:
    """For each draft that the baseline does not know, the path of the one that is gone and had its findings."""
    by_path: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for entry in baseline:
        by_path[entry.path].add((entry.policy, entry.fingerprint))
    runs = {report.article.path for report in result.reports}
    lost = {path: marks for path, marks in by_path.items() if path not in runs and is_gone(path)}
    found: dict[str, str] = {}
    for report in result.reports:
        if report.article.path in by_path:
            continue
        mine = {(f.policy, f.fingerprint) for f in report.standing}
        ranked = sorted((-len(marks & mine) / len(marks), path) for path, marks in lost.items())
        if ranked and -ranked[0][0] >= _SAME_DRAFT:
            found[report.article.path] = ranked[0][1]
            del lost[ranked[0][1]]
    return found
