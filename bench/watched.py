"""What a command does to the machine, by the system calls of all its processes: to whom it speaks, and what it writes.

Audit hooks of Python see what Python does. Libraries written in C and C++ open sockets and files without it, and only
the kernel's side shows them; strace (Linux) tells it.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

_OPENS = ("open", "openat", "openat2")
_CHANGES = (
    "creat", "mkdir", "mkdirat", "mknod", "mknodat", "rename", "renameat", "renameat2", "link", "linkat", "symlink",
    "symlinkat", "unlink", "unlinkat", "rmdir", "truncate",
)  # fmt: skip
_CALLS = ",".join(("%network", "io_uring_setup", *_OPENS, *_CHANGES))
"""Everything that can open a socket or change the tree of files."""

_CALL = re.compile(r"^\d+ +(?P<name>\w+)\((?P<arguments>.*)")
_PATH = re.compile(r'(?:(?:AT_FDCWD|\d+)<(?P<folder>[^>]*)>, )?"(?P<path>(?:[^"\\]|\\.)*)"')
_WRITES = ("O_WRONLY", "O_RDWR", "O_CREAT", "O_TRUNC", "O_APPEND")
_IP = ("AF_INET", "AF_INET6", "AF_PACKET", "AF_NETLINK")
_LOCAL_BIND = re.compile(r'sin6?_port=htons\(0\).*inet_(?:pton\(AF_INET6, "::1"|addr\("127\.0\.0\.1"\))')


@dataclass(frozen=True, slots=True)
class Watched:
    """What was seen of a command."""

    exit_code: int
    output: str
    """Standard output and standard error, one after the other."""
    network: tuple[str, ...]
    """Calls that could reach another machine, as strace writes them, in order. To take a free port of the machine's own
    address is none."""
    written: frozenset[str]
    """Absolute paths that were opened for writing, made, renamed or removed."""


def watch(command: Sequence[str], folder: Path, env: Mapping[str, str], timeout: float) -> Watched:
    """Runs `command` in `folder` under strace, its children too; raises FileNotFoundError where strace is missing."""
    with TemporaryDirectory() as scratch:
        log = Path(scratch) / "calls"
        # A filter in the kernel lets all calls that are not listed run at their own speed.
        options = ["-f", "--seccomp-bpf", "-qq", "-y", "-s", "400", "-e", f"trace={_CALLS}", "-o", str(log)]
        done = subprocess.run(
            ["strace", *options, *command],
            cwd=folder,
            env=dict(env),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
        lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    calls = [(line, call["name"], call["arguments"]) for line in lines if (call := _CALL.match(line)) is not None]
    outward = [line for line, name, arguments in calls if _reaches_out(name, arguments)]
    written = (_paths(arguments, folder) for _, name, arguments in calls if _writes(name, arguments))
    return Watched(done.returncode, done.stdout + done.stderr, tuple(outward), frozenset(chain.from_iterable(written)))


def _reaches_out(name: str, arguments: str) -> bool:
    """Whether a call could reach another machine: a socket does nothing until something is done with it."""
    if name in (*_OPENS, *_CHANGES, "socket"):
        return False
    local = name == "bind" and _LOCAL_BIND.search(arguments) is not None
    return name == "io_uring_setup" or (any(family in arguments for family in _IP) and not local)


def _writes(name: str, arguments: str) -> bool:
    return name in _CHANGES or (name in _OPENS and any(flag in arguments for flag in _WRITES))


def _paths(arguments: str, folder: Path) -> Iterator[str]:
    for found in _PATH.finditer(arguments):
        path = found["path"].encode("latin-1", "backslashreplace").decode("unicode_escape")
        yield os.path.normpath(os.path.join(found["folder"] or folder, path))  # noqa: PTH118 - strace writes strings
