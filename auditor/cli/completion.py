"""What a shell offers where a value is to be typed: formats, policies, rules and the words of closed lists.

Each is made when it is asked for, from what the commands themselves go by, and without the language model. Names of
files are left to the shell.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from auditor.base.errors import AuditorError
from auditor.base.printable import visible

CORE = "core"


@dataclass(frozen=True, slots=True)
class Offer:
    """A value that a shell may put in, as Typer takes it."""

    value: str
    type: str = "plain"
    help: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What may be typed in a place: the values, and whether several can stand there with commas between."""

    values: Callable[[], Iterable[str]]
    several: bool = False


def attach(command: Any, path: Sequence[str] = ()) -> Any:
    """`command`, a group of Typer's or one of its commands, with offers for all values that are known."""
    for name, below in getattr(command, "commands", {}).items():
        attach(below, (*path, name))
    for parameter in command.params:
        known = _known(" ".join(path), parameter.opts)
        if known is not None:
            parameter.shell_complete = partial(offers, known)
    return command


def offers(known: Known, context: object, incomplete: str) -> list[Offer]:
    """What `incomplete` may become; of several values with commas between, the last one, and none twice."""
    before, comma, last = incomplete.rpartition(",") if known.several else ("", "", incomplete)
    taken = before.split(",")
    values = sorted({visible(value) for value in known.values()})
    return [Offer(f"{before}{comma}{each}") for each in values if each.startswith(last) and each not in taken]


def _known(command: str, names: Sequence[str]) -> Known | None:
    """What is known of an option or an argument of `command` by its names."""
    found = next((OF_COMMANDS[command, name] for name in names if (command, name) in OF_COMMANDS), None)
    return found or next((EVERYWHERE[name] for name in names if name in EVERYWHERE), None)


# ---------------------------------------------------------------- the values


def _severities() -> Iterable[str]:
    from auditor.records.scales import Severity
    from auditor.settings.settings import NEVER

    return (*Severity, NEVER)


def _levels() -> Iterable[str]:
    from auditor.records.scales import Confidence

    return tuple(Confidence)


def _detectors() -> Iterable[str]:
    from auditor.records.report import Detector

    return tuple(Detector)


def _revisions() -> Iterable[str]:
    from auditor.records.reading import Revisions

    return tuple(Revisions)


def _languages() -> Iterable[str]:
    from auditor.records.reading import Languages

    return tuple(Languages)


def _results() -> Iterable[str]:
    from auditor.render import dispatch

    return dispatch.RESULTS


def _also() -> Iterable[str]:
    return (f"{form}=" for form in _results())


def _reports() -> Iterable[str]:
    from auditor.render import dispatch

    return dispatch.REPORTS


def _comparisons() -> Iterable[str]:
    from auditor.render import dispatch

    return dispatch.COMPARISONS


def _rows() -> Iterable[str]:
    from auditor.render.machine import lines

    return lines.ROWS


def _doctors() -> Iterable[str]:
    from auditor.render import health

    return health.FORMATS


def _tables() -> Iterable[str]:
    from auditor.render.summary import table

    return table.formats()


def _summaries() -> Iterable[str]:
    from auditor.render.summary import table

    return (*table.formats(), table.WORKBOOK)


def _columns() -> Iterable[str]:
    from auditor.render.summary import columns

    return tuple(column.key for column in columns.counted(is_grouped=True))


def _groups() -> Iterable[str]:
    return ("day", "folder", "month", "week")


def _concordances() -> Iterable[str]:
    from auditor.render import concordance

    return concordance.FORMATS


def _standings() -> Iterable[str]:
    from auditor.records.reviews import Standing

    return tuple(Standing)


def _orders() -> Iterable[str]:
    from auditor.records.reviews import Order

    return tuple(Order)


def _schemas() -> Iterable[str]:
    from auditor.cli import schema

    return schema.NAMES


def _kinds() -> Iterable[str]:
    from auditor.cli import rules

    return rules.KINDS


def _packs() -> Iterable[str]:
    from auditor.packs import load

    return (*load.shipped(), *load.installed())


def _tested() -> Iterator[str]:
    yield from _packs()
    yield from _rules()


def _policies() -> Iterable[str]:
    """The packs that say what a newsroom wants, not only what is found: known by their files, which are not read."""
    from auditor.packs import load

    for name, folder in {**load.shipped(), **load.installed()}.items():
        if name not in load.ALWAYS and (folder.parent.name == "policies" or len(list(folder.glob("*.yaml"))) > 1):
            yield name


def _policy_rules() -> Iterator[str]:
    """The rules of policies that ship, those that they take over included."""
    from auditor.packs import load

    try:
        packs = load.load_packs([name for name in load.shipped() if name != CORE])
    except AuditorError:  # a shell can show no message; the command itself will
        return
    yield from (policy.id for pack in packs for policy in pack.policies)


def _rules() -> Iterator[str]:
    """All that `rules show` knows: of `core` by the names of its files, for to read them all takes a second."""
    from auditor.packs import load
    from auditor.packs.folder import CARD

    yield from _policy_rules()
    folder = load.shipped().get(CORE)
    if folder is None:
        return
    for path in folder.rglob("*.yaml"):
        if path.name != CARD:
            yield f"{CORE}/{path.relative_to(folder).with_suffix('').as_posix().removeprefix('lexicons/')}"


EVERYWHERE: Mapping[str, Known] = {
    "--policy": Known(_policies),
    "--select": Known(_policy_rules, several=True),
    "--ignore": Known(_policy_rules, several=True),
    "--fail-on": Known(_severities),
    "--min-confidence": Known(_levels),
    "--detectors": Known(_detectors, several=True),
    "--revisions": Known(_revisions),
    "--language": Known(_languages),
    "--pack": Known(_packs),
}
"""Options that mean the same in all commands."""

OF_COMMANDS: Mapping[tuple[str, str], Known] = {
    ("report", "--format"): Known(_reports, several=True),
    ("check", "--format"): Known(_results),
    ("check", "--also"): Known(_also),
    ("check", "--rows"): Known(_rows),
    ("check", "--show"): Known(_levels),
    ("summary", "--format"): Known(_summaries),
    ("summary", "--columns"): Known(_columns, several=True),
    ("summary", "--sort"): Known(_columns),
    ("summary", "--group-by"): Known(_groups, several=True),
    ("stats", "--format"): Known(_tables),
    ("stats", "--group-by"): Known(_groups, several=True),
    ("diff", "--format"): Known(_comparisons),
    ("doctor", "--format"): Known(_doctors),
    ("concordance", "--format"): Known(_concordances),
    ("concordance", "--kind"): Known(_standings),
    ("concordance", "--sort"): Known(_orders),
    ("waive", "rule"): Known(_policy_rules),
    ("schema", "name"): Known(_schemas),
    ("rules list", "--kind"): Known(_kinds),
    ("rules show", "rule"): Known(_rules),
    ("rules test", "name"): Known(_tested),
    ("rules lint", "pack"): Known(_packs),
    ("policies show", "name"): Known(_policies),
    ("policies diff", "a"): Known(_policies),
    ("policies diff", "b"): Known(_policies),
}
"""Options and arguments of single commands, by the words of the command."""
