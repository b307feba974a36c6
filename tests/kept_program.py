"""The program with what takes long made once: a process that runs command after command, and a script that asks it to.

What a hook or a job starts is the script; what answers is the real program, with the folder, the environment and the
arguments of the script. So the language model is loaded once for many commits.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Client, Listener
from pathlib import Path

ROOT = Path(__file__).parents[1]

Request = tuple[list[str], str, dict[str, str]]
"""Arguments, working folder, environment."""
Answer = tuple[int, bytes, bytes]
"""Exit code, standard output, standard error."""


def serve(address: str) -> None:
    """Runs what it is asked to, one after the other, until it is sent nothing."""
    import pytest

    from tests.kept import keep

    with pytest.MonkeyPatch.context() as patch, Listener(address) as listener:
        keep(patch)
        while True:
            with listener.accept() as asking:
                request: Request | None = asking.recv()
                if request is None:
                    return
                asking.send(_answer(*request))


def _answer(arguments: list[str], folder: str, environment: dict[str, str]) -> Answer:
    from auditor.cli.main import main

    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    told = [io.BytesIO(), io.BytesIO()]
    usual = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (io.TextIOWrapper(each, encoding="utf-8", errors="surrogateescape") for each in told)
    try:
        code = main(arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        return code, told[0].getvalue(), told[1].getvalue()
    finally:
        sys.stdout, sys.stderr = usual


def ask(address: str, request: Request | None) -> Answer | None:
    """What the program answers; None if it was sent nothing, and so told to end."""
    with Client(address) as asking:
        asking.send(request)
        return asking.recv() if request is not None else None


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """Where the program is asked, which runs until this ends; its address lies in `folder`."""
    address = folder / "address"
    command = [sys.executable, "-m", "tests.kept_program", "--serve", str(address)]
    with subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}) as program:
        while not address.exists():
            assert program.poll() is None
            time.sleep(0.01)
        try:
            yield str(address)
        except BaseException:
            program.kill()  # it may be waiting for whoever was to ask it next
            raise
        ask(str(address), None)


def command(address: str) -> list[str]:
    """What is started in the place of `auditor`."""
    return [sys.executable, str(ROOT / "tests" / "kept_program.py"), address]


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        serve(sys.argv[2])
    else:
        answer = ask(sys.argv[1], (sys.argv[2:], str(Path.cwd()), dict(os.environ)))
        assert answer is not None
        sys.stdout.buffer.write(answer[1])
        sys.stderr.buffer.write(answer[2])
        sys.exit(answer[0])
