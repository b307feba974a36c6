"""`auditor baseline` from more than one folder: what a baseline says of drafts holds wherever somebody stands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.cli.main import main

Captured = pytest.CaptureFixture[str]
POOL = "Pool shuts\n\nThe pool will shut, an insider said.\n"
LAKE = "Lake dries\n\nThe lake has dried up, a source said.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two folders of drafts."""
    for name, text in (("one/pool.md", POOL), ("two/lake.md", LAKE)):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text(text)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def paths(file: Path) -> set[str]:
    return {path for path, _, _ in json.loads(file.read_text())["findings"]}


@pytest.mark.model
def test_a_baseline_is_the_same_from_every_folder(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert main(["baseline", "write", "one", "two", "--file", "b.json"]) == 0
    written = (desk / "b.json").read_bytes()
    assert paths(desk / "b.json") == {"one/pool.md", "two/lake.md"}
    monkeypatch.chdir(desk / "one")
    assert main(["check", ".", "--baseline", "../b.json"]) == 0
    assert main(["check", str(desk / "two"), "--baseline", "../b.json"]) == 0
    assert main(["baseline", "check", ".", "--file", "../b.json"]) == 0
    assert "fixed     0" in capsys.readouterr().out
    assert main(["baseline", "prune", ".", "--file", "../b.json"]) == 0
    assert (desk / "b.json").read_bytes() == written
    assert main(["baseline", "write", "../one", "../two", "--file", "../b.json"]) == 0
    assert (desk / "b.json").read_bytes() == written


@pytest.mark.model
def test_what_is_pruned_elsewhere_is_what_is_fixed_or_gone(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (desk / "two/old.md").write_text(LAKE.replace("lake", "pond"))
    assert main(["baseline", "write", "one", "two", "--file", "b.json"]) == 0
    (desk / "two/old.md").unlink()
    (desk / "one/pool.md").rename(desk / "one/baths.md")
    monkeypatch.chdir(desk / "one")
    assert main(["baseline", "prune", ".", "--file", "../b.json"]) == 0
    assert paths(desk / "b.json") == {"one/baths.md", "two/lake.md"}


@pytest.mark.model
def test_what_is_fixed_is_told_by_its_path_from_here(
    desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: Captured
) -> None:
    assert main(["baseline", "write", "one", "two", "--file", "b.json"]) == 0
    (desk / "two/lake.md").write_text("Lake dries\n\nThe lake has dried up.\n")
    monkeypatch.chdir(desk / "one")
    capsys.readouterr()
    assert main(["check", "../two", "--baseline", "../b.json", "--format", "sarif"]) == 0
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    absent = [each["locations"][0] for each in results if each["baselineState"] == "absent"]
    assert {each["physicalLocation"]["artifactLocation"]["uri"] for each in absent} == {"../two/lake.md"}


@pytest.mark.model
def test_a_number_sign_in_a_name_makes_no_draft_gone(desk: Path) -> None:
    (desk / "one/no#1.md").write_text(LAKE)
    assert main(["baseline", "write", "one", "two", "--file", "b.json"]) == 0
    assert main(["baseline", "prune", "two", "--file", "b.json"]) == 0
    assert paths(desk / "b.json") == {"one/pool.md", "one/no#1.md", "two/lake.md"}
