"""What is likely to be no statement is told as unvoiced, if rules and tagger are unsure of it and a model says so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.analysis.phrases import find as phrases
from auditor.analysis.scorer import Scorer
from auditor.analysis.statements import find as statements
from auditor.analysis.statements.likely import features, likely
from auditor.language import read as reading
from auditor.language.parsed import Parsed
from auditor.readers.dispatch import read_text
from auditor.records.resolved import Heard, Told
from auditor.records.rules import FoundBy
from auditor.records.scales import Confidence
from auditor.toolkit import Toolkit

pytestmark = pytest.mark.model

DOUBTFUL = "The memo led scores of pupils to berate her. Mayor Ada Quill said that the pier was safe."


def _heard(toolkit: Toolkit, text: str, *, weighed: bool = False) -> tuple[Parsed, Told, Heard]:
    parsed = reading.parse(read_text(text, "draft.txt"), toolkit)
    told = phrases.find(parsed)
    model = _model(toolkit) if weighed else None
    return parsed, told, statements.find(parsed, told, toolkit.detectors, toolkit.tagger, model)


def _model(toolkit: Toolkit) -> Scorer:
    assert toolkit.sources is not None
    return toolkit.sources.statements


def _cues(parsed: Parsed, heard: Heard) -> list[str]:
    return [s.cue.of(parsed.text) for s in heard.statements if s.cue is not None]


def test_a_doubtful_statement_becomes_unvoiced_and_nothing_is_lost(toolkit: Toolkit) -> None:
    parsed, _, before = _heard(toolkit, DOUBTFUL)
    _, _, after = _heard(toolkit, DOUBTFUL, weighed=True)
    assert _cues(parsed, before) == ["berate", "said"]
    assert _cues(parsed, after) == ["said"]
    assert "berate" in [u.cue.of(parsed.text) for u in after.unvoiced]
    assert set(after.readings) <= {s.id for s in after.statements}


@pytest.mark.parametrize("confidence", [Confidence.MEDIUM, Confidence.HIGH])
def test_what_rules_or_tagger_are_sure_of_stays(toolkit: Toolkit, confidence: Confidence) -> None:
    parsed, told, heard = _heard(toolkit, DOUBTFUL)
    sure = replace(heard, statements=tuple(replace(s, confidence=confidence) for s in heard.statements))
    assert likely(parsed, sure, told, _model(toolkit)) == sure


def test_what_a_newsrooms_own_rule_found_stays(toolkit: Toolkit) -> None:
    parsed, told, heard = _heard(toolkit, DOUBTFUL)
    first, *rest = heard.statements
    ruled = tuple(replace(e, found_by=FoundBy.HOUSE_RULE) for e in first.evidence)
    own = replace(heard, statements=(replace(first, evidence=ruled), *rest))
    assert likely(parsed, own, told, _model(toolkit)) == own


@pytest.mark.parametrize(
    ("text", "stays"),
    [
        ("An aide, who asked not to be named, said the memo led scores of pupils to berate her.", True),
        ("The memo was false, a person familiar with the inquiry said.", True),
        ("The memo was false, the mayor said.", False),
    ],
)
def test_the_word_of_a_nameless_source_stays(toolkit: Toolkit, text: str, stays: bool) -> None:
    parsed, told, heard = _heard(toolkit, text)
    doubtful = replace(heard, statements=tuple(replace(s, confidence=Confidence.LOW) for s in heard.statements))
    assert bool(likely(parsed, doubtful, told, Scorer({"bias": -9.0})).statements) is stays


def test_a_speaker_who_is_surely_heard_elsewhere_needs_less(toolkit: Toolkit) -> None:
    text = "Quill said that the pier was safe. Quill said that the tide was out. Doane said that it was not."
    parsed, told, heard = _heard(toolkit, text)
    first, second, third = heard.statements
    unsure = replace(
        heard,
        statements=(first, replace(second, confidence=Confidence.LOW), replace(third, confidence=Confidence.LOW)),
    )
    between = Scorer({"bias": -0.5, "of high confidence": 9.0})
    assert likely(parsed, unsure, told, between).statements == unsure.statements[:2]


def test_each_feature_is_named_for_people_and_is_a_number(toolkit: Toolkit) -> None:
    parsed, _, heard = _heard(toolkit, DOUBTFUL)
    last = features(parsed, heard)[-1]
    assert last["cue say"] == last["bias"] == last["speaker heard nowhere else"] == 1.0
    assert last["content begins with that"] == 1.0
    assert last["a cue by the tagger"] > 1.0


def test_without_the_tagger_nothing_is_weighed(toolkit: Toolkit) -> None:
    parsed = reading.parse(read_text(DOUBTFUL, "draft.txt"), toolkit)
    told = phrases.find(parsed)
    alone = statements.find(parsed, told, toolkit.detectors, None, Scorer({"bias": -9.0}))
    assert alone == statements.find(parsed, told, toolkit.detectors, None, None)
    assert alone.statements
