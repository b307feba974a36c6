"""The command as a process of its own: with streams as nobody would wish for them, with bounded memory and time.

`called` is for what hangs on none of that: a process takes seconds to start.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shlex
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from auditor.base.cache import FOLDER
from auditor.cli.main import main
from tests.kept_program import address, command
from tests.rules_read import own_cache

ROOT = Path(__file__).parents[2]
DRAFT = "The council will close the Elm Street library in May, two people briefed on the plan said.\n"
QUICK = ("--detectors", "rules")


MEMORY = 2_000_000_000
"""Bytes that what other people's files make a process do must not exceed."""


class Ended(NamedTuple):
    code: int
    out: str
    err: str


def environment(kept_in: Mapping[str, str] | None = None) -> dict[str, str]:
    """That of the tests, with this checkout first, without settings, and with a cache of its own if none is named."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("AUDITOR_")}
    cache = own_cache() if kept_in is None else kept_in
    return {**kept, **cache, "PYTHONPATH": str(ROOT), "NO_COLOR": "1"}


def python(
    folder: Path,
    *arguments: str | bytes,
    given: bytes = b"",
    shell: str = "",
    memory: int = 0,
    kept_in: Mapping[str, str] | None = None,
) -> Ended:
    """Runs Python with `arguments` in `folder`; `shell` is what a shell has after them, such as `>&-`.

    With at most `memory` bytes, if there are any, and with a cache of its own if none is named; raises TimeoutExpired
    after ten minutes.
    """
    command: list[str | bytes] = [sys.executable, *arguments]
    if shell:
        words = [os.fsdecode(word) for word in command]
        command = ["sh", "-c", f"{shlex.join(words)} {shell}"]
    done = subprocess.run(
        command,
        cwd=folder,
        input=given,
        capture_output=True,
        timeout=600,
        check=False,
        env=environment(kept_in),
        preexec_fn=partial(_bound, memory) if memory else None,
    )
    return Ended(done.returncode, done.stdout.decode(), done.stderr.decode(errors="backslashreplace"))


def auditor(folder: Path, *arguments: str | bytes, given: str | bytes = b"", shell: str = "", memory: int = 0) -> Ended:
    """Runs `auditor` in the same way, as it is from its first moment on."""
    data = given.encode() if isinstance(given, str) else given
    return python(folder, "-m", "auditor", *arguments, given=data, shell=shell, memory=memory)


def forked(folder: Path, *arguments: str, shell: str = "") -> Ended:
    """Runs `auditor` as a process that has imported and loaded everything already (tests/kept_program.py)."""
    first, *others = command(address())
    assert first == sys.executable
    return python(folder, *others, *arguments, shell=shell, kept_in={FOLDER: os.environ[FOLDER]})


def called(folder: Path, *arguments: str, given: str = "") -> Ended:
    """Runs `auditor` in `folder` within this process, with streams that encode as its own do."""
    out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", errors="backslashreplace", newline="") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given.encode()), "utf-8"))
        patch.chdir(folder)
        code = main(arguments)
    texts = []
    for stream in (out, err):
        stream.seek(0)
        texts.append(stream.read())
    return Ended(code, *texts)


def is_plain(text: str) -> bool:
    """Whether nothing in `text` steers a terminal or is unseen, but for tabs and line ends."""
    return all(char in "\t\n" or char.isprintable() or char in "\u00a0\u3000" for char in text)


def _bound(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
