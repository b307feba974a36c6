"""`auditor schema`: the JSON Schemas of what the auditor writes, without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from auditor.cli import options

NAMES = ("report", "findings", "rows", "archive", "answer", "settings")

_Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help="report (one article, auditor.report/1), findings (auditor.findings/1), rows (a line of jsonl), "
        "archive (tables of auditor archive run), answer (json of auditor archive query), or settings (auditor.yaml).",
    ),
]


def schema(name: _Name) -> None:
    """Print the JSON Schema of a form of output (report, findings, rows, archive, answer) or of auditor.yaml."""
    from auditor.render import wording

    if name not in NAMES:
        raise wording.unknown_format(name, NAMES, "schema")
    options.emit((_root() / f"{name}.schema.json").read_text(encoding="utf-8"))


def _root() -> Path:
    """The folder of the schemas: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_schemas"
    return inside if inside.is_dir() else package.parent / "docs"
