"""The program with what takes long made once: each command is a process of its own, forked from one that has imported
and loaded what most need.

What a shell, a hook or a job starts is the script. What runs is the real program, with the arguments, the folder, the
environment and the streams of the script, open or closed, and the script ends with its exit code. That the program
starts at all, and what it imports, is for tests that start it in earnest.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import select
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).parents[1]
DRAFT = "“It hurts,” said Ann Poe. The board did not respond. Two officials said that a clerk stole it.\n"

Request = tuple[list[str], str, dict[str, str], list[int]]
"""Arguments, working folder, environment, and the numbers of the standard streams that are open."""


# ---------------------------------------------------------------- who is asked


def serve(address: str) -> None:
    """Starts what it is asked to until standard input ends."""
    import pytest

    from tests.kept import keep

    with pytest.MonkeyPatch.context() as patch, socket.socket(socket.AF_UNIX) as listener:
        keep(patch)
        _load()
        gc.freeze()
        listener.bind(address)
        listener.listen()
        while True:
            if listener.fileno() not in select.select([listener.fileno(), 0], [], [])[0]:
                return
            asking, _ = listener.accept()
            with asking:
                if os.fork() == 0:
                    listener.close()
                    _answer(asking)
            with suppress(ChildProcessError):
                while os.waitpid(-1, os.WNOHANG)[0]:
                    pass


def _load() -> None:
    """Runs commands that import and load what most do."""
    import contextlib
    import io

    from auditor.cli.main import main
    from auditor.cli.start import ONE_THREAD

    os.environ.setdefault(*ONE_THREAD)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for command in (["rules", "list"], ["policies", "show", "npr"], ["check", "-"], ["check", "--show-settings"]):
            with _given(DRAFT):
                main(command)


@contextmanager
def _given(text: str) -> Iterator[None]:
    """Standard input with nothing but `text` in it."""
    import io

    usual, sys.stdin = sys.stdin, io.TextIOWrapper(io.BytesIO(text.encode()), encoding="utf-8")
    try:
        yield
    finally:
        sys.stdin = usual


def _answer(asking: socket.socket) -> NoReturn:
    """Sends the exit code of the command that is asked for, after it has ended."""
    data, streams, _, _ = socket.recv_fds(asking, 1 << 20, 3)
    while not data.endswith(b"\n"):
        data += asking.recv(1 << 20)
    request: Request = json.loads(data)
    child = os.fork()
    if child == 0:
        asking.close()
        _become(request, streams)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    with suppress(OSError):
        asking.sendall(b"%d\n" % code)
    os._exit(0)


def _become(request: Request, streams: Sequence[int]) -> NoReturn:
    """Is the command that is asked for, with these streams, from here on."""
    import time

    from auditor.cli import start

    arguments, folder, environment, numbers = request
    for number in range(3):
        os.close(number)
    for number, stream in zip(numbers, streams, strict=True):
        os.dup2(stream, number)
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = (
        open(number, "r" if number == 0 else "w", closefd=False) if number in numbers else None  # noqa: SIM115
        for number in range(3)
    )
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    sys.argv = ["auditor", *arguments]
    try:
        start.run()
    except SystemExit as ended:
        _end(ended.code if isinstance(ended.code, int) else 0)
    except BaseException as error:
        sys.excepthook(type(error), error, error.__traceback__)
    _end(1)


def _end(code: int) -> NoReturn:
    """Ends the process as the interpreter does, but leaves in memory what lies there, which would take longer than most
    commands.
    """
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None:
                stream.flush()
        except Exception:
            code = 120
    os._exit(code)


# ---------------------------------------------------------------- who asks


@contextmanager
def started(folder: Path) -> Iterator[str]:
    """Where the program is asked, which runs until this ends; its address lies in `folder`."""
    import time

    address = folder / "address"
    command = [sys.executable, "-m", "tests.kept_program", "--serve", str(address)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.PIPE) as program:
        while not address.exists():
            assert program.poll() is None
            time.sleep(0.05)
        try:
            yield str(address)
        finally:
            assert program.stdin is not None
            program.stdin.close()


@cache
def address() -> str:
    """Where a program is asked that is started once and runs until the tests end."""
    from tempfile import TemporaryDirectory

    until_then = ExitStack()
    atexit.register(until_then.close)
    return until_then.enter_context(
        started(Path(until_then.enter_context(TemporaryDirectory(prefix="auditor-tests-"))))
    )


def command(address: str) -> list[str]:
    """What is started in the place of `auditor`."""
    return [sys.executable, "-I", "-S", str(ROOT / "tests" / "kept_program.py"), address]


def ask(address: str, arguments: Sequence[str]) -> int:
    """The exit code of `auditor` with these arguments, and the folder, environment and streams of this process."""
    numbers = [number for number in range(3) if _is_open(number)]
    request: Request = (list(arguments), os.getcwd(), dict(os.environ), numbers)  # noqa: PTH109 - pathlib takes long
    with socket.socket(socket.AF_UNIX) as asking:
        asking.connect(address)
        data = json.dumps(request).encode() + b"\n"
        sent = socket.send_fds(asking, [data], numbers)
        asking.sendall(data[sent:])
        with asking.makefile() as answer:
            return int(answer.readline())


def _is_open(number: int) -> bool:
    try:
        os.fstat(number)
    except OSError:
        return False
    return True


if __name__ == "__main__":
    if sys.argv[1] == "--serve":
        serve(sys.argv[2])
    else:
        code = ask(sys.argv[1], sys.argv[2:])
        os._exit(code if code >= 0 else 128 - code)
