"""What is wrong with a pack although it can be read: patterns that find nothing, patterns that double others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language

from auditor.authoring.check import find_matches
from auditor.base.errors import At
from auditor.language import layout
from auditor.language.match.compile import compile_rules
from auditor.records.rules import Lexicon, Rule, RuleKind, RulePack


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a pack could do better, and where."""

    at: At
    rule_id: str
    what: str


def remarks(pack: RulePack, packs: Sequence[RulePack], nlp: Language) -> Iterator[Remark]:
    """All remarks on `pack`, which is read beside `packs`, whose lexicons its patterns may refer to."""
    lexicons = tuple(lexicon for each in packs for lexicon in each.lexicons)
    for rule in pack.rules:
        if rule.status != "deprecated":
            yield from _of_rule(rule, lexicons, nlp)
    for policy in pack.policies:
        if not policy.references and policy.standard is None and not policy.extends:
            yield Remark(At(policy.path, policy.line), policy.id, "it gives no reference: whose rule is it?")
    yield from _unused(pack)


def hints(pack: RulePack) -> Iterator[Remark]:
    """What would make `pack` more useful to those who read its findings, and is no mistake."""
    for policy in pack.policies:
        if not policy.mend:
            what = "it says what is wrong, and not under `mend` what would put it right"
            yield Remark(At(policy.path, policy.line), policy.id, what)


def _of_rule(rule: Rule, lexicons: Sequence[Lexicon], nlp: Language) -> Iterator[Remark]:
    at = At(rule.path, rule.line)
    found = [_found(rule, number, lexicons, nlp) for number in range(len(rule.patterns))]
    for number, examples in enumerate(found, 1):
        if not examples:
            yield Remark(at, rule.id, f"pattern {number} is dead: it finds no example under 'match'")
    for number, examples in enumerate(found, 1):
        other = next((o for o, others in enumerate(found, 1) if o != number and examples and examples < others), None)
        if other is not None:
            yield Remark(at, rule.id, f"pattern {number} overlaps pattern {other}, which finds all that it finds")
    for number, example in enumerate(rule.match, 1):
        if rule.match.index(example) + 1 != number:
            yield Remark(At(rule.path, example.line), rule.id, "the example is given twice")


def _found(rule: Rule, number: int, lexicons: Sequence[Lexicon], nlp: Language) -> frozenset[int]:
    """The examples under `match` that a pattern finds when it stands alone."""
    alone = replace(rule, patterns=(rule.patterns[number],))
    if rule.kind is RuleKind.LAYOUT:
        compiled = layout.compile_rules([alone])
        fits = (layout.matching_rule(example.text, compiled) is not None for example in rule.match)
        return frozenset(i for i, fit in enumerate(fits) if fit)
    pack = RulePack("alone", "0", "", "en", "", (alone,), tuple(lexicons), (), "")
    compiled_rules = compile_rules([pack], nlp)
    return frozenset(
        i for i, example in enumerate(rule.match) if find_matches(alone, example.text, compiled_rules, nlp)
    )


def _unused(pack: RulePack) -> Iterator[Remark]:
    """Tags of wordings that no policy of the pack asks for, in a pack that has policies."""
    if not pack.policies:
        return
    asked = {
        value
        for policy in pack.policies
        for condition in (*policy.where, *policy.require, *policy.forbid)
        if condition.fact == "tag"
        for value in (condition.value if isinstance(condition.value, tuple) else (condition.value,))
    }
    for rule in pack.rules:
        if rule.kind is RuleKind.WORDING and rule.yields not in asked:
            yield Remark(At(rule.path, rule.line), rule.id, f"no policy of the pack asks for its tag '{rule.yields}'")
