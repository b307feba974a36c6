"""Policies side by side, and the document that shows them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from auditor.packs.load import checks, load_packs, shipped
from auditor.records.rules import RulePack
from auditor.render import catalogue

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "policies.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def policies() -> tuple[RulePack, ...]:
    return tuple(pack for pack in load_packs(tuple(shipped())) if pack.policies)


def named(packs: tuple[RulePack, ...], name: str) -> RulePack:
    return next(pack for pack in packs if pack.name == name)


def test_the_document_is_up_to_date(policies: tuple[RulePack, ...]) -> None:
    made = PAGE.partition("<!-- made: begin -->\n\n")[2].partition("\n<!-- made: end -->")[0]
    mend = "put the output of `auditor policies matrix --format document` between the two marks of docs/policies.md"
    assert made == catalogue.document(policies, checks()), mend


def test_each_check_is_made_by_a_rule_asked_of_people_or_explained(policies: tuple[RulePack, ...]) -> None:
    made = {rule.check for pack in policies for rule in pack.policies}
    asked = {check for pack in policies for question in pack.questions for check in question.checks}
    left = [number for number in checks() if number not in made | asked]
    assert left == [number for number, check in checks().items() if check.nobody]


def test_every_check_of_a_rule_or_a_question_is_in_the_catalogue(policies: tuple[RulePack, ...]) -> None:
    made = {rule.check for pack in policies for rule in pack.policies if rule.check}
    made |= {check for pack in policies for question in pack.questions for check in question.checks}
    assert made <= set(checks())


def test_the_matrix_tells_what_was_read_from_what_was_heard(policies: tuple[RulePack, ...]) -> None:
    head, rows = catalogue.matrix(policies, checks())
    cells = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert (cells["C1"]["ap"], cells["C1"]["npr"], cells["C1"]["nyt"], cells["C1"]["wsj"]) == ("r", "R", "A", "·")
    assert (cells["C10"]["bloomberg"], cells["C10"]["pbs"]) == ("r", "R")
    assert "strict" not in head
    assert "C39" not in cells


def test_each_newsroom_has_two_rules_or_more_and_each_has_its_standard(policies: tuple[RulePack, ...]) -> None:
    for pack in catalogue.newsrooms(policies):
        assert len(pack.policies) >= 2, pack.name
        assert all(rule.standard is not None for rule in pack.policies), pack.name


def test_rules_that_ask_for_more_about_a_source_warn_of_giving_it_away(policies: tuple[RulePack, ...]) -> None:
    for rule in (rule for pack in policies for rule in pack.policies):
        if rule.check in {"C3", "C4", "C5", "C6"}:
            assert "who the source is" in rule.caution, rule.id


def test_differences_are_told_rule_by_rule(policies: tuple[RulePack, ...]) -> None:
    ap, npr = named(policies, "ap"), named(policies, "npr")
    found = {name: (one, other) for name, one, other in catalogue.differences(ap, npr)}
    assert found["common/anonymous-praise"] == ("–", "error; requires, about 2019")
    assert found["common/anonymous-attack"] == ("warning; requires, 2014", "error; requires, 2017")
    assert list(catalogue.differences(ap, ap)) == []


def test_a_rule_with_conditions_of_its_own_says_so(policies: tuple[RulePack, ...]) -> None:
    ipso = next(rule for rule in named(policies, "ipso").policies if rule.id == "ipso/accused-not-heard")
    assert catalogue.told(ipso) == "info; advises, undated; with conditions of its own"


def test_the_page_claims_nothing_about_rules_that_do_not_exist(policies: tuple[RulePack, ...]) -> None:
    known = {rule.id for pack in policies for rule in pack.policies}
    names = {id_.partition("/")[2] for id_ in known}
    told = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", PAGE.partition("<!-- made: end -->")[2])
    assert set(told) <= names | {pack.name for pack in policies}


def test_a_matrix_by_name() -> None:
    head, rows = catalogue.by_name(
        ("check", "what it wants", "a", "b", "c", "d", "e"), [("C1", "why", "R", "r", "a", "·", "+")]
    )
    assert head == ("check", "what it wants", "required by", "advised by")
    assert rows == [("C1", "why", "a, b*, e+", "c*")]
