"""A draft is confidential: what the program does is watched from the kernel's side, for longer than a minute.

`tests/test_offline.py` listens to Python; libraries written in C and C++ do as they like behind its back.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.metadata import distribution
from pathlib import Path

import pytest

from bench import dependencies, telemetry
from bench.watched import Watched, watch

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs/privacy.md"
SECONDS = 65
"""Telemetry of the kind that is looked for first speaks after some ten seconds."""

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None and os.environ.get("CI") != "true",
    reason="strace, which shows system calls, is not installed (Linux only)",
)

DRAFT = (
    "Council to close library\n\n"
    "The council will close the library, two people briefed on the plan said. See https://courier.example/plan.\n\n"
    "“It hurts,” Mayor Ann Poe wrote on Twitter. The library did not respond to requests for comment.\n"
)

DAY = '''
"""A newsroom's day in one process, which stays for as long as it is told to; so does a worker of its own."""

import multiprocessing
import sys
import time

STARTED = time.monotonic()


def work(seconds):
    from auditor import Auditor

    Auditor.load().audit_text(open("drafts/0.txt").read())
    stay(seconds)


def stay(seconds):
    time.sleep(max(0.0, seconds - (time.monotonic() - STARTED)))


if __name__ == "__main__":
    import pytest

    from auditor.cli.main import main
    from auditor.render import dispatch
    from tests.kept import keep

    seconds = float(sys.argv[1])
    worker = multiprocessing.get_context("spawn").Process(target=work, args=(seconds,))
    worker.start()
    commands = [
        ["report", "drafts", "--output", "out", "--format", ",".join(dispatch.REPORTS), "--jobs", "1"],
        ["report", "drafts", "--output", "out", "--jobs", "2"],
        *(["check", "drafts/0.txt", "--format", name] for name in dispatch.RESULTS),
        *(["check", "drafts/0.txt", "--detectors", name] for name in ("rules", "tagger")),
        *(["summary", "drafts/0.txt", "--format", name] for name in ("csv", "json", "html", "github")),
        ["summary", "drafts/0.txt", "--output", "table.csv"],
        ["summary", "drafts/0.txt", "--output", "table.xlsx", "--group-by", "folder"],
        ["concordance", "library", "drafts", "--jobs", "2"],
        *(["concordance", "librar(y|ies)", "drafts/0.txt", "--regex", "-f", name] for name in ("csv", "json", "jsonl")),
        ["stats", "drafts", "--jobs", "2"],
        ["stats", "drafts/0.txt", "--format", "json"],
        ["show", "drafts/0.txt"],
        ["explain", "drafts/0.txt:3"],
        ["policies", "list"],
        ["rules", "list"],
        ["rules", "new", "packs/desk"],
        ["check", "drafts/nothing.txt"],
    ]
    with pytest.MonkeyPatch.context() as patch:
        keep(patch)  # each worker loads everything by itself
        for command in commands:
            print(command, main(command))
    stay(seconds)
    worker.join()
    sys.exit(worker.exitcode)
