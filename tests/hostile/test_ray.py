"""`--engine ray` with Ray as it is: the same tables, nothing sent, nothing left, whoever is killed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from auditor.archiving.tables import TABLES, pattern
from bench.watched import watch
from tests.hostile.process import called
from tests.hostile.running import PATIENCE, ROOT, ROUNDS, children, is_alive, started, until
from tests.unit.archiving.corpora import records

if "CI" not in os.environ:
    pytest.importorskip("ray", reason="the extra `ray` is not installed")

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are looked up in /proc"),
]

at_length = pytest.mark.skipif(not ROUNDS, reason="each starts Ray anew: HOSTILE_ROUNDS=1 runs them")
SAME = ("--detectors", "rules", "--shard-size", "2")
WITH = (*SAME, "--jobs", "2")
RAY = (*WITH, "--engine", "ray")
_LOOPBACK = re.compile(r'"127\.0\.0\.1"|"::1"|"::ffff:127\.0\.0\.1"|AF_NETLINK')
Tables = Mapping[str, bytes]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eleven records and a line that is damaged, beside a module as nobody would wish for it."""
    folder = tmp_path_factory.mktemp("corpus")
    lines = [json.dumps({**row, "text": row["text"] * 12}) for row in records(11)]
    (folder / "corpus.jsonl").write_text("\n".join([*lines, "{"]))
    (folder / "spacy.py").write_text("raise SystemExit('this is somebody’s draft')")
    return folder / "corpus.jsonl"


