"""The reader's box: who speaks by name, who does not and why, who was asked; nothing beyond the article."""

from __future__ import annotations

from dataclasses import replace

from auditor.records.report import Report
from auditor.records.scales import Confidence
from auditor.records.sourcing import NonResponse, NonResponseKind, SourceKind
from auditor.render.dispatch import render_report
from tests.factories import FERRY, cranes, ferry, find, make_report, nothing, source, statement


def told(report: Report) -> list[str]:
    return [line for line in render_report(report, "box").split("\n") if line][:-1]


def test_it_tells_readers_how_the_story_was_sourced() -> None:
    assert told(ferry()) == [
        "# How we sourced this story",
        "1 person speaks in this story by name.",
        "2 sources (3 people) are not named:",
        "- two people briefed on the plan: “because the vote is weeks away”",
        "- A person close to the union: no reason is given",
        "Others are described, and not named: “aides” and “Critics”.",
        "It draws on 1 document: “A port report from 2024”.",
        "Asked for comment:",
        "- The union did not respond to our questions",
        "- Per Holm declined to comment",
    ]


def test_a_story_without_sources_says_so() -> None:
    assert told(nothing())[1:] == ["Nobody speaks in this story by name.", "No anonymous source is quoted."]


def test_people_on_whom_another_outlet_relies_are_that_outlets() -> None:
    assert told(cranes())[1:] == [
        "Nobody speaks in this story by name.",
        "No anonymous source is quoted.",
        "It passes on what others have reported: Radio Brack.",
    ]


def test_what_is_not_sure_is_left_out() -> None:
    sources = tuple(replace(source, confidence=Confidence.LOW) for source in ferry().sources)
    assert told(replace(ferry(), sources=sources))[1:3] == [
        "Nobody speaks in this story by name.",
        "No anonymous source is quoted.",
    ]


def test_who_was_asked_twice_stands_once_and_may_have_no_name() -> None:
    asked = [NonResponse(find(FERRY, word), NonResponseKind.PENDING, None) for word in ("aides", "Critics")]
    assert told(make_report(FERRY, non_responses=tuple(asked)))[-1:] == [
        "- Somebody whom the story does not name had not answered when this was published"
    ]


def test_who_declined_and_is_quoted_all_the_same_declined_further_comment() -> None:
    text = "Tom Ames declined to comment. “It is early,” he said. The clerk, Ada Moll, would not say."
    ames = source(text, 1, SourceKind.NAMED_PERSON, [find(text, "Tom Ames"), find(text, "he")], 1)
    said = statement(text, 1, ["“It is early,”"], "said", "he", "S1")
    asked = (
        NonResponse(find(text, "declined to comment"), NonResponseKind.DECLINED, find(text, "Tom Ames")),
        NonResponse(find(text, "would not say"), NonResponseKind.DECLINED, find(text, "The clerk, Ada Moll")),
    )
    assert told(make_report(text, sources=(ames,), statements=(said,), non_responses=asked))[-3:] == [
        "Asked for comment:",
        "- Tom Ames declined to comment further",
        "- The clerk, Ada Moll, declined to comment",
    ]


def test_as_html_it_is_one_element_and_its_words_are_never_read_as_markup() -> None:
    sources = tuple(replace(source, label="<b>aides & co</b>") for source in ferry().sources)
    page = render_report(replace(ferry(), sources=sources), "box-html")
    assert page.startswith('<aside class="how-we-sourced-this">')
    assert "&lt;b&gt;aides &amp; co&lt;/b&gt;" in page
    assert "<b>" not in page
