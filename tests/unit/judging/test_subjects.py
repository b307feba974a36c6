"""Facts that take some judging: numbers, details, tones, quotations, accusations and their answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.base.spans import Span
from auditor.judging.case import Case, Wording
from auditor.judging.facts import FactValue
from auditor.judging.subjects.dispatch import subjects
from auditor.records.appraisal import Accusation, Reply, ReplyKind
from auditor.records.sourcing import AnonymityGrant, Mode, NonResponse, NonResponseKind, Source, SourceKind
from tests.case_factory import article, case
from tests.factories import accusation, find, source, statement

KIND = SourceKind


def fact(kind: str, name: str, made: Case, number: int = 0) -> FactValue:
    return subjects(kind, made)[number].facts[name]


def spoken(text: str, who: str, kind: SourceKind = KIND.ANONYMOUS, count: int | None = None) -> Case:
    """The case in which `who` says the first word of `text`."""
    one = source(text, 1, kind, [find(text, who)], count)
    return case(article(text), [one], [statement(text, 1, [text.split()[0]], "said", who, "S1")])


# ---------------------------------------------------------------- articles


def test_a_byline_is_one_that_names_somebody() -> None:
    draft = article("Rain is expected.")
    assert fact("article", "byline", case(draft)) is False
    assert fact("article", "byline", case(replace(draft, meta={"author": "Ana Ruiz"}))) is True
    assert fact("article", "byline", case(replace(draft, meta={"author": "Staff"}))) is False


def test_an_approval_stands_in_the_front_matter() -> None:
    draft = article("Rain is expected.")
    assert fact("article", "approval_recorded", case(replace(draft, meta={"approved_by": "AR"}))) is True
    assert fact("article", "approval_recorded", case(replace(draft, meta={"approved_by": ""}))) is False


def test_paragraphs_that_credit_nobody_are_counted_between_those_that_do() -> None:
    text = "Ida said so.\nIt rained.\nIt snowed.\nIda said more."
    ida = source(text, 1, KIND.NAMED_PERSON, [find(text, "Ida")], 1)
    first = statement(text, 1, ["so"], find(text, "said"), "Ida", "S1")
    last = statement(text, 2, ["more"], find(text, "said", 1), find(text, "Ida", 1), "S1")
    assert fact("article", "uncredited_run", case(article(text), [ida], [first, last])) == 2


# ---------------------------------------------------------------- sources


@pytest.mark.parametrize(
    ("who", "count", "number"),
    [("two officials", 2, "exact"), ("several officials", None, "vague"), ("officials", None, "none")],
)
def test_how_many_a_source_is(who: str, count: int | None, number: str) -> None:
    assert fact("source", "number", spoken(f"Trams stop, {who} said.", who, count=count)) == number


@pytest.mark.parametrize(
    ("first", "later", "is_one"),
    [("Sources", "The source", True), ("Sources", "The sources", False), ("A source", "The source", False)],
)
def test_a_plural_that_is_later_taken_up_as_one(first: str, later: str, is_one: bool) -> None:
    text = f"{first} said so. {later} said more."
    plural = first == "Sources"
    one = source(text, 1, KIND.ANONYMOUS, [find(text, first)], None if plural else 1)
    other = source(text, 2, KIND.ANONYMOUS, [find(text, later)], 1)
    assert fact("source", "singular_later", case(article(text), [one, other])) is is_one


@pytest.mark.parametrize(
    ("who", "details"),
    [
        ("a nurse", 1),
        ("a senior nurse at Hexton General", 3),
        ("a 43-year-old woman who is a senior nurse at Hexton General", 5),
    ],
)
def test_details_that_narrow_down_who_somebody_is(who: str, details: int) -> None:
    assert fact("source", "details", spoken(f"Trams stop, {who} said.", who, count=1)) == details


@pytest.mark.parametrize(("who", "is_partial"), [("Anna", True), ("Anna Keller", False), ("Brandt", False)])
def test_a_first_name_alone(who: str, is_partial: bool) -> None:
    assert fact("source", "partial_name", spoken(f"Trams stop, {who} said.", who, KIND.NAMED_PERSON)) is is_partial


def test_a_first_name_that_is_explained_is_no_partial_name() -> None:
    text = "Trams stop, said Anna, who asked to be called that."
    anna = source(text, 1, KIND.NAMED_PERSON, [find(text, "Anna")], 1)
    grant = AnonymityGrant(find(text, "asked to be called that"), None, "S1")
    assert fact("source", "partial_name", case(article(text), [anna], grants=[grant])) is False


@pytest.mark.parametrize(
    ("who", "is_bare"), [("Internal documents", True), ("A letter from the engineer", False), ("Court records", False)]
)
def test_documents_that_could_be_any(who: str, is_bare: bool) -> None:
    text = f"Trams stop, as {who} said."
    assert fact("source", "document_bare", spoken(text, who, KIND.DOCUMENT)) is is_bare


# ---------------------------------------------------------------- statements


@pytest.mark.parametrize(
    ("cue", "tone"),
    [
        ("said", "plain"),
        ("revealed", "factive"),
        ("claimed", "loaded"),
        ("chuckled", "non_speech"),
        ("boasted about", "plain"),
    ],
)
def test_what_a_cue_adds(cue: str, tone: str) -> None:
    text = f"Trams stop, Ida {cue} it."
    ida = source(text, 1, KIND.NAMED_PERSON, [find(text, "Ida")], 1)
    said = statement(text, 1, ["Trams stop"], cue, "Ida", "S1")
    assert fact("statement", "tone", case(article(text), [ida], [said])) == tone


@pytest.mark.parametrize(
    ("said", "attack", "opinion", "praise"),
    [
        ("He is an incompetent bully", True, False, False),
        ("The roof is a disgrace", False, False, False),
        ("I think he will go", False, True, False),
        ("She is a brilliant engineer", False, False, True),
        ("He signed it on Friday", False, False, False),
    ],
)
def test_opinion_attack_and_praise(said: str, attack: bool, opinion: bool, praise: bool) -> None:
    text = f"{said}, an aide said."
    aide = source(text, 1, KIND.ANONYMOUS, [find(text, "an aide")], 1)
    made = case(article(text), [aide], [statement(text, 1, [said], "said", "an aide", "S1")])
    facts = subjects("statement", made)[0].facts
    assert (facts["attack"], facts["opinion"], facts["praise"]) == (attack, opinion, praise)


def quoting(text: str, *turns: tuple[str, str]) -> Case:
    """The case in which each of `turns`, a name and its words, is a direct statement."""
    names = list(dict.fromkeys(name for name, _ in turns))
    people = [source(text, i, KIND.NAMED_PERSON, [find(text, name)], 1) for i, name in enumerate(names, 1)]
    said = [
        statement(
            text,
            i,
            [words],
            find(text, "said", i - 1),
            name,
            f"S{names.index(name) + 1}",
            mode=Mode.DIRECT,
        )
        for i, (name, words) in enumerate(turns, 1)
    ]
    return case(article(text), people, said)


def test_sentences_before_the_speaker_is_told() -> None:
    late = "“We waited for an hour. Nobody came to us. Then it rained,” Ida said."
    assert fact("statement", "sentences_before_speaker", quoting(late, ("Ida", late[:59]))) == 3
    early = "“We waited for an hour,” Ida said. “Nobody came to us.”"
    assert fact("statement", "sentences_before_speaker", quoting(early, ("Ida", "“We waited for an hour,”"))) == 1
    before = "Ida said: “We waited for an hour. Nobody came to us.”"
    assert fact("statement", "sentences_before_speaker", quoting(before, ("Ida", before[10:]))) == 0


def test_two_speakers_run_together() -> None:
    text = "Ida said: “The bridge is quite safe.”\n“I would not walk on it,” Tom said."
    made = quoting(text, ("Ida", "“The bridge is quite safe.”"), ("Tom", "“I would not walk on it,”"))
    assert [s.facts["runs_on"] for s in subjects("statement", made)] == [False, True]
    apart = "Ida said: “The bridge is quite safe.”\nTom was not sure. “I would not walk on it,” he said."
    made = quoting(apart, ("Ida", "“The bridge is quite safe.”"), ("Tom", "“I would not walk on it,”"))
    assert [s.facts["runs_on"] for s in subjects("statement", made)] == [False, False]


def test_the_first_quotation_is_the_first_of_some_length() -> None:
    text = "A “big” day. “We waited for an hour,” Ida said."
    made = quoting(text, ("Ida", "“We waited for an hour,”"))
    assert fact("statement", "first_quotation", made) is True


# ---------------------------------------------------------------- accusations


FERRY = "An aide accused Colin Ames.\nIt rained.\nIt snowed.\nHe did not respond.\nThe claim could not be verified."


def accused(*replies: Reply, by: Source | None = None, others: tuple[Accusation, ...] = ()) -> Case:
    cue, party = find(FERRY, "accused"), find(FERRY, "Colin Ames")
    made = accusation(1, cue, party, "Colin Ames", by=by.id if by else None, replies=replies)
    return case(article(FERRY), [by] if by else [], accusations=[made, *others])


AIDE = source(FERRY, 1, KIND.ANONYMOUS, [find(FERRY, "An aide")], 1)
SILENCE = find(FERRY, "did not respond")


def test_an_answer_by_name_counts_wherever_it_stands() -> None:
    made = accused(Reply(ReplyKind.NO_RESPONSE, SILENCE, True))
    facts = subjects("accusation", made)[0].facts
    assert (facts["answered"], facts["reply"], facts["reply_distance"]) == (True, "no_response", 0.6)


@pytest.mark.parametrize(("place", "answered"), [(SILENCE, False), (find(FERRY, "It rained"), True)])
def test_an_answer_without_a_name_counts_close_by_only(place: Span, answered: bool) -> None:
    facts = subjects("accusation", accused(Reply(ReplyKind.STATEMENT, place, False)))[0].facts
    assert (facts["answered"], facts["perhaps_answered"]) == (answered, True)


def test_no_answer_at_all() -> None:
    facts = subjects("accusation", accused())[0].facts
    assert (facts["answered"], facts["perhaps_answered"], facts["reply"]) == (False, False, "none")
    assert facts["reply_distance"] is None


def test_the_first_accusation_of_a_party_is_told_from_the_next() -> None:
    text = "An aide accused Colin Ames. A clerk accused Colin Ames. A clerk accused Dora Finch."
    parties = ("Colin Ames", "Colin Ames", "Dora Finch")
    made = [accusation(i, cue, cue, party) for i, party in enumerate(parties) if (cue := find(text, "accused", i))]
    found = subjects("accusation", case(article(text), accusations=made))
    assert [subject.facts["first_of_party"] for subject in found] == [True, False, True]


def test_who_accuses_and_whether_anybody_else_does() -> None:
    facts = subjects("accusation", accused(by=AIDE))[0].facts
    assert (facts["by"], facts["by_kind"], facts["by_count"], facts["supported"]) == (
        "An aide",
        "anonymous",
        1,
        False,
    )
    assert facts["attributed"] is True


def test_how_far_a_claim_was_checked_stands_near_by() -> None:
    assert fact("accusation", "checked", accused()) is False
    text = "An aide accused Colin Ames. The claim could not be verified."
    cue = find(text, "accused")
    one = accusation(1, cue, cue, "Colin Ames")
    assert fact("accusation", "checked", case(article(text), accusations=[one])) is True


# ---------------------------------------------------------------- non-responses and wordings


def test_one_who_declines_and_speaks_without_a_name() -> None:
    text = "An executive at Hallam Textiles said so. Hallam Textiles declined to comment by email."
    one = source(text, 1, KIND.ANONYMOUS, [find(text, "An executive at Hallam Textiles")], 1)
    silence = NonResponse(find(text, "declined to comment"), NonResponseKind.DECLINED, find(text, "Hallam Textiles", 1))
    facts = subjects("non_response", case(article(text), [one], non_responses=[silence]))[0].facts
    assert (facts["party_speaks_unnamed"], facts["channel_stated"]) == (True, True)


def test_words_that_a_rule_found() -> None:
    text = "The Courier has learned of it. Ida said so."
    made = case(article(text), wordings=[Wording("has-learned", find(text, "The Courier has learned"), "core/x")])
    assert dict(subjects("wording", made)[0].facts) == {
        "words": "The Courier has learned",
        "tag": "has-learned",
        "attributed_in_sentence": False,
        "in_headline": False,
    }
