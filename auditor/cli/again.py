"""A check that is given again while nothing has changed: what was said then is said again, and nothing else is done.

What a check says is decided by its arguments, the environment, the streams, the day, the program, and files: all of
them are compared. Nothing is imported for it that takes long.
"""

from __future__ import annotations

import errno
import os
import sys
import time

from auditor.base import cache, fingerprints

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_LARGEST = 1_000_000
"""Bytes that a command may have said, to be kept."""
_TICK = 10_000_000
"""Nanoseconds between two ticks of any clock that file systems go by."""
_UNHEARD = frozenset({"_", "SHLVL", "OLDPWD"})
"""Variables of the environment that differ from call to call, and by which nothing here goes."""


class Files:
    """The files that decide what a check says, as they were before the drafts were read."""

    __slots__ = ("files", "names", "state")

    def __init__(self, files: Sequence[str], names: Sequence[str]) -> None:
        """`files` decide by what they are, `names` by being there or not."""
        self.files = tuple(files)
        self.names = tuple(names)
        self.state = _state(self.files, self.names)


class Asked:
    """A command that may have been given before."""

    __slots__ = ("_began", "_cache", "_key", "arguments", "files", "program")

    def __init__(self, arguments: Sequence[str]) -> None:
        self.arguments = tuple(arguments)
        self.files: Files | None = None
        """What it depends on; whoever runs it says so, where it may be kept what it says."""
        self.program = ""
        """A digest of the program as it was when the command was given, if that was asked."""
        self._began = time.time_ns()
        # A file that is called as an option is an error, whose message depends on whether the file is there.
        may_be = arguments[:1] == ["check"] and not any(each[:1] == "-" and "." in each for each in arguments)
        self._cache = cache.opened(is_made=False).cache if may_be else None
        if self._cache:
            self.program = fingerprints.of_program()
        self._key = self._named(self.program) if self._cache else ""

    def answered(self) -> int | None:
        """The exit code of the command, after what it said the last time was said again; None if it must be run."""
        found = cache.get_bytes(self._cache, self._key) if self._cache and self._key else None
        try:
            parts = [] if found is None else _parts(found)
            if len(parts) < 4:
                return None
            state, code, files, names = (parts[0].decode(), int(parts[1]), *(_listed(each) for each in parts[2:4]))
            told = [(int(number), said) for number, said in zip(parts[4::2], parts[5::2], strict=True)]
            if state != _state(files, names):
                return None
        except ValueError:
            return None
        try:
            for number, said in told:
                _write(number, said)
        except OSError as error:
            if error.errno != errno.EPIPE:  # a reader that has gone away is no error
                from auditor.cli import streams

                return streams.failed(error)
        return code

    def keep(self, said: Sequence[tuple[int, bytes]] | None, code: int) -> None:
        """Keeps what a command has said, if it may be, and nothing that it depends on has changed meanwhile."""
        files = self.files
        if files is None or said is None or code not in (0, 1) or sum(len(each) for _, each in said) > _LARGEST:
            return
        folder = cache.opened().cache
        if folder is None or (self._cache is not None and self._named() != self._key):
            return
        self._cache = folder
        if any(max(told[3:5], default=0) > self._began - _TICK for told in map(fingerprints.stamp, files.files)):
            return
        if files.state != _state(files.files, files.names):
            return
        parts = [files.state.encode(), str(code).encode(), _list(files.files), _list(files.names)]
        for number, each in said:
            parts += [str(number).encode(), each]
        key = self._key or self._named()
        if key and cache.put_bytes(folder, key, b"".join(b"%d %b" % (len(part), part) for part in parts)):
            cache.trim(folder, [key])

    def _named(self, program: str = "") -> str:
        """The key of the command given to the program as it is, or was; empty where it cannot be told."""
        try:
            return fingerprints.of_values(
                {
                    "what": "said",
                    "program": program or fingerprints.of_program(),
                    "arguments": self.arguments,
                    "here": os.getcwd(),  # noqa: PTH109
                    "environment": sorted(each for each in os.environ.items() if each[0] not in _UNHEARD),
                    "streams": [_stream(number) for number in (0, 1, 2)],
                    "day": time.localtime()[:3],
                }
            )
        except OSError:
            return ""


def _stream(number: int) -> object:
    """What may decide how something is shown; raises OSError for a stream that is closed."""
    os.fstat(number)
    if not os.isatty(number):
        return None
    stream = (sys.stdin, sys.stdout, sys.stderr)[number]
    return tuple(os.get_terminal_size(number)), getattr(stream, "encoding", None)


def _write(number: int, data: bytes) -> None:
    while data:
        data = data[os.write(number, data) :]


def _state(files: Sequence[str], names: Sequence[str]) -> str:
    there = [name for name in names if os.path.lexists(name)]
    return fingerprints.of_values({"files": fingerprints.of_files(files), "names": there})


def _list(names: Sequence[str]) -> bytes:
    return b"\0".join(map(os.fsencode, names))


def _listed(data: bytes) -> list[str]:
    return [os.fsdecode(each) for each in data.split(b"\0")] if data else []


def _parts(data: bytes) -> list[bytes]:
    """The parts of data, each behind its length; raises ValueError for what was not made of parts."""
    found, at = list[bytes](), 0
    while at < len(data):
        size, _, _ = data[at : at + 12].partition(b" ")
        start = at + len(size) + 1
        at = start + int(size)
        if not size.isdigit() or at > len(data):
            raise ValueError("these are no parts")
        found.append(data[start:at])
    return found
