"""Which columns and rows of a summary are shown, and in which order, by the names that people give."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from difflib import get_close_matches

from auditor.base.errors import UsageError
from auditor.records.article import compared
from auditor.render.summary.columns import Column, Share, Value, Words, counted, front_matter, shown
from auditor.render.summary.groups import PREFIX
from auditor.render.summary.rows import R, Row, Table, reordered

LABELS = ("draft", "group", "label")
"""What the column that every table begins with is called when rows are sorted by it."""
_ENDS = ("_statements", "_statements_share", "_quoted_words", "_quoted_words_share")
"""What the names of columns end in that tell the same of statements or quoted words as others of sources."""


def split(names: str) -> tuple[str, ...]:
    """The names with commas between, each once."""
    return tuple(dict.fromkeys(name for part in names.split(",") if (name := part.strip())))


def named(names: Iterable[str]) -> tuple[Column[Row], ...]:
    """The columns of a summary with these names; raises UsageError for one that does not exist."""
    return tuple(column(name, counted(is_grouped=True)) for name in names)


def column(name: str, known: Sequence[Column[Row]]) -> Column[Row]:
    """The column that is called `name`: by its key, or by its heading; `meta.` and a field is one of front matter.

    Raises UsageError if there is none, with the one that may be meant and all there are.
    """
    if name.startswith(PREFIX) and len(name) > len(PREFIX):
        return front_matter(name.removeprefix(PREFIX))
    asked = _plain(name)
    for each in known:
        if asked in {_plain(each.key), _plain(each.heading)}:
            return each
    raise _unknown(name, known)


def _plain(name: str) -> str:
    return compared(name.replace(",", " "))


def _unknown(name: str, known: Sequence[Column[Row]]) -> UsageError:
    keys = [each.key for each in _chief_first(known)]
    near = get_close_matches(name.lower().replace("-", "_").replace(" ", "_"), keys, 1)
    guess = f"Did you mean {near[0]!r}? " if near else ""
    simple = ", ".join(key for key in keys if not key.endswith(_ENDS))
    hint = f"{guess}There are: {simple}, {PREFIX}FIELD, and most with {', '.join(_ENDS)}. --columns list shows all."
    return UsageError(f"there is no column {name!r}", hint=hint)


def _chief_first(known: Sequence[Column[Row]]) -> list[Column[Row]]:
    chief = shown(known, wide=False)
    return [*chief, *(each for each in known if each not in chief)]


def listing(width: int) -> str:
    """Every column of a summary with what it shows, the chief ones first, in lines of at most `width` columns."""
    entries = [(each.key, each.means) for each in _chief_first(counted(is_grouped=True))]
    entries.append((f"{PREFIX}FIELD", f"a field of the drafts' front matter, for instance {PREFIX}desk"))
    names = max(len(key) for key, _ in entries)
    wrap = textwrap.TextWrapper(width=max(width - names - 2, 20), break_long_words=False)
    lines = []
    for key, means in entries:
        first, *others = wrap.wrap(means)
        lines += [f"{key:<{names}}  {first}", *(f"{'':<{names}}  {line}" for line in others)]
    return "".join(f"{line}\n" for line in lines)


# ---------------------------------------------------------------- the order of rows


def in_order(table: Table[Row], by: str, reverse: bool = False) -> Table[Row]:
    """`table` with its rows ordered by a column, the smallest first; what has no value comes last either way.

    Rows that are alike keep their order. Raises UsageError for a column that does not exist.
    """
    if by.startswith("-"):
        by, reverse = by[1:], not reverse
    if compared(by) in LABELS or compared(by) in map(compared, table.fields):
        return _by_label(table, by, reverse)
    chosen = column(by, counted(is_grouped=True))
    keys = {place: _key(chosen.of(row)) for place, row in enumerate(table.rows)}
    told = {place: key for place, key in keys.items() if key is not None}
    order = sorted(told, key=lambda place: told[place], reverse=reverse)
    return reordered(table, [*order, *(place for place in keys if place not in told)])


def check_order(by: str, fields: Sequence[str]) -> None:
    """Raises UsageError if no table that is grouped by `fields` has a column `by`."""
    by = by.removeprefix("-")
    if compared(by) not in (*LABELS, *map(compared, fields)):
        column(by, counted(is_grouped=True))


def _by_label(table: Table[R], by: str, reverse: bool) -> Table[R]:
    places = [place for place, field in enumerate(table.fields) if compared(field) == compared(by)]
    place = places[0] if places else None

    def words(number: int) -> str:
        return (table.rows[number].label if place is None else table.groups[number][place]).casefold()

    return reordered(table, sorted(range(len(table.rows)), key=words, reverse=reverse))


def _key(value: Value) -> tuple[int | float | str, ...] | None:
    if isinstance(value, Share):
        return None if value.fraction is None else (value.part / value.whole,)
    if isinstance(value, Words):
        return value.order or None
    return None if value is None else (value,)
