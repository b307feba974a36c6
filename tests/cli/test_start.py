"""Where the program begins and ends: what lies in the working folder is not run, and no signal is swallowed."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from auditor.cli import options, start

ROOT = Path(__file__).parents[2]

OURS = "abc argparse dataclasses enum json logging multiprocessing numpy pickle re rich signal socket spacy struct"
OTHERS = "threading tokenizers typer typing yaml onnxruntime tabulate queue tempfile __future__ re2 concurrent.futures"


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """A folder of drafts, and of modules with the names of what the program imports, which tell if they are."""
    for name in f"{OURS} {OTHERS}".split():
        path = tmp_path / f"{name.replace('.', '/')}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"open({str(tmp_path / 'imported')!r}, 'a').write({name!r} + ' ')\nraise SystemExit(77)\n")
    (tmp_path / "drafts").mkdir()
    for number in range(8):
        (tmp_path / f"drafts/{number}.txt").write_text("The mayor has resigned, Ann Poe said on Tuesday.\n")
    return tmp_path


def run(*command: str, cwd: Path, **more: str) -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [sys.executable, *command],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        cwd=cwd,
        env={**environment, **more},
    )


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_modules_in_the_working_folder_are_not_run(hostile: Path, jobs: str) -> None:
    arguments = ("-m", "auditor", "check", "drafts", "--jobs", jobs)
    ended = run(*arguments, cwd=hostile, PYTHONPATH=str(ROOT))
    assert not (hostile / "imported").exists()
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("8 drafts audited: ")


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_checkout_is_run_from_within_workers_and_all(hostile: Path, jobs: str) -> None:
    checkout = hostile / "checkout"
    for name in ("auditor", "rules"):
        shutil.copytree(ROOT / name, checkout / name)  # with what Python keeps of each module, which takes long to make
    version = '__version__ = "77.0"'
    facade = checkout / "auditor/__init__.py"
    facade.write_text(re.sub("^__version__ = .*$", version, facade.read_text(encoding="utf-8"), flags=re.M))
    arguments = ("-m", "auditor", "check", "../drafts", "--format", "json", "--jobs", jobs)
    ended = run(*arguments, cwd=checkout)
    assert (ended.returncode, ended.stderr) == (0, "")
    reports = json.loads(ended.stdout)["reports"]
    assert [report["provenance"]["auditor"] for report in reports] == ["77.0"] * 8


def test_the_folder_of_the_package_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(sys, "path", [str(ROOT), "/usr/lib/a"])
    start.leave_working_folder()
    assert sys.path == [str(ROOT), "/usr/lib/a"]


@pytest.mark.parametrize("first", ["", "here"])
def test_the_working_folder_goes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [str(tmp_path) if first else "", "/usr/lib/a"])
    start.leave_working_folder()
    assert sys.path == ["/usr/lib/a"]
    start.leave_working_folder()
    assert sys.path == ["/usr/lib/a"]


# ---------------------------------------------------------------- signals that something swallows

SWALLOWED = """
import os, signal, sys, time
from auditor.cli import main, start

class Dropping:
    def __del__(self):
        os.kill(os.getpid(), signal.{name})
        time.sleep(60)

def dropped(is_ending, command):
    Dropping()
    print("dropped", flush=True)
    time.sleep(60)

def broken(is_ending, command):
    try:
        os.kill(os.getpid(), signal.{name})
        time.sleep(60)
    except BaseException as error:
        main.options.house_for = broken_library
        return main.main(["check", "x"], is_ending)

def broken_library(ctx):
    raise ImportError("initialization failed")

def late(is_ending, command):
    try:
        os.kill(os.getpid(), signal.{name})
        time.sleep(60)
    except BaseException:
        return 0

main.run = {way}
start.run()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals here")
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
@pytest.mark.parametrize(("way", "printed"), [("dropped", "dropped\n"), ("broken", ""), ("late", "")])
def test_a_signal_is_never_swallowed(tmp_path: Path, name: str, way: str, printed: str) -> None:
    ended = run("-c", SWALLOWED.format(name=name, way=way), cwd=tmp_path, PYTHONPATH=str(ROOT))
    told = "interrupted\n" if name == "SIGINT" else f"ended by {name}\n"
    assert (ended.returncode, ended.stdout, ended.stderr) == (128 + signal.Signals[name], printed, told)


class Interrupted(BaseException):
    pass


def interrupting(lines: int) -> Callable[[FrameType, str, object], object]:
    """Raises Interrupted once, before so many lines more are run."""
    left = [lines]

    def trace(frame: FrameType, event: str, argument: object) -> object:
        left[0] -= event == "line"
        if left[0] == 0 and event == "line":
            raise Interrupted
        return trace

    return trace


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # of streams that were just opened
def test_a_file_that_is_written_when_a_signal_comes_is_whole_or_not_there(tmp_path: Path) -> None:
    moments = 0
    while True:
        moments += 1
        target = tmp_path / f"{moments}/a.txt"
        before = sys.gettrace()
        sys.settrace(interrupting(moments))  # type: ignore[arg-type]
        try:
            options.write_file(target, "whole")
            break
        except Interrupted:
            continue
        finally:
            sys.settrace(before)
            assert [path.name for path in target.parent.glob("*")] in ([], ["a.txt"])
            assert not target.exists() or target.read_text(encoding="utf-8") == "whole"
    assert moments > 8
