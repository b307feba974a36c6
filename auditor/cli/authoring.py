"""`auditor rules new`, `lint`, `bench`, `schema`: for those who write packs."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from tabulate import tabulate

from auditor.base.errors import UsageError
from auditor.base.printable import visible
from auditor.cli import options, packs, rules, templates
from auditor.packs import schema
from auditor.packs.folder import CARD
from auditor.records.rules import Rule, RulePack
from auditor.records.saved.fields import escaped

_Packs = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="PACK",
        help="Packs, by name or folder (core, house, desks/house); all in force if none is named.",
        show_default=False,
    ),
]
_Target = Annotated[
    str, typer.Argument(metavar="PACK/NAME", help="desk/no-blind-quotes for a policy, desk/wordings/worn for a rule.")
]
_Drafts = Annotated[list[str], typer.Argument(metavar="DRAFTS...", help="Files and folders to run the rules over.")]
_Top = Annotated[int, typer.Option("--top", metavar="N", help="How many rules to show, the slowest first.")]


_LINT_EPILOG = "For instance: auditor rules lint\n\nFor instance: auditor rules lint house"

app = rules.app
"""The same group as that of `auditor rules list`."""


class SchemaOf(StrEnum):
    RULE = "rule"
    LEXICON = "lexicon"
    POLICY = "policy"
    QUESTION = "question"
    PACK = "pack"


_Which = Annotated[SchemaOf, typer.Argument(help="The sort of file.")]


@app.command(epilog="For instance: auditor rules new house/no-blind-quotes")
def new(target: _Target) -> None:
    """Write a commented template that passes its own examples, to be changed; a new pack gets its card, pack.yaml.

    What is written follows from the place: PACK/NAME is a policy, PACK/lexicons/NAME a list of words,
    PACK/questions/NAME a question of the checklist, and PACK/FOLDER/NAME, for any other folder, a rule.
    """
    path = Path(target.removesuffix(".yaml") + ".yaml")
    parts = path.with_suffix("").parts
    if len(parts) < 2 or not all(schema.is_name(part) for part in parts[-2:]):
        hint = (
            "Names are in lower case, with hyphens: auditor rules new desk/no-blind-quotes, desk/wordings/worn-phrases."
        )
        raise UsageError(f"'{target}' names no rule of a pack", code="A023", hint=hint)
    is_inside = len(parts) > 2 and not (path.parent / CARD).exists()
    folder = path.parent.parent if is_inside else path.parent
    is_new = not (folder / CARD).exists()
    if is_new and (path.is_absolute() or not all(schema.is_name(part) for part in folder.parts)):
        hint = "A new pack is made below the working folder, and its name and folders are in lower case, with hyphens."
        raise UsageError(f"'{target}' names no place for a pack", code="A023", hint=hint)
    above = next((each for each in folder.absolute().parents if (each / CARD).exists()), None)
    if above is not None:
        hint = "Rules lie in PACK/FOLDER/NAME, policies in PACK/NAME."
        raise UsageError(f"'{target}' lies too deep in the pack '{above.name}'", code="A023", hint=hint)
    if path.exists():
        raise UsageError(f"{path.as_posix()} exists", code="A023", hint="Choose another name.")
    if is_new:
        options.write_file(folder / CARD, templates.CARD.format(name=folder.name))
        options.emit(f"{visible((folder / CARD).as_posix())}\n")
    options.write_file(path, templates.of(path.parent.name if is_inside else None).format(name=path.stem))
    options.emit(f"{visible(path.as_posix())}\n")
    pack = visible(folder.as_posix())
    options.tell(
        f"next: change it to what you want, then run `auditor rules lint {pack}` and `auditor rules test {pack}`"
    )


@app.command(epilog=_LINT_EPILOG)
def lint(pack: _Packs = None, rules_: packs.Dirs = None) -> None:
    """Say what is wrong with packs: what cannot be read, patterns that find nothing; exit code 1 if anything is.

    A hint is no mistake. Of packs that ship, remarks are only counted, and fail nothing, unless the pack is named.
    """
    from auditor.authoring import check as rulecheck
    from auditor.authoring import lint as rulelint
    from auditor.language import parser

    known = packs.library(rules_, pack or ())
    named = {each.name: each for each in (packs.chosen(known, name) for name in pack or ())}
    rulelint.check([*(named.values() or known.in_force)], known.packs, parser.load())
    is_wrong = False
    for linted in named.values() or known.in_force:
        found = [f"{r.at}: {r.rule_id} {r.what}" for r in rulelint.remarks(linted, known.packs, parser.load())]
        found += rulecheck.invariants((linted,))
        hints = [f"{r.at}: {r.rule_id} (a hint) {r.what}" for r in rulelint.hints(linted, known.packs)]
        verdict = f"{linted.name}: {_counted(linted)}; {len(found) or 'no'} remark{'' if len(found) == 1 else 's'}"
        if not named and linted not in known.own:
            found, hints, verdict = [], [], f"{verdict}{_to_see(linted) if found else ''}"
        options.emit("".join(f"{visible(line)}\n" for line in (*found, *hints, verdict)))
        is_wrong = is_wrong or bool(found)
    if is_wrong:
        raise typer.Exit(1)


def _to_see(pack: RulePack) -> str:
    return f" (it ships; `auditor rules lint {pack.name}` lists them)"


def _counted(pack: RulePack) -> str:
    counts = {"rule": pack.rules, "policy rule": pack.policies, "lexicon": pack.lexicons, "question": pack.questions}
    return ", ".join(f"{len(each)} {noun}{'' if len(each) == 1 else 's'}" for noun, each in counts.items() if each)


@app.command("schema")
def schema_(which: _Which) -> None:
    """Print the JSON Schema of a sort of file, for editors that complete and check while one types."""
    from auditor.judging.facts import FACTS
    from auditor.packs import jsonschema

    text = json.dumps(jsonschema.schemas(FACTS)[which.value], ensure_ascii=False, indent=2)
    options.emit(f"{escaped(text)}\n")


@app.command()
def bench(drafts: _Drafts, rules_: packs.Dirs = None, top: _Top = 20) -> None:
    """Run every detection rule over drafts by itself, and print what it costs and how often it matches."""
    rows = sorted(_benched(drafts, rules_), key=lambda row: (-row[1], row[0]))
    shown = [(rule, f"{1000 * seconds:.1f}", hits) for rule, seconds, hits in rows[:top]]
    hits = sum(row[2] for row in rows)
    total = f"{len(rows)} rules, {sum(row[1] for row in rows):.2f} s, {hits} matches"
    options.emit(f"{tabulate(shown, headers=('rule', 'ms', 'matches'), tablefmt='simple')}\n\n{total}\n")


def _benched(drafts: Sequence[str], extra: Sequence[Path] | None) -> Iterator[tuple[str, float, int]]:
    from auditor.language import parser, quotations
    from auditor.language.match.compile import compile_rules
    from auditor.language.match.run import run_rules
    from auditor.readers.dispatch import read
    from auditor.records.rules import RuleKind
    from auditor.runs.drafts import discover

    settings = options.house_for().settings
    language = parser.load()
    benched = packs.library(extra).in_force
    selection = discover(drafts, settings)
    for failure in selection.failures:
        options.tell_failure(failure)
    read_drafts = [read(draft.path, settings.reading) for draft in selection.drafts]
    quoted = [quotations.find(article.text, article.blocks) for article in read_drafts]
    docs = [parser.parse(article, language, marks) for article, marks in zip(read_drafts, quoted, strict=True)]
    for rule in (rule for pack in benched for rule in pack.rules if rule.kind is not RuleKind.LAYOUT):
        compiled = compile_rules([_alone(rule, benched)], language)
        start = time.perf_counter()
        hits = sum(
            len(run_rules(doc, article, compiled, marks))
            for doc, article, marks in zip(docs, read_drafts, quoted, strict=True)
        )
        yield rule.id, time.perf_counter() - start, hits


def _alone(rule: Rule, benched: Sequence[RulePack]) -> RulePack:
    lexicons = tuple(lexicon for pack in benched for lexicon in pack.lexicons)
    return RulePack("alone", "0", "", "en", "", (rule,), lexicons, (), "")
