"""The `auditor` command: its parts, its exit codes, and the one place that catches what goes wrong.

Exit codes: 0 nothing objected to, 1 findings, 2 usage, settings, rules or model, 3 a draft that could not be
read or audited (outranks 1), 4 an internal error, 130 interrupted; 129 and 143 ended by SIGHUP and SIGTERM.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Annotated

import typer
from typer.main import get_command

from auditor import __version__
from auditor.base.crashlog import write_log
from auditor.base.errors import AuditorError, UsageError
from auditor.base.printable import one_line
from auditor.cli import (
    annotate,
    authoring,
    baseline,
    check,
    completion,
    concordance,
    config,
    diff,
    doctor,
    editing,
    explain,
    init,
    ledger,
    options,
    policies,
    report,
    schema,
    show,
    stats,
    streams,
    summary,
    waive,
)

_COMMANDS: Sequence[tuple[Callable[..., None], Sequence[str]]] = (
    (
        report.report,
        ["auditor report drafts/ --output reports/", "auditor report --for-commit --format markdown -- drafts/aid.md"],
    ),
    (
        check.check,
        [
            "auditor check drafts/ --fail-on error",
            "auditor check - --stdin-filename aid.md < aid.md",
            "auditor check drafts/ --format github --also sarif=auditor.sarif --changed-since HEAD",
            "auditor check drafts/ --format jsonl --rows sources",
        ],
    ),
    (
        annotate.annotate,
        ["auditor annotate drafts/", "auditor annotate aid.docx -o aid-marked.docx --sources"],
    ),
    (
        summary.summary,
        [
            "auditor summary drafts/",
            "auditor summary drafts/ --group-by desk,month",
            "auditor summary drafts/ --sort -anonymous --top 10",
            "auditor summary drafts/ --columns sources,anonymous,charges",
            "auditor summary drafts/ --output review.xlsx",
        ],
    ),
    (diff.diff, ["auditor diff drafts/aid-v1.md drafts/aid-v2.md", "auditor diff reports/monday reports/friday"]),
    (
        concordance.concordance,
        ["auditor concordance officials drafts/", "auditor concordance 'fraud|bribe' drafts/ --regex -i --kind none"],
    ),
    (stats.stats, ["auditor stats drafts/ --group-by author"]),
    (editing.watch, ["auditor watch drafts/", "auditor watch drafts/aid.docx --policy ap"]),
    (editing.lsp, ["auditor lsp"]),
    (show.show, ["auditor show drafts/aid.md"]),
    (explain.explain, ["auditor explain drafts/aid.md:12"]),
    (waive.waive, ['auditor waive drafts/aid.md:12 default/bare-source --reason "no more can be said safely" --by KL']),
    (init.init, ["auditor init", "auditor init --policy ap --drafts 'stories/**' --hook"]),
    (doctor.doctor, ["auditor doctor", "auditor doctor --policy ap --format json"]),
    (schema.schema, ["auditor schema report > report.schema.json"]),
)
"""The commands in the order of the help, each with examples."""


INTERRUPTED = 130


def run(is_ending: Callable[[], bool] = lambda: False) -> int:
    """Runs the command of `sys.argv` and gives its exit code; what it raises while `is_ending` is true, it raises."""
    streams.prepare()
    arguments = sys.argv[1:]
    del sys.argv[1:]  # each worker is sent what is left there, through a pipe that cannot hold thousands of names
    return main(arguments, is_ending)


def main(arguments: Sequence[str], is_ending: Callable[[], bool] = lambda: False) -> int:
    """Runs one command and gives its exit code.

    Raises nothing but what is raised while `is_ending` is true: a signal may look like any error by then, since a
    library that is interrupted while it is imported says that it is broken.
    """
    try:
        _refuse_ambiguous(arguments)
        command = completion.attach(get_command(build()))
        code = command(list(arguments), prog_name="auditor", standalone_mode=False)
        if code == INTERRUPTED:  # newer versions of Typer turn Ctrl-C into this
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except KeyboardInterrupt:
        options.tell("interrupted")
        return INTERRUPTED
    except SystemExit as ended:  # how Typer ends when it has told a shell what may follow
        return ended.code if isinstance(ended.code, int) else 0
    except Exception as error:
        if is_ending():
            raise
        return _told(error, arguments)


def _refuse_ambiguous(arguments: Sequence[str]) -> None:
    """Raises UsageError A001 for what looks like an option and is a file here: a hook hands over names that others
    chose, and one of them must not steer the run."""
    before = arguments[: arguments.index("--")] if "--" in arguments else arguments
    for each in before:
        if each.startswith("-") and "." in each and os.path.lexists(each):
            raise UsageError(
                f"'{each}' looks like an option and is a file here",
                code="A001",
                hint="write -- before the names of drafts; in a hook, as the last of args",
            )


def _told(error: Exception, arguments: Sequence[str]) -> int:
    """The exit code for `error`, after saying what is wrong: one line on the screen is enough, whatever it is."""
    if isinstance(error, AuditorError):
        options.tell(str(error))
        return error.exit_code
    if isinstance(error, typer.Abort):
        options.tell("interrupted")
        return INTERRUPTED
    return _misused(error) or _our_fault(error, arguments)


def build() -> typer.Typer:
    """The application with all its commands."""
    app = typer.Typer(
        name="auditor",
        help="Audit the sourcing of news drafts: who the sources are, named or anonymous, "
        "and whether a newsroom's standards are kept.",
        epilog="To begin with: auditor check drafts/",
        no_args_is_help=True,
        rich_markup_mode="rich",
        pretty_exceptions_enable=False,
    )
    app.callback()(_top)
    for command, examples in _COMMANDS:
        shown = "\n\n".join(f"For instance: {example}" for example in examples)
        app.command(epilog=shown, no_args_is_help=False)(command)
    app.add_typer(authoring.app, name="rules")
    app.add_typer(policies.app, name="policies")
    app.add_typer(baseline.app, name="baseline")
    app.add_typer(ledger.app, name="ledger")
    app.add_typer(config.app, name="config")
    return app


def _misused(error: Exception) -> int:
    """2 if Typer says that the command line is not in order, after saying so; else 0.

    Its errors are known by their method: which module defines them differs between its versions.
    """
    format_message = getattr(error, "format_message", None)
    if format_message is None:
        return 0
    if message := format_message():  # empty where the help was printed instead
        options.tell(f"A001 {one_line(message)}\n  auditor --help lists the commands, and --help after one its options")
    return 2


def _our_fault(error: Exception, arguments: Sequence[str]) -> int:
    log = write_log(error, "auditor " + " ".join(arguments), __version__)
    where = f"; the details are in {log}" if log else ""
    options.tell(f"A900 an error of our own, {type(error).__name__}: please report it{where}")
    return 4


def _print_version(asked: bool) -> None:
    if asked:
        options.emit(f"auditor {__version__}\n")
        raise typer.Exit


def _top(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", is_eager=True, callback=_print_version)
    ] = False,
) -> None:
    """Options before any command."""
