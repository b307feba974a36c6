"""An answer as bars of characters: how groups compare, at a glance."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from auditor.base.printable import one_line, visible
from auditor.render.answers.answer import Answer, Row
from auditor.render.summary.cells import told
from auditor.render.summary.columns import Share, Value
from auditor.render.wording import plural

MOST = 60
"""Rows that are drawn: nobody compares more."""
_WHOLE, _HALF = "█", "▌"
_GAP = "  "
_NARROWEST, _WIDEST = 10, 50
"""Columns of bars."""
_SCALES = (0.05, 0.1, 0.25, 0.5, 1.0)
"""Shares of which a bar of the whole length may be: a single bar of 36% is not as long as one of 100%."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar: what it is of, its length from 0 to 1, and its value in words; `mark` tells those of one row apart."""

    label: str
    mark: int
    length: float
    value: str
    is_total: bool = False


def made(answer: Answer) -> tuple[Bar, ...]:
    """The bars of the first rows and of the total of shares, those of one row below one another."""
    whole = full(answer) or 1.0
    return tuple(
        Bar(answer.whole if is_total else visible(row.label), mark, _size(value) / whole, told(value), is_total)
        for row, is_total in _rows(answer)
        for mark, value in enumerate(column.of(row) for column in answer.bars)
    )


def _rows(answer: Answer) -> Iterator[tuple[Row, bool]]:
    """The rows that are drawn, and whether each is the total."""
    yield from ((row, False) for row in answer.table.rows[:MOST])
    if is_of_shares(answer):
        yield answer.table.total, True


def full(answer: Answer) -> float:
    """What a bar of the whole length is: of shares a round one, else the largest value."""
    largest = max((_size(column.of(row)) for row, _ in _rows(answer) for column in answer.bars), default=0.0)
    return next(scale for scale in _SCALES if scale >= largest) if is_of_shares(answer) else largest


def is_of_shares(answer: Answer) -> bool:
    """Whether the bars are shares, not counts."""
    return isinstance(answer.bars[0].of(answer.table.total), Share)


def _size(value: Value) -> float:
    if isinstance(value, Share):
        return value.part / value.whole if value.whole else 0.0
    return float(value) if isinstance(value, int | float) else 0.0


def bars(answer: Answer, width: int) -> str:
    """A line for each bar, the longest as long as there is room, and the notes of the table."""
    every = made(answer)
    heads = [column.heading for column in answer.bars]
    marks = heads if len(heads) > 1 else [""]
    values = max((cell_len(bar.value) for bar in every), default=0)
    beside = max(map(cell_len, marks)) + (len(_GAP) if len(heads) > 1 else 0)
    labels = max((cell_len(bar.label) for bar in every), default=0)
    labels = min(labels, max(_NARROWEST, width - _NARROWEST - values - beside - 2 * len(_GAP)), width // 2)
    room = min(_WIDEST, max(_NARROWEST, width - labels - values - beside - 2 * len(_GAP)))
    lines = [f"{answer.title}: {' and '.join(heads)}", ""]
    lines += [_line(bar, marks, labels, beside, room) for bar in every]
    notes = (textwrap.fill(note, width, subsequent_indent="  ", break_long_words=False) for note in below(answer))
    return "\n".join((*lines, "", *notes)) + "\n"


def _line(bar: Bar, marks: list[str], labels: int, beside: int, room: int) -> str:
    label = bar.label if bar.mark == 0 else ""
    label = label if cell_len(label) <= labels else f"{set_cell_size(label, labels - 1).rstrip()}…"
    halves = round(2 * room * bar.length)
    drawn = _WHOLE * (halves // 2) + _HALF * (halves % 2)
    mark = f"{set_cell_size(marks[bar.mark], beside - len(_GAP))}{_GAP}" if beside else ""
    return f"{set_cell_size(label, labels)}{_GAP}{mark}{drawn}{' ' if drawn else ''}{bar.value}".rstrip()


def below(answer: Answer) -> Iterator[str]:
    """What there is to say of the whole, a sentence each."""
    means = answer.bars[0].means
    means = means.rpartition(", ")[0] if len(answer.bars) > 1 else means
    yield f"{means[:1].upper()}{means[1:]}."
    if is_of_shares(answer):
        yield f"A bar of the whole length is {round(100 * full(answer))}%."
    yield f"{plural(answer.table.total.articles, 'article')}."
    left = len(answer.table.rows) - MOST
    if left > 0:
        yield f"The first {MOST} are drawn, {left} are not."
    yield from map(one_line, answer.table.notes)
