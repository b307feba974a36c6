"""Which settings hold where: the nearest file, its overrides, and who overrules whom."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from auditor.base.errors import SettingsError
from auditor.records.scales import Severity
from auditor.settings.house import House
from auditor.settings.settings import Settings

ROOT = Path(__file__).parents[3]
DOCS = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
TO_READ = (
    ("max_bytes", 10),
    ("max_file_bytes", 10),
    ("max_unpacked_bytes", 10),
    ("max_depth", 10),
    ("revisions", "original"),
    ("text_column", "text"),
    ("meta", ["desk"]),
)
"""Settings by which a draft is read, with values."""
SCHEMA = json.loads((ROOT / "docs" / "settings.schema.json").read_text(encoding="utf-8"))


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """The working folder: the root of a repository, with folders of two desks."""
    folder = tmp_path / "newsroom"
    for below in (".git", "stories/sport", "stories/metro/old"):
        (folder / below).mkdir(parents=True)
    return folder


def house(here: Path, env: Mapping[str, str] | None = None, config: Path | None = None, **flags: object) -> House:
    return House(flags, env or {"HOME": here.parent.as_posix()}, here, config)


def write(folder: Path, text: str) -> None:
    (folder / "auditor.yaml").write_text(text, encoding="utf-8")


def policies(house: House, path: Path, **meta: str | tuple[str, ...]) -> tuple[str, ...]:
    return house.of(path).of(meta).policies


def wrong(here: Path, text: str) -> tuple[str, str, str]:
    write(here, text)
    with pytest.raises(SettingsError) as caught:
        house(here)
    return caught.value.code, str(caught.value.at), caught.value.message


# ---------------------------------------------------------------- which file


def test_the_file_nearest_to_the_draft_holds_and_those_above_add_nothing(here: Path) -> None:
    write(here, "policies: [ap]\nfail_on: error\n")
    write(here / "stories" / "sport", "policies: [bbc]\n")
    found = house(here)
    assert found.of(here / "stories/metro/old/a.md").settings == Settings(policies=("ap",), fail_on=Severity.ERROR)
    assert found.of(here / "stories/sport/a.md").settings == Settings(policies=("bbc",))
    assert found.settings.policies == ("ap",)


def test_a_draft_elsewhere_goes_by_its_own_repository_or_else_by_the_working_folder(here: Path) -> None:
    write(here, "policies: [ap]\n")
    other = here.parent / "other"
    (other / ".git").mkdir(parents=True)
    (other / "drafts").mkdir()
    assert policies(house(here), other / "drafts" / "a.md") == ("ap",)
    write(other, "policies: [npr]\n")
    assert policies(house(here), other / "drafts" / "a.md") == ("npr",)
    write(here.parent, "policies: [bbc]\n")  # above a repository nothing counts
    (other / "auditor.yaml").unlink()
    assert policies(house(here), other / "drafts" / "a.md") == ("ap",)


def test_outside_any_repository_files_count_up_to_the_working_folder(tmp_path: Path) -> None:
    here = tmp_path / "desk"
    (here / "drafts" / "may").mkdir(parents=True)
    write(tmp_path, "policies: [bbc]\n")
    write(here, "policies: [ap]\n")
    assert policies(house(here), here / "drafts" / "may" / "a.md") == ("ap",)


def test_a_path_with_dots_is_the_path_that_it_leads_to(here: Path) -> None:
    write(here / "stories" / "sport", "policies: [bbc]\n")
    assert policies(house(here), here / "stories" / "metro" / ".." / "sport" / "a.md") == ("bbc",)


def test_a_file_that_is_named_stands_in_the_place_of_all(here: Path) -> None:
    write(here, "policies: [ap]\n")
    write(here / "stories" / "sport", "policies: [bbc]\n")
    desk = here.parent / "desk.yaml"
    desk.write_text("policies: [npr]\noverrides:\n  - paths: [stories/sport/]\n    fail_on: error\n")
    found = house(here, config=desk)
    assert found.of(here / "stories/sport/a.md").settings == Settings(policies=("npr",), fail_on=Severity.ERROR)
    assert found.settings == Settings(policies=("npr",))
    with pytest.raises(SettingsError, match="there is no such file"):
        house(here, config=here / "none.yaml")
    (here / "desk.toml").write_text("[tool.other]\n")
    with pytest.raises(SettingsError, match=r"there is no table \[tool.auditor\] in it"):
        house(here, config=here / "desk.toml")


def test_a_file_in_the_folder_of_a_draft_cannot_choose_the_model_either(here: Path) -> None:
    write(here / "stories" / "sport", "model: somebody_elses\n")
    with pytest.raises(SettingsError) as caught:
        house(here).of(here / "stories/sport/a.md")
    assert caught.value.code == "A106"
    assert house(here, model="somebody_elses").of(here / "stories/sport/a.md").settings.model == "somebody_elses"


# ---------------------------------------------------------------- overrides


OVERRIDES = """\
policies: [default]
fail_on: warning
overrides:
  - paths: ["stories/sport/**"]
    policies: [ap]
  - where: {desk: [investigations, "crime*"]}
    policies: [bbc]
    fail_on: error
  - paths: ["**/old/"]
    where: {genre: analysis}
    policies: [npr]
