"""A summary as a table: in any format of tabulate, as CSV, or as JSON."""

from __future__ import annotations

import csv
import html
import io
import os
import re
import textwrap
from collections import Counter
from collections.abc import Sequence
from pathlib import PurePath

from tabulate import SEPARATING_LINE, tabulate, tabulate_formats

from auditor.base.printable import one_line, visible
from auditor.records.report import Failure
from auditor.records.saved.fields import dump
from auditor.render.markup import escape
from auditor.render.summary.columns import Column, Share, Value, Width, columns
from auditor.render.summary.rows import Row, Table
from auditor.render.wording import percent, plural, unknown_format

SCHEMA = "auditor.summary/1"
DEFAULT = "simple"

_LABEL_LIMIT = 24
_LINE = 110
_FORMULA = re.compile(r"""[\s"'“”‘’]*[=+\-@＝＋－＠]|\s*\"""")
"""The start of a cell that a spreadsheet would run, or run together with the next (OWASP, CSV Injection)."""
_LATEX = {"\\": r"\textbackslash{}", "^": r"\^{}", "~": r"\textasciitilde{}"}
_RULED = frozenset({"simple", "psql", "presto", "outline", "simple_outline", "rounded_outline", "pretty"})
"""Formats that can draw a line above the total."""


def formats() -> tuple[str, ...]:
    """Every format that `render` knows."""
    return (*tabulate_formats, "csv", "json")


def render(table: Table, fmt: str = DEFAULT, wide: bool = False) -> str:
    """`table` in the format `fmt`, ended by a line end; raises UsageError for a format that does not exist.

    CSV and JSON always hold every column; the others hold the chief ones, or with `wide` nearly all.
    """
    if fmt == "csv":
        return _csv(table)
    if fmt == "json":
        return _json(table)
    if fmt not in tabulate_formats:
        raise unknown_format(fmt, formats(), "table format")
    return _tabulated(table, fmt, wide)


# ---------------------------------------------------------------- tables to read


def _tabulated(table: Table, fmt: str, wide: bool) -> str:
    shown = [c for c in columns(table) if c.width <= (Width.WIDE if wide else Width.NARROW)]
    labels, folder = _labels(table, wide)
    heads = [_cell(table.group_by or "Article", fmt), *(column.head for column in shown)]
    body = [[_cell(label, fmt), *_numbers(row, shown)] for label, row in zip(labels, table.rows, strict=True)]
    total = [f"total ({plural(table.total.articles, 'article')})", *_numbers(table.total, shown)]
    return f"{_draw(heads, body, total, fmt)}\n{_below(table, shown, folder, fmt)}"


def _draw(heads: list[str], body: list[list[str]], total: list[str], fmt: str) -> str:
    """The table itself."""
    # tabulate makes a column two wider than its heading, which a dense table cannot afford: in the default
    # format the headings are a row of the body.
    dense = fmt == DEFAULT
    rule: list[Sequence[str]] = [SEPARATING_LINE] if fmt in _RULED and body else []
    drawn = tabulate(
        [*([heads, SEPARATING_LINE] if dense else []), *body, *rule, total],
        headers=() if dense else heads,
        tablefmt=fmt,
        disable_numparse=True,
        colalign=("left", *("right" for _ in heads[1:])),
    )
    return drawn.rstrip("\n")


def _numbers(row: Row, shown: Sequence[Column]) -> list[str]:
    return [_number(column.of(row)) for column in shown]


def _number(value: Value) -> str:
    """Counts as they are, shares in per cent without the sign, which stands in the heading."""
    return percent(value.part, value.whole).rstrip("%") if isinstance(value, Share) else str(value)


def _labels(table: Table, wide: bool) -> tuple[list[str], str]:
    """The rows' labels, shortened if that leaves them distinct, and the folder that all paths share."""
    labels = [row.label for row in table.rows]
    folder = ""
    if table.group_by is None:
        folder = _shared_folder([PurePath(label.partition("#")[0]) for label in labels])
        labels = [label.removeprefix(f"{folder}/") if folder else label for label in labels]
    if not wide:
        short = [_keep_end(label) for label in labels]
        labels = [s if Counter(short)[s] == 1 else label for s, label in zip(short, labels, strict=True)]
    return labels, folder


