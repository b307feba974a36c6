"""What the terminal shows: findings, the marked article, and the evidence behind a line."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.text import Text

from auditor.base.spans import Span
from auditor.records.report import Failure, Report, RunResult
from auditor.records.rules import FoundBy
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import AnonymityGrant, Evidence, Mode, NonResponse, NonResponseKind, SourceKind
from auditor.render.explain import explain
from auditor.render.show import show
from auditor.render.terminal import closing, findings
from tests.factories import FERRY, cranes, ferry, find, finding, make_report, nothing, source, statement

FAILED = Failure("drafts/photo.txt", "A307", "this is no text", "save it as plain text")
RUN = RunResult((ferry(), nothing()), (FAILED,))


def without_codes(text: str) -> str:
    """The words of text with ANSI codes."""
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


# ---------------------------------------------------------------- findings


def test_a_clean_run_says_so_or_nothing() -> None:
    clean = RunResult((nothing(),))
    assert findings(clean, colour=False) == "1 draft audited: no findings.\n"
    assert findings(clean, colour=False, quiet=True) == ""


def test_findings_like_a_linter() -> None:
    assert findings(RUN, colour=False).split("\n") == [
        "drafts/ferry.txt:1:1 info default/lead-on-anonymous-sources The lead rests on them.",
        "drafts/ferry.txt:11:1 warning default/reason-for-anonymity S6 is anonymous and the article does not say why.",
        "drafts/ferry.txt:11:57 error default/hedge Say who says so.",
        "drafts/photo.txt: A307 this is no text",
        "  save it as plain text",
        "2 drafts audited: 3 findings (1 error, 1 warning, 1 info), 1 waived, 1 file failed.",
        "",
    ]


def test_quiet_leaves_out_only_the_closing_line() -> None:
    full, quiet = findings(RUN, colour=False), findings(RUN, colour=False, quiet=True)
    assert full == f"{quiet}{closing(RUN)}\n"


def test_articles_keep_their_order() -> None:
    second = replace(ferry(), article=replace(ferry().article, path="a.txt"))
    lines = findings(RunResult((ferry(), second)), colour=False, quiet=True).split("\n")
    assert [line.split(":")[0] for line in lines if line] == ["drafts/ferry.txt"] * 3 + ["a.txt"] * 3


def test_a_finding_that_is_not_sure_says_so() -> None:
    unsure = replace(finding(1, "a/b", Severity.INFO, "Look.", None), confidence=Confidence.LOW)
    report = make_report(FERRY, findings=(unsure,))
    assert findings(RunResult((report,)), colour=False, quiet=True) == (
        "drafts/ferry.txt:1:1 info a/b Look. [low confidence]\n"
    )


def test_long_lines_stay_one_line() -> None:
    report = make_report(FERRY, findings=(finding(1, "a/b", Severity.INFO, "word " * 400, None),))
    assert findings(RunResult((report,)), colour=True, quiet=True).count("\n") == 1


def test_nothing_in_a_message_steers_the_terminal() -> None:
    report = make_report(FERRY, findings=(finding(1, "a/b", Severity.INFO, "a\x1b[2J[bold]b[/bold] :smile:", None),))
    assert findings(RunResult((report,)), colour=False, quiet=True) == (
        "drafts/ferry.txt:1:1 info a/b a\ufffd[2J[bold]b[/bold] :smile:\n"
    )


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (RunResult(()), "No draft audited: no findings."),
        (RunResult((), (FAILED,)), "No draft audited: no findings, 1 file failed."),
        (RunResult((), (FAILED, FAILED)), "No draft audited: no findings, 2 files failed."),
    ],
)
def test_closing_lines(result: RunResult, words: str) -> None:
    assert closing(result) == words


def test_colour_changes_no_word() -> None:
    coloured = findings(RUN, colour=True)
    assert "\x1b[1;31merror\x1b[0m" in coloured
    assert without_codes(coloured) == findings(RUN, colour=False)


# ---------------------------------------------------------------- the marked article

PLAIN = """\
[S1 source]  {cue}  «content»  <anonymity: grant>  <no comment: non-response>

  1 │ «Night ferry may be cut», [S1 aides] {say}
  2 │
  3 │ «The Port of Lindholm plans to end its night ferry in May», {according to} [S2 two people
    │ briefed on the plan].
  4 │
  5 │ [S2 The people], <anonymity: who asked not to be named because the vote is weeks away>, {said}
    │ «the route loses $40,000 a month».
  6 │
  7 │ «“We have decided nothing,”» [S3 Mayor Ida Brandt] {said}. «“Nobody saw a budget.”» [S3 She]
    │ *{promised}* «a hearing | a vote».
  8 │
  9 │ [S4 Critics] {called} «the plan rushed». [S5 A port report from 2024] {said} «1,200 riders use
    │ the boat each week».
 10 │
 11 │ [S6 A person close to the union] {said} «a strike was possible». {[S7 It is said]} that «the
    │ captain has quit».
 12 │
 13 │ <no comment: The union did not respond to requests for comment>. Reached by phone, <no
    │ comment: the harbour master declined to comment>.
 14 │
 15 │ «“Last boat out,”» a sign {read}.

