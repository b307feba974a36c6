"""Counts by kind, words inside and outside quotation marks, and who carries the headline and the lead."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.judging import metrics
from auditor.language import quotations
from auditor.records.article import Article
from auditor.records.report import Footing, Metrics
from auditor.records.resolved import Resolved
from auditor.records.sourcing import AnonymityGrant, Mode, NonResponse, NonResponseKind, Source, SourceKind, Statement
from tests.case_factory import article
from tests.factories import find, source, statement

KIND = SourceKind

BRIDGE = """\
Bridge to close in June, officials say

The Alder bridge will close in June, two people briefed on the plan said. They told the mayor so on Friday.

“We need it,” Mayor Ida Brandt said, and called the closing “a slow disaster” for the town.
"""


def _measure(draft: Article, sources: Sequence[Source], statements: Sequence[Statement]) -> Metrics:
    quoted = quotations.find(draft.text, draft.blocks)
    return metrics.measure(draft, quoted, Resolved(tuple(sources), tuple(statements)))


def _bridge_sources() -> tuple[Source, ...]:
    two = find(BRIDGE, "two people briefed on the plan")
    return (
        source(BRIDGE, 1, KIND.UNNAMED_GROUP, [find(BRIDGE, "officials")]),
        source(BRIDGE, 2, KIND.ANONYMOUS, [two], 2),
        source(BRIDGE, 3, KIND.NAMED_PERSON, [find(BRIDGE, "Mayor Ida Brandt")], 1),
    )


def _bridge_statements() -> tuple[Statement, ...]:
    two = "two people briefed on the plan"
    said = find(BRIDGE, "said", 1)
    return (
        statement(BRIDGE, 1, ["Bridge to close in June"], "say", "officials", "S1"),
        statement(BRIDGE, 2, ["The Alder bridge will close in June"], "said", two, "S2"),
        statement(BRIDGE, 3, ["“We need it,”"], said, "Mayor Ida Brandt", "S3", mode=Mode.DIRECT),
        statement(BRIDGE, 4, ["the closing “a slow disaster” for the town"], "called", None, "S3", mode=Mode.MIXED),
    )


def test_an_article_without_sources_counts_nothing() -> None:
    assert metrics.measure(article("Rain is expected."), (), Resolved()) == Metrics(
        sources={},
        statements={},
        words={},
        quoted_words={},
        unresolved_statements=0,
        grants=0,
        grants_with_reason=0,
        non_responses=0,
        footings=(Footing("lead", (), 0, False),),
    )


def test_sources_statements_and_words_are_counted_by_kind() -> None:
    found = _measure(article(BRIDGE, headline=True), _bridge_sources(), _bridge_statements())
    assert found.sources == {KIND.NAMED_PERSON: 1, KIND.ANONYMOUS: 1, KIND.UNNAMED_GROUP: 1}
    assert found.statements == {KIND.NAMED_PERSON: 2, KIND.ANONYMOUS: 1, KIND.UNNAMED_GROUP: 1}
    assert found.words == {KIND.NAMED_PERSON: 3 + 8, KIND.ANONYMOUS: 7, KIND.UNNAMED_GROUP: 5}
    assert found.unresolved_statements == found.unresolved_words == 0


def test_kinds_come_in_the_order_in_which_reports_list_them() -> None:
    found = _measure(article(BRIDGE, headline=True), _bridge_sources(), _bridge_statements())
    assert list(found.sources) == [KIND.NAMED_PERSON, KIND.ANONYMOUS, KIND.UNNAMED_GROUP]


def test_quoted_words_are_those_of_the_content_inside_quotation_marks() -> None:
    found = _measure(article(BRIDGE, headline=True), _bridge_sources(), _bridge_statements())
    assert found.quoted_words == {KIND.NAMED_PERSON: 3 + 3}


def test_a_statement_whose_source_is_not_known_is_counted_apart() -> None:
    text = "“Nobody asked us,” one sign read. Nine more were seized."
    nobody = statement(text, 1, ["“Nobody asked us,”"], "read", None, None, mode=Mode.DIRECT)
    found = _measure(article(text), (), (nobody,))
    assert found.statements == {}
    assert (found.unresolved_statements, found.unresolved_words, found.unresolved_quoted_words) == (1, 3, 3)


def test_grants_and_non_responses_are_counted() -> None:
    text = "She asked not to be named because she is a juror. He asked not to be named. Alder Bank was silent."
    first = find(text, "asked not to be named because she is a juror")
    reason = find(text, "because she is a juror")
    grants = (
        AnonymityGrant(first, reason, "S1"),
        AnonymityGrant(find(text, "asked not to be named", 1), None, "S2"),
    )
    silent = NonResponse(find(text, "was silent"), NonResponseKind.NO_RESPONSE, None)
    found = metrics.measure(article(text), (), Resolved(grants=tuple(grants), non_responses=(silent,)))
    assert (found.grants, found.grants_with_reason, found.non_responses) == (2, 1, 1)


def test_the_parts_are_the_headline_above_the_first_paragraph_and_that_paragraph() -> None:
    parts = metrics.part_spans(article(BRIDGE, headline=True))
    assert [span.of(BRIDGE) for span in parts["headline"]] == ["Bridge to close in June, officials say"]
    assert [span.of(BRIDGE)[:16] for span in parts["lead"]] == ["The Alder bridge"]


def test_a_headline_below_the_first_paragraph_is_not_the_headline() -> None:
    draft = article("What next\n\nThe bridge stays shut.", headline=True)
    upside_down = Article(draft.path, draft.format, draft.text, draft.blocks[::-1], draft.digest)
    assert list(metrics.part_spans(upside_down)) == ["lead"]


def test_a_part_rests_on_the_sources_of_the_statements_in_it() -> None:
    found = _measure(article(BRIDGE, headline=True), _bridge_sources(), _bridge_statements())
    assert found.footings == (Footing("headline", ("S1",), 1, False), Footing("lead", ("S2",), 1, True))


def test_a_lead_with_a_named_source_beside_an_anonymous_one_is_not_anonymous() -> None:
    text = "The bank will close, an aide said, and Ida Brandt confirmed the date."
    aide = source(text, 1, KIND.ANONYMOUS, [find(text, "an aide")], 1)
    brandt = source(text, 2, KIND.NAMED_PERSON, [find(text, "Ida Brandt")], 1)
    said = statement(text, 1, ["The bank will close"], "said", "an aide", "S1")
    confirmed = statement(text, 2, ["the date"], "confirmed", "Ida Brandt", "S2")
    assert _measure(article(text), (aide, brandt), (said, confirmed)).footing("lead") == Footing(
        "lead", ("S1", "S2"), 2, False
    )


def test_a_lead_with_a_statement_of_nobody_known_is_not_anonymous() -> None:
    text = "The bank will close, an aide said, and the staff is reportedly packing."
    aide = source(text, 1, KIND.ANONYMOUS, [find(text, "an aide")], 1)
    said = statement(text, 1, ["The bank will close"], "said", "an aide", "S1")
    hedge = statement(text, 2, ["the staff is"], "reportedly", None, None)
    footing = _measure(article(text), (aide,), (said, hedge)).footing("lead")
    assert footing == Footing("lead", ("S1",), 2, False)


def test_a_statement_that_another_passes_on_carries_nothing() -> None:
    text = "Mayor Ida Brandt told aides that she would resign, two people briefed on the talk said."
    brandt = source(text, 1, KIND.NAMED_PERSON, [find(text, "Mayor Ida Brandt")], 1)
    two = source(text, 2, KIND.ANONYMOUS, [find(text, "two people briefed on the talk")], 2)
    told = statement(text, 1, ["that she would resign"], "told", "Mayor Ida Brandt", "S1")
    outer = statement(
        text,
        2,
        ["Mayor Ida Brandt told aides that she would resign"],
        "said",
        "two people briefed on the talk",
        "S2",
    )
    assert _measure(article(text), (brandt, two), (told, outer)).footing("lead") == Footing("lead", ("S2",), 1, True)


def test_a_statement_only_partly_inside_another_is_not_passed_on() -> None:
    text = "The bank will close, Brandt said, and left, an aide said."
    brandt = source(text, 1, KIND.NAMED_PERSON, [find(text, "Brandt")], 1)
    aide = source(text, 2, KIND.ANONYMOUS, [find(text, "an aide")], 1)
    said = statement(text, 1, ["The bank will close"], "said", "Brandt", "S1")
    outer = statement(text, 2, ["said, and left"], find(text, "said", 1), "an aide", "S2")
    assert _measure(article(text), (brandt, aide), (said, outer)).footing("lead") == Footing(
        "lead", ("S1", "S2"), 2, False
    )


def test_a_statement_inside_one_piece_of_a_divided_one_is_passed_on() -> None:
    text = "“Brandt told us so,” an aide said. “We left.”"
    brandt = source(text, 1, KIND.NAMED_PERSON, [find(text, "Brandt")], 1)
    aide = source(text, 2, KIND.ANONYMOUS, [find(text, "an aide")], 1)
    told = statement(text, 1, ["so"], "told", "Brandt", "S1")
    outer = statement(text, 2, ["Brandt told us so", "We left."], "said", "an aide", "S2", mode=Mode.DIRECT)
    assert _measure(article(text), (brandt, aide), (told, outer)).footing("lead") == Footing("lead", ("S2",), 1, True)


def test_a_statement_that_runs_on_below_the_lead_still_lies_in_it() -> None:
    text = "“We left,” a nurse said.\n“We had to.”"
    nurse = source(text, 1, KIND.ANONYMOUS, [find(text, "a nurse")], 1)
    said = statement(text, 1, ["“We left,”", "“We had to.”"], "said", "a nurse", "S1", mode=Mode.DIRECT)
    assert _measure(article(text), (nurse,), (said,)).footing("lead") == Footing("lead", ("S1",), 1, True)
