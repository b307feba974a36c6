"""The `auditor` command: its parts, its exit codes, and the one place that catches what goes wrong.

Exit codes: 0 nothing objected to, 1 findings, 2 usage, settings, rules or model, 3 a draft that could not be
read or audited (outranks 1), 4 an internal error, 130 interrupted; 129 and 143 ended by SIGHUP and SIGTERM.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.main import get_command

from auditor import __version__
from auditor.base.errors import AuditorError, UsageError
from auditor.base.printable import one_line
from auditor.cli import options, streams

if TYPE_CHECKING:
    from auditor.cli.again import Asked

_COMMANDS: Sequence[tuple[str, Sequence[str]]] = (
    (
        "report",
        ["auditor report drafts/ --output reports/", "auditor report --for-commit --format markdown -- drafts/aid.md"],
    ),
    (
        "check",
        [
            "auditor check drafts/ --fail-on error",
            "auditor check - --stdin-filename aid.md < aid.md",
            "auditor check drafts/ --format github --also sarif=auditor.sarif --changed-since HEAD",
            "auditor check drafts/ --format jsonl --rows sources",
        ],
    ),
    (
        "annotate",
        ["auditor annotate drafts/", "auditor annotate aid.docx -o aid-marked.docx --sources"],
    ),
    (
        "summary",
        [
            "auditor summary drafts/",
            "auditor summary drafts/ --group-by desk,month",
            "auditor summary drafts/ --sort -anonymous --top 10",
            "auditor summary drafts/ --columns sources,anonymous,charges",
            "auditor summary drafts/ --output review.xlsx",
        ],
    ),
    ("diff", ["auditor diff drafts/aid-v1.md drafts/aid-v2.md", "auditor diff reports/monday reports/friday"]),
    (
        "concordance",
        ["auditor concordance officials drafts/", "auditor concordance 'fraud|bribe' drafts/ --regex -i --kind none"],
    ),
    ("stats", ["auditor stats drafts/ --group-by author"]),
    ("watch", ["auditor watch drafts/", "auditor watch drafts/aid.docx --policy ap"]),
    ("lsp", ["auditor lsp"]),
    ("show", ["auditor show drafts/aid.md"]),
    ("explain", ["auditor explain drafts/aid.md:12"]),
    ("waive", ['auditor waive drafts/aid.md:12 default/bare-source --reason "no more can be said safely" --by KL']),
    ("init", ["auditor init", "auditor init --policy ap --drafts 'stories/**' --hook"]),
    ("doctor", ["auditor doctor", "auditor doctor --policy ap --format json"]),
    ("schema", ["auditor schema report > report.schema.json"]),
)
"""The commands in the order of the help, each with examples."""
_GROUPS: Mapping[str, str] = {
    "rules": "authoring",
    "policies": "policies",
    "baseline": "baseline",
    "ledger": "ledger",
    "archive": "archive_query",
    "config": "config",
    "cache": "cache",
}
"""Groups of commands, and the module of each."""
_MODULES: Mapping[str, str] = {"watch": "editing", "lsp": "editing"}
"""The modules of commands that are not called as theirs."""
_COMPLETING = "_AUDITOR_COMPLETE"
"""The variable of the environment by which a shell asks what may follow."""


INTERRUPTED = 130


def run(is_ending: Callable[[], bool], command: Asked) -> int:
    """Runs the command of `sys.argv` and gives its exit code; what it raises while `is_ending` is true, it raises.

    What it says is kept, where it would say the same again.
    """
    said = streams.prepare()
    arguments = sys.argv[1:]
    del sys.argv[1:]  # each worker is sent what is left there, through a pipe that cannot hold thousands of names
    code = main(arguments, is_ending, command)
    command.keep(said.parts if said.is_all else None, code)
    return code


def main(arguments: Sequence[str], is_ending: Callable[[], bool] = lambda: False, asked: Asked | None = None) -> int:
    """Runs one command and gives its exit code; the command itself tells `asked` what decides what it says.

    Raises nothing but what is raised while `is_ending` is true: a signal may look like any error by then, since a
    library that is interrupted while it is imported says that it is broken.
    """
    try:
        _refuse_ambiguous(arguments)
        command = _command(arguments)
        code = command(list(arguments), prog_name="auditor", standalone_mode=False, obj=asked)
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


def _command(arguments: Sequence[str]) -> Any:
    """What runs the command that is asked for: alone where it is known, since to import all of them takes long."""
    if _COMPLETING in os.environ:
        from auditor.cli import completion

        return completion.attach(get_command(build()))
    known = (*(name for name, _ in _COMMANDS), *_GROUPS)
    return _readable(get_command(build(arguments[:1] if arguments and arguments[0] in known else known)))


def _readable(command: Any) -> Any:
    """The command, and those below it, with a help for people: each paragraph is one line, which the terminal breaks,
    and a flag, which takes no value, shows none."""
    if command.help:
        command.help = "\n\n".join(" ".join(part.split()) for part in command.help.split("\n\n"))
    for option in command.get_params(typer.Context(command)):
        if getattr(option, "is_flag", False):
            option.metavar = ""
    for each in getattr(command, "commands", {}).values():
        _readable(each)
    return command


def build(only: Collection[str] = ()) -> typer.Typer:
    """The application with all its commands, or with some of them alone."""
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
    for name, examples in _COMMANDS:
        if not only or name in only:
            shown = "\n\n".join(f"For instance: {example}" for example in examples)
            command = getattr(import_module(f"auditor.cli.{_MODULES.get(name, name)}"), name)
            app.command(epilog=shown, no_args_is_help=False)(command)
    for name, module in _GROUPS.items():
        if not only or name in only:
            app.add_typer(import_module(f"auditor.cli.{module}").app, name=name)
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
    from auditor.base.crashlog import write_log

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
