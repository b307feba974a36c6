"""A summary as a table: for people in plain text, as a web page or in a format of tabulate; for programs as data."""

from __future__ import annotations

import html
import os
import re
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Generic

from rich.cells import cell_len
from tabulate import SEPARATING_LINE, multiline_formats, tabulate, tabulate_formats

from auditor.base.errors import UsageError
from auditor.base.printable import one_line, visible
from auditor.records.report import Failure
from auditor.render.markup import escape
from auditor.render.summary import page
from auditor.render.summary.cells import told
from auditor.render.summary.columns import Column, apart, columns, for_programs, shown
from auditor.render.summary.data import Heads, as_json, as_lines, separated
from auditor.render.summary.grid import UNBROKEN, Lane, draw, head_lines
from auditor.render.summary.groups import FOLDER
from auditor.render.summary.rows import R, Row, Table
from auditor.render.wording import plural, unknown_format

SCHEMA = "auditor.summary/1"
DEFAULT = "simple"
WORKBOOK = "xlsx"
"""The format that is no text (`render.summary.workbook`)."""
USUAL = 80
"""The columns of a line of plain text that is written to a file or a pipe."""

_PROGRAMS = ("csv", "tsv", "json", "jsonl")
WITHOUT_NOTES = ("csv", "tsv", "jsonl")
"""Formats that have no place for the notes of a table."""
_LINE = 110
_MOST_LINES = 8
"""So many headings are explained on a line each, more of them one after the other."""
_LATEX = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\textasciitilde{}"}
_RULED = frozenset({"psql", "presto", "outline", "simple_outline", "rounded_outline", "pretty"})
"""Formats that can draw a line above the total."""
_ONE_LINE = frozenset({"github", "pipe", "colon_grid", "orgtbl", "jira", "rst"})
"""Formats of several lines a cell for tabulate, and not for what reads them."""

_SUFFIXES: Mapping[str, str] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".json": "json",
    ".jsonl": "jsonl",
    ".xlsx": WORKBOOK,
    ".html": "html",
    ".htm": "html",
    ".md": "github",
    ".markdown": "github",
    ".tex": "latex",
    ".rst": "rst",
    ".txt": DEFAULT,
}
"""The format that the end of a file's name asks for."""
_ALSO: Mapping[str, str] = {"markdown": "github", "md": "github", "text": DEFAULT}
"""Other names of formats."""


@dataclass(frozen=True, slots=True)
class Layout(Generic[R]):
    """What a kind of table shows: schema of its JSON, columns after the label, title, what its rows are of.

    `heads` stand in its JSON beside the schema.
    """

    schema: str
    columns: Callable[[Table[R]], tuple[Column[R], ...]]
    title: str = "Drafts"
    noun: str = "draft"
    heads: Heads = ()


SUMMARY = Layout(SCHEMA, columns, "Sources in drafts")


def formats() -> tuple[str, ...]:
    """Every format that `drawn` knows, the chief ones first."""
    chief = (DEFAULT, *_PROGRAMS, "html", "github", "latex")
    return tuple(dict.fromkeys((*chief, *tabulate_formats)))


def format_of(asked: str | None, file: str | None, others: Sequence[str] = ()) -> str:
    """The format that was asked for, or that the end of the file's name tells, else the usual one.

    `others` are ends of names that somebody else knows. Raises UsageError for a format that does not exist, and for a
    file whose name tells none.
    """
    known = (*formats(), WORKBOOK)
    if asked is not None:
        name = _ALSO.get(asked, asked)
        if name not in known:
            raise unknown_format(asked, known, "table format")
        return name
    if file is None:
        return DEFAULT
    suffix = PurePath(file).suffix
    if (found := _SUFFIXES.get(suffix.lower())) is None:
        what = f"the end of its name, {suffix!r}, tells no format" if suffix else "its name has no ending"
        hint = f"end it in one of {', '.join((*_SUFFIXES, *others))}, or name the format with --format"
        raise UsageError(f"the format of {file!r} is not known: {what}", hint=hint)
    return found


def render(
    table: Table[Row],
    fmt: str = DEFAULT,
    wide: bool = False,
    chosen: Sequence[Column[Row]] = (),
    width: int = USUAL,
) -> str:
    """A summary as `drawn` has it."""
    return drawn(table, SUMMARY, fmt, wide, chosen, width)


