"""Which policy rules are in force: packs by name or by folder, rules chosen and left out, another severity."""

from __future__ import annotations

from pathlib import Path

import pytest

from auditor.base.errors import PackError, UsageError
from auditor.records.scales import Severity
from auditor.runs.packs import in_force, packs_of
from auditor.settings.settings import Settings

CARD = """\
name: {name}
version: '1'
description: What the desk wants.
language: en
licence: CC0-1.0
extends: [default]
"""


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder of two packs."""
    for name in ("house", "night"):
        (tmp_path / "packs" / name).mkdir(parents=True)
        (tmp_path / "packs" / name / "pack.yaml").write_text(CARD.format(name=name), encoding="utf-8")
    return tmp_path / "packs"


def names(settings: Settings) -> list[str]:
    return [pack.name for pack in packs_of(settings)]


def rules(settings: Settings, pack: str = "default") -> list[str]:
    return [
        policy.id.partition("/")[2] for found in packs_of(settings) for policy in found.policies if found.name == pack
    ]


ALL = rules(Settings())


def test_a_pack_of_ones_own_takes_the_place_of_default(shelf: Path) -> None:
    always = ["core", "waivers", "ledger"]
    folder = (shelf / "house").as_posix()
    assert names(Settings(policies=("house",), rules=(folder,))) == [*always, "house"]
    assert names(Settings(rules=(folder,))) == [*always, "default", "house"]


def test_of_a_folder_of_packs_those_are_in_force_that_are_named(shelf: Path) -> None:
    always = ["core", "waivers", "ledger"]
    assert names(Settings(rules=(shelf.as_posix(),))) == [*always, "default"]
    assert names(Settings(policies=("night", "ap"), rules=(shelf.as_posix(),))) == [*always, "ap", "night"]
    with pytest.raises(PackError) as caught:
        names(Settings(policies=("nihgt",), rules=(shelf.as_posix(),)))
    assert caught.value.message == "there is no pack 'nihgt'"
    assert caught.value.hint.startswith("Did you mean 'night'?")


def test_a_folder_without_any_pack_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        names(Settings(rules=(tmp_path.as_posix(),)))


def test_rules_are_chosen_by_id_by_pack_and_by_pattern() -> None:
    assert rules(Settings(select=("default/bare-source",))) == ["bare-source"]
    assert rules(Settings(select=("default",))) == ALL
    assert rules(Settings(select=("default",)), "waivers") == []
    assert rules(Settings(ignore_rules=("default/bare-source", "waivers/"))) == [r for r in ALL if r != "bare-source"]
    assert rules(Settings(select=("default",), ignore_rules=("*-only",))) == [r for r in ALL if not r.endswith("-only")]


def test_another_severity_and_the_last_that_fits_holds() -> None:
    severity = (("default", Severity.INFO), ("default/bare-source", Severity.ERROR))
    found = {p.id: p.severity for pack in packs_of(Settings(severity=severity)) for p in pack.policies}
    assert found["default/bare-source"] is Severity.ERROR
    assert {found[f"default/{name}"] for name in ALL if name != "bare-source"} == {Severity.INFO}


def test_reports_are_told_what_the_settings_change() -> None:
    settings = Settings(ignore_rules=("default/bare-source",), severity=(("default/hedge-*", Severity.ERROR),))
    known = in_force(settings)
    assert known.off == {"default/bare-source"}
    assert [note.message for note in known.notes] == [
        "by the settings, rules that are not in force: default/bare-source",
        "by the settings, rules with another severity than their own: default/hedge-without-source (error)",
    ]
    assert in_force(Settings()).notes == ()


@pytest.mark.parametrize(
    ("settings", "message", "hint"),
    [
        (
            Settings(ignore_rules=("default/bear-source",)),
            "there is no policy rule 'default/bear-source', as ignore names it",
            "Did you mean 'default/bare-source'?",
        ),
        (
            Settings(select=("defualt",)),
            "there is no policy rule 'defualt', as select names it",
            "Did you mean 'default'?",
        ),
        (Settings(select=("ap",)), "ap is not in force, and cannot be selected", "put its pack in force: --policy ap"),
        (
            Settings(severity=(("core/grants/*", Severity.INFO),)),
            "core/grants/* is no policy rule: it finds things, and objects to nothing",
            "auditor policies lists the policy rules",
        ),
    ],
)
def test_a_rule_that_does_not_exist_is_an_error(settings: Settings, message: str, hint: str) -> None:
    with pytest.raises(UsageError) as caught:
        in_force(settings)
    assert (caught.value.code, caught.value.message, caught.value.hint) == ("A016", message, hint)


def test_a_rule_of_a_pack_that_ships_may_be_left_out_before_it_is_in_force() -> None:
    assert rules(Settings(ignore_rules=("ap/vague-description",))) == ALL
