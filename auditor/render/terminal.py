"""The findings of a run for a terminal or a log, one line each, as linters print them."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from auditor.base.printable import one_line, visible
from auditor.records.report import Failure, Finding, Omission, Report, RunResult, Skipped
from auditor.records.scales import Confidence, Severity
from auditor.render.styled import DIM, SEVERITY_STYLE, to_str
from auditor.render.wording import CONFIDENCE, plural, severities


def findings(result: RunResult, colour: bool, quiet: bool = False) -> str:
    """One line a finding, by path as given and then by place, the failures, and one closing line.

    Findings that are waived are counted and not shown. `quiet` leaves out the closing line, so that a
    clean run says nothing.
    """
    lines = [_finding(report, finding) for report in result.reports for finding in sorted(_open(report), key=_order)]
    lines += [line for each in result.failures for line in _failure(each)]
    lines += [_skipped(each) for each in no_reports(result)]
    if not quiet:
        lines.append(Text(closing(result), style="bold"))
    return to_str(lines, colour)


def failure(failed: Failure) -> str:
    """What failed, why, and what to do about it, as `findings` has it; without a line end at its end."""
    return to_str(_failure(failed), colour=False).rstrip("\n")


def _open(report: Report) -> Iterator[Finding]:
    return (finding for finding in report.findings if finding.waived is None)


def _order(finding: Finding) -> tuple[int, int, str]:
    return finding.span.start if finding.span is not None else 0, finding.severity.rank, finding.policy


def _line_column(report: Report, finding: Finding) -> tuple[int, int]:
    """Where a finding is; the first line for the whole article, so that editors can jump to it."""
    if finding.span is None:
        return 1, 1
    place = report.places[finding.span]
    return place.line, place.column


def _place(report: Report, finding: Finding) -> str:
    """Where a finding is, so that editors can jump to it: `12:4`; in a document that has no lines ` paragraph 12:`."""
    place = report.places[finding.span] if finding.span is not None else None
    if place is not None and place.part is not None:
        return f" {place.part}:"
    return "{}:{}".format(*_line_column(report, finding))


def _finding(report: Report, finding: Finding) -> Text:
    text = Text(visible(f"{report.article.path}:{_place(report, finding)} "))
    text.append(finding.severity.value, SEVERITY_STYLE[finding.severity])
    text.append(f" {finding.policy} ", "bold")
    text.append(one_line(finding.message))
    if finding.confidence is not Confidence.HIGH:
        text.append(f" [{CONFIDENCE[finding.confidence]}]", DIM)
    return text


def _failure(failure: Failure) -> Iterator[Text]:
    text = Text(visible(f"{failure.path}: "))
    text.append(failure.code, "bold red")
    text.append(f" {one_line(failure.message)}")
    yield text
    if failure.hint:
        yield Text(f"  {one_line(failure.hint)}", DIM)


def no_reports(result: RunResult) -> tuple[Skipped, ...]:
    """The drafts that were not audited since they say themselves that they are no news reports."""
    return tuple(each for each in result.skipped if each.omission is Omission.GENRE)


def skipped(each: Skipped) -> str:
    """What was not audited and why, as `findings` has it; without a line end at its end."""
    return to_str([_skipped(each)], colour=False).rstrip("\n")


def _skipped(skipped: Skipped) -> Text:
    text = Text(visible(f"{skipped.path}: "))
    text.append(f"not audited: {one_line(skipped.why)}; --all-genres audits it", DIM)
    return text


def closing(result: RunResult) -> str:
    """What became of a run: `3 drafts audited: 2 findings (1 error, 1 warning), 1 file failed, 2 not audited.`"""
    found = [finding for report in result.reports for finding in report.findings]
    counted = [finding for finding in found if finding.waived is None]
    by_severity = severities({s: sum(f.severity is s for f in counted) for s in Severity})
    parts = [f"{plural(len(counted), 'finding')} ({by_severity})" if counted else "no findings"]
    if len(found) > len(counted):
        parts.append(f"{len(found) - len(counted)} waived")
    if result.failures:
        parts.append(f"{plural(len(result.failures), 'file')} failed")
    if result.skipped:
        parts.append(f"{len(result.skipped)} not audited")
    drafts = plural(len(result.reports), "draft") if result.reports else "No draft"
    return f"{drafts} audited: {', '.join(parts)}."
