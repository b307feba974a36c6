"""Which lines of drafts have changed since a revision of Git, so that only findings in them are told."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from auditor.base.errors import UsageError
from auditor.records.report import Finding, Report, RunResult

_HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
_PATIENCE = 60.0
"""Seconds that Git has for one draft."""

Lines = Sequence[range] | None
"""Ranges of 1-based lines; None for all of a draft."""


def since(result: RunResult, revision: str) -> RunResult:
    """The run with those findings alone that touch lines changed since `revision`, in the work tree as it is.

    A draft that Git does not know counts as changed throughout, and so does a document without lines that has changed.
    Findings on a whole article stay where anything in it has changed. Raises UsageError A010.
    """
    if revision.startswith("-"):
        raise UsageError(f"there is no revision '{revision}'", code="A010", hint="for instance: --changed-since HEAD")
    return replace(result, reports=tuple(_only(report, _changed(report, revision)) for report in result.reports))


def _only(report: Report, changed: Lines) -> Report:
    if changed is None:
        return report
    return replace(report, findings=tuple(f for f in report.findings if _touches(report, f, changed)))


def _touches(report: Report, finding: Finding, changed: Sequence[range]) -> bool:
    if finding.span is None:
        return bool(changed)
    place = report.places[finding.span]
    if place.part is not None:
        return bool(changed)
    return any(lines.start <= place.end_line and place.line < lines.stop for lines in changed)


def _changed(report: Report, revision: str) -> Lines:
    path = Path(report.article.path)
    if not path.is_file():
        path = Path(report.article.path.partition("#")[0])  # the file that holds the article
    if not path.is_file():
        return None
    if not _git(path, "ls-files", "--error-unmatch", "--", path.name, may_fail=True):
        return None
    told = _git(path, "diff", "--no-ext-diff", "--no-color", "--unified=0", revision, "--", path.name)
    if told.startswith("diff --git") and "\nBinary files" in told:
        return None
    return [_range(found) for found in _HUNK.finditer(told)]


def _range(found: re.Match[str]) -> range:
    """The lines of a hunk; where lines were only taken out, the two beside the gap."""
    start, count = int(found[1]), int(found[2] or 1)
    return range(start, start + count) if count else range(start, start + 2)


def _git(path: Path, *arguments: str, may_fail: bool = False) -> str:
    """What Git prints, run beside the draft, without its pagers, prompts and outside programs."""
    command = ["git", "-c", "core.quotepath=off", "-c", "core.fsmonitor=false", *arguments]
    env = {**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(command, cwd=path.parent, env=env, capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(f"git cannot be asked: {error}", code="A010", hint="is it installed?") from error
    told = done.stdout.decode("utf-8", "replace")
    if done.returncode and may_fail:
        return ""
    if done.returncode:
        reason = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        raise UsageError(f"git does not know what changed: {reason}", code="A010", hint="check the revision")
    return told
