"""`auditor annotate`: copies of Word documents with the findings as comments at their words."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import At, AuditorError, ReadingError, UsageError
from auditor.base.printable import visible
from auditor.cli import flags, options
from auditor.cli.outputs import WORD, copy_paths, tell_written, unwritten
from auditor.cli.targets import refuse_to_replace

if TYPE_CHECKING:
    from auditor.records.report import Failure, Report, RunResult
    from auditor.runs.drafts import Draft, Selection
    from auditor.settings.house import House
    from auditor.settings.settings import Settings

_Output = Annotated[
    Path,
    typer.Option(
        "--output", "-o", metavar="DIR", help="The folder to write to, made if need be; for one draft a file .docx."
    ),
]
_Sources = Annotated[
    bool, typer.Option("--sources", help="Comment on each anonymous source and each grant of anonymity, too.")
]
_OLD = b"\xd0\xcf\x11\xe0"
"""How documents of Word's older format begin, which is not read, and those that are locked with a password."""
_NAMED = 5
"""Files that are named of those that can carry no comments."""


@flags.taking(*flags.RULES, "fail_on", *flags.DRAFTS, *flags.READING, *flags.RUN)
def annotate(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    output: _Output = Path("annotated"),
    sources: _Sources = False,
    verbose: options.Verbose = False,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    show_settings: options.ShowSettings = False,
) -> None:
    """Write a copy of each Word document with a comment at the words of each finding.

    The drafts stay as they are; in the copies text, formatting, tracked changes and comments do. Prints the path of
    each copy. Findings do not fail this command unless --fail-on is given.
    """
    house = options.house_for(ctx)
    if show_settings:
        return options.print_settings(house.resolved)
    settings = house.settings
    selection = _of_word(options.select(drafts, house, stdin_filename), settings)
    targets = _targets(selection, output, house)
    result = options.audited(selection, settings)
    result, written = _written(result, {draft.path: draft for draft in selection.drafts}, targets, settings, sources)
    tell_written(result, written)
    if verbose:
        options.tell_fates(result)
    raise typer.Exit(options.exit_code_if_asked(ctx, result, settings))


def _of_word(selection: Selection, settings: Settings) -> Selection:
    """The drafts that are Word documents, or that nobody can read; says which are not.

    Raises UsageError A002 if nothing is left.
    """
    from auditor.render.wording import some

    kept = tuple(draft for draft in selection.drafts if _may_be_word(draft, settings))
    others = [visible(draft.path) for draft in selection.drafts if draft not in kept]
    told = f"only Word documents can carry comments; passed over: {some(others, _NAMED)}"
    if not kept and not selection.failures:
        raise UsageError(told, code="A002", hint="auditor report writes a report for drafts of every format")
    if others:
        options.tell(told)
    return replace(selection, drafts=kept)


def _may_be_word(draft: Draft, settings: Settings) -> bool:
    """Whether a draft is a Word document, or cannot be told to be another: whoever audits it says what is wrong."""
    from auditor.readers.sniff import Form, sniff
    from auditor.runs.drafts import opening

    if draft.entry is not None or draft.wanted:
        return False
    first, is_named = opening(draft), Path(draft.path).suffix.lower() in WORD
    if not is_named and not first.startswith(b"PK"):
        return not first or first.startswith(_OLD)
    try:
        form = sniff(_bytes(draft, settings), At(draft.path), settings.reading.limits)
    except ReadingError:
        return True
    return form is Form.WORD or (form is None and is_named)


def _bytes(draft: Draft, settings: Settings) -> bytes:
    from auditor.readers.dispatch import file_bytes

    return draft.data if draft.data is not None else file_bytes(Path(draft.path), draft.path, settings.reading)


def _targets(selection: Selection, output: Path, house: House) -> Mapping[str, Path]:
    """Where the copy of each draft is to be written, by the draft's path; raises UsageError A004."""
    is_file = output.suffix.lower() in WORD and not output.is_dir()
    if not is_file:
        if output.exists() and not output.is_dir():
            raise UsageError(f"{output.as_posix()} is a file", code="A004", hint="name a folder with --output")
        return {draft.path: path for draft, path in copy_paths(selection.drafts, output).items()}
    if len(selection.drafts) + len(selection.failures) > 1:
        message = f"{output.as_posix()} is one file, and there are several drafts"
        raise UsageError(message, code="A004", hint="name a folder with --output")
    refuse_to_replace(output, selection, house)
    for draft in selection.drafts:
        own = Path(draft.path).suffix.lower()
        if own in WORD and own != output.suffix.lower():
            hint = f"name it {output.with_suffix(own).name}"
            raise UsageError(f"Word opens no copy of a {own} under the name {output.name}", code="A004", hint=hint)
    return {draft.path: output for draft in selection.drafts}


def _written(
    result: RunResult, drafts: Mapping[str, Draft], targets: Mapping[str, Path], settings: Settings, with_sources: bool
) -> tuple[RunResult, list[Path]]:
    """Writes each copy that can be written, and returns the run's result after that and the copies, in order."""
    whole, failures, written = list["Report"](), list["Failure"](), list[Path]()
    for report in result.reports:
        path = report.article.path
        failure = _write(report, drafts[path], targets[path], settings, with_sources)
        if failure is None:
            whole.append(report)
            written.append(targets[path])
        else:
            failures.append(failure)
    return replace(result, reports=tuple(whole), failures=(*result.failures, *failures)), written


def _write(report: Report, draft: Draft, target: Path, settings: Settings, with_sources: bool) -> Failure | None:
    """Writes the copy of one draft; why not, if that cannot be done."""
    from auditor.records.report import Failure
    from auditor.runs.faults import our_fault

    try:
        copy = _copy(report, draft, settings, with_sources)
    except AuditorError as error:
        return Failure(draft.path, error.code, error.message, error.hint)
    except Exception as error:
        return our_fault(draft.path, error)
    try:
        options.replace_file(target, copy)
    except (OSError, ValueError) as error:
        return unwritten(draft.path, [f"{target.as_posix()}: {options.reason(error)}"])
    return None


def _copy(report: Report, draft: Draft, settings: Settings, with_sources: bool) -> bytes:
    from auditor.annotating.annotate import annotated
    from auditor.annotating.comments import comments
    from auditor.readers.draft import Draft as Read

    data = _bytes(draft, settings)
    if hashlib.sha256(data).hexdigest() != report.article.sha256:
        message = "its file was changed while the run was going on"
        raise ReadingError(message, code="A302", at=At(draft.path), hint="run it again")
    return annotated(Read(draft.path, data, reading=settings.reading), comments(report, with_sources))
