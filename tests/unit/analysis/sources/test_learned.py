"""The source model: its file is checked, its choices can be read, and nobody is credited on nearness."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.analysis.scorer import Scorer
from auditor.analysis.sources.learned import model as learned
from auditor.analysis.sources.learned.model import Classifier
from auditor.base.errors import ModelError
from auditor.engine import audit
from auditor.readers.dispatch import read_text
from auditor.records.scales import Confidence
from auditor.records.sourcing import SourceKind
from auditor.toolkit import Toolkit


def test_the_file_that_ships_is_the_one_that_was_trained() -> None:
    assert learned.load().pronouns.weights
    assert learned.info().sha256 == learned.DIGEST


def test_a_missing_or_another_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError) as missing:
        learned.load(tmp_path / "weights.json")
    (tmp_path / "weights.json").write_text("{}")
    with pytest.raises(ModelError) as other:
        learned.load(tmp_path / "weights.json")
    assert (missing.value.code, other.value.code) == ("A404", "A405")


def test_a_scorer_adds_weights_and_names_what_spoke_for_it() -> None:
    scorer = Scorer({"spoke last": 2.0, "same sentence": -1.0, "near": 0.01})
    features = {"spoke last": 1.0, "same sentence": 1.0, "near": 1.0, "never met": 1.0}
    assert scorer.probability({}) == 0.5
    assert scorer.probability(features) == pytest.approx(0.733, abs=0.001)
    assert scorer.reasons(features) == ("spoke last",)


def test_a_classifier_has_a_weight_for_each_kind() -> None:
    weights = tuple(float(kind is SourceKind.MEDIA) for kind in SourceKind)
    scores = Classifier({"ends as outlets do": weights}).scores({"ends as outlets do": 2.0})
    assert max(scores, key=lambda kind: scores[kind]) is SourceKind.MEDIA


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nora Felt, a baker, was robbed on Monday. The robber told the court that he was sorry.", "The robber"),
        ("The vault is empty, the source said. Mayor Ivo Crane was at the bank.", "the source"),
        ("Dr Una Birch saw her at six. The patient said that the ward was cold.", "The patient"),
        ("Sir Abel Thorne, defending, asked for mercy. The defendant told the judge he would pay.", "The defendant"),
        ("The plumber said that the pipe would hold. The head warden, Nora Felt, said it would not.", "The plumber"),
        ("Vice President Lena Marsh flew home. An insider said that the deal was dead.", "An insider"),
    ],
)
def test_nobody_with_a_name_is_credited_for_being_near(text: str, words: str, toolkit: Toolkit) -> None:
    report = audit(read_text(text, "x.txt"), toolkit)
    (said,) = [s for s in report.statements if s.source is not None and report.text(s.source).startswith(words)]
    source = report.source(said.source_id)
    assert source is not None
    assert source.kind not in (SourceKind.NAMED_PERSON, SourceKind.NAMED_ORGANIZATION)


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Senator Lena Marsh voted no. The senator said that the bill was flawed.", "Lena Marsh"),
        ("Coach Ivo Crane stayed on. The coach said that he was happy.", "Ivo Crane"),
        ("Nora Felt closed the shop in May. “It was time,” she said.", "Nora Felt"),
    ],
)
def test_who_was_called_so_is_credited(text: str, label: str, toolkit: Toolkit) -> None:
    report = audit(read_text(text, "x.txt"), toolkit)
    said = report.statements[-1]
    source = report.source(said.source_id)
    assert source is not None
    assert source.label == label


@pytest.mark.model
def test_the_evidence_names_what_decided(toolkit: Toolkit) -> None:
    report = audit(read_text("Nora Felt said it was shut.\n\nShe said it would open.", "x.txt"), toolkit)
    (source,) = report.sources
    (step,) = [e.what for e in source.evidence if e.rule == "sources/salient-person"]
    assert step.startswith("'She' is 'Nora Felt' (")
    assert report.statements[1].confidence in (Confidence.HIGH, Confidence.MEDIUM)
