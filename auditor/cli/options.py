"""What all commands share: their options, and how they select, run and print."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.errors import UsageError
from auditor.settings import About, Resolved, Settings, resolve

if TYPE_CHECKING:
    from auditor.model import Failure, RulePack, RunResult
    from auditor.runner import Draft, OnProgress, Selection

Drafts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="DRAFTS...",
        help="Files and folders; folders are searched for .txt and .md. A single - reads standard input.",
        show_default=False,
    ),
]
Article = Annotated[str, typer.Argument(metavar="ARTICLE", help="A draft, or - for standard input.")]
Policies = Annotated[
    list[str] | None,
    typer.Option("--policy", metavar="NAME", help="A policy in force; repeatable."),
]
Rules = Annotated[
    list[str] | None,
    typer.Option("--rules", metavar="DIR", help="A rule pack of your own, beside those that ship; repeatable."),
]
Jobs = Annotated[
    int | None,
    typer.Option(
        "--jobs", "-j", metavar="N", help="Processes to work in. Chosen by the number of drafts if not given."
    ),
]
Model = Annotated[str | None, typer.Option("--model", metavar="NAME", help="An installed spaCy pipeline.")]
Detectors = Annotated[
    str | None,
    typer.Option(
        "--detectors",
        metavar="NAMES",
        help="What finds statements: rules, tagger, or both with a comma between. Both if not given.",
    ),
]
FailOn = Annotated[
    str | None,
    typer.Option("--fail-on", metavar="SEVERITY", help="error, warning, info or never: what exit code 1 needs."),
]
MinConfidence = Annotated[
    str | None,
    typer.Option("--min-confidence", metavar="LEVEL", help="high, medium or low: less sure findings never fail."),
]
StdinFilename = Annotated[
    str,
    typer.Option("--stdin-filename", metavar="NAME", help="What to call the draft that - reads; .md for Markdown."),
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours, as with NO_COLOR in the environment.")]
ShowSettings = Annotated[
    bool,
    typer.Option("--show-settings", help="Print every setting and where it comes from, and do nothing else."),
]

STDIN_NAME = "stdin.txt"
_PROGRESS_FROM = 4


def settings_for(**flags: object) -> Resolved:
    """The settings in force, with the flags that were given; raises SettingsError, and UsageError A005.

    Says on standard error which file they come from if that is not one of the working folder.
    """
    try:
        start = Path.cwd()
    except OSError as error:
        raise UsageError("the folder that you are in is gone", code="A005", hint="change to another one") from error
    resolved = resolve(flags, os.environ, start)
    for notice in resolved.notices:
        if notice.about is About.FILE_ELSEWHERE:
            tell(notice.text)
    return resolved


def warn_if_nothing_can_fail(resolved: Resolved) -> None:
    """Says on standard error what makes a check that cannot fail, unless a flag asked for it; may raise PackError."""
    from auditor import runner

    for notice in resolved.notices:
        brought = notice.about is About.NO_POLICIES and bool(resolved.settings.rules)
        if notice.about is About.FILE_ELSEWHERE or (brought and _has_policies(runner.packs_of(resolved.settings))):
            continue
        tell(notice.text)


def _has_policies(packs: Iterable[RulePack]) -> bool:
    return any(pack.policies for pack in packs)


def print_settings(resolved: Resolved) -> None:
    """One line a setting: name, value, origin; then a line for all that should be known about them."""
    rows = resolved.rows()
    names, values = (max(len(row[i]) for row in rows) for i in (0, 1))
    emit("".join(f"{name:<{names}} = {value:<{values}}  # {origin}\n" for name, value, origin in rows))
    emit("".join(f"# {notice.text}\n" for notice in resolved.notices))


def select(drafts: Sequence[str] | None, settings: Settings, stdin_filename: str) -> Selection:
    """The drafts that were named; raises UsageError if none was, or none was found."""
    from auditor import runner

    if not drafts:
        hint = "for instance: auditor check drafts/"
        raise UsageError("no drafts were named", code="A001", hint=hint)
    return runner.discover(drafts, settings, standard_input(settings, stdin_filename) if "-" in drafts else None)


def standard_input(settings: Settings, name: str) -> Draft:
    """The draft on standard input, read no further than the limit on drafts."""
    from auditor.runner import Draft

    return Draft(name, PurePath(name).name, sys.stdin.buffer.read(settings.max_bytes + 1))


def audited(selection: Selection, settings: Settings) -> RunResult:
    """What became of the drafts, with a bar on a terminal that shows how far the work is."""
    from auditor import installed, runner

    installed.shut_out_working_folder()
    with _progress(len(selection.drafts)) as tell:
        return runner.run(selection, settings, tell)


@contextmanager
def _progress(drafts: int) -> Iterator[OnProgress | None]:
    if drafts < _PROGRESS_FROM or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("auditing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=drafts)
        yield lambda done, total, path: bar.update(task, completed=done)


def wants_colour(no_color: bool, env: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour standard output: on a terminal that can, unless told not to (no-color.org)."""
    return sys.stdout.isatty() and not no_color and not env.get("NO_COLOR") and env.get("TERM") != "dumb"


def emit(text: str) -> None:
    """Writes `text` to standard output; a reader that has gone away is no error."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        # What is still buffered would raise again when the interpreter ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def tell(text: str) -> None:
    """Writes a message to standard error."""
    sys.stderr.write(f"{text}\n")


def tell_failure(failure: Failure) -> None:
    """Writes to standard error what failed, why, and what to do about it."""
    hint = f"\n  {failure.hint}" if failure.hint else ""
    tell(f"{failure.path}: {failure.code} {failure.message}{hint}")


def write_file(path: Path, text: str) -> None:
    """Writes `text` as UTF-8, all of it or nothing; raises UsageError A004 if that cannot be done."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w",
            encoding="utf-8",
            errors="backslashreplace",
            newline="",
            dir=path.parent,
            prefix=".auditor-",
            delete=False,
        ) as scratch:
            temporary = Path(scratch.name)
            try:
                scratch.write(text)
                scratch.close()
                temporary.chmod(0o666 & ~_umask())
                temporary.replace(path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        hint = "name another place with --output"
        raise UsageError(f"cannot write {path.as_posix()}: {error.strerror}", code="A004", hint=hint) from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