6 sources: 1 named, 2 anonymous (3 people), 2 unnamed groups, 1 document. 1 of the 2 anonymous
sources is explained; not S6. The lead rests on anonymous sources alone. 1 statement hides who says
so. 1 statement has no source that could be made out.
S1  unnamed group         1 statement   aides
S2  anonymous (2 people)  2 statements  two people briefed on the plan
S3  named person          2 statements  Mayor Ida Brandt
S4  unnamed group         1 statement   Critics
S5  document              1 statement   A port report from 2024
S6  anonymous (1 person)  1 statement   A person close to the union
S7  not attributed        1 statement   It is said
"""


def test_without_colour_brackets_mark_the_article() -> None:
    assert show(FERRY, ferry(), colour=False, width=100) == PLAIN


def test_an_article_without_sources_is_shown_as_it_is() -> None:
    assert show("Rain is expected on Sunday.\n", nothing(), colour=False).split("\n") == [
        "[S1 source]  {cue}  «content»  <anonymity: grant>  <no comment: non-response>",
        "",
        " 1 │ Rain is expected on Sunday.",
        "",
        "No source was found.",
        "",
    ]


def styles(shown: str, words: str) -> set[str]:
    """The styles of every character of the first occurrence of `words` in text with ANSI codes."""
    text = Text.from_ansi(shown)
    start = text.plain.index(words)
    return {str(span.style) for span in text.spans if span.start < start + len(words) and start < span.end}


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("aides", "bold color(3)"),
        ("two people briefed", "bold color(1)"),
        ("Ida Brandt", "bold color(2)"),
        ("port report", "bold color(4)"),
        ("according to", "italic color(5)"),
        ("end its night ferry", "underline"),
        ("asked not to be named", "color(0) on color(3)"),
        ("union did not respond", "color(0) on color(6)"),
    ],
)
def test_colours_mark_the_article(words: str, style: str) -> None:
    found = styles(show(FERRY, ferry(), colour=True, width=200), words)
    assert found == {style}


def test_with_colour_only_ids_are_added() -> None:
    shown = without_codes(show(FERRY, ferry(), colour=True, width=1000))
    body = [line.split("│", 1)[1].strip() for line in shown.split("\n") if "│" in line]
    assert [re.sub(r" S\d\b", "", line) for line in body] == FERRY.strip("\n").split("\n")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_numbered_as_the_file_has_them(end: str) -> None:
    text = FERRY.replace("\n", end)
    said = statement(text, 1, ["captain has quit"], "It is said", None, None)
    shown = show(text, make_report(text, statements=(said,)), colour=False, width=200)
    assert " 11 │ A person close to the union said a strike was possible. {It is said} that the " in shown
    assert shown.count("│") == 15
    assert "\r" not in shown


def test_marks_may_cross() -> None:
    text = "He said aides left town.\n"
    report = make_report(
        text,
        statements=(
            statement(text, 1, ["aides left"], "said", "He", None),
            statement(text, 2, ["left town"], "said", "He", None),
        ),
        grants=(AnonymityGrant(find(text, "said aides"), None, None),),
    )
    line = show(text, report, colour=False).split("\n")[2]
    assert line == " 1 │ He <anonymity: {{said}} «aides> «left» town»."


def test_a_mention_inside_another_of_the_same_source_is_not_marked() -> None:
    text = "Hill Street Voice said no.\n"
    whole, street, hill = find(text, "Hill Street Voice"), find(text, "Street"), find(text, "Hill")
    voice = source(text, 1, SourceKind.NAMED_ORGANIZATION, [whole, street])
    report = make_report(text, sources=(voice, source(text, 2, SourceKind.NAMED_PERSON, [hill])))
    assert show(text, report, colour=False).split("\n")[2] == " 1 │ [S1 [S2 Hill] Street Voice] said no."


def test_nothing_in_an_article_steers_the_terminal() -> None:
    text = "a\x1b[2Jb [bold]c[/bold] :smile:\n"
    assert show(text, make_report(text), colour=False).split("\n")[2] == (" 1 │ a\ufffd[2Jb [bold]c[/bold] :smile:")


# ---------------------------------------------------------------- a line explained


def test_a_line_with_nothing_on_it_says_so() -> None:
    assert explain(ferry(), 2) == "drafts/ferry.txt:2: nothing was found on this line.\n"
    assert explain(ferry(), 99) == "drafts/ferry.txt:99: nothing was found on this line.\n"


def test_a_statement_a_source_and_a_grant_are_explained() -> None:
    assert (
        explain(ferry(), 5)
        == """\
