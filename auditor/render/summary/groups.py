"""The groups of a summary: by front matter, by folder, by day, week or month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product
from pathlib import PurePath

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.records.article import MetaValue, field_of
from auditor.render.summary.dates import When, when
from auditor.render.wording import plural, some

Meta = Mapping[str, MetaValue]

NONE = "(none)"
"""The group of the articles that lack the field."""
UNDATED = "(date not understood)"
"""The group of the articles whose date could be several days, or none."""
FOLDER = "folder"
PREFIX = "meta."
"""What may stand before the name of a field of front matter, and must before one that means something else here."""
_LAST = (NONE, UNDATED)
_NAMED = 8
"""So many dates that are not understood are named."""


def _month(told: When) -> str | None:
    return f"{told.year}-{told.month:02}"


def _day(told: When) -> str | None:
    return told.date.isoformat() if told.date else None


def _week(told: When) -> str | None:
    if told.date is None:
        return None
    year, week, _ = told.date.isocalendar()
    return f"{year}-W{week:02}"


PERIODS: Mapping[str, Callable[[When], str | None]] = {"date": _month, "month": _month, "week": _week, "day": _day}
"""Groups by the field `date`: each writes the period that a date lies in, or None if more than one is possible."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What an article is grouped by: its path and its front matter."""

    path: str
    meta: Meta


def fields_of(group_by: str) -> tuple[str, ...]:
    """The fields that `group_by` names, with commas between, each once; raises UsageError if it names none."""
    fields = tuple(dict.fromkeys(name for part in group_by.split(",") if (name := part.strip())))
    if not fields:
        raise UsageError("--group-by names no field", hint="for instance: --group-by desk, or desk,month")
    return fields


def is_front_matter(field: str) -> bool:
    """Whether `field` is one of the front matter, and neither the folder nor a period."""
    return field != FOLDER and field not in PERIODS


def require(fields: Iterable[str], metas: Sequence[Meta]) -> None:
    """Raises UsageError for the first of `fields` that no article has."""
    for field in fields:
        name = _name(field)
        if metas and not any(field_of(meta, name) is not None for meta in metas):
            raise unknown_field(name, {key for meta in metas for key in meta})


def _name(field: str) -> str:
    return "date" if field in PERIODS else field.removeprefix(PREFIX)


def wanted(fields: Iterable[str]) -> tuple[str, ...]:
    """The fields of front matter that must be there for `fields` to be told apart."""
    return tuple(dict.fromkeys(_name(field) for field in fields if field != FOLDER))


def unknown_field(name: str, known: Iterable[str]) -> UsageError:
    """The error for a field that no draft has, with those there are."""
    names = sorted(map(visible, known))
    near = get_close_matches(name, [*names, FOLDER, *(period for period in PERIODS if period != name)], 1)
    guess = f"Did you mean {near[0]!r}? " if near else ""
    there = f"The drafts have: {', '.join(names)}" if names else "The drafts have no front matter"
    hint = f"{guess}{there}. All can be grouped by {FOLDER}, and those with a date by day, week and month."
    return UsageError(f"no draft has a field {name!r}", hint=hint)


def groups_of(draft: Draft, fields: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The groups that an article belongs to, each once, each a value for every one of `fields`; never empty."""
    return tuple(product(*(group_values(draft, field) for field in fields)))


def group_values(draft: Draft, field: str) -> tuple[str, ...]:
    """What an article has for one field, each value once; never empty."""
    if field == FOLDER:
        return (PurePath(draft.path.partition("#")[0]).parent.as_posix(),)
    if field in PERIODS:
        dates = field_values(draft.meta, "date")
        return tuple(dict.fromkeys(_period(field, told) for told in dates)) or (NONE,)
    return tuple(dict.fromkeys(field_values(draft.meta, field.removeprefix(PREFIX)))) or (NONE,)


def field_values(meta: Meta, name: str) -> tuple[str, ...]:
    """The values of a field of front matter, on one line each, without those that are empty."""
    value = field_of(meta, name) or ()
    texts = (value,) if isinstance(value, str) else value
    return tuple(told for text in texts if (told := " ".join(text.split())))


def _period(field: str, text: str) -> str:
    told = when(text)
    return (PERIODS[field](told) if told is not None else None) or UNDATED


def order_of(group: Sequence[str]) -> list[tuple[int, str, str]]:
    """Groups by their words, those without a value after all others."""
    return [(_LAST.index(value) + 1 if value in _LAST else 0, value.casefold(), value) for value in group]


def notes(drafts: Sequence[Draft], fields: Sequence[str]) -> Iterator[str]:
    """What there is to say of how `drafts` were put into groups."""
    several = sum(len(groups_of(draft, fields)) > 1 for draft in drafts)
    if several:
        them = "1 draft counts" if several == 1 else f"{several} drafts count"
        yield f"{them} in more than one group, and once in the total."
    periods = [field for field in fields if field in PERIODS]
    dates = {told for draft in drafts for told in field_values(draft.meta, "date")}
    odd = sorted(told for told in dates if any(_period(field, told) == UNDATED for field in periods))
    if odd:
        yield f"{plural(len(odd), 'date')} not understood: {some(odd, _NAMED)}. Write 2026-03-12."
