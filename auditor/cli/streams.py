"""The standard streams of the process: a failure to write is an error that a user can mend, not an internal one."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import BinaryIO

from auditor.base.errors import UsageError

_MODES = (os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)
"""How the null device stands in for standard input, output and error: the wrong way round for the first two, so
that whoever uses them hears of it."""


class Output(io.TextIOWrapper):
    """A stream whose failures are UsageError A004, or with `forgiving` nothing at all.

    A reader that has gone away is no error.
    """

    def __init__(self, buffer: BinaryIO, encoding: str, *, line_buffering: bool, forgiving: bool) -> None:
        super().__init__(buffer, encoding=encoding, errors="backslashreplace", line_buffering=line_buffering)
        self._forgiving = forgiving

    def write(self, text: str, /) -> int:
        """Writes `text`, and returns its length in code points; raises UsageError A004 as the class says."""
        with self._heard():
            super().write(text)
        return len(text)

    def flush(self) -> None:
        """Passes on what is buffered; raises UsageError A004 as the class says."""
        with self._heard():
            super().flush()

    @contextmanager
    def _heard(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            self._drop()
            if not self._forgiving and not isinstance(error, BrokenPipeError):
                hint = "see whether the disk is full, or write somewhere else"
                reason = "it is closed" if error.errno == errno.EBADF else error.strerror
                message = f"cannot write to standard output: {reason}"
                raise UsageError(message, code="A004", hint=hint) from error

    def _drop(self) -> None:
        """Sends what is still buffered nowhere: it would fail again when the interpreter ends."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def prepare() -> None:
    """Makes standard output and error such streams, and keeps the descriptors of closed streams from other files."""
    for number, mode in enumerate(_MODES):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, mode), True)
    sys.stdout = _output(sys.stdout, 1, forgiving=False)
    sys.stderr = _output(sys.stderr, 2, forgiving=True)


def _output(stream: object, number: int, forgiving: bool) -> Output:
    buffer = open(number, "wb", closefd=False)  # noqa: SIM115 - it lives as long as the process
    terminal = buffer.isatty()
    encoding = stream.encoding if terminal and isinstance(stream, io.TextIOWrapper) else "utf-8"
    return Output(buffer, encoding, line_buffering=terminal or forgiving, forgiving=forgiving)
