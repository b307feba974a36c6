"""`auditor report`: a transparency report for each draft, for people and for programs."""

from __future__ import annotations

import stat
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.cli import options

if TYPE_CHECKING:
    from auditor.records.report import Failure, Report, RunResult

_Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to; it is made if need be.")
]
_Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMATS",
        help="markdown, json, legal (for a lawyer), legal-html; several with a comma between.",
    ),
]


def report(
    drafts: options.Drafts = None,
    output: _Output = Path("reports"),
    fmt: _Format = "markdown,json",
    fail_on: options.FailOn = None,
    policy: options.Policies = None,
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
    show_settings: options.ShowSettings = False,
) -> None:
    """Write a transparency report for each draft: Markdown for people, JSON for programs.

    Prints the path of each file written. Findings do not fail this command unless --fail-on is given.
    """
    resolved = options.settings_for(
        policies=policy,
        rules=rules,
        jobs=jobs,
        model=model,
        detectors=detectors,
        revisions=revisions,
        language=language,
        text_column=text_column,
        meta=meta,
        strict_files=strict_files,
        all_genres=all_genres,
        fail_on=fail_on,
    )
    if show_settings:
        return options.print_settings(resolved)
    from auditor.cli.outputs import report_paths
    from auditor.render import dispatch
    from auditor.runs.drafts import sort_of

    formats = _formats(fmt)
    settings = resolved.settings
    if sort_of(output) not in {0, stat.S_IFDIR}:
        raise UsageError(f"{output.as_posix()} is a file", code="A004", hint="name a folder with --output")
    selection = options.select(drafts, settings, stdin_filename)
    result = options.audited(selection, settings)
    paths = report_paths(selection.drafts, output, [dispatch.REPORTS[name].suffix for name in formats])
    targets = {draft.path: dict(zip(formats, paths[draft], strict=True)) for draft in selection.drafts}
    result, written = _written(result, targets)
    _said(result, written)
    if verbose:
        options.tell_fates(result)
    raise typer.Exit(result.exit_code(settings.fail_on if fail_on else None, settings.min_confidence))


def _written(result: RunResult, targets: Mapping[str, Mapping[str, Path]]) -> tuple[RunResult, list[Path]]:
    """Writes every report that can be written, and returns the run's result after that and the files, in order.

    A draft with a report that cannot be written has failed; the others are written all the same.
    """
    whole, failures, written = [], [], list[Path]()
    for report in result.reports:
        done, refused = _files_of(report, targets[report.article.path])
        written += done
        if refused:
            failures.append(_unwritten(report, done, refused))
        else:
            whole.append(report)
    return replace(result, reports=tuple(whole), failures=(*result.failures, *failures)), written


def _files_of(report: Report, targets: Mapping[str, Path]) -> tuple[list[Path], list[str]]:
    """The files that were written of one report, and why others were not."""
    from auditor.render import dispatch

    done, refused = [], []
    for name, target in targets.items():
        try:
            options.replace_file(target, dispatch.render_report(report, name))
            done.append(target)
        except (OSError, ValueError) as error:
            refused.append(f"{target.as_posix()}: {options.reason(error)}")
    return done, refused


def _unwritten(report: Report, done: Sequence[Path], refused: Sequence[str]) -> Failure:
    from auditor.records.report import Failure

    but = f"; {', '.join(path.as_posix() for path in done)} was written" if done else ""
    hint = f"make room there, or name another folder with --output{but}"
    return Failure(report.article.path, "A005", f"cannot write {'; '.join(refused)}", hint)


def _said(result: RunResult, written: Sequence[Path]) -> None:
    """Prints the paths that were written, and says what became of the run even if nobody can be told the paths."""
    from auditor.render import terminal

    try:
        options.emit("".join(f"{visible(path.as_posix())}\n" for path in written))
    finally:
        for failure in result.failures:
            options.tell_failure(failure)
        options.tell_genres(result)
        options.tell(terminal.closing(result))


def _formats(given: str) -> tuple[str, ...]:
    from auditor.render import dispatch, wording

    formats = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    for name in formats or ("",):
        if name not in dispatch.REPORTS:
            raise wording.unknown_format(name, tuple(dispatch.REPORTS))
    return formats
