"""One line a finding, as compilers print them, for editors' programs and for other programs that read lines."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from auditor.base.printable import one_line, visible
from auditor.records.report import Finding, Report, RunResult
from auditor.records.scales import Confidence
from auditor.render.terminal.closing import open_findings
from auditor.render.terminal.styled import SEVERITY_STYLE, to_str
from auditor.render.wording import CONFIDENCE


def findings(result: RunResult, colour: bool = False, *, show: Confidence = Confidence.LOW) -> str:
    """`path:line:column: severity rule message [confidence]`, a line each, then what failed, at `path:1:1`.

    In a document without lines the place is its part, `path: paragraph 12: `; `auditor explain` takes either. What is
    about the whole article stands at 1:1. Findings less sure than `show`, or waived, are left out.
    """
    return to_str(_lines(result, show), colour)


def _lines(result: RunResult, show: Confidence) -> Iterator[Text]:
    for report in result.reports:
        for each in open_findings(report):
            if each.confidence >= show:
                yield _finding(report, each)
    for failed in result.failures:
        line = Text(f"{visible(failed.path)}:1:1: ").append("error", "bold red")
        yield line.append(f" {failed.code} {one_line(failed.message)}")


def _finding(report: Report, finding: Finding) -> Text:
    line = Text(f"{visible(report.article.path)}:{_place(report, finding)}: ")
    line.append(finding.severity.value, SEVERITY_STYLE[finding.severity])
    return line.append(f" {visible(finding.policy)} {one_line(finding.message)} [{CONFIDENCE[finding.confidence]}]")


def _place(report: Report, finding: Finding) -> str:
    if finding.span is None:
        return "1:1"
    place = report.places[finding.span]
    return f" {place.part}" if place.part is not None else f"{place.line}:{place.column}"