"""


def test_an_entry_holds_by_path_by_metadata_or_by_both(here: Path) -> None:
    write(here, OVERRIDES)
    found = house(here)
    sport, metro, old = (here / "stories" / each for each in ("sport/a.md", "metro/a.md", "metro/old/a.md"))
    assert policies(found, sport) == ("ap",)
    assert policies(found, metro, desk="Investigations") == ("bbc",)
    assert policies(found, metro, desk=("Law", "Crime and courts")) == ("bbc",)
    assert policies(found, metro, desk="Law") == ("default",)
    assert policies(found, old) == ("default",)
    assert policies(found, old, genre="Analysis") == ("npr",)
    assert policies(found, metro, genre="Analysis") == ("default",)
    assert policies(found, sport, desk="crime") == ("bbc",)  # the later entry
    assert policies(found, old, desk="crime", genre="analysis") == ("npr",)


def test_an_earlier_entry_by_metadata_does_not_overrule_a_later_one_by_path(here: Path) -> None:
    write(here, "overrides:\n  - where: {desk: a}\n    policies: [ap]\n  - paths: [stories/]\n    policies: [bbc]\n")
    assert policies(house(here), here / "stories/a.md", desk="a") == ("bbc",)
    assert policies(house(here), here / "a.md", desk="a") == ("ap",)


def test_flags_and_environment_overrule_every_entry(here: Path) -> None:
    write(here, OVERRIDES)
    found = house(here, {"AUDITOR_POLICIES": "npr"}, fail_on="info")
    orders = found.of(here / "stories/sport/a.md")
    assert orders.of({"desk": "crime"}) == Settings(policies=("npr",), fail_on=Severity.INFO)


def test_entries_of_ones_own_file_yield_to_the_repository(here: Path) -> None:
    own = here.parent / ".config" / "auditor"
    own.mkdir(parents=True)
    write(own, "overrides:\n  - where: {desk: sport}\n    policies: [ap]\n    fail_on: info\n")
    write(here, "policies: [bbc]\n")
    settings = house(here).of(here / "a.md").of({"desk": "sport"})
    assert settings == Settings(policies=("bbc",), fail_on=Severity.INFO)


def test_patterns_that_nobody_found_with_a_draft_are_those_of_the_working_folder(here: Path) -> None:
    own = here.parent / ".config" / "auditor"
    own.mkdir(parents=True)
    write(own, "overrides:\n  - paths: [stories/sport/]\n    policies: [ap]\n")
    write(here, "fail_on: error\ndrafts: [stories/]\n")
    assert policies(house(here), here / "stories/sport/a.md") == ("ap",)
    found = House({}, {"HOME": here.parent.as_posix(), "AUDITOR_IGNORE": "old/"}, here / "stories")
    assert found.at(here / "stories" / "metro")[1:] == (here, here / "stories")


def test_a_day_that_a_repository_sets_is_told(here: Path) -> None:
    write(here, "today: '2020-01-01'\n")
    assert [notice.text for notice in house(here).resolved.notices] == [
        "note: waivers and deadlines end by 2020-01-01: auditor.yaml:1:1"
    ]
    assert house(here, today="2026-11-28").resolved.notices == ()


def test_entries_in_toml(here: Path) -> None:
    (here / "pyproject.toml").write_text(
        '[tool.auditor]\nfail_on = "error"\n\n[[tool.auditor.overrides]]\npaths = ["stories/sport/"]\n'
        'where = {desk = "tennis"}\npolicies = ["ap"]\nseverity = {"ap/vague-description" = "info"}\n'
    )
    settings = house(here).of(here / "stories/sport/a.md").of({"desk": "tennis"})
    assert settings == Settings(
        policies=("ap",), fail_on=Severity.ERROR, severity=(("ap/vague-description", Severity.INFO),)
    )


def test_drafts_with_the_same_settings_share_them(here: Path) -> None:
    write(here, OVERRIDES)
    found = house(here)
    assert found.of(here / "stories/sport/a.md") is found.of(here / "stories/sport/b.md")


def test_where_each_value_for_a_draft_comes_from(here: Path) -> None:
    write(here, OVERRIDES)
    shown = house(here, min_confidence="high").resolved_for(here / "stories/metro/a.md", {"desk": "crime"})
    assert {name: origin for name, _, origin in shown.rows() if origin != "default"} == {
        "policies": "auditor.yaml:6",
        "fail_on": "auditor.yaml:6",
        "min_confidence": "--min-confidence",
    }


@pytest.mark.parametrize(
    ("text", "code", "at", "message"),
    [
        ("overrides: sport\n", "A102", "auditor.yaml:1:1", "overrides is no list of settings"),
        ("overrides: [sport]\n", "A102", "auditor.yaml:1:1", "overrides is no list of settings"),
        ("overrides:\n  - fail_on: error\n", "A108", "auditor.yaml:2:5", "an override without paths and without where"),
        ("overrides:\n  - paths: [a]\n    fail_onn: error\n", "A101", "auditor.yaml:3:5", "unknown setting 'fail_onn'"),
        ("overrides:\n  - paths: [a]\n    fail_on: grave\n", "A102", "auditor.yaml:3:5", "fail_on is 'grave'"),
        (
            "overrides:\n  - paths: [a]\n    jobs: 2\n",
            "A108",
            "auditor.yaml:3:5",
            "jobs holds for a whole run, and not for some drafts of it",
        ),
        (
            "overrides:\n  - where: {desk: a}\n    revisions: original\n",
            "A108",
            "auditor.yaml:3:5",
            "revisions is needed before the metadata of a draft is read",
        ),
        ("overrides:\n  - where: desk\n", "A102", "auditor.yaml:2:5", "where is no list of fields"),
        ("overrides:\n  - where: {desk: {a: b}}\n", "A102", "auditor.yaml:2:13", "desk is a mapping"),
        ("overrides:\n  - paths: []\n", "A108", "auditor.yaml:2:5", "paths is empty"),
        ("overrides:\n  - where: {desk: []}\n", "A108", "auditor.yaml:2:13", "desk has no value"),
        ("overrides:\n  - paths: {a: b}\n", "A102", "auditor.yaml:2:5", "paths is a mapping"),
        (
            "overrides:\n  - paths: [a]\n    fail-on: info\n    fail_on: error\n",
            "A102",
            "auditor.yaml:4:5",
            "'fail_on' is set twice",
        ),
        ("overrides:\n" + "  - paths: [a]\n" * 201, "A108", "auditor.yaml:1:1", "there are more than 200 overrides"),
        ("ignore: ['!']\n", "A102", "auditor.yaml:1:1", "ignore has the pattern '!'"),
        ("severity: {a/b: grave}\n", "A102", "auditor.yaml:1:12", "severity of a/b is 'grave'"),
        ("severity: error\n", "A102", "auditor.yaml:1:1", "severity is 'error'"),
        ("today: tomorrow\n", "A102", "auditor.yaml:1:1", "today is 'tomorrow'"),
        ("today: '2026-02-30'\n", "A102", "auditor.yaml:1:1", "today is '2026-02-30'"),
        ("today: '20260228'\n", "A102", "auditor.yaml:1:1", "today is '20260228'"),
    ],
)
def test_what_cannot_hold_is_refused_before_any_draft_is_opened(
    here: Path, text: str, code: str, at: str, message: str
) -> None:
    assert wrong(here, text) == (code, at, message)


# ---------------------------------------------------------------- docs/settings.md and its schema


def blocks() -> list[str]:
    return re.findall(r"^```yaml\n(.*?)^```", DOCS, re.M | re.S)


def examples() -> list[str]:
    return [match[1] for match in re.finditer(r"^\| `\w+` \|.*\| `(.+)` \|$", DOCS, re.M)]


@pytest.mark.parametrize("example", [*examples(), *blocks()])
def test_every_example_in_the_docs_is_in_order(here: Path, example: str) -> None:
    import yaml

    write(here, example + "\n")
    house(here).of(here / "stories/sport/a.md")
    Draft202012Validator(SCHEMA).validate(yaml.safe_load(example))


def test_there_is_an_example_of_every_setting_and_the_schema_has_each() -> None:
    names = list(Settings.__dataclass_fields__)
    assert [each.partition(":")[0] for each in examples()] == names
    keys = {name.replace("-", "_") for name in SCHEMA["properties"]}
    assert keys == {*names, "overrides"}


@pytest.mark.parametrize(
    "given",
    [
        {"fail_onn": "error"},
        {"fail_on": "grave"},
        {"jobs": 257},
        {"overrides": [{"fail_on": "error"}]},
        {"overrides": [{"paths": ["a"], "jobs": 2}]},
        {"severity": {"a": "grave"}},
        {"detectors": ["nobody"]},
        {"detectors": ["sources"]},
        {"detectors": "sources"},
        {"detectors": []},
        {"detectors": "rules, nobody"},
        {"suffixes": []},
        {"suffixes": " "},
        {"policies": ["default", " "]},
        {"jobs": "two"},
        {"jobs": True},
        {"severity": "a/b=grave"},
        {"severity": "error"},
        {"strict_files": "yes"},
        {"today": ""},
        {"today": "2026-13-01"},
        *({"overrides": [{"where": {"desk": "sport"}, key: value}]} for key, value in TO_READ),
        {"overrides": [{"paths": ["a"], "where": {"desk": "sport"}, "max-depth": 10}]},
        {"overrides": [{"paths": []}]},
        {"overrides": [{"where": {"desk": []}}]},
    ],
)
def test_the_schema_refuses_what_the_program_refuses(here: Path, given: dict[str, Any]) -> None:
    write(here, json.dumps(given))
    with pytest.raises(SettingsError):
        house(here)
    assert list(Draft202012Validator(SCHEMA).iter_errors(given))


@pytest.mark.parametrize(
    "given",
    [
        {"jobs": "2", "max-bytes": "1_000"},
        {"severity": "a/b=error, c=info"},
        {"strict_files": "true", "all-genres": "false"},
        {"detectors": "rules, sources", "suffixes": "md,txt"},
        {"detectors": ["sources", "tagger"]},
        {"policies": [], "drafts": []},
        {"overrides": [{"paths": ["a"], key: value} for key, value in TO_READ]},
        {"overrides": [{"where": {"desk": "sport"}, "policies": "ap", "severity": "a=info", "today": "2026-12-31"}]},
    ],
)
def test_the_schema_lets_pass_what_the_program_takes(here: Path, given: dict[str, Any]) -> None:
    write(here, json.dumps(given))
    house(here)
    assert list(Draft202012Validator(SCHEMA).iter_errors(given)) == []
