"""Packs that are kept ready are those that would be read, for as long as no file of them has changed."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from auditor.base import cache
from auditor.base.errors import PackError
from auditor.packs import kept, load, shelf
from auditor.packs.kept import Keep, load_kept
from auditor.records.rules import RulePack

SHIPPED = Path(__file__).parents[3] / "rules"
SMALL = "waivers"
"""A pack that ships and is read in no time: beside one of the tests’ own it is read anew each time."""


@pytest.fixture
def keep(tmp_path: Path) -> Keep:
    opened = cache.opened({cache.FOLDER: str(tmp_path / "kept")})
    assert opened.cache is not None
    return kept.keep_in(opened.cache)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[Sequence[str]]:
    """The names of the packs that were read, a list each time."""
    found: list[Sequence[str]] = []
    read = load.load_packs

    def noted(names: Sequence[str], *more: Any) -> tuple[RulePack, ...]:
        found.append(tuple(names))
        return read(names, *more)

    monkeypatch.setattr(load, "load_packs", noted)
    return found


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "house"
    shutil.copytree(SHIPPED / "policies/minimal", folder) if (SHIPPED / "policies/minimal").is_dir() else folder.mkdir()
    (folder / "pack.yaml").write_text(
        "name: house\nversion: 1.0.0\ndescription: What the house wants.\nlanguage: en\nlicence: Apache-2.0\n"
        "extends: [default]\n"
    )
    time.sleep(2.1)  # of what has just been written the content counts as well, until it is no longer new
    return folder


def all_of(value: Any) -> Any:
    """A value with every part of it, those too that equality leaves out."""
    if is_dataclass(value) and not isinstance(value, type):
        return type(value).__name__, [all_of(getattr(value, each.name)) for each in fields(value)]
    if isinstance(value, tuple | list):
        return type(value), [all_of(each) for each in value]
    if hasattr(value, "items"):
        return [(all_of(key), all_of(each)) for key, each in value.items()]
    return type(value), value


def test_all_packs_that_ship_come_back_in_every_part(keep: Keep) -> None:
    names = tuple(load.shipped())
    read = load.load_packs(names)
    assert load_kept(keep, names) == load_kept(keep, names) == read
    assert all_of(load_kept(keep, names)) == all_of(read)


def test_what_is_kept_is_not_read_again(keep: Keep, readings: list[Sequence[str]]) -> None:
    for _ in range(3):
        load_kept(keep, (SMALL, "ledger"))
    assert readings == [(SMALL, "ledger")]
    load_kept(keep, (SMALL,))
    load_kept(None, (SMALL,))
    assert readings[1:] == [(SMALL,), (SMALL,)]


CHANGES: dict[str, Callable[[Path], object]] = {
    "card": lambda own: (own / "pack.yaml").write_text((own / "pack.yaml").read_text().replace("1.0.0", "1.0.1")),
    "new": lambda own: (own / "notes.yaml").write_text("nothing: true\n"),
    "gone": lambda own: (own / "pack.yaml").unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_pack_that_has_changed_is_read_again(
    keep: Keep, own: Path, readings: list[Sequence[str]], change: Callable[[Path], object]
) -> None:
    before = load_kept(keep, (SMALL,), [own])
    assert load_kept(keep, (SMALL,), [own]) == before
    assert len(readings) == 1
    change(own)
    try:
        assert load_kept(keep, (SMALL,), [own])[1].version == "1.0.1"
    except PackError as error:
        assert error.code in ("A201", "A211", "A216", "A210")
    assert len(readings) == 2


def test_packs_that_ship_are_not_read_again_with_one_of_ones_own_that_has_changed(
    keep: Keep, own: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    anew = shelf.anew

    def noted(folder: Path, on: shelf.Shelf) -> shelf.Read:
        found.append(folder.name)
        return anew(folder, on)

    monkeypatch.setattr(shelf, "anew", noted)
    card = own / "pack.yaml"
    usual = card.read_text()
    for base, read in (("strict", {"core", "house", "strict", SMALL}), ("default", {"house"})):
        card.write_text(usual.replace("default", base))
        found.clear()
        packs = load_kept(keep, ("core", SMALL), [own])
        assert set(found) - {"common", "default"} == read  # which the strict one extends
        assert all_of(packs) == all_of(load.load_packs(("core", SMALL), [own]))
    card.write_text(usual.replace("default", "strict").replace("1.0.0", "1.0.1"))
    assert all_of(load_kept(keep, ("core", SMALL), [own])) == all_of(load.load_packs(("core", SMALL), [own]))


def test_what_is_wrong_with_a_pack_is_told_each_time(keep: Keep, own: Path) -> None:
    (own / "pack.yaml").write_text("name: 1\n")
    for _ in range(2):
        with pytest.raises(PackError):
            load_kept(keep, (SMALL,), [own])


def test_packs_of_another_program_or_folder_are_read_anew(
    keep: Keep, readings: list[Sequence[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(SHIPPED.parent)
    load_kept(keep, (SMALL,))
    load_kept(replace(keep, program="other"), (SMALL,))
    monkeypatch.chdir(tmp_path)
    load_kept(keep, (SMALL,))
    assert len(readings) == 3


def test_packs_that_ship_are_read_once_for_all_folders_that_they_do_not_lie_in(
    keep: Keep, readings: list[Sequence[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        assert all_of(load_kept(keep, ("core", "default"))) == all_of(load.load_packs(("core", "default")))
    assert len(readings) == 3  # twice by this test itself


def test_a_pack_of_ones_own_is_read_anew_in_each_folder(
    keep: Keep, own: Path, readings: list[Sequence[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        monkeypatch.chdir(tmp_path / name)
        load_kept(keep, (SMALL,), [own])
    assert len(readings) == 2


def test_an_entry_that_is_damaged_is_read_anew_and_replaced(keep: Keep, readings: list[Sequence[str]]) -> None:
    packs = load_kept(keep, (SMALL,))
    (entry,) = (each for each in Path(keep.cache).rglob("*") if each.is_file())
    for data in (b"", entry.read_bytes()[:-5]):
        entry.write_bytes(data)
        assert load_kept(keep, (SMALL,)) == packs
    for senseless in ({"x": 1}, [0, [99]], 7, "packs", [0, 5]):
        cache.put(keep.cache, entry.name, senseless)
        assert load_kept(keep, (SMALL,)) == packs
    count = len(readings)
    assert load_kept(keep, (SMALL,)) == packs
    assert len(readings) == count
