"""What is known of regular expressions saves compiling them, changes no report, and goes with what it was found in."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from auditor.base import cache
from auditor.language import expressions as language
from auditor.language import layout, parser
from auditor.language.match.compile import compile_rules
from auditor.language.match.run import run_rules
from auditor.packs import kept
from auditor.packs.kept import Keep
from auditor.readers.dispatch import read_text
from auditor.records.rules import Engine, RuleKind, RulePack
from auditor.runs.kept import expressions
from auditor.toolkit import Toolkit, found_out

pytestmark = pytest.mark.model


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    opened = cache.opened({cache.FOLDER: str(tmp_path / "kept")})
    assert opened.cache is not None
    return kept.keep_in(opened.cache)


def patterns(packs: Sequence[RulePack]) -> dict[str, int]:
    """How many regular expressions each rule of detection has."""
    rules = [rule for pack in packs for rule in pack.rules if rule.status != "deprecated"]
    return {rule.id: len(rule.patterns) for rule in rules if rule.engine is Engine.REGEX}


def test_what_is_known_is_found_again_as_it_was(keep: Keep, toolkit: Toolkit, packs: tuple[RulePack, ...]) -> None:
    known = found_out(toolkit)
    assert {rule: len(each) for rule, each in known.items()} == patterns(packs)
    assert expressions.get(keep, packs) is None
    expressions.put(keep, packs, known)
    found = expressions.get(keep, packs)
    assert found is not None
    assert {rule: list(map(tuple, each)) for rule, each in found.items()} == {
        rule: list(map(tuple, each)) for rule, each in known.items()
    }


def test_other_packs_and_another_program_know_nothing_of_it(
    keep: Keep, toolkit: Toolkit, packs: tuple[RulePack, ...]
) -> None:
    expressions.put(keep, packs, found_out(toolkit))
    changed = (replace(packs[0], digest="0" * 64), *packs[1:])
    assert expressions.get(keep, changed) is None
    assert expressions.get(keep, packs[::-1]) is None
    assert expressions.get(replace(keep, program="another"), packs) is None
    assert expressions.get(None, packs) is None


def test_nothing_is_kept_of_packs_without_files_nor_by_a_program_that_has_changed(
    keep: Keep, toolkit: Toolkit, packs: tuple[RulePack, ...]
) -> None:
    made = (replace(packs[0], digest=""),)
    expressions.put(keep, made, found_out(toolkit))
    assert expressions.get(keep, made) is None
    before = replace(keep, program="before")
    expressions.put(before, packs, found_out(toolkit))
    assert expressions.get(before, packs) is None


def test_few_expressions_are_compiled_for_an_article(
    toolkit: Toolkit, packs: tuple[RulePack, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    compiled: list[str] = []
    known = found_out(toolkit)
    later = language.later

    def noted(make: Any, clauses: Any) -> language.Expression:
        def counted() -> Any:
            compiled.append("")
            return make()

        return later(counted, clauses)

    monkeypatch.setattr(language, "later", noted)
    rules = compile_rules(packs, toolkit.nlp, known=known)
    at_once = len(compiled)
    assert at_once == sum(not each.clauses for _, each in toolkit.rules.regexes) < 20
    article = read_text("A spokesperson for the council declined to comment.", "a.txt")
    doc = parser.parse(article, toolkit.nlp)
    found = run_rules(doc, article, rules, ())
    assert found and found == run_rules(doc, article, toolkit.rules, ())
    assert at_once < len(compiled) < len(rules.regexes) / 4


def test_layout_is_decided_alike_whether_patterns_are_compiled_before_or_when_needed(
    toolkit: Toolkit, packs: tuple[RulePack, ...]
) -> None:
    rules = [rule for pack in packs for rule in pack.rules]
    known = layout.compile_rules(rules, known=found_out(toolkit))
    plain = layout.compile_rules(rules, many=False)
    examples = [each.text for rule in rules if rule.kind is RuleKind.LAYOUT for each in (*rule.match, *rule.no_match)]
    examples += [text.upper() for text in examples]
    chance, words = random.Random(5), " ".join(examples).split()
    examples += [" ".join(chance.choices(words, k=chance.randint(1, 6))) for _ in range(500)]
    examples += [text.translate(str.maketrans("sk-", "ſ\u212a–")) for text in examples]
    fitting = [layout.matching_rule(text, plain) for text in examples]
    assert any(fitting) and not all(fitting)
    for text, expected in zip(examples, fitting, strict=True):
        for found in (layout.matching_rule(text, known), layout.matching_rule(text, toolkit.layout)):
            assert (found and found.rule.id) == (expected and expected.rule.id), text
