"""`auditor diff`: what became of sources and findings between two versions of a draft, or of a folder of drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from auditor.cli import flags, options

if TYPE_CHECKING:
    from auditor.records.comparison import Versions
    from auditor.settings.settings import Settings

_Old = Annotated[str, typer.Argument(metavar="OLD", help="A draft, a folder of drafts, or reports saved as JSON.")]
_New = Annotated[str, typer.Argument(metavar="NEW", help="The same, later.")]
_Format = Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="terminal, markdown or html.")]


@flags.taking(*flags.RULES, *flags.FAILING, "all_genres", *flags.READING, *flags.RUN)
def diff(
    ctx: typer.Context,
    old: _Old,
    new: _New,
    fmt: _Format = "terminal",
    no_color: options.NoColor = False,
) -> None:
    """Compare two versions: sources that came, went, became named or anonymous; findings new, fixed and kept.

    With --fail-on, new findings of that severity give exit code 1; those that both versions have never do.
    """
    house = options.house_for(ctx)
    from auditor.comparing.versions import versions
    from auditor.render import dispatch, wording

    if fmt not in dispatch.COMPARISONS:
        raise wording.unknown_format(fmt, tuple(dispatch.COMPARISONS))
    found = versions(old, new, house)
    colour = options.wants_colour(no_color)
    options.emit(dispatch.COMPARISONS[fmt](found, colour, options.width()), colour and fmt == "terminal")
    for failure in found.failures:
        options.tell_failure(failure)
    raise typer.Exit(_exit_code(found, house.settings) if ctx.params["fail_on"] else 3 if found.failures else 0)


def _exit_code(found: Versions, settings: Settings) -> int:
    """3 if something could not be compared, 1 for new findings at or above the bar, else 0."""
    if found.failures:
        return 3
    return int(any(settings.bar.fails(each) for one in found.compared for each in one.new_findings))
