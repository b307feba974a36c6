"""`auditor policies`: what newsrooms want, one by one and side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from tabulate import tabulate

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.cli import options
from auditor.packs import load, values
from auditor.records.rules import Condition, PolicyRule, RulePack, Verified
from auditor.render import catalogue

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
_TABLES = {MatrixFormat.TABLE: "simple", MatrixFormat.MARKDOWN: "github"}


@app.command("list")
def list_(rules: _Dirs = None) -> None:
    """List the policies that there are: how many rules, and how many of them a newsroom has written down."""
    rows = []
    for pack in _policies(rules):
        written = sum(rule.standard is not None for rule in pack.policies)
        rows.append((pack.name, len(pack.policies), written, len(pack.questions), pack.description))
    options.emit(_table(rows, ("policy", "rules", "written", "questions", "what")))


@app.command()
def show(name: _Name, rules: _Dirs = None) -> None:
    """Show one policy: every rule, whose standard it stands for, and the questions it asks of people."""
    pack = _chosen(_policies(rules), name)
    lines = [f"{pack.name}: {pack.description}"]
    for rule in pack.policies:
        lines += ["", *_rule(rule)]
    if pack.questions:
        lines += ["", "Questions that only people can answer:"]
        lines += [f"  - {question.ask}" for question in pack.questions]
    options.emit("".join(f"{visible(line)}\n" for line in lines))


@app.command()
def matrix(format_: _Format = MatrixFormat.TABLE, rules: _Dirs = None) -> None:
    """Print which newsroom asks for which check: R requires, A advises, small letters at second hand."""
    packs = _policies(rules)
    if format_ is MatrixFormat.DOCUMENT:
        options.emit(catalogue.document(packs, load.checks()))
        return
    head, rows = catalogue.matrix(packs, load.checks())
    if format_ is MatrixFormat.CSV:
        options.emit("".join(",".join(_csv(each) for each in row) + "\n" for row in (head, *rows)))
        return
    options.emit(_table(rows, head, _TABLES[format_]))


@app.command()
def diff(a: _Name, b: _Name, rules: _Dirs = None) -> None:
    """Print on which rules two policies differ."""
    packs = _policies(rules)
    one, other = _chosen(packs, a), _chosen(packs, b)
    rows = list(catalogue.differences(one, other))
    if not rows:
        options.emit(f"{one.name} and {other.name} ask for the same.\n")
        return
    options.emit(_table(rows, ("rule", one.name, other.name)))


def _table(rows: Sequence[Sequence[object]], heads: Sequence[str], fmt: str = "simple") -> str:
    cells = [[visible(each) if isinstance(each, str) else each for each in row] for row in rows]
    return f"{tabulate(cells, headers=heads, tablefmt=fmt)}\n"


def _policies(extra: Sequence[Path] | None) -> tuple[RulePack, ...]:
    """The packs with policies, of those that ship and of `extra`."""
    packs = load.load_packs((*load.shipped(), *load.installed()), tuple(extra or ()))
    return tuple(pack for pack in packs if pack.policies)


def _chosen(packs: Sequence[RulePack], name: str) -> RulePack:
    found = next((pack for pack in packs if pack.name == name), None)
    if found is None:
        hint = values.suggestion(name, [pack.name for pack in packs], "Policies")
        raise UsageError(f"there is no policy '{name}'", code="A021", hint=hint)
    return found


def _rule(rule: PolicyRule) -> Iterator[str]:
    yield f"{rule.id} ({rule.severity}{', ' + rule.check if rule.check else ''})"
    yield f"  {rule.message}"
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


def _csv(cell: str) -> str:
    return f'"{cell}"' if "," in cell else cell
