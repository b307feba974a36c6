"""What examinations go by, whatever is wrong with the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.base.errors import At, PackError
from auditor.examining import place
from auditor.records.health import Sign, State
from auditor.records.scales import Severity
from auditor.settings.settings import Settings


@pytest.fixture
def here(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / ".git").mkdir()
    return folder


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment with a folder for settings of the user's own."""
    (tmp_path / "own/auditor").mkdir(parents=True)
    return {"XDG_CONFIG_HOME": str(tmp_path / "own")}


def own(env: dict[str, str], text: str) -> None:
    Path(env["XDG_CONFIG_HOME"], "auditor/auditor.yaml").write_text(text)


def messages(found: place.Place) -> list[str]:
    return [fault.message for fault in found.faults]


def test_settings_that_are_in_order_are_in_force(here: Path, env: dict[str, str]) -> None:
    own(env, "fail_on: error\n")
    (here / "auditor.yaml").write_text("policies: [ap]\n")
    found = place.at({"rules": ["desk"]}, {**env, "AUDITOR_JOBS": "3"}, here, "utf-8")
    assert (found.faults, found.settings.fail_on) == ((), Severity.ERROR)
    assert (found.settings.policies, found.settings.rules, found.settings.jobs) == (("ap",), ("desk",), 3)


def test_each_fault_is_found_and_the_rest_is_in_force(here: Path, env: dict[str, str]) -> None:
    own(env, "fail_on: grave\n")
    (here / "auditor.yaml").write_text("policies: [ap]\n")
    found = place.at({}, {**env, "AUDITOR_JOBS": "many"}, here, "utf-8")
    assert messages(found) == ["fail_on is 'grave'", "jobs is 'many'"]
    assert found.settings.policies == ("ap",)


def test_of_two_broken_files_each_is_told(here: Path, env: dict[str, str]) -> None:
    own(env, "fail_on: [\n")
    (here / "auditor.yaml").write_text("polices: [ap]\n")
    found = place.at({"policies": ["npr"], "rules": ["desk"], "model": "en_other"}, env, here, "utf-8")
    assert len(found.faults) == 2 and "unknown setting 'polices'" in messages(found)
    assert found.settings == Settings(policies=("npr",), rules=("desk",), model="en_other")


def test_a_model_that_the_users_own_file_allows_is_no_fault(here: Path, env: dict[str, str]) -> None:
    own(env, "model: en_other\njobs: many\n")
    (here / "auditor.yaml").write_text("model: en_other\n")
    assert messages(place.at({}, env, here, "utf-8")) == ["jobs is 'many'"]


def test_a_model_that_nobody_allows_is_one(here: Path, env: dict[str, str]) -> None:
    (here / "auditor.yaml").write_text("model: en_other\n")
    (message,) = messages(place.at({}, env, here, "utf-8"))
    assert message.startswith("a repository cannot choose the language model")


def test_without_a_folder_the_flags_are_in_force() -> None:
    found = place.at({"policies": ["ap"], "detectors": "rules"}, {}, None, "utf-8")
    assert (found.faults, found.settings) == ((), Settings(policies=("ap",)))


def test_an_error_is_told_with_its_place_and_what_to_do() -> None:
    error = PackError("unknown key 'patern'", code="A210", at=At("r.yaml", 4, 1), hint="Did you mean 'patterns'?")
    wanted = Sign("rules", State.PROBLEM, "r.yaml:4:1: unknown key 'patern'", "Did you mean 'patterns'?", "A210")
    assert place.wrong("rules", error) == wanted
