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
from auditor.cli import options, rules
from auditor.packs import load, schema
from auditor.records.rules import Rule, RulePack
from auditor.records.saved.fields import escaped

_Pack = Annotated[Path, typer.Argument(metavar="PACK", help="The folder of a pack.")]
_Target = Annotated[
    str, typer.Argument(metavar="PACK/NAME", help="desk/no-blind-quotes for a policy, desk/grants/lobby for a rule.")
]
_Drafts = Annotated[list[str], typer.Argument(metavar="DRAFTS...", help="Files and folders to run the rules over.")]
_Dirs = Annotated[
    list[Path] | None,
    typer.Option("--rules", metavar="DIR", help="A pack of your own, beside those that ship; repeatable."),
]
_Top = Annotated[int, typer.Option("--top", metavar="N", help="How many rules to show, the slowest first.")]


app = rules.app
"""The same group as that of `auditor rules list`."""


class SchemaOf(StrEnum):
    RULE = "rule"
    LEXICON = "lexicon"
    POLICY = "policy"
    QUESTION = "question"
    PACK = "pack"


_Which = Annotated[SchemaOf, typer.Argument(help="The sort of file.")]

_CARD = """\
name: {name}
version: "0.1.0"
description: What this desk wants beyond the packs that ship.
language: en
licence: Apache-2.0
"""

_RULE = """\
# What it finds: attribution, descriptor, grant, non_response, hedge, exclusion, accusation, wording.
kind: wording
# The simplest engine that can do it: regex, phrase, token or dependency.
engine: regex
# One line for people; {{wording}} stands for the words that were found.
message: "A worn phrase: {{wording}}"
why: Say in a sentence or two why an editor should care.
references: []
# The tag by which policies ask for these words (kind wording only).
yields: {name}
patterns:
  - '\\b(?P<wording>at the end of the day)\\b'
# Begin here: two sentences that must be found, their words marked, and two that look alike and must not.
examples:
  match:
    - 'It is a matter of money [[wording: at the end of the day]], she said.'
    - '[[wording: At the end of the day]] nothing was decided.'
  no_match:
    - 'The shop closes at the end of the week.'
    - 'By the end of the day nothing was decided.'
"""

_POLICY = """\
# What it judges, each in turn: article, footing, source, statement, grant, non_response, quotation, accusation
# or wording.
for_each: source
# Which of them: every condition must hold. docs/rules.md lists the facts of each.
where:
  kind: anonymous
# What must hold (require), or must not all hold (forbid).
forbid:
  quoted_directly: true
# error, warning or info; confidence: high, medium or low.
severity: warning
# What is wrong, in one sentence; {{label}} stands for a fact of the subject.
message: "“{{label}}” is quoted directly and not named."
# What would put it right, in words that never ask to expose a source.
mend: Say it in your own words.
why: Say in a sentence or two why readers are better served.
# caution: What to mind before acting on it.
examples:
  match:
    - '"The roof will not last the winter," a senior official said on Monday.'
    - '"Nobody asked us," said one nurse, who asked not to be named.'
  no_match:
    - 'The roof will not last the winter, a senior official said on Monday.'
    - '"The roof will not last the winter," said Ana Ruiz, the mayor, on Monday.'
"""


@app.command()
def new(target: _Target) -> None:
    """Write a commented template: PACK/NAME for a policy, PACK/FOLDER/NAME for a rule; a new pack gets its card."""
    path = Path(target.removesuffix(".yaml") + ".yaml")
    parts = path.with_suffix("").parts
    if len(parts) < 2 or not all(schema.is_name(part) for part in parts[-2:]):
        hint = "for instance: auditor rules new desk/no-blind-quotes, or desk/wordings/worn-phrases"
        raise UsageError(f"'{target}' names no rule of a pack", code="A023", hint=hint)
    is_rule = len(parts) > 2 and not (path.parent / "pack.yaml").exists()
    folder = path.parent.parent if is_rule else path.parent
    card = folder / "pack.yaml"
    if path.exists():
        raise UsageError(f"{path.as_posix()} exists", code="A023", hint="Choose another name.")
    if not card.exists():
        options.write_file(card, _CARD.format(name=folder.name))
        options.emit(f"{visible(card.as_posix())}\n")
    options.write_file(path, (_RULE if is_rule else _POLICY).format(name=path.stem))
    options.emit(f"{visible(path.as_posix())}\n")


