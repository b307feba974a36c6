"""JUnit XML: what fails is a failure, what does not is skipped, and no character breaks it."""

from __future__ import annotations

from dataclasses import replace

from lxml import etree

from auditor.records.report import Bar, RunResult
from auditor.records.scales import Severity
from auditor.render.machine import junit
from tests.factories import ferry
from tests.unit.render.machine import samples

WHOLE = """\
<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="auditor" tests="6" failures="2" errors="1">
 <testsuite name="drafts/ferry.txt" tests="4" failures="2" errors="0" skipped="2">
  <properties>
   <property name="format" value="txt"/>
   <property name="sha256" value="abababababababababababababababababababababababababababababababab"/>
   <property name="words" value="127"/>
   <property name="sources" value="6 sources: 1 named, 2 anonymous (3 people), 2 unnamed groups, 1 document."/>
  </properties>
  <testcase classname="drafts/ferry.txt" name="default/lead-on-anonymous-sources (whole article)">
   <skipped message="The lead rests on them. (info, high confidence)"></skipped>
  </testcase>
  <testcase classname="drafts/ferry.txt" name="default/reason-for-anonymity (11:1)">
   <failure type="default/reason-for-anonymity" message="S6 is anonymous and the article does not say why.">\
S6 is anonymous and the article does not say why.
Severity: warning, high confidence
Caution: A reason may be known to the desk.</failure>
  </testcase>
  <testcase classname="drafts/ferry.txt" name="default/hedge (11:57)">
   <failure type="default/hedge" message="Say who says so.">Say who says so.
Severity: error, high confidence</failure>
  </testcase>
  <testcase classname="drafts/ferry.txt" name="default/quotation (15:1)">
   <skipped message="waived: A sign.">Who?</skipped>
  </testcase>
 </testsuite>
 <testsuite name="drafts/rain.txt" tests="1" failures="0" errors="0" skipped="0">
  <properties>
   <property name="format" value="txt"/>
   <property name="sha256" value="abababababababababababababababababababababababababababababababab"/>
   <property name="words" value="5"/>
   <property name="sources" value="No source was found."/>
  </properties>
  <testcase classname="drafts/rain.txt" name="nothing fails"/>
 </testsuite>
 <testsuite name="drafts/photo.txt" tests="1" failures="0" errors="1" skipped="0">
  <properties>
   <property name="file" value="drafts/photo.txt"/>
  </properties>
  <testcase classname="drafts/photo.txt" name="can be audited">
   <error type="A307" message="this is no text">save it as plain text</error>
  </testcase>
 </testsuite>
</testsuites>
"""


def parsed(result: RunResult, bar: Bar | None = None) -> etree._Element:
    return etree.fromstring(junit.write(result, bar or Bar()).encode("utf-8"))


def outcomes(result: RunResult, bar: Bar | None = None) -> list[str]:
    return [" ".join(child.tag for child in case) for case in parsed(result, bar).iter("testcase")]


def test_a_run() -> None:
    assert junit.write(samples.whole(), Bar()) == WHOLE


def test_failures_are_what_fails_the_run() -> None:
    run = RunResult((ferry(),))
    assert outcomes(run) == ["skipped", "failure", "failure", "skipped"]
    assert outcomes(run, Bar(Severity.ERROR)) == ["skipped", "skipped", "failure", "skipped"]
    assert outcomes(run, Bar(None)) == ["", "skipped", "skipped", "skipped", "skipped"]
    assert outcomes(run, Bar(Severity.INFO)) == ["failure", "failure", "failure", "skipped"]


def test_a_finding_that_is_unsure_never_fails() -> None:
    assert outcomes(RunResult((samples.emoji(),))) == ["failure", "failure", "failure", "skipped"]
    *_, last = parsed(RunResult((samples.emoji(),))).iter("skipped")
    assert last.get("message") == "Who? (error, low confidence)"


def test_no_two_cases_of_a_draft_share_a_name() -> None:
    again = replace(ferry().findings[2], id="F9")
    run = RunResult((replace(ferry(), findings=(ferry().findings[2], again)),))
    assert [case.get("name") for case in parsed(run).iter("testcase")] == [
        "default/hedge (11:57)",
        "default/hedge (11:57) 2",
    ]


def test_places_of_parts_stand_in_the_names() -> None:
    names = [(case.get("classname"), case.get("name")) for case in parsed(samples.parts()).iter("testcase")]
    assert names[0] == ("drafts/aid.docx", "default/hedge (paragraph 12)")
    assert names[2] == ("out/corpus.csv#a17", "default/hedge (row 1, paragraph 2)")
    assert names[-1] == ("out/corpus.csv#a18", "can be audited")


def test_a_server_reads_the_words_of_the_draft_again() -> None:
    root = parsed(samples.hostile())
    (suite, failed) = root
    assert suite.get("name") == "dr,a:f%t\n::error::x<&>\"' \\x1b[1m\\udce9]]>.txt"
    assert failed.find("testcase/error").get("type") == "A3\n07"
    message = suite.find("testcase/failure").get("message")
    assert message.startswith("Words: ::error file=x::pwned ##[error]pwned ]]> \"quoted\" 'single' <b>&amp;</b>")
    assert "\\ufffe" in message


def test_an_empty_run() -> None:
    assert len(parsed(RunResult(()))) == 0
