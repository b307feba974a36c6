"""What readers are told by which to judge a source, each grade with the words that it rests on."""

from __future__ import annotations

import pytest

from auditor.base.spans import Span
from auditor.judging import profiles as profile
from auditor.records.appraisal import Accusation, Identified, Knows, Profile, Reason
from auditor.records.sourcing import AnonymityGrant, Mode, SourceKind
from tests.case_factory import article, case, core_words
from tests.factories import accusation, find, source, statement

KIND = SourceKind


def profile_of(text: str, who: str, kind: SourceKind = KIND.ANONYMOUS, reason: str | None = None) -> Profile:
    """The profile of the source `who`, who says the first words of `text`, in the article `text`."""
    mention = find(text, who)
    grants = [AnonymityGrant(find(text, reason), find(text, reason), "S1")] if reason else []
    described = mention if kind is not KIND.NAMED_PERSON else None
    one = source(text, 1, kind, [mention], 1, described)
    said = statement(text, 1, [text.split()[0]], "said", who, "S1")
    (found,) = case(article(text), [one], [said], grants).profiles
    return found


def words(text: str, span: Span | None) -> str | None:
    return span.of(text) if span else None


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        ("a source", Identified.BARE),
        ("official", Identified.CLASS),
        ("an Interior Ministry official", Identified.ROLE),
        ("a person familiar with the letter", Identified.ACCESS),
        ("an executive at a rival firm", Identified.SIDE),
    ],
)
def test_the_ladder_of_unnamed_sources(who: str, expected: Identified) -> None:
    text = f"Trams will stop, {who} said."
    found = profile_of(text, who)
    assert (found.identified.value, words(text, found.identified.span)) == (expected, who)


def test_a_name_without_and_with_a_position() -> None:
    text = "Trams will stop, Ida Brandt said."
    assert profile_of(text, "Ida Brandt", KIND.NAMED_PERSON).identified.value is Identified.NAME
    text = "Trams will stop, the engineer Ida Brandt said."
    brandt = source(text, 1, KIND.NAMED_PERSON, [find(text, "Ida Brandt")], 1, find(text, "the engineer"))
    (found,) = case(article(text), [brandt]).profiles
    assert (found.identified.value, words(text, found.identified.span)) == (
        Identified.NAME_AND_POSITION,
        "the engineer",
    )


def test_words_that_hide_who_says_so_identify_nobody() -> None:
    text = "It is said that trams will stop."
    nobody = source(text, 1, KIND.UNATTRIBUTED, [find(text, "It is said")])
    (found,) = case(article(text), [nobody]).profiles
    assert (found.identified.value, found.identified.span) == (Identified.HIDDEN, None)


@pytest.mark.parametrize(
    ("who", "clause", "grade", "by"),
    [
        ("two people who attended the meeting", "", Knows.FIRST_HAND, "attended"),
        ("a clerk", ", who was in the room,", Knows.FIRST_HAND, "who was in the room"),
        ("a person who has seen the report", "", Knows.DOCUMENT, "has seen"),
        ("an aide briefed on the talks", "", Knows.BRIEFED, "briefed on"),
        ("people familiar with the letter", "", Knows.FAMILIAR, "familiar with"),
        ("people familiar with the matter", "", Knows.NOT_SAID, None),
        ("a clerk who was not involved in the talks", "", Knows.NOT_SAID, None),
        ("a senior official", "", Knows.NOT_SAID, None),
    ],
)
def test_how_a_source_knows(who: str, clause: str, grade: Knows, by: str | None) -> None:
    text = f"Trams will stop, {who}{clause} said."
    found = profile_of(text, who)
    assert (found.knows.value, words(text, found.knows.span)) == (grade, by)


@pytest.mark.parametrize(
    ("reason", "grade", "by"),
    [
        ("because she is a victim of sexual assault", Reason.PROTECTIVE, "victim of sexual"),
        ("for fear of being fired", Reason.SPECIFIC, "being fired"),
        ("because he did not want to get on the wrong side of the mayor", Reason.CONVENIENCE, "wrong side of"),
        ("because they were not authorized to speak publicly", Reason.ROTE, "authorized to"),
        ("because the matter is sensitive", Reason.ROTE, "sensitive"),
        ("because they were not authorized to speak and feared retaliation", Reason.SPECIFIC, "retaliation"),
        ("because the vote is weeks away", Reason.OTHER, "because the vote is weeks away"),
    ],
)
def test_what_a_reason_is_worth(reason: str, grade: Reason, by: str) -> None:
    found = profile.reason_of(reason, Span(0, len(reason)), core_words())
    assert (found.value, words(reason, found.span)) == (grade, by)


