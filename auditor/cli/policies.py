"""`auditor policies`: what newsrooms want, one by one and side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.text import Text
from tabulate import tabulate

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.cli import options
from auditor.cli.packs import is_pack, to_read
from auditor.packs import load, values
from auditor.records.rules import Condition, PolicyRule, RulePack, Verified
from auditor.render import catalogue
from auditor.render.terminal import tables
from auditor.render.terminal.wrapping import wrapped

app = typer.Typer(help="Policies of newsrooms: list them, read one, compare them.", no_args_is_help=True)


class MatrixFormat(StrEnum):
    TABLE = "table"
    MARKDOWN = "markdown"
    CSV = "csv"
    DOCUMENT = "document"


_Dirs = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="A pack of your own, beside those that ship; repeatable."),
]
_Name = Annotated[str, typer.Argument(metavar="NAME", help="A policy, as `policies list` has it.")]
_Format = Annotated[
    MatrixFormat,
    typer.Option("--format", "-f", help="How to print; document is the generated part of docs/policies.md."),
]


@app.command("list")
def list_(rules: _Dirs = None, wide: options.Wide = False) -> None:
    """List the policies that there are: how many rules, and how many of them a newsroom has written down."""
    rows = []
    for pack in _policies(rules):
        written = sum(rule.standard is not None for rule in pack.policies)
        counts = (len(pack.policies), written, len(pack.questions))
        rows.append((pack.name, *map(str, counts), pack.description))
    head = ("policy", "rules", "written", "questions", "what")
    options.emit(tables.table(head, rows, _room(wide), numbers=(1, 2, 3)))


@app.command()
def show(name: _Name, rules: _Dirs = None, wide: options.Wide = False) -> None:
    """Show one policy: every rule, whose standard it stands for, and the questions it asks of people."""
    pack = _chosen(_policies(rules), name)
    lines = [f"{pack.name}: {pack.description}"]
    for rule in pack.policies:
        lines += ["", *_rule(rule)]
    if pack.questions:
        lines += ["", "Questions that only people can answer:"]
        lines += [f"  - {question.ask}" for question in pack.questions]
    options.emit("".join(f"{part}\n" for line in lines for part in _fitting(visible(line), _room(wide))))


@app.command()
def matrix(format_: _Format = MatrixFormat.TABLE, rules: _Dirs = None, wide: options.Wide = False) -> None:
    """Print which newsroom asks for which check: on a terminal by name, else a column for each newsroom.

    In the columns R requires, A advises, small letters at second hand, + for a rule without a written standard.
    """
    packs = _policies(rules)
    if format_ is MatrixFormat.DOCUMENT:
        options.emit(catalogue.document(packs, load.checks()))
        return
    head, rows = catalogue.matrix(packs, load.checks())
    if format_ is MatrixFormat.CSV:
        options.emit("".join(",".join(_csv(each) for each in row) + "\n" for row in (head, *rows)))
    elif format_ is MatrixFormat.MARKDOWN:
        cells = [[visible(each) for each in row] for row in rows]
        options.emit(f"{tabulate(cells, headers=head, tablefmt='github')}\n")
    elif (room := _room(wide)) is not None:
        options.emit(tables.table(*catalogue.by_name(head, rows), room))
        options.emit("* known at second hand\n+ a rule without a written standard\n")
    else:
        options.emit(tables.table(head, rows, None))


@app.command()
def diff(a: _Name, b: _Name, rules: _Dirs = None, wide: options.Wide = False) -> None:
    """Print on which rules two policies differ."""
    packs = _policies(rules)
    one, other = _chosen(packs, a), _chosen(packs, b)
    rows = list(catalogue.differences(one, other))
    if not rows:
        options.emit(f"{one.name} and {other.name} ask for the same.\n")
        return
    options.emit(tables.table(("rule", one.name, other.name), rows, _room(wide)))


def _room(wide: bool) -> int | None:
    """The columns of the terminal; None where lines may be of any length."""
    return None if wide else options.columns()


def _policies(extra: Sequence[Path] | None) -> tuple[RulePack, ...]:
    """The packs with policies, of those that ship and of `extra`."""
    from auditor.judging import terms

    packs = load.load_packs((*load.shipped(), *load.installed()), tuple(extra or ()), terms.check)
    return tuple(pack for pack in packs if pack.policies)


def _chosen(packs: Sequence[RulePack], name: str) -> RulePack:
    found = next((pack for pack in packs if pack.name == name), None)
    if found is None:
        hint = values.suggestion(name, [pack.name for pack in packs], "Policies")
        if is_pack(name):
            hint = to_read(Path(name))
        raise UsageError(f"there is no policy '{name}'", code="A021", hint=hint)
    return found


def _rule(rule: PolicyRule) -> Iterator[str]:
    yield f"{rule.id} ({rule.severity}{', ' + rule.check if rule.check else ''})"
    yield f"  {rule.message}"
    if rule.mend:
        yield f"  To mend it: {rule.mend}"
    wanted = _told(": require", rule.require) + _told(": forbid", rule.forbid)
    yield f"  for each {rule.for_each}{_told(', where', rule.where)}{wanted}"
    if rule.standard is not None:
        seen = "its own text" if rule.standard.verified is Verified.OWN_TEXT else "at second hand"
        yield f"  {rule.standard.demand}: {rule.standard.says}"
        yield f"  {rule.standard.source}, {rule.standard.year} ({seen})"


def _told(words: str, conditions: Sequence[Condition]) -> str:
    if not conditions:
        return ""
    return f"{words} {' and '.join(_condition(each) for each in conditions)}"


def _condition(condition: Condition) -> str:
    value = condition.value
    shown = " or ".join(value) if isinstance(value, tuple) else str(value).lower()
    return f"{condition.fact} {condition.op.replace('_', ' ')} {shown}"


def _fitting(line: str, room: int | None) -> Iterator[str]:
    """A line broken between words where it is too long, the rest indented a little more."""
    if room is None or not line:
        yield line
        return
    indent = line[: len(line) - len(line.lstrip(" -"))]
    yield from (part.plain for part in wrapped(Text(line[len(indent) :]), room, indent, " " * len(indent or "  ")))


def _csv(cell: str) -> str:
    return f'"{cell}"' if "," in cell else cell
