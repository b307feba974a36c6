"""Where the reports and copies of each draft are written: below the output folder as the draft lies below its own."""

from __future__ import annotations

import os
import shlex
import stat
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from auditor.base.printable import visible
from auditor.cli import options

if TYPE_CHECKING:
    from auditor.records.report import Failure, RunResult
    from auditor.runs.drafts import Draft

_NAMED = 8
"""So many files are named in a command that can be copied."""
WORD = frozenset({".docx", ".docm", ".dotx", ".dotm"})
"""The suffixes of Word documents."""


def report_paths(
    drafts: Sequence[Draft], folder: Path, suffixes: Sequence[str], is_whole: bool = False
) -> Mapping[Draft, tuple[Path, ...]]:
    """For each draft the paths of its reports, one for each suffix; no two are alike, and none is a folder of another.

    A draft is named by its path below the folder that was named. Where two would share a name, or a report
    would replace a draft, they get longer names: with the draft's own suffix, then with its whole path. With
    `is_whole` they have that from the first, so that a name does not depend on what else is audited.
    """

    def targets(draft: Draft, name: str, number: str) -> tuple[Path, ...]:
        return tuple(folder / f"{name}{number}{suffix}" for suffix in suffixes)

    return _paths(drafts, (_whole_with_suffix,) if is_whole else _NAMES, targets)


def copy_paths(drafts: Sequence[Draft], folder: Path) -> Mapping[Draft, Path]:
    """For each draft that is a Word document the path of a copy, named as reports are but with its own suffix.

    No copy replaces a draft, or a file that somebody has worked on.
    """

    def targets(draft: Draft, name: str, number: str) -> tuple[Path, ...]:
        own = PurePosixPath(draft.below).suffix
        if own.lower() in WORD:
            return (folder / f"{name.removesuffix(own)}{number}{own}",)
        return (folder / f"{name}{number}.docx",)

    found = _paths(drafts, (_below_with_suffix, _whole_with_suffix), targets)
    return {draft: path for draft, (path,) in found.items()}


def _paths(
    drafts: Sequence[Draft],
    ways: Sequence[Callable[[Draft], str]],
    targets_of: Callable[[Draft, str, str], tuple[Path, ...]],
) -> Mapping[Draft, tuple[Path, ...]]:
    """For each draft the paths for the first of its names, by these ways or with a number, for which there is room."""
    from auditor.runs.drafts import folded

    room = _Room({_real(Path(draft.file or draft.path)) for draft in drafts if draft.data is None})
    chosen: dict[Draft, tuple[Path, ...]] = {}
    names: dict[Draft, str] = {}
    for way in ways:
        names |= {draft: way(draft) for draft in drafts if draft not in chosen}
        counts = Counter(map(folded, names.values()))
        for draft in drafts:
            targets = targets_of(draft, names[draft], "")
            if draft not in chosen and counts[folded(names[draft])] == 1 and room.takes(targets):
                chosen[draft] = targets
    for draft in drafts:
        number = 0
        while draft not in chosen:
            number += 1
            targets = targets_of(draft, _whole_with_suffix(draft).replace("/", "-"), f"-{number}")
            if room.takes(targets):
                chosen[draft] = targets
    return chosen


class _Room:
    """The places where files are and will be, compared as by a file system that folds names."""

    def __init__(self, files: set[Path]) -> None:
        self._files = files
        self._folders = {parent for file in files for parent in file.parents}

    def takes(self, targets: Sequence[Path]) -> bool:
        """Whether there is room for files at all of `targets`; if there is, none is left for others."""
        places = [_real(target) for target in targets]
        if any(self._is_taken(place) for place in places) or any(map(_is_of_people, targets)):
            return False
        self._files.update(places)
        self._folders.update(parent for place in places for parent in place.parents)
        return True

    def _is_taken(self, place: Path) -> bool:
        return place in self._files or place in self._folders or not self._files.isdisjoint(place.parents)


def _real(path: Path) -> Path:
    from auditor.runs.drafts import folded

    return Path(folded(os.path.realpath(path)))


def _is_of_people(target: Path) -> bool:
    """Whether a file is there that may be a draft, though none of this run: it is not as the auditor wrote it."""
    from auditor.runs.drafts import is_report, sort_of

    return target.suffix.lower() in {".md", *WORD} and sort_of(target) == stat.S_IFREG and not is_report(target)


def unwritten(path: str, refused: Sequence[str], done: Sequence[Path] = ()) -> Failure:
    """The failure of a draft, for which not all files could be written: why, each with its name, and which were."""
    from auditor.records.report import Failure

    but = f"; {', '.join(each.as_posix() for each in done)} was written" if done else ""
    hint = f"make room there, or name another folder with --output{but}"
    return Failure(path, "A005", f"cannot write {'; '.join(refused)}", hint)


def tell_written(result: RunResult, written: Sequence[Path]) -> None:
    """Prints the paths that were written, and says what became of the run even if nobody can be told the paths."""
    from auditor.render.terminal import closing

    try:
        options.emit("".join(f"{visible(path.as_posix())}\n" for path in written))
    finally:
        for failure in result.failures:
            options.tell_failure(failure)
        options.tell_genres(result)
        options.tell(closing.closing(result))


def tell_unstaged(result: RunResult, unstaged: Sequence[Path]) -> None:
    """Prints the reports that the next commit would not have as they are, and says how to put them in; or nothing."""
    from auditor.render.wording import plural

    for failure in result.failures:
        options.tell_failure(failure)
    options.emit("".join(f"{visible(path.as_posix())}\n" for path in unstaged))
    if unstaged:
        names = [shlex.quote(path.as_posix()) for path in unstaged]
        what = " ".join(names) if len(names) <= _NAMED else "each of them"
        are = "is new or has changed and is" if len(unstaged) == 1 else "are new or have changed and are"
        options.tell(f"{plural(len(unstaged), 'report')} {are} not in the commit; to add: git add {what}")


# ---------------------------------------------------------------- names, the shortest first


def _below(draft: Draft) -> str:
    return _without_suffix(draft.below)


def _below_with_suffix(draft: Draft) -> str:
    return draft.below


def _whole(draft: Draft) -> str:
    return _without_suffix(_whole_with_suffix(draft))


def _whole_with_suffix(draft: Draft) -> str:
    return "/".join(part for part in PurePosixPath(draft.path).parts if part.strip("/") not in {"", "..", "."})


def _without_suffix(name: str) -> str:
    return name.removesuffix(PurePosixPath(name).suffix)


_NAMES: Sequence[Callable[[Draft], str]] = (_below, _below_with_suffix, _whole, _whole_with_suffix)
