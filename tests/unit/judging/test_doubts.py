"""Sources and hedges that may be told of beside themselves: how sure what is said of them is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from auditor.base.spans import Span
from auditor.judging.case import Case
from auditor.judging.subjects.dispatch import subjects
from auditor.records.scales import Confidence
from auditor.records.sourcing import AnonymityGrant, Source, SourceKind, Statement
from tests.case_factory import article, case
from tests.factories import find, source, statement

KIND = SourceKind
HIGH, LOW = Confidence.HIGH, Confidence.LOW


def said(text: str, speakers: Sequence[tuple[str, SourceKind, str]], headline: bool = False) -> Case:
    """The case in which each of `speakers`, in order, says the words given; *said* is its cue where that stands."""
    sources: list[Source] = []
    statements: list[Statement] = []
    for number, (who, kind, content) in enumerate(speakers, 1):
        span = find(text, who)
        many = who.endswith("s") and kind is KIND.ANONYMOUS
        sources.append(source(text, number, kind, [span], None if many else 1))
        cue = Span(span.end, span.end)
        statements.append(statement(text, number, [content], cue, who, f"S{number}"))
    return case(article(text, headline), sources, statements)


def sure(made: Case, label: str) -> Confidence:
    """How sure it is of the source with that label."""
    return next(s.confidence for s in subjects("source", made) if s.facts["label"] == label)


def test_who_is_taken_up_after_another_without_a_name_may_be_that_one() -> None:
    text = "A council aide said the pier was sold. It is old. The same clerk said the price was low."
    made = said(text, [("A council aide", KIND.ANONYMOUS, "pier"), ("The same clerk", KIND.ANONYMOUS, "price")])
    assert (sure(made, "A council aide"), sure(made, "The same clerk")) == (HIGH, LOW)


def test_sources_that_nobody_went_before_are_no_others() -> None:
    text = "Ida Brandt said the pier was sold. It is old. The sources said the price was low."
    made = said(text, [("Ida Brandt", KIND.NAMED_PERSON, "pier"), ("The sources", KIND.ANONYMOUS, "price")])
    assert sure(made, "The sources") is HIGH


def test_the_word_of_a_headline_may_stand_for_those_below() -> None:
    text = "Pier is sold: sources\nThe pier is sold, two people briefed on the talks said."
    who = "two people briefed on the talks"
    made = said(text, [("sources", KIND.ANONYMOUS, "Pier is sold"), (who, KIND.ANONYMOUS, "pier is")], headline=True)
    assert (sure(made, "sources"), sure(made, who)) == (LOW, HIGH)
    alone = said("Pier is sold: sources\nIt is old.", [("sources", KIND.ANONYMOUS, "Pier is sold")], headline=True)
    assert sure(alone, "sources") is HIGH


def test_a_description_cut_short_may_be_the_longer_one() -> None:
    text = "The pier is sold, a source familiar with the talks said. The price is low, a source familiar, said."
    made = said(text, [("a source familiar with the talks", KIND.ANONYMOUS, "pier")])
    short = source(text, 2, KIND.ANONYMOUS, [find(text, "a source familiar", 1)], 1)
    second = statement(text, 2, ["price"], find(text, "said", 1), find(text, "a source familiar", 1), "S2")
    both = case(made.article, [*made.sources, short], [*made.statements, second])
    assert (sure(both, "a source familiar with the talks"), sure(both, "a source familiar")) == (HIGH, LOW)


@pytest.mark.parametrize(
    ("words", "expected"),
    [("chief warden, Odile T. Brandt,", LOW), ("a warden, Hexton's own,", HIGH), ("a chief warden", HIGH)],
)
def test_a_role_before_a_name_between_commas_is_that_persons(words: str, expected: Confidence) -> None:
    who = words.partition(",")[0]
    made = said(f"According to {words} the oaks are sick.", [(who, KIND.ANONYMOUS, "oaks")])
    assert sure(made, who) is expected


@pytest.mark.parametrize(
    ("then", "expected"),
    [
        ("“We tried all we could,” said Ada Moss.", LOW),
        ("“We tried all we could,” said Ada Moss, a weaver.", HIGH),
        ("\n“We tried all we could,” said Ada Moss.", HIGH),
    ],
)
def test_who_is_named_right_after_may_be_the_one_before(then: str, expected: Confidence) -> None:
    text = f"An aide in the mill's office said the mill would close. {then}"
    who = "An aide in the mill's office"
    moss = find(text, "Ada Moss")
    described = find(text, "a weaver") if "weaver" in text else None
    sources = [
        source(text, 1, KIND.ANONYMOUS, [find(text, who)], 1),
        source(text, 2, KIND.NAMED_PERSON, [moss], 1, described),
    ]
    statements = [
        statement(text, 1, ["the mill would close"], "said", who, "S1"),
        statement(text, 2, ["We tried all we could"], find(text, "said", 1), moss, "S2"),
    ]
    assert sure(case(article(text), sources, statements), who) is expected


def test_a_role_alone_may_be_who_says_it_again_under_a_name_further_down() -> None:
    text = (
        "Unlimited holidays tempt weavers, an expert said.\nThe mill has 90 weavers.\n"
        "Weavers need unlimited patience, Ada Moss said.\nThe loom is old, a weaver said."
    )
    speakers = [
        ("an expert", KIND.ANONYMOUS, "Unlimited holidays tempt weavers"),
        ("Ada Moss", KIND.NAMED_PERSON, "Weavers need unlimited patience"),
        ("a weaver", KIND.ANONYMOUS, "The loom is old"),
    ]
    made = said(text, speakers)
    assert (sure(made, "an expert"), sure(made, "a weaver")) == (LOW, HIGH)


def test_a_grant_of_many_may_be_each_ones() -> None:
    who, other = "one of the ten aides who spoke on the same terms", "A clerk in his office"
    text = f"The mayor may resign, said {who}. {other} said he slept badly."
    made = said(text, [(who, KIND.ANONYMOUS, "resign"), (other, KIND.ANONYMOUS, "slept")])
    grant = AnonymityGrant(find(text, "spoke on the same terms"), find(text, "on the same terms"), "S1", None, ())
    assert sure(made, other) is HIGH
    assert sure(case(made.article, made.sources, made.statements, [grant]), other) is LOW


# ---------------------------------------------------------------- hedges


def hedged(text: str, cue: str, other: tuple[str, SourceKind, str] | None, headline: bool = False) -> Confidence:
    """How sure it is that `cue` hides who says so, where `other` says something beside it."""
    made = said(text, [other] if other else [], headline)
    hidden = source(text, 9, KIND.UNATTRIBUTED, [find(text, cue)])
    hedge = statement(text, 9, [text.split(cue)[1].split(".")[0].strip()], cue, None, "S9")
    both = case(made.article, [*made.sources, hidden], [*made.statements, hedge])
    return next(s.confidence for s in subjects("statement", both) if s.facts["hedge"])


HERALD = "the Hexton Herald"
IDA = "Ida Brandt"


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("According to the Hexton Herald, the pier rots. It reportedly sank.", (HERALD, KIND.MEDIA, "pier"), LOW),
        ("According to the Hexton Herald, the pier rots.\nIt reportedly sank.", (HERALD, KIND.MEDIA, "pier"), HIGH),
        ("According to Ida Brandt, the pier rots. It reportedly sank.", (IDA, KIND.NAMED_PERSON, "pier"), HIGH),
        ("It reportedly sank.\nThe news, told by the Hexton Herald, spread.", (HERALD, KIND.MEDIA, "The news"), LOW),
        ("It reportedly sank.\nThe pier, says the Hexton Herald, rots.", (HERALD, KIND.MEDIA, "rots"), HIGH),
        ("It reportedly sank. The crew was asleep.", None, HIGH),
    ],
)  # fmt: skip
def test_a_hedge_beside_a_report_that_is_named_is_doubtful(
    text: str, other: tuple[str, SourceKind, str] | None, expected: Confidence
) -> None:
    assert hedged(text, "reportedly", other) is expected


def test_a_hedge_in_a_headline_is_doubtful_where_the_lead_tells_who_says_so() -> None:
    told = "Pier reportedly sinks.\nThe pier sank on Monday, the Hexton Herald says."
    assert hedged(told, "reportedly", (HERALD, KIND.MEDIA, "The pier sank"), headline=True) is LOW
    assert hedged("Pier reportedly sinks.\nThe pier sank.", "reportedly", None, headline=True) is HIGH


@pytest.mark.parametrize(
    ("text", "cue", "expected"),
    [
        ("The mill is believed to be worth about £30m.", "is believed", LOW),
        ("The mill is believed to be full of rats.", "is believed", HIGH),
        ("The mill is thought to have £30m left.", "is thought", HIGH),
    ],
)
def test_what_something_is_believed_to_be_worth_is_seldom_objected_to(
    text: str, cue: str, expected: Confidence
) -> None:
    assert hedged(text, cue, None) is expected


def test_a_role_whose_bearer_is_named_as_the_next_to_speak_may_be_that_person() -> None:
    text = "The pier was shut, a port official said. Port official Ida Brandt said it would stay so. Rain fell."
    who = "Port official Ida Brandt"
    made = said(text, [("a port official", KIND.ANONYMOUS, "shut"), (who, KIND.NAMED_PERSON, "stay")])
    assert sure(made, "a port official") is LOW


def test_a_role_that_the_next_to_speak_does_not_bear_is_somebody_else() -> None:
    text = "The pier was shut, a port official said.\n\nHarbour master Ida Brandt said it would stay so. Rain fell."
    who = "Harbour master Ida Brandt"
    made = said(text, [("a port official", KIND.ANONYMOUS, "shut"), (who, KIND.NAMED_PERSON, "stay")])
    assert sure(made, "a port official") is HIGH
