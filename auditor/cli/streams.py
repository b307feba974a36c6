"""The standard streams of the process: a failure to write is an error that a user can mend, not an internal one."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from auditor.base.errors import UsageError

_MODES = (os.O_WRONLY, os.O_RDONLY, os.O_WRONLY)
"""How the null device stands in for standard input, output and error: the wrong way round for the first two, so
that whoever uses them hears of it."""
_MOST = 1_000_000
"""Bytes that are remembered of what was written."""


class Said:
    """What is written to the streams, in its order and with the number of its stream, as long as it is not much."""

    def __init__(self) -> None:
        self.parts: list[tuple[int, bytes]] = []
        self.is_all = True
        """Whether that is everything, and all of it was written."""
        self._left = _MOST

    def add(self, number: int, data: bytes) -> None:
        """Adds what was written."""
        self._left -= len(data)
        self.is_all = self.is_all and self._left >= 0
        if self.is_all:
            self.parts.append((number, data))
        else:
            self.parts.clear()


class Output(io.TextIOWrapper):
    """A stream whose failures are UsageError A004, or with `forgiving` nothing at all.

    A reader that has gone away is no error.
    """

    def __init__(self, buffer: BinaryIO, encoding: str, said: Said, *, line_buffering: bool, forgiving: bool) -> None:
        super().__init__(buffer, encoding=encoding, errors="backslashreplace", line_buffering=line_buffering)
        self._forgiving = forgiving
        self._said = said

    def write(self, text: str, /) -> int:
        """Writes `text`, and returns its length in code points; raises UsageError A004 as the class says."""
        with self._heard():
            super().write(text)
        self._said.add(self.fileno(), text.replace("\n", os.linesep).encode(self.encoding, "backslashreplace"))
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
            self._said.is_all = False
            if not self._forgiving and not isinstance(error, BrokenPipeError):
                raise _unwritten(error) from error

    def _drop(self) -> None:
        """Sends what is still buffered nowhere: it would fail again when the interpreter ends."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def failed(error: OSError) -> int:
    """The exit code where standard output could not be written, after saying so."""
    told = _unwritten(error)
    with suppress(OSError):
        os.write(2, f"{told}\n".encode())
    return told.exit_code


def _unwritten(error: OSError) -> UsageError:
    hint = "see whether the disk is full, or write somewhere else"
    reason = "it is closed" if error.errno == errno.EBADF else error.strerror
    return UsageError(f"cannot write to standard output: {reason}", code="A004", hint=hint)


def prepare() -> Said:
    """Makes standard output and error such streams, and keeps the descriptors of closed streams from other files.

    Gives what will be written to them.
    """
    for number, mode in enumerate(_MODES):
        try:
            os.fstat(number)
        except OSError:
            os.set_inheritable(os.open(os.devnull, mode), True)
    said = Said()
    sys.stdout = _output(sys.stdout, 1, said, forgiving=False)
    sys.stderr = _output(sys.stderr, 2, said, forgiving=True)
    return said


def _output(stream: object, number: int, said: Said, forgiving: bool) -> Output:
    buffer = open(number, "wb", closefd=False)  # noqa: SIM115 - it lives as long as the process
    terminal = buffer.isatty()
    encoding = stream.encoding if terminal and isinstance(stream, io.TextIOWrapper) else "utf-8"
    return Output(buffer, encoding, said, line_buffering=terminal or forgiving, forgiving=forgiving)
