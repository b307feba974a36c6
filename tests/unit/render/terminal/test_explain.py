"""A line of an article explained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from auditor.base.spans import Span
from auditor.records.report import Report
from auditor.records.rules import FoundBy
from auditor.records.sourcing import AnonymityGrant, Evidence, Mode, NonResponse, NonResponseKind, SourceKind
from auditor.render.terminal.explain import explain
from tests.factories import cranes, ferry, find, make_report, source, statement
from tests.unit.render.terminal.codes import without_codes


def test_a_line_with_nothing_on_it_says_so() -> None:
    assert explain(ferry(), 2) == "drafts/ferry.txt:2: nothing was found on this line.\n"
    assert explain(ferry(), 99) == "drafts/ferry.txt:99: nothing was found on this line.\n"


def test_a_statement_a_source_and_a_grant_are_explained() -> None:
    assert (
        explain(ferry(), 5)
        == """\
drafts/ferry.txt:5

Statement A3, in the writer’s words (high confidence)
  what is said    5:76 “the route loses $40,000 a month”
  introduced by   5:71 “said”
  who says it     5:1 “The people” → S2 two people briefed on the plan,
                  anonymous (2 people)
  because         5:71 “said”: introduces what somebody said
                  (core/attribution/said)

Source S2 two people briefed on the plan, anonymous (2 people), 2 statements,
  mentioned 2 times
  here            5:1 “The people”
  because         3:72 “two people briefed on the plan”: a source of the kind
                  anonymous (core/descriptors/made)

Anonymity is given
  the words       5:13 “who asked not to be named because the vote is weeks
                  away”
  the reason      5:39 “because the vote is weeks away”
  given to        S2 two people briefed on the plan, anonymous (2 people)
  because         5:13 “who asked not to be named because the vote is weeks
                  away”: gives anonymity (core/grants/asked-not-to-be-named)
"""
    )


def test_a_relayed_source_is_explained_with_its_outlet() -> None:
    assert (
        "People on whom another outlet relied\n"
        "  the words       3:23 “a port source”\n"
        "  the outlet      3:42 “Radio Brack” → Radio Brack\n"
        "  who they are    S1"
    ) in explain(cranes(), 3)


def test_findings_come_first_with_what_mends_them_and_their_caution() -> None:
    report = ferry()
    found = tuple(
        replace(each, mend="Say why.", standard="Reasons are given (A desk, 2024)") for each in report.findings
    )
    assert (
        explain(replace(report, findings=found), 11).split("\n\n")[1]
        == """\
Warning: S6 is anonymous and the article does not say why.
  the words       11:1 “A person close to the union”
  to mend it      Say why.
  caution         A reason may be known to the desk.
  who it is       S6 A person close to the union, anonymous (1 person)
  standard        Reasons are given (A desk, 2024)
  rule            default/reason-for-anonymity, high confidence
  because         11:1 “A person close to the union”: why it is anonymous
                  (sources/kind)"""
    )


def test_a_finding_on_the_whole_article_is_explained_on_its_first_line() -> None:
    assert (
        "\nInfo: The lead rests on them.\n"
        "  about           the whole article\n"
        "  rule            default/lead-on-anonymous-sources, high confidence\n"
    ) in explain(ferry(), 1)


def test_charges_are_explained_with_whom_they_accuse_and_the_answer() -> None:
    assert (
        "\nCharge G1, criticism (medium confidence)\n"
        "  the words       9:9 “called the plan rushed”\n"
        "  against         Port of Lindholm\n"
        "  who says so     S4, Critics (unnamed group)\n"
        "  answer          perhaps answered at line 7 by S2, two people briefed on the\n"
        "                  plan: ‘“We have decided nothing,” Mayor Ida Brandt said’.\n"
        "  rule            core/accusations/called\n"
    ) in explain(ferry(), 9)


def test_non_responses_and_notes_are_explained() -> None:
    assert (
        explain(ferry(), 13)
        == """\
drafts/ferry.txt:13

Asked for comment: did not respond
  the words       13:1 “The union did not respond to requests for comment”
  who             13:1 “The union”
  because         13:1 “The union did not respond to requests for comment”:
                  tells that somebody gave no answer
                  (core/non-responses/did-not-respond)

Asked for comment: declined to comment
  the words       13:70 “the harbour master declined to comment”
  who             13:70 “the harbour master” → Per Holm

Note on the file
                  Odd mark. (A320)
