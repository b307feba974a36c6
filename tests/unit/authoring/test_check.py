"""Running the examples of rules: what passes, and what is said of those that do not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from textwrap import dedent, indent

import pytest
from spacy.language import Language

from auditor.authoring import check as rulecheck
from auditor.engine import audit
from auditor.language.match.compile import compile_rules
from auditor.packs.load import load_packs
from auditor.records.article import Article
from auditor.records.rules import PolicyExample, PolicyRule, RulePack
from auditor.toolkit import Toolkit

pytestmark = pytest.mark.model

CARD = 'name: trial\nversion: "1"\ndescription: A trial.\nlanguage: en\nlicence: Apache-2.0\n'
REGEX = """\
kind: grant
engine: regex
message: "A grant"
why: A trial.
patterns:
  - '\\b(?P<grant>not to be named)(?:,? (?P<reason>because [\\w ]+))?'
"""
TOKEN = """\
kind: attribution
engine: token
message: "Somebody said so"
why: A trial.
patterns:
  - - {POS: PROPN, ROLE: source}
    - {LOWER: said, ROLE: cue}
"""
LAYOUT = """\
kind: layout
engine: regex
yields: furniture
message: "A button"
why: A trial.
patterns: ['share|follow us']
"""
FINE = "    - 'He asked [[grant: not to be named]].'\n"
NOTHING = "    - 'He left.'\n    - 'She left.'\n"

Problems = Callable[..., list[tuple[str, ...]]]


@pytest.fixture
def problems(tmp_path: Path, nlp: Language) -> Problems:
    """What is wrong with each example of a rule: the head of its file, its `match` and its `no_match`."""

    def run(head: str, match: str, no_match: str = NOTHING) -> list[tuple[str, ...]]:
        (pack,) = write(tmp_path, head, match, no_match)
        compiled = compile_rules([pack], nlp)
        return [check.problems for check in rulecheck.check_rule(pack.rules[0], compiled, nlp)]

    return run


def write(folder: Path, head: str, match: str, no_match: str = NOTHING) -> tuple[RulePack, ...]:
    (folder / "trials").mkdir()
    (folder / "pack.yaml").write_text(CARD)
    examples = f"examples:\n  match:\n{match}  no_match:\n{no_match}"
    (folder / "trials" / "trial.yaml").write_text(head + examples)
    return load_packs((), (folder,))


def listed(*examples: str) -> str:
    return indent("".join(f"- {dedent(example)}\n" for example in examples), "    ")


def test_all_pass(problems: Problems) -> None:
    nested = "'Ann asked [[grant: not to be named]], [[reason: because of the talks]].'"
    assert problems(REGEX, FINE + listed(nested)) == [(), (), (), ()]


def test_without_marks_any_match_will_do(problems: Problems) -> None:
    assert problems(REGEX, FINE + listed("'She asked not to be named.'"))[1] == ()


def test_one_match_of_several_may_have_the_roles(problems: Problems) -> None:
    twice = "'He asked not to be named. She asked [[grant: not to be named]] [[reason: because of Ann]].'"
    assert problems(REGEX, FINE + listed(twice))[1] == ()


def test_wrong_span(problems: Problems) -> None:
    wrong = "'He asked [[grant: not to be named]], [[reason: because of the]] talks.'"
    assert problems(REGEX, FINE + listed(wrong))[1] == (
        'expected reason "because of the" 26:40, got "because of the talks" 26:46',
    )


def test_role_that_is_not_found(problems: Problems) -> None:
    wrong = "'He asked [[grant: not to be named]], [[reason: for fear]] of them.'"
    assert problems(REGEX, FINE + listed(wrong))[1] == ('expected reason "for fear" 26:34, got none',)


def test_role_that_is_not_marked(problems: Problems) -> None:
    wrong = "'He asked [[grant: not to be named]] because of them.'"
    assert problems(REGEX, FINE + listed(wrong))[1] == ('got reason "because of them" 25:40, which is not marked',)


def test_the_nearest_match_is_told(problems: Problems) -> None:
    wrong = "'Not to be named. Ann asked [[grant: not to be named]] [[reason: because]] of rain.'"
    assert problems(REGEX, FINE + listed(wrong))[1] == ('expected reason "because" 43:50, got "because of rain" 43:58',)


def test_long_spans_are_shortened(problems: Problems) -> None:
    long = "because " + "very " * 20 + "late"
    (told,) = problems(REGEX, FINE + listed(f"'It was [[grant: not to be named]] {long}.'"))[1]
    assert told == (
        'got reason "because very very very very very ve… very very very very very very late" 23:135, '
        "which is not marked"
    )


def test_no_match_where_one_is_expected(problems: Problems) -> None:
    assert problems(REGEX, FINE + listed("'He [[grant: left]].'"))[1] == ("expected a match, got none",)


def test_match_where_none_is_expected(problems: Problems) -> None:
    found = problems(REGEX, FINE + FINE.replace("He", "She"), listed("'It was not to be named.'", "'He left.'"))
    assert found == [(), (), ('expected no match, got "not to be named" 7:22',), ()]


def test_a_mark_named_as_the_kind_is_the_whole_match(problems: Problems) -> None:
    head = REGEX.replace("(?P<grant>not to be named)", "not to be named")
    right = "'She asked [[grant: not to be named [[reason: because of Ann]]]].'"
    wrong = "'She asked [[grant: not to be named]] [[reason: because of Ann]].'"
    assert problems(head, listed(right, wrong))[:2] == [
        (),
        ('expected grant "not to be named" 10:25, got "not to be named because of Ann" 10:40',),
    ]


def test_token_rules(problems: Problems) -> None:
    found = problems(TOKEN, listed("'[[source: Ann]] [[cue: said]] so.'", "'Ann [[cue: said]] so.'"))
    assert found == [(), ('got source "Ann" 0:3, which is not marked',), (), ()]


def test_layout_rules_judge_whole_blocks(problems: Problems) -> None:
    match = listed("'[[layout: Follow us]]'", "'[[layout: Share]] this'")
    no_match = listed("'They share a desk.'", "'Share'")
    assert problems(LAYOUT, match, no_match) == [
        (),
        ("expected a match, got none",),
        (),
        ('expected no match, got "Share" 0:5',),
    ]


def test_a_rule_for_headlines_is_tried_on_a_headline(problems: Problems) -> None:
    assert problems("scope: [headline]\n" + REGEX, FINE + FINE.replace("He", "She")) == [(), (), (), ()]


def test_a_known_failure_must_fail(problems: Problems) -> None:
    fails = "{text: 'He [[grant: left]].', model: the parser nods}"
    passes = "{text: 'He asked [[grant: not to be named]].', model: the parser nods}"
    assert problems(REGEX, listed(fails, passes))[:2] == [
        (),
        ("passes now, though it is said to fail (the parser nods): take `model` out",),
    ]


def test_known_failures_are_counted_apart(tmp_path: Path, nlp: Language) -> None:
    fails = "{text: 'He [[grant: left]].', model: the parser nods}"
    (pack,) = write(tmp_path, REGEX, FINE + listed(fails))
    checks = rulecheck.check_rule(pack.rules[0], compile_rules([pack], nlp), nlp)
    assert [(check.passed, check.known_failure, check.at.line) for check in checks] == [
        (True, False, 9),
        (True, True, 10),
        (True, False, 12),
        (True, False, 13),
    ]


def test_deprecated_rules_are_not_run(problems: Problems) -> None:
    assert problems("status: deprecated\n" + REGEX, FINE + FINE.replace("He", "She")) == []


# ---------------------------------------------------------------- policies


@pytest.fixture
def policy(packs: tuple[RulePack, ...]) -> PolicyRule:
    return next(p for pack in packs for p in pack.policies if p.id == "default/anonymous-without-reason")


def why(article: Article, policy: PolicyRule) -> tuple[str, ...]:
    return (f"it has the kind {policy.for_each}",)


def test_policy_examples(policy: PolicyRule, toolkit: Toolkit) -> None:
    named = PolicyExample("The bridge will close in May, said Ana Ruiz, the mayor.")
    unnamed = PolicyExample("The bridge will close in May, a senior official said.")
    run = partial(audit, toolkit=toolkit)
    checks = list(rulecheck.check_policy(replace(policy, match=(named, unnamed), no_match=(named,)), run, why))
    assert [check.problems for check in checks] == [("expected a finding, got none", "it has the kind source"), (), ()]
    (told,) = rulecheck.check_policy_example(policy, "no_match", unnamed, run, why).problems
    message = policy.message.format(label="a senior official")
    assert told == f"expected no finding, got: {message}"


# ---------------------------------------------------------------- between rules


def test_invariants(tmp_path: Path) -> None:
    (pack,) = write(tmp_path, REGEX, FINE + FINE.replace("He", "She"))
    assert rulecheck.invariants([pack]) == ()
    rule = replace(pack.rules[0], path="a.yaml")
    other = replace(rule, id="trial/trials/other", path="b.yaml", no_match=rule.match[:1])
    assert rulecheck.invariants([replace(pack, rules=(rule, replace(rule, path="c.yaml")))])[0] == (
        "c.yaml: the id trial/trials/trial is that of a.yaml"
    )
    assert rulecheck.invariants([replace(pack, rules=(rule, other))]) == (
        "b.yaml:1: pattern 1 of trial/trials/other is that of trial/trials/trial, pattern 1",
        "b.yaml:9: the example of trial/trials/other is also under 'match'",
    )


def test_the_same_words_with_another_scope_are_another_pattern(tmp_path: Path) -> None:
    (pack,) = write(tmp_path, REGEX, FINE + FINE.replace("He", "She"))
    rule = pack.rules[0]
    other = replace(rule, id="trial/trials/other", quotations="only")
    assert rulecheck.invariants([replace(pack, rules=(rule, other))]) == ()
