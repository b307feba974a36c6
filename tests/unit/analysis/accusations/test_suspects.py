"""What a rule finds is weighed with whom the tagger takes for the accused."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.analysis.accusations.candidates import ruled_words
from auditor.analysis.accusations.find import find
from auditor.base.spans import Span
from auditor.language.read import parse
from auditor.readers.dispatch import read_text
from auditor.records.appraisal import AccusationKind, ChargeReading, Frame, Suspects
from auditor.records.resolved import Resolved
from auditor.records.scales import Confidence
from auditor.toolkit import Toolkit

TEXT = "The harbour police of Hexton jailed Colin Ames and Lena Marsh in May."


def test_words_are_weighed_against_the_likeliest() -> None:
    told = Suspects(Span(0, 9), None, ((Span(2, 4), 0.2), (Span(6, 9), 0.8)))
    assert told.share([Span(6, 8)]) == 1.0
    assert told.share([Span(0, 5), Span(20, 30)]) == 0.25
    assert told.share([Span(20, 30)]) == 0.0
    assert Suspects(Span(0, 9), None, ()).share([Span(2, 4)]) == 1.0


def accused(toolkit: Toolkit, likely: dict[str, float], party: str | None = None) -> list[tuple[str, Confidence]]:
    """Whom `TEXT` accuses, and how sure that is, where the tagger finds these words so likely to be the accused."""
    parsed = parse(read_text(TEXT, "draft.txt"), replace(toolkit, tagger=None))
    [words] = ruled_words(parsed.doc, parsed.matches)
    spans = tuple((Span(TEXT.index(word), TEXT.index(word) + len(word)), p) for word, p in likely.items())
    own = None if party is None else Span(TEXT.index(party), TEXT.index(party) + len(party))
    told = Suspects(words, own, spans)
    return [(each.party_label, each.confidence) for each in find(parsed, Resolved(), (), (told,))]


@pytest.mark.model
def test_one_whom_the_tagger_takes_for_the_accused_is_told(toolkit: Toolkit) -> None:
    assert accused(toolkit, {"police": 0.3, "Ames": 0.9})[0] == ("Colin Ames", Confidence.HIGH)


@pytest.mark.model
def test_one_who_is_named_beside_is_to_be_read(toolkit: Toolkit) -> None:
    assert accused(toolkit, {"Ames": 0.9, "Marsh": 0.9})[1] == ("Lena Marsh", Confidence.LOW)


@pytest.mark.model
def test_one_who_is_less_likely_than_another_is_to_be_read(toolkit: Toolkit) -> None:
    assert accused(toolkit, {"police": 0.9, "Ames": 0.5})[0] == ("Colin Ames", Confidence.LOW)


@pytest.mark.model
def test_another_whom_the_tagger_knows_for_the_accused_takes_the_place(toolkit: Toolkit) -> None:
    found = accused(toolkit, {"police": 0.9, "Ames": 0.1}, "The harbour police of Hexton")[0]
    assert found[0].lower().startswith("the harbour police")
    assert found[1] is Confidence.HIGH


def last(text: str, words: str) -> Span:
    """Where `words` stand last in `text`."""
    return Span(text.rindex(words), text.rindex(words) + len(words))


@pytest.mark.model
@pytest.mark.parametrize(
    ("before", "told"),
    [("The council was late.", False), ("The council condemned Lena Marsh.", True), ("The council met Marsh.", False)],
)
def test_whom_other_words_accuse_too_need_be_less_likely(before: str, told: bool, toolkit: Toolkit) -> None:
    text = f"{before} Lena Marsh ran a shambles, Dora Finch said."
    parsed = parse(read_text(text, "draft.txt"), replace(toolkit, tagger=None))
    party, words, said = (last(text, each) for each in ("Lena Marsh", "ran a shambles", "Dora Finch"))
    one = ChargeReading(words, party, said, AccusationKind.CRITICISM, Frame.CONTENT, 0.9, 0.9, 0.6)
    found = find(parsed, Resolved(), (one,))[-1]
    assert (found.party_label, found.confidence is not Confidence.LOW) == ("Lena Marsh", told)
