"""Whatever decides what becomes of a draft decides its key; what does not, does not."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from auditor.base import fingerprints
from auditor.packs.kept import Keep
from auditor.readers.collections.shelf import Entry
from auditor.records.reading import Languages, Revisions
from auditor.records.report import Detector
from auditor.records.scales import Confidence, Severity
from auditor.runs.drafts import Draft
from auditor.runs.kept.keys import Keys
from auditor.settings.overrides import Orders, Step
from auditor.settings.settings import Settings

USUAL = Settings()


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/aid.md").write_text("The council met.\n")
    (tmp_path / "house").mkdir()
    (tmp_path / "house/pack.yaml").write_text("name: house\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def draft(**others: Any) -> Draft:
    return replace(Draft("drafts/aid.md", "aid.md"), **others)


def key(settings: Settings = USUAL, program: str = "this", **others: Any) -> str | None:
    found = Keys(Keep("nowhere", program), settings).of_draft(draft(**others))
    return None if found is None else found.name


DECIDING: dict[str, Any] = {
    "policies": ("ap",),
    "rules": ("house",),
    "select": ("default/*",),
    "ignore_rules": ("default/bare-source",),
    "severity": (("default/*", Severity.INFO),),
    "model": "other_model",
    "detectors": (Detector.RULES,),
    "max_bytes": 5,
    "max_file_bytes": 6,
    "max_unpacked_bytes": 7,
    "max_depth": 8,
    "all_genres": True,
    "revisions": Revisions.ORIGINAL,
    "language": Languages.ANY,
    "today": "2026-12-31",
    "text_column": "body",
    "meta": ("desk",),
}
OTHERS: dict[str, Any] = {
    "fail_on": None,
    "min_confidence": Confidence.HIGH,
    "jobs": 2,
    "time_limit": 9,
    "suffixes": (".md",),
    "drafts": ("drafts/**",),
    "never_drafts": (),
    "ignore": ("x",),
    "force_exclude": True,
    "strict_files": True,
}


def test_every_setting_is_said_to_decide_or_not() -> None:
    assert {each.name for each in fields(Settings)} == {*DECIDING, *OTHERS, "cache"}


@pytest.mark.parametrize(("name", "value"), DECIDING.items(), ids=DECIDING)
@pytest.mark.usefixtures("here")
def test_a_setting_that_decides_gives_another_key(name: str, value: Any) -> None:
    changed = replace(USUAL, **{name: value})
    assert getattr(USUAL, name) != value
    assert len({key(), key(changed), key(orders=Orders(changed))}) == 2
    later = key(orders=Orders(USUAL, (Step((("desk", ("sport",)),), ((name, value),)),)))
    assert later not in {key(), key(changed)}


@pytest.mark.parametrize(("name", "value"), OTHERS.items(), ids=OTHERS)
@pytest.mark.usefixtures("here")
def test_a_setting_that_does_not_decide_gives_the_same(name: str, value: Any) -> None:
    assert key(replace(USUAL, **{name: value})) == key() is not None


@pytest.mark.usefixtures("here")
def test_nothing_is_kept_where_the_settings_say_so() -> None:
    off = replace(USUAL, cache=False)
    assert key(off) is None
    assert key(orders=Orders(off)) is None
    assert key(off, orders=Orders(USUAL)) is not None


CHANGES: dict[str, Callable[[Path], object]] = {
    "its words": lambda here: (here / "drafts/aid.md").write_text("The council sat.\n"),
    "its waivers": lambda here: (here / "drafts/aid.auditor.yaml").write_text("waive: []\n"),
    "its waivers by its whole name": lambda here: (here / "drafts/aid.md.auditor.yaml").write_text("waive: []\n"),
    "the folder's waivers": lambda here: (here / "drafts/waivers.auditor.yaml").write_text("waive: []\n"),
    "its ledger": lambda here: (here / "drafts/aid.ledger.yaml").write_text("sources: []\n"),
    "its ledger by its whole name": lambda here: (here / "drafts/aid.md.ledger.yaml").write_text("sources: []\n"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_it_is_read_from_decides(here: Path, change: Callable[[Path], object]) -> None:
    before = key()
    change(here)
    changed = key()
    assert before != changed
    for each in (here / "drafts").glob("*.yaml"):
        each.write_text("# another\n")
        assert key() not in {before, changed}


def test_the_same_bytes_at_another_time_have_the_same_name_and_another_stamp(here: Path) -> None:
    keys = Keys(Keep("nowhere", "this"), USUAL)
    before = keys.of_draft(draft())
    os.utime(here / "drafts/aid.md", (1, 1))
    after = keys.of_draft(draft())
    assert before is not None
    assert after is not None
    assert (before.name, before.stamps == after.stamps) == (after.name, False)


def test_rules_of_ones_own_decide_by_what_is_in_them(here: Path) -> None:
    own = replace(USUAL, rules=("house",))
    before = key(own)
    (here / "house/rule.yaml").write_text("x: y\n")
    added = key(own)
    (here / "house/rule.yaml").write_text("x: z\n")
    assert len({before, added, key(own)}) == 3
    assert Keys(Keep("nowhere", "this"), own)._rules([own]) != Keys(Keep("nowhere", "this"), USUAL)._rules([USUAL])


@pytest.mark.usefixtures("here")
def test_path_entry_and_program_decide() -> None:
    Path("drafts/same.md").write_text("The council met.\n")
    entry = Entry(1, "1", 0)
    found = [
        key(),
        key(program="that"),
        key(path="drafts/same.md"),
        key(path="./drafts/aid.md"),
        key(file="drafts/aid.md", entry=entry),
        key(file="drafts/aid.md", entry=replace(entry, number=2)),
        key(file="drafts/aid.md", entry=replace(entry, at=3)),
        key(data=b"The council met.\n", is_file=False),
        key(data=b"The council sat.\n"),
    ]
    assert None not in found
    assert len(set(found)) == len(found)


@pytest.mark.usefixtures("here")
def test_what_cannot_be_read_or_is_no_file_of_its_own_has_no_key() -> None:
    Path("drafts/aid.ledger.yaml").mkdir()
    assert key() is None
    assert key(path="drafts/gone.md") is None
    assert key(path="drafts") is None
    assert key(text="words") is None
    assert key(metadata={"desk": "sport"}) is None
    assert key(replace(USUAL, max_bytes=3, max_file_bytes=3), data=None, path="house/pack.yaml") is None


@pytest.mark.usefixtures("here")
def test_cards_depend_on_rules_settings_program_and_the_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def cards(settings: Settings = USUAL, program: str = "this", **others: Any) -> str:
        return Keys(Keep("nowhere", program), settings).of_cards([draft(**others)])

    own = Orders(replace(USUAL, policies=("ap",)))
    found = [cards(), cards(replace(USUAL, select=("default/*",))), cards(program="that"), cards(orders=own)]
    monkeypatch.chdir("drafts")
    found.append(cards())
    assert len(set(found)) == len(found)


def test_a_program_that_changes_meanwhile_holds_no_keys(here: Path) -> None:
    own = replace(USUAL, rules=("house",))
    keys = Keys(Keep("nowhere", fingerprints.of_program()), own)
    keys.of_draft(draft())
    assert keys.still_hold()
    (here / "house/rule.yaml").write_text("x: y\n")
    assert not keys.still_hold()
    assert not Keys(Keep("nowhere", "other"), USUAL).still_hold()
