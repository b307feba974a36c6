"""`auditor rules`: the packs; one rule with its reasons and examples; every example run."""

from __future__ import annotations

import json
import os
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
from auditor.cli import options
from auditor.packs import load, values
from auditor.records.rules import Condition, Example, Lexicon, PolicyRule, Rule, RuleKind, RulePack, Verified
from auditor.records.saved.fields import escaped
from auditor.render.terminal import tables
from auditor.render.terminal.styled import to_str

if TYPE_CHECKING:
    from auditor.authoring.check import Check

app = typer.Typer(help="Rule packs: list them, read one rule, run its examples.", no_args_is_help=True)

Entry = Rule | PolicyRule | Lexicon

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
_Dirs = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="A pack of your own, beside those that ship; repeatable."),
]
_Pack = Annotated[str | None, typer.Option("--pack", metavar="NAME", help="Only this pack.")]
_Kind = Annotated[str | None, typer.Option("--kind", metavar="KIND", help=f"Only this: {', '.join(KINDS)}.")]
_Format = Annotated[ListFormat, typer.Option("--format", help="How to print.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="As `rules list` has it; its last part will do.")]
_Ids = Annotated[
    list[str] | None,
    typer.Argument(metavar="[ID]...", help="Rules, or folders of them (core/grants); all if none is named."),
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


@app.command("list")
def list_(
    pack: _Pack = None,
    kind: _Kind = None,
    format_: _Format = ListFormat.TABLE,
    rules: _Dirs = None,
    wide: options.Wide = False,
) -> None:
    """List the rules, policies and lexicons of all packs."""
    if kind is not None and kind not in KINDS:
        hint = values.suggestion(kind, KINDS, "Known kinds")
        raise UsageError(f"there is no kind '{kind}'", code="A021", hint=hint)
    packs = _packs(rules, pack)
    entries = [entry for entry in _entries(packs) if kind is None or _kind(entry) == kind]
    if format_ is ListFormat.JSON:
        text = json.dumps([_as_json(entry) for entry in entries], ensure_ascii=False, indent=2)
        options.emit(f"{escaped(text)}\n")
        return
    rows = [(entry.id, _kind(entry), _how(entry), _gist(entry)) for entry in entries]
    drawn = tables.entries(("id", "kind", "how", "what"), rows, None if wide else options.columns())
    options.emit(f"{drawn}\nTotal: {len(entries)}, in {_plural(len(packs), 'pack')}\n")


@app.command()
def show(rule: _Id, rules: _Dirs = None) -> None:
    """Show one rule: message, reasons, patterns and examples; or the words of a lexicon."""
    found = _chosen(_entries(_packs(rules)), rule)
    if len(found) > 1:
        hint = f"Name one of: {', '.join(entry.id for entry in found)}."
        raise UsageError(f"'{rule}' names {len(found)} rules", code="A021", hint=hint)
    console = Console()
    coloured = console.is_terminal and not console.no_color
    options.emit(to_str(_shown(found[0], coloured), coloured), coloured)


@app.command()
def test(rule: _Ids = None, pack: _Pack = None, rules: _Dirs = None, jobs: _Jobs = None) -> None:
    """Run the examples of all rules, or of those named; exit code 1 if one fails."""
    packs = _packs(rules)
    entries = _entries(packs if pack is None else _packs(rules, pack))
    wanted = entries if not rule else [entry for name in rule for entry in _chosen(entries, name)]
    tested = list({e.id: e for e in wanted if not isinstance(e, Lexicon)}.values())
    if not tested:
        raise UsageError("there are no examples to run", code="A022", hint="`auditor rules list` shows all rules.")
    examples = known = failed = 0
    for check in _checks(packs, tested, jobs or _jobs_for(len(tested))):
        examples += 1
        known += check.known_failure
        if not check.passed:
            failed += 1
            options.emit(f"{_failure(check)}\n")
    wrong = _invariants(packs) if not rule and pack is None else ()
    options.emit("".join(f"{visible(message)}\n" for message in wrong))
    options.emit(f"{_verdict(len(tested), examples, failed, known, len(wrong))}\n")
    if failed or wrong:
        raise typer.Exit(1)


def _jobs_for(rules: int) -> int:
    """How many processes to work in: a process takes as long to start as some fifty rules to test."""
    return max(1, min(os.cpu_count() or 1, rules // _RULES_A_JOB))


# ---------------------------------------------------------------- choosing


def _packs(extra: Sequence[Path] | None, name: str | None = None) -> tuple[RulePack, ...]:
    """All packs that ship and those of `extra`; of these, the one called `name` if it is given."""
    packs = load.load_packs((*load.shipped(), *load.installed()), tuple(extra or ()))
    if name is None:
        return packs
    chosen = tuple(pack for pack in packs if pack.name == name)
    if not chosen:
        hint = values.suggestion(name, [pack.name for pack in packs], "Packs")
        raise UsageError(f"there is no pack '{name}'", code="A021", hint=hint)
    return chosen


def _entries(packs: Sequence[RulePack]) -> list[Entry]:
    entries: list[Entry] = []
    for pack in packs:
        entries += [*pack.rules, *pack.policies, *pack.lexicons]
    return entries


def _chosen(entries: Sequence[Entry], name: str) -> list[Entry]:
    """Those called `name`, or lying in the folder `name`, or ending with it."""
    found = [e for e in entries if e.id == name] or [
        e for e in entries if e.id.startswith(f"{name.rstrip('/')}/") or e.id.endswith(f"/{name}")
    ]
    if not found:
        ends = {entry.id.rpartition("/")[2]: entry.id for entry in entries}
        known = [entry.id for entry in entries] if "/" in name else list(ends)
        hint = values.suggestion(name, known)
        hint = hint if hint.startswith("Did") else "`auditor rules list` shows all rules."
        raise UsageError(f"there is no rule '{name}'", code="A021", hint=hint)
    return found


# ---------------------------------------------------------------- list


def _kind(entry: Entry) -> str:
    if isinstance(entry, Rule):
        return entry.kind.value
    return "policy" if isinstance(entry, PolicyRule) else "lexicon"


def _how(entry: Entry) -> str:
    if isinstance(entry, Rule):
        return entry.engine.value if entry.status == "stable" else f"{entry.engine}, {entry.status}"
    if isinstance(entry, PolicyRule):
        return f"{entry.severity}, each {entry.for_each}"
    return _plural(len(entry.entries), "word")


def _gist(entry: Entry) -> str:
    words = one_line(entry.why if isinstance(entry, Lexicon) else entry.message)
    return words if len(words) <= _WIDEST else f"{words[: _WIDEST - 1].rstrip()}…"


def _as_json(entry: Entry) -> dict[str, object]:
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


def _shown(entry: Entry, coloured: bool) -> Iterator[Text]:
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


def _fields(entry: Entry) -> tuple[tuple[str, str], ...]:
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


def _checks(packs: Sequence[RulePack], tested: Sequence[Rule | PolicyRule], jobs: int) -> Iterator[Check]:
    """The checks of all rules in order, once all are done; raises UsageError A024 if a process died with rules left."""
    from auditor.authoring import check as rulecheck

    errors = Console(stderr=True)
    coming = rulecheck.run(packs, tested, jobs)
    done = dict(track(coming, "Rules", len(tested), console=errors, transient=True, disable=not errors.is_terminal))
    for number, entry in enumerate(tested):
        if number not in done:
            hint = "it may have run out of memory; try --jobs 1"
            raise UsageError(f"the process that tested {entry.id} ended before its time", code="A024", hint=hint)
        yield from done[number]


def _invariants(packs: Sequence[RulePack]) -> tuple[str, ...]:
    from auditor.authoring import check as rulecheck

    return rulecheck.invariants(packs)


def _failure(check: Check) -> str:
    told = "\n".join((check.text, *check.problems))
    return f"{check.at}: {check.rule_id} {check.sort}\n{indent(told, '  ')}"


def _verdict(rules: int, examples: int, failed: int, known: int, wrong: int) -> str:
    said = f"{_plural(examples, 'example')} of {_plural(rules, 'rule')}: "
    said += f"{failed} failed" if failed else "all pass"
    if known:
        said += f", {known} of them known to fail" if not failed else f", {known} known to fail"
    return said + (f"; {_plural(wrong, 'contradiction')} between rules" if wrong else "")


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
