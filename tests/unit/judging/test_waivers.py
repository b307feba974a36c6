"""Waivers weighed against findings: what may stand, and what becomes of waivers that do not hold."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.base.spans import Span
from auditor.judging import waivers
from auditor.judging.case import Case
from auditor.judging.facts import FACTS
from auditor.judging.subjects.waivers import waivers as waivers_of
from auditor.judging.waivers import weigh
from auditor.records.article import Block, BlockRole
from auditor.records.report import Finding
from auditor.records.scales import Severity
from auditor.records.sourcing import SourceKind
from auditor.records.waiver import Waiver, WaiverState
from tests.case_factory import article, case
from tests.factories import find, finding, source

TEXT = "An insider said it. XX\nA clerk said so.\n\nXX\nAn insider said more."
RULES = {"desk/bare", "desk/lead"}
TODAY = "2026-05-01"


def made(*given: Waiver, anonymous: bool = True) -> Case:
    """The case of three paragraphs, with two places where somebody could have written a waiver: `XX`."""
    spans = [find(TEXT, "An insider said it."), find(TEXT, "A clerk said so."), find(TEXT, "An insider said more.")]
    blocks = tuple(Block(n, BlockRole.PARA, span) for n, span in enumerate(spans))
    kind = SourceKind.ANONYMOUS if anonymous else SourceKind.NAMED_PERSON
    people = (
        source(TEXT, 1, kind, [find(TEXT, "An insider")]),
        replace(source(TEXT, 2, SourceKind.NAMED_PERSON, [find(TEXT, "A clerk")]), label="Ida Brandt"),
    )
    return case(replace(article(TEXT), blocks=blocks, waivers=given), people)


def findings() -> list[Finding]:
    return [
        finding(1, "desk/bare", Severity.WARNING, "Who?", find(TEXT, "An insider")),
        finding(2, "desk/bare", Severity.WARNING, "Who?", find(TEXT, "An insider", 1)),
        finding(3, "desk/lead", Severity.WARNING, "Alone.", None),
    ]


def written(nth: int = 0) -> Span:
    return find(TEXT, "XX", nth)


def waived(*given: Waiver, today: str = TODAY) -> list[str | None]:
    return [each.waived for each in weigh(findings(), made(*given), RULES, today)[0]]


def state(waiver: Waiver, today: str = TODAY, anonymous: bool = True) -> tuple[WaiverState, bool]:
    (weighed,) = weigh(findings(), made(waiver, anonymous=anonymous), RULES, today)[1]
    return weighed.state, weighed.is_blanket


def test_a_waiver_on_a_line_holds_for_its_paragraph() -> None:
    assert waived(Waiver("desk/bare", "so", "KL", span=written())) == ["so (KL)", None, None]


def test_a_waiver_on_a_line_of_its_own_holds_for_the_next_paragraph() -> None:
    assert waived(Waiver("desk/bare", "so", span=written(1))) == [None, "so", None]


def test_what_is_about_the_whole_article_is_waived_from_anywhere() -> None:
    waiver = Waiver("desk/lead", "so", until="2026-06-30", span=written(1))
    assert waived(waiver) == [None, None, "so (until 2026-06-30)"]
    assert state(waiver) == (WaiverState.USED, False)


def test_words_choose_among_places() -> None:
    text_of_both = Waiver("desk/bare", "so", words="an  INSIDER")
    assert waived(text_of_both) == ["so", "so", None]
    assert state(text_of_both) == (WaiverState.USED, False)
    assert state(Waiver("desk/bare", "so", words="a porter")) == (WaiverState.UNUSED, False)


def test_without_words_it_is_a_blanket() -> None:
    assert waived(Waiver("desk/bare", "so")) == ["so", "so", None]
    assert state(Waiver("desk/bare", "so")) == (WaiverState.USED, True)
    assert state(Waiver("desk/lead", "so")) == (WaiverState.USED, False)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("insider", ["so", None, None]),
        ("said it.", ["so", None, None]),
        ("An insider said more.", [None, "so", None]),
        (TEXT, ["so", "so", None]),
        ("A clerk", [None, None, None]),
    ],
)
def test_a_comment_on_words_holds_for_what_is_on_them_or_else_in_their_paragraphs(
    words: str, expected: list[str | None]
) -> None:
    assert waived(Waiver("desk/bare", "so", on=find(TEXT, words))) == expected


def test_a_comment_on_one_of_two_places_in_a_paragraph_leaves_the_other() -> None:
    two = [
        finding(1, "desk/bare", Severity.WARNING, "Who?", find(TEXT, "An")),
        finding(2, "desk/bare", Severity.WARNING, "Who?", find(TEXT, "said it")),
    ]
    for words, expected in (("An insider", ["so", None]), ("insider", ["so", "so"]), ("it.", [None, "so"])):
        given = made(Waiver("desk/bare", "so", on=find(TEXT, words)))
        assert [each.waived for each in weigh(two, given, RULES, TODAY)[0]] == expected


def test_a_comment_on_words_is_no_blanket_and_waives_what_is_about_the_whole_article() -> None:
    waiver = Waiver("desk/lead", "so", on=find(TEXT, "A clerk"))
    assert waived(waiver) == [None, None, "so"]
    assert state(waiver) == (WaiverState.USED, False)
    assert state(Waiver("desk/bare", "so", on=find(TEXT, "insider"))) == (WaiverState.USED, False)
    assert state(Waiver("desk/bare", "so", on=find(TEXT, "A clerk"))) == (WaiverState.UNUSED, False)


def test_a_comment_on_no_words_holds_for_the_paragraph_in_which_it_stands_or_that_follows() -> None:
    end = find(TEXT, "An insider said it.").end
    assert waived(Waiver("desk/bare", "so", on=Span(end, end))) == ["so", None, None]
    assert waived(Waiver("desk/bare", "so", on=Span(0, 0))) == ["so", None, None]
    between = find(TEXT, "XX", 1)
    assert waived(Waiver("desk/bare", "so", on=between)) == [None, "so", None]


def test_the_first_waiver_of_a_finding_gives_the_reason() -> None:
    assert waived(Waiver("desk/lead", "first"), Waiver("desk/lead", "second"))[2] == "first"


@pytest.mark.parametrize(
    ("waiver", "what"),
    [
        (Waiver(""), WaiverState.UNCLEAR),
        (Waiver("desk/bear", "so"), WaiverState.UNKNOWN),
        (Waiver("desk/bare"), WaiverState.REASONLESS),
        (Waiver("desk/bare", "REASON"), WaiverState.REASONLESS),
        (Waiver("desk/bare", "so", until="2026-04-30"), WaiverState.EXPIRED),
        (Waiver("desk/bare", "it was Olaf Berg"), WaiverState.REFUSED),
        (Waiver("desk/bare", "ask Brandt, who knows"), WaiverState.REFUSED),
        (Waiver("desk/bare", "so says Maria"), WaiverState.REFUSED),
        (Waiver("desk/bare", "the official is Okonkwo"), WaiverState.REFUSED),
        (Waiver("desk/bare", "it is OLAF BERG"), WaiverState.REFUSED),
        (Waiver("desk/bare", "ask olaf@ministry.example"), WaiverState.REFUSED),
        (Waiver("desk/bare", "so", by="Olaf Berg, who told us"), WaiverState.REFUSED),
        (Waiver("desk/bare", "so", words="an"), WaiverState.UNUSED),
        (Waiver("desk/bare", "so", span=find(TEXT, "A clerk")), WaiverState.UNUSED),
    ],
)
def test_what_does_not_hold_waives_nothing(waiver: Waiver, what: WaiverState) -> None:
    assert waived(waiver) == [None, None, None]
    assert state(waiver) == (what, False)


def test_it_holds_on_its_last_day_and_where_no_day_is_known() -> None:
    waiver = Waiver("desk/lead", "so", until="2026-05-01")
    assert waived(waiver)[2] == "so (until 2026-05-01)"
    assert state(replace(waiver, until="2001-01-01"), today="") == (WaiverState.USED, False)


@pytest.mark.parametrize("reason", ["The desk knows why", "agreed with KL on Monday", "no more can be said safely"])
def test_reasons_without_names_are_taken(reason: str) -> None:
    assert state(Waiver("desk/lead", reason)) == (WaiverState.USED, False)


def test_names_are_only_refused_where_somebody_is_anonymous() -> None:
    assert state(Waiver("desk/lead", "Olaf Berg said so on the record"), anonymous=False) == (WaiverState.USED, False)


def test_a_waiver_at_the_very_end_holds_for_the_last_paragraph() -> None:
    assert waivers.held(Span(len(TEXT), len(TEXT)), made()) == find(TEXT, "An insider said more.")


def test_policies_know_what_became_of_each_waiver() -> None:
    given = (Waiver("desk/bare", "so", "KL", span=written(), text="waive desk/bare because so (by KL)"), Waiver(""))
    made_of = made(*given)
    subjects = waivers_of(weigh(findings(), made_of, RULES, TODAY)[1], made_of)
    assert [subject.facts["state"] for subject in subjects] == ["used", "unclear"]
    assert subjects[0].span == find(TEXT, "An insider said it.")
    assert subjects[0].facts["signed"] is True
    assert all(set(subject.facts) == set(FACTS["waiver"]) for subject in subjects)
