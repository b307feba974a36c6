"""What the settings call a draft: by suffix, by patterns of names, and by what is to be passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from auditor.settings.house import House
from auditor.settings.settings import Settings

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec


@dataclass(frozen=True, slots=True)
class Sieve:
    """The settings that hold in one folder, made ready to tell drafts from other files."""

    settings: Settings
    of_drafts: Path
    """What the patterns of `drafts` are relative to."""
    of_ignore: Path
    """What those of `ignore` are relative to."""
    ignored: GitIgnoreSpec | None
    """The patterns made ready; None where there are none."""
    drafts: GitIgnoreSpec | None

    def ignores(self, path: Path, root: Path | None = None, *, is_folder: bool = False) -> bool:
        """Whether a pattern of `ignore` fits `path`, relative to their folder or to `root`, which was named.

        Below a root that is ignored itself, only what fits relative to that root is ignored.
        """
        ignored = self.ignored
        if ignored is None:
            return False
        end = "/" if is_folder else ""
        if root is not None:
            if ignored.match_file(path.relative_to(root).as_posix() + end):
                return True
            if not self.settings.force_exclude and self.ignores(root, is_folder=True):
                return False
        return any(ignored.match_file(below + end) for below in _below(path, self.of_ignore))

    def takes(self, path: Path) -> bool:
        """Whether a file is a draft by its name and place; what is ignored is another question."""
        name = path.name.lower()
        if path.suffix.lower() not in self.settings.suffixes or name.startswith((".", "~$")):
            return False
        if any(fnmatchcase(name, pattern.lower()) for pattern in self.settings.never_drafts):
            return False
        drafts = self.drafts
        return drafts is None or any(drafts.match_file(below) for below in _below(path, self.of_drafts))


def _below(path: Path, folder: Path) -> Iterator[str]:
    absolute = path.absolute()
    if absolute.is_relative_to(folder) and absolute != folder:
        yield absolute.relative_to(folder).as_posix()


def sieve_of(settings: Settings, of_drafts: Path, of_ignore: Path | None = None) -> Sieve:
    """The sieve by settings whose patterns are relative to these folders; to one if the second is not given."""
    ignored, drafts = map(_spec, (settings.ignore, settings.drafts))
    return Sieve(settings, of_drafts, of_drafts if of_ignore is None else of_ignore, ignored, drafts)


def _spec(patterns: tuple[str, ...]) -> GitIgnoreSpec | None:
    if not patterns:
        return None
    from pathspec import GitIgnoreSpec

    return GitIgnoreSpec.from_lines(patterns)


class Sieves:
    """The sieve for each folder: by the house where there is one, else by the same settings everywhere."""

    def __init__(self, settings: Settings, house: House | None) -> None:
        self._house = house
        self._usual = sieve_of(settings, Path.cwd())
        self._made: dict[tuple[Settings, Path, Path], Sieve] = {}

    def at(self, folder: Path) -> Sieve:
        """The sieve for what lies in `folder`; raises SettingsError where its settings are not in order."""
        if self._house is None:
            return self._usual
        key = self._house.at(folder)
        if key not in self._made:
            self._made[key] = sieve_of(*key)
        return self._made[key]


def suffix_of(name: str) -> str:
    """The suffix of a file's name as people are told it."""
    return PurePosixPath(name).suffix.lower() or "without suffix"
