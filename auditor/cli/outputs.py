"""Where the report of each draft is written: below the output folder as the draft lies below its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from auditor.runner import Draft


def report_paths(drafts: Sequence[Draft], folder: Path, suffixes: Sequence[str]) -> Mapping[str, Path]:
    """For each draft's path where its reports go, without the suffix of their format; no two alike.

    A draft is named by its path below the folder that was named. Where two would share a name, or a report
    would replace a draft, they get longer names: with the draft's own suffix, then with its whole path.
    """
    taken = {Path(d.path).resolve() for d in drafts if d.data is None}
    left = list(drafts)
    chosen: dict[str, PurePosixPath] = {}
    for name in _NAMES:
        names = {d.path: name(d) for d in left}
        counts = Counter(str(n).casefold() for n in (*names.values(), *chosen.values()))
        for draft in list(left):
            proposed = names[draft.path]
            targets = [(folder / f"{proposed}{suffix}").resolve() for suffix in suffixes]
            if counts[str(proposed).casefold()] == 1 and not taken.intersection(targets):
                chosen[draft.path] = proposed
                left.remove(draft)
    for number, draft in enumerate(left, start=1):
        chosen[draft.path] = PurePosixPath(f"{_whole_with_suffix(draft)}-{number}")
    return {path: folder / name for path, name in chosen.items()}


def _below(draft: Draft) -> PurePosixPath:
    return PurePosixPath(draft.below).with_suffix("")


def _below_with_suffix(draft: Draft) -> PurePosixPath:
    return PurePosixPath(draft.below)


def _whole(draft: Draft) -> PurePosixPath:
    return _whole_with_suffix(draft).with_suffix("")


def _whole_with_suffix(draft: Draft) -> PurePosixPath:
    parts = [part for part in PurePosixPath(draft.path).parts if part not in {"/", "..", "."}]
    return PurePosixPath(*parts)


_NAMES: Sequence[Callable[[Draft], PurePosixPath]] = (_below, _below_with_suffix, _whole, _whole_with_suffix)
"""Ways to name a draft's reports, the shortest first."""
