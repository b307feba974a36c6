"""Which function renders which format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from auditor.records.baseline import Standing
from auditor.records.comparison import Versions
from auditor.records.report import Bar, Failure, Report, RunResult
from auditor.records.scales import Confidence
from auditor.render.document import SIGNATURE
from auditor.render.wording import plural, unknown_format

USUAL = Bar()
"""What fails a run if nothing is said."""


@dataclass(frozen=True, slots=True)
class Options:
    """What a caller may choose beyond the format."""

    colour: bool = False
    quiet: bool = False
    evidence: bool = False
    """Whether a report for people shows every statement and mention, and what found it."""
    width: int = 80
    """The columns of a terminal."""
    show: Confidence = Confidence.LOW
    """Findings less sure than this are counted on a terminal, and shown neither there nor in the concise form."""
    statistics: bool = False
    """Whether a terminal shows counts by rule in the place of findings."""
    onward: bool = True
    """Whether a terminal ends with what to do next."""
    bar: Bar = USUAL
    """What fails a run, which forms for machines tell apart."""
    rows: str = "findings"
    """What a line of `jsonl` is."""
    standing: Standing | None = None
    """How the findings of a run stand to a baseline, for forms that tell old ones beside new ones."""
    run: RunResult | None = None
    """The run that a single report is of, for the rules in force in it and for where its drafts lie."""


WITH_KNOWN = ("sarif",)
"""The formats of a run that tell what a baseline knows, with its state, in the place of leaving it out."""

PLAIN = Options()
"""Nothing chosen."""


@dataclass(frozen=True, slots=True)
class ReportFormat:
    """How one report is written to a file of its own."""

    suffix: str
    render: Callable[[Report, Options], str]


REPORTS: Mapping[str, ReportFormat] = {
    "markdown": ReportFormat(".md", lambda report, options: _markdown(report, options.evidence)),
    "html": ReportFormat(
        ".html", lambda report, options: _of("page.writer").write(_of("transparency.sections").document(report))
    ),
    "json": ReportFormat(".json", lambda report, options: _of("jsonout").report(report)),
    "legal": ReportFormat(
        ".legal.md", lambda report, options: _of("markdown").write(_of("transparency.legal").document(report))
    ),
    "legal-html": ReportFormat(
        ".legal.html", lambda report, options: _of("page.writer").write(_of("transparency.legal").document(report))
    ),
    "box": ReportFormat(
        ".box.md", lambda report, options: _of("markdown").write(_of("transparency.box").document(report))
    ),
    "box-html": ReportFormat(
        ".box.html", lambda report, options: _of("page.writer").fragment(_of("transparency.box").document(report))
    ),
    "jsonld": ReportFormat(".jsonld", lambda report, options: _of("machine.jsonld").write(report)),
    "sarif": ReportFormat(
        ".sarif", lambda report, options: _of("machine.sarif").write(_alone(report, options), options.bar)
    ),
    "findings": ReportFormat(
        ".findings.json", lambda report, options: _of("machine.listing").write(_alone(report, options), options.bar)
    ),
}
"""Formats of a single report."""

RESULTS: Mapping[str, Callable[[RunResult, Options], str]] = {
    "terminal": lambda result, options: _of("terminal.findings").findings(
        result,
        options.colour,
        options.width,
        quiet=options.quiet,
        show=options.show,
        onward=options.onward,
        statistics=options.statistics,
    ),
    "concise": lambda result, options: _of("terminal.concise").findings(result, options.colour, show=options.show),
    "json": lambda result, options: _of("jsonout").result(result),
    "markdown": lambda result, options: _markdown_of_all(result, options.evidence),
    "findings": lambda result, options: _of("machine.listing").write(result, options.bar),
    "jsonl": lambda result, options: _of("machine.lines").write(result, options.bar, options.rows),
    "sarif": lambda result, options: _of("machine.sarif").write(result, options.bar, options.standing),
    "github": lambda result, options: _of("machine.github").write(result, options.bar),
    "gitlab": lambda result, options: _of("machine.gitlab").write(result, options.bar),
    "junit": lambda result, options: _of("machine.junit").write(result, options.bar),
    "rdjson": lambda result, options: _of("machine.rdjson").write(result, options.bar),
}
"""Formats of a whole run."""

COMPARISONS: Mapping[str, Callable[[Versions, bool, int], str]] = {
    "terminal": lambda versions, colour, width: _of("plaintext").write(
        _of("comparison").document(versions), colour, width
    ),
    "markdown": lambda versions, colour, width: _of("markdown").write(_of("comparison").document(versions)),
    "html": lambda versions, colour, width: _of("page.writer").write(_of("comparison").document(versions)),
}
"""Formats of two versions beside each other; colour and width in columns are a terminal's."""


def render(result: RunResult, fmt: str, options: Options) -> str:
    """A run in the format `fmt`; raises UsageError for a format that does not exist."""
    if fmt not in RESULTS:
        raise unknown_format(fmt, tuple(RESULTS))
    return RESULTS[fmt](result, options)


def render_report(report: Report, fmt: str, options: Options = PLAIN) -> str:
    """One report in the format `fmt`; raises UsageError for a format that does not exist."""
    if fmt not in REPORTS:
        raise unknown_format(fmt, tuple(REPORTS))
    return REPORTS[fmt].render(report, options)


def _of(module: str) -> Any:
    """A module of renderers, imported when the first of its forms is asked for."""
    return import_module(f"auditor.render.{module}")


def _alone(report: Report, options: Options) -> RunResult:
    """A run of one report: of its run only what is not of other drafts."""
    run = options.run
    return RunResult((report,)) if run is None else RunResult((report,), cards=run.cards, held=run.held)


def _markdown(report: Report, evidence: bool) -> str:
    text: str = _of("markdown").write(_of("transparency.sections").document(report), folds=evidence)
    return text


def _markdown_of_all(result: RunResult, evidence: bool) -> str:
    parts = [_markdown(report, evidence) for report in result.reports]
    if result.failures:
        parts.append(_failures(result.failures))
    return "\n---\n\n".join(parts)


def _failures(failures: tuple[Failure, ...]) -> str:
    markup = _of("markup")
    lines = [f"- {markup.code(f.path)}: {markup.escape(f.code)} {markup.escape(f.message)}" for f in failures]
    return "\n".join([f"# {plural(len(failures), 'file')} not audited", "", *lines, "", SIGNATURE, ""])
