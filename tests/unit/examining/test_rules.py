"""Packs that are in order, and broken ones, each told by itself."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.examining import rules
from auditor.packs import brought, load
from auditor.records.health import Sign, State
from auditor.settings.settings import Settings
from tests.unit.examining.kit import at

POLICIES = ("ap", "bbc", "common", "default", "npr")
GOOD = Path(__file__).parents[2] / "bad_packs/good"


@pytest.fixture
def ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the core and of some of the policies that ship, in the place of all."""
    monkeypatch.chdir(tmp_path)
    root = load.rules_root()
    shutil.copytree(root / "core", tmp_path / "rules/core")
    (tmp_path / "rules/policies").mkdir()
    shutil.copy(root / "policies/checks.yaml", tmp_path / "rules/policies")
    for name in POLICIES:
        shutil.copytree(root / "policies" / name, tmp_path / "rules/policies" / name)
    monkeypatch.setattr(load, "rules_root", lambda: tmp_path / "rules")
    monkeypatch.setattr(brought, "rules_root", lambda: tmp_path / "rules")
    return tmp_path / "rules"


def break_card(folder: Path) -> None:
    card = folder / "pack.yaml"
    card.write_text(card.read_text().replace("licence:", "lizenz:"))


def test_the_packs_that_ship_are_in_order() -> None:
    (sign,) = rules.shipped(at())
    assert sign.state is State.OK
    number = sum(len(pack.rules) + len(pack.policies) for pack in load.load_packs(tuple(load.shipped())))
    assert sign.words.startswith(f"those that ship are in order: {number} rules, ")


def test_each_pack_that_ships_and_is_broken_is_told(ships: Path) -> None:
    break_card(ships / "policies/ap")
    break_card(ships / "policies/npr")
    found = list(rules.shipped(at()))
    assert [(s.state, s.words.partition(":")[0], s.code) for s in found] == [
        (State.PROBLEM, "rules/policies/ap/pack.yaml", "A210"),
        (State.PROBLEM, "rules/policies/npr/pack.yaml", "A210"),
    ]
    assert {s.todo for s in found} == {"it ships with the program: reinstall auditor"}


def test_no_rules_at_all_are_a_problem(ships: Path) -> None:
    shutil.rmtree(ships)
    assert list(rules.shipped(at())) == [
        Sign("rules", State.PROBLEM, "those that ship are missing", "reinstall auditor")
    ]


def test_rules_without_the_list_of_checks_are_a_problem(ships: Path) -> None:
    (ships / "policies/checks.yaml").unlink()
    assert [(s.state, s.code) for s in rules.shipped(at())] == [(State.PROBLEM, "A202")]


@pytest.fixture
def packs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Makes packs in the working folder."""
    monkeypatch.chdir(tmp_path)

    def made(name: str) -> Path:
        folder = Path(name)
        shutil.copytree(GOOD, folder)
        card = folder / "pack.yaml"
        card.write_text(card.read_text().replace("name: good", f"name: {name}"))
        return folder

    return made


def test_a_pack_of_ones_own_is_told(packs: Callable[[str], Path]) -> None:
    packs("desk")
    (sign,) = rules.own(at(Settings(policies=("default", "ap"), rules=("desk",))))
    assert sign.state is State.OK
    assert sign.words.startswith("policies in force: default, ap; of your own desk (")


def test_each_pack_and_each_name_that_is_wrong_is_told(packs: Callable[[str], Path]) -> None:
    break_card(packs("desk"))
    packs("sport")
    (packs("city") / "pack.yaml").write_text("name: [\n")
    wrong = Settings(policies=("default", "defalt"), rules=("desk", "sport", "city", "gone"))
    found = {sign.words.partition(": ")[0]: sign for sign in rules.own(at(wrong))}
    city = next(place for place in found if place.startswith("city/pack.yaml:"))
    assert set(found) == {"there is no pack 'defalt'", "desk/pack.yaml:5:1", city, "gone"}
    assert {sign.state for sign in found.values()} == {State.PROBLEM}
    assert {sign.code[:2] for sign in found.values()} == {"A2"}


def test_a_rule_that_is_chosen_and_not_there_is_told() -> None:
    (sign,) = rules.own(at(Settings(select=("default/bare-sorce",))))
    assert (sign.state, sign.code) == (State.PROBLEM, "A016")


def test_rules_that_are_left_out_are_counted() -> None:
    (sign,) = rules.own(at(Settings(ignore_rules=("default/bare-source",))))
    assert (sign.state, sign.words) == (
        State.OK,
        "policies in force: default; 1 left out by select or ignore_rules",
    )


def test_packs_that_are_in_order_but_not_together_are_told(packs: Callable[[str], Path]) -> None:
    packs("desk")
    shutil.copytree("desk", "other")
    (sign,) = rules.own(at(Settings(rules=("desk", "other"))))
    assert (sign.state, sign.code) == (State.PROBLEM, "A260")
    assert "two packs are named 'desk'" in sign.words


def test_a_broken_pack_of_another_package_is_worth_a_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(GOOD, tmp_path / "desk_rules/good")
    (tmp_path / "desk_rules/__init__.py").touch()
    card = tmp_path / "desk_rules-1.dist-info"
    card.mkdir()
    (card / "METADATA").write_text("Metadata-Version: 2.1\nName: desk-rules\nVersion: 1\n")
    (card / "entry_points.txt").write_text("[auditor.packs]\ngood = desk_rules:good\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert [sign.state for sign in rules.installed(at())] == [State.OK]
    break_card(tmp_path / "desk_rules/good")
    assert [sign.state for sign in rules.installed(at())] == [State.WARNING]
    assert list(rules.installed(at(Settings(policies=("good",))))) == []
