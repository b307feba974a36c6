"""What tells that files are as they were: names, sizes and times, and the content of what has just been written.

A file that was changed keeps neither its time of change nor, if that is so recent that one change could follow another
within a tick of the clock, its content unseen. This is asked before anything else is done, and so imports next to
nothing.
"""

from __future__ import annotations

import hashlib
import os
import stat
import sys
import time

from auditor.base.installed import search_path

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_RECENT = 2_000_000_000
"""Nanoseconds: file systems keep times that exactly, or more so."""
_DISTRIBUTIONS = (".dist-info", ".egg-info", ".egg-link", ".pth")


def of_program() -> str:
    """A digest of all that decides what the program says of anything: its code, what it has learned, the rules that
    ship, the interpreter and what is installed beside it. Raises nothing.
    """
    package = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))  # noqa: PTH120 - pathlib takes long to import
    rules = os.path.join(os.path.dirname(package), "rules")  # noqa: PTH118, PTH120
    is_within = os.path.isdir(os.path.join(package, "_rules"))  # noqa: PTH112, PTH118
    return of_values({"files": of_folders([package] if is_within else [package, rules]), "beside": _environment()})


def of_folders(folders: Iterable[str | os.PathLike[str]]) -> str:
    """A digest of all files below `folders`, but for compiled and hidden ones.

    What cannot be read counts as it is seen. Raises nothing.
    """
    recent, told = time.time_ns() - _RECENT, list[str]()
    for folder in folders:
        told.append(os.fspath(folder))
        _tell_below(os.fspath(folder), told, recent, set())
    return _digest("\0".join(told))


def of_files(paths: Iterable[str | os.PathLike[str]]) -> str:
    """A digest of files as they are at these places, and of where there is none; raises nothing."""
    recent, told = time.time_ns() - _RECENT, list[str]()
    for each in paths:
        path = os.fspath(each)
        try:
            status = os.stat(path)  # noqa: PTH116
        except (OSError, ValueError):
            told += (path, "none")
            continue
        real = os.path.realpath(path)
        told += (path, real, _of(real, status, recent))
    return _digest("\0".join(told))


def of_values(values: Mapping[str, object]) -> str:
    """A digest of values by their names: 64 digits, lower case. Values are told apart by how Python writes them."""
    return _digest("\0".join(f"{len(part)} {part}" for name in sorted(values) for part in (name, repr(values[name]))))


def stamp(path: str | os.PathLike[str]) -> tuple[int, ...]:
    """What changes with every change of a file, as far as the clock's ticks tell; empty if there is none."""
    try:
        status = os.stat(path)  # noqa: PTH116
    except (OSError, ValueError):
        return ()
    return status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def folders_called(names: Iterable[str]) -> Iterator[str]:
    """The folders with these names in which Python would look for a package."""
    for place in search_path():
        for name in names:
            if os.path.isdir(folder := os.path.join(place, name)):  # noqa: PTH112, PTH118
                yield folder


def _environment() -> str:
    told = [sys.version, sys.platform, os.uname().machine if hasattr(os, "uname") else ""]
    for place in search_path():
        try:
            with os.scandir(place) as found:
                each = [(e.name, e.stat().st_mtime_ns) for e in found if e.name.endswith(_DISTRIBUTIONS)]
        except OSError:
            continue
        told += [f"{place}\0{name}\0{changed}" for name, changed in sorted(each)]
    return _digest("\0".join(told))


def _tell_below(folder: str, told: list[str], recent: int, seen: set[tuple[int, int]]) -> None:
    """Adds the files below a folder, in order, each folder once; links are followed."""
    try:
        with os.scandir(folder) as found:
            entries = sorted((entry.name, entry) for entry in found if not entry.name.startswith((".", "__pycache__")))
    except OSError:
        told.append("unread")
        return
    for name, entry in entries:
        told.append(name)
        try:
            status = entry.stat()
        except OSError:
            told.append("unread")
            continue
        if status.st_mode & 0o170000 != 0o040000:  # no folder
            told.append(_of(entry.path, status, recent))
        elif (key := (status.st_dev, status.st_ino)) not in seen:
            seen.add(key)
            _tell_below(entry.path, told, recent, seen)
            told.append("/")


def _of(path: str, status: os.stat_result, recent: int) -> str:
    changed = status.st_ctime_ns
    plain = f"{status.st_mode} {status.st_size} {status.st_mtime_ns} {changed} {status.st_ino}"
    if (changed < recent and status.st_mtime_ns < recent) or not stat.S_ISREG(status.st_mode):
        return plain
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return f"{plain} {hashlib.file_digest(file, 'sha256').hexdigest()}"
    except OSError as error:
        return f"{plain} {error.errno}"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
