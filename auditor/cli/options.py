"""What all commands share: their options, and how they select, run and print."""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePath
from secrets import token_hex
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import At, ReadingError, UsageError
from auditor.base.printable import printable, visible
from auditor.cli import flags
from auditor.settings.house import House
from auditor.settings.settings import About, Resolved, Settings

if TYPE_CHECKING:
    from auditor.packs.kept import Keep
    from auditor.records.report import Failure, RunResult, Skipped
    from auditor.records.rules import PolicyRule
    from auditor.runs.drafts import Draft, Selection
    from auditor.runs.runner import OnProgress

Drafts = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="DRAFTS...",
        help="Files and folders; these are searched for .docx, .odt, .rtf, .md, .txt. A single - reads standard input.",
        show_default=False,
    ),
]
Article = Annotated[str, typer.Argument(metavar="ARTICLE", help="A draft, or - for standard input.")]
StdinFilename = Annotated[
    str,
    typer.Option("--stdin-filename", metavar="NAME", help="What to call the draft that - reads; .md for Markdown."),
]
Verbose = Annotated[
    bool, typer.Option("--verbose", "-v", help="Say on standard error what became of every file, one word each.")
]
NoColor = Annotated[bool, typer.Option("--no-color", help="No colours, as with NO_COLOR in the environment.")]
ShowSettings = Annotated[
    bool,
    typer.Option("--show-settings", help="Print every setting and where it comes from, and do nothing else."),
]

Wide = Annotated[
    bool, typer.Option("--wide", help="Print lines of any length, as where no terminal is; else as it is wide.")
]

STDIN_NAME = "stdin.txt"
_COLOURS = re.compile(r"(\x1b\[[0-9;]*m)")
"""The codes that choose how a terminal shows text."""
_PROGRESS_FROM = 4
_LONG = 40
_FEW = 3


def house_for(ctx: typer.Context | None = None) -> House:
    """Which settings hold where, with the flags of the command that have a setting's name.

    Says on standard error which file the run goes by if that is not one of the working folder. Raises SettingsError,
    and UsageError A007.
    """
    given = {} if ctx is None else ctx.params
    said = {name: given[name] for name in flags.SETTINGS if name in given}
    try:
        start = Path.cwd()
    except OSError as error:
        message = f"the folder that you are in cannot be read: {reason(error)}"
        raise UsageError(message, code="A007", hint="go to another folder") from error
    house = House(said, os.environ, start, given.get("config"))
    for notice in house.resolved.notices:
        if notice.about is About.FILE_ELSEWHERE:
            tell(notice.text)
    return house


def warn_if_nothing_can_fail(resolved: Resolved) -> None:
    """Says on standard error why a check cannot fail, unless a flag asked for that; may raise PackError.

    What the packs that are always in force object to, waivers and ledgers, is not the draft.
    """
    settings = resolved.settings
    if _is_usual(settings):
        return
    bar, about = settings.fail_on, {notice.about for notice in resolved.notices}
    policies = _policies(settings) if bar is not None or About.NO_POLICIES in about else []  # else they decide nothing
    for notice in resolved.notices:
        if notice.about is About.FILE_ELSEWHERE or (notice.about is About.NO_POLICIES and policies):
            continue
        tell(notice.text)
    if (settings.policies or policies) and bar is not None and not _any_can_fail(policies, settings):
        sure = settings.min_confidence
        what = f"no rule in force has findings that are {bar} and of {sure} confidence"
        tell(f"warning: nothing can fail this check: {what}")


def tell_what_settings_allow(selection: Selection, result: RunResult, house: House) -> None:
    """Says on standard error what files of settings let pass, for how many drafts: nothing could fail, rules are off.

    What a flag or the environment says, and what is said of the run as a whole already, is not told.
    """
    from auditor.render.wording import plural
    from auditor.runs.orders import settings_of

    own = settings_of(selection.drafts, result.reports)
    held = Counter(own.get(report.article.path, house.settings) for report in result.reports)
    harmless = sum(n for each, n in held.items() if each != house.settings and not _can_fail(each))
    if harmless and _can_fail(house.settings):
        tell(f"warning: nothing could fail in {plural(harmless, 'draft')}: the settings for them say so")
    chosen = {"select", "ignore_rules", "severity"} - house.typed
    changed = [n for each, n in held.items() if any(getattr(each, name) for name in chosen)]
    if changed:
        what = f"leave out rules, or change how grave they are, for {plural(sum(changed), 'draft')}"
        tell(f"note: files of settings {what}; auditor config show DRAFT says which")


def _policies(settings: Settings) -> list[PolicyRule]:
    from auditor.packs.load import ALWAYS
    from auditor.runs.packs import in_force

    return [
        policy
        for pack in in_force(settings, keep([settings])).packs
        if pack.name not in ALWAYS
        for policy in pack.policies
    ]


def _is_usual(settings: Settings) -> bool:
    """Whether they leave the policy that ships as it is, which has findings that fail: no pack is read for that."""
    plain = Settings()
    return settings == replace(
        plain, jobs=settings.jobs, max_bytes=settings.max_bytes, ignore=settings.ignore, cache=settings.cache
    )


