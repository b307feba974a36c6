"""Whatever is done to files, their fingerprint tells of it; what is done elsewhere changes none."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.base import fingerprints


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rules/below").mkdir(parents=True)
    for name in ("a.yaml", "b.yaml", "below/c.yaml"):
        (tmp_path / "rules" / name).write_text(f"words: {name}\n")
    return tmp_path / "rules"


def rewritten(folder: Path) -> None:
    """As long as before, and of the same time: what is left is the content, and the time of the change itself."""
    path, status = folder / "a.yaml", (folder / "a.yaml").stat()
    path.write_text(path.read_text().upper())
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


CHANGES: dict[str, Callable[[Path], object]] = {
    "rewritten": rewritten,
    "longer": lambda folder: (folder / "below/c.yaml").write_text("words: below/c.yaml #\n"),
    "touched": lambda folder: os.utime(folder / "a.yaml"),
    "renamed": lambda folder: (folder / "a.yaml").rename(folder / "z.yaml"),
    "moved": lambda folder: (folder / "a.yaml").rename(folder / "below/a.yaml"),
    "gone": lambda folder: (folder / "b.yaml").unlink(),
    "new": lambda folder: (folder / "d.yaml").write_text(""),
    "a folder": lambda folder: (folder / "other").mkdir(),
    "rights": lambda folder: (folder / "a.yaml").chmod(0o600),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
@pytest.mark.parametrize("is_old", [False, True], ids=["new", "old"])
def test_a_change_is_told(
    folder: Path, change: Callable[[Path], object], is_old: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if is_old:
        hour = time.time_ns() + 3_600_000_000_000
        monkeypatch.setattr(time, "time_ns", lambda: hour)
    before = fingerprints.of_folders([folder])
    assert fingerprints.of_folders([folder]) == before
    change(folder)
    assert fingerprints.of_folders([folder]) != before


def test_what_python_compiles_and_what_is_hidden_does_not_count(folder: Path) -> None:
    before = fingerprints.of_folders([folder])
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__/a.pyc").write_text("x")
    (folder / ".git").mkdir()
    assert fingerprints.of_folders([folder]) == before


def test_links_are_followed_and_never_in_a_circle(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "far/x.yaml").write_text("1")
    (folder / "far").symlink_to(tmp_path / "far")
    (folder / "self").symlink_to(folder)
    before = fingerprints.of_folders([folder])
    (tmp_path / "far/x.yaml").write_text("2")
    assert fingerprints.of_folders([folder]) != before


def test_a_file_that_is_not_there_is_told_from_an_empty_one(tmp_path: Path) -> None:
    path = tmp_path / "auditor.yaml"
    missing = fingerprints.of_files([path])
    path.write_text("")
    empty = fingerprints.of_files([path])
    path.unlink()
    path.symlink_to(tmp_path / "nowhere")
    assert len({missing, empty}) == 2
    assert fingerprints.of_files([path]) != empty


def test_values_are_told_apart_by_sort_and_by_name() -> None:
    some: list[dict[str, object]] = [
        {"a": 1},
        {"a": "1"},
        {"a": True},
        {"b": 1},
        {"a": None},
        {"a": (1,)},
        {"a": 1, "b": 1},
        {"ab": 1},
        {},
    ]
    assert len({fingerprints.of_values(each) for each in some}) == len(some)
    assert fingerprints.of_values({"a": 1, "b": 2}) == fingerprints.of_values({"b": 2, "a": 1})


def test_the_program_is_its_code_its_rules_and_what_is_installed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = fingerprints.of_program()
    assert fingerprints.of_program() == before
    (tmp_path / "newer-1.0.dist-info").mkdir()
    monkeypatch.syspath_prepend(str(tmp_path))
    installed = fingerprints.of_program()
    (tmp_path / "newer-1.0.dist-info").rename(tmp_path / "newer-1.1.dist-info")
    assert len({before, installed, fingerprints.of_program()}) == 3
