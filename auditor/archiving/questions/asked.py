"""What is asked of an archive: the questions that there are, and what somebody wants to know of one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Form(StrEnum):
    """How a figure is told."""

    COUNT = "count"
    SHARE = "share"
    """In per cent, of `whole`."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an answer: its key for programs, its heading, what that means, and the SQL of what is added up."""

    key: str
    head: str
    """In plain words; middle dots show where it may be broken."""
    means: str
    part: str
    """Of a grouped question SQL over an article; of a list a column of its items."""
    whole: str = ""
    """Of what it is a share, likewise; empty for a count."""
    is_plain: bool = False
    """Whether the heading alone says what it means."""

    @property
    def form(self) -> Form:
        """How it is told."""
        return Form.SHARE if self.whole else Form.COUNT


@dataclass(frozen=True, slots=True)
class Grouped:
    """A question whose rows are groups of articles: figures that are added up over the articles of each."""

    title: str
    answers: str
    figures: tuple[Figure, ...]
    chief: str
    """The key of the share that is the answer: by it groups are ordered and drawn, and two times are compared."""
    joins: str = ""
    """Tables beside `articles a`, joined to it by `record`."""
    caution: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A question whose rows are things in articles: names, words, rules; in order of how many there are."""

    title: str
    answers: str
    things: Mapping[str, str]
    """What a row is called by: headings, and the wording of their values (`""` as they stand, or `kind`)."""
    items: str
    """SQL of a row for each thing in an article: `record`, `k0` and `k1` as they are compared, `label`, figures."""
    figures: tuple[Figure, ...]
    """Figures that are added up over items; beside them are always the articles that have any of the chief one."""
    chief: str
    """The key of the count by which things are ordered and drawn."""
    lookup: str = ""
    """SQL of `k0` and `known`, a figure of the thing that is not added up over items."""
    only: str = ""
    """What rows must fulfil to be listed; that there are any of the chief figure, if nothing is said."""
    caution: str = ""


Question = Grouped | Listed


@dataclass(frozen=True, slots=True)
class Asked:
    """What is wanted of an answer."""

    by: tuple[str, ...] = ()
    """Fields that articles are grouped by; the usual ones if empty."""
    where: tuple[tuple[str, str], ...] = ()
    """Fields and values that articles must have: of several values of one field any."""
    since: date | None = None
    until: date | None = None
    """The last day."""
    split: date | None = None
    """The first day of the second of two times that are compared."""
    least: int = 1
    """Articles that a row needs to be shown."""
    top: int | None = None