def _can_fail(settings: Settings) -> bool:
    """Whether a rule in force has findings that are grave and sure enough."""
    return _is_usual(settings) or _any_can_fail(_policies(settings), settings)


def _any_can_fail(policies: Sequence[PolicyRule], settings: Settings) -> bool:
    bar, sure = settings.fail_on, settings.min_confidence
    return bar is not None and any(each.severity >= bar and each.confidence >= sure for each in policies)


def print_settings(resolved: Resolved) -> None:
    """Prints a line for each setting (name, value, origin), then one for each notice about them."""
    print_rows(resolved.rows())
    emit("".join(f"# {notice.text}\n" for notice in resolved.notices))


def print_rows(rows: Sequence[tuple[str, str, str]]) -> None:
    """Prints a line for each setting, the long ones no wider than they are: name, value and origin."""
    shown = [tuple(map(visible, row)) for row in rows]
    names = max((len(row[0]) for row in shown), default=0)
    values = max((len(row[1]) for row in shown if len(row[1]) <= _LONG), default=0)
    emit("".join(f"{name:<{names}} = {value:<{values}}  # {origin}\n" for name, value, origin in shown))


def select(paths: Sequence[str] | None, house: House, stdin_filename: str, targets: Sequence[Path] = ()) -> Selection:
    """The drafts that were named; raises UsageError if none was, or none was found.

    What an earlier run has written to the `targets` of this one is no draft in a folder.

    Says how many reports of the auditor, and how many drafts that the settings ignore, were passed over, so that
    no draft is hidden without a word.
    """
    from auditor.cli.targets import written_before
    from auditor.runs import collections, drafts

    if not paths:
        hint = "for instance: auditor check drafts/"
        raise UsageError("no drafts were named", code="A001", hint=hint)
    settings = house.settings
    stdin = _piped(settings, stdin_filename) if "-" in paths else None
    found = drafts.discover(paths, settings, stdin, house, written_before(targets))
    selection = collections.expanded(found, settings)
    for line in selection.told:
        tell(line)
    for line in _passed_over(selection.skipped):
        tell(line)
    return selection


def _passed_over(skipped: Sequence[Skipped]) -> Iterator[str]:
    """A line for each reason why files of folders are not audited, with how many of which kinds."""
    from auditor.records.report import Omission
    from auditor.runs.drafts import passed_over

    named = [each for each in skipped if each.named]  # a hook that names everything need not hear of what is usual
    left_out = [each for each in named if each.omission is Omission.IGNORED or not each.usual]
    if left_out:
        yield f"passed over because of the settings, though named: {_some(left_out)}; auditor config show says why"
    if reports := [each for each in named if each.omission is Omission.REPORT]:
        yield f"passed over, since they end as reports of the auditor do: {_some(reports)}"
    skipped = [each for each in skipped if not each.named]
    counts = Counter(each.omission for each in skipped)
    if counts[Omission.REPORT]:
        yield f"{passed_over(counts[Omission.REPORT])}; to audit one, name the file"
    if counts[Omission.NO_DRAFT]:
        kinds = Counter(each.why for each in skipped if each.omission is Omission.NO_DRAFT).most_common()
        told = ", ".join(f"{count} {kind}" for kind, count in kinds)
        yield f"not looked at, as no drafts: {told}; to audit one, name it; --strict-files fails on them"
    if counts[Omission.IGNORED]:
        yield f"passed over because of the setting `ignore`: {counts[Omission.IGNORED]}; to audit one, name it"


def _some(skipped: Sequence[Skipped]) -> str:
    from auditor.render.wording import some

    return some([visible(each.path) for each in skipped], _FEW)


def _piped(settings: Settings, name: str) -> Draft | Failure:
    from auditor.records.report import Failure

    try:
        return standard_input(settings, name)
    except ReadingError as error:
        return Failure(str(error.at), error.code, error.message, error.hint)


def standard_input(settings: Settings, name: str) -> Draft:
    """The draft on standard input, read no further than the limit on drafts.

    Raises UsageError A006 for a name that no file can have, and ReadingError A301 if nothing can be read.
    """
    from auditor.readers.dispatch import largest
    from auditor.runs.drafts import Draft, shown

    last = PurePath(name).name
    if not last or last == ".." or name.endswith("/") or any(unicodedata.category(char) == "Cc" for char in name):
        hint = "name a file, for instance: --stdin-filename aid.md"
        raise UsageError(f"no draft can be called '{name}'", code="A006", hint=hint)
    hint = "pipe a draft into it, or name a file"
    if sys.stdin is None:
        raise ReadingError("standard input is closed", code="A301", at=At(shown(name)), hint=hint)
    try:
        most = largest(settings.reading)
        data = sys.stdin.buffer.read(most + 1)
    except OSError as error:
        message = f"standard input cannot be read: {error.strerror}"
        raise ReadingError(message, code="A301", at=At(shown(name)), hint=hint) from error
    if len(data) > most:
        message = f"there are more than {most / 1e6:.1f} MB on standard input"
        raise ReadingError(message, code="A306", at=At(shown(name)), hint="write it to a file, and name that")
    return Draft(shown(name), last, data)


