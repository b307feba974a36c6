"""Runs that keep what they find, several at once and killed at any moment: none of them says anything else."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor.base import cache
from tests.hostile.process import called
from tests.hostile.running import ROUNDS, started

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals here"),
]

TEXT = "Aid cut\n\nThe aid will be cut, an insider said. “It hurts,” Mayor Ann Poe said.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with three drafts, and one for the cache beside it."""
    folder = tmp_path / "desk"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.md").write_text(TEXT.replace("Poe", f"Poe{number}"))
    monkeypatch.chdir(folder)
    return folder


def check(desk: Path, *more: str) -> subprocess.Popen[str]:
    return started("check", "0.md", "1.md", "2.md", *more, env={cache.FOLDER: str(desk.parent / "kept")})


def files(desk: Path) -> list[Path]:
    return [each for each in (desk.parent / "kept").rglob("*") if each.is_file()]


def test_several_runs_at_once_say_the_same(desk: Path) -> None:
    usual = called(desk, "check", "0.md", "1.md", "2.md", "--no-cache")
    expected = (usual.out, usual.err)
    for _ in range(2):
        said = [run.communicate() for run in [check(desk) for _ in range(3)]]
        assert said == [expected] * 3
    assert not [each for each in files(desk) if each.name.startswith(".")]


def test_a_run_killed_at_any_moment_leaves_a_cache_that_can_be_used(desk: Path) -> None:
    began = time.monotonic()
    expected = check(desk, "--no-cache").communicate()
    length = time.monotonic() - began
    chance = random.Random(3)
    for _ in range(ROUNDS or 3):
        run = check(desk)
        time.sleep(chance.uniform(0.3, 1.0) * length)
        os.killpg(run.pid, signal.SIGKILL)
        run.communicate()
    assert check(desk).communicate() == expected
    assert check(desk).communicate() == expected


def test_noise_in_the_place_of_every_entry_changes_nothing(desk: Path) -> None:
    expected = check(desk).communicate()
    chance = random.Random(5)
    for _ in range(ROUNDS or 2):
        for each in files(desk):
            data = bytearray(each.read_bytes())
            for _ in range(chance.randrange(1, 4)):
                data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
            each.write_bytes(bytes(data[: chance.choice((len(data), chance.randrange(len(data))))]))
        assert check(desk).communicate() == expected