drafts/ferry.txt:5

Statement A3: indirect, high confidence
  content   5:76 “the route loses $40,000 a month”
  cue       5:71 “said”
  source    5:1 “The people” → S2 two people briefed on the plan, anonymous (2 people)
  because   core/attribution/said → 5:71 “said” → cue

Source S2 two people briefed on the plan, anonymous (2 people), 2 statements, 2 mentions
  here      5:1 “The people”
  because   core/descriptors/made → 3:72 “two people briefed on the plan” → a source of the kind anonymous

Anonymity grant
  words     5:13 “who asked not to be named because the vote is weeks away”
  reason    5:39 “because the vote is weeks away”
  given to  S2 two people briefed on the plan, anonymous (2 people)
  because   core/grants/asked-not-to-be-named → 5:13 \
“who asked not to be named because the vote is weeks away” → grant
"""
    )


def test_a_relayed_source_is_explained_with_its_outlet() -> None:
    assert (
        "Relayed: people on whom another outlet relied\n"
        "  words     3:23 “a port source”\n"
        "  outlet    3:42 “Radio Brack” → Radio Brack\n"
        "  source    S1"
    ) in explain(cranes(), 3)


def test_findings_are_explained_with_their_caution() -> None:
    assert (
        explain(ferry(), 11).split("\n\n")[-2]
        == """\
Finding warning default/reason-for-anonymity: S6 is anonymous and the article does not say why. \
(high confidence)
  words     11:1 “A person close to the union”
  about     S6 A person close to the union, anonymous (1 person)
  caution   A reason may be known to the desk.
  because   sources/kind → 11:1 “A person close to the union” → why it is anonymous"""
    )


def test_a_finding_on_the_whole_article_is_explained_on_its_first_line() -> None:
    assert explain(ferry(), 1).endswith(
        "\nFinding info default/lead-on-anonymous-sources: The lead rests on them. (high confidence)\n"
        "  on        the whole article\n"
    )


def test_non_responses_and_notes_are_explained() -> None:
    assert (
        explain(ferry(), 13)
        == """\
drafts/ferry.txt:13

Non-response: did not respond
  words     13:1 “The union did not respond to requests for comment”
  party     13:1 “The union”
  because   core/non-responses/did-not-respond → 13:1 “The union did not respond to requests for comment” → \
non-response

Non-response: declined to comment
  words     13:70 “the harbour master declined to comment”
  party     13:70 “the harbour master” → Per Holm

Note A320: Odd mark.
"""
    )


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

Statement A1: direct, high confidence
  content   1:1 “Go,”
  cue       none in the text
  source    none in the text → no source could be made out

Anonymity grant
  words     1:7 “it said”
  reason    not said
  given to  no source that could be made out

Non-response: was asked and has not answered yet
  words     1:7 “it said”
  party     not said
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

Source S1 Ana Ruiz, named person, 0 statements, 2 mentions
  here      2:1 “She”
  because   sources/salient → 2:1 “She” → 'She' is 'Ana Ruiz'
  and 1 step of evidence on other mentions
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