def audited(selection: Selection, settings: Settings, program: str = "") -> RunResult:
    """What became of the drafts, with a bar on a terminal; `program` is its digest, where that was taken before."""
    from auditor.runs import audits

    kept = keep([settings, *(draft.settings(settings) for draft in selection.drafts)], is_told=True, program=program)
    with progress(len(selection.drafts)) as on_progress:
        return audits.run(selection, settings, kept, on_progress)


def keep(settings: Sequence[Settings], is_told: bool = False, program: str = "") -> Keep | None:
    """Where outcomes and packs are kept, if some of these settings want that.

    Says on standard error, if that is to be told, why they must not be.
    """
    from auditor.base import cache
    from auditor.packs.kept import keep_in

    if not any(each.cache for each in settings):
        return None
    opened = cache.opened()
    if opened.is_refused and is_told:
        where = visible(opened.folder or "")
        tell(f"nothing is kept from run to run: the folder {where} {opened.why}; auditor cache info says more")
    return None if opened.cache is None else keep_in(opened.cache, program)


@contextmanager
def progress(drafts: int, doing: str = "auditing") -> Iterator[OnProgress | None]:
    """What is told how far the work is, and shows it as a bar; None where that is not worth while or not seen."""
    if drafts < _PROGRESS_FROM or not is_watched():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(doing), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=drafts)
        yield lambda done, total, path: bar.update(task, completed=done)


def tell_genres(result: RunResult) -> None:
    """Says on standard error which drafts were not audited as they are no news reports."""
    from auditor.render.terminal import closing

    for skipped in closing.no_reports(result):
        tell(closing.skipped(skipped))


def tell_fates(result: RunResult) -> None:
    """Says on standard error what became of every file that was named or found, a line each."""
    for path, word, why in result.fates():
        tell(f"{visible(path)}: {word}{f' ({visible(why)})' if why else ''}")


def exit_code_if_asked(ctx: typer.Context, result: RunResult, settings: Settings) -> int:
    """The exit code of a command that findings fail only where --fail-on was given."""
    if ctx.params["fail_on"]:
        return result.exit_code(settings.fail_on, settings.min_confidence)
    return 3 if result.failures else 0


def on_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def is_watched() -> bool:
    """Whether standard error is a terminal."""
    return sys.stderr.isatty()


def encoding() -> str:
    """That of standard output."""
    return sys.stdout.encoding or "utf-8"


def columns() -> int | None:
    """How many columns standard output has; None if it is no terminal, where a line may be of any length."""
    return shutil.get_terminal_size().columns if on_terminal() else None


def width() -> int:
    """How wide text is printed: as the terminal is, but from 40 to 100 columns, and 80 if there is none."""
    return max(40, min(columns() or 80, 100))


def wants_colour(no_color: bool, env: Mapping[str, str] = os.environ) -> bool:
    """Whether to colour standard output: on a terminal that can, unless told not to (no-color.org)."""
    return on_terminal() and not no_color and not env.get("NO_COLOR") and env.get("TERM") != "dumb"


def emit(text: str, colour: bool = False) -> None:
    """Writes `text` to standard output; only its colour codes, and only with `colour`, can steer a terminal.

    A reader that has gone away is no error; raises UsageError A004 for a stream that is closed or full.
    """
    parts = _COLOURS.split(text) if colour else [text]
    written = "".join(part if n % 2 else printable(part) for n, part in enumerate(parts))
    if written:
        sys.stdout.write(written)
        sys.stdout.flush()


def tell(text: str) -> None:
    """Writes a message to standard error, with all that could steer a terminal replaced."""
    sys.stderr.write(f"{printable(text)}\n")


def tell_failure(failure: Failure) -> None:
    """Writes to standard error what failed, why, and what to do about it."""
    from auditor.render.terminal import closing

    tell(closing.failure(failure))


def write_file(path: Path, content: str | bytes) -> None:
    """Writes text as UTF-8, or bytes, all of it or nothing; raises UsageError A004 if that cannot be done."""
    try:
        replace_file(path, content)
    except (OSError, ValueError) as error:
        hint = "name another place with --output"
        raise UsageError(f"cannot write {path.as_posix()}: {reason(error)}", code="A004", hint=hint) from error


def reason(error: OSError | ValueError) -> str:
    """What the system says of an error with a file."""
    return error.strerror if isinstance(error, OSError) and error.strerror else str(error)


def replace_file(path: Path, content: str | bytes) -> None:
    """Writes text as UTF-8, or bytes, all or nothing; raises OSError, or ValueError for a name no file can have."""
    data = content if isinstance(content, bytes) else content.encode("utf-8", "backslashreplace")
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "a folder or a device is there")
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f".auditor-{token_hex(8)}")
    try:
        with scratch.open("xb") as stream:
            stream.write(data)
        scratch.replace(path)
    except BaseException:
        scratch.unlink(missing_ok=True)
        raise