def drawn(
    table: Table[R],
    layout: Layout[R],
    fmt: str = DEFAULT,
    wide: bool = False,
    chosen: Sequence[Column[R]] = (),
    width: int = USUAL,
) -> str:
    """`table` in the format `fmt`, ended by a line end; raises UsageError for a format that does not exist.

    Shows the columns that are chosen. If none is, then data holds every column; tables for people hold the chief ones,
    or with `wide` every figure. `width` is that of plain text, in columns.
    """
    known = layout.columns(table)
    if fmt in _PROGRAMS:
        asked = tuple(apart(chosen, known)) if chosen else for_programs(known)
        if fmt == "json":
            return as_json(table, asked, layout.schema, layout.heads)
        return as_lines(table, asked) if fmt == "jsonl" else separated(table, asked, "\t" if fmt == "tsv" else ",")
    if fmt not in tabulate_formats:
        raise unknown_format(fmt, formats(), "table format")
    sheet = _sheet(table, layout.noun, tuple(chosen) or shown(known, wide))
    if fmt == "html":
        return page.render(layout.title, sheet.heads, sheet.words, (*sheet.body, sheet.total), _about(sheet))
    if fmt == DEFAULT:
        return f"{_plain(sheet, width)}\n{_below(sheet, fmt, width)}"
    return f"{_tabulated(sheet, fmt)}\n{_below(sheet, fmt, _LINE)}"


# ---------------------------------------------------------------- what people are shown


@dataclass(frozen=True, slots=True)
class _Sheet(Generic[R]):
    """The cells of a table for people, on one line each but for parts of words; the first `labels` are labels."""

    table: Table[R]
    columns: tuple[Column[R], ...]
    heads: tuple[str, ...]
    words: tuple[bool, ...]
    body: tuple[tuple[str, ...], ...]
    total: tuple[str, ...]
    labels: int
    folder: str


def _sheet(table: Table[R], noun: str, chosen: tuple[Column[R], ...]) -> _Sheet[R]:
    fields = table.fields or (noun,)
    labels, folder = _labels(table)
    whole = f"total of {plural(table.total.articles, noun)}"
    return _Sheet(
        table=table,
        columns=chosen,
        heads=(*map(visible, fields), *(visible(column.heading) for column in chosen)),
        words=(*(True for _ in fields), *(column.is_words for column in chosen)),
        body=tuple(
            (*map(visible, label), *_values(row, chosen)) for label, row in zip(labels, table.rows, strict=True)
        ),
        total=(
            whole,
            *("" for _ in fields[1:]),
            *("" if column.is_front_matter else told(column.of(table.total), "\n") for column in chosen),
        ),
        labels=len(fields),
        folder=folder,
    )


def _values(row: R, chosen: Sequence[Column[R]]) -> tuple[str, ...]:
    return tuple(told(column.of(row), "\n") for column in chosen)


def _labels(table: Table[R]) -> tuple[list[tuple[str, ...]], str]:
    """The rows' labels without the folder that all paths share, and that folder."""
    if table.group_by and table.fields != (FOLDER,):
        return list(table.groups), ""
    labels = [row.label for row in table.rows]
    files = [label.partition("#")[0] for label in labels] if not table.group_by else [f"{label}/x" for label in labels]
    folder = _shared_folder([PurePath(file) for file in files])
    if table.group_by and folder in labels:  # one of the folders would have no name left
        folder = PurePath(folder).parent.as_posix() if PurePath(folder).name else ""
        folder = "" if folder == "." else folder
    return [(label.removeprefix(f"{folder}/") if folder else label,) for label in labels], folder


def _shared_folder(paths: Sequence[PurePath]) -> str:
    if len(paths) < 2 or len({path.is_absolute() for path in paths}) > 1:
        return ""
    return os.path.commonpath([path.parent for path in paths])


def _lanes(sheet: _Sheet[R]) -> list[Lane]:
    """The columns as plain text has them, those of the labels first."""
    heads = (*sheet.heads[: sheet.labels], *(column.head for column in sheet.columns))
    lanes = []
    for place, head in enumerate(heads):
        cells = tuple(row[place] for row in (*sheet.body, sheet.total))
        is_label = place < sheet.labels
        if not is_label and sheet.columns[place - sheet.labels].parts:  # `2 warnings` stays together
            cells = tuple(cell.replace(" ", UNBROKEN) for cell in cells)
        lanes.append(Lane(head, cells, sheet.words[place], is_label))
    return lanes


