"""`auditor report`: a transparency report for each draft, for people and for programs."""

from __future__ import annotations

import stat
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import UsageError
from auditor.cli import flags, options
from auditor.cli.outputs import report_paths, tell_unstaged, tell_written, unwritten

if TYPE_CHECKING:
    from auditor.records.report import Report, RunResult
    from auditor.render.dispatch import Options

_INDEX_NAMES = ("index.html", "index-of-drafts.html")
_READABLE = ("html", "markdown", "legal-html", "legal")
"""The formats that people read, the best first."""

_Output = Annotated[
    Path, typer.Option("--output", "-o", metavar="DIR", help="The folder to write to; it is made if need be.")
]
_Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMATS",
        help="markdown, html (the draft, marked), json, legal (for a lawyer), legal-html, box (for readers), box-html, "
        "jsonld (for the article's page), findings, sarif; several by commas.",
    ),
]


_Evidence = Annotated[
    bool,
    typer.Option("--evidence", help="Add every statement and every mention of a source, each with what found it."),
]

_Index = Annotated[
    bool,
    typer.Option(
        "--index", help="Write index.html as well: all drafts in a table, which needs an editor first, charts."
    ),
]

_ForCommit = Annotated[
    bool,
    typer.Option(
        "--for-commit",
        help="For hooks: name each report by the whole path of its draft, print only those that are not staged in Git "
        "as they are, and fail (1) while there are any.",
    ),
]


@flags.taking(*flags.RULES, "fail_on", *flags.DRAFTS, *flags.READING, *flags.KEPT)
def report(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    output: _Output = Path("reports"),
    fmt: _Format = "markdown,json",
    evidence: _Evidence = False,
    index: _Index = False,
    for_commit: _ForCommit = False,
    verbose: options.Verbose = False,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    show_settings: options.ShowSettings = False,
) -> None:
    """Write a transparency report for each draft: Markdown for people, JSON for programs.

    --format html writes a page for a browser, on which every statement of the draft is marked; it needs no network.

    Prints the path of each file written. Findings do not fail this command unless --fail-on is given.
    """
    house = options.house_for(ctx)
    if show_settings:
        return options.print_settings(house.resolved)
    from auditor.render import dispatch
    from auditor.runs.drafts import sort_of

    formats = _formats(fmt)
    settings = house.settings
    if sort_of(output) not in {0, stat.S_IFDIR}:
        raise UsageError(f"{output.as_posix()} is a file", code="A004", hint="name a folder with --output")
    selection = options.select(drafts, house, stdin_filename)
    result = options.audited(selection, settings)
    paths = report_paths(selection.drafts, output, [dispatch.REPORTS[name].suffix for name in formats], for_commit)
    targets = {draft.path: dict(zip(formats, paths[draft], strict=True)) for draft in selection.drafts}
    result, written = _written(result, targets, dispatch.Options(evidence=evidence, bar=settings.bar, run=result))
    if index:
        written.append(_indexed(result, targets, output))
    unstaged = _unstaged(written) if for_commit else ()
    if for_commit:
        tell_unstaged(result, unstaged)
    else:
        tell_written(result, written)
    if verbose:
        options.tell_fates(result)
    code = options.exit_code_if_asked(ctx, result, settings)
    raise typer.Exit(code or int(bool(unstaged)))


def _unstaged(written: Sequence[Path]) -> tuple[Path, ...]:
    from auditor.runs import staging

    return staging.unstaged(written, Path.cwd())


def _written(
    result: RunResult, targets: Mapping[str, Mapping[str, Path]], chosen: Options
) -> tuple[RunResult, list[Path]]:
    """Writes every report that can be written, and returns the run's result after that and the files, in order.

    A draft with a report that cannot be written has failed; the others are written all the same.
    """
    whole, failures, written = [], [], list[Path]()
    for report in result.reports:
        done, refused = _files_of(report, targets[report.article.path], chosen)
        written += done
        if refused:
            failures.append(unwritten(report.article.path, refused, done))
        else:
            whole.append(report)
    return replace(result, reports=tuple(whole), failures=(*result.failures, *failures)), written


def _indexed(result: RunResult, targets: Mapping[str, Mapping[str, Path]], output: Path) -> Path:
    """Writes the index over the reports of a run, and returns its path; raises UsageError A004 if it cannot."""
    from auditor.render.page import index
    from auditor.runs.drafts import is_report

    taken = {path for paths in targets.values() for path in paths.values()}
    place = next(p for p in (output / name for name in _INDEX_NAMES) if p not in taken)
    if place.exists() and not is_report(place):
        raise UsageError(
            f"{place.as_posix()} is no index of ours", code="A004", hint="name another folder with --output"
        )
    shown = [(report, _address(targets[report.article.path], output)) for report in result.reports]
    options.write_file(place, index.write(shown, result.failures))
    return place


def _address(paths: Mapping[str, Path], output: Path) -> str:
    """Where the report of a draft lies that people would read, relative to the index, as a page may link to it."""
    best = next((paths[name] for name in _READABLE if name in paths), None) or next(iter(paths.values()))
    return PurePosixPath("/", best.relative_to(output).as_posix()).as_uri().removeprefix("file:///")


def _files_of(report: Report, targets: Mapping[str, Path], chosen: Options) -> tuple[list[Path], list[str]]:
    """The files that were written of one report, and why others were not."""
    from auditor.render import dispatch

    done, refused = [], []
    for name, target in targets.items():
        try:
            options.replace_file(target, dispatch.render_report(report, name, chosen))
            done.append(target)
        except (OSError, ValueError) as error:
            refused.append(f"{target.as_posix()}: {options.reason(error)}")
    return done, refused


def _formats(given: str) -> tuple[str, ...]:
    from auditor.render import dispatch, wording

    formats = tuple(dict.fromkeys(name.strip() for name in given.split(",") if name.strip()))
    for name in formats or ("",):
        if name not in dispatch.REPORTS:
            raise wording.unknown_format(name, tuple(dispatch.REPORTS))
    return formats
