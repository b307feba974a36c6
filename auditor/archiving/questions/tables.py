"""Answers as tables: their columns, the columns of two times that are compared, and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from auditor.archiving.questions.asked import Asked, Figure, Grouped, Question
from auditor.archiving.questions.difference import LEAST_ARTICLES, LEAST_CASES, Side, Tells, points, tells
from auditor.render.answers.answer import Answer, Row
from auditor.render.summary.columns import Column, Share, Value, Words
from auditor.render.summary.rows import Table, cut

Values = tuple[Value, ...]

_TELLS = "tells"
_CAUTION = (
    f"Too few to say: fewer than {LEAST_ARTICLES} articles on a side, or {LEAST_CASES} cases on both. May be chance: a "
    "difference so large comes about by itself more often than once in twenty times."
)
_MANY = 5
"""So many differences are enough that one of them may well be chance."""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above a column, and what it means."""

    key: str
    head: str
    means: str
    is_plain: bool = False
    in_words: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """What a table is made of."""

    name: str
    question: Question
    columns: Sequence[Head]
    rows: Sequence[tuple[tuple[str, ...], Values]]
    """Groups and values, in order."""
    total: Values
    articles: int
    by: tuple[str, ...]
    notes: Sequence[str]
    chief: str


def table(made: Made, asked: Asked) -> Answer:
    """The answer, of which only the first rows are shown where that was asked for."""
    rows = tuple(_row(", ".join(group), values) for group, values in made.rows)
    caution = [made.question.caution] if made.question.caution else []
    differing = sum(isinstance(v, Words) and v.parts[0] in (Tells.MORE, Tells.LESS) for row in rows for v in row.values)
    found = Table(
        ",".join(made.by),
        rows,
        Row("total", made.articles, made.total),
        (*made.notes, *caution, *([_CAUTION] if asked.split else []), *_by_chance(len(rows) if differing else 0)),
        (),
        tuple(group for group, _ in made.rows),
    )
    drawn = (f"{made.chief}_before", f"{made.chief}_after") if asked.split else (made.chief,)
    whole = found if asked.top is None else cut(found, asked.top)
    question = made.question
    called = "all articles" if isinstance(question, Grouped) else "any of them"
    return Answer(made.name, question.title, question.answers, whole, placed(made.columns), drawn, called)


def _by_chance(rows: int) -> Sequence[str]:
    if rows < _MANY:
        return ()
    return (f"Of {rows} differences about {max(1, round(rows / 20))} would be told as more or less by chance alone.",)


def _row(label: str, values: Values) -> Row:
    counts = [value for value in values[:1] if isinstance(value, int)]
    return Row(label, counts[0] if counts else 0, values)


# ---------------------------------------------------------------- columns


def counted(is_list: bool = False) -> Head:
    """The column of how many articles a row is of; in a list, of how many have it."""
    return Head("articles", "arti·cles", "articles that have it" if is_list else "articles", is_plain=not is_list)


def column(figure: Figure) -> Head:
    """The column of a figure."""
    return Head(figure.key, figure.head, figure.means, is_plain=figure.is_plain)


def compared(split: date | None, chief: Figure, of: str = "") -> list[Head]:
    """The columns of two times: articles, the share on either side, the difference, and what that tells."""
    assert split is not None
    means = of or chief.means
    articles = "all articles" if of else "articles"
    return [
        Head("articles_before", "arti·cles before", f"{articles} before {split}"),
        Head("articles_after", "arti·cles from then", f"{articles} from {split} on"),
        Head(f"{chief.key}_before", "share before", f"{means}, before {split}"),
        Head(f"{chief.key}_after", "share from then", f"{means}, from {split} on"),
        Head("difference", "differ·ence in points", "points of per cent", is_plain=True),
        Head(_TELLS, "now", "what the difference tells", is_plain=True, in_words=True),
    ]


def sides(before: Side, after: Side) -> Values:
    """The values of those columns."""
    told = tells(before, after).value
    shares = (Share(before.part, before.whole), Share(after.part, after.whole))
    return (before.articles, after.articles, *shares, points(before, after), Words((told,), (told,), told))


def placed(heads: Sequence[Head]) -> tuple[Column[Row], ...]:
    """The columns under these headings, from left to right."""
    return tuple(
        Column(each.key, each.head, each.means, partial(_value, n), is_plain=each.is_plain, in_words=each.in_words)
        for n, each in enumerate(heads)
    )


def _value(place: int, row: Row) -> Value:
    return row.values[place]
