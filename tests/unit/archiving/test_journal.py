"""What the work on a shard is at, after processes that died or hung."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from auditor.archiving.journal import Journal, under_way
from auditor.base.errors import ReadingError

HANGS = """
import ctypes, sys
from pathlib import Path
from auditor.archiving.journal import Journal
with Journal(Path(sys.argv[1]), 3).auditing(7, 1.0):
    ctypes.PyDLL(None).sleep(600)  # compiled code that holds the interpreter's lock
"""


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    folder = tmp_path / "out" / ".doing" / "run"
    folder.mkdir(parents=True)
    return folder


def died(scratch: Path, at: int) -> None:
    """What a process leaves that is killed while it audits a record."""
    Journal(scratch, 3).note(at)


def test_a_record_at_which_two_processes_died_is_given_up(scratch: Path) -> None:
    died(scratch, 7)
    assert Journal(scratch, 3).fatal == set()
    died(scratch, 7)
    journal = Journal(scratch, 3)
    assert (journal.fatal, journal.overdue) == ({7}, set())
    journal.close()
    assert Journal(scratch, 3).fatal == set(), "a shard that is written has no past"


def test_deaths_at_different_records_are_nobodys_fault(scratch: Path) -> None:
    for at in (1, 2, 5, 9, 4, 3, 8):
        died(scratch, at)
    assert Journal(scratch, 3).fatal == set()
    assert Journal(scratch, 4).fatal == set()


def test_deaths_where_nothing_is_audited_end_the_run(scratch: Path) -> None:
    for _ in range(4):
        died(scratch, -1)
    with pytest.raises(ReadingError, match="shard 3 end before their time"):
        Journal(scratch, 3)


def test_a_record_that_hangs_in_compiled_code_is_ended_and_given_up_at_once(scratch: Path) -> None:
    begin = time.monotonic()
    ended = subprocess.run([sys.executable, "-c", HANGS, str(scratch)], capture_output=True, check=False, timeout=120)
    assert ended.returncode == 1, ended.stderr
    assert time.monotonic() - begin < 60
    journal = Journal(scratch, 3)
    assert (journal.overdue, journal.fatal) == ({7}, set())


def test_a_record_that_is_in_time_leaves_no_trace(scratch: Path) -> None:
    journal = Journal(scratch, 3)
    with journal.auditing(2, 0.2):
        pass
    time.sleep(0.4)
    assert journal.overdue == set()


def test_how_far_the_shards_under_way_are_is_seen_from_outside(scratch: Path) -> None:
    assert under_way(scratch.parent) == 0
    Journal(scratch, 3).note(5)
    Journal(scratch, 4)
    Journal(scratch, 12).note(2)
    assert under_way(scratch.parent) == 7