@app.command()
def lint(pack: _Pack) -> None:
    """Say what is wrong with a pack: what cannot be read, dead and overlapping patterns; exit code 1 if anything is."""
    from auditor.authoring import check as rulecheck
    from auditor.authoring import lint as rulelint
    from auditor.language import parser

    shipped = load.shipped()
    ships = pack.resolve() in {folder.resolve() for folder in shipped.values()}
    packs = load.load_packs(tuple(shipped), () if ships else (pack,))
    (linted,) = (each for each in packs if Path(each.path).resolve() == pack.resolve())
    found = [f"{r.at}: {r.rule_id} {r.what}" for r in rulelint.remarks(linted, packs, parser.load())]
    found += rulecheck.invariants((linted,))
    hints = [f"{r.at}: {r.rule_id} (a hint) {r.what}" for r in rulelint.hints(linted)]
    verdict = f"{linted.name}: {_counted(linted)}; {len(found) or 'no'} remark{'' if len(found) == 1 else 's'}"
    options.emit("".join(f"{visible(line)}\n" for line in (*found, *hints, verdict)))
    if found:
        raise typer.Exit(1)


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
def bench(drafts: _Drafts, rules_: _Dirs = None, top: _Top = 20) -> None:
    """Run every detection rule over drafts by itself, and print what it costs and how often it matches."""
    rows = sorted(_benched(drafts, rules_ or ()), key=lambda row: (-row[1], row[0]))
    shown = [(rule, f"{1000 * seconds:.1f}", hits) for rule, seconds, hits in rows[:top]]
    hits = sum(row[2] for row in rows)
    total = f"{len(rows)} rules, {sum(row[1] for row in rows):.2f} s, {hits} matches"
    options.emit(f"{tabulate(shown, headers=('rule', 'ms', 'matches'), tablefmt='simple')}\n\n{total}\n")


def _benched(drafts: Sequence[str], extra: Sequence[Path]) -> Iterator[tuple[str, float, int]]:
    from auditor.language import parser, quotations
    from auditor.language.match.compile import compile_rules
    from auditor.language.match.run import run_rules
    from auditor.readers.dispatch import read
    from auditor.records.rules import RuleKind
    from auditor.runs.drafts import discover

    settings = options.settings_for().settings
    language = parser.load()
    packs = load.load_packs(("core",), tuple(extra))
    selection = discover(drafts, settings)
    for failure in selection.failures:
        options.tell_failure(failure)
    read_drafts = [read(draft.path, settings.reading) for draft in selection.drafts]
    quoted = [quotations.find(article.text, article.blocks) for article in read_drafts]
    docs = [parser.parse(article, language, marks) for article, marks in zip(read_drafts, quoted, strict=True)]
    for rule in (rule for pack in packs for rule in pack.rules if rule.kind is not RuleKind.LAYOUT):
        compiled = compile_rules([_alone(rule, packs)], language)
        start = time.perf_counter()
        hits = sum(
            len(run_rules(doc, article, compiled, marks))
            for doc, article, marks in zip(docs, read_drafts, quoted, strict=True)
        )
        yield rule.id, time.perf_counter() - start, hits


def _alone(rule: Rule, packs: Sequence[RulePack]) -> RulePack:
    lexicons = tuple(lexicon for pack in packs for lexicon in pack.lexicons)
    return RulePack("alone", "0", "", "en", "", (rule,), lexicons, (), "")