"""
    )


@pytest.mark.parametrize("width", [40, 50, 63, 64, 80, 100])
def test_no_line_of_an_explanation_is_wider_than_the_terminal(width: int) -> None:
    for report, lines in ((ferry(), range(1, 16)), (cranes(), range(1, 4))):
        for line in lines:
            assert max(map(cell_len, explain(report, line, width=width).splitlines())) <= width


def test_labels_stand_before_the_words_where_there_is_little_room() -> None:
    assert "  introduced by: 5:71 “said”\n" in explain(ferry(), 5, width=40)
    assert "  the reason: 5:39 “because the vote\n    is weeks away”\n" in explain(ferry(), 5, width=40)


@pytest.mark.parametrize(
    ("what", "told"),
    [
        ("reason_given is false", "reason given: no"),
        ("bare is true; count_stated is false", "bare: yes; count stated: no"),
        ("speaker", "names who says it"),
        ("a news outlet", "a news outlet"),
    ],
)
def test_evidence_is_told_in_plain_words(what: str, told: str) -> None:
    report = busy()
    (ana,) = report.sources
    steps = tuple(replace(each, what=what) for each in ana.evidence[:1])
    assert f"because         1:1 “Ana Ruiz”: {told} (sources/kind)" in explain(
        replace(report, sources=(replace(ana, evidence=steps),)), 1
    )


def test_rules_that_say_the_same_of_the_same_words_share_a_line() -> None:
    report = busy()
    (ana,) = report.sources
    first = ana.evidence[0]
    steps = (first, replace(first, rule="core/one"), replace(first, rule="core/two", what="Ana Ruiz"))
    text = explain(replace(report, sources=(replace(ana, evidence=steps),)), 1)
    assert "  because         1:1 “Ana Ruiz”: a name (sources/kind, core/one)\n" in text
    assert "                  1:1 “Ana Ruiz” (core/two)\n" in text


def test_what_is_missing_is_said() -> None:
    text = "“Go,” it said.\n"
    said = replace(statement(text, 1, ["“Go,”"], "said", None, None, Mode.DIRECT), cue=None, evidence=())
    it = find(text, "it said")
    report = make_report(
        text,
        path="go.txt",
        statements=(said,),
        grants=(AnonymityGrant(it, None, None),),
        non_responses=(NonResponse(it, NonResponseKind.PENDING, None),),
    )
    assert (
        explain(report, 1)
        == """\
go.txt:1

Statement A1, in quotation marks (high confidence)
  what is said    1:1 “Go,”
  introduced by   nothing in the text
  who says it     nothing in the text → nobody that could be made out

Anonymity is given
  the words       1:7 “it said”
  the reason      not said
  given to        nobody that could be made out

Asked for comment: was asked and has not answered yet
  the words       1:7 “it said”
  who             not said
"""
    )


def busy() -> Report:
    """A report whose source is mentioned on two lines, with a step of evidence for each and one twice."""
    text = "Ana Ruiz left.\nShe said so.\n"
    she = find(text, "She")
    steps = (
        Evidence("sources/kind", find(text, "Ana Ruiz"), "a name", FoundBy.SOURCES),
        Evidence("sources/salient", she, "'She' is 'Ana Ruiz'", FoundBy.SOURCES),
        Evidence("sources/salient", she, "'She' is 'Ana Ruiz'", FoundBy.SOURCES),
    )
    ana = source(text, 1, SourceKind.NAMED_PERSON, [find(text, "Ana Ruiz"), she], 1)
    return make_report(text, path="ana.txt", sources=(replace(ana, evidence=steps),))


def test_only_the_evidence_on_the_line_is_shown_and_the_rest_is_counted() -> None:
    assert (
        explain(busy(), 2)
        == """\
ana.txt:2

Source S1 Ana Ruiz, named person, 0 statements, mentioned 2 times
  here            2:1 “She”
  because         2:1 “She”: 'She' is 'Ana Ruiz' (sources/salient)
                  and 1 more reason, where it is mentioned elsewhere
"""
    )


def test_what_runs_over_several_lines_is_found_on_each() -> None:
    text = "“One\n\ntwo\n\nthree,” she said.\n"
    long = find(text, "“One\n\ntwo\n\nthree,”")
    said = replace(statement(text, 1, ["One"], "said", "she", None), content=(long,))
    report = make_report(text, statements=(said,))
    assert all("Statement A1" in explain(report, line) for line in (1, 2, 3, 4, 5))
    assert "nothing was found" in explain(report, 6)
    assert report.places[long].end_line == 5
    assert Span(0, 1) not in report.places


def test_colour_changes_no_word_of_an_explanation() -> None:
    for line in range(1, 16):
        assert without_codes(explain(ferry(), line, colour=True)) == explain(ferry(), line)
