"""Answers whose rows are groups of articles."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from auditor.archiving.questions import fields
from auditor.archiving.questions.asked import Asked, Figure, Form, Grouped
from auditor.archiving.questions.database import Database
from auditor.archiving.questions.difference import Side
from auditor.archiving.questions.picked import Picked, exploded, groups, pick
from auditor.archiving.questions.tables import Made, column, compared, counted, sides, table
from auditor.base.errors import UsageError
from auditor.render.answers.answer import Answer
from auditor.render.summary.columns import Share, Value
from auditor.render.summary.groups import order_of
from auditor.render.wording import plural

MOST_GROUPS = 100_000
_SIDE = ("count(*)", "sum(p0)", "sum(w0)", "sum(p0 * p0)", "sum(p0 * w0)", "sum(w0 * w0)")
"""The sums of the only figure that a difference is told by."""


def answer(name: str, question: Grouped, asked: Asked, database: Database) -> Answer:
    """The answer of a grouped question; raises UsageError as `pick`, and for more groups than anybody reads."""
    by = asked.by or (fields.usual(database),)
    chief = next(figure for figure in question.figures if figure.key == question.chief)
    figures = [chief] if asked.split else list(question.figures)
    more = [f"({figure.part})::BIGINT AS p{n}, {_whole(figure)} AS w{n}" for n, figure in enumerate(figures)]
    picked = pick(database, asked, by, more, question.joins)
    sums = _sides() if asked.split else [f"sum(p{n}), sum(w{n})" for n in range(len(figures))]
    totals = database.row(f"SELECT count(*), {', '.join(sums)} FROM picked")
    rows, hidden = _groups(database, asked, picked, sums)
    make = _compared if asked.split else _plain
    made = [(tuple(row[: len(by)]), make(row[len(by) :], figures)) for row in rows]
    made = _ordered(made, by, -1 if not asked.split else 3)
    columns = compared(asked.split, chief) if asked.split else [counted(), *map(column, figures)]
    notes = [*picked.notes, *([hidden] if hidden else [])]
    return table(
        Made(name, question, columns, made, make(totals, figures), picked.articles, by, notes, chief.key), asked
    )


def _whole(figure: Figure) -> str:
    return f"({figure.whole})::BIGINT" if figure.form is Form.SHARE else "0::BIGINT"


def _sides() -> list[str]:
    """The sums of either side, of the only figure."""
    return [f"{each} FILTER (side = {n})" for n in (0, 1) for each in _SIDE]


def _groups(database: Database, asked: Asked, picked: Picked, sums: Sequence[str]) -> tuple[list[tuple[Any, ...]], str]:
    """A row for each group that is large enough, and a note on those that are not."""
    of = f"FROM {exploded(picked.by)} GROUP BY ALL"
    keys = ", ".join(groups(picked.by))
    least = f"HAVING count(*) >= {asked.least}"
    rows = database.rows(f"SELECT {keys}, count(*), {', '.join(sums)} {of} {least} LIMIT {MOST_GROUPS + 1}")
    if len(rows) > MOST_GROUPS:
        hint = "name fewer fields with --by, or show only large groups with --least 10"
        raise UsageError(f"there are more than {MOST_GROUPS:,} groups", code="A020", hint=hint)
    every = len(rows) if asked.least <= 1 else database.row(f"SELECT count(*) FROM (SELECT {keys} {of})")[0]
    left = every - len(rows)
    are = "is" if left == 1 else "are"
    few = f"{plural(left, 'group')} of fewer than {asked.least} articles {are} not shown; the total counts them."
    return rows, few if left else ""


def _plain(row: Sequence[Any], figures: Sequence[Figure]) -> tuple[Value, ...]:
    count, *sums = row
    pairs = zip(sums[::2], sums[1::2], strict=True)
    return (
        count,
        *(
            Share(int(part or 0), int(whole or 0)) if figure.form is Form.SHARE else int(part or 0)
            for figure, (part, whole) in zip(figures, pairs, strict=True)
        ),
    )


def _compared(row: Sequence[Any], figures: Sequence[Figure]) -> tuple[Value, ...]:
    sums = [int(each or 0) for each in row[1:]]
    return sides(Side(*sums[: len(_SIDE)]), Side(*sums[len(_SIDE) :]))


def _ordered(
    made: list[tuple[tuple[str, ...], tuple[Value, ...]]], by: Sequence[str], chief: int
) -> list[tuple[tuple[str, ...], tuple[Value, ...]]]:
    """By time where a period is among the fields, else those first that have the most; alike ones by their names."""
    made = sorted(made, key=lambda each: order_of(each[0]))
    if fields.is_by_time(by):
        return made
    return sorted(made, key=lambda each: -_size(each[1][chief]))


def _size(value: Value) -> float:
    return value.part / value.whole if isinstance(value, Share) and value.whole else -1.0
