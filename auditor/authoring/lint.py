"""What is wrong with a pack although it can be read: patterns that find nothing, patterns that double others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language

from auditor.authoring.check import run_all
from auditor.base.errors import At
from auditor.base.mistakes import Mistakes
from auditor.language import layout, parser
from auditor.language.match.compile import compile_rules
from auditor.packs import vocabulary
from auditor.records.rules import Lexicon, PolicyQuestion, PolicyRule, Rule, RuleKind, RulePack


@dataclass(frozen=True, slots=True)
class Remark:
    """One thing that a pack could do better, and where."""

    at: At
    rule_id: str
    what: str


def check(linted: Sequence[RulePack], packs: Sequence[RulePack], nlp: Language) -> None:
    """Raises PackError for all in the packs `linted` that the language model cannot serve."""
    told = Mistakes()
    for pack in linted:
        told.attempt(None, vocabulary.check_labels, pack, parser.labels(nlp))
    told.end()
    lexicons = tuple(lexicon for pack in packs for lexicon in pack.lexicons)
    for pack in linted:
        told.attempt(None, compile_rules, [replace(pack, lexicons=lexicons)], nlp)
    told.end()


def remarks(pack: RulePack, packs: Sequence[RulePack], nlp: Language) -> Iterator[Remark]:
    """All remarks on `pack`, which is read beside `packs`, whose lexicons its patterns may refer to."""
    lexicons = tuple(lexicon for each in packs for lexicon in each.lexicons)
    for rule in pack.rules:
        if rule.status != "deprecated":
            yield from _of_rule(rule, lexicons, nlp)
    asking: list[PolicyRule | PolicyQuestion] = [*pack.policies, *pack.questions]
    for policy in asking:
        yield from _of_policy(policy)


def hints(pack: RulePack, packs: Sequence[RulePack]) -> Iterator[Remark]:
    """What would make `pack`, which is read beside `packs`, more useful, and is no mistake."""
    for policy in pack.policies:
        if not policy.mend:
            what = "it says what is wrong, and not under `mend` what would put it right"
            yield Remark(At(policy.path, policy.line), policy.id, what)
        if not policy.references and policy.standard is None and not policy.extends:
            what = "it does not say under `references` whose rule it is"
            yield Remark(At(policy.path, policy.line), policy.id, what)
    yield from _unused(pack, packs)


def _of_rule(rule: Rule, lexicons: Sequence[Lexicon], nlp: Language) -> Iterator[Remark]:
    at = At(rule.path, rule.line)
    found = _found(rule, lexicons, nlp)
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


def _of_policy(policy: PolicyRule | PolicyQuestion) -> Iterator[Remark]:
    """Values in which a `*` stands, as if it stood for any words: no condition of a policy knows it."""
    asked = policy.where if isinstance(policy, PolicyQuestion) else (*policy.where, *policy.require, *policy.forbid)
    for condition in asked:
        wanted = condition.value if isinstance(condition.value, tuple) else (condition.value,)
        for value in wanted:
            if isinstance(value, str) and "*" in value:
                what = f"`{condition.fact}` must be '{value}' as it stands there: a * stands for no other words"
                yield Remark(condition.at or At(policy.path, policy.line), policy.id, what)


def _found(rule: Rule, lexicons: Sequence[Lexicon], nlp: Language) -> list[frozenset[int]]:
    """The examples under `match` that each pattern finds when it stands alone."""
    alone = [replace(rule, id=f"{rule.id}/{n}", patterns=(pattern,)) for n, pattern in enumerate(rule.patterns)]
    texts = [example.text for example in rule.match]
    if rule.kind is RuleKind.LAYOUT:
        fitting = [layout.compile_rules([each]) for each in alone]
        return [
            frozenset(i for i, text in enumerate(texts) if layout.matching_rule(text, each) is not None)
            for each in fitting
        ]
    pack = RulePack("alone", "0", "", "en", "", tuple(alone), tuple(lexicons), (), "")
    compiled = compile_rules([pack], nlp)
    matches = [(i, match.rule_id) for i, text in enumerate(texts) for match in run_all(rule, text, compiled, nlp)]
    return [frozenset(i for i, id_ in matches if id_ == each.id) for each in alone]


def _unused(pack: RulePack, packs: Sequence[RulePack]) -> Iterator[Remark]:
    """Wordings whose tags no policy of `packs` asks for, so that what they find is never told."""
    asked = {
        value
        for policy in (policy for each in packs for policy in each.policies)
        for condition in (*policy.where, *policy.require, *policy.forbid)
        if condition.fact == "tag"
        for value in (condition.value if isinstance(condition.value, tuple) else (condition.value,))
    }
    for rule in pack.rules:
        if rule.kind is RuleKind.WORDING and rule.yields not in asked:
            what = f"no policy asks for its tag '{rule.yields}', so that nothing is said of what it finds"
            yield Remark(At(rule.path, rule.line), rule.id, what)
