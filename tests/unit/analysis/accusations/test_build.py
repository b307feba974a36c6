"""Accusations in running text: whom they are about, who makes them, and who answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.records.report import Detector
from auditor.toolkit import Toolkit

pytestmark = pytest.mark.model


def accused(text: str, toolkit: Toolkit) -> list[tuple[str, str | None, str]]:
    """For each accusation in `text`: the accused, who accuses, and the kind."""
    report = audit(read_text(text, "draft.txt"), toolkit)
    return [
        (each.party_label, source.label if (source := report.source(each.by)) else None, each.kind.value)
        for each in report.accusations
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dora Finch accused Colin Ames of fraud.", ("Colin Ames", "Dora Finch", "accusation")),
        (
            "Colin Ames opened the meeting. Dora Finch then blasted Ames for the delay.",
            ("Colin Ames", "Dora Finch", "criticism"),
        ),
        ("Colin Ames was accused of fraud on Monday.", ("Colin Ames", None, "accusation")),
        ("A lawsuit against Northgate Council was filed in May.", ("Northgate Council", None, "accusation")),
        ("Dora Finch said that Colin Ames stole the money of the council.", ("Colin Ames", "Dora Finch", "accusation")),
        ("Dora Finch called Colin Ames a liar.", ("Colin Ames", "Dora Finch", "criticism")),
        (
            "The Northgate Housing Committee met at the Northgate Housing Convention in the town of Hexton. "
            "Dora Finch accused the Northgate Housing Committee of fraud.",
            ("Northgate Housing Committee", "Dora Finch", "accusation"),
        ),
    ],
)
def test_who_is_accused_and_by_whom(text: str, expected: tuple[str, str | None, str], toolkit: Toolkit) -> None:
    assert accused(text, toolkit) == [expected]


@pytest.mark.parametrize(
    ("text", "party", "words"),
    [
        (
            "Colin Ames has fired critics and silenced the press since the scandal broke. The ferry leaves at nine.",
            "Colin Ames",
            "has fired critics and silenced the press",
        ),
        (
            "“Colin Ames did nothing while the harbour burned,” Dora Finch told reporters on Monday.",
            "Colin Ames",
            "did nothing while the harbour burned",
        ),
    ],
)
def test_what_no_list_of_words_finds_the_tagger_does(text: str, party: str, words: str, toolkit: Toolkit) -> None:
    [found] = [
        each for each in audit(read_text(text, "draft.txt"), toolkit).accusations if each.rule == "tagger/charges"
    ]
    assert found.party_label == party
    assert words in found.span.of(text)


def test_what_a_rule_finds_in_the_articles_own_voice_counts_where_the_tagger_agrees(toolkit: Toolkit) -> None:
    text = "Colin Ames has fired critics and muzzled the press since the scandal broke. The ferry leaves at nine."
    [found] = audit(read_text(text, "draft.txt"), toolkit).accusations
    assert (found.party_label, found.rule) == ("Colin Ames", "core/accusations/wrongdoing")


def test_what_a_rule_alone_finds_in_the_articles_own_voice_does_not(toolkit: Toolkit) -> None:
    rules_alone = replace(toolkit, detectors=(Detector.RULES,), tagger=None, sources=None)
    assert accused("Colin Ames stole the money of the council.", rules_alone) == []


def test_without_the_tagger_only_rules_accuse(toolkit: Toolkit) -> None:
    rules_alone = replace(toolkit, detectors=(Detector.RULES,), tagger=None, sources=None)
    text = "Hallam Textiles racked up dozens of breaches of the river law. Dora Finch accused Colin Ames of fraud."
    [found] = audit(read_text(text, "draft.txt"), rules_alone).accusations
    assert found.party_label == "Colin Ames"


@pytest.mark.parametrize(
    "text",
    [
        "Dora Finch did not accuse Colin Ames of fraud.",
        "Nobody would accuse Colin Ames of fraud, Dora Finch said.",
        "Dora Finch refused to blame Colin Ames for the flood.",
        "Dora Finch wants to sue Colin Ames.",
        "Colin Ames suspended his campaign on Monday.",
        "The camp came under heavy mortar fire on Monday.",
        "The union closed the mill and the ferry failed to come.",
        "Colin Ames praised Dora Finch for her work.",
    ],
)
def test_what_is_no_accusation_of_anybody_named(text: str, toolkit: Toolkit) -> None:
    assert accused(text, toolkit) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dora Finch accused Russia of fraud.", "Russia"),
        ("Police came for Colin Ames, the popular preacher whom Dora Finch accuses of fraud.", "Colin Ames"),
        ("It was paid by a former mayor whose office was widely criticised for graft.", "a former mayor"),
        ("Dora Finch spent an hour criticising Colin Ames’s harbour plan and personal finances.", "Colin Ames"),
        ("The council of Hexton accused the coast guard of delay.", "the coast guard"),
        ("Dora Finch accused Norwegian forces of burning the granary.", "Norwegian forces"),
        ("Colin Ames runs the quay. Dora Finch blasted him on Monday.", "Colin Ames"),
        ("Lena Marsh, who is accused of hiding the ledger, left the town.", "Lena Marsh"),
        ("Eleven councillors denounced the remarks of Mayor Colin Ames about nurses.", "Colin Ames"),
        ("Two unions sharply criticised Hallam Mills' change of shifts.", "Hallam Mills"),
        ("The broadcast prompted Dora Finch to accuse Colin Ames of hypocrisy.", "Colin Ames"),
        ("Police arrested Colin Ames at the harbour on Sunday.", "Colin Ames"),
        ("Colin Ames faces two charges of theft.", "Colin Ames"),
        ("The board is looking into whether Colin Ames took kickbacks.", "Colin Ames"),
        ("Even Paula Dray was critical of Colin Ames over the dam.", "Colin Ames"),
        ("Colin Ames faces questions about his loans.", "Colin Ames"),
        ("Dora Finch tore into Colin Ames over the dam.", "Colin Ames"),
        ("The union questioned the wisdom of Hallam Mills' plan.", "Hallam Mills"),
        ("The tenants called for Colin Ames's resignation.", "Colin Ames"),
        ("The charges against Colin Ames were read out on Friday.", "Colin Ames"),
        ("Hallam Mills closed the quay and failed to pay its weavers.", "Hallam Mills"),
        ("They fear the Hexton Guild, which officers have said was responsible for the attacks.", "Hexton Guild"),
        ("Colin Ames has drawn criticism over his silence.", "Colin Ames"),
        ("Officers of the Hexton Police allegedly twisted the arm of the man.", "Officers of the Hexton Police"),
    ],
)
def test_whoever_is_accused_is_told_by_name_role_or_pronoun(text: str, expected: str, toolkit: Toolkit) -> None:
    labels = [label for label, _, _ in accused(text, toolkit)]
    assert labels
    assert {label.lower().removeprefix("the ") for label in labels} == {expected.lower().removeprefix("the ")}


def test_two_who_are_accused_together_are_two(toolkit: Toolkit) -> None:
    text = "Colin Ames and Lena Marsh are on trial for murder at Hexton."
    assert {label for label, _, _ in accused(text, toolkit)} == {"Colin Ames", "Lena Marsh"}


def test_the_same_charge_said_again_is_one_charge(toolkit: Toolkit) -> None:
    text = (
        "Dora Finch accused Colin Ames of stealing the harbour fund.\n\nThe council met on Monday.\n\n"
        "Prosecutors charged Mr. Ames with stealing the harbour fund in May. The union blamed Mr. Ames for the flood."
    )
    found = audit(read_text(text, "draft.txt"), toolkit)
    places = {each.cue.of(text): each.charge for each in found.accusations}
    assert places["accused"] == places["charged"] != places["blamed"]


def test_what_the_accused_says_of_other_things_is_no_answer(toolkit: Toolkit) -> None:
    text = (
        "Colin Ames said that the ferry would run on Sundays.\n\nIt will cost two crowns.\n\nThe quay is old.\n\n"
        "Nobody knows its age.\n\nRain is expected.\n\nDora Finch accused Colin Ames of bribing the harbour master."
    )
    (found,) = audit(read_text(text, "draft.txt"), toolkit).accusations
    assert found.replies == ()
    assert [span.of(text) for span in found.speaks] == ["said"]


def test_the_answer_is_found_wherever_it_stands(toolkit: Toolkit) -> None:
    text = (
        "Dora Finch accused Colin Ames, the chairman of the council, of fraud.\n\n"
        "The council met on Monday.\n\nMr. Ames could not be reached for comment."
    )
    (found,) = audit(read_text(text, "draft.txt"), toolkit).accusations
    assert [(reply.kind.value, reply.sure) for reply in found.replies] == [("unreachable", True)]


@pytest.mark.parametrize(
    ("text", "accuser"),
    [
        ("The tenants accused Colin Ames of fraud.", "The tenants"),
        ("Colin Ames was accused of fraud by the tenants.", "the tenants"),
        ("Two clerks called Colin Ames a liar.", "Two clerks"),
        ("A lawsuit against Northgate Council was filed by the tenants.", "the tenants"),
        ("Dora Finch hoped to win by attacking Colin Ames.", "Dora Finch"),
        ("A weaver who sued Hallam Textiles left the town.", "A weaver"),
        ("The union's criticism of Colin Ames was sharp.", "The union"),
        ("Criticism of Colin Ames by the tenants grew.", "the tenants"),
        ("Two clerks, who took issue with Colin Ames, left.", "Two clerks"),
        ("“Colin Ames is a liar,” Dora Finch said.", "Dora Finch"),
        ("Colin Ames was accused of fraud.", None),
        ("The allegations against Colin Ames are old.", None),
    ],
)
def test_the_words_that_name_who_accuses(text: str, accuser: str | None, toolkit: Toolkit) -> None:
    (found,) = audit(read_text(text, "draft.txt"), toolkit).accusations
    assert (found.accuser.of(text) if found.accuser else None) == accuser


@pytest.mark.parametrize(
    "text",
    [
        "Reporters asked Dora Finch to condemn Colin Ames.",
        "Dora Finch spoke of her reluctance to condemn Colin Ames.",
        "The judge did not recommend prosecuting Colin Ames.",
        "Colin Ames said that he was tired.",
        "The inquiry into the misuse of the Hallam Trust goes on.",
        "Three houses came under attack.",
    ],
)
def test_what_has_not_happened_accuses_nobody(text: str, toolkit: Toolkit) -> None:
    assert accused(text, toolkit) == []


@pytest.mark.parametrize(
    ("text", "party", "kind"),
    [
        ("The union criticized Colin Ames for attacking Lena Marsh.", "Colin Ames", "criticism"),
        ("The union accused Colin Ames of denouncing Lena Marsh.", "Colin Ames", "accusation"),
        ("The council blamed the flood on Hallam Textiles.", "Hallam Textiles", "accusation"),
        ("Lena Marsh filed a complaint against Colin Ames with the Hexton Board.", "Colin Ames", "accusation"),
        ("The union deplored the refusal of Colin Ames to meet the weavers.", "Colin Ames", "criticism"),
    ],
)
def test_who_did_the_wrong_is_accused_and_not_whom_it_was_done_to(
    text: str, party: str, kind: str, toolkit: Toolkit
) -> None:
    assert {(label, how) for label, _, how in accused(text, toolkit)} == {(party, kind)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The alleged killer is Colin Ames.", "Colin Ames"),
        ("The board has sued a number of tenants.", "a number of tenants"),
        ("Dora Finch blamed some of it on Colin Ames.", "Colin Ames"),
    ],
)
def test_who_is_meant_by_a_description_or_a_number(text: str, expected: str, toolkit: Toolkit) -> None:
    rules_alone = replace(toolkit, detectors=(Detector.RULES,), tagger=None, sources=None)
    assert [party for party, *_ in accused(text, rules_alone)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The law allows the police to detain Colin Ames.",
        "The order keeps the board from suing Colin Ames.",
        "Dora Finch spoke of the flood without blaming Colin Ames.",
        "It is hard to blame Colin Ames, Dora Finch said.",
    ],
)
def test_what_others_may_do_or_did_not_do_accuses_nobody(text: str, toolkit: Toolkit) -> None:
    rules_alone = replace(toolkit, detectors=(Detector.RULES,), tagger=None, sources=None)
    assert accused(text, rules_alone) == []


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Colin Ames opened the meeting. Ames mocked Paul Dray and accused him of theft.", "Paul Dray"),
        ("Colin Ames praised Paul Dray in May. Dray criticised him in June.", "“him” (not clear who)"),
    ],
)
def test_a_pronoun_is_not_the_subject_of_its_own_clause(text: str, label: str, toolkit: Toolkit) -> None:
    last = audit(read_text(text, "draft.txt"), toolkit).accusations[-1]
    assert last.party_label == label


@pytest.mark.parametrize(
    "text",
    [
        "Colin Ames was robbed in March. The Courier agreed not to name him because he fears his brother.",
        "Dora Finch accused Lena Marsh of fraud on Monday. She has not commented.",
    ],
)
def test_that_somebody_stays_unnamed_or_silent_is_no_charge(text: str, toolkit: Toolkit) -> None:
    found = audit(read_text(text, "draft.txt"), toolkit).accusations
    assert [each.cue.of(text) for each in found if each.rule == "tagger/charges"] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tom Rudge denied allegations that Colin Ames took bribes.", (None, None)),
        ("Tom Rudge belied claims that Colin Ames had hidden the money.", (None, None)),
        ("Tom Rudge rejected accusations against Colin Ames.", (None, None)),
        ("Tom Rudge made allegations that Colin Ames took bribes.", ("Tom Rudge", "Tom Rudge")),
    ],
)
def test_who_denies_or_belies_allegations_makes_none(
    text: str, expected: tuple[str | None, str | None], toolkit: Toolkit
) -> None:
    report = audit(read_text(text, "draft.txt"), toolkit)
    (found,) = report.accusations
    source = report.source(found.by)
    said = found.accuser.of(text) if found.accuser is not None else None
    assert (said, source.label if source is not None else said) == expected


def test_whom_a_relative_pronoun_stands_for_does_not_accuse_itself(toolkit: Toolkit) -> None:
    text = "Hallam School, which has faced criticism over how few children it takes, will build a home."
    (found,) = audit(read_text(text, "draft.txt"), toolkit).accusations
    assert (found.party_label, found.accuser) == ("Hallam School", None)
