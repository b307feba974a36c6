"""`auditor archive query`: what an audited archive says to the questions of a review of standards."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.cli import archive, options

if TYPE_CHECKING:
    from auditor.archiving.questions.asked import Asked

app = archive.app
"""The commands of archives, the one below among them."""

_Dir = Annotated[Path, typer.Argument(metavar="DIR", help="The folder that auditor archive run made.")]
_Question = Annotated[
    str | None,
    typer.Argument(metavar="QUESTION", help="One of the list that is printed without it.", show_default=False),
]
_By = Annotated[
    list[str] | None,
    typer.Option(
        "--by",
        metavar="FIELDS",
        help="outlet, desk, section, genre, author, language, folder, day, week, month, quarter, year or meta.FIELD; "
        "several with commas between. If not given: the outlet, or what articles tell instead.",
    ),
]
_Where = Annotated[
    list[str] | None,
    typer.Option(
        "--where", metavar="FIELD=VALUE", help="Only articles that have this; of several values of one field any."
    ),
]
_Since = Annotated[str | None, typer.Option("--since", metavar="DAY", help="Only articles from this day on.")]
_Until = Annotated[str | None, typer.Option("--until", metavar="DAY", help="Only articles up to this day.")]
_Split = Annotated[
    str | None,
    typer.Option("--split", metavar="DAY", help="Compare the time before this day with the time from it on."),
]
_Least = Annotated[
    int, typer.Option("--least", metavar="N", min=1, help="Show only what has so many articles, or is in so many.")
]
_Top = Annotated[
    int | None,
    typer.Option("--top", metavar="N", min=1, help="Only the first N rows; of lists 20 of each group if not given."),
]
_Sql = Annotated[
    str | None,
    typer.Option("--sql", metavar="SELECT", help="A query of your own over the tables; nothing else is read."),
]
_Format = Annotated[
    str | None,
    typer.Option("--format", "-f", metavar="NAME", help="simple, bars, svg, csv, json, xlsx, html, github and others."),
]
_Output = Annotated[
    Path | None,
    typer.Option("--output", "-o", metavar="FILE", help="Write to a file: .csv, .xlsx, .svg, .html, .md and others."),
]
_MOST_ROWS = 100_000
"""Rows of one's own query where no number is given."""


@app.command(
    epilog="For instance: auditor archive query tables/\n\n"
    "For instance: auditor archive query tables/ anonymous --by outlet,year\n\n"
    "For instance: auditor archive query tables/ unexplained --split 2025-01-01\n\n"
    "For instance: auditor archive query tables/ sources --where desk=metro -o a.xlsx\n\n"
    "For instance: auditor archive query tables/ --sql 'SELECT max(day) FROM articles'"
)
def query(
    directory: _Dir,
    question: _Question = None,
    by: _By = None,
    where: _Where = None,
    since: _Since = None,
    until: _Until = None,
    split: _Split = None,
    least: _Least = 1,
    top: _Top = None,
    sql: _Sql = None,
    fmt: _Format = None,
    output: _Output = None,
) -> None:
    r"""Answer a question of a standards review from an audited archive.

    Without a question it lists them: how much is anonymous, which reasons are
    given, who is relied on, who never answers, which rules object. With --split
    it says what changed, and whether that may be chance.

    Needs: pip install 'auditor\[archive]'
    """
    from auditor.archiving.questions import ask

    _refuse_to_replace(output, directory)
    if question is None:
        _refuse_unheeded(sql is not None, by, where, since, until, split, least > 1)
    if sql is not None:
        if question is not None:
            raise UsageError("a question and --sql were both given", hint="give one of them")
        _own(directory, sql, top, fmt, output)
        return
    if question is None:
        ask.see(directory, options.tell)
        options.emit(_listing())
        return
    ask.named(question)
    asked = _asked(by, where, since, until, split, least, top)
    form = _form(fmt, output, ())
    from auditor.render.answers import dispatch
    from auditor.render.summary import table

    found = ask.answer(directory, question, asked, options.tell)
    if form in table.WITHOUT_NOTES:
        for note in found.table.notes:
            options.tell(note)
    width = options.columns() if output is None else None
    _write(dispatch.render(found, form, width or table.USUAL), output)


