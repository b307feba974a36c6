"""The articles that a question is asked of, as a table `picked`, and what there is to say of those that are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from auditor.archiving.questions import fields
from auditor.archiving.questions.asked import Asked
from auditor.archiving.questions.database import Database
from auditor.base.printable import visible
from auditor.render.summary.groups import UNDATED
from auditor.render.wording import plural


@dataclass(frozen=True, slots=True)
class Picked:
    """What was picked: the fields by which articles are grouped, how many there are, and notes."""

    by: tuple[str, ...]
    articles: int
    notes: tuple[str, ...]


def pick(database: Database, asked: Asked, by: tuple[str, ...], more: Sequence[str] = (), joins: str = "") -> Picked:
    """Makes the table `picked`: `record`, `side` (0 before, 1 from the day of the split), `f0` … lists, and `more`.

    Raises UsageError for fields that no article has, and where no article is picked.
    """
    named = (*by, *(field for field, _ in asked.where))
    fields.require(database, named)
    fields.prepare(database, named)
    lists = [f"{fields.values(field, database)} AS f{number}" for number, field in enumerate(by)]
    side = f"(a.day >= DATE '{asked.split.isoformat()}')::INT AS side" if asked.split else "NULL::INT AS side"
    conditions, given = fields.chosen(asked, database)
    columns = ", ".join(("a.record", side, *lists, *more))
    database.run(
        f"CREATE TEMP TABLE picked AS SELECT {columns} FROM articles a LEFT JOIN periods p USING (date) {joins} "
        f"WHERE a.status = 'audited'{conditions}",
        given,
    )
    articles = database.row("SELECT count(*) FROM picked")[0]
    if not articles:
        raise fields.nothing(asked, database)
    return Picked(by, articles, tuple(_notes(database, asked, by)))


def exploded(by: Sequence[str]) -> str:
    """SQL of a row for each group that an article belongs to, with the groups as `g0` …."""
    made = "picked"
    for number in range(len(by)):
        made = f"(SELECT *, unnest(f{number}) AS g{number} FROM {made})"
    return made


def groups(by: Sequence[str]) -> list[str]:
    """The columns of the groups."""
    return [f"g{number}" for number in range(len(by))]


def _only(asked: Asked) -> Iterator[str]:
    """What was asked for, so that an answer that is passed on says of what it is."""
    wanted: dict[str, list[str]] = {}
    for field, value in asked.where:
        wanted.setdefault(field, []).append(visible(value))
    parts = [f"{visible(field)} {' or '.join(values)}" for field, values in wanted.items()]
    parts += [f"from {asked.since}"] * (asked.since is not None) + [f"up to {asked.until}"] * (asked.until is not None)
    if parts:
        yield f"Only articles with: {', '.join(parts)}."


def _notes(database: Database, asked: Asked, by: Sequence[str]) -> list[str]:
    told = list(_only(asked))
    if by:
        several = " * ".join(f"len(f{number})" for number in range(len(by)))
        count = database.row(f"SELECT count(*) FROM picked WHERE {several} > 1")[0]
        if count:
            counts = "article counts" if count == 1 else "articles count"
            told.append(f"{count} {counts} in more than one group, and once in the total.")
    if any(field in fields.PERIODS for field in by):
        odd = " OR ".join(
            f"list_contains(f{number}, '{UNDATED}')" for number, field in enumerate(by) if field in fields.PERIODS
        )
        if count := database.row(f"SELECT count(*) FROM picked WHERE {odd}")[0]:
            told.append(f"{plural(count, 'article')} with a date that could be several days, or none.")
    fates = dict(database.rows("SELECT status, count(*) FROM articles GROUP BY status"))
    if any((asked.since, asked.until, asked.split)) and (
        dayless := database.row("SELECT count(*) FROM articles WHERE status = 'audited' AND day IS NULL")[0]
    ):
        told.append(f"{plural(dayless, 'article')} without a certain day left out.")
    out = [
        f"{fates[status]} {words}"
        for status, words in (("skipped", "skipped as no news reports"), ("failed", "set aside"))
        if fates.get(status)
    ]
    return [*told, *([f"Not counted: {', '.join(out)}."] if out else [])]
