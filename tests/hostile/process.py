"""The command as a process of its own, with streams as nobody would wish for them."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
DRAFT = "The council will close the Elm Street library in May, two people briefed on the plan said.\n"
QUICK = ("--detectors", "rules")


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


def environment() -> dict[str, str]:
    """That of the tests, with this checkout first, and without settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AUDITOR_")}
    return {**kept, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


def auditor(folder: Path, *arguments: str | bytes, given: str | bytes = b"", shell: str = "") -> Ended:
    """Runs `auditor` with `arguments` in `folder`; `shell` is what a shell has after them, such as `>&-`."""
    command: list[str | bytes] = [sys.executable, "-m", "auditor", *arguments]
    if shell:
        words = [os.fsdecode(word) for word in command]
        command = ["sh", "-c", f"{shlex.join(words)} {shell}"]
    data = given.encode() if isinstance(given, str) else given
    done = subprocess.run(
        command, cwd=folder, input=data, capture_output=True, timeout=600, check=False, env=environment()
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())


def is_plain(text: str) -> bool:
    """Whether nothing in `text` steers a terminal or is unseen, but for tabs and line ends."""
    return all(char in "\t\n" or char.isprintable() or char in "\u00a0\u3000" for char in text)