def test_why_a_source_is_not_named_is_asked_of_unnamed_sources_only() -> None:
    text = "Trams will stop, an official said, because the vote is weeks away."
    assert profile_of(text, "an official").unnamed is not None
    found = profile_of(text, "an official", reason="because the vote is weeks away").unnamed
    assert found is not None
    assert found.value is Reason.OTHER
    named = profile_of("Trams will stop, Ida Brandt said.", "Ida Brandt", KIND.NAMED_PERSON)
    assert named.unnamed is None


def test_the_side_on_which_a_source_stands() -> None:
    text = "Trams will stop, a lawyer for the union said."
    assert words(text, profile_of(text, "a lawyer for the union").side) == "lawyer for"
    text = "Trams will stop, an engineer said."
    assert profile_of(text, "an engineer").side is None


def test_what_stands_on_a_source_alone_and_what_is_borne_out() -> None:
    text = (
        "The night ferry will close in May after 40 years, an official said.\n"
        "“Nobody asked us,” the official said.\n"
        "Ida Brandt said the ferry, 40 years old, would close in May."
    )
    official = source(text, 1, KIND.ANONYMOUS, [find(text, "an official"), find(text, "the official")], 1)
    brandt = source(text, 2, KIND.NAMED_PERSON, [find(text, "Ida Brandt")], 1)
    said = [find(text, "said", n) for n in range(3)]
    first = statement(text, 1, ["The night ferry will close in May after 40 years"], said[0], "an official", "S1")
    second = statement(text, 2, ["“Nobody asked us,”"], said[1], "the official", "S1", mode=Mode.DIRECT)
    third = statement(text, 3, ["the ferry, 40 years old, would close in May"], said[2], "Ida Brandt", "S2")
    found, other = case(article(text), [official, brandt], [first, second, third]).profiles
    assert (found.direct, found.indirect, found.alone, found.only_in) == (1, 1, ("A2",), ("lead",))
    assert [(b.statement_id, b.by_statement, b.by_source, b.paragraphs) for b in found.backing] == [
        ("A1", "A3", "S2", 2)
    ]
    assert other.alone == ()


def test_a_denial_bears_out_nothing() -> None:
    text = (
        "The night ferry will close in May after 40 years, an official said.\n"
        "Ida Brandt denied that the night ferry would close in May after 40 years."
    )
    official = source(text, 1, KIND.ANONYMOUS, [find(text, "an official")], 1)
    brandt = source(text, 2, KIND.NAMED_PERSON, [find(text, "Ida Brandt")], 1)
    first = statement(text, 1, ["The night ferry will close in May after 40 years"], "said", "an official", "S1")
    denied = statement(text, 2, ["the night ferry would close in May after 40 years"], "denied", "Ida Brandt", "S2")
    found, other = case(article(text), [official, brandt], [first, denied]).profiles
    assert (found.backing, other.backing) == ((), ())


def test_an_accusation_that_nobody_else_makes_stands_alone() -> None:
    text = "An aide accused Tom Rudge. Ida Brandt accused Tom Rudge. An aide accused Dora Finch."
    aide = source(text, 1, KIND.ANONYMOUS, [find(text, "An aide")], 1)
    brandt = source(text, 2, KIND.NAMED_PERSON, [find(text, "Ida Brandt")], 1)

    def accused(number: int, party: str, by: str) -> Accusation:
        return accusation(number, find(text, "accused", number - 1), find(text, party), party, by=by)

    made = case(
        article(text),
        [aide, brandt],
        accusations=[
            accused(1, "Tom Rudge", "S1"),
            accused(2, "Tom Rudge", "S2"),
            accused(3, "Dora Finch", "S1"),
        ],
    )
    assert [p.accusations for p in made.profiles] == [("C3",), ()]