def _refuse_unheeded(is_own: bool, *given: object) -> None:
    """Raises UsageError for options that only a question goes by: whoever gave one would take the answer for less."""
    for name, each in zip(("--by", "--where", "--since", "--until", "--split", "--least"), given, strict=True):
        if each:
            hint = (
                "say it in the SELECT instead" if is_own else "name a question; without these options they are listed"
            )
            raise UsageError(f"{name} is for a question", hint=hint)


def _own(directory: Path, sql: str, top: int | None, fmt: str | None, output: Path | None) -> None:
    from auditor.archiving.questions import ask
    from auditor.render.answers import dispatch

    form = _form(fmt, output, dispatch.OWN)
    found = ask.select(directory, sql, top or _MOST_ROWS, options.tell)
    if found.has_more:
        options.tell(f"note: there are more rows than the {len(found.rows):,} that are shown; --top N shows more")
    _write(dispatch.render_free(found, form, options.columns()), output)


def _form(fmt: str | None, output: Path | None, known: tuple[str, ...]) -> str:
    from auditor.render.answers import dispatch
    from auditor.render.summary import table, workbook

    form = dispatch.format_of(fmt, output.name if output is not None else None, known)
    if form == table.WORKBOOK:
        if output is None:
            hint = "name a file, for instance: --output review.xlsx"
            raise UsageError("an Excel workbook is written to a file, never to the screen", hint=hint)
        workbook.check()
    return form


def _refuse_to_replace(output: Path | None, directory: Path) -> None:
    """Raises UsageError A004 if a file is to be written among those of the archive."""
    if output is not None and output.resolve().is_relative_to(directory.resolve()):
        hint = "name another place with --output"
        raise UsageError(f"cannot write {output.as_posix()}: the archive is there", code="A004", hint=hint)


def _write(content: str | bytes, output: Path | None) -> None:
    if output is not None:
        options.write_file(output, content)
        options.emit(f"{visible(output.as_posix())}\n")
    elif isinstance(content, str):
        options.emit(content)


def _listing() -> str:
    import textwrap

    from auditor.archiving.questions.dispatch import QUESTIONS

    names = max(map(len, QUESTIONS)) + 2
    lines = []
    for name, question in QUESTIONS.items():
        told = textwrap.wrap(question.answers, max(30, options.width() - names))
        lines += [f"{name:<{names}}{told[0]}", *(f"{'':<{names}}{line}" for line in told[1:])]
    example = "For instance: auditor archive query DIR anonymous --by outlet,year"
    return "\n".join((*lines, "", example)) + "\n"


# ---------------------------------------------------------------- what is asked


def _asked(
    by: list[str] | None,
    where: list[str] | None,
    since: str | None,
    until: str | None,
    split: str | None,
    least: int,
    top: int | None,
) -> Asked:
    from auditor.archiving.questions import fields
    from auditor.archiving.questions.asked import Asked

    names = [name for part in by or () for each in part.split(",") if (name := each.strip())]
    if by and not names:
        raise UsageError("--by names no field", hint="for instance: --by desk, or desk,month")
    return Asked(
        tuple(dict.fromkeys(map(fields.known, names))),
        tuple(map(_condition, where or ())),
        _day("--since", since),
        _day("--until", until),
        _day("--split", split),
        least,
        top,
    )


def _condition(text: str) -> tuple[str, str]:
    from auditor.archiving.questions import fields

    name, sign, value = text.partition("=")
    if not sign or not value.strip():
        raise UsageError(f"--where {text!r} is no FIELD=VALUE", hint="for instance: --where outlet=Herald")
    return fields.known(name.strip()), value.strip()


def _day(option: str, text: str | None) -> date | None:
    if text is None:
        return None
    from auditor.render.summary.dates import when

    told = when(text)
    if told is None or told.date is None:
        raise UsageError(f"{option} {text!r} is no day", hint="write it as 2026-03-12")
    return told.date
