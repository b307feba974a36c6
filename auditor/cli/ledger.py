"""`auditor ledger`: what the newsroom knows of a draft's sources, set down beside it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import UsageError
from auditor.base.printable import one_line, visible
from auditor.cli import options

if TYPE_CHECKING:
    from auditor.records.report import Report

app = typer.Typer(help="Keep a ledger of a draft's sources, which never says who they are.", no_args_is_help=True)

_Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Not beside the draft; - for standard output.")
]


@app.command()
def new(ctx: typer.Context, article: options.Article, output: _Output = None) -> None:
    """Write the skeleton of a ledger beside a draft: its anonymous sources, and who is to be asked for comment.

    Fill in what only the newsroom knows. The audit then joins it to the text. It holds initials of editors, and of
    sources nothing but the draft's own words: keep it out of what is published (a line `*.ledger.yaml` in .gitignore).
    """
    from auditor.runs import beside, runner

    house = options.house_for(ctx)
    _, report = runner.audit_one(article, house.settings, house=house)
    text = "".join(f"{line}\n" for line in skeleton(report))
    if output is not None and output.as_posix() == "-":
        return options.emit(text)
    target = output or beside.file_for(Path(article), beside.LEDGER)
    if target.exists():
        hint = "move it away, or see the skeleton with --output -"
        raise UsageError(f"{target.as_posix()} is there already", code="A004", hint=hint)
    options.write_file(target, text)
    return options.emit(f"{visible(target.as_posix())}\n")


def skeleton(report: Report) -> Iterator[str]:
    """The lines of a ledger for the draft of `report`, with what the draft says filled in."""
    from auditor.render.verdict import anonymous

    yield "# What the newsroom knows. Initials of editors only; never who a source is."
    sources = anonymous(report)
    yield "sources:" if sources else "sources: []"
    for source in sources:
        reasons = [report.text(grant.reason) for grant in report.grants_of(source.id) if grant.reason is not None]
        yield f"  - label: {_quoted(source.label)}"
        yield f"    people: {source.count or ''}  # how many stand behind these words"
        yield "    editor:  # initials of the editor who knows the identity"
        yield "    approved_by:  # initials"
        yield "    corroborated: []  # what else bears it out: a document, a second source"
        yield "    ground_rules:  # on background, not for quotation, …"
        yield f"    reason: {_quoted('; '.join(reasons)) if reasons else ''}"
    asked = [party for party in dict.fromkeys((*_accused(report), *_silent(report))) if party]
    yield "requests:" if asked else "requests: []"
    for party in asked:
        yield f"  - party: {_quoted(party)}"
        yield "    channel:  # telephone, e-mail, letter"
        yield "    sent:  # 2026-12-31T09:00"
        yield "    deadline:  # 2026-12-31T18:00"
        yield "    answered: no"


def _accused(report: Report) -> Iterator[str]:
    from auditor.records.scales import Confidence

    for charge in report.charges:
        if charge.confidence is not Confidence.LOW:
            yield charge.party_label


def _silent(report: Report) -> Iterator[str]:
    for item in report.non_responses:
        yield item.party_label or ("" if item.party is None else report.text(item.party))


def _quoted(words: str) -> str:
    return json.dumps(one_line(words), ensure_ascii=False)
