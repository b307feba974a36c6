"""Answers whose rows are things in articles: names, words, rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from auditor.archiving.questions.asked import Asked, Figure, Form, Listed
from auditor.archiving.questions.database import Database
from auditor.archiving.questions.difference import having
from auditor.archiving.questions.picked import exploded, groups, pick
from auditor.archiving.questions.tables import Made, column, compared, counted, sides, table
from auditor.records.sourcing import SourceKind
from auditor.render.answers.answer import Answer
from auditor.render.summary.columns import Share, Value
from auditor.render.wording import KIND

TOP = 20
"""Rows that are shown of each group where nothing is said."""
_KNOWN = "known"


def answer(name: str, question: Listed, asked: Asked, database: Database) -> Answer:
    """The answer of a question that lists things; raises UsageError as `pick`."""
    picked = pick(database, asked, asked.by)
    keys = [f"k{number}" for number in range(len(question.things))]
    sums = list(dict.fromkeys(figure.part for figure in question.figures if figure.part != _KNOWN))
    _make_items(database, question, keys, sums)
    top = TOP if asked.top is None else asked.top
    rows = database.rows(_query(question, asked, keys, sums, top))
    chief = next(figure for figure in question.figures if figure.key == question.chief)
    any_of = f"count(DISTINCT record) FILTER ({chief.part} > 0)"
    totals = database.row(f"SELECT {any_of}, {', '.join(f'sum({each})' for each in sums)} FROM items")
    whole = dict(zip(("articles", *sums), (int(each or 0) for each in totals), strict=True))
    names = [*groups(asked.by), *keys, "label", "articles", *sums, "before", "after", _KNOWN, "listed"]
    found = [dict(zip(names, row, strict=True)) for row in rows]
    sizes = _sizes(database, asked)
    made = [(_group(row, question, asked), _values(row, question, asked, whole, sizes)) for row in found]
    columns = (
        compared(asked.split, chief, "of all articles, those that have it")
        if asked.split
        else [counted(is_list=True), *map(column, question.figures)]
    )
    total = _total(database, question, asked, whole, sizes)
    by = (*asked.by, *question.things)
    notes = [*picked.notes, *_left(found, top, bool(asked.by))]
    unlimited = Asked(asked.by, split=asked.split)
    return table(Made(name, question, columns, made, total, picked.articles, by, notes, chief.key), unlimited)


def _make_items(database: Database, question: Listed, keys: Sequence[str], sums: Sequence[str]) -> None:
    """A row for each thing in an article that is picked."""
    summed = ", ".join(f"sum({each})::BIGINT AS {each}" for each in sums)
    database.run(
        f"CREATE TEMP TABLE items AS SELECT record, {', '.join(keys)}, min(label) AS label, {summed} "
        f"FROM ({question.items}) JOIN (SELECT record FROM picked) USING (record) WHERE k0 <> '' GROUP BY ALL"
    )


def _query(question: Listed, asked: Asked, keys: Sequence[str], sums: Sequence[str], top: int) -> str:
    by = groups(asked.by)
    named = ", ".join((*by, *keys))
    summed = ", ".join(f"sum({each})::BIGINT AS {each}" for each in (*sums, "before", "after"))
    chief = next(figure.part for figure in question.figures if figure.key == question.chief)
    each_label = f"""SELECT {named}, label, count(*) FILTER ({chief} > 0) AS articles,
        {", ".join(f"sum({each})::BIGINT AS {each}" for each in sums)},
        count(*) FILTER (side = 0 AND {chief} > 0) AS before, count(*) FILTER (side = 1 AND {chief} > 0) AS after
        FROM {_items(asked)} GROUP BY ALL"""
    each_thing = f"""SELECT {named}, max_by(label, (articles, label)) AS label, sum(articles)::BIGINT AS articles,
        {summed} FROM ({each_label}) GROUP BY {named}"""
    lookup = question.lookup or "SELECT NULL::VARCHAR AS k0, NULL::BIGINT AS known WHERE false"
    order = ", ".join((f"{chief} DESC", "articles DESC", *keys))
    over = f"PARTITION BY {', '.join(by)}" if by else ""
    columns = ", ".join((*by, *keys, "label", "articles", *sums, "before", "after"))
    only = question.only or f"{chief} > 0"
    least = f"articles >= {asked.least}" if asked.least > 1 else "true"
    return f"""SELECT {columns}, known, count(*) OVER ({over}) AS listed
        FROM (SELECT {columns}, coalesce(known, 0) AS known FROM ({each_thing}) LEFT JOIN ({lookup}) USING (k0))
        WHERE {least} AND {only}
        QUALIFY row_number() OVER ({over} ORDER BY {order}) <= {top}
        ORDER BY {", ".join((*by, order))}"""


def _items(asked: Asked) -> str:
    """The items with the groups of their articles and the side that these are on, where either is asked for."""
    if not asked.by and asked.split is None:
        return "(SELECT *, NULL::INT AS side FROM items)"
    return f"items JOIN {exploded(asked.by)} USING (record)"


def _sizes(database: Database, asked: Asked) -> Mapping[tuple[str, ...], tuple[int, int]]:
    """Of each group how many articles there are before and after the split; those of all for the empty group."""
    if asked.split is None:
        return {}
    counts = "count(*) FILTER (side = 0), count(*) FILTER (side = 1)"
    before, after = database.row(f"SELECT {counts} FROM picked")
    sizes: dict[tuple[str, ...], tuple[int, int]] = {(): (before, after)}
    if asked.by:
        named = ", ".join(groups(asked.by))
        rows = database.rows(f"SELECT {named}, {counts} FROM {exploded(asked.by)} GROUP BY ALL")
        sizes |= {tuple(row[:-2]): (row[-2], row[-1]) for row in rows}
    return sizes


def _group(row: Mapping[str, Any], question: Listed, asked: Asked) -> tuple[str, ...]:
    """What a row is called by: its groups, the thing in its usual spelling, and what else tells it apart."""
    _, *others = question.things.items()
    told = [row["label"]]
    for number, (_, wording) in enumerate(others, 1):
        value = row[f"k{number}"]
        told.append(KIND[SourceKind(value)] if wording == "kind" else value)
    return (*(row[name] for name in groups(asked.by)), *told)


def _values(
    row: Mapping[str, Any],
    question: Listed,
    asked: Asked,
    whole: Mapping[str, int],
    sizes: Mapping[tuple[str, ...], tuple[int, int]],
) -> tuple[Value, ...]:
    if asked.split:
        before, after = sizes[tuple(row[name] for name in groups(asked.by))]
        return sides(having(before, row["before"]), having(after, row["after"]))
    return (row["articles"], *(_value(figure, row, whole) for figure in question.figures))


def _value(figure: Figure, row: Mapping[str, Any], whole: Mapping[str, int]) -> Value:
    count = int(row[figure.part])
    return Share(count, whole[figure.whole]) if figure.form is Form.SHARE else count


def _total(
    database: Database,
    question: Listed,
    asked: Asked,
    whole: Mapping[str, int],
    sizes: Mapping[tuple[str, ...], tuple[int, int]],
) -> tuple[Value, ...]:
    if asked.split:
        counts = "count(DISTINCT record) FILTER (side = 0), count(DISTINCT record) FILTER (side = 1)"
        chief = next(figure.part for figure in question.figures if figure.key == question.chief)
        before, after = database.row(f"SELECT {counts} FROM items JOIN picked USING (record) WHERE {chief} > 0")
        return sides(having(sizes[()][0], before), having(sizes[()][1], after))
    known = {**whole, _KNOWN: None}
    return (
        whole["articles"],
        *(None if known[figure.part] is None else _value(figure, whole, whole) for figure in question.figures),
    )


def _left(rows: Sequence[Mapping[str, Any]], top: int, is_grouped: bool) -> Sequence[str]:
    """The note on how many more rows there are."""
    most = max((int(row["listed"]) for row in rows), default=0)
    if most <= top:
        return ()
    of = "of up to" if is_grouped else "of"
    each = " of each group" if is_grouped else ""
    first = f"The first{each} is shown" if top == 1 else f"The first {top}{each} are shown"
    return (f"{first}, {of} {most:,}; the total counts them all. --top shows more.",)
