"""Finds the two versions of every article: in drafts, which are audited, or in reports that were saved as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from auditor.base.errors import ReadingError, UsageError
from auditor.base.files import FileError, read_small
from auditor.comparing.match import compare
from auditor.records.comparison import Versions
from auditor.records.report import Failure, Report
from auditor.records.saved import read as saved
from auditor.runs import collections, drafts, runner
from auditor.runs.runner import OnProgress
from auditor.settings.house import House

_LARGEST = 64_000_000
"""Bytes of a saved report; no article of the usual length comes near."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two versions of everything: a report for each name."""

    reports: Mapping[str, Report]
    failures: tuple[Failure, ...]
    is_file: bool


def versions(old: str, new: str, house: House, on_progress: OnProgress | None = None) -> Versions:
    """Every article of `old` beside the one of the same name in `new`; two files are one article in two versions.

    Raises UsageError A009 if one is missing, if one is a file and the other a folder, or if nothing has two versions.
    """
    for path in (old, new):
        if not Path(path).exists():
            raise UsageError(f"there is no file or folder {path}", code="A009", hint="auditor diff OLD NEW")
    before, after = side(old, house, on_progress), side(new, house, on_progress)
    failures = (*before.failures, *after.failures)
    if before.is_file is not after.is_file:
        hint = "name two files, or two folders"
        raise UsageError(f"{old} and {new} cannot be compared: one is a folder", code="A009", hint=hint)
    if before.is_file and len(before.reports) == len(after.reports) == 1:
        (one,), (other,) = before.reports.values(), after.reports.values()
        return Versions((compare(other.article.path, one, other),), failures=failures)
    if before.is_file and failures:
        return Versions((), failures=failures)  # the other version alone says nothing
    both = [name for name in after.reports if name in before.reports]
    if not both and not failures:
        hint = "a draft is known by its path below the folder, without its suffix"
        raise UsageError(f"no draft is in {old} and in {new}", code="A009", hint=hint)
    return Versions(
        tuple(compare(name, before.reports[name], after.reports[name]) for name in both),
        tuple(report for name, report in before.reports.items() if name not in after.reports),
        tuple(report for name, report in after.reports.items() if name not in before.reports),
        failures,
    )


def side(path: str, house: House, on_progress: OnProgress | None = None) -> Side:
    """The reports on what lies at `path`: saved ones where there are no drafts, else drafts that are audited now."""
    root = Path(path)
    if drafts.is_saved_report(root):
        return _saved([root], root.parent, is_file=True)
    if root.is_dir() and (found := sorted(each for each in root.rglob("*.json") if drafts.is_saved_report(each))):
        try:
            selection = drafts.discover([path], house.settings, house=house)
        except UsageError:
            return _saved(found, root, is_file=False)
    else:
        selection = drafts.discover([path], house.settings, house=house)
    selection = collections.expanded(selection, house.settings)
    result = runner.run(selection, house.settings, on_progress)
    names = {draft.path: str(PurePosixPath(draft.below).with_suffix("")) for draft in selection.drafts}
    return Side({names[r.article.path]: r for r in result.reports}, result.failures, not root.is_dir())


def _saved(paths: list[Path], root: Path, is_file: bool) -> Side:
    reports: dict[str, Report] = {}
    failures = []
    for path in paths:
        try:
            report = saved.loads(read_small(path, _LARGEST).decode())
            reports[path.relative_to(root).with_suffix("").as_posix()] = report
        except FileError as error:
            failures.append(Failure(path.as_posix(), "A301", error.words))
        except ReadingError as error:
            failures.append(Failure(path.as_posix(), error.code, error.message, error.hint))
        except UnicodeDecodeError:
            failures.append(Failure(path.as_posix(), "A302", "this is no UTF-8"))
    return Side(reports, tuple(failures), is_file)
