"""An answer of an archive: its title, its table and which of its columns is the answer itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.render.summary.columns import Column, Value
from auditor.render.summary.rows import Table


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an answer: its label, the articles that it is of, and a value for each column."""

    label: str
    articles: int
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """A question's answer. `drawn` names the columns that are drawn as bars: one, or two that are compared."""

    name: str
    title: str
    question: str
    table: Table[Row]
    columns: tuple[Column[Row], ...]
    drawn: tuple[str, ...]
    whole: str = "all articles"
    """What the bar of the total is called."""

    @property
    def bars(self) -> Sequence[Column[Row]]:
        """The columns that are drawn."""
        return [column for column in self.columns if column.key in self.drawn]


@dataclass(frozen=True, slots=True)
class Free:
    """The rows of somebody's own query as it gave them, and whether there are more."""

    columns: tuple[str, ...]
    rows: tuple[tuple[object, ...], ...]
    has_more: bool = False
