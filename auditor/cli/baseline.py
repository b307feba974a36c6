"""`auditor baseline`: findings that were there when a newsroom began are set down, so that only new ones are told."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.printable import visible
from auditor.cli import options

if TYPE_CHECKING:
    from auditor.records.baseline import Entry, Standing
    from auditor.records.report import RunResult
    from auditor.settings.settings import Settings

app = typer.Typer(help="Set down the findings that there are, so that only new ones are told.", no_args_is_help=True)

_File = Annotated[
    Path,
    typer.Option("--file", metavar="FILE", help="The baseline. It holds no words of drafts, and may be committed."),
]
FILE = Path("auditor-baseline.json")
_LARGEST = 200_000_000


@app.command()
def write(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    file: _File = FILE,
    policies: options.Policies = None,
    rules: options.Rules = None,
    jobs: options.Jobs = None,
) -> None:
    """Set down every finding that there is now. `auditor check --baseline FILE` then tells new ones only."""
    from auditor.comparing import baseline

    result, _ = _audited(ctx, drafts)
    found = baseline.entries(result)
    options.write_file(file, baseline.dumps(found))
    options.tell(f"{len(found)} findings in {len(result.reports)} drafts set down")
    options.emit(f"{visible(file.as_posix())}\n")
    raise typer.Exit(3 if result.failures else 0)


@app.command()
def check(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    file: _File = FILE,
    fail_on: options.FailOn = None,
    min_confidence: options.MinConfidence = None,
    policies: options.Policies = None,
    rules: options.Rules = None,
    jobs: options.Jobs = None,
) -> None:
    """Count what is new, existing, moved and fixed; a new finding fails as it does in `auditor check`."""
    from auditor.comparing.baseline import without_known

    result, settings = _audited(ctx, drafts)
    standing, _ = _stand(result, file)
    known = (("existing", standing.existing), ("moved", standing.moved), ("fixed", standing.fixed))
    counts = (("new", standing.new), *known)
    options.emit("".join(f"{word:<9} {len(found)}\n" for word, found in counts))
    for report, finding in standing.new:
        where = "" if finding.span is None else f":{report.places[finding.span].where}"
        options.emit(f"new: {visible(report.article.path)}{where} {finding.severity.value} {finding.policy}\n")
    if standing.fixed:
        options.tell(f"to take out what is fixed: auditor baseline prune --file {file.as_posix()}")
    raise typer.Exit(without_known(result, standing).exit_code(settings.fail_on, settings.min_confidence))


@app.command()
def prune(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    file: _File = FILE,
    policies: options.Policies = None,
    rules: options.Rules = None,
    jobs: options.Jobs = None,
) -> None:
    """Take out of the baseline what is fixed, and follow drafts that were moved; nothing new is added."""
    from auditor.comparing import baseline

    result, _ = _audited(ctx, drafts)
    standing, entries = _stand(result, file)
    left = baseline.pruned(entries, standing)
    options.write_file(file, baseline.dumps(left))
    options.tell(f"{len(standing.fixed)} taken out, {len(standing.moved)} moved, {len(left)} left")
    options.emit(f"{visible(file.as_posix())}\n")


def known(file: Path) -> tuple[Entry, ...]:
    """The baseline in `file`; raises SettingsError A107 if it cannot be read."""
    from auditor.base.errors import At, SettingsError
    from auditor.base.files import FileError, read_small
    from auditor.comparing import baseline

    try:
        return baseline.loads(read_small(file, _LARGEST).decode("utf-8", "replace"), file.as_posix())
    except FileError as error:
        hint = "write one: auditor baseline write DRAFTS"
        raise SettingsError(error.words, code="A107", at=At(file.as_posix()), hint=hint) from None


def standing_of(result: RunResult, file: Path) -> Standing:
    """How the findings of a run stand to the baseline in `file`."""
    return _stand(result, file)[0]


def _stand(result: RunResult, file: Path) -> tuple[Standing, tuple[Entry, ...]]:
    from auditor.comparing import baseline

    entries = known(file)
    return baseline.stand(result, entries, lambda path: not Path(path.partition("#")[0]).exists()), entries


def _audited(ctx: typer.Context, drafts: list[str] | None) -> tuple[RunResult, Settings]:
    settings = options.settings_for(ctx).settings
    result = options.audited(options.select(drafts, settings, options.STDIN_NAME), settings)
    for failure in result.failures:
        options.tell_failure(failure)
    return result, settings