def _plain(sheet: _Sheet[R], width: int) -> str:
    """The table in plain text; if it is too wide so, the labels of a row stand in one column."""
    lanes = _lanes(sheet)
    text = draw(lanes, width)
    if sheet.labels > 1 and any(cell_len(line) > width for line in text.split("\n")):
        labels, others = lanes[: sheet.labels], lanes[sheet.labels :]
        cells = tuple("\n".join(filter(None, row)) for row in zip(*(lane.cells for lane in labels), strict=True))
        text = draw([Lane(", ".join(lane.head for lane in labels), cells, True, True), *others], width)
    return text


def _tabulated(sheet: _Sheet[R], fmt: str) -> str:
    """The table in a format of tabulate; where that has several lines a cell, headings and parts of words have them."""
    is_tall = fmt in multiline_formats and fmt not in _ONE_LINE
    rows = [*sheet.body, sheet.total]
    if not is_tall:
        rows = [tuple(cell.replace("\n", ", ") for cell in row) for row in rows]
    widest = [max(len(line) for row in rows for line in row[n].split("\n")) for n in range(len(sheet.heads))]
    heads = ["\n".join(head_lines(head, widest[n] * is_tall, False)) for n, head in enumerate(sheet.heads)]
    rule: list[Sequence[str]] = [SEPARATING_LINE] if fmt in _RULED and sheet.body else []
    *body, total = [[_cell(cell, fmt) for cell in row] for row in rows]
    text = tabulate(
        [*body, *rule, total],
        headers=[_cell(head if is_tall else sheet.heads[n], fmt) for n, head in enumerate(heads)],
        tablefmt=fmt,
        disable_numparse=True,
        colalign=["left" if is_words else "right" for is_words in sheet.words],
    )
    return text.rstrip("\n")


def _cell(text: str, fmt: str) -> str:
    """A cell escaped for a table format, where `tabulate` does not do that itself."""
    if fmt in {"github", "pipe"}:
        return escape(text)
    if fmt == "unsafehtml":
        return html.escape(text)
    return _latex(text) if fmt == "latex_raw" else text


def _latex(text: str) -> str:
    return re.sub(r"[&%$#_{}\\^~]", lambda found: _LATEX.get(found[0], f"\\{found[0]}"), text)


# ---------------------------------------------------------------- below the table


def _about(sheet: _Sheet[R]) -> page.About:
    """What headings mean where they do not say it themselves, the notes, and every file that failed."""
    means = [(column.heading, column.means) for column in sheet.columns if not column.is_plain]
    notes = [f"Paths are below {visible(sheet.folder)}."] if sheet.folder else []
    notes += map(one_line, sheet.table.notes)
    failures = sheet.table.failures
    return page.About(
        tuple(means),
        tuple(notes),
        f"Not in the table, because {plural(len(failures), 'file')} failed:" if failures else "",
        tuple(map(_failed, failures)),
    )


def _failed(failure: Failure) -> str:
    return f"{visible(failure.path)}: {failure.code} {one_line(failure.message)}"


def _below(sheet: _Sheet[R], fmt: str, width: int) -> str:
    """The same, written for a table format; plain formats wrap all but the failures, which have a line each."""
    about = _about(sheet)
    means = [f"{visible(head)}: {what}" for head, what in about.means]
    if len(means) > _MOST_LINES:
        means = ["; ".join(means) + "."]
    lines = [*means, *about.notes, *([about.failing] if about.failing else [])]
    every = [*lines, *about.failed]
    if fmt == "unsafehtml":
        return "".join(f"<p>{html.escape(line)}</p>\n" for line in every)
    if fmt.startswith("latex"):
        return "".join(f"\n{_latex(line)}\n" for line in every)
    if fmt in {"github", "pipe"}:
        return "".join(f"\n{escape(line)}\n" for line in every)
    wrapped = (
        textwrap.fill(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)
        for line in lines
    )
    below = "".join(f"{line}\n" for line in (*wrapped, *about.failed))
    return f"\n{below}" if below else ""
