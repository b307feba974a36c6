"""`auditor archive`: archives of thousands and millions of articles, audited into tables."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import UsageError
from auditor.base.printable import one_line, visible
from auditor.cli import flags, options

if TYPE_CHECKING:
    from auditor.archiving.run import Standing, Wanted

app = typer.Typer(help="Audit archives of thousands and millions of articles into tables.", no_args_is_help=True)

_LOOK = 1.0
"""Seconds between two looks at how far the work is."""
_REASONS = 3
"""Reasons for setting records aside that are told when a run ends."""
_LINE = 60.0
"""Seconds between two lines where no terminal is."""

_Corpus = Annotated[
    Path,
    typer.Argument(
        metavar="CORPUS",
        help="Parquet, JSON lines or CSV (also .gz), or a folder or .zip of such files and of drafts. On this machine.",
    ),
]
_Out = Annotated[Path, typer.Option("--out", "--output", "-o", metavar="DIR", help="The folder for the tables.")]
_ShardSize = Annotated[
    int | None,
    typer.Option(
        "--shard-size",
        metavar="N",
        min=1,
        help="Records that are finished at once, and lost at most by each process when a run is stopped.",
    ),
]
_Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help="The first N records only: a trial.")]
_Engine = Annotated[
    str,
    typer.Option(
        "--engine",
        metavar="NAME",
        help="What spreads the work: `local`, processes of this machine, or `ray`, for clusters of machines.",
    ),
]
_RayAddress = Annotated[
    str | None,
    typer.Option(
        "--ray-address",
        metavar="HOST:PORT",
        help="The cluster for `--engine ray`, else RAY_ADDRESS; without either Ray is started on this machine alone.",
    ),
]
_Fresh = Annotated[bool, typer.Option("--fresh", help="Remove the archive that is in DIR, and begin anew.")]


@app.command(
    epilog="For instance: auditor archive run corpus.parquet --out tables/\n\n"
    "For instance: auditor archive run corpus/ --out trial/ --limit 500 --policy ap"
)
@flags.taking(*flags.RULES, *flags.FAILING, "all_genres", *flags.READING, *flags.RUN)
def run(
    ctx: typer.Context,
    corpus: _Corpus,
    out: _Out,
    shard_size: _ShardSize = None,
    limit: _Limit = None,
    fresh: _Fresh = False,
    engine: _Engine = "local",
    ray_address: _RayAddress = None,
    show_settings: options.ShowSettings = False,
) -> None:
    r"""Audit every article of an archive into tables: articles, sources, statements, findings and others, as Parquet.

    A run that was stopped, however it was, goes on where it was when the same command is given again. A record that
    cannot be audited is set aside with the reason, and the exit code is then 3. The articles stay on this machine.

    Needs: pip install 'auditor\[archive]'
    """
    house = options.house_for(ctx)
    if show_settings:
        return options.print_settings(house.resolved)
    from auditor.archiving import run as running

    wanted = running.Wanted(corpus, out, house.settings, house, shard_size, limit, fresh, engine, ray_address)
    standing = _standing_at_end(wanted)
    options.emit(f"{visible(out.as_posix())}\n")
    _tell_end(standing, out)
    raise typer.Exit(3 if standing.failed else 0)


def _standing_at_end(wanted: Wanted) -> Standing:
    """What became of the run; says how to go on with one that is stopped."""
    from auditor.archiving import run as running

    standing: Standing | None = None
    try:
        with closing(running.run(wanted, options.tell)) as coming, _progress(wanted.out) as look:  # type: ignore[type-var]
            for standing in coming:
                look(standing)
    except BaseException as error:
        if standing is not None and not isinstance(error, UsageError):
            options.tell(
                f"stopped with {standing.finished} of {standing.shards} shards finished; give the same command to go on"
            )
        raise
    assert standing is not None
    return standing


def _tell_end(standing: Standing, out: Path) -> None:
    """Says what became of the records, and why some were set aside."""
    from auditor.render.wording import plural

    skipped = f", {standing.skipped} skipped as no news reports" if standing.skipped else ""
    options.tell(
        f"{plural(standing.records, 'record')}: {standing.audited} audited{skipped}, {standing.failed} set aside"
    )
    if standing.failed:
        _tell_reasons(out)


def _tell_reasons(out: Path) -> None:
    """Says why records were set aside, the most frequent reasons with a record each, and how to see all."""
    from auditor.archiving.parquet import reasons

    every = reasons(out)
    for each in every[:_REASONS]:
        hint = f" ({one_line(each.hint)})" if each.hint else ""
        options.tell(f"  {each.count:,}, such as {visible(each.record)}: {one_line(each.message)}{hint}")
    if (left := sum(each.count for each in every[_REASONS:])) > 0:
        options.tell(f"  {left:,} for other reasons")
    query = "'SELECT record, message, hint FROM failures'"
    options.tell(f"all of them: auditor archive query {visible(shlex.quote(out.as_posix()))} --sql {query}")


# ---------------------------------------------------------------- how far it is


@contextmanager
def _progress(out: Path) -> Iterator[Callable[[Standing], None]]:
    """What is told of each shard that is finished, while a thread shows how far the records are."""
    told: list[Standing] = []
    ended = threading.Event()
    show = _on_terminal if options.is_watched() else _in_lines
    showing = threading.Thread(target=show, args=(out, told, ended), daemon=True)
    showing.start()
    try:
        yield told.append
    finally:
        ended.set()
        showing.join(_LOOK)


def _in_lines(out: Path, told: list[Standing], ended: threading.Event) -> None:
    begun = monotonic()
    while not ended.wait(_LINE):
        if told:
            options.tell(_line(told[-1], _done(out, told[-1]), monotonic() - begun))


def _on_terminal(out: Path, told: list[Standing], ended: threading.Event) -> None:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("auditing"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[more]}"))
    begun = monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=None, more="")
        while not ended.wait(_LOOK):
            if told:
                done = _done(out, told[-1])
                more = _more(told[-1], done, monotonic() - begun)
                bar.update(task, completed=done, total=told[-1].records, more=more)


def _done(out: Path, standing: Standing) -> int:
    """Records that have been audited, those of shards that are not finished among them."""
    from auditor.archiving import folder, journal

    return min(standing.records, standing.done + journal.under_way(out / folder.SCRATCH))


def _line(standing: Standing, done: int, seconds: float) -> str:
    return f"{done} of {standing.records} records, {_more(standing, done, seconds)}"


def _more(standing: Standing, done: int, seconds: float) -> str:
    """Rate, time left, and shards; until the first record is done, that processes are starting."""
    shards = f"{standing.finished} of {standing.shards} shards"
    now = done - standing.before
    if now <= 0 or seconds <= 0:
        return f"starting, {shards}"
    rate = now / seconds
    return f"{rate:.1f} a second, {_span((standing.records - done) / rate)} left, {shards}"


def _span(seconds: float) -> str:
    """A time as people tell it: `3 h 05 min`, `12 min`, `40 s`."""
    minutes = round(seconds / 60)
    if minutes >= 60:
        return f"{minutes // 60} h {minutes % 60:02} min"
    return f"{minutes} min" if seconds >= 60 else f"{round(seconds)} s"
