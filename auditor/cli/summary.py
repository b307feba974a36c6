"""`auditor summary`: one table over many drafts, to read, or for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.cli import flags, options, targets

if TYPE_CHECKING:
    from auditor.records.report import RunResult
    from auditor.render.summary.columns import Column
    from auditor.render.summary.rows import Row, Table
    from auditor.runs.drafts import Selection
    from auditor.settings.settings import Settings

_Format = Annotated[
    str | None,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="csv, tsv, json, jsonl, xlsx, html, github, latex and others; else what the file's name asks for.",
        show_default=False,
    ),
]
_GroupBy = Annotated[
    list[str] | None,
    typer.Option(
        "--group-by",
        "-g",
        metavar="FIELDS",
        help="A row for each value of a front-matter field, of folder, or of day, week or month; "
        "several with commas between.",
        show_default=False,
    ),
]
_Columns = Annotated[
    str | None,
    typer.Option(
        "--columns", "-c", metavar="NAMES", help="These columns, with commas between; list says which there are."
    ),
]
_Wide = Annotated[bool, typer.Option("--wide", help="All columns.")]
_Sort = Annotated[
    str | None,
    typer.Option("--sort", "-s", metavar="COLUMN", help="Rows by this column; -COLUMN begins with the greatest."),
]
_Reverse = Annotated[bool, typer.Option("--reverse", help="The other way round.")]
_Top = Annotated[
    int | None,
    typer.Option("--top", metavar="N", min=1, help="Only the first N rows; the total counts all drafts."),
]
_Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file: .csv, .xlsx, .html, .md, .json and others."),
]
_NAMES_OF_LISTS = ("list", "help")


@flags.taking(*flags.RULES, *flags.DRAFTS, *flags.READING, *flags.KEPT)
def summary(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    fmt: _Format = None,
    output: _Output = None,
    group_by: _GroupBy = None,
    columns: _Columns = None,
    wide: _Wide = False,
    sort: _Sort = None,
    reverse: _Reverse = False,
    top: _Top = None,
    verbose: options.Verbose = False,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    show_settings: options.ShowSettings = False,
) -> None:
    """Print a table over many drafts: one row a draft or a group, and a total.

    It shows the sources, how many of them are named or anonymous and how many not explained,
    which headlines and leads rest on anonymous sources only, and the findings.
    """
    house = options.house_for(ctx)
    if show_settings:
        return options.print_settings(house.resolved)
    if columns is not None and columns.strip() in _NAMES_OF_LISTS:
        return _list_columns()
    from auditor.render.summary import choices, groups, rows, table

    form = _format(fmt, output)
    chosen = choices.named(choices.split(columns)) if columns is not None else ()
    fields = groups.fields_of(",".join(group_by)) if group_by else ()
    if sort is not None:
        choices.check_order(sort, fields)
    settings = house.settings
    selection = options.select(drafts, house, stdin_filename, () if output is None else (output,))
    if output is not None:
        targets.refuse_to_replace(output, selection, house, (ctx.params["config"],))
    _check_fields(selection, settings, fields, chosen)
    result = options.audited(selection, settings)
    made = rows.rows(result.reports, ",".join(fields) or None, result.failures)
    made = made if sort is None else choices.in_order(made, sort, reverse)
    made = made if sort is not None or not reverse else rows.reordered(made, range(len(made.rows))[::-1])
    made = made if top is None else rows.cut(made, top)
    content = _content(made, result, form, chosen, wide, options.columns() if output is None else None)
    if output is not None or not options.on_terminal():  # on a terminal the table itself has them
        for failure in result.failures:
            options.tell_failure(failure)
    options.tell_genres(result)
    if form in table.WITHOUT_NOTES:
        for note in made.notes:
            options.tell(note)
    if output is not None:
        options.write_file(output, content)
        options.emit(f"{visible(output.as_posix())}\n")
    elif isinstance(content, str):
        options.emit(content)
    if verbose:
        options.tell_fates(result)
    raise typer.Exit(result.exit_code(None))


def _format(asked: str | None, output: Path | None) -> str:
    """The format of the table; raises UsageError for one that there is not, or that cannot be written there."""
    from auditor.render.summary import table

    form = table.format_of(asked, output.name if output is not None else None)
    if form == table.WORKBOOK:
        from auditor.render.summary import workbook

        if output is None:
            hint = "name a file, for instance: --output review.xlsx"
            raise UsageError("an Excel workbook is written to a file, never to the screen", hint=hint)
        workbook.check()
    return form


def _list_columns() -> None:
    from auditor.render.summary import choices

    options.emit(choices.listing(options.width()))


def _check_fields(
    selection: Selection, settings: Settings, fields: Sequence[str], chosen: Sequence[Column[Row]]
) -> None:
    """Raises UsageError for a field that no draft has, before any draft is audited, which takes long."""
    from auditor.render.summary import groups
    from auditor.runs.fields import front_matter

    shown = [column.key for column in chosen if column.is_front_matter]
    if fields and shown:
        hint = "leave it out, or leave out --group-by"
        raise UsageError(f"the column {shown[0]!r} is one of drafts, and groups have none", hint=hint)
    wanted = groups.wanted((*fields, *shown))
    if wanted and (metas := front_matter(selection, settings, wanted)):
        groups.require(wanted, metas)


def _content(
    made: Table[Row], result: RunResult, form: str, chosen: Sequence[Column[Row]], wide: bool, width: int | None
) -> str | bytes:
    """The table; plain text is at most `width` columns wide if that can be, where there is a terminal."""
    from auditor.render.summary import rows, table

    if form != table.WORKBOOK:
        return table.render(made, form, wide, chosen, width or table.USUAL)
    from auditor.render.summary import workbook

    return workbook.render(made, rows.rows(result.reports), result.reports, chosen, wide)
