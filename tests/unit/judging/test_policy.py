"""Judging by policies: what is objected to, where, how surely, in which words; what a rule may not say."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from auditor.base.errors import At, PackError
from auditor.judging import policy, terms
from auditor.judging.case import Case
from auditor.records.appraisal import Question
from auditor.records.report import Finding
from auditor.records.rules import Condition, Demand, FoundBy, PolicyQuestion, PolicyRule, RuleKind, Standard, Verified
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import Evidence, SourceKind
from tests.case_factory import article, case
from tests.factories import find, source, statement

KIND = SourceKind

MILL = """\
A nurse said the mill was full. Sources said it was empty.
Ida Brandt said nothing was decided. A porter said so too.
"""

UNNAMED = PolicyRule(
    id="desk/unnamed",
    for_each="source",
    where=(Condition("kind", "is", "anonymous"),),
    require=(Condition("reason_given", "is", True),),
    severity=Severity.WARNING,
    confidence=Confidence.HIGH,
    message="{label} speaks without a name.",
    why="Readers should know.",
    caution="Give nobody away.",
    mend="Say who {label} is.",
)


def _rule(**changes: object) -> PolicyRule:
    fields = {name: getattr(UNNAMED, name) for name in PolicyRule.__slots__} | changes
    return PolicyRule(**fields)


def _mill(confidence: Confidence = Confidence.HIGH) -> Case:
    sources = (
        source(MILL, 1, KIND.ANONYMOUS, [find(MILL, "A nurse")], 1),
        source(MILL, 2, KIND.ANONYMOUS, [find(MILL, "Sources")]),
        source(MILL, 3, KIND.NAMED_PERSON, [find(MILL, "Ida Brandt")], 1),
        source(MILL, 4, KIND.ANONYMOUS, [find(MILL, "A porter")], 1),
    )
    cues = [find(MILL, "said", n) for n in range(4)]
    statements = (
        statement(MILL, 1, ["the mill was full"], cues[0], "A nurse", "S1"),
        statement(MILL, 2, ["it was empty"], cues[1], "Sources", "S2"),
        statement(MILL, 3, ["nothing was decided"], cues[2], "Ida Brandt", "S3"),
        statement(MILL, 4, ["so"], cues[3], "A porter", "S4", confidence=confidence),
    )
    return case(article(MILL), sources, statements)


def _words(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.span.of(MILL) if finding.span else "" for finding in findings]


def test_without_policies_nothing_is_objected_to() -> None:
    assert policy.judge(_mill(), ()).findings == ()


def test_only_subjects_that_the_rule_is_about_are_judged() -> None:
    assert _words(policy.judge(_mill(), (UNNAMED,)).findings) == ["A nurse", "Sources", "A porter"]


def test_a_finding_says_everything_there_is_to_say() -> None:
    found = policy.judge(_mill(), (UNNAMED,)).findings[0]
    nurse = find(MILL, "A nurse")
    assert found == Finding(
        id="F1",
        policy="desk/unnamed",
        severity=Severity.WARNING,
        confidence=Confidence.HIGH,
        message="A nurse speaks without a name.",
        span=nurse,
        fingerprint=hashlib.sha256(b"desk/unnamed\na nurse\n1").hexdigest()[:16],
        subject="S1",
        waived=None,
        evidence=(
            Evidence(
                "core/descriptors/made",
                nurse,
                "a source of the kind anonymous",
                FoundBy.RULE,
                RuleKind.DESCRIPTOR,
            ),
            Evidence("desk/unnamed", nurse, "reason_given is false", FoundBy.POLICY),
        ),
        caution="Give nobody away.",
        mend="Say who A nurse is.",
        sentence=find(MILL, "A nurse said the mill was full."),
    )


def test_findings_come_by_place_then_policy_and_are_numbered_so() -> None:
    other = _rule(id="desk/all-named", require=(Condition("named", "is", True),))
    found = policy.judge(_mill(), (UNNAMED, other)).findings
    assert [(f.id, f.policy, f.subject) for f in found] == [
        ("F1", "desk/all-named", "S1"),
        ("F2", "desk/unnamed", "S1"),
        ("F3", "desk/all-named", "S2"),
        ("F4", "desk/unnamed", "S2"),
        ("F5", "desk/all-named", "S4"),
        ("F6", "desk/unnamed", "S4"),
    ]
    assert policy.judge(_mill(), (other, UNNAMED)).findings == found


def test_a_finding_about_the_whole_article_has_no_place_and_comes_first() -> None:
    quota = _rule(
        id="desk/quota",
        for_each="article",
        where=(Condition("statements", "at_least", 4),),
        require=(Condition("anonymous_share", "at_most", 0.5),),
        message="{anonymous_share} of {statements} statements are anonymous.",
    )
    found = policy.judge(_mill(), (UNNAMED, quota)).findings[0]
    assert (found.policy, found.span, found.message) == (
        "desk/quota",
        None,
        "75% of 4 statements are anonymous.",
    )
    assert found.fingerprint == policy.fingerprint("desk/quota", "", 1)


def test_below_the_minimum_a_share_is_not_judged() -> None:
    quota = _rule(
        for_each="article",
        where=(Condition("statements", "at_least", 5),),
        require=(Condition("anonymous_share", "at_most", 0.5),),
        message="Too many.",
    )
    assert policy.judge(_mill(), (quota,)).findings == ()


@pytest.mark.parametrize(
    ("of_rule", "of_statement", "expected"),
    [
        (Confidence.HIGH, Confidence.HIGH, Confidence.HIGH),
        (Confidence.HIGH, Confidence.LOW, Confidence.LOW),
        (Confidence.MEDIUM, Confidence.HIGH, Confidence.MEDIUM),
        (Confidence.MEDIUM, Confidence.LOW, Confidence.LOW),
    ],
)
def test_a_finding_is_as_sure_as_the_less_sure_of_rule_and_subject(
    of_rule: Confidence, of_statement: Confidence, expected: Confidence
) -> None:
    porter = policy.judge(_mill(of_statement), (_rule(confidence=of_rule),)).findings[-1]
    assert porter.confidence is expected


@pytest.mark.parametrize(
    ("condition", "about"),
    [
        (Condition("count", "is", 1), ["A nurse", "Ida Brandt", "A porter"]),
        (Condition("count", "is_not", 1), ["Sources"]),
        (Condition("count", "at_least", 1), ["A nurse", "Ida Brandt", "A porter"]),
        (Condition("count", "at_most", 0), []),
        (Condition("kind", "in", ("named_person", "document")), ["Ida Brandt"]),
        (Condition("description_level", "at_least", 2), ["A nurse", "A porter"]),
        (Condition("label", "at_least", 1), []),
    ],
)
def test_conditions(condition: Condition, about: list[str]) -> None:
    nothing_will_do = (Condition("label", "is", "nobody"),)
    found = policy.judge(_mill(), (_rule(where=(condition,), require=nothing_will_do),)).findings
    assert _words(found) == about


def test_all_conditions_under_where_must_hold_and_one_failed_requirement_is_enough() -> None:
    rule = _rule(
        where=(Condition("kind", "is", "anonymous"), Condition("plural", "is", True)),
        require=(Condition("statements", "at_least", 1), Condition("count_stated", "is", True)),
    )
    (found,) = policy.judge(_mill(), (rule,)).findings
    assert found.span == find(MILL, "Sources")
    assert found.evidence[-1].what == "count_stated is false"


def test_the_message_takes_facts_and_begins_with_a_capital() -> None:
    rule = _rule(message="{words}: {kind}, {count}, {granted}, {statements}")
    assert [f.message for f in policy.judge(_mill(), (rule,)).findings] == [
        "A nurse: anonymous, 1, false, 1",
        "Sources: anonymous, not known, false, 1",
        "A porter: anonymous, 1, false, 1",
    ]


def _fingerprints(text: str) -> dict[str, str]:
    spans = [find(text, "a source", n) for n in range(text.count("a source"))]
    sources = [source(text, i, KIND.ANONYMOUS, [span], 1) for i, span in enumerate(spans)]
    said = [statement(text, i, ["so"], find(text, "said", i), span, f"S{i}") for i, span in enumerate(spans)]
    found = policy.judge(case(article(text), sources, said), (UNNAMED,)).findings
    return {finding.id: finding.fingerprint for finding in found}


def test_equal_words_have_fingerprints_of_their_own_that_edits_above_do_not_change() -> None:
    before = _fingerprints("So a source said. So a source said.")
    assert len(set(before.values())) == 2
    assert _fingerprints("It rained again, so they met.\nSo a  source said. So a source said.") != before
    assert _fingerprints("It rained again, so they met.\nSo a source said. So a source said.") == before


def test_case_and_spaces_do_not_change_a_fingerprint() -> None:
    assert policy.fingerprint("p/r", "A  Source\n", 1) == policy.fingerprint("p/r", "a source", 1)
    assert policy.fingerprint("p/r", "a source", 1) != policy.fingerprint("p/r", "a source", 2)
    assert policy.fingerprint("p/r", "a source", 1) != policy.fingerprint("p/q", "a source", 1)


def test_a_rule_in_order_passes_the_check() -> None:
    terms.check(UNNAMED)


def test_a_placeholder_must_be_a_fact_of_the_subject() -> None:
    with pytest.raises(PackError) as raised:
        terms.check(
            _rule(
                for_each="non_response", where=(), require=(), message="{label} and {reason}", path="p/r.yaml", line=3
            )
        )
    assert str(raised.value) == (
        "p/r.yaml:3: A253 the message names 'reason', which is no fact\n"
        "  Placeholders of a non_response: channel_stated, has_party, kind, label, party_speaks_unnamed, words."
    )


def test_all_that_is_wrong_with_a_rule_is_told_at_once() -> None:
    with pytest.raises(PackError) as raised:
        terms.check(_rule(for_each="non_response", message="{label} and {reason}", mend="{words!r}"))
    assert [each.code for each in raised.value.each()] == ["A251", "A250", "A253", "A253"]


def test_a_placeholder_takes_no_format() -> None:
    with pytest.raises(PackError) as raised:
        terms.check(_rule(message="{count:d} people"))
    assert str(raised.value) == "A253 the message gives 'count' a format\n  Write {name} only."


def test_a_share_needs_a_minimum() -> None:
    with pytest.raises(PackError) as raised:
        terms.check(
            _rule(
                for_each="article",
                where=(Condition("sources", "at_least", 3),),
                require=(Condition("anonymous_share", "at_most", 0.5),),
                message="Too many.",
            )
        )
    assert str(raised.value) == (
        "A254 'anonymous_share' is a share, and the rule sets no minimum for 'statements'\n"
        "  Add `statements: {at_least: 4}` under `where`: shares of few say little."
    )


def test_a_minimum_is_a_lower_bound_and_the_error_stands_where_the_share_is_named() -> None:
    with pytest.raises(PackError) as raised:
        terms.check(
            _rule(
                for_each="article",
                where=(Condition("statements", "at_most", 9),),
                require=(Condition("named_share", "at_least", 0.5, At("p/r.yaml", 7, 3)),),
                message="Too few.",
                path="p/r.yaml",
                line=1,
            )
        )
    assert str(raised.value).startswith("p/r.yaml:7:3: A254 'named_share' is a share")


def test_a_share_with_a_minimum_passes_the_check() -> None:
    terms.check(
        _rule(
            for_each="article",
            where=(Condition("statements", "at_least", 4),),
            require=(Condition("anonymous_share", "at_most", 0.5),),
            message="Too many.",
        )
    )


def test_what_is_forbidden_must_not_all_hold() -> None:
    forbid = (Condition("count_stated", "is", False), Condition("bare", "is", True))
    rule = _rule(require=(), forbid=forbid)
    found = policy.judge(_mill(), (rule,)).findings
    assert _words(found) == ["Sources"]
    assert found[0].evidence[-1].what == "count_stated is false; bare is true"


def test_a_rule_may_require_and_forbid() -> None:
    rule = _rule(require=(Condition("count_stated", "is", True),), forbid=(Condition("words", "is", "A porter"),))
    assert _words(policy.judge(_mill(), (rule,)).findings) == ["Sources", "A porter"]


@pytest.mark.parametrize(
    ("verified", "told"),
    [
        (Verified.OWN_TEXT, "read in its own text"),
        (Verified.SECOND_HAND, "known at second hand"),
    ],
)
def test_a_finding_says_whose_standard_it_stands_for(verified: Verified, told: str) -> None:
    rule = _rule(standard=Standard("Say why.", Demand.REQUIRES, verified, "2017", "A guide"))
    found = policy.judge(_mill(), (rule,)).findings[0]
    assert found.standard == f"Say why. (A guide, 2017; {told})"


def test_a_question_is_asked_once_by_all_who_ask_it_and_only_where_there_is_cause() -> None:
    def question(id_: str, ask: str, *where: Condition) -> PolicyQuestion:
        return PolicyQuestion(id_, ask, "Because.", "article", where)

    asked = policy.judge(
        _mill(),
        (),
        (
            question("one/questions/who", "Who knows?", Condition("anonymous", "at_least", 1)),
            question("two/questions/who", "Who knows?"),
            question("two/questions/paper", "Is it genuine?", Condition("documents", "at_least", 1)),
        ),
    ).checklist
    assert asked == (Question("Who knows?", "Because.", ("one", "two")),)


def test_a_share_of_too_few_is_not_judged_and_the_report_says_so() -> None:
    share = _rule(
        id="desk/share",
        for_each="article",
        where=(Condition("statements", "at_least", 9), Condition("anonymous", "at_least", 1)),
        require=(Condition("anonymous_share", "at_most", 0.1),),
        message="{anonymous_share} of the statements are anonymous.",
    )
    (note,) = policy.judge(_mill(), [share]).notes
    assert note.message == "desk/share has too little to judge: statements is 4, not 9 or more."
    unmet = replace(share, where=(share.where[0], Condition("anonymous", "at_least", 9)))
    enough = replace(share, where=(Condition("statements", "at_least", 0), share.where[1]))
    assert policy.judge(_mill(), [unmet, enough, UNNAMED]).notes == ()