@pytest.fixture(scope="module")
def local(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Tables:
    """The tables that are made without Ray, within this process; those of workers are the same (test_archives.py)."""
    out = tmp_path_factory.mktemp("local") / "tables"
    assert called(out.parent, "archive", "run", str(corpus), "--out", str(out), *SAME, "--engine", "here").code == 3
    return tables(out)


@pytest.fixture
def temporary() -> Iterator[Path]:
    """A folder for temporary files with a short path, which is empty at the end."""
    folder = Path(f"/tmp/ray{os.getpid()}")
    folder.mkdir()
    yield folder
    try:
        until(lambda: not processes(folder) and not list(folder.iterdir()))
    except AssertionError:
        pytest.fail(f"left: processes {processes(folder)}, files {sorted(map(str, folder.rglob('*')))}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def begun(corpus: Path, out: Path, temporary: Path) -> subprocess.Popen[str]:
    return started("archive", "run", str(corpus), "--out", str(out), *RAY, env={"TMPDIR": str(temporary)})


def ended(running: subprocess.Popen[str]) -> int:
    running.communicate(timeout=PATIENCE * 3)
    return running.returncode


def tables(out: Path) -> Tables:
    """The files of all tables, byte for byte."""
    return {str(path.relative_to(out)): path.read_bytes() for name in TABLES for path in out.glob(pattern(name))}


def processes(temporary: Path) -> list[int]:
    """The living processes that were started with a file below a folder, Ray's own and its workers."""
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            is_one = f"HOME={temporary}/auditor-ray-".encode() in environment.read_bytes()
        except OSError:
            continue
        if is_one and is_alive(int(environment.parent.name)):
            found.append(int(environment.parent.name))
    return found


def auditing(temporary: Path) -> list[int]:
    """The workers that have loaded the language model's library."""
    return [each for each in processes(temporary) if b"Auditing" in Path(f"/proc/{each}/cmdline").read_bytes()]


def shards(out: Path) -> int:
    return len(list(out.glob("shards/*")))


@pytest.mark.skipif(
    shutil.which("strace") is None and os.environ.get("CI") != "true", reason="strace is not installed (Linux only)"
)
def test_its_tables_are_those_made_here_and_nothing_leaves_the_machine(
    corpus: Path, local: Tables, temporary: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    out = tmp_path / "out"
    command = [sys.executable, "-m", "auditor", "archive", "run", str(corpus), "--out", str(out), *RAY]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(home), "TMPDIR": str(temporary)}
    environment.pop("RAY_ADDRESS", None)
    seen = watch(command, corpus.parent, environment, PATIENCE * 4)
    assert seen.exit_code == 3, seen.output
    assert "12 records: 11 audited, 1 set aside" in seen.output.splitlines()
    assert "ray" not in seen.output.lower()
    assert tables(out) == local
    assert len(seen.network) > 50  # Ray’s processes speak to one another
    assert [call for call in seen.network if not _LOOPBACK.search(call)] == []
    below = (str(out), str(temporary), "/dev/", "/proc/", "/sys/")
    assert sorted(path for path in seen.written if not path.startswith(below) and "__pycache__" not in path) == []
    assert list(home.iterdir()) == []


@at_length
def test_a_worker_is_killed_and_nothing_is_lost(corpus: Path, local: Tables, temporary: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    running = begun(corpus, out, temporary)
    until(lambda: auditing(temporary), running)
    time.sleep(3)
    for worker in auditing(temporary)[:1]:
        os.kill(worker, signal.SIGKILL)
    assert ended(running) == 3
    assert tables(out) == local


@pytest.mark.parametrize(
    ("number", "code"),
    [
        pytest.param(signal.SIGINT, 130, marks=at_length),
        pytest.param(signal.SIGTERM, 143, marks=at_length),
        pytest.param(signal.SIGKILL, -signal.SIGKILL, marks=at_length),
    ],
)
def test_the_command_is_ended_nothing_is_left_and_it_goes_on(
    corpus: Path, local: Tables, temporary: Path, tmp_path: Path, number: int, code: int
) -> None:
    out = tmp_path / "out"
    running = begun(corpus, out, temporary)
    until(lambda: shards(out), running)
    running.send_signal(number)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == code
    assert "Traceback" not in err
    until(lambda: not processes(temporary) and not list(temporary.iterdir()))
    assert tables(out).items() <= local.items()
    again = started("archive", "run", str(corpus), "--out", str(out), *WITH)  # what one engine began any other ends
    assert ended(again) == 3
    assert tables(out) == local


@at_length
def test_processes_of_ray_that_speak_to_dead_ones_are_ended(corpus: Path, temporary: Path, tmp_path: Path) -> None:
    running = begun(corpus, tmp_path / "out", temporary)
    until(lambda: auditing(temporary), running)
    dead = [each for each in processes(temporary) if b"gcs_server" in Path(f"/proc/{each}/cmdline").read_bytes()]
    for each in (*dead, running.pid):
        os.kill(each, signal.SIGKILL)
    assert dead
    begun_at = time.monotonic()
    assert ended(running) == -signal.SIGKILL
    until(lambda: not processes(temporary) and not list(temporary.iterdir()))
    assert time.monotonic() - begun_at < 30  # by themselves they take a minute


@at_length
def test_the_process_that_speaks_to_ray_is_killed_and_that_is_said(
    corpus: Path, temporary: Path, tmp_path: Path
) -> None:
    running = begun(corpus, tmp_path / "out", temporary)
    until(lambda: auditing(temporary), running)
    speaking = [each for each in children(running.pid) if each in processes(temporary) or _is_pool(each)]
    for each in speaking:
        os.kill(each, signal.SIGKILL)
    _, err = running.communicate(timeout=PATIENCE * 3)
    assert running.returncode == 3
    assert "A902 the process that speaks to Ray has ended" in err


def _is_pool(process: int) -> bool:
    return b"multiprocessing-fork" in Path(f"/proc/{process}/cmdline").read_bytes()


def test_a_cluster_that_is_not_there_is_said(corpus: Path, tmp_path: Path) -> None:
    running = started("archive", "run", str(corpus), "--out", str(tmp_path / "out"), *RAY, "--ray-address", "ray://a:1")
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 2
    assert "A025 ray://a:1 is the address of another service of Ray" in err
    assert "HOST:PORT" in err
