"""What an examination of the installation found: for people a line or more for each sign, for programs JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from auditor import __version__
from auditor.base.printable import one_line
from auditor.records.health import Sign, State
from auditor.records.saved.fields import dump
from auditor.render.terminal.styled import DIM, to_str
from auditor.render.terminal.wrapping import wrapped
from auditor.render.wording import listed, plural

SCHEMA = "auditor.doctor/1"

_STYLE: Mapping[State, str] = {State.OK: "green", State.WARNING: "yellow", State.PROBLEM: "bold red"}
_STATE = 7
"""Code points of the longest word for a state."""


def text(signs: Sequence[Sign], colour: bool = False, width: int = 80) -> str:
    """A line or more for each sign, and one that sums them up, of at most `width` columns."""
    column = max((len(sign.subject) for sign in signs), default=0)
    lines = [line for sign in signs for line in _lines(sign, column, width)]
    return to_str([*lines, Text(), *wrapped(Text(verdict(signs)), width)], colour)


def data(signs: Sequence[Sign]) -> str:
    """The same as JSON, one object; keys may be added to it."""
    checks = [
        {"subject": s.subject, "state": s.state.value, "words": s.words, "todo": s.todo, "code": s.code} for s in signs
    ]
    totals = {state.value: sum(sign.state is state for sign in signs) for state in State}
    return dump({"schema": SCHEMA, "auditor": __version__, "totals": totals, "checks": checks})


FORMATS = ("terminal", "json")
"""What `--format` may name."""


def verdict(signs: Sequence[Sign]) -> str:
    """Whether drafts can be audited, in a sentence."""
    problems, warnings = (sum(sign.state is state for sign in signs) for state in (State.PROBLEM, State.WARNING))
    told = listed([plural(n, noun) for n, noun in ((problems, "problem"), (warnings, "warning")) if n])
    if problems:
        return f"{told}: mend what is marked as a problem; until then drafts are not audited as they were meant to be."
    return f"{told}, no problem: drafts can be audited." if told else "All is well: drafts can be audited."


def _lines(sign: Sign, column: int, width: int) -> Iterator[Text]:
    head = Text(f"{sign.state:<{_STATE}}  ", _STYLE[sign.state]).append(f"{sign.subject:<{column}}  ", "default")
    if width < head.cell_len + 30:
        head = Text(f"{sign.state}: ", _STYLE[sign.state]).append(f"{sign.subject}: ", "default")
        later: str = "  "
    else:
        later = " " * head.cell_len
    yield from wrapped(Text(one_line(sign.words)), width, head, later)
    if sign.todo:
        yield from wrapped(Text(one_line(sign.todo), "" if sign.state is State.PROBLEM else DIM), width, f"{later}→ ")
