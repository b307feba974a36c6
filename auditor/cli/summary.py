"""`auditor summary`: one table over many drafts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.base.printable import visible
from auditor.cli import options

_Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="csv, json, or a table: simple, github, grid, html, latex, tsv and all others of tabulate.",
    ),
]
_GroupBy = Annotated[
    str | None,
    typer.Option(
        "--group-by",
        "-g",
        metavar="FIELD",
        help="A row for each value of a front-matter field; date: by month.",
    ),
]
_Wide = Annotated[bool, typer.Option("--wide", help="More columns: every kind of source, and shares.")]
_Output = Annotated[Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead.")]


def summary(
    drafts: options.Drafts = None,
    fmt: _Format = "simple",
    group_by: _GroupBy = None,
    wide: _Wide = False,
    output: _Output = None,
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
    """Print a table over many drafts: one row a draft or a group, and a total."""
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
    )
    if show_settings:
        return options.print_settings(resolved)
    from auditor.render import wording
    from auditor.render.summary import rows as summaries
    from auditor.render.summary import table

    if fmt not in table.formats():
        raise wording.unknown_format(fmt, table.formats())
    settings = resolved.settings
    selection = options.select(drafts, settings, stdin_filename)
    if output is not None:
        options.refuse_to_replace(output, selection)
    result = options.audited(selection, settings)
    text = table.render(summaries.rows(result.reports, group_by, result.failures), fmt, wide)
    if output is not None or not options.on_terminal():  # on a terminal the table itself has them
        for failure in result.failures:
            options.tell_failure(failure)
    options.tell_genres(result)
    if output is None:
        options.emit(text)
    else:
        options.write_file(output, text)
        options.emit(f"{visible(output.as_posix())}\n")
    if verbose:
        options.tell_fates(result)
    raise typer.Exit(result.exit_code(None))
