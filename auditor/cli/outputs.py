"""Where the reports of each draft are written: below the output folder as the draft lies below its own."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.runs.drafts import Draft


def report_paths(drafts: Sequence[Draft], folder: Path, suffixes: Sequence[str]) -> Mapping[Draft, tuple[Path, ...]]:
    """For each draft the paths of its reports, one for each suffix; no two are alike, and none is a folder of another.

    A draft is named by its path below the folder that was named. Where two would share a name, or a report
    would replace a draft, they get longer names: with the draft's own suffix, then with its whole path.
    """
    from auditor.runs.drafts import folded

    room = _Room({_real(Path(draft.file or draft.path)) for draft in drafts if draft.data is None})
    chosen: dict[Draft, tuple[Path, ...]] = {}
    names: dict[Draft, str] = {}
    for way in _NAMES:
        names |= {draft: way(draft) for draft in drafts if draft not in chosen}
        counts = Counter(map(folded, names.values()))
        for draft in drafts:
            targets = tuple(folder / f"{names[draft]}{suffix}" for suffix in suffixes)
            if draft not in chosen and counts[folded(names[draft])] == 1 and room.takes(targets):
                chosen[draft] = targets
    for draft in drafts:
        number = 0
        while draft not in chosen:
            number += 1
            name = f"{_whole_with_suffix(draft).replace('/', '-')}-{number}"
            targets = tuple(folder / f"{name}{suffix}" for suffix in suffixes)
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
        if any(self._is_taken(place) for place in places) or any(map(_is_written_by_hand, targets)):
            return False
        self._files.update(places)
        self._folders.update(parent for place in places for parent in place.parents)
        return True

    def _is_taken(self, place: Path) -> bool:
        return place in self._files or place in self._folders or not self._files.isdisjoint(place.parents)


def _real(path: Path) -> Path:
    from auditor.runs.drafts import folded

    return Path(folded(os.path.realpath(path)))


def _is_written_by_hand(target: Path) -> bool:
    """Whether a Markdown file is there that is no report: a draft, though none of this run."""
    from auditor.runs.drafts import is_report, sort_of

    return target.suffix == ".md" and sort_of(target) == stat.S_IFREG and not is_report(target)


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
