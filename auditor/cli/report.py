"""`auditor report`: a transparency report for each draft, for people and for programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options
from auditor.errors import UsageError

_Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to; it is made if need be.")
]
_Format = Annotated[
    str,
    typer.Option("--format", "-f", metavar="FORMATS", help="markdown, json, or both with a comma between."),
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
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    show_settings: options.ShowSettings = False,
) -> None:
    """Write a transparency report for each draft: Markdown for people, JSON for programs.

    Prints the path of each file written. Findings do not fail this command unless --fail-on is given.
    """
    resolved = options.settings_for(
        policies=policy, rules=rules, jobs=jobs, model=model, detectors=detectors, fail_on=fail_on
    )
    if show_settings:
        return options.print_settings(resolved)
    from auditor.cli.outputs import report_paths
    from auditor.render import dispatch, terminal
    from auditor.runner import REPORTS_MARK

    formats = _formats(fmt)
    settings = resolved.settings
    if output.exists() and not output.is_dir():
        raise UsageError(f"{output.as_posix()} is a file", code="A004", hint="name a folder with --output")
    selection = options.select(drafts, settings, stdin_filename)
    result = options.audited(selection, settings)
    suffixes = [dispatch.REPORTS[f].suffix for f in formats]
    paths = report_paths(selection.drafts, output, suffixes)
    if result.reports:
        options.write_file(output / REPORTS_MARK, "This folder holds reports: no run takes them for drafts.\n")
    for each in result.reports:
        for name, suffix in zip(formats, suffixes, strict=True):
            target = paths[each.article.path].with_name(paths[each.article.path].name + suffix)
            options.write_file(target, dispatch.render_report(each, name))
            options.emit(f"{target.as_posix()}\n")
    for failure in result.failures:
        options.tell_failure(failure)
    options.tell(terminal.closing(result))
    raise typer.Exit(result.exit_code(settings.fail_on if fail_on else None, settings.min_confidence))


def _formats(given: str) -> tuple[str, ...]:
    from auditor.render import dispatch, wording

    formats = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    for name in formats or ("",):
        if name not in dispatch.REPORTS:
            raise wording.unknown_format(name, tuple(dispatch.REPORTS))
    return formats
