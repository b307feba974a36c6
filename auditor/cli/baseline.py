"""`auditor baseline`: findings that were there when a newsroom began are set down, so that only new ones are told."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.printable import visible
from auditor.cli import flags, options, targets

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
@flags.taking(*flags.RULES, *flags.DRAFTS, *flags.READING, *flags.RUN)
def write(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    file: _File = FILE,
) -> None:
    """Set down every finding that there is now. `auditor check --baseline FILE` then tells new ones only."""
    from auditor.comparing import baseline

    result, _ = _audited(ctx, drafts, file)
    found = baseline.entries(result)
    options.write_file(file, baseline.dumps(_as_written(found, file)))
    options.tell(f"{len(found)} findings in {len(result.reports)} drafts set down")
    options.emit(f"{visible(file.as_posix())}\n")
    raise typer.Exit(3 if result.failures else 0)


@app.command()
@flags.taking(*flags.RULES, *flags.FAILING, *flags.DRAFTS, *flags.READING, *flags.RUN)
def check(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    file: _File = FILE,
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
@flags.taking(*flags.RULES, *flags.DRAFTS, *flags.READING, *flags.RUN)
def prune(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    file: _File = FILE,
) -> None:
    """Take out of the baseline what is fixed, and follow drafts that were moved; nothing new is added."""
    from auditor.comparing import baseline

    result, _ = _audited(ctx, drafts)
    standing, entries = _stand(result, file)
    left = baseline.pruned(entries, standing)
    options.write_file(file, baseline.dumps(_as_written(left, file)))
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

    entries = _as_seen(known(file), file, [report.article.path for report in result.reports])
    return baseline.stand(result, entries, _is_gone), entries


def _is_gone(path: str) -> bool:
    """Whether no draft is at `path`, nor a file of which it names an article."""
    file, number, _ = path.rpartition("#")
    return not (Path(path).exists() or (number and Path(file).exists()))


# ---------------------------------------------------------------- paths: relative to the baseline, wherever one is


def _as_written(entries: Iterable[Entry], file: Path) -> Iterator[Entry]:
    """Entries with paths relative to the folder that the baseline lies in, so that they hold from any other."""
    return (replace(each, path=_below(each.path, file)) for each in entries)


def _as_seen(entries: Iterable[Entry], file: Path, drafts: Iterable[str]) -> tuple[Entry, ...]:
    """Entries with the paths that the drafts of the run have, or as they are from the working folder."""
    folder, named = os.path.realpath(file.parent), {_below(path, file): path for path in drafts}

    def seen(path: str) -> str:
        return named.get(path) or PurePath(os.path.relpath(Path(folder, path))).as_posix()

    return tuple(replace(each, path=seen(PurePath(os.path.normpath(each.path)).as_posix())) for each in entries)


def _below(path: str, file: Path) -> str:
    """`path` relative to the folder of `file`; a link that leads there is followed, others are not."""
    folder, full = os.path.realpath(file.parent), Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links
    real = Path(os.path.realpath(full.parent), full.name)
    if not full.is_relative_to(folder) and real.is_relative_to(folder):
        full = real
    return PurePath(os.path.relpath(full, folder)).as_posix()


def _audited(ctx: typer.Context, drafts: list[str] | None, target: Path | None = None) -> tuple[RunResult, Settings]:
    """What became of the drafts; raises UsageError A004 if what is read lies at `target`."""
    house = options.house_for(ctx)
    selection = options.select(drafts, house, options.STDIN_NAME, () if target is None else (target,))
    if target is not None:
        targets.refuse_to_replace(target, selection, house, (ctx.params["config"],))
    result = options.audited(selection, house.settings)
    for failure in result.failures:
        options.tell_failure(failure)
    return result, house.settings
