"""What comments say, and of what there are comments."""

from __future__ import annotations

from dataclasses import replace

from auditor.annotating.annotate import annotated
from auditor.annotating.comments import comments
from auditor.readers.documents.word import read_word
from auditor.readers.draft import Draft
from auditor.records.scales import Confidence, Severity
from tests.factories import FERRY, ferry, find, finding, nothing
from tests.unit.annotating.documents import document, para, run, said

DATA = document("".join(para(run(each.replace("&", "&amp;"))) for each in FERRY.strip().split("\n\n")))


def test_the_draft_has_the_text_that_the_report_is_about() -> None:
    assert read_word(Draft("ferry.docx", DATA)).text == FERRY.strip()


def test_a_finding_is_told_in_plain_words_a_paragraph_each() -> None:
    span = find(FERRY, "two people briefed on the plan")
    found = finding(1, "desk/why", Severity.WARNING, "No reason\nis  given.", span, caution="A reason can tell.")
    unsure = replace(found, confidence=Confidence.LOW, severity=Severity.INFO, caution="", mend="Say why.", span=None)
    report = replace(ferry(), findings=(found, unsure))
    first, second = comments(report, with_sources=False)
    assert (first.span, first.words) == (span, "two people briefed on the plan")
    assert first.paragraphs == (
        "Warning, high confidence",
        "No reason is given.",
        "Caution: A reason can tell.",
        "Rule: desk/why",
    )
    assert (second.span, second.words) == (None, "")
    assert second.paragraphs == (
        "Info, low confidence; look before you act",
        "No reason is given.",
        "To mend it: Say why.",
        "Rule: desk/why",
    )


def test_what_is_waived_has_no_comment() -> None:
    report = ferry()
    waived = [each for each in report.findings if each.waived is not None]
    assert waived
    assert len(comments(report, with_sources=False)) == len(report.findings) - len(waived)
    assert comments(nothing(), with_sources=True) == ()


def test_anonymous_sources_and_grants_have_comments_if_asked_for() -> None:
    report = replace(ferry(), findings=())
    copy = annotated(Draft("ferry.docx", DATA), comments(report, with_sources=True))
    assert [(each.words, *each.paragraphs) for each in said(copy).values()] == [
        (
            "two people briefed on the plan",
            "Anonymous source S2: two people briefed on the plan (2 people; 2 statements)",
            "Why not named: “because the vote is weeks away” (line 5) – a reason of its own, for an editor to weigh.",
            "How the source knows: was told by those in charge (“briefed on”).",
            "No other source for 1 of its 2 statements was found in the draft; the rest is said by S5, A port report"
            " from 2024 (line 9), too.",
        ),
        (
            "who asked not to be named because the vote is weeks away",
            "Anonymity granted to S2, two people briefed on the plan",
            "Reason: “because the vote is weeks away”",
        ),
        (
            "A person close to the union",
            "Anonymous source S6: A person close to the union (1 person; 1 statement)",
            "Why not named: the draft does not say.",
            "How the source knows: is familiar with the matter (“close to”).",
            "No other source for what it says was found in the draft.",
        ),
    ]


def test_every_finding_stands_at_its_words_and_those_on_the_whole_article_at_the_headline() -> None:
    report = ferry()
    found = said(annotated(Draft("ferry.docx", DATA), comments(report, with_sources=False)))
    for finding_ in report.findings:
        if finding_.waived is None:
            words = "Night ferry may be cut, aides say" if finding_.span is None else report.text(finding_.span)
            assert words in [each.words for each in found.values() if finding_.message in each.paragraphs]