def _shared_folder(paths: Sequence[PurePath]) -> str:
    if len(paths) < 2 or len({path.is_absolute() for path in paths}) > 1:
        return ""
    return os.path.commonpath([path.parent for path in paths])


def _keep_end(label: str) -> str:
    """`label`, or its last part, cut between folders where that leaves enough of it."""
    if len(label) <= _LABEL_LIMIT:
        return label
    end = label[1 - _LABEL_LIMIT :]
    slash = end.find("/")
    return "…" + (end[slash:] if 0 <= slash < len(end) // 3 else end)


def _cell(text: str, fmt: str) -> str:
    """A label escaped for a table format, where `tabulate` does not do that itself."""
    text = visible(text)
    if fmt in {"github", "pipe"}:
        return escape(text)
    if fmt == "unsafehtml":
        return html.escape(text)
    if fmt == "latex_raw":
        return _latex(text)
    return _no_formula(text) if fmt == "tsv" else text


def _no_formula(text: str) -> str:
    """A cell that no spreadsheet takes for a formula, or for the start of a cell that runs on."""
    return f"'{text}" if _FORMULA.match(text) else text


def _latex(text: str) -> str:
    return re.sub(r"[&%$#_{}\\^~]", lambda found: _LATEX.get(found[0], f"\\{found[0]}"), text)


# ---------------------------------------------------------------- below the table


def _below(table: Table, shown: Sequence[Column], folder: str, fmt: str) -> str:
    """What the headings mean, the notes, and every file that failed."""
    lines = ["; ".join(f"{column.head} {column.means}" for column in shown) + "."]
    if folder:
        lines.append(f"Paths are below {visible(folder)}.")
    lines += map(one_line, table.notes)
    if table.failures:
        lines.append(f"Not in the table, because {plural(len(table.failures), 'file')} failed:")
    return _paragraphs(lines, [_failed(failure) for failure in table.failures], fmt)


def _failed(failure: Failure) -> str:
    return f"{visible(failure.path)}: {failure.code} {one_line(failure.message)}"


def _paragraphs(told: Sequence[str], failed: Sequence[str], fmt: str) -> str:
    """The lines below a table, written for its format; plain formats wrap `told` and keep each failure on one line."""
    lines = [*told, *failed]
    if fmt in {"html", "unsafehtml"}:
        return "".join(f"<p>{html.escape(line)}</p>\n" for line in lines)
    if fmt.startswith("latex"):
        return "".join(f"\n{_latex(line)}\n" for line in lines)
    if fmt == "tsv":
        return "".join(f"# {line}\n" for line in lines)
    if fmt in {"github", "pipe"}:
        return "".join(f"\n{escape(line)}\n" for line in lines)
    wrapped = (textwrap.fill(line, _LINE, break_long_words=False, break_on_hyphens=False) for line in told)
    return "\n" + "".join(f"{line}\n" for line in (*wrapped, *failed))


# ---------------------------------------------------------------- tables for programs


def _plain(value: Value) -> int | float | None:
    return value.fraction if isinstance(value, Share) else value


def _record(row: Row, shown: Sequence[Column]) -> dict[str, object]:
    return {"label": row.label, **{column.key: _plain(column.of(row)) for column in shown}}


def _json(table: Table) -> str:
    shown = columns(table)
    data = {
        "schema": SCHEMA,
        "group_by": table.group_by,
        "rows": [_record(row, shown) for row in table.rows],
        "total": _record(table.total, shown),
        "notes": list(table.notes),
        "failures": [{"path": f.path, "code": f.code, "message": f.message, "hint": f.hint} for f in table.failures],
    }
    return dump(data)


def _csv_cell(value: object) -> object:
    return _no_formula(visible(value)) if isinstance(value, str) else value


def _csv(table: Table) -> str:
    """One line a row; the column `row` tells articles (or groups), the total and failed files apart."""
    shown = columns(table)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["row", "label", *(column.key for column in shown), "error"])
    kind = "article" if table.group_by is None else "group"
    for name, row in [*((kind, row) for row in table.rows), ("total", table.total)]:
        writer.writerow([name, *map(_csv_cell, _record(row, shown).values()), ""])
    for failure in table.failures:
        told = f"{failure.code} {one_line(failure.message)}"
        writer.writerow(["failed", _csv_cell(failure.path), *("" for _ in shown), told])
    return out.getvalue()
