"""A folder of the user's own in which the program keeps what it would else work out again; whatever is wrong with it,
the program works on without.

An entry is a small file: a heading, a digest of all that follows, and data, compressed. It is written beside its place
and then moved there: whoever reads it sees all of it or nothing. One that is damaged, too large or not ours
counts as not there, and is replaced. It is looked into before anything else is done, and so this imports very little.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time
import zlib

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from typing import Any

FOLDER = "AUDITOR_CACHE_DIR"
"""The variable of the environment that names another place."""

_HEADING = b"auditor cache 1\n"
_DIGEST = 32
_LARGEST, _UNPACKED = 4_000_000, 64_000_000
"""Bytes of an entry, and of what it holds when it is no longer compressed."""
_SHELVES = "0123456789abcdef"
"""Folders in the folder: the first character of a key is that of its shelf."""
ALL = 256_000_000
SHELF = ALL // 16
"""Bytes that all shelves may hold, and one of them, when a run ends."""
_KEY = 64
_SCRATCH = ".new-"
_PLAIN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _PLAIN
_OTHERS = stat.S_IWGRP | stat.S_IWOTH
_STALE = 3600.0
"""Seconds after which a file that was never moved to its place is left over from a process that has ended."""
_DAY = 86_400.0


class Opened:
    """What came of opening the cache."""

    __slots__ = ("folder", "is_refused", "why")

    def __init__(self, folder: str | None, why: str = "", is_refused: bool = False) -> None:
        self.folder = folder
        """The folder; None if there is no place for one."""
        self.why = why
        """Why it cannot be used, in words that follow its name; empty if it can."""
        self.is_refused = is_refused
        """Whether it is not used because somebody else could change what is in it."""

    @property
    def cache(self) -> str | None:
        """The folder, where it can be used: by it the functions here know the cache."""
        return None if self.why else self.folder


def place(env: Mapping[str, str] = os.environ) -> str | None:
    """The folder that holds the cache: the one that is named, or one in the user's folder for caches; None if there is
    no such.
    """
    home, base = env.get("HOME") or env.get("USERPROFILE") or "", env.get("XDG_CACHE_HOME", "")
    named = env.get(FOLDER, "")
    if named.startswith(("~/", "~\\")) or named == "~":  # files that set variables are read by no shell
        return _join(home, named[2:]).rstrip("/") if os.path.isabs(home) else None  # noqa: PTH117
    if named:
        return os.path.abspath(named)  # noqa: PTH100
    if not os.path.isabs(base) and sys.platform == "win32":  # noqa: PTH117
        base = env.get("LOCALAPPDATA", "")
    if not os.path.isabs(base):  # noqa: PTH117
        base = _join(home, *(("Library", "Caches") if sys.platform == "darwin" else (".cache",)))
    return _join(base, "auditor") if os.path.isabs(base) else None  # noqa: PTH117


def opened(env: Mapping[str, str] = os.environ, is_made: bool = True) -> Opened:
    """The cache, its folder made if it is not there and `is_made`; raises nothing."""
    folder = None
    try:
        folder = place(env)
        if folder is None:
            return Opened(None, "is nowhere: no home is known")
        if is_made and not os.path.isdir(folder):  # noqa: PTH112
            os.makedirs(folder, 0o700, exist_ok=True)  # noqa: PTH103
        status = os.stat(folder)  # noqa: PTH116
    except FileNotFoundError:
        return Opened(folder, "is not there yet")
    except (OSError, ValueError) as error:
        return Opened(folder, f"cannot be made or read: {getattr(error, 'strerror', None) or error}")
    if not stat.S_ISDIR(status.st_mode):
        return Opened(folder, "is no folder")
    if why := _why_not_ours(status):
        return Opened(folder, why, True)
    return Opened(folder)


def _why_not_ours(status: os.stat_result) -> str:
    """Why somebody else could change a file or folder; empty if nobody could."""
    if hasattr(os, "getuid") and status.st_uid != os.getuid():
        return "belongs to somebody else"
    return "can be written by others" if os.name == "posix" and status.st_mode & _OTHERS else ""


def may_be_made(folder: str) -> bool:
    """Whether a folder that is not there can be made where it should be; nothing is written to find out."""
    there = folder
    while not os.path.lexists(there) and there != os.path.dirname(there):  # noqa: PTH120
        there = os.path.dirname(there)  # noqa: PTH120
    return there != folder and os.path.isdir(there) and os.access(there, os.W_OK | os.X_OK)  # noqa: PTH112


def get(cache: str, key: str) -> Any:
    """The data kept under `key`, None if there is none that is whole; raises nothing."""
    import json

    text = get_bytes(cache, key)
    try:
        return None if text is None else json.loads(text)
    except (ValueError, RecursionError, MemoryError):
        return None


def put(cache: str, key: str, data: Any) -> bool:
    """Keeps data of JSON under `key`; false where that cannot be done. Raises nothing."""
    import json

    try:
        return put_bytes(cache, key, json.dumps(data, separators=(",", ":")).encode())
    except (ValueError, TypeError, RecursionError, MemoryError):
        return False


def get_bytes(cache: str, key: str) -> bytes | None:
    """The bytes kept under `key`, None if there are none that are whole; raises nothing."""
    path = _path(cache, key)
    try:
        content = _read(path)
        start = len(_HEADING) + _DIGEST
        body = content[start:]
        if content[: len(_HEADING)] != _HEADING or content[len(_HEADING) : start] != _sealed(key, body):
            return None
        unpacking = zlib.decompressobj()
        found = unpacking.decompress(body, _UNPACKED)
        if not unpacking.eof or unpacking.unused_data:
            return None
        _use(path)
    except (OSError, ValueError, zlib.error, MemoryError):
        return None
    return found


def put_bytes(cache: str, key: str, data: bytes) -> bool:
    """Keeps bytes under `key`; false where that cannot be done. Raises nothing."""
    body = zlib.compress(data, 1)
    content = _HEADING + _sealed(key, body) + body
    if len(content) > _LARGEST or len(data) > _UNPACKED:
        return False
    path, scratch = _path(cache, key), ""
    try:
        os.makedirs(os.path.dirname(path), 0o700, exist_ok=True)  # noqa: PTH103, PTH120
        scratch = _join(os.path.dirname(path), f"{_SCRATCH}{os.getpid()}-{os.urandom(6).hex()}")  # noqa: PTH120
        with os.fdopen(os.open(scratch, _CREATE, 0o600), "wb") as file:
            file.write(content)
        os.replace(scratch, path)  # noqa: PTH105
    except OSError:
        if scratch:
            _remove(scratch)
        return False
    except BaseException:  # the process is being ended
        _remove(scratch)
        raise
    return True


def trim(cache: str, keys: Iterable[str], most: int = SHELF) -> None:
    """Takes away what was used longest ago from the shelves of `keys`, until each has `most` bytes at most.

    Raises nothing.
    """
    for shelf in sorted({key[0] for key in keys}):
        held = sorted(_files(_join(cache, shelf)), key=lambda each: each[1].st_mtime)
        left = sum(status.st_size for _, status in held)
        for path, status in held:
            is_left_over = _is_scratch(path) and abs(time.time() - status.st_mtime) > _STALE
            if left > most or is_left_over:
                left -= status.st_size
                _remove(path)


def drop(cache: str, keys: Iterable[str]) -> None:
    """Takes away what is kept under `keys`; raises nothing."""
    for key in keys:
        _remove(_path(cache, key))


def figures(cache: str) -> tuple[int, int, float | None, float | None]:
    """How many entries there are, of how many bytes, and when the one used longest ago and the one used last were used,
    in seconds since 1970 and give or take a day; raises nothing.
    """
    held = [status for path, status in _all(cache) if not _is_scratch(path)]
    times = [status.st_mtime for status in held]
    return len(held), sum(s.st_size for s in held), min(times, default=None), max(times, default=None)


def clear(cache: str) -> int:
    """Takes away every entry, and nothing else that lies there; how many there were. Raises nothing."""
    gone = sum(_remove(path) and not _is_scratch(path) for path, _ in list(_all(cache)))
    for name in _SHELVES:
        try:
            os.rmdir(_join(cache, name))  # noqa: PTH106
        except OSError:
            continue
    return gone


def _path(cache: str, key: str) -> str:
    return _join(cache, key[0], key)


def _join(*parts: str) -> str:
    return os.path.join(*parts)  # noqa: PTH118 - pathlib takes as long to import as all else here


def _sealed(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + body).digest()


def _read(path: str) -> bytes:
    """The bytes of an ordinary file of the user's own, no link; raises OSError, and ValueError for anything else.

    Where others could once write to the folder, what they have left may lie there still.
    """
    with os.fdopen(os.open(path, _OPEN), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or status.st_size > _LARGEST or _why_not_ours(status):
            raise ValueError("this is no entry")
        return file.read(_LARGEST + 1)


def _remove(path: str) -> bool:
    try:
        os.unlink(path)  # noqa: PTH108
    except OSError:
        return False
    return True


def _use(path: str) -> None:
    """Notes that an entry was used, by the time of the file, once a day."""
    try:
        if abs(time.time() - os.stat(path).st_mtime) > _DAY:  # noqa: PTH116
            os.utime(path)
    except OSError:
        return


def _is_scratch(path: str) -> bool:
    return os.path.basename(path).startswith(_SCRATCH)  # noqa: PTH119


def _all(cache: str) -> Iterator[tuple[str, os.stat_result]]:
    for name in _SHELVES:
        yield from _files(_join(cache, name))


def _files(shelf: str) -> Iterator[tuple[str, os.stat_result]]:
    """The files of ours on a shelf, those never finished too."""
    try:
        with os.scandir(shelf) as found:
            entries = [each for each in found if _is_ours(each.name, shelf[-1])]
    except OSError:
        return
    for entry in entries:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:
            continue
        if stat.S_ISREG(status.st_mode):
            yield entry.path, status


def _is_ours(name: str, shelf: str) -> bool:
    is_key = len(name) == _KEY and name[0] == shelf and set(name) <= set(_SHELVES)
    return is_key or name.startswith(_SCRATCH)
