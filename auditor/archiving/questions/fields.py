"""What articles are grouped and chosen by, as SQL: metadata, the folder, and day, week, month, quarter or year."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches

from auditor.archiving.questions.asked import Asked
from auditor.archiving.questions.database import Database, Values
from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.records.article import compared
from auditor.render.summary.dates import When, when
from auditor.render.summary.groups import FOLDER, NONE, PREFIX, UNDATED
from auditor.render.wording import some

COLUMNS = ("outlet", "desk", "section", "genre", "author", "language")
"""Fields that have a column in the table of articles."""
USUAL = ("outlet", "desk", "author", "month", FOLDER)
"""What articles are grouped by where nothing is said: the first of these that one of them tells."""
_SHOWN = 12
_MOST_KEYS = 200


def _day(told: When) -> str | None:
    return told.date.isoformat() if told.date else None


def _week(told: When) -> str | None:
    return f"{told.date:%G-W%V}" if told.date else None


PERIODS: Mapping[str, tuple[str, Callable[[When], str | None]]] = {
    "day": ("strftime(a.day, '%Y-%m-%d')", _day),
    "week": ("strftime(a.day, '%G-W%V')", _week),
    "month": ("strftime(a.day, '%Y-%m')", lambda told: f"{told.year}-{told.month:02}"),
    "quarter": (
        "strftime(a.day, '%Y') || '-Q' || quarter(a.day)",
        lambda told: f"{told.year}-Q{(told.month + 2) // 3}",
    ),
    "year": ("strftime(a.day, '%Y')", lambda told: str(told.year)),
}
"""Groups by the date: the period of a day as SQL, and that of a date of which perhaps only the month is told."""
KNOWN = (*COLUMNS, FOLDER, *PERIODS)


def known(name: str) -> str:
    """The field that is called `name`; raises UsageError for one that no archive has."""
    asked = compared(name)
    if name.startswith(PREFIX) and len(name) > len(PREFIX):
        return name
    if asked == "date":
        return "month"
    if asked in KNOWN:
        return asked
    near = get_close_matches(asked, KNOWN, 1)
    guess = f"Did you mean {near[0]!r}? " if near else ""
    raise UsageError(f"there is no field {name!r}", hint=f"{guess}There are: {', '.join(KNOWN)}, {PREFIX}FIELD.")


def prepare(database: Database, fields: Iterable[str]) -> None:
    """Makes the table of periods of those dates of which no day is certain; the table of articles has the others."""
    periods = [field for field in PERIODS if field in set(fields)]
    columns = "".join(f", {field} VARCHAR[]" for field in periods)
    database.run(f"CREATE TEMP TABLE periods (date VARCHAR{columns})")
    if not periods:
        return
    unsure = database.rows("SELECT DISTINCT date FROM articles WHERE day IS NULL AND date IS NOT NULL")
    rows = [(date, *(_periods(date, field) for field in periods)) for (date,) in unsure]
    database.fill(f"INSERT INTO periods VALUES (?{', ?' * len(periods)})", rows)


def _periods(date: str, field: str) -> list[str]:
    texts = [" ".join(text.split()) for text in date.split("; ")]
    found = [when(text) for text in texts if text]
    write = PERIODS[field][1]
    return sorted({(write(told) if told is not None else None) or UNDATED for told in found}) or [NONE]


def values(field: str, database: Database) -> str:
    """SQL of the list of what an article `a` (with `periods p`) has for a field; never empty."""
    if field in PERIODS:
        period = PERIODS[field][0]
        none = f"CASE WHEN a.date IS NULL THEN ['{NONE}'] ELSE p.{field} END"
        return f"CASE WHEN a.day IS NOT NULL THEN [{period}] ELSE {none} END"
    if field == FOLDER:
        return "[coalesce(nullif(regexp_extract(a.file, '^(.*)/', 1), ''), '.')]"
    if field in COLUMNS:
        one = f"filled([x FOR x IN [squeezed(a.{field})] IF x <> ''])"
        many = f"json_type(a.meta, '/{field}') = 'ARRAY'"
        told = f"filled(several(json_extract(a.meta, '/{field}')))"
        return (
            f"CASE WHEN a.{field} IS NULL THEN ['{NONE}'] "
            f"WHEN contains(a.{field}, '; ') AND {many} THEN {told} ELSE {one} END"
        )
    return _told(field.removeprefix(PREFIX), database)


def _told(name: str, database: Database) -> str:
    """The same of a field of the metadata that has no column; raises UsageError for one that no article has."""
    rows = database.rows("SELECT DISTINCT unnest(json_keys(meta)) AS key FROM articles WHERE meta IS NOT NULL")
    keys = sorted(key for (key,) in rows)
    mine = [key for key in keys if key == name] or [key for key in keys if compared(key) == compared(name)]
    if not mine:
        near = get_close_matches(name, keys[:_MOST_KEYS], 1)
        guess = f"Did you mean {PREFIX + near[0]!r}? " if near else ""
        hint = f"{guess}Articles tell: {some(list(map(visible, keys)), _SHOWN) or 'nothing'}."
        raise UsageError(f"no article has a field {name!r}", hint=hint)
    pointer = "/" + mine[0].replace("~", "~0").replace("/", "~1").replace("'", "''")
    of_list = f"several(json_extract(a.meta, '{pointer}'))"
    of_text = f"[x FOR x IN [squeezed(json_extract_string(a.meta, '{pointer}'))] IF x <> '']"
    return f"filled(CASE WHEN json_type(a.meta, '{pointer}') = 'ARRAY' THEN {of_list} ELSE {of_text} END)"


def usual(database: Database) -> str:
    """What articles are grouped by where nothing is said."""
    counts = database.row("SELECT count(outlet), count(desk), count(author), count(date), 1 FROM articles")
    return next(field for field, count in zip(USUAL, counts, strict=True) if count)


def require(database: Database, fields: Iterable[str]) -> None:
    """Raises UsageError for a field that no article tells."""
    asked = ["date" if field in PERIODS else field for field in fields if field in PERIODS or field in COLUMNS]
    for column in dict.fromkeys(asked):
        if not database.row(f"SELECT count({column}) FROM articles")[0]:
            there = [each for each in (*COLUMNS, "date") if database.row(f"SELECT count({each}) FROM articles")[0]]
            hint = f"Articles tell: {', '.join(there) or 'nothing of the kind'}. All have a {FOLDER}."
            raise UsageError(f"no article of this archive tells its {column}", hint=hint)


def chosen(asked: Asked, database: Database) -> tuple[str, Values]:
    """SQL by which articles are chosen, beginning with AND where there is any, and the values that it takes."""
    wanted: dict[str, list[str]] = {}
    for field, value in asked.where:
        wanted.setdefault(field, []).append(" ".join(value.split()).lower())
    parts, given = [], {}
    for number, (field, texts) in enumerate(wanted.items()):
        parts.append(
            f"list_has_any([lower(x) FOR x IN {values(field, database)}], from_json($w{number}, '[\"VARCHAR\"]'))"
        )
        given[f"w{number}"] = json.dumps(texts)
    for name, sign, day in (("since", ">=", asked.since), ("until", "<=", asked.until)):
        if day is not None:
            parts.append(f"a.day {sign} ${name}::DATE")
            given[name] = day.isoformat()
    if asked.split is not None:
        parts.append("a.day IS NOT NULL")
    return "".join(f" AND {part}" for part in parts), given


def nothing(asked: Asked, database: Database) -> UsageError:
    """The error where no article is chosen, with values that articles have."""
    for field, value in asked.where:
        sql = f"SELECT DISTINCT unnest({values(field, database)}) AS v FROM articles a LEFT JOIN periods p USING (date)"
        there = [told for (told,) in database.rows(f"{sql} WHERE status = 'audited' ORDER BY v LIMIT 10000")]
        if value.lower() not in map(str.lower, there):
            near = get_close_matches(value, there, 1)
            guess = f"Did you mean {visible(near[0])!r}? " if near else ""
            hint = f"{guess}There are: {some(list(map(visible, there)), _SHOWN)}."
            return UsageError(f"no article has the {field} {value!r}", hint=hint)
    what = "was audited" if not _filters(asked) else "is of what was asked for"
    return UsageError(f"no article {what}", hint="see --where, --since, --until" if _filters(asked) else "")


def _filters(asked: Asked) -> bool:
    return bool(asked.where) or any((asked.since, asked.until, asked.split))


def is_by_time(fields: Sequence[str]) -> bool:
    """Whether groups stand in the order of time or name, not by how much of what is asked for they have."""
    return any(field in PERIODS for field in fields)
