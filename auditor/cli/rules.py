"""`auditor rules`: the packs; one rule with its reasons and examples; every example run."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import track
from rich.text import Text

from auditor.base.errors import UsageError
from auditor.base.printable import one_line, printable, visible
from auditor.base.spans import Span
from auditor.base.threads import processors
from auditor.cli import options, packs
from auditor.packs import values
from auditor.records.rules import Condition, Example, Lexicon, PolicyRule, Rule, RuleKind, RulePack, Verified
from auditor.records.saved.fields import escaped
from auditor.render.terminal import tables
from auditor.render.terminal.styled import to_str

if TYPE_CHECKING:
    from auditor.authoring.check import Check

app = typer.Typer(
    help="Rule packs: list rules, read one with its reasons; write your own, have them checked, run their examples.",
    epilog="To write your first rule: auditor rules new house/no-blind-quotes; docs/rules.md leads through it.",
    no_args_is_help=True,
)

KINDS = (*(kind.value for kind in RuleKind), "policy", "lexicon")
"""What `--kind` may name."""


class ListFormat(StrEnum):
    TABLE = "table"
    JSON = "json"


_RULES_A_JOB = 50
_Jobs = Annotated[
    int | None,
    typer.Option("--jobs", "-j", min=1, metavar="N", help="Processes to work in. Chosen by how many rules there are."),
]
_Pack = Annotated[str | None, typer.Option("--pack", metavar="NAME", help="Only this pack.")]
_Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help=f"Only this: {', '.join(KINDS)}.")]
_Format = Annotated[ListFormat, typer.Option("--format", help="How to print.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="As `rules list` has it; its last part will do.")]
_Names = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME",
        help="Packs by name or folder (core, house), rules by id or its last part, folders of rules (core/grants). "
        "All packs in force if none is named.",
        show_default=False,
    ),
]

_STYLES: Mapping[str, str] = {
    "source": "bold cyan",
    "party": "bold cyan",
    "cue": "bold yellow",
    "content": "green",
    "reason": "bold green",
}
_OTHER_STYLE = "bold magenta"
_WIDEST = 76
_TEST_EPILOG = "\n\n".join(
    f"For instance: {example}"
    for example in ("auditor rules test", "auditor rules test house", "auditor rules test house/grants/lobby-terms")
)


@app.command("list")
def list_(
    pack: _Pack = None,
    kind: _Kind = None,
    format_: _Format = ListFormat.TABLE,
    rules: packs.Dirs = None,
    wide: options.Wide = False,
) -> None:
    """List the rules, policies and lexicons of all packs."""
    if kind is not None and kind not in KINDS:
        hint = values.suggestion(kind, KINDS, "Known kinds")
        raise UsageError(f"there is no kind '{kind}'", code="A021", hint=hint)
    known = packs.library(rules, [] if pack is None else [pack])
    listed = known.packs if pack is None else (packs.chosen(known, pack),)
    entries = [entry for entry in packs.entries(listed) if kind is None or _kind(entry) == kind]
    if format_ is ListFormat.JSON:
        text = json.dumps([_as_json(entry) for entry in entries], ensure_ascii=False, indent=2)
        options.emit(f"{escaped(text)}\n")
        return
    rows = [(entry.id, _kind(entry), _how(entry), _gist(entry)) for entry in entries]
    drawn = tables.entries(("id", "kind", "how", "what"), rows, None if wide else options.columns())
    options.emit(f"{drawn}\nTotal: {len(entries)}, in {_plural(len(listed), 'pack')}\n")


@app.command()
def show(rule: _Id, rules: packs.Dirs = None) -> None:
    """Show one rule: message, reasons, patterns and examples; or the words of a lexicon."""
    found = packs.find(packs.entries(packs.library(rules, [rule]).packs), rule)
    if len(found) > 1:
        hint = f"Name one of: {', '.join(entry.id for entry in found)}."
        raise UsageError(f"'{rule}' names {len(found)} rules", code="A021", hint=hint)
    console = Console()
    coloured = console.is_terminal and not console.no_color
    options.emit(to_str(_shown(found[0], coloured), coloured), coloured)


@app.command(epilog=_TEST_EPILOG)
def test(name: _Names = None, pack: _Pack = None, rules: packs.Dirs = None, jobs: _Jobs = None) -> None:
    """Run the examples of packs, or of single rules, and say what is not as they say; exit code 1 if anything is not.

    An example under `match` must be found, with exactly the words that are marked; one under `no_match` must not.
    """
    known = packs.library(rules, [*(name or ()), *([pack] if pack else [])])
    groups = _groups(known, name or ([pack] if pack else []))
    if pack is not None:
        within = packs.chosen(known, pack)
        groups = [(each, entries) for each, entries in groups if each is within]
    tested = [entry for _, entries in groups for entry in entries]
    if not tested:
        raise UsageError("there are no examples to run", code="A022", hint="`auditor rules list` shows all rules.")
    checks = list(_checks(known.packs, tested, jobs or _jobs_for(len(tested))))
    options.emit("".join(f"{_failure(check)}\n" for check in checks if not check.passed))
    whole = [each for each, entries in groups if len(entries) == len(each.rules) + len(each.policies)]
    wrong = _invariants(whole)
    options.emit("".join(f"{visible(message)}\n" for message in wrong))
    for each, entries in groups:
        ids = {entry.id for entry in entries}
        options.emit(f"{_verdict(each.name, len(entries), [check for check in checks if check.rule_id in ids])}\n")
    if wrong:
        options.emit(f"{_plural(len(wrong), 'contradiction')} between rules\n")
    if wrong or not all(check.passed for check in checks):
        raise typer.Exit(1)


def _groups(known: packs.Library, names: Sequence[str]) -> list[tuple[RulePack, list[Rule | PolicyRule]]]:
    """The rules that `names` stand for, of each pack; those of all packs in force where there are no names."""
    wanted: list[packs.Entry] = packs.entries(known.in_force) if not names else []
    for name in names:
        if packs.is_pack(name) or any(pack.name == name for pack in known.packs):
            wanted += packs.entries((packs.chosen(known, name),))
        else:
            wanted += packs.find(packs.entries(known.packs), name, packs.names(known))
    ids = {entry.id for entry in wanted}
    groups = []
    for pack in known.packs:
        rules: list[Rule | PolicyRule] = [*pack.rules, *pack.policies]
        groups.append((pack, [rule for rule in rules if rule.id in ids]))
    return [(pack, entries) for pack, entries in groups if entries]


def _jobs_for(rules: int) -> int:
    """How many processes to work in: a process takes as long to start as some fifty rules to test."""
    from auditor.runs.jobs import at_most

    return at_most(processors(), rules // _RULES_A_JOB)


# ---------------------------------------------------------------- list


def _kind(entry: packs.Entry) -> str:
    if isinstance(entry, Rule):
        return entry.kind.value
    return "policy" if isinstance(entry, PolicyRule) else "lexicon"


def _how(entry: packs.Entry) -> str:
    if isinstance(entry, Rule):
        return entry.engine.value if entry.status == "stable" else f"{entry.engine}, {entry.status}"
    if isinstance(entry, PolicyRule):
        return f"{entry.severity}, each {entry.for_each}"
    return _plural(len(entry.entries), "word")


def _gist(entry: packs.Entry) -> str:
    words = one_line(entry.why if isinstance(entry, Lexicon) else entry.message)
    return words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1].rstrip()}…"


def _as_json(entry: packs.Entry) -> dict[str, object]:
    common: dict[str, object] = {
        "id": entry.id,
        "kind": _kind(entry),
        "why": entry.why,
        "references": list(entry.references),
        "path": entry.path,
    }
    if isinstance(entry, Lexicon):
        return common | {"tags": _by_tag(entry)}
    common |= {
        "message": entry.message,
        "confidence": entry.confidence.value,
        "examples": {
            "match": [example.text for example in entry.match],
            "no_match": [example.text for example in entry.no_match],
        },
    }
    if isinstance(entry, Rule):
        return common | {"engine": entry.engine.value, "yields": entry.yields, "status": entry.status}
    return common | {
        "for_each": entry.for_each,
        "severity": entry.severity.value,
        "mend": entry.mend,
        "caution": entry.caution,
        "check": entry.check or None,
        "extends": entry.extends or None,
        "standard": _standard(entry) or None,
    }


def _by_tag(lexicon: Lexicon) -> dict[str, list[str]]:
    tags = sorted(frozenset[str]().union(*lexicon.entries.values()))
    return {tag: list(lexicon.tagged(tag)) for tag in tags}


# ---------------------------------------------------------------- show


def _shown(entry: packs.Entry, coloured: bool) -> Iterator[Text]:
    yield Text(entry.id, style="bold")
    for name, words in _fields(entry):
        if words:
            yield Text.assemble((f"{name}: ", "dim"), one_line(words))
    if isinstance(entry, Lexicon):
        yield from _heading("Words")
        for tag, words_of_tag in _by_tag(entry).items():
            yield Text.assemble("  ", (f"{tag}: ", "bold"), visible(", ".join(words_of_tag)))
        return
    if isinstance(entry, Rule):
        yield from _heading("Patterns")
        yield from (Text(printable(line)) for line in _source(Path(entry.path), "patterns"))
    yield from _heading("Must match")
    for example in entry.match:
        shown = _example(example, coloured) if isinstance(example, Example) else Text(printable(example.text))
        yield from _indented(shown)
    yield from _heading("Must not match")
    for example in entry.no_match:
        yield from _indented(Text(printable(example.text)))


def _heading(words: str) -> tuple[Text, Text]:
    return Text(), Text(f"{words}:", style="dim")


def _indented(text: Text) -> Iterator[Text]:
    return (Text("  ") + line for line in text.split("\n", allow_blank=True))


def _fields(entry: packs.Entry) -> tuple[tuple[str, str], ...]:
    first: tuple[tuple[str, str], ...] = ()
    if isinstance(entry, Rule):
        kind = f"{entry.kind} ({entry.yields})" if entry.yields else entry.kind.value
        first = (
            ("Finds", f"{kind}, by {entry.engine}, confidence {entry.confidence}, {entry.status}"),
            ("In", ", ".join(sorted(entry.scope))),
            ("Part", entry.part if entry.part != "any" else ""),
            ("Quotations", entry.quotations if entry.quotations != "skip" else ""),
            ("Settings", ", ".join(f"{key} {value}" for key, value in entry.flags)),
            ("Message", entry.message),
        )
    elif isinstance(entry, PolicyRule):
        first = (
            ("For each", entry.for_each),
            ("Where", "; ".join(_condition(c) for c in entry.where)),
            ("Requires", "; ".join(_condition(c) for c in entry.require)),
            ("Forbids", "; ".join(_condition(c) for c in entry.forbid)),
            ("Check", entry.check),
            ("Extends", entry.extends),
            ("Severity", f"{entry.severity}, confidence {entry.confidence}"),
            ("Message", entry.message),
            ("What would mend it", entry.mend),
            ("Standard", _standard(entry)),
            ("Caution", entry.caution),
        )
    last = (("Why", entry.why), ("References", "; ".join(entry.references)), ("File", entry.path))
    return (*first, *last)


def _standard(rule: PolicyRule) -> str:
    standard = rule.standard
    if standard is None:
        return ""
    seen = "in its own text" if standard.verified is Verified.OWN_TEXT else "at second hand"
    return f"{standard.demand}: {standard.says} ({standard.source}, {standard.year}; {seen})"


def _condition(condition: Condition) -> str:
    value = condition.value
    shown = " or ".join(value) if isinstance(value, tuple) else str(value)
    return f"{condition.fact} {condition.op.replace('_', ' ')} {shown.lower()}"


def _source(path: Path, key: str) -> Iterator[str]:
    """The lines of the file under its top-level `key`, as they stand there."""
    inside = False
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if line[:1] not in ("", " ", "#", "-"):
            inside = line.startswith(f"{key}:")
        elif inside:
            yield line


def _example(example: Example, coloured: bool) -> Text:
    """The sentence with its roles in colour, or marked as in the file where there are no colours."""
    shown = Text(printable(example.text if coloured else marked(example)))
    if coloured:
        for role, span in example.roles:
            shown.stylize(_STYLES.get(role, _OTHER_STYLE), span.start, span.end)
        roles = dict.fromkeys(role for role, _ in example.roles)
        for role in roles:
            shown.append("  ").append(role, _STYLES.get(role, _OTHER_STYLE))
    if example.model is not None:
        shown.append(f"  (known to fail: {example.model})", "dim")
    return shown


def marked(example: Example) -> str:
    """The sentence with `[[role: …]]` around the words of each role, as its file has it."""
    marks = [(span.start, -span.end, f"[[{role}: ") for role, span in example.roles]
    ends = [(span.end, -span.start, "]]") for _, span in example.roles]
    text, at = "", 0
    for offset, _, mark in sorted([*ends, *marks], key=lambda m: (m[0], m[2] != "]]", m[1])):
        text += Span(at, offset).of(example.text) + mark
        at = offset
    return text + example.text[at:]


# ---------------------------------------------------------------- test


def _checks(known: Sequence[RulePack], tested: Sequence[Rule | PolicyRule], jobs: int) -> Iterator[Check]:
    """The checks of all rules in order, once all are done; raises UsageError A024 if a process died with rules left."""
    from auditor.authoring import check as rulecheck

    errors = Console(stderr=True)
    coming = rulecheck.run(known, tested, jobs)
    done = dict(track(coming, "Rules", len(tested), console=errors, transient=True, disable=not errors.is_terminal))
    for number, entry in enumerate(tested):
        if number not in done:
            hint = "it may have run out of memory; try --jobs 1"
            raise UsageError(f"the process that tested {entry.id} ended before its time", code="A024", hint=hint)
        yield from done[number]


def _invariants(known: Sequence[RulePack]) -> tuple[str, ...]:
    from auditor.authoring import check as rulecheck

    return rulecheck.invariants(known)


def _failure(check: Check) -> str:
    told = "\n".join((check.text, *check.problems))
    return f"{check.at}: {check.rule_id} {check.sort}\n{indent(told, '  ')}"


def _verdict(pack: str, rules: int, checks: Sequence[Check]) -> str:
    """What became of the examples of a pack, in a line: `house: 14 rules, 52 examples, all as they say`."""
    said = f"{pack}: {_plural(rules, 'rule')}, {_plural(len(checks), 'example')}"
    if known := sum(check.known_failure for check in checks):
        said += f" ({known} known to fail)"
    failed = Counter(check.rule_id for check in checks if not check.passed)
    if not failed:
        return f"{said}, all as they say"
    by_rule = ", ".join(f"{visible(rule)} ({number})" for rule, number in failed.items())
    return f"{said}, {failed.total()} not as {'it says' if failed.total() == 1 else 'they say'}: {by_rule}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
