"""`auditor check`: what the policies object to, for people at a terminal, hooks and editors' programs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.cli import options

if TYPE_CHECKING:
    from auditor.records.report import RunResult
    from auditor.records.scales import Confidence

_WITH_SHOW = ("terminal", "concise")
"""The formats from which findings can be hidden."""

_Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="terminal; concise (path:line:column, a line each, for editors' programs); json (all reports); markdown; "
        "for other programs findings, jsonl, sarif, github, gitlab, junit, rdjson (docs/machine-formats.md).",
    ),
]
_Show = Annotated[
    str,
    typer.Option(
        "--show",
        metavar="LEVEL",
        help="high, medium or low: hide findings less sure than that, and say how many. They count all the same.",
    ),
]
_Statistics = Annotated[
    bool, typer.Option("--statistics", help="Print how often each rule objects, in the place of the findings.")
]
_Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead, whole or not at all.")
]
_Rows = Annotated[
    str | None,
    typer.Option("--rows", metavar="SORT", help="What a line of jsonl is: findings, sources or statements."),
]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print findings and failures only: nothing if clean.")]


_Baseline = Annotated[
    Path | None,
    typer.Option("--baseline", metavar="FILE", help="Tell only what is not in this baseline (auditor baseline write)."),
]
_ChangedSince = Annotated[
    str | None,
    typer.Option("--changed-since", metavar="REV", help="Tell only findings in lines changed since this Git revision."),
]


def check(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    fmt: _Format = "terminal",
    output: _Output = None,
    rows: _Rows = None,
    quiet: _Quiet = False,
    baseline: _Baseline = None,
    changed_since: _ChangedSince = None,
    show: _Show = "low",
    statistics: _Statistics = False,
    fail_on: options.FailOn = None,
    min_confidence: options.MinConfidence = None,
    policies: options.Policies = None,
    rules: options.Rules = None,
    jobs: options.Jobs = None,
    model: options.Model = None,
    detectors: options.Detectors = None,
    revisions: options.Revisions = None,
    language: options.Language = None,
    text_column: options.TextColumn = None,
    meta: options.Meta = None,
    strict_files: options.StrictFiles = None,
    all_genres: options.AllGenres = None,
    verbose: options.Verbose = False,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    no_color: options.NoColor = False,
    show_settings: options.ShowSettings = False,
) -> None:
    """Print what the policies object to, file by file, with the sentence and what would put it right."""
    resolved = options.settings_for(ctx)
    if show_settings:
        return options.print_settings(resolved)
    from auditor.records.report import Bar
    from auditor.render import dispatch
    from auditor.render.wording import unknown_format

    if fmt not in dispatch.RESULTS:
        raise unknown_format(fmt, tuple(dispatch.RESULTS))
    sort, least = _sort(rows, fmt), _level(show, fmt)
    if statistics and fmt != "terminal":
        raise UsageError("--statistics is for the format terminal", hint="auditor summary counts over many drafts")
    settings = resolved.settings
    options.warn_if_nothing_can_fail(resolved)
    selection = options.select(drafts, settings, stdin_filename)
    if output is not None:
        options.refuse_to_replace(output, selection)
    result = _only_new(options.audited(selection, settings), baseline, changed_since)
    chosen = dispatch.Options(
        colour=output is None and options.wants_colour(no_color),
        quiet=quiet,
        width=options.width(),
        show=least,
        statistics=statistics,
        onward="-" not in (drafts or ()),  # no other command can read standard input again
        bar=Bar(settings.fail_on, settings.min_confidence),
        rows=sort,
    )
    text = dispatch.render(result, fmt, chosen)
    if output is None:
        options.emit(text, chosen.colour)
    else:
        options.write_file(output, text)
        _said(result, output)
    if fmt == "concise" or output is not None:
        _tell_what_has_no_line(result, least)
    if verbose:
        options.tell_fates(result)
    raise typer.Exit(result.exit_code(settings.fail_on, settings.min_confidence))


def _only_new(result: RunResult, baseline: Path | None, revision: str | None) -> RunResult:
    """The run without findings that a baseline knows, or that stand in lines that have not changed; says how many."""
    from auditor.render.wording import plural

    before = _number(result)
    if baseline is not None:
        from auditor.cli.baseline import standing_of
        from auditor.comparing.baseline import without_known

        result = without_known(result, standing_of(result, baseline))
        if known := before - _number(result):
            options.tell(f"{plural(known, 'finding')} of {baseline.as_posix()} not shown: there before")
        before = _number(result)
    if revision is not None:
        from auditor.runs import changes

        result = changes.since(result, revision)
        if unchanged := before - _number(result):
            options.tell(f"{plural(unchanged, 'finding')} not shown: in lines that have not changed since {revision}")
    return result


def _number(result: RunResult) -> int:
    return sum(len(report.findings) for report in result.reports)


def _level(given: str, fmt: str) -> Confidence:
    """The confidence that `--show` names; raises UsageError for one that does not exist, or a format without it."""
    from auditor.records.scales import Confidence
    from auditor.render.wording import unknown_format

    if given not in [each.value for each in Confidence]:
        raise unknown_format(given, [each.value for each in Confidence], "confidence")
    if given != Confidence.LOW and fmt not in _WITH_SHOW:
        raise UsageError(f"--show is for the formats {' and '.join(_WITH_SHOW)}", hint=f"leave it out with {fmt}")
    return Confidence(given)


def _tell_what_has_no_line(result: RunResult, least: Confidence) -> None:
    """Says on standard error what a form or a file leaves out: drafts not audited, findings that are hidden."""
    from auditor.render.terminal import closing

    options.tell_genres(result)
    if left_out := closing.hidden(result, least):
        options.tell(left_out)


def _sort(rows: str | None, fmt: str) -> str:
    """What a line is; raises UsageError for what no line can be, and for a format without lines."""
    from auditor.render import wording
    from auditor.render.machine.lines import ROWS

    if rows is not None and fmt != "jsonl":
        raise UsageError(f"--rows goes with --format jsonl, not with {fmt}", hint="add --format jsonl, or leave it out")
    if rows is not None and rows not in ROWS:
        raise wording.unknown_format(rows, tuple(ROWS), "sort of row")
    return rows or "findings"


def _said(result: RunResult, output: Path) -> None:
    """Prints the path that was written, and says on standard error what failed and what became of the run."""
    from auditor.render.terminal.closing import closing

    try:
        options.emit(f"{visible(output.as_posix())}\n")
    finally:
        for failure in result.failures:
            options.tell_failure(failure)
        options.tell(closing(result))
