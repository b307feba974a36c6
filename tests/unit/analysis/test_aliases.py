"""People who go by a pseudonym, a first name or initials, and people whom the article names in full."""

from __future__ import annotations

import pytest

from auditor import engine
from auditor.readers.dispatch import read_text
from auditor.records.report import Report
from auditor.toolkit import Toolkit

UNKNOWN = [
    ("Lerato, a pseudonym, said the till was short. “It was always short,” Lerato said.", "Lerato", 2),
    ("Meena (name changed), a packer, said the belt had stopped. Meena said nobody came.", "Meena", 2),
    ("Seema Dutt (not her real name) said the pump was dry. “We walk,” Seema said.", "Seema Dutt", 2),
    ("Bongani, an alias, said he had carried the crates.", "Bongani", 1),
    ("Orla, who spoke on condition that her surname not be used, said the boiler leaked.", "Orla", 1),
    ("Ibrahim, whose full name is being withheld for his safety, said the tents were cold.", "Ibrahim", 1),
    ("Wambui, using only her first name for fear of reprisals, said the chief had known.", "Wambui", 1),
    (
        "The lift has failed twice, said Amelia, a tenant who asked to be identified only by her first name.",
        "Amelia",
        1,
    ),
    ("A nurse who asked to be identified only as Rosa said the ward was full.", "Rosa", 1),
    ("The porter, who would be identified only as Mr. V. because he has no visa, said the lift was stuck.", "V.", 1),
    ("A widow whom we will call Grace said the land was gone. Grace said she had papers.", "Grace", 2),
    ("A welder who gave only his first name, Tomas, said pay was fair. “It was fair,” Tomas said.", "Tomas", 2),
    ("A miner who asked to be called Dusty said the shaft was wet. “It drips,” Dusty said.", "Dusty", 2),
    ("A nurse, who asked to be known as Sister Mary, said two wards had shut. Sister Mary said one burnt.", "Mary", 2),
    ("A man known only as Tex said the quay was cold.", "A man", 1),
    (
        "One student, Milo, told the Herald about a bad night. “It hurt,” Milo said.\n\nNames have been changed.",
        "Milo",
        2,
    ),
]
NAMED = [
    ("Coral, whose legal name is Petra Aldine, said she had sued the theatre.", "Coral"),
    ("Peter Vane, who goes by Pete, said the pub would stay.", "Peter Vane"),
    ("Hal Brink, a deputy minister who spoke on background, said the vote was lost.", "Hal Brink"),
    ("Maria Lopez, who asked that her name be kept out of the paper, said no. Maria Lopez runs a mill.", "Maria Lopez"),
    ("A villager identified only as Zhong said the river rose.", "Zhong"),
    ("Ibrahim Musa, a chief, said the camp was cold.\n\nSome names have been changed.", "Ibrahim Musa"),
    ("Ann Fell, a teacher, said her pupil Zola (not her real name) had left.", "Ann Fell"),
]


def audited(text: str, toolkit: Toolkit) -> Report:
    return engine.audit(read_text(text, "draft.txt"), toolkit)


@pytest.mark.model
@pytest.mark.parametrize(("text", "label", "statements"), UNKNOWN)
def test_whoever_goes_by_an_alias_is_anonymous(text: str, label: str, statements: int, toolkit: Toolkit) -> None:
    report = audited(text, toolkit)
    (source,) = report.sources
    assert (source.label, source.kind, source.count) == (label, "anonymous", 1)
    assert [s.source_id for s in report.statements] == [source.id] * statements
    assert len(report.grants) == 1


@pytest.mark.model
@pytest.mark.parametrize(("text", "label"), NAMED)
def test_whom_the_article_names_is_named(text: str, label: str, toolkit: Toolkit) -> None:
    assert {(s.label, s.kind.value) for s in audited(text, toolkit).sources} == {(label, "named_person")}


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "Two envoys said the sale was off. Neither was cleared to speak to the press.",
        "Two envoys said the sale was off. Both asked for anonymity, fearing dismissal.",
        "Navy officers said the plan was dead. The officers spoke only on condition of anonymity.",
        "The officers blamed the rain. None of the officers was permitted to talk publicly.",
        "Four councillors said the vote was bought. The four spoke off the record.",
        "Three clerks said the ledgers were burnt. All of them asked not to be named.",
    ],
)
def test_a_grant_in_the_next_sentence_reaches_its_source(text: str, toolkit: Toolkit) -> None:
    report = audited(text, toolkit)
    (source,), (grant,) = report.sources, report.grants
    assert (source.kind, grant.source_id) == ("anonymous", source.id)


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "The treasurer said it would be improper for her to comment.",
        "A spokeswoman for the fire service said it could not comment on individual cases.",
        "“No comment,” said the mayor.",
        "The Gleaner requested a comment from the canal trust but never heard back.",
        "When contacted, the provost promised to get back to our correspondent but had yet to do so at press time.",
        "“We don't comment on personnel matters,” said Ann Li, a spokeswoman.",
    ],
)
def test_what_tells_of_a_non_response_is_no_statement(text: str, toolkit: Toolkit) -> None:
    report = audited(text, toolkit)
    assert (len(report.non_responses), report.statements) == (1, ())
