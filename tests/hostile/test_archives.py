"""Archives whose workers or runs are killed, whose disk is full, whose folder goes: no record is lost, none doubled."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import pytest
from pyarrow import parquet

from auditor.archiving.tables import TABLES, pattern
from auditor.base.pool import STARTS
from tests.hostile.process import called
from tests.hostile.running import PATIENCE, ROOT, ROUNDS, children, disk, is_alive, started, until, workers
from tests.unit.archiving.corpora import records

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc"),
]

RECORDS, SIZE = 12, 2
KILLS = ROUNDS or 1
SAME = ("--detectors", "rules", "--shard-size", str(SIZE))
Rows = Mapping[str, Sequence[Mapping[str, object]]]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Lines of JSON: one is damaged, one a comment, and two have the same id."""
    path = tmp_path_factory.mktemp("corpus") / "corpus.jsonl"
    rows = [{**row, "text": row["text"] * 12} for row in records(RECORDS - 1)]
    rows[3]["id"] = rows[4]["id"]
    rows[5]["genre"] = "opinion"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows) + "{\n")
    return path


@pytest.fixture(scope="module")
def undisturbed(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Rows:
    """The rows of a run that nothing happened to."""
    out = tmp_path_factory.mktemp("undisturbed") / "tables"
    assert gone_on(corpus, out) == (3, "")
    return rows(out)


def begun(corpus: Path, out: Path, jobs: int = 1, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """A run in so many processes beside its own; two where it is they who are in trouble."""
    return started("archive", "run", str(corpus), "--out", str(out), *SAME, "--jobs", str(jobs), env=env)


def ended(running: subprocess.Popen[str]) -> tuple[int, str]:
    """The exit code, and what was said of an error."""
    _, err = running.communicate(timeout=PATIENCE * 3)
    return running.returncode, errors(err)


def errors(err: str) -> str:
    return "".join(line for line in err.splitlines(keepends=True) if re.search(r"\bA[09]\d\d ", line))


def gone_on(corpus: Path, out: Path) -> tuple[int, str]:
    """As `ended(begun(…))`, in this process: workers take long to start, and decide nothing that is in the tables."""
    code, _, err = called(out.parent, "archive", "run", str(corpus), "--out", str(out), *SAME, "--engine", "here")
    return code, errors(err)


def rows(out: Path) -> Rows:
    """All rows of an archive, table by table, in order of the shards."""
    return {
        name: [row for path in sorted(out.glob(pattern(name))) for row in parquet.read_table(path).to_pylist()]
        for name in TABLES
    }


def killed(running: subprocess.Popen[str]) -> None:
    """Ends a run as a power cut does, and waits until its workers have noticed."""
    family = [running.pid, *children(running.pid)]
    running.kill()
    running.communicate()
    until(lambda: not any(map(is_alive, family)))


def shards(out: Path) -> int:
    return len(list(out.glob("shards/*")))


def test_an_undisturbed_run_has_every_record_once(undisturbed: Rows) -> None:
    articles = undisturbed["articles"]
    assert [row["number"] for row in articles] == list(range(1, RECORDS + 1))
    assert len({row["record"] for row in articles}) == RECORDS
    assert [row["record"] for row in articles[3:5]] == ["corpus.jsonl#4", "corpus.jsonl#5"]
    assert [row["status"] for row in articles] == ["audited"] * 5 + ["skipped"] + ["audited"] * 5 + ["failed"]
    assert [row["code"] for row in undisturbed["failures"]] == ["A311"]
    known = {(row["record"], row["id"]) for row in undisturbed["sources"]}
    assert {(row["record"], row["source_id"]) for row in undisturbed["statements"] if row["source_id"]} <= known


def test_workers_are_killed_and_nothing_is_lost(corpus: Path, undisturbed: Rows, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = begun(corpus, out, jobs=2)
    for number in range(KILLS):
        if number % (STARTS - 1) == 0:  # a run ends if so many in a row die before they are ready, and one more
            finished = shards(out)
            until(lambda finished=finished: shards(out) > finished, running)  # type: ignore[misc]
        until(lambda: workers(running.pid), running)
        time.sleep(random.random() * 8)
        for worker in random.sample(found := workers(running.pid), min(1, len(found))):
            os.kill(worker, signal.SIGKILL)
    assert ended(running) == (3, "")
    assert rows(out) == undisturbed


def test_a_run_is_killed_at_any_moment_and_goes_on(corpus: Path, undisturbed: Rows, tmp_path: Path) -> None:
    out = tmp_path / "out"
    for _ in range(KILLS):
        running = begun(corpus, out, jobs=2)
        time.sleep(random.random() * 15)
        killed(running)
        for name, found in rows(out).items():  # what is seen of it is whole, and nothing else
            assert all(row in undisturbed[name] for row in found)
        assert len(rows(out)["articles"]) == shards(out) * SIZE
    assert ended(begun(corpus, out)) == (3, "")
    assert rows(out) == undisturbed
    assert not (out / ".doing").exists()


def test_ctrl_c_ends_it_with_a_line_that_says_how_to_go_on(corpus: Path, undisturbed: Rows, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = begun(corpus, out, jobs=2)
    until(lambda: shards(out), running)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130
    assert "of 6 shards finished; give the same command to go on" in err
    assert "Traceback" not in err
    assert gone_on(corpus, out) == (3, "")
    assert rows(out) == undisturbed


def test_a_second_run_is_refused_and_a_dead_one_is_no_obstacle(corpus: Path, undisturbed: Rows, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first = begun(corpus, out)
    until((out / "archive.json").exists, first)
    code, err = ended(begun(corpus, out))
    assert code == 2 and "A017 another run is writing to" in err and len(err.splitlines()) == 1
    killed(first)
    assert (out / ".lock").exists()
    assert gone_on(corpus, out) == (3, "")
    assert rows(out) == undisturbed


@pytest.mark.parametrize("most", [0, 4000])
def test_a_file_that_cannot_grow_ends_the_run_and_it_goes_on(
    corpus: Path, undisturbed: Rows, tmp_path: Path, most: int
) -> None:
    out = tmp_path / "out"
    running = subprocess.Popen(
        [sys.executable, "-m", "auditor", "archive", "run", str(corpus), "--out", str(out), *SAME, "--jobs", "1"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),  # noqa: PLW1509
    )
    code, err = ended(running)
    assert code == 2 and "A004 cannot write to" in err and "File too large" in err and len(err.splitlines()) == 1
    assert gone_on(corpus, out) == (3, "")
    assert rows(out) == undisturbed


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 100 kilobytes."""
    with disk(tmp_path / "disk", "100k") as folder:
        yield folder


def test_a_full_disk_ends_the_run_and_it_goes_on_where_there_is_room(
    corpus: Path, undisturbed: Rows, small_disk: Path
) -> None:
    out = small_disk / "out"
    code, err = ended(begun(corpus, out))
    assert code == 2 and "No space left on device" in err and len(err.splitlines()) == 1
    before = rows(out)["articles"]
    assert len(before) < RECORDS and all(row in undisturbed["articles"] for row in before)
    subprocess.run(["mount", "-o", "remount,size=9m", str(small_disk)], check=True)
    assert gone_on(corpus, out) == (3, "")
    assert rows(out) == undisturbed


def test_a_folder_that_goes_ends_the_run(corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = begun(corpus, out)
    until((out / "archive.json").exists, running)
    shutil.rmtree(out, ignore_errors=True)
    code, err = ended(running)
    assert code == 2 and "A004 cannot write to" in err and len(err.splitlines()) == 1


def test_an_article_without_end_is_set_aside_in_its_time(tmp_path: Path) -> None:
    endless = "“It hurts,” said Ann Poe, who learned to read in a street that has no name. " * 9000
    rows_in = [*records(3), {"id": "endless", "text": endless}]
    path = tmp_path / "corpus.jsonl"
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows_in))
    env = {"AUDITOR_TIME_LIMIT": "5", "AUDITOR_MAX_BYTES": "2000000"}
    begin = time.monotonic()
    assert ended(begun(path, tmp_path / "out", env=env)) == (3, "")
    assert time.monotonic() - begin < PATIENCE
    found = rows(tmp_path / "out")
    assert [row["status"] for row in found["articles"]] == ["audited"] * 3 + ["failed"]
    assert [(row["record"], row["code"]) for row in found["failures"]] == [("endless", "A903")]
    assert "Ann Poe" not in str(found["failures"])
