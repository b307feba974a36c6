"""A rule that takes or finds too much in an article is stopped and named; the others count as if it were not there."""

from __future__ import annotations

import pytest
from spacy.language import Language

from auditor import engine
from auditor.base.errors import PackError
from auditor.language import parser as language
from auditor.language import quotations
from auditor.language.match.compile import compile_rules
from auditor.language.match.meter import Account, ExhaustedError, Meter, Reason, allowed
from auditor.language.match.run import Matched, match_rules
from auditor.packs import limits
from auditor.readers.dispatch import read_text
from auditor.records.rules import Engine, Rule, RuleKind
from auditor.toolkit import build_toolkit
from tests.unit.language.matching import matches, pack, rule

TEXT = "The mayor said so. " * 200
SAID = rule(Engine.REGEX, "said", name="t/hedges/said")
EVERYWHERE = rule(Engine.REGEX, r"\w", name="t/hedges/everywhere")


def matched(nlp: Language, text: str, *rules: Rule) -> Matched:
    article = read_text(text, "a.txt")
    quoted = quotations.find(article.text, article.blocks)
    return match_rules(language.parse(article, nlp, quoted), article, compile_rules([pack(*rules)], nlp), quoted)


@pytest.mark.model
def test_nothing_that_a_stopped_rule_found_counts_and_a_note_names_it(nlp: Language) -> None:
    found = matched(nlp, TEXT, EVERYWHERE, SAID)
    assert {match.rule_id for match in found.matches} == {"t/hedges/said"}
    assert len(found.matches) == 200
    assert [(note.code, note.message) for note in found.notes] == [
        (
            "rule-stopped",
            "the rule t/hedges/everywhere was stopped on this article: it matches too often; "
            "nothing that it found counts",
        )
    ]


@pytest.mark.model
def test_a_stopped_exclusion_voids_nothing(nlp: Language) -> None:
    exclusion = rule(Engine.REGEX, r"\w+", name="t/exclusions/x", kind=RuleKind.EXCLUSION)
    assert len(matched(nlp, TEXT, exclusion, SAID).matches) == 200
    assert not [m for m in matched(nlp, "The mayor said so.", exclusion, SAID).matches if m.kind is RuleKind.HEDGE]


@pytest.mark.model
def test_a_rule_that_stays_within_its_limits_is_not_noted(nlp: Language) -> None:
    assert matched(nlp, "The mayor said so.", EVERYWHERE, SAID).notes == ()


@pytest.mark.model
def test_rules_that_go_to_their_limits_leave_nothing_for_others(nlp: Language) -> None:
    stars = tuple({"OP": "*"} for _ in range(12))
    greedy = [rule(Engine.TOKEN, stars, name=f"t/hedges/greedy{n:02}") for n in range(limits.RULES_AT_FULL_COST + 1)]
    last = rule(Engine.TOKEN, ({"TEXT": "said"},), name="t/hedges/z")
    found = matched(nlp, TEXT, *greedy, last)
    reasons = [note.message.split(": ")[1].split(";")[0] for note in found.notes]
    assert reasons[:-2] == [Reason.STEPS] * limits.RULES_AT_FULL_COST
    assert reasons[-2:] == [Reason.ARTICLE, Reason.ARTICLE]
    assert found.matches == ()


@pytest.mark.model
def test_the_report_says_which_rule_was_stopped(nlp: Language) -> None:
    toolkit = build_toolkit([pack(EVERYWHERE)], detectors=())
    report = engine.audit(read_text(TEXT, "a.txt"), toolkit)
    assert [note.code for note in report.notes] == ["rule-stopped"]


@pytest.mark.model
def test_an_exclusion_voids_what_lies_in_any_of_several(nlp: Language) -> None:
    """One that begins earlier and ends later counts, whatever begins in between."""
    wide = rule(Engine.REGEX, "mayor said so now", name="t/exclusions/a", kind=RuleKind.EXCLUSION)
    narrow = rule(Engine.REGEX, "said", name="t/exclusions/b", kind=RuleKind.EXCLUSION, yields="grant")
    found = matches(nlp, "The mayor said so now. So said she.", rule(Engine.REGEX, "so|said"), wide, narrow)
    assert [m.span.start for m in found if m.kind is RuleKind.HEDGE] == [23, 26]


def test_a_meter_runs_out_of_steps_and_of_matches() -> None:
    meter = Meter(steps=3, matches=1)
    meter.spend(3)
    meter.found()
    with pytest.raises(ExhaustedError, match=Reason.STEPS):
        meter.spend()
    with pytest.raises(ExhaustedError, match=Reason.MATCHES):
        meter.found()


def test_an_account_tells_a_greedy_rule_from_an_article_that_has_nothing_left() -> None:
    account = Account.of(100)
    for _ in range(limits.RULES_AT_FULL_COST):
        meter = account.begin()
        assert meter == allowed(100)
        meter.steps = -1
        assert account.close(meter, ExhaustedError(Reason.STEPS)) is Reason.STEPS
    meter = account.begin()
    assert meter.steps == 0
    assert account.close(meter, ExhaustedError(Reason.STEPS)) is Reason.ARTICLE
    assert account.close(account.begin(), None) is None


@pytest.mark.model
def test_a_pack_of_too_many_patterns_is_refused(nlp: Language) -> None:
    rules = [rule(Engine.PHRASE, *[f"word{n}" for n in range(1000)], name=f"t/hedges/r{n}") for n in range(6)]
    with pytest.raises(PackError, match="too many patterns in a pack: 6,000, and 5,000 at the most"):
        compile_rules([pack(*rules)], nlp)


@pytest.mark.model
def test_regular_expressions_that_are_too_large_together_are_refused(nlp: Language) -> None:
    rules = [rule(Engine.REGEX, *[f"[^x]{{1000}}{n}" for n in range(200)], name=f"t/hedges/r{n}") for n in range(5)]
    with pytest.raises(PackError, match="too large together") as caught:
        compile_rules([pack(*rules)], nlp)
    assert caught.value.code == "A244"
    assert str(caught.value.at) == "t.yaml:2"
