"""Processes with bounded memory and time: what other people's files must not use up."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from functools import partial
from pathlib import Path

ROOT = Path(__file__).parents[2]
MEMORY = 2_000_000_000
PATIENCE = 120


def python(
    *arguments: str, cwd: Path, env: Mapping[str, str] | None = None, memory: int | None = MEMORY
) -> subprocess.CompletedProcess[str]:
    """Runs Python in `cwd` with at most so many bytes, and for two minutes; raises TimeoutExpired after them."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **(env or {})},
        capture_output=True,
        text=True,
        errors="backslashreplace",
        timeout=PATIENCE,
        check=False,
        preexec_fn=partial(_bound, memory) if memory else None,
    )


def auditor(*arguments: str, cwd: Path, env: Mapping[str, str] | None = None) -> tuple[int, str, str]:
    """Exit code, output and messages of the command in such a process."""
    done = python("-m", "auditor", *arguments, cwd=cwd, env=env)
    return done.returncode, done.stdout, done.stderr


def _bound(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
