"""The wheel on other Pythons: built, installed with all it needs, set to work; the time it takes and the room.

    python bench/installed.py python3.12 python3.13      with each, some minutes; docs/install.md has the figures
    python bench/installed.py --locked python3.12        what is locked instead of what is newest

Each is an environment of its own, made with that Python, and filled from the package index. Exit codes: 0 all work,
1 one does not.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tabulate import tabulate

ROOT = Path(__file__).resolve().parent.parent
LOCKED = ROOT / ".ci/locked/requirements.txt"
EXTRAS = "formats,reviews,archive,editor"
DRAFT = "The council will close the Elm Street library in May, two people briefed on the plan said.\n"
EXPECTED = "default/anonymous-without-reason"


@dataclass(frozen=True, slots=True)
class Tried:
    """One installation: the Python, what was installed, seconds, megabytes, and what went wrong."""

    python: str
    what: str
    seconds: float
    megabytes: float
    fault: str


def wheel(folder: Path) -> Path:
    """The wheel, made from the source distribution, which is made from the checkout."""
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def tried(python: str, made: Path, folder: Path, locked: bool) -> list[Tried]:
    """The wheel alone and with all extras in one environment; or all of what is locked, and then the wheel."""
    subprocess.run([python, "-m", "venv", str(folder)], check=True)
    before = _megabytes(folder)
    install = [str(folder / "bin/pip"), "install", "--quiet"]
    steps: Sequence[tuple[str, Sequence[Sequence[str]]]] = (
        ("auditor", [[*install, str(made)]]),
        (f"auditor[{EXTRAS}]", [[*install, f"{made}[{EXTRAS}]"]]),
    )
    if locked:
        steps = (("locked", [[*install, "--require-hashes", "-r", str(LOCKED)], [*install, "--no-deps", str(made)]]),)
    version = subprocess.run([python, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    rows = []
    for what, commands in steps:
        start = time.monotonic()
        failed = next((told for command in commands if (told := _failure(command))), "")
        seconds = time.monotonic() - start
        rows.append(Tried(version, what, seconds, _megabytes(folder) - before, failed or _at_work(folder)))
    return rows


def _at_work(folder: Path) -> str:
    """What is wrong with the installed program, in words; empty if it does what it should."""
    draft = folder / "draft.txt"
    draft.write_text(DRAFT, encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "AUDITOR_"))}
    command = [str(folder / "bin/auditor"), "check", "draft.txt", "--format", "concise"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode == 1 and EXPECTED in done.stdout:
        return ""
    return f"exit code {done.returncode}: {done.stdout[-300:]}{done.stderr[-300:]}"


def _failure(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stderr[-500:] if done.returncode else ""


def _megabytes(folder: Path) -> float:
    sizes = (p.stat().st_size for p in folder.rglob("*") if p.is_file() and not p.is_symlink())
    return sum(sizes) / 1e6


def main() -> int:
    """Tries every Python that is named and prints what came of it."""
    parser = argparse.ArgumentParser(description="The wheel, installed on other Pythons.")
    parser.add_argument("pythons", nargs="+", metavar="PYTHON", help="an interpreter")
    parser.add_argument("--locked", action="store_true", help="install what .ci/locked/requirements.txt pins")
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = wheel(folder)
        rows = [
            row for n, python in enumerate(given.pythons) for row in tried(python, made, folder / str(n), given.locked)
        ]
    shown = [(r.python, r.what, f"{r.seconds:.0f}", f"{r.megabytes:.0f}", r.fault or "works") for r in rows]
    print(tabulate(shown, headers=("Python", "installed", "s", "MB", "")))
    return 1 if any(row.fault for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
