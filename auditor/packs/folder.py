"""The files of a pack, found and read within the limits that every pack must keep.

A pack may come with a repository that somebody else fills, so nothing in its folder is trusted to be what it seems.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path

from auditor.base.errors import At, PackError
from auditor.base.files import FileError, Refusal, read_small
from auditor.base.mistakes import Mistakes
from auditor.packs.brought import CARD as CARD

LARGEST_FILE = 1_000_000
LARGEST_PACK = 8_000_000
"""Bytes of one file, and of all files of a pack together."""
MOST_FILES = 2_000
"""Files and folders of a pack together."""
_DEEPEST = 8
"""Levels of folders that are searched: rules lie in the first, and an error names any file that lies deeper."""

_CODES: Mapping[Refusal, tuple[str, str]] = {
    Refusal.MISSING: ("A202", "Put it there, or take away what leads to it."),
    Refusal.UNREADABLE: ("A202", "It must be there and yours to read; mend that, or take it away."),
    Refusal.SPECIAL: ("A261", "A pack holds ordinary files only; take it away."),
    Refusal.OUTSIDE: ("A262", "Put the file itself into the pack."),
    Refusal.TOO_LARGE: ("A263", "Spread what it holds over several files."),
}
"""The code of each way in which a file is refused, and what to do."""


def contents(folder: Path, told: Mistakes) -> dict[str, bytes | None]:
    """The bytes of every file of a pack, by its path inside the pack; None for one that is refused, which is `told`.

    Raises PackError for a folder that is no pack, or holds too much.
    """
    _check_card(folder)
    found: dict[str, bytes | None] = {}
    left = LARGEST_PACK
    for path in _files(folder, told):
        content = told.attempt(None, _bytes, path, folder)
        left -= len(content or b"")
        if left < 0:
            raise _too_much(folder, f"{LARGEST_PACK:,} bytes")
        found[path.relative_to(folder).as_posix()] = content
    return found


def shown(path: Path) -> str:
    """`path` as messages show it: relative to the working directory where it lies inside."""
    here = Path.cwd()
    return path.relative_to(here).as_posix() if path.is_relative_to(here) else path.as_posix()


def _check_card(folder: Path) -> None:
    try:
        (folder / CARD).lstat()
    except PermissionError as error:
        raise _unreadable(folder, str(error.strerror)) from None
    except (OSError, ValueError):  # not there, or no folder, or none that can have this name
        hint = f"A pack is a folder with a {CARD}; see docs/rules.md."
        raise PackError(f"this folder holds no {CARD}", code="A201", at=At(shown(folder)), hint=hint) from None


def _files(root: Path, told: Mistakes) -> Iterator[Path]:
    """All files below `root` in order of their names, but for hidden ones and what lies in hidden folders."""
    left = [root]
    seen = 0
    while left:
        folder = left.pop()
        entries = _entries(folder)
        seen += len(entries)
        if seen > MOST_FILES:
            raise _too_much(root, f"{MOST_FILES:,} files and folders")
        for entry in entries:
            path = folder / entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                left.append(_not_too_deep(path, root))
            elif entry.is_symlink() and path.is_dir():
                hint = "Put the files themselves into the pack."
                told.add(PackError("this is a link to a folder", code="A262", at=At(shown(path)), hint=hint))
            else:
                yield path


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as found:
            return sorted(islice(found, MOST_FILES + 1), key=lambda entry: entry.name)
    except OSError as error:
        raise _unreadable(folder, error.strerror or str(error)) from None


def _not_too_deep(folder: Path, root: Path) -> Path:
    if len(folder.relative_to(root).parts) > _DEEPEST:
        hint = "Rules lie in folder/name.yaml, lexicons in lexicons/name.yaml, policies in name.yaml."
        raise PackError(
            "this folder lies too deep in its pack", code="A265", at=At(shown(folder)), hint=hint, is_final=True
        )
    return folder


def _bytes(path: Path, root: Path) -> bytes:
    if path.suffix != ".yaml":
        hint = "A pack holds .yaml files only; rename it, or move it elsewhere."
        raise PackError("this file is no part of a pack", code="A216", at=At(shown(path)), hint=hint)
    try:
        return read_small(path, LARGEST_FILE, root)
    except FileError as error:
        code, hint = _CODES[error.why]
        raise PackError(error.words, code=code, at=At(shown(path)), hint=hint) from None


def _unreadable(folder: Path, why: str) -> PackError:
    hint = "Give yourself the right to read this folder, or take it away."
    return PackError(f"cannot be read: {why}", code="A202", at=At(shown(folder)), hint=hint)


def _too_much(folder: Path, most: str) -> PackError:
    hint = "Make several packs of it, or name the folder of the pack and not one above it."
    return PackError(f"a pack has at most {most}", code="A264", at=At(shown(folder)), hint=hint, is_final=True)
