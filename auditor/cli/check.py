"""`auditor check`: what the policies object to, for people at a terminal, hooks and editors' programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.cli import flags, options, targets
from auditor.cli.again import Asked, Files

if TYPE_CHECKING:
    from auditor.records.baseline import Standing
    from auditor.records.report import RunResult
    from auditor.records.scales import Confidence
    from auditor.runs.drafts import Selection
    from auditor.settings.house import House
    from auditor.settings.settings import Settings

_WITH_SHOW = ("terminal", "concise")
"""The formats from which findings can be hidden."""
_FEW = 3
"""So many drafts may a check be of whose words are kept: with more, there may be a bar that shows how far it is."""

_Format = Annotated[
    str,
    typer.Option(
        "--format",
        "-f",
        metavar="FORMAT",
        help="terminal; concise (path:line:column, a line each, for editors' programs); json (all reports); markdown; "
        "for other programs findings, jsonl, sarif, github, gitlab, junit, rdjson (docs/machine-formats.md).",
    ),
]
_Show = Annotated[
    str,
    typer.Option(
        "--show",
        metavar="LEVEL",
        help="high, medium or low: hide findings less sure than that, and say how many. They count all the same.",
    ),
]
_Statistics = Annotated[
    bool, typer.Option("--statistics", help="Print how often each rule objects, in the place of the findings.")
]
_Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write to a file instead, whole or not at all.")
]
_Also = Annotated[
    list[str] | None,
    typer.Option(
        "--also",
        metavar="FORMAT=FILE",
        help="Write another form of the same run to a file, as in sarif=auditor.sarif; repeatable.",
    ),
]
_Rows = Annotated[
    str | None,
    typer.Option("--rows", metavar="SORT", help="What a line of jsonl is: findings, sources or statements."),
]
_Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print findings and failures only: nothing if clean.")]


_Baseline = Annotated[
    Path | None,
    typer.Option(
        "--baseline",
        metavar="FILE",
        help="Tell only what is not in this baseline (auditor baseline write); sarif tells all, each with its state.",
    ),
]
_ChangedSince = Annotated[
    str | None,
    typer.Option(
        "--changed-since",
        metavar="REV",
        help="Audit only drafts changed since this Git revision, and tell only findings in changed lines.",
    ),
]


@flags.taking(*flags.RULES, *flags.FAILING, *flags.DRAFTS, *flags.READING, *flags.KEPT)
def check(
    ctx: typer.Context,
    drafts: options.Drafts = None,
    fmt: _Format = "terminal",
    output: _Output = None,
    also: _Also = None,
    rows: _Rows = None,
    quiet: _Quiet = False,
    baseline: _Baseline = None,
    changed_since: _ChangedSince = None,
    show: _Show = "low",
    statistics: _Statistics = False,
    verbose: options.Verbose = False,
    stdin_filename: options.StdinFilename = options.STDIN_NAME,
    no_color: options.NoColor = False,
    show_settings: options.ShowSettings = False,
) -> None:
    """Print what the policies object to, file by file, with the sentence and what would put it right."""
    house = options.house_for(ctx)
    if show_settings:
        return options.print_settings(house.resolved)
    from auditor.render import dispatch
    from auditor.render.wording import unknown_format

    if fmt not in dispatch.RESULTS:
        raise unknown_format(fmt, tuple(dispatch.RESULTS))
    others = _others(also or (), output)
    sort, least = _sort(rows, (fmt, *others.values())), _level(show, fmt)
    if statistics and fmt != "terminal":
        raise UsageError("--statistics is for the format terminal", hint="auditor summary counts over many drafts")
    settings = house.settings
    options.warn_if_nothing_can_fail(house.resolved)
    files = (*others, *([output] if output is not None else []))
    selection = options.select(drafts, house, stdin_filename, files)
    for path in files:
        targets.refuse_to_replace(path, selection, house, (baseline, ctx.params["config"]))
    if isinstance(ctx.obj, Asked) and not (files or baseline or changed_since):
        ctx.obj.files = _deciding(drafts or (), selection, house, ctx.params["config"])
    program = ctx.obj.program if isinstance(ctx.obj, Asked) else ""
    run = _audited(selection, house, baseline, changed_since, program)
    result = run.new
    run.tell(baseline, is_shown=fmt in dispatch.WITH_KNOWN)
    chosen = dispatch.Options(
        colour=output is None and options.wants_colour(no_color),
        quiet=quiet,
        width=options.width(),
        show=least,
        statistics=statistics,
        onward="-" not in (drafts or ()),  # no other command can read standard input again
        bar=settings.bar,
        rows=sort,
        standing=run.standing,
    )
    for path, form in others.items():
        options.write_file(path, dispatch.render(run.told(form), form, replace(chosen, colour=False)))
    text = dispatch.render(run.told(fmt), fmt, chosen)
    if output is None:
        options.emit(text, chosen.colour)
    else:
        options.write_file(output, text)
        _said(result, output)
    if fmt == "concise" or output is not None:
        _tell_what_has_no_line(result, least)
    if quiet and fmt == "terminal" and chosen.onward:
        _tell_what_to_do(result, settings)
    if verbose:
        options.tell_fates(result)
    if result.failures and isinstance(ctx.obj, Asked):
        ctx.obj.files = None
    raise typer.Exit(result.exit_code(settings.fail_on, settings.min_confidence))


@dataclass(frozen=True, slots=True)
class _Run:
    """A run beside a baseline; without one it is all new."""

    all: RunResult
    new: RunResult
    """Without findings that the baseline knows."""
    standing: Standing | None
    known: int
    """How many findings the baseline knows."""
    unchanged: str
    """What is said of other findings that are left out; empty if none are."""

    def told(self, form: str) -> RunResult:
        """What a form shows of it."""
        from auditor.render import dispatch

        return self.all if form in dispatch.WITH_KNOWN else self.new

    def tell(self, baseline: Path | None, is_shown: bool) -> None:
        """Says how many findings a baseline knows, and whether they are shown; and what else is left out."""
        from auditor.render.wording import plural

        if baseline is not None and self.known:
            shown = "marked as known" if is_shown else "not shown"
            options.tell(f"{plural(self.known, 'finding')} of {baseline.as_posix()} {shown}: there before")
        if self.unchanged:
            options.tell(self.unchanged)


def _audited(selection: Selection, house: House, baseline: Path | None, revision: str | None, program: str) -> _Run:
    """The run with how it stands to a baseline, and without findings in lines that have not changed.

    Drafts that have not changed are not audited: all that is in them would be left out.
    """
    from auditor.render.wording import plural
    from auditor.runs import changes

    lines: Mapping[str, changes.Lines] = {}
    if revision is not None:
        lines = changes.lines_of({changes.file_of(each) for each in selection.drafts if each.data is None}, revision)
        before = len(selection.drafts)
        selection = changes.touched(selection, lines, revision)
        if same := before - len(selection.drafts):
            options.tell(f"{plural(same, 'draft')} not audited: not changed since {revision}")
    result = options.audited(selection, house.settings, program)
    options.tell_what_settings_allow(selection, result, house)
    new, standing, unchanged = result, None, ""
    if baseline is not None:
        from auditor.cli.baseline import standing_of
        from auditor.comparing.baseline import without_known

        standing = standing_of(result, baseline)
        new = without_known(result, standing)
    known, before = _number(result) - _number(new), _number(new)
    if revision is not None:
        result, new = changes.since(result, lines), changes.since(new, lines)
        if left := before - _number(new):
            unchanged = f"{plural(left, 'finding')} not shown: in lines that have not changed since {revision}"
    return _Run(result, new, standing, known, unchanged)


def _deciding(named: Sequence[str], selection: Selection, house: House, config: Path | None) -> Files | None:
    """The files that decide what a check says; None where others do as well, or there are too many to ask each.

    Of a folder that is named it is decided by what lies in it, and by that of every folder below.
    """
    from auditor.packs.brought import is_shipped
    from auditor.runs import beside

    drafts = selection.drafts
    own = [house.settings, *(each.settings(house.settings) for each in drafts)]
    rules = {name for each in own for name in each.policies}
    is_plain = not (selection.failures or selection.skipped or selection.told) and all(
        draft.data is None and draft.entry is None and not (draft.orders and draft.orders.steps) for draft in drafts
    )
    is_plain &= all(Path(each).is_file() for each in named)
    if not is_plain or len(drafts) > _FEW or not is_shipped(rules) or any(e.rules or not e.cache for e in own):
        return None
    paths = [Path(draft.path) for draft in drafts]
    folders = {Path.cwd(), *(Path(each) for path in paths for each in (path.absolute().parent, path.resolve().parent))}
    files = [*named, *house.files(), *paths, *(each for path in paths for each in beside.places(path))]
    names = dict.fromkeys(each / ".git" for folder in sorted(folders) for each in (folder, *folder.parents))
    return Files([str(each) for each in (*files, *([config] if config is not None else []))], list(map(str, names)))


def _others(given: Sequence[str], output: Path | None) -> Mapping[Path, str]:
    """The files of `--also` and the form of each; raises UsageError for a form that does not exist, or a file twice."""
    from auditor.render import dispatch
    from auditor.render.wording import unknown_format

    others: dict[Path, str] = {}
    for each in given:
        form, equals, file = each.partition("=")
        if not equals or not file:
            raise UsageError(f"--also is {visible(each)!r}", hint="it must be FORMAT=FILE, as in sarif=auditor.sarif")
        if form not in dispatch.RESULTS:
            raise unknown_format(form, tuple(dispatch.RESULTS))
        if targets.key(Path(file)) in {targets.key(each) for each in (*others, output) if each is not None}:
            raise UsageError(f"{visible(file)} is to be written twice", hint="name a file for each form")
        others[Path(file)] = form
    return others


def _number(result: RunResult) -> int:
    return sum(len(report.findings) for report in result.reports)


def _level(given: str, fmt: str) -> Confidence:
    """The confidence that `--show` names; raises UsageError for one that does not exist, or a format without it."""
    from auditor.records.scales import Confidence
    from auditor.render.wording import unknown_format

    if given not in [each.value for each in Confidence]:
        raise unknown_format(given, [each.value for each in Confidence], "confidence")
    if given != Confidence.LOW and fmt not in _WITH_SHOW:
        raise UsageError(f"--show is for the formats {' and '.join(_WITH_SHOW)}", hint=f"leave it out with {fmt}")
    return Confidence(given)


def _tell_what_has_no_line(result: RunResult, least: Confidence) -> None:
    """Says on standard error what a form or a file leaves out: drafts not audited, findings that are hidden."""
    from auditor.render.terminal import closing

    options.tell_genres(result)
    if left_out := closing.hidden(result, least):
        options.tell(left_out)


def _tell_what_to_do(result: RunResult, settings: Settings) -> None:
    """Says on standard error how to waive a finding, where one fails the run: a commit that is refused ends with it."""
    from auditor.render.terminal import closing

    if line := closing.to_let_stand(result, settings.bar):
        options.tell(line)


def _sort(rows: str | None, forms: Sequence[str]) -> str:
    """What a line is; raises UsageError for what no line can be, and where no form has lines."""
    from auditor.render import wording
    from auditor.render.machine.lines import ROWS

    if rows is not None and "jsonl" not in forms:
        raise UsageError(
            f"--rows goes with --format jsonl, not with {forms[0]}", hint="add --format jsonl, or leave it out"
        )
    if rows is not None and rows not in ROWS:
        raise wording.unknown_format(rows, tuple(ROWS), "sort of row")
    return rows or "findings"


def _said(result: RunResult, output: Path) -> None:
    """Prints the path that was written, and says on standard error what failed and what became of the run."""
    from auditor.render.terminal.closing import closing

    try:
        options.emit(f"{visible(output.as_posix())}\n")
    finally:
        for failure in result.failures:
            options.tell_failure(failure)
        options.tell(closing(result))