'''


def environment(folder: Path) -> dict[str, str]:
    """That of a user who knows nothing of telemetry, or has even asked for it; with folders that can be looked at."""
    for name in ("home", "tmp"):
        (folder / name).mkdir()
    kept = {key: os.environ[key] for key in ("PATH", "LANG") if key in os.environ}
    return {
        **kept,
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "ORT_DISABLE_TELEMETRY": "0",
    }


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Future[tuple[Path, Watched]]]:
    """The day, which other tests need not wait for."""
    folder = tmp_path_factory.mktemp("day").resolve()
    (folder / "drafts").mkdir()
    for number in range(9):
        (folder / f"drafts/{number}.txt").write_text(DRAFT)
    (folder / "day.py").write_text(DAY)
    command = [sys.executable, "day.py", str(SECONDS)]
    with ThreadPoolExecutor(1) as thread:
        yield thread.submit(lambda: (folder, watch(command, folder, environment(folder), timeout=600)))


@pytest.fixture(scope="module")
def day(begun: Future[tuple[Path, Watched]]) -> tuple[Path, Watched]:
    return begun.result()


@needs_strace
@pytest.mark.parametrize(
    "command",
    [
        ["getent", "hosts", "courier.example"],
        [sys.executable, "-c", "import socket; socket.getaddrinfo('c.example', 80)"],
    ],
    ids=["C", "Python"],
)
def test_the_watch_sees_a_question_to_a_name_server(tmp_path: Path, command: list[str]) -> None:
    assert any("htons(53)" in call for call in watch(command, tmp_path, os.environ, timeout=60).network)


@needs_strace
def test_the_watch_sees_files_that_children_write(tmp_path: Path) -> None:
    script = "mkdir made; (echo x > made/a; mv made/a made/b; rm made/b) & wait"
    seen = watch(["sh", "-c", script], tmp_path, os.environ, timeout=60).written
    assert {str(tmp_path / name) for name in ("made", "made/a", "made/b")} <= seen


EDITING = """\
import sys, subprocess, time
from pathlib import Path
from tests.language_client import Editor

here = Path.cwd()
uri = (here / "drafts/0.md").as_uri()
editor = Editor(here)
editor.begin(here)
editor.open(uri, Path("drafts/0.txt").read_text())
editor.marks(uri, 1)
editor.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 0, "character": 3}})
assert editor.end() == 0
watching = subprocess.Popen([sys.executable, "-m", "auditor", "watch", "drafts/0.txt"], stdout=subprocess.PIPE)
assert b" drafts/0.txt" in watching.stdout.readline()
time.sleep(1.0)
watching.terminate()
sys.exit(0 if watching.wait() == 143 else 1)
"""


@needs_strace
@pytest.mark.model
@pytest.mark.slow
@pytest.mark.usefixtures("begun")
def test_an_editor_is_spoken_to_on_standard_input_and_output_alone(tmp_path: Path) -> None:
    folder = tmp_path.resolve()
    (folder / "drafts").mkdir()
    (folder / "drafts/0.txt").write_text(DRAFT)
    seen = watch([sys.executable, "-c", EDITING], folder, environment(folder), timeout=300)
    assert seen.exit_code == 0, seen.output
    assert seen.network == ()
    assert seen.written <= {"/dev/null"}
    assert not [*(folder / "home").iterdir(), *(folder / "tmp").iterdir()]


@needs_strace
@pytest.mark.model
@pytest.mark.slow
def test_nothing_leaves_the_machine(day: tuple[Path, Watched]) -> None:
    seen = day[1]
    assert seen.exit_code == 0, seen.output
    assert seen.network == ()


@needs_strace
@pytest.mark.model
@pytest.mark.slow
def test_nothing_is_written_but_what_was_asked_for(day: tuple[Path, Watched]) -> None:
    folder, seen = day
    kept = r"/home/\.cache(/auditor(/[0-9a-f](/([0-9a-f]{64}|\.new-[0-9a-f-]+))?)?)?"
    asked_for = re.compile(rf"{folder}(/|/out(/.*)?|/table\.(csv|xlsx)|/packs(/.*)?|/(.*/)?\.auditor-\w+|{kept})?")
    assert {path for path in seen.written if not asked_for.fullmatch(path)} <= {"/dev/null"}
    assert [each.name for each in (folder / "home").iterdir()] == [".cache"]
    assert not list((folder / "tmp").iterdir())
    modes = {stat.S_IMODE(each.stat().st_mode) for each in (folder / "home/.cache/auditor").rglob("*")}
    assert modes == {0o600, 0o700}
    assert (folder / "out/0.md").is_file()
    assert (folder / "table.csv").is_file()
    assert (folder / "table.xlsx").is_file()


# ---------------------------------------------------------------- what it is built on


def test_the_page_tells_of_everything_that_an_installation_brings() -> None:
    told = dependencies.told()
    assert tuple(told) == dependencies.run_time()
    assert {name: row[0] for name, row in told.items()} == {name: dependencies.can_connect(name) for name in told}


@pytest.mark.model
def test_the_page_tells_what_an_audit_loads() -> None:
    assert {name for name, row in dependencies.told().items() if row[1] == "yes"} == dependencies.loaded() & set(
        dependencies.run_time()
    )


def test_no_version_of_onnxruntime_is_admitted_that_was_not_watched() -> None:
    (newest,) = (s.version for s in telemetry.required().specifier if s.operator == "<")
    watched = re.findall(r"^\| (\d+\.\d+\.\d+) \| [^|]+ \| nothing \|$", PAGE.read_text(), flags=re.M)
    assert distribution("onnxruntime").version in watched
    assert max(int(v.split(".")[1]) for v in watched) + 1 == int(newest.split(".")[1])
