"""Which function renders which format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from auditor.records.report import Failure, Report, RunResult
from auditor.render import jsonout, markdown, markup, terminal, webpage
from auditor.render.document import SIGNATURE
from auditor.render.transparency import charges, sections
from auditor.render.wording import plural, unknown_format


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose beyond the format."""

    colour: bool = False
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """How one report is written to a file of its own."""

    suffix: str
    render: Callable[[Report], str]


REPORTS: Mapping[str, ReportFormat] = {
    "markdown": ReportFormat(".md", lambda report: markdown.write(sections.document(report))),
    "json": ReportFormat(".json", jsonout.report),
    "legal": ReportFormat(".legal.md", lambda report: markdown.write(charges.legal(report))),
    "legal-html": ReportFormat(".legal.html", lambda report: webpage.write(charges.legal(report))),
}
"""Formats of a single report."""

RESULTS: Mapping[str, Callable[[RunResult, Options], str]] = {
    "terminal": lambda result, options: terminal.findings(result, options.colour, options.quiet),
    "json": lambda result, options: jsonout.result(result),
    "markdown": lambda result, options: _markdown(result),
}
"""Formats of a whole run."""


def render(result: RunResult, fmt: str, options: Options) -> str:
    """A run in the format `fmt`; raises UsageError for a format that does not exist."""
    if fmt not in RESULTS:
        raise unknown_format(fmt, tuple(RESULTS))
    return RESULTS[fmt](result, options)


def render_report(report: Report, fmt: str) -> str:
    """One report in the format `fmt`; raises UsageError for a format that does not exist."""
    if fmt not in REPORTS:
        raise unknown_format(fmt, tuple(REPORTS))
    return REPORTS[fmt].render(report)


def _markdown(result: RunResult) -> str:
    parts = [render_report(report, "markdown") for report in result.reports]
    if result.failures:
        parts.append(_failures(result.failures))
    return "\n---\n\n".join(parts)


def _failures(failures: tuple[Failure, ...]) -> str:
    lines = [f"- {markup.code(f.path)}: {markup.escape(f.code)} {markup.escape(f.message)}" for f in failures]
    return "\n".join([f"# {plural(len(failures), 'file')} not audited", "", *lines, "", SIGNATURE, ""])
