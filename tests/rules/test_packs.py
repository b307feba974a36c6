"""Every example of every rule that ships, and what no single rule file shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from _pytest.mark.structures import ParameterSet

from auditor.authoring import check as rulecheck
from auditor.authoring.check import Check
from auditor.engine import audit
from auditor.judging.facts import FACTS
from auditor.language import parser as language
from auditor.packs.load import load_packs, rules_root, shipped
from auditor.packs.schema import check_facts, check_labels
from auditor.records.article import Article
from auditor.records.report import Report
from auditor.records.rules import Example, PolicyExample, PolicyRule, Rule, RulePack
from auditor.toolkit import Toolkit

SHIPPED = load_packs(tuple(shipped()))


def examples_of_rules() -> Iterator[ParameterSet]:
    for rule in (rule for pack in SHIPPED for rule in pack.rules if rule.status != "deprecated"):
        for sort, examples in (("match", rule.match), ("no_match", rule.no_match)):
            for number, example in enumerate(examples, 1):
                yield pytest.param(rule, sort, example, id=f"{rule.id}-{sort}-{number}")


def examples_of_policies() -> Iterator[ParameterSet]:
    for policy in (policy for pack in SHIPPED for policy in pack.policies):
        for sort, examples in (("match", policy.match), ("no_match", policy.no_match)):
            for number, example in enumerate(examples, 1):
                yield pytest.param(policy, sort, example, id=f"{policy.id}-{sort}-{number}")


Audit = Callable[[Article], Report]


@pytest.fixture(scope="module")
def audited(toolkit: Toolkit) -> Audit:
    """An audit with all packs that ship in force, which remembers what it has audited."""
    return rulecheck.remembering(partial(audit, toolkit=toolkit))


def rules_and_policies(pack: RulePack) -> tuple[Rule | PolicyRule, ...]:
    return (*pack.rules, *pack.policies)


def told(check: Check) -> str:
    return "\n".join((f"{check.at}: {check.sort}", check.text, *check.problems))


@pytest.mark.model
@pytest.mark.parametrize(("rule", "sort", "example"), examples_of_rules())
def test_rule(rule: Rule, sort: str, example: Example, toolkit: Toolkit) -> None:
    check = rulecheck.check_example(rule, sort, example, toolkit.rules, toolkit.nlp)
    assert check.passed, told(check)


@pytest.mark.model
@pytest.mark.parametrize(("policy", "sort", "example"), examples_of_policies())
def test_policy(policy: PolicyRule, sort: str, example: PolicyExample, audited: Audit) -> None:
    check = rulecheck.check_policy_example(policy, sort, example, audited)
    assert check.passed, told(check)


@pytest.mark.model
def test_the_model_has_every_label(packs: tuple[RulePack, ...], toolkit: Toolkit) -> None:
    for pack in packs:
        check_labels(pack, language.labels(toolkit.nlp))


def test_every_policy_asks_for_known_facts(packs: tuple[RulePack, ...]) -> None:
    for pack in packs:
        check_facts(pack, FACTS)


def test_rules_do_not_contradict_each_other(packs: tuple[RulePack, ...]) -> None:
    assert rulecheck.invariants(packs) == ()


def test_every_file_was_read(packs: tuple[RulePack, ...]) -> None:
    own = (entry for pack in packs for entry in rules_and_policies(pack) if entry.path.startswith(f"{pack.path}/"))
    entries = [entry.id for entry in own]
    entries += [lexicon.id for pack in packs for lexicon in pack.lexicons]
    entries += [question.id for pack in packs for question in pack.questions if question.path.startswith(pack.path)]
    other = ("pack.yaml", "checks.yaml")
    files = (path.relative_to(rules_root()) for path in rules_root().rglob("*.yaml") if path.name not in other)
    named = (path.with_suffix("").as_posix() for path in files)
    ids = sorted(name.removeprefix("policies/").replace("/lexicons/", "/") for name in named)
    assert sorted(entries) == ids


def test_every_rule_has_examples(packs: tuple[RulePack, ...]) -> None:
    for pack in packs:
        for entry in rules_and_policies(pack):
            assert len(entry.match) >= 2, entry.id
            assert len(entry.no_match) >= 2, entry.id


def test_packs_are_named_by_their_folders(packs: tuple[RulePack, ...]) -> None:
    assert [pack.name for pack in packs] == list(shipped())
    assert {pack.licence for pack in packs} == {"Apache-2.0"}
