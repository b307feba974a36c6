"""`auditor config`: which settings hold for a draft, and where each comes from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.cli import flags, options

if TYPE_CHECKING:
    from auditor.records.article import MetaValue
    from auditor.settings.settings import Settings

app = typer.Typer(help="Which settings hold, for which draft, and who said so.", no_args_is_help=True)

_Draft = Annotated[
    str | None,
    typer.Argument(metavar="DRAFT", help="A draft, or a folder; the working folder if not given.", show_default=False),
]
_All = Annotated[bool, typer.Option("--all", "-a", help="Also the settings that nobody has changed.")]


@app.command()
@flags.taking(*flags.RULES, *flags.FAILING, *flags.DRAFTS, *flags.READING, *flags.RUN)
def show(ctx: typer.Context, draft: _Draft = None, everything: _All = False) -> None:
    """Print each setting that somebody has given, its value for a draft, and where it comes from.

    For a draft, entries of `overrides` count that hold for it by its place, or by what its front matter says.
    """
    house = options.house_for(ctx)
    resolved = house.resolved
    if draft is not None:
        path = Path(draft)
        if not path.exists():
            raise UsageError(f"there is no file or folder {visible(draft)}", code="A001", hint="check the spelling")
        resolved = house.resolved_for(path / "draft" if path.is_dir() else path, _meta(draft, house.settings))
    rows = resolved.rows()
    given = [row for row in rows if row[2] != "default"]
    if not everything and not given:
        options.tell("no setting has been changed; --all prints what is in force")
    options.print_rows(rows if everything else given)
    options.emit("".join(f"# {notice.text}\n" for notice in resolved.notices))


def _meta(draft: str, settings: Settings) -> Mapping[str, MetaValue]:
    """The metadata of a draft; nothing for a folder, or for a draft that cannot be read."""
    from auditor.runs.drafts import named
    from auditor.runs.fields import metadata_of

    return {} if Path(draft).is_dir() else metadata_of(named(draft), settings)
