"""A news article as it was saved from a web page, page and all: what an audit must say of it, line by line.

The article and what is expected of it (`halted-military-aid.expected.md`) lie outside the project, beside the checkout.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor import audit_file
from auditor.records.report import Report
from auditor.records.sourcing import Mode, Source

ARTICLE = Path(__file__).parents[2] / "shared" / "articles" / "halted-military-aid.txt"

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(not ARTICLE.exists(), reason=f"the article is not there: {ARTICLE.name}"),
]

SOURCES = (
    ("two people familiar with the planning", "anonymous", 2),
    ("POLITICO", "media", None),
    ("Donald Trump", "named_person", 1),
    ("Morgan Murphy", "named_person", 1),
    ("Volodymyr Zelenskyy", "named_person", 1),
    ("Karoline Leavitt", "named_person", 1),
    ("Rob Lee", "named_person", 1),
    ("Ukrainian officials", "unnamed_group", None),
)
"""Label, kind and number of individuals, in the order in which they first appear."""

STATEMENTS = (
    ("two people familiar with the planning", "Halted shipments of some American military aid"),
    ("two people familiar with the planning", "deliveries of engineering equipment"),
    ("POLITICO", "were paused earlier this month"),
    ("Donald Trump", "more aid would be sent to Ukraine"),
    ("Donald Trump", "We’re going to send some more weapons"),
    ("Donald Trump", "he was willing to step up"),
    ("Donald Trump", "They do want to have"),
    ("Donald Trump", "They’re very hard to get"),
    ("Donald Trump", "did not go well"),
    ("Donald Trump", "very unhappy"),
    ("Donald Trump", "It just seems like he wants"),
    ("Donald Trump", "the call with Zelenskyy was more productive"),
    ("Donald Trump", "Yeah, we might"),
    ("Morgan Murphy", "set up before news of the arms pause"),
    ("Volodymyr Zelenskyy", "probably the best conversation"),
    ("Volodymyr Zelenskyy", "1,270 drones, 39 missiles"),
    ("Karoline Leavitt", "a pause, to review"),
    ("Rob Lee", "The air defense munitions"),
    ("Rob Lee", "Russia is actually targeting"),
    ("Ukrainian officials", "killed at least 11 civilians and injured more than 80"),
)
"""Whose statement it is, and words of its content."""

ONE_STATEMENT = (
    ("They do want to have", "They’re very hard to get"),
    ("more aid would be sent to Ukraine", "We’re going to send some more weapons"),
    ("very unhappy", "It just seems like he wants"),
)
"""Words that a quotation running on without a cue of its own joins to one statement."""

NO_SOURCES = ("Kellogg", "Umerov", "Putin", "Pentagon", "government", "allies", "lawmakers", "Stokols", "Messerly")

FURNITURE_ABOVE = "Breaking News"
FURNITURE_BELOW = ("Eli Stokols", "Source link", "Leave a Reply", "Required fields", "Trending", "Exit mobile")


@pytest.fixture(scope="module")
def text() -> str:
    return ARTICLE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def report() -> Report:
    return audit_file(ARTICLE)


def source(report: Report, label: str) -> Source:
    (found,) = (s for s in report.sources if s.label == label)
    return found


def contents(report: Report, statement_id: str) -> str:
    (statement,) = (s for s in report.statements if s.id == statement_id)
    return " … ".join(report.text(span) for span in statement.content)


def saying(report: Report, words: str) -> list[str]:
    """The ids of the statements whose content holds `words`."""
    return [s.id for s in report.statements if words in contents(report, s.id)]


def test_the_sources_with_their_kinds_and_numbers(report: Report) -> None:
    found = [(s.label, str(s.kind), s.count) for s in report.sources]
    assert sorted(found, key=str) == sorted(SOURCES, key=str)


def test_the_headline_counts(report: Report) -> None:
    assert (report.metrics.named, report.metrics.anonymous) == (5, 1)
    assert {str(kind): n for kind, n in report.metrics.sources.items() if n} == {
        "named_person": 5,
        "anonymous": 1,
        "unnamed_group": 1,
        "media": 1,
    }


@pytest.mark.parametrize(("label", "words"), STATEMENTS)
def test_every_statement_is_its_source_s(label: str, words: str, report: Report) -> None:
    owner = source(report, label)
    (statement_id,) = saying(report, words)
    assert statement_id in {s.id for s in report.statements_of(owner.id)}


def test_no_other_statements(report: Report) -> None:
    expected = {statement_id for _, words in STATEMENTS for statement_id in saying(report, words)}
    left = {s.id: contents(report, s.id) for s in report.statements if s.id not in expected}
    # Two halves of one sentence, each with a cue of its own: one statement or two, both are right.
    permitted = ("more weapons could soon be on the way", "the aid stoppage wasn’t permanent")
    assert [words for words in left.values() if not any(p in words for p in permitted)] == []


@pytest.mark.parametrize(("one", "other"), ONE_STATEMENT)
def test_a_quotation_that_runs_on_is_one_statement(one: str, other: str, report: Report) -> None:
    assert saying(report, one) == saying(report, other)


def test_quotation_marks_make_a_statement_direct(report: Report) -> None:
    (statement_id,) = saying(report, "They’re very hard to get")
    assert [s.mode for s in report.statements if s.id == statement_id] == [Mode.DIRECT]


def test_later_mentions_reach_their_source(report: Report) -> None:
    def words(label: str) -> set[str]:
        return {report.text(m.span) for m in source(report, label).mentions}

    assert words("two people familiar with the planning") >= {"the people"}
    assert words("Donald Trump") >= {"the president", "He", "he", "Trump"}
    assert words("Volodymyr Zelenskyy") >= {"The Ukrainian president", "Zelenskyy"}
    assert words("Rob Lee") >= {"Lee"}


def test_the_grant_with_its_reason_reaches_the_source_three_paragraphs_before(report: Report) -> None:
    (grant,) = report.grants
    assert report.text(grant.span) == "who were granted anonymity to share details of ongoing discussions"
    assert grant.reason is not None
    assert report.text(grant.reason) == "to share details of ongoing discussions"
    assert grant.source_id == source(report, "two people familiar with the planning").id


def test_the_non_response(report: Report) -> None:
    (item,) = report.non_responses
    assert report.text(item.span) == "The Pentagon did not respond to a request for comment"
    assert item.party is not None
    assert report.text(item.party) == "The Pentagon"
    assert item.kind == "no_response"


@pytest.mark.parametrize("name", NO_SOURCES)
def test_who_is_no_source(name: str, report: Report) -> None:
    assert not [s.label for s in report.sources if name in s.label]
    speakers = [report.text(s.source) for s in report.statements if s.source is not None]
    assert not [words for words in speakers if name in words and words != "Kellogg spokesperson Morgan Murphy"]


@pytest.mark.parametrize("words", ["sees the resumption", "raised new questions", "contributed reporting"])
def test_what_is_no_statement(words: str, report: Report, text: str) -> None:
    at = text.index(words)
    assert not [s.id for s in report.statements if s.cue is not None and at <= s.cue.start < at + len(words)]


def test_the_page_around_the_article_is_silent(report: Report, text: str) -> None:
    assert report.article.title == "Halted military aid for Ukraine may start flowing again"
    headline = text.index(report.article.title)
    assert text.index(FURNITURE_ABOVE) < headline
    below = min(text.index(words) for words in FURNITURE_BELOW)
    published = text.index("Published"), text.index("Halted shipments")
    noted = {note.span for note in report.notes}
    for span, place in report.places.items():
        inside = headline <= span.start and span.end <= below and not published[0] <= span.start < published[1]
        assert inside or span in noted, place


def test_the_lead_rests_on_anonymous_sources_alone(report: Report) -> None:
    lead = report.metrics.footing("lead")
    assert lead is not None
    assert lead.anonymous_only
    assert lead.source_ids == (source(report, "two people familiar with the planning").id,)
    (finding,) = report.findings
    assert finding.policy == "default/lead-on-anonymous-only"
    assert "two people" in finding.message


def test_a_reason_for_anonymity_satisfies_who_requires_one(report: Report) -> None:
    assert any(pack.name == "default" for pack in report.provenance.packs)
    assert "default/anonymous-without-reason" not in {finding.policy for finding in report.findings}
