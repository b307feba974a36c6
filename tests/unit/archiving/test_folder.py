"""The folder of an archive: held by one, whole at every moment, never somebody else's."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.archiving import folder
from auditor.archiving.shards import Done, File, Piece, Shard
from auditor.archiving.tables import TABLES
from auditor.base.errors import UsageError

SHARDS = [Shard(number, (Piece(File(f"{number}.md", 3, 4), 1),)) for number in range(3)]
DONE = Done(1, 1, 0, 0)
FILES = dict.fromkeys(TABLES, b"PAR1")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    path = tmp_path / "deep" / "out"
    with folder.locked(path):
        folder.begin(path, folder.clear(path), iter(SHARDS), {"schema": "s"})
    return path


def test_what_was_begun_is_found_again(out: Path) -> None:
    assert folder.manifest(out) == {"schema": "s", "shards": 3}
    assert list(folder.Plan(out, frozenset())) == SHARDS
    assert list(folder.Plan(out, frozenset({0, 2}))) == SHARDS[1:2]
    assert folder.finished(out) == {}


def test_a_shard_is_not_there_until_it_is_finished(out: Path) -> None:
    scratch = folder.clear(out)
    done = folder.write_shard(scratch, DONE, FILES)
    assert folder.finished(out) == {} and not list(out.glob("shards/*/*"))
    folder.commit(out, scratch, done)
    assert folder.finished(out) == {1: DONE}
    assert [path.read_bytes() for path in out.glob("shards/*/articles.parquet")] == [b"PAR1"]


def test_a_shard_is_finished_once(out: Path) -> None:
    scratch = folder.clear(out)
    first = folder.write_shard(scratch, DONE, FILES)
    again = folder.write_shard(scratch, DONE, FILES)
    folder.commit(out, scratch, first)
    with pytest.raises(UsageError, match="cannot write"):
        folder.commit(out, scratch, again)


def test_attempts_at_one_shard_leave_one_another_alone(out: Path) -> None:
    scratch = folder.clear(out)
    first = folder.write_shard(scratch, DONE, FILES)
    late = folder.write_shard(
        scratch, DONE, {**FILES, "articles": b"late, PAR1"}
    )  # of a worker that was cut off, and is back
    assert first.attempt != late.attempt
    folder.commit(out, scratch, first)
    folder.write_shard(scratch, DONE, {**FILES, "articles": b"later, PAR1"})
    assert [path.read_bytes() for path in out.glob("shards/*/articles.parquet")] == [b"PAR1"]
    assert folder.finished(out) == {1: DONE}


def test_what_a_dead_run_left_is_removed_and_not_written_to(out: Path) -> None:
    before = folder.clear(out)
    (before / "00001").mkdir()
    after = folder.clear(out)
    assert before != after and not before.exists()
    with pytest.raises(UsageError, match="cannot write"):
        folder.write_shard(before, DONE, FILES)


def test_one_run_at_a_time(out: Path) -> None:
    with folder.locked(out), pytest.raises(UsageError, match="another run is writing") as told, folder.locked(out):
        pass
    assert told.value.code == "A017"
    with folder.locked(out):
        pass


def test_an_archive_is_forgotten_with_all_its_shards(out: Path) -> None:
    scratch = folder.clear(out)
    folder.commit(out, scratch, folder.write_shard(scratch, DONE, FILES))
    folder.forget(out)
    folder.clear(out)
    assert folder.manifest(out) is None
    assert folder.finished(out) == {}


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "novel.txt").write_text("Once")
    with pytest.raises(UsageError, match=r"is no archive, and not empty: novel\.txt"):
        folder.manifest(tmp_path)


@pytest.mark.parametrize("content", ["", "{", "\0"])
def test_a_damaged_archive_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "archive.json").write_text(content)
    with pytest.raises(UsageError, match="cannot be read") as told:
        folder.manifest(tmp_path)
    assert "--fresh" in told.value.hint


def test_the_plan_is_lines_of_plain_data(out: Path) -> None:
    lines = (out / folder.PLAN).read_text().splitlines()
    assert json.loads(lines[2]) == [{"file": "2.md", "size": 3, "changed": 4, "count": 1}]
