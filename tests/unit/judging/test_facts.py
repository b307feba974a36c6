"""The facts of each subject: complete, of the types that the table says, and true."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum

import pytest

from auditor.base.errors import PackError
from auditor.judging import descriptions
from auditor.judging.case import Case, Wording
from auditor.judging.facts import FACTS, TABLE, FactType, FactValue
from auditor.judging.policy import LEDGER, WAIVER
from auditor.judging.subjects.dispatch import subjects
from auditor.judging.subjects.record import Subject
from auditor.language.words import Words
from auditor.records.appraisal import AccusationKind, Reply, ReplyKind
from auditor.records.article import BlockRole
from auditor.records.rules import FoundBy
from auditor.records.scales import Confidence
from auditor.records.sourcing import (
    AnonymityGrant,
    Evidence,
    Form,
    Mention,
    Mode,
    NonResponse,
    NonResponseKind,
    Relayed,
    Source,
    SourceKind,
    Statement,
)
from tests.case_factory import DESCRIPTIONS, article, case
from tests.factories import accusation, find, source, statement

KIND = SourceKind

UNKNOWN = {"ledger_people", "count", "by_count", "other_kind_within", "named_within", "reply_distance"}
"""The facts that may not be known."""

QUARRY = """\
Quarry to close, sources say
The Tansley quarry will close in May, according to sources. “We are finished,” a foreman told workers.
The foreman asked not to be named because he is owed wages. Tansley Stone did not reply to an email.
It is understood that 80 jobs will go. “Nobody has told us anything at all.” The gates were shut.
"""


def _quarry() -> Case:
    lead = find(QUARRY, "sources", 1)
    return case(
        article(QUARRY, headline=True),
        (
            source(QUARRY, 1, KIND.ANONYMOUS, [find(QUARRY, "sources"), lead]),
            source(
                QUARRY, 2, KIND.ANONYMOUS, [find(QUARRY, "a foreman"), find(QUARRY, "The foreman")], 1
            ),
            source(QUARRY, 3, KIND.UNATTRIBUTED, [find(QUARRY, "It is understood")]),
        ),
        (
            statement(QUARRY, 1, ["Quarry to close"], "say", "sources", "S1"),
            statement(
                QUARRY, 2, ["The Tansley quarry will close in May"], "according to", lead, "S1",
            ),
            statement(QUARRY, 3, ["“We are finished,”"], "told", "a foreman", "S2", mode=Mode.DIRECT),
            statement(QUARRY, 4, ["80 jobs will go"], "It is understood", None, "S3"),
        ),
        (
            AnonymityGrant(
                find(QUARRY, "asked not to be named because he is owed wages"),
                find(QUARRY, "because he is owed wages"),
                "S2",
                find(QUARRY, "The foreman"),
            ),
        ),
        (
            NonResponse(
                find(QUARRY, "Tansley Stone did not reply to an email"),
                NonResponseKind.NO_RESPONSE,
                find(QUARRY, "Tansley Stone"),
            ),
        ),
        verbs=["has told"],
        accusations=(
            accusation(
                1,
                find(QUARRY, "told us"),
                find(QUARRY, "Tansley Stone"),
                "Tansley Stone",
                AccusationKind.CRITICISM,
                replies=(Reply(ReplyKind.NO_RESPONSE, find(QUARRY, "did not reply"), True),),
            ),
        ),
        wordings=(Wording("boilerplate", find(QUARRY, "The gates were shut"), "core/wordings/made"),),
        relayed=(Relayed(find(QUARRY, "a foreman"), "a foreman", None, None, "the Courier"),),
    )  # fmt: skip


def _facts(kind: str, number: int = 0) -> dict[str, FactValue]:
    return dict(subjects(kind, _quarry())[number].facts)


def _is(value: FactValue, fact: FactType) -> bool:
    if isinstance(fact, tuple):
        return value in fact
    if issubclass(fact, Enum):
        return value in [member.value for member in fact]
    return type(value) is fact


@pytest.mark.parametrize("kind", [kind for kind in TABLE if kind not in {WAIVER, LEDGER}])
def test_a_subject_has_exactly_the_facts_of_the_table_each_of_its_type(kind: str) -> None:
    found = subjects(kind, _quarry())
    assert found
    for subject in found:
        assert set(subject.facts) == set(FACTS[kind])
        for name, value in subject.facts.items():
            assert (value is None and name in UNKNOWN) or _is(value, FACTS[kind][name]), (name, value)


def test_every_fact_says_what_it_is_and_every_basis_is_a_number() -> None:
    for facts in TABLE.values():
        for name, fact in facts.items():
            assert fact.what, name
            assert not fact.basis or facts[fact.basis].type is int, name


@pytest.mark.parametrize("kind", [kind for kind in TABLE if kind not in {WAIVER, LEDGER}])
def test_subjects_come_in_order_of_place(kind: str) -> None:
    starts = [subject.span.start for subject in subjects(kind, _quarry()) if subject.span]
    assert starts == sorted(starts)


def test_an_article_without_statements_has_shares_of_nothing() -> None:
    (subject,) = subjects("article", case(article("Rain is expected on Sunday.")))
    assert subject.facts["anonymous_share"] == subject.facts["named_share"] == 0.0
    assert (subject.span, subject.facts["length"]) == (None, 5)


def test_the_facts_of_an_article() -> None:
    assert _facts("article") == {
        "label": "drafts/sample.txt",
        "genre": "",
        "section": "",
        "desk": "",
        "outlet": "",
        "length": 61,
        "sources": 2,
        "named": 0,
        "anonymous": 2,
        "media": 0,
        "relayed": 1,
        "documents": 0,
        "statements": 4,
        "anonymous_statements": 3,
        "anonymous_share": 0.75,
        "named_share": 0.0,
        "anonymous_per_1000": 49,
        "anonymous_run": 3,
        "uncredited_run": 0,
        "unresolved": 0,
        "grants": 1,
        "grants_with_reason": 1,
        "non_responses": 1,
        "accusations": 1,
        "headline_anonymous_only": True,
        "lead_anonymous_only": True,
        "byline": False,
        "approval_recorded": False,
    }


def test_the_facts_of_a_bare_source() -> None:
    assert _facts("source") == {
        "label": "sources",
        "words": "sources",
        "kind": "anonymous",
        "named": False,
        "own_outlet": False,
        "count": None,
        "count_stated": False,
        "plural": True,
        "number": "none",
        "singular_later": False,
        "identified": "bare",
        "bare": True,
        "description_level": 1,
        "spokesperson": False,
        "called_source": True,
        "described": False,
        "details": 0,
        "partial_name": False,
        "empty_plural": False,
        "document_bare": False,
        "knows": "not_said",
        "access_stated": False,
        "first_hand": False,
        "granted": False,
        "reason_given": False,
        "reason": "none",
        "side_shown": False,
        "statements": 2,
        "statements_alone": 2,
        "accusations": 0,
        "other_kind_within": None,
        "named_within": None,
        "quoted_directly": False,
        "in_headline": True,
        "in_lead": True,
        "only_source_of_headline": True,
        "only_source_of_lead": False,
        "ledger": "no ledger",
        "ledger_people": None,
        "ledger_editor": False,
        "ledger_approved": False,
    }


def test_the_facts_of_a_described_source_whose_grant_stands_elsewhere() -> None:
    facts = _facts("source", 1)
    assert (facts["count"], facts["plural"], facts["bare"], facts["description_level"]) == (
        1,
        False,
        False,
        2,
    )
    assert (facts["granted"], facts["reason_given"], facts["quoted_directly"]) == (True, True, True)


def test_a_source_is_pointed_at_below_the_headline() -> None:
    first = subjects("source", _quarry())[0]
    assert first.span == find(QUARRY, "sources", 1)


def test_a_source_is_pointed_at_where_it_is_described() -> None:
    text = "A source said so. The source, a rival of the mayor, said more."
    described = find(text, "The source, a rival of the mayor")
    one = source(text, 1, KIND.ANONYMOUS, [find(text, "A source"), described], 1, find(text, "a rival"))
    said = statement(text, 1, ["so"], "said", "A source", "S1")
    (subject,) = subjects("source", case(article(text), [one], [said]))
    assert subject.span == described
    assert (subject.facts["bare"], subject.facts["description_level"]) == (False, 5)


def test_the_words_of_a_grant_describe_nobody() -> None:
    text = "A source who asked not to be named said so."
    grant = AnonymityGrant(find(text, "asked not to be named"), None, "S1")
    one = source(text, 1, KIND.ANONYMOUS, [find(text, "A source who asked not to be named")], 1)
    said = statement(text, 1, ["so"], "said", "A source", "S1")
    (subject,) = subjects("source", case(article(text), [one], [said], [grant]))
    assert subject.facts["bare"] is True


def test_a_pronoun_describes_nobody() -> None:
    text = "A source said so. She would not say more."
    one = Source(
        "S1",
        "A source",
        KIND.ANONYMOUS,
        1,
        (Mention(find(text, "A source"), Form.NOMINAL), Mention(find(text, "She"), Form.PRONOUN)),
    )
    (subject,) = subjects("source", case(article(text), [one]))
    assert subject.facts["bare"] is True


@pytest.mark.parametrize(
    ("confidences", "expected"),
    [
        ([Confidence.LOW, Confidence.HIGH], Confidence.HIGH),
        ([Confidence.LOW, Confidence.MEDIUM], Confidence.MEDIUM),
        ([Confidence.LOW], Confidence.LOW),
    ],
)
def test_a_source_is_as_sure_as_its_surest_statement(confidences: list[Confidence], expected: Confidence) -> None:
    text = "A nurse said so."
    nurse = source(text, 1, KIND.ANONYMOUS, [find(text, "A nurse")], 1)
    said = [statement(text, i, ["so"], "said", "A nurse", "S1", confidence=each) for i, each in enumerate(confidences)]
    (subject,) = subjects("source", case(article(text), [nurse], said))
    assert subject.confidence is expected


def test_a_named_source_has_no_level() -> None:
    text = "Ida Brandt said so."
    brandt = source(text, 1, KIND.NAMED_PERSON, [find(text, "Ida Brandt")], 1)
    (subject,) = subjects("source", case(article(text), [brandt]))
    assert (subject.facts["named"], subject.facts["description_level"]) == (True, 0)


@pytest.mark.parametrize(
    ("words", "rung"),
    [
        ("a source", 1),
        ("Sources", 1),
        ("2 sources", 1),
        ("officials", 2),
        ("people familiar with the matter", 2),
        ("an Interior Ministry official", 3),
        ("a senior minister", 3),
        ("two people familiar with the letter", 4),
        ("a clerk who attended", 4),
        ("an executive at a rival firm", 5),
        ("a man of unrivalled patience", 3),
    ],
)
def test_the_ladder_of_descriptions(words: str, rung: int) -> None:
    assert descriptions.level(words, Words({DESCRIPTIONS.id: DESCRIPTIONS})) == rung


def test_descriptions_cannot_be_judged_without_their_lexicon() -> None:
    text = "A source said so."
    one = source(text, 1, KIND.ANONYMOUS, [find(text, "A source")], 1)
    with pytest.raises(PackError) as raised:
        case(article(text), [one], lexicons={})
    assert str(raised.value) == (
        "A252 the lexicon 'core/descriptions' is not loaded\n  Load the pack 'core' beside your own."
    )


def test_a_footing_names_its_sources_and_points_at_the_first_of_them() -> None:
    headline, lead = subjects("footing", _quarry())
    assert (headline.facts["part"], headline.facts["label"], headline.span) == (
        "headline",
        "sources",
        find(QUARRY, "sources"),
    )
    assert dict(lead.facts) == {
        "part": "lead",
        "label": "sources and a foreman",
        "words": "sources",
        "statements": 2,
        "sources": 2,
        "anonymous_only": True,
    }
    assert lead.span == find(QUARRY, "sources", 1)


def test_a_part_without_statements_is_no_footing() -> None:
    assert subjects("footing", case(article("Quarry to close\nThe gates were shut.", headline=True))) == ()


def _hedge(text: str, *others: tuple[list[str], str, str]) -> Subject:
    """The subject of the hedge *reportedly* in `text`, beside statements of Ida Brandt."""
    nobody = source(text, 1, KIND.UNATTRIBUTED, [find(text, "reportedly")])
    brandt = source(text, 2, KIND.NAMED_PERSON, [find(text, "Brandt")], 1)
    hedge = statement(text, 1, ["left"], "reportedly", None, "S1")
    said = [statement(text, i, c, cue, who, "S2") for i, (c, cue, who) in enumerate(others, 2)]
    found = subjects("statement", case(article(text), [nobody, brandt], [hedge, *said]))
    return next(s for s in found if s.facts["hedge"])


def test_a_hedge_alone_in_its_sentence_is_not_attributed() -> None:
    subject = _hedge("He has reportedly left. Brandt said no more.", (["no more"], "said", "Brandt"))
    assert subject.facts["attributed_in_sentence"] is False
    assert (subject.facts["words"], subject.facts["source_kind"]) == ("reportedly", "unattributed")


def test_a_hedge_beside_an_attribution_of_something_else_is_not_attributed() -> None:
    subject = _hedge("He has reportedly left; Brandt said no more.", (["no more"], "said", "Brandt"))
    assert subject.facts["attributed_in_sentence"] is False


def test_a_hedge_in_the_words_that_an_attribution_after_them_takes_in_is_attributed() -> None:
    subject = _hedge(
        "He has reportedly left for good, Brandt said.", (["He has reportedly left for good"], "said", "Brandt")
    )
    assert subject.facts["attributed_in_sentence"] is True


def test_a_hedge_inside_what_somebody_says_is_attributed() -> None:
    text = "“They met. He has reportedly left. I am told no more,” Brandt said."
    subject = _hedge(text, (["They met. He has reportedly left. I am told no more,"], "said", "Brandt"))
    assert subject.facts["attributed_in_sentence"] is True


def test_the_facts_of_a_grant_and_of_a_non_response() -> None:
    assert _facts("grant") == {
        "label": "a foreman",
        "words": "asked not to be named because he is owed wages",
        "reason": "because he is owed wages",
        "reason_tier": "other",
        "has_reason": True,
        "has_source": True,
        "source_kind": "anonymous",
    }
    assert _facts("non_response") == {
        "label": "Tansley Stone",
        "words": "Tansley Stone did not reply to an email",
        "kind": "no_response",
        "has_party": True,
        "channel_stated": True,
        "party_speaks_unnamed": False,
    }


def test_a_grant_of_nobody_known() -> None:
    text = "He asked not to be named."
    grant = AnonymityGrant(find(text, "asked not to be named"), None, None)
    (subject,) = subjects("grant", case(article(text), grants=[grant]))
    facts = subject.facts
    assert (facts["label"], facts["has_source"], facts["source_kind"]) == ("", False, "none")


def test_the_facts_of_a_quotation() -> None:
    assert _facts("quotation", 1) == {
        "words": "Nobody has told us anything at all.",
        "length": 7,
        "whole_sentence": True,
        "has_speaker": False,
    }
    assert _facts("quotation", 0)["has_speaker"] is True


@pytest.mark.parametrize(
    "text",
    [
        "The hall was full. “We were never told,” she said.",
        "The sign reads: “We were never told.”",
        "The hall was full. “We were never told.” — Ida Brandt",
        "They call it “the day we were never told.” The hall was full.",
        "The hall was full. “We Were Never Told.” The play ends there.",
        "The hall was full. “We were never told. The chairman left.",
        "The hall was full. “No news, no warning, nothing at all.” The chairman left.",
    ],
)
def test_what_leads_in_or_goes_on_or_is_no_sentence_does_not_stand_alone(text: str) -> None:
    lower = text.lower()
    verbs = [text[lower.index("were") :][:4]] if "were" in lower else []
    found = subjects("quotation", case(article(text), verbs=verbs))
    assert [subject.facts["whole_sentence"] for subject in found] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "“We were never told.”",
        "The hall was full. “We were never told.” The chairman left.",
        "“Why?” “We were never told.”",
    ],
)
def test_a_quotation_between_sentences_stands_alone(text: str) -> None:
    found = subjects("quotation", case(article(text), verbs=["were"]))
    assert found[-1].facts["whole_sentence"] is True


def test_a_quotation_after_a_paragraph_that_leads_in_does_not_stand_alone() -> None:
    text = "The letter, in full:\n“We were never told.”"
    (found,) = subjects("quotation", case(article(text), verbs=["were"]))
    assert found.facts["whole_sentence"] is False


def test_a_quotation_that_runs_over_paragraphs_keeps_its_speaker() -> None:
    text = "“We were never told,” Brandt said. “We asked.\n“And then we asked again.”"
    brandt = source(text, 1, KIND.NAMED_PERSON, [find(text, "Brandt")], 1)
    said = statement(text, 1, ["We were never told", "We asked."], "said", "Brandt", "S1")
    found = subjects("quotation", case(article(text), [brandt], [said], verbs=["were"]))
    assert [subject.facts["has_speaker"] for subject in found] == [True, True, True]


def test_a_quotation_with_a_cue_has_a_speaker_even_if_nobody_knows_whom() -> None:
    text = "“We were never told.” So ran the note that was read out."
    nobody = statement(text, 1, ["“We were never told.”"], "ran", None, None, mode=Mode.DIRECT)
    (found,) = subjects("quotation", case(article(text), statements=[nobody], verbs=["were"]))
    assert found.facts["has_speaker"] is True


def test_a_statement_without_source_and_cue_gives_a_quotation_no_speaker() -> None:
    text = "“We were never told.” The chairman left."
    alone = Statement("A1", Mode.DIRECT, None, (find(text, "“We were never told.”"),), None, None, Confidence.LOW)
    (found,) = subjects("quotation", case(article(text), statements=[alone], verbs=["were"]))
    assert found.facts["has_speaker"] is False


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“We were never told.”", Confidence.MEDIUM),
        ("The hall was full. “We were never told.”", Confidence.HIGH),
    ],
)
def test_a_quotation_that_fills_its_paragraph_is_judged_with_less_confidence(text: str, expected: Confidence) -> None:
    (found,) = subjects("quotation", case(article(text), verbs=["were"]))
    assert found.confidence is expected


def test_a_long_quotation_is_shown_by_its_first_words() -> None:
    text = "“" + "We asked and asked and asked until there was nobody left to ask about it at all." + "”"
    (found,) = subjects("quotation", case(article(text)))
    assert found.facts["words"] == "We asked and asked and asked until there was nobody left to …"


def test_the_facts_of_a_statement() -> None:
    assert _facts("statement", 2) == {
        "label": "a foreman",
        "words": "told",
        "mode": "direct",
        "has_source": True,
        "source_kind": "anonymous",
        "source_named": False,
        "own_outlet": False,
        "hedge": False,
        "attributed_in_sentence": False,
        "tone": "plain",
        "opinion": False,
        "attack": False,
        "praise": False,
        "judgement": "",
        "length": 3,
        "first_quotation": False,
        "sentences_before_speaker": 1,
        "runs_on": False,
        "in_headline": False,
        "in_lead": True,
    }


def test_a_statement_of_nobody_known_without_a_cue_is_pointed_at_by_its_words() -> None:
    text = "“We were never told.” The chairman left."
    words = find(text, "“We were never told.”")
    alone = Statement("A1", Mode.DIRECT, None, (words,), None, None, Confidence.LOW)
    (found,) = subjects("statement", case(article(text), statements=[alone]))
    facts = found.facts
    assert (facts["has_source"], facts["hedge"], facts["source_kind"]) == (False, False, "none")
    assert (facts["words"], facts["attributed_in_sentence"]) == ("“We were never told.”", False)
    assert found.span == words


def test_a_hedge_beside_a_statement_of_nobody_known_is_not_attributed() -> None:
    text = "He has reportedly left; they read out no more."
    nobody = source(text, 1, KIND.UNATTRIBUTED, [find(text, "reportedly")])
    hedge = statement(text, 1, ["left"], "reportedly", None, "S1")
    unknown = statement(text, 2, ["no more"], "read out", "they", None)
    found = subjects("statement", case(article(text), [nobody], [hedge, unknown]))
    assert found[0].facts["attributed_in_sentence"] is False


def test_a_hedge_in_one_part_of_a_divided_quotation_is_attributed() -> None:
    text = "“We met,” Brandt said. “He has reportedly left.”"
    subject = _hedge(text, (["We met", "He has reportedly left."], "said", "Brandt"))
    assert subject.facts["attributed_in_sentence"] is True


def test_a_source_in_the_next_sentence_attributes_nothing_though_its_content_reaches_back() -> None:
    text = "He has reportedly left. That is no surprise, Brandt said."
    subject = _hedge(text, (["That is no surprise"], "said", "Brandt"))
    assert subject.facts["attributed_in_sentence"] is False


def test_a_cue_in_the_sentence_of_a_hedge_attributes_it_though_the_source_stands_elsewhere() -> None:
    text = "Brandt met reporters. He has reportedly left, the note added."
    subject = _hedge(text, (["the note"], "added", "Brandt"))
    assert subject.facts["attributed_in_sentence"] is True


def test_one_quoted_statement_is_enough_to_be_quoted_directly() -> None:
    text = "A nurse said so. “So what,” the nurse said."
    nurse = source(text, 1, KIND.ANONYMOUS, [find(text, "A nurse")], 1)
    said = (
        statement(text, 1, ["so"], "said", "A nurse", "S1"),
        statement(text, 2, ["“So what,”"], find(text, "said", 1), "the nurse", "S1", mode=Mode.DIRECT),
    )
    (found,) = subjects("source", case(article(text), [nurse], said))
    assert found.facts["quoted_directly"] is True


def test_a_source_is_pointed_at_below_a_headline_of_two_lines() -> None:
    text = "Mill full, nurse says\nMore sick than ever\nA nurse said so."
    draft = article(text, headline=True)
    second = replace(draft.blocks[1], role=BlockRole.HEADLINE)
    draft = replace(draft, blocks=(draft.blocks[0], second, draft.blocks[2]))
    nurse = source(text, 1, KIND.ANONYMOUS, [find(text, "nurse"), find(text, "A nurse")], 1)
    (found,) = subjects("source", case(draft, [nurse]))
    assert found.span == find(text, "A nurse")


@pytest.mark.parametrize("kind", ["article", "grant", "non_response"])
def test_what_is_plain_is_sure(kind: str) -> None:
    assert subjects(kind, _quarry())[0].confidence is Confidence.HIGH


def test_a_footing_is_as_sure_as_its_least_sure_statement() -> None:
    text = "The mill is full, a nurse said, and a porter said so too."
    nurse = source(text, 1, KIND.ANONYMOUS, [find(text, "a nurse")], 1)
    porter = source(text, 2, KIND.ANONYMOUS, [find(text, "a porter")], 1)
    said = (
        statement(text, 1, ["The mill is full"], "said", "a nurse", "S1"),
        statement(text, 2, ["so"], find(text, "said", 1), "a porter", "S2", confidence=Confidence.MEDIUM),
    )
    (lead,) = subjects("footing", case(article(text), [nurse, porter], said))
    assert lead.confidence is Confidence.MEDIUM


def test_a_quotation_that_goes_on_from_one_without_a_speaker_has_none() -> None:
    text = "The hall was full. “We were never told. We asked.\n“And then we were told to go.”"
    found = subjects("quotation", case(article(text), verbs=["were"]))
    assert [subject.facts["has_speaker"] for subject in found] == [False, False]


def test_a_quotation_in_the_second_paragraph_stands_alone_after_a_full_stop() -> None:
    text = "The hall was full.\n“We were never told.” The chairman left."
    (found,) = subjects("quotation", case(article(text), verbs=["were"]))
    assert (found.facts["whole_sentence"], found.confidence) == (True, Confidence.HIGH)


def test_a_quotation_that_is_a_paragraph_of_several_is_judged_with_less_confidence() -> None:
    text = "The hall was full.\n“We were never told.”"
    (found,) = subjects("quotation", case(article(text), verbs=["were"]))
    assert found.confidence is Confidence.MEDIUM


def test_a_quotation_in_a_caption_is_not_judged() -> None:
    draft = article("“We were never told.” The chairman left.")
    draft = replace(draft, blocks=(replace(draft.blocks[0], role=BlockRole.CAPTION),))
    (found,) = subjects("quotation", case(draft, verbs=["were"]))
    assert found.facts["whole_sentence"] is False


def test_after_a_quotation_in_the_writers_sentence_the_next_has_the_same_speaker() -> None:
    text = "“We asked,” said the man in the hat. “We were never told.”\n“They were gone by then.”"
    found = subjects("quotation", case(article(text), verbs=["were", "were gone"]))
    assert [subject.facts["has_speaker"] for subject in found] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Brandt read a letter.\n“We were never told.”", Confidence.LOW),
        ("“We were never told.”\nBrandt read a letter.", Confidence.LOW),
        ("Brandt read a letter.\nIt rained.\n“We were never told.”", Confidence.MEDIUM),
    ],
)
def test_a_block_quotation_beside_an_attribution_is_hardly_judged(text: str, expected: Confidence) -> None:
    brandt = source(text, 1, KIND.NAMED_PERSON, [find(text, "Brandt")], 1)
    letter = statement(text, 1, ["a letter"], "read", "Brandt", "S1")
    (found,) = subjects("quotation", case(article(text), [brandt], [letter], verbs=["were"]))
    assert found.confidence is expected


def test_block_quotations_in_a_row_are_hardly_judged() -> None:
    text = "It rained.\n“We were never told.”\n“They were gone by then.”"
    found = subjects("quotation", case(article(text), verbs=["were", "were gone"]))
    assert [subject.confidence for subject in found] == [Confidence.LOW, Confidence.LOW]


def test_a_paragraph_whose_marks_are_not_balanced_is_not_judged() -> None:
    text = "“Not so, he said. “We were never told.” The chairman left."
    found = subjects("quotation", case(article(text), verbs=["were"]))
    assert not any(subject.facts["whole_sentence"] for subject in found)


@pytest.mark.parametrize(
    ("holder", "expected"),
    [(None, Confidence.LOW), ("S1", Confidence.HIGH), ("S2", Confidence.HIGH), ("S3", Confidence.LOW)],
)
def test_where_a_grant_is_not_an_anonymous_sources_no_ungranted_source_is_sure(
    holder: str | None, expected: Confidence
) -> None:
    text = "A nurse said so. A porter said no. Brandt agreed. The aide asked not to be named."
    brandt = source(text, 3, KIND.NAMED_PERSON, [find(text, "Brandt")], 1)
    nurse = source(text, 1, KIND.ANONYMOUS, [find(text, "A nurse")], 1)
    porter = source(text, 2, KIND.ANONYMOUS, [find(text, "A porter")], 1)
    said = statement(text, 1, ["so"], "said", "A nurse", "S1")
    grant = AnonymityGrant(find(text, "asked not to be named"), None, holder)
    found = subjects("source", case(article(text), [nurse, porter, brandt], [said], [grant]))
    assert found[0].confidence is expected


def test_an_unnamed_individual_without_a_descriptor_or_a_grant_is_a_guess() -> None:
    text = "One voter said so."
    voter = source(text, 1, KIND.ANONYMOUS, [find(text, "One voter")], 1)
    guess = Evidence("sources/kind/anonymous", find(text, "One voter"), "an individual", FoundBy.SOURCES)
    guessed = replace(voter, evidence=(guess,), confidence=Confidence.LOW)
    said = statement(text, 1, ["so"], "said", "One voter", "S1")
    grant = AnonymityGrant(find(text, "so"), None, "S1")
    assert [
        subjects("source", case(article(text), [one], [said], grants))[0].confidence
        for one, grants in ((voter, []), (guessed, []), (guessed, [grant]))
    ] == [Confidence.HIGH, Confidence.LOW, Confidence.HIGH]
