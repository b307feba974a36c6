"""`auditor stats`: how long drafts are and how easily they read, by desk, author or any field of their front matter."""

from __future__ import annotations

from typing import Annotated

import typer

from auditor.cli import flags, options

_Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="csv, tsv, json, jsonl, html, github, latex and others.",
    ),
]
_GroupBy = Annotated[
    str | None,
    typer.Option(
        "--group-by",
        "-g",
        metavar="FIELDS",
        help="A row for each value of a front-matter field, of folder, or of day, week or month.",
    ),
]


@flags.taking("rules", *flags.DRAFTS, *flags.READING, *flags.RUN)
def stats(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    fmt: _Format = "simple",
    group_by: _GroupBy = None,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
) -> None:
    r"""Print a table of length and readability: words, sentences, Flesch figures, and how much is quoted.

    Only what is read of a draft counts: no front matter, bylines or page furniture. Nothing is audited for it.

    Needs: pip install 'auditor\[reviews]'
    """
    house = options.house_for(ctx)
    from auditor.records.report import RunResult
    from auditor.render import stats as rendering
    from auditor.render import wording
    from auditor.render.summary import table
    from auditor.reviewing import lengths, library

    if fmt not in table.formats():
        raise wording.unknown_format(fmt, table.formats())
    library.check()
    selection = options.select(drafts, house, stdin_filename)
    with options.progress(len(selection.drafts), "measuring") as on_progress:
        measured = lengths.lengths(selection, house.settings, on_progress)
    options.emit(rendering.render(measured, fmt, group_by))
    if not options.on_terminal():  # on a terminal the table itself has them
        for failure in measured.failures:
            options.tell_failure(failure)
    options.tell_genres(RunResult((), skipped=measured.skipped))
    raise typer.Exit(3 if measured.failures else 0)
