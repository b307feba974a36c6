"""Words that would accuse somebody, and say that it is not so."""

from __future__ import annotations

import pytest

from auditor import engine
from auditor.readers.dispatch import read_text
from auditor.toolkit import Toolkit

pytestmark = pytest.mark.model


def accused(text: str, toolkit: Toolkit) -> list[str]:
    """The labels of those whom `text` accuses."""
    report = engine.audit(read_text(f"{text}\n", "draft.md"), toolkit)
    return [found.party_label for found in report.accusations]


@pytest.mark.parametrize(
    "text",
    [
        "Colin Ames was found not guilty of theft.",
        "Colin Ames is not guilty of theft, the court said.",
        "Mara Pell is not suspected of theft.",
        "Mara Pell was never charged with theft.",
        "Dan Orr was acquitted of fraud on Monday.",
        "A jury cleared Dan Orr of stealing from the club.",
        "Dan Orr has been exonerated of bribery.",
        "Nobody accuses Mara Pell of theft.",
        "No minister was accused of lying.",
        "The inquiry found no evidence that Colin Ames had stolen the money.",
        "There is no suggestion that Dan Orr broke the law.",
        "Prosecutors dropped the charges against Dan Orr.",
        "The charges against Dan Orr were dismissed in May.",
        "The report did not find any proof of misconduct by Mara Pell.",
    ],
)
def test_what_is_said_not_to_be_so_accuses_nobody(text: str, toolkit: Toolkit) -> None:
    assert accused(text, toolkit) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dan Orr was found guilty of fraud.", "Dan Orr"),
        ("Dan Orr was acquitted of fraud but convicted of perjury.", "Dan Orr"),
        ("Colin Ames has not been cleared of fraud.", "Colin Ames"),
        ("Prosecutors refused to drop the charges against Dan Orr.", "Dan Orr"),
        ("The charges against Dan Orr could be dropped.", "Dan Orr"),
        ("Police have evidence that Colin Ames stole the money.", "Colin Ames"),
        ("Mara Pell failed to declare a gift, the panel found.", "Mara Pell"),
    ],
)
def test_what_stands_beside_it_or_denies_the_denial_does(text: str, expected: str, toolkit: Toolkit) -> None:
    assert accused(text, toolkit) == [expected]
