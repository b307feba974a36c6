"""Joining what rules and the tagger found: who decides what, what is left out, how sure it is."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.analysis.statements.merge import merged
from auditor.base.spans import Span
from auditor.language import quotations
from auditor.readers.dispatch import read_text
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import Evidence, Mode, Reading, SourceKind, Statement

KINDS = tuple(SourceKind)


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def stated(text: str, source: str | None, cue: str, *content: str, sure: Confidence = Confidence.HIGH) -> Statement:
    return Statement(
        "",
        Mode.INDIRECT,
        at(text, cue),
        tuple(at(text, c) for c in content),
        at(text, source) if source else None,
        None,
        sure,
        (Evidence("core/attribution/clause", at(text, cue), "cue", FoundBy.RULE, RuleKind.ATTRIBUTION),),
    )


def reading(
    text: str,
    source: str | None,
    cue: str,
    *content: str,
    probability: float = 0.97,
    voiced: float = 0.97,
    kind: SourceKind = SourceKind.NAMED_PERSON,
) -> Reading:
    return Reading(
        at(text, cue),
        at(text, source) if source else None,
        tuple(at(text, c) for c in content),
        probability,
        voiced,
        tuple(1.0 if k is kind else 0.0 for k in KINDS),
    )


def joined(text: str, statements: list[Statement], readings: list[Reading]) -> list[tuple[str | None, ...]]:
    """Source, cue and content of each statement, in words."""
    article = read_text(text, "draft.txt")
    found = merged(article, statements, readings, quotations.find(text, article.blocks)).statements
    return [
        (s.source.of(text) if s.source else None, s.cue.of(text) if s.cue else None, *(c.of(text) for c in s.content))
        for s in found
    ]


BRIDGE = "Mara Quill, the mayor, bluntly said the bridge was safe on Monday."


def test_the_tagger_says_where_spans_begin_and_end() -> None:
    rule = stated(BRIDGE, "Mara Quill", "said", "the bridge was safe on Monday")
    read = reading(BRIDGE, "Mara Quill, the mayor", "bluntly said", "the bridge was safe")
    assert joined(BRIDGE, [rule], [read]) == [("Mara Quill, the mayor", "bluntly said", "the bridge was safe")]


def test_where_it_is_silent_the_rule_says_it() -> None:
    rule = stated(BRIDGE, "Mara Quill", "said", "the bridge was safe on Monday")
    read = reading(BRIDGE, None, "said")
    assert joined(BRIDGE, [rule], [read]) == [("Mara Quill", "said", "the bridge was safe on Monday")]


def test_without_the_tagger_the_rules_stand() -> None:
    rule = stated(BRIDGE, "Mara Quill", "said", "the bridge was safe on Monday")
    assert joined(BRIDGE, [rule], []) == [("Mara Quill", "said", "the bridge was safe on Monday")]


def test_the_tagger_alone_finds_statements_too() -> None:
    read = reading(BRIDGE, "Mara Quill", "said", "the bridge was safe")
    assert joined(BRIDGE, [], [read]) == [("Mara Quill", "said", "the bridge was safe")]


@pytest.mark.parametrize(
    "weak",
    [
        reading(BRIDGE, "Mara Quill", "said", "the bridge was safe", probability=0.3),
        reading(BRIDGE, "Mara Quill", "said", "the bridge was safe", voiced=0.1),
        reading(BRIDGE, "Mara Quill", "said"),
    ],
    ids=["hardly a cue", "a state of mind", "without content"],
)
def test_what_it_is_unsure_of_needs_a_rule(weak: Reading) -> None:
    assert joined(BRIDGE, [], [weak]) == []


def confidence(statements: list[Statement], readings: list[Reading], text: str = BRIDGE) -> list[Confidence]:
    article = read_text(text, "draft.txt")
    return [s.confidence for s in merged(article, statements, readings, ()).statements]


def test_agreement_is_surer_than_either_alone() -> None:
    rule = stated(BRIDGE, "Mara Quill", "said", "the bridge was safe on Monday")
    read = reading(BRIDGE, "Mara Quill, the mayor", "said", "the bridge was safe")
    unseen = replace(read, probability=0.2)
    assert confidence([rule], [read]) == [Confidence.HIGH]
    assert confidence([rule], [unseen]) == [Confidence.MEDIUM]
    assert confidence([], [read]) == [Confidence.MEDIUM]
    assert confidence([], [replace(read, voiced=0.6)]) == [Confidence.LOW]


def test_a_rule_that_is_unsure_yields_to_a_firm_no() -> None:
    rule = stated(BRIDGE, "Mara Quill", "said", "the bridge was safe", sure=Confidence.LOW)
    assert confidence([rule], [reading(BRIDGE, None, "said", probability=0.01)]) == []
    assert confidence([rule], [reading(BRIDGE, None, "said", probability=0.5)]) == [Confidence.MEDIUM]


def test_a_rule_of_the_newsrooms_own_stands_whatever_the_tagger_says() -> None:
    rule = stated(BRIDGE, "Mara Quill", "said", "the bridge was safe", sure=Confidence.LOW)
    own = replace(rule, evidence=(replace(rule.evidence[0], found_by=FoundBy.HOUSE_RULE),))
    assert confidence([own], [reading(BRIDGE, None, "said", probability=0.01)]) == [Confidence.LOW]


def test_words_are_passed_on_by_the_nearest_cue_alone() -> None:
    text = "Quill hinted at a delay, calling it “a pause”."
    far = stated(text, "Quill", "hinted", "at a delay", "“a pause”")
    near = stated(text, "Quill", "calling", "it “a pause”")
    assert joined(text, [far, near], []) == [("Quill", "hinted", "at a delay"), ("Quill", "calling", "it “a pause”")]


def test_a_denial_is_no_statement() -> None:
    text = "Quill did not offer a reason."
    article = read_text(text, "draft.txt")
    read = reading(text, "Quill", "did not offer", "a reason")
    outcome = merged(article, [], [read], (), lambda cue: "not" in cue.of(text))
    assert outcome.statements == ()
    assert [u.cue.of(text) for u in outcome.unvoiced] == ["did not offer"]


def test_a_thought_is_told_from_a_statement() -> None:
    text = "Quill fears the bridge is unsafe."
    read = reading(text, "Quill", "fears", "the bridge is unsafe", voiced=0.05)
    outcome = merged(read_text(text, "draft.txt"), [], [read], ())
    assert outcome.statements == ()
    (thought,) = outcome.unvoiced
    assert thought.source is not None
    assert (thought.source.of(text), [c.of(text) for c in thought.content]) == ("Quill", ["the bridge is unsafe"])


def test_a_quotation_that_the_tagger_gives_a_speaker_stands_once() -> None:
    text = "“The bridge is safe, and so it will stay,” the two write."
    alone = Statement("", Mode.DIRECT, None, (Span(0, 42),), None, None, Confidence.LOW, ())
    read = reading(text, "the two", "write", "“The bridge is safe, and so it will stay,”")
    assert [source for source, *_ in joined(text, [alone], [read])] == ["the two"]
    assert [source for source, *_ in joined(text, [alone], [])] == [None]


def test_a_stance_needs_a_quotation() -> None:
    text = "Quill backed the plan. Reyl backed “a sane plan”."
    plain = reading(text, "Quill", "backed", "the plan")
    again = reading(text, "Reyl", "backed “", "“a sane plan”")
    quoted = replace(again, cue=Span(again.cue.start, again.cue.start + len("backed")))
    article = read_text(text, "draft.txt")
    outcome = merged(article, [], [plain, quoted], quotations.find(text, article.blocks), is_silent=lambda cue: True)
    assert [s.source.of(text) for s in outcome.statements if s.source] == ["Reyl"]
    assert [u.cue.of(text) for u in outcome.unvoiced] == ["backed"]


def test_a_statement_inside_another_is_the_outer_speakers() -> None:
    text = "Quill said that Reyl had called the plan a farce."
    outer = stated(text, "Quill", "said", "that Reyl had called the plan a farce")
    inner = reading(text, "Reyl", "had called", "the plan", "a farce")
    assert joined(text, [outer], [inner]) == [("Quill", "said", "that Reyl had called the plan a farce")]


def test_both_detectors_leave_their_evidence() -> None:
    rule = stated(BRIDGE, "Mara Quill", "said", "the bridge was safe on Monday")
    read = reading(BRIDGE, "Mara Quill", "bluntly said", "the bridge was safe")
    outcome = merged(read_text(BRIDGE, "draft.txt"), [rule], [read], ())
    assert [(e.rule, e.span.of(BRIDGE)) for e in outcome.statements[0].evidence] == [
        ("core/attribution/clause", "said"),
        ("tagger/cue", "bluntly said"),
    ]
    assert outcome.readings == {"A1": read}


def test_words_that_hide_who_says_so_are_marked_as_such() -> None:
    text = "The bridge is reportedly unsafe."
    read = reading(text, None, "reportedly", "The bridge is", "unsafe", kind=SourceKind.UNATTRIBUTED)
    found = merged(read_text(text, "draft.txt"), [], [read], ()).statements
    assert found[0].hides_speaker
    assert found[0].source is None


def test_statements_are_numbered_in_order_of_their_first_words() -> None:
    text = "The bridge is safe, Quill said. Reyl said it was not."
    late = stated(text, "Reyl", "Reyl said", "it was not")
    early = reading(text, "Quill", "said", "The bridge is safe")
    found = merged(read_text(text, "draft.txt"), [late], [early], ()).statements
    assert [s.id for s in found] == ["A1", "A2"]
    assert [s.content[0].of(text) for s in found] == ["The bridge is safe", "it was not"]


def test_a_hedge_that_a_rule_found_is_no_guess_though_the_tagger_takes_it_for_a_state_of_mind() -> None:
    text = "Two hundred divers are believed to remain in the harbour."
    evidence = Evidence("core/hedges/passive", at(text, "are believed"), "cue", FoundBy.RULE, RuleKind.HEDGE)
    hedge = replace(stated(text, None, "are believed", "to remain in the harbour"), evidence=(evidence,))
    read = reading(text, None, "are believed", "to remain in the harbour", voiced=0.1)
    assert confidence([hedge], [read], text) == [Confidence.MEDIUM]
