"""Every example of every rule that ships, and what no single rule file shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest
from _pytest.mark.structures import ParameterSet

from auditor.authoring import check as rulecheck
from auditor.authoring.check import Check
from auditor.engine import audit
from auditor.judging.facts import FACTS
from auditor.language import parser as language
from auditor.packs.load import load_packs, rules_root, shipped
from auditor.packs.vocabulary import check_facts, check_labels
from auditor.records.article import Article
from auditor.records.report import Report
from auditor.records.rules import Example, PolicyExample, PolicyRule, Rule, RulePack
from auditor.toolkit import Toolkit

SHIPPED = load_packs(tuple(shipped()))
POLICIES = tuple(policy for pack in SHIPPED for policy in pack.policies)

ASK_FOR_MORE = ("C1", "C2", "C3", "C4", "C5", "C6", "C12", "C29", "C30")
"""The checks whose findings are mended by telling readers more about a source that is not named."""


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
    """An audit with all packs that ship in force, on a day after all that examples hold to be past."""
    return rulecheck.remembering(partial(audit, toolkit=replace(toolkit, today="2026-01-01")))


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
    check = rulecheck.check_policy_example(policy, sort, example, audited, lambda *_: ())
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


def sentences(words: str) -> list[str]:
    """The sentences of `words`, in lower case, without the marks at their ends."""
    return [each.strip(" .”").casefold() for each in re.split(r"[.?!]”?\s+", words)]


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_every_policy_says_what_is_wrong_and_apart_from_it_what_would_mend_it(policy: PolicyRule) -> None:
    (wrong,) = sentences(policy.message)
    mends = sentences(policy.mend)
    assert 1 <= len(mends) <= 2
    for mend in mends:
        assert mend
        assert not wrong.endswith(mend)


@pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)
def test_what_asks_for_more_about_an_anonymous_source_asks_for_nothing_that_tells_who_it_is(policy: PolicyRule) -> None:
    if policy.check in ASK_FOR_MORE:
        assert "work out who" in policy.mend
    assert not re.search(r"(?<!not )\bname (?:it|them|the source|\{label\})", policy.mend, re.IGNORECASE)


def test_packs_are_named_by_their_folders(packs: tuple[RulePack, ...]) -> None:
    assert [pack.name for pack in packs] == list(shipped())
    assert {pack.licence for pack in packs} == {"Apache-2.0"}
