"""Which drafts a run is about: files as they are named, folders searched, each once, none left out in silence."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from auditor.base.errors import UsageError
from auditor.readers.collections.shelf import Entry
from auditor.records.report import Failure, Omission, Skipped
from auditor.render.document import SIGNATURE
from auditor.render.wording import plural
from auditor.runs.beside import is_beside
from auditor.runs.sieve import Sieve, Sieves, sieve_of, suffix_of
from auditor.settings.house import House
from auditor.settings.overrides import Orders
from auditor.settings.settings import Settings

if TYPE_CHECKING:
    from auditor.readers.given import Given

_TAIL = 512
"""Bytes from the end of a file in which the signature of a report must lie; editors may add blank lines."""

_EMPTY = "A309"


@dataclass(frozen=True, slots=True)
class Draft:
    """A file to audit: its path as reports show it, and its path below the folder that was named for it."""

    path: str
    below: str
    data: bytes | None = None
    """The content, where it was not read from a file: standard input."""
    file: str = ""
    """The file that it lies in, where that holds many articles."""
    entry: Entry | None = None
    """Which article of that file it is."""
    wanted: str = ""
    """The id by which an article of the file was named, until the file is opened."""
    stamp: tuple[int, int] | None = None
    """Size and time of the file when it was opened, by which is seen whether it was changed."""
    text: str | None = None
    """The words of the file at `path` as an editor holds them, saved or not."""
    orders: Orders | None = None
    """The settings for it, where they are not those of the run."""
    is_file: bool = True
    """Whether `path` is a file's, so that something may stand beside it, not a name that was given to a text."""
    metadata: Given | None = None
    """What whoever has it audited tells of it, over what it says itself."""

    def settings(self, of_run: Settings) -> Settings:
        """The settings by which it is read, in a run with the settings `of_run`."""
        return of_run if self.orders is None else self.orders.settings


@dataclass(frozen=True, slots=True)
class Selection:
    """The drafts of a run, no two of one path, and a failure for each named path that gives none."""

    drafts: tuple[Draft, ...]
    failures: tuple[Failure, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    """What was passed over in folders, by path."""
    told: tuple[str, ...] = ()
    """What was guessed of files that hold many articles, a line for each."""


@dataclass(frozen=True, slots=True)
class _Link:
    """A link in a folder whose target lies outside it."""

    path: str


_Found = Draft | Failure | Skipped | _Link


def discover(
    paths: Sequence[str],
    settings: Settings,
    stdin: Draft | Failure | None = None,
    house: House | None = None,
    outputs: Collection[object] = (),
) -> Selection:
    """The drafts at `paths`: files always, folders by suffix and in order of name; each file once.

    `-` stands for `stdin`. In folders reports of the auditor, and files with an identity of `outputs`, are passed
    over and counted, as is what the settings leave out; hidden files and folders are no drafts. A link that leads out
    fails, unless its target is a draft anyway. The `house` says which settings hold where; without it `settings` do
    everywhere. Raises UsageError A002 if there is neither a draft nor a path that failed, and SettingsError if a file
    of settings is not in order.
    """
    sieves = Sieves(settings, house)
    found = [item for path in paths for item in _at(path, sieves, stdin, outputs)]
    drafts = _each_once(item for item in found if isinstance(item, Draft))
    named = [Path(os.path.realpath(path)) for path in paths if "\0" not in path]
    failures = list(dict.fromkeys(f for f in (_failed(item, drafts, named) for item in found) if f is not None))
    passed = {identity(item.path): item for item in found if isinstance(item, Skipped)}
    skipped = [item for key, item in passed.items() if key not in drafts]
    if settings.strict_files:
        failures += [no_draft(i.path, settings) for i in skipped if i.omission is Omission.NO_DRAFT and not i.named]
        skipped = [item for item in skipped if item.omission is not Omission.NO_DRAFT or item.named]
    if not drafts and not any(i.named for i in skipped) and all(failure.code == _EMPTY for failure in failures):
        raise _nothing([failure.path for failure in failures], _reports(skipped), settings)
    ordered = (with_orders(draft, settings, house) for draft in _named_apart(drafts.values()))
    return Selection(tuple(ordered), tuple(failures), tuple(sorted(skipped, key=_path)))


def with_orders(draft: Draft, settings: Settings, house: House | None) -> Draft:
    """The draft with the settings that the house has for it, where those are not `settings`; raises SettingsError."""
    orders = None if house is None else house.of(Path(draft.file or draft.path))
    return draft if orders is None or orders == Orders(settings) else replace(draft, orders=orders)


def is_report(path: str | Path) -> bool:
    """Whether a file ends as the Markdown reports of the auditor do; False if it cannot be read."""
    try:
        if sort_of(path) != stat.S_IFREG:
            return False
        with Path(path).open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            return file.read(_TAIL).rstrip().endswith(SIGNATURE.encode())
    except OSError:
        return False


def is_saved_report(path: Path) -> bool:
    """Whether a file begins as the JSON reports of the auditor do."""
    if path.suffix.lower() != ".json" or sort_of(path) != stat.S_IFREG:
        return False
    try:
        with path.open("rb") as file:
            return b'"schema": "auditor.' in file.read(_TAIL)
    except OSError:
        return False


def opening(draft: Draft) -> bytes:
    """The first bytes of a draft; none if it cannot be read, and whoever reads it will hear why."""
    if draft.data is not None:
        return draft.data[:_TAIL]
    try:
        if sort_of(draft.path) != stat.S_IFREG:
            return b""
        with Path(draft.path).open("rb") as file:
            return file.read(_TAIL)
    except OSError:
        return b""


def stamp(path: str) -> tuple[int, int] | None:
    """Size in bytes and time of the last change of a file; None if there is none."""
    try:
        status = Path(path).stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def sort_of(path: str | Path) -> int:
    """The sort of file at `path` by `stat.S_IFMT`, links followed; 0 if there is none or it cannot be told."""
    try:
        return stat.S_IFMT(Path(path).stat().st_mode)
    except (OSError, ValueError):
        return 0


def shown(path: str | Path) -> str:
    """`path` as reports show it: below the working directory where it lies there, with forward slashes."""
    absolute, here = Path(path).absolute(), Path.cwd()
    if Path(path).is_absolute() and absolute.is_relative_to(here):
        return absolute.relative_to(here).as_posix()
    plain = Path(path).as_posix()
    return "./-" if plain == "-" else plain


def folded(path: str) -> str:
    """`path` as it is compared by file systems that ignore case and the normal forms of Unicode."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", path).casefold())


# ---------------------------------------------------------------- what lies at a path


def _at(path: str, sieves: Sieves, stdin: Draft | Failure | None, outputs: Collection[object]) -> Iterator[_Found]:
    if path == "-" and stdin is not None:
        yield stdin
    elif path and sort_of(path) == stat.S_IFDIR:
        found = [_unless_written(item, outputs) for item in _in_folder(Path(path), sieves)]
        yield from found
        if not any(isinstance(item, Draft | Failure | _Link) for item in found):
            settings = sieves.at(Path(path)).settings
            yield _empty(path, _reports(item for item in found if isinstance(item, Skipped)), settings)
    elif _is_missing(path) and _record(path) is None:
        hint = "check the spelling, and the folder that you are in"
        yield Failure(path or "''", "A302", "there is no such file or folder", hint)
    else:
        yield _excluded(Path(path), sieves) or named(path)


def _unless_written(item: _Found, outputs: Collection[object]) -> _Found:
    is_written = outputs and isinstance(item, Draft | Skipped) and identity(item.path) in outputs
    return Skipped(item.path, Omission.REPORT, "what the auditor has written") if is_written else item


def _excluded(path: Path, sieves: Sieves) -> Skipped | None:
    """A file that was named and is no draft all the same, where the settings say so of named files too."""
    sieve = sieves.at(path.parent) if sort_of(path) == stat.S_IFREG else None
    if sieve is None or not sieve.settings.force_exclude:
        return None
    if sieve.ignores(path):
        return Skipped(shown(path), Omission.IGNORED, "the setting ignore", named=True)
    if is_report(path) or is_saved_report(path):
        return Skipped(shown(path), Omission.REPORT, "a report of the auditor", named=True)
    if sieve.takes(path):
        return None
    usual = not sieve_of(Settings(), path.parent).takes(path)
    return Skipped(shown(path), Omission.NO_DRAFT, suffix_of(path.name), named=True, usual=usual)


def named(path: str) -> Draft:
    """The draft at a path, or the article of a file that holds many which it names."""
    record = _record(path)
    if record is None:
        return Draft(shown(path), PurePosixPath(Path(path).as_posix()).name)
    file, wanted = record
    below = PurePosixPath(Path(file).as_posix()).name
    return Draft(f"{shown(file)}#{wanted}", below, file=shown(file), wanted=wanted)


def _is_missing(path: str) -> bool:
    """Whether nothing is there; False if that cannot be told, and whoever reads it will hear why."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
    return False


def _record(path: str) -> tuple[str, str] | None:
    """The file and the id where a path names an article of a file that holds many: `corpus.csv#17`; else None."""
    if sort_of(path) or "#" not in path:
        return None
    for found in reversed(tuple(re.finditer("#", path))):
        file, key = path[: found.start()], path[found.end() :]
        if file and key and sort_of(file) == stat.S_IFREG:
            return file, key
    return None


def _in_folder(root: Path, sieves: Sieves) -> Iterator[_Found]:
    """Files of a folder by suffix, then those of its folders, each in order of name; links are not entered."""
    bounds, left = Path(os.path.realpath(root)), [root]
    while left:
        folder = left.pop()
        try:
            inside = sorted(folder.iterdir())
        except OSError as error:
            yield _refused(folder, error)
            continue
        sieve = sieves.at(folder)
        entered = []
        for path in inside:
            if path.name.startswith((".", "~$")) or is_beside(path.name):  # ~$: Word has the file open
                continue  # what stands beside a draft is read with it
            if sort_of(path) != stat.S_IFDIR:
                yield from _one_file(path, root, bounds, sieve)
            elif sieve.ignores(path, root, is_folder=True):
                yield Skipped(shown(path), Omission.IGNORED, "the setting ignore")
            elif not path.is_symlink():  # what a link within the folder leads to is found there
                entered.append(path)
            elif not _within(path, bounds):
                yield _Link(shown(path))
        left += reversed(entered)


def _one_file(path: Path, root: Path, bounds: Path, sieve: Sieve) -> Iterator[_Found]:
    is_draft = sieve.takes(path)
    if sieve.ignores(path, root):
        if is_draft:
            yield Skipped(shown(path), Omission.IGNORED, "the setting ignore")
    elif is_saved_report(path) or (is_draft and is_report(path)):
        yield Skipped(shown(path), Omission.REPORT, "a report of the auditor")
    elif not is_draft:
        yield Skipped(shown(path), Omission.NO_DRAFT, suffix_of(path.name))
    elif path.is_symlink() and not _within(path, bounds):
        yield _Link(shown(path))
    else:
        yield Draft(shown(path), path.relative_to(root).as_posix())


def _within(link: Path, bounds: Path) -> bool:
    return Path(os.path.realpath(link)).is_relative_to(bounds)


# ---------------------------------------------------------------- what is no draft


def _refused(folder: Path, error: OSError) -> Failure:
    if isinstance(error, PermissionError):
        return Failure(shown(folder), "A303", "you may not read this folder", "give yourself the right to")
    reason = os.strerror(error.errno).lower() if error.errno else str(error)
    return Failure(shown(folder), "A301", f"this folder cannot be read: {reason}", "copy it to another place")


def _reports(skipped: Iterable[Skipped]) -> int:
    return sum(item.omission is Omission.REPORT for item in skipped)


def _path(item: Skipped) -> str:
    return item.path


def no_draft(path: str, settings: Settings) -> Failure:
    """The failure of a file that is no draft by its suffix, where such files fail."""
    hint = f"drafts end in {', '.join(settings.suffixes)}; name the file, or leave it out with the setting ignore"
    return Failure(path, "A314", "by its name this is no draft, and it was not looked at", hint)


def _empty(path: str, reports: int, settings: Settings) -> Failure:
    but = f", only {plural(reports, 'report')} of the auditor" if reports else ""
    hint = f"drafts end in {', '.join(settings.suffixes)}"
    return Failure(shown(path), _EMPTY, f"no drafts in this folder{but}", hint)


def _nothing(empty: Sequence[str], reports: int, settings: Settings) -> UsageError:
    suffixes = ", ".join(settings.suffixes)
    passed = f"; {passed_over(reports)}" if reports else ""
    where = f", where the setting drafts says: {', '.join(settings.drafts)}" if settings.drafts else ""
    hint = f"a draft is a file that ends in {suffixes}{where}; name other files one by one"
    return UsageError(f"no drafts found: {', '.join(empty) or 'nothing was named'}{passed}", code="A002", hint=hint)


def passed_over(reports: int) -> str:
    """The words that say how many reports of the auditor were not taken for drafts."""
    return f"{plural(reports, 'report')} of the auditor {'was' if reports == 1 else 'were'} passed over"


def _failed(item: _Found, drafts: Mapping[object, Draft], named: Sequence[Path]) -> Failure | None:
    if isinstance(item, _Link):
        target = Path(os.path.realpath(item.path))
        if identity(str(target)) in drafts or any(target.is_relative_to(each) for each in named):
            return None
        hint = "name the link, or what it leads to, to have it audited"
        return Failure(item.path, "A310", "this link leads out of the folder", hint)
    return item if isinstance(item, Failure) else None


# ---------------------------------------------------------------- each once, each by a name of its own


def _each_once(drafts: Iterable[Draft]) -> dict[object, Draft]:
    unique: dict[object, Draft] = {}
    for draft in drafts:
        file = identity(draft.file or draft.path)
        unique.setdefault("-" if draft.data is not None else (file, draft.wanted) if draft.wanted else file, draft)
    return unique


def identity(path: str) -> object:
    """A key that all spellings of one file share, also where a file system folds names."""
    real = os.path.realpath(path)
    try:
        status = Path(real).stat()
    except OSError:
        return real
    return folded(real), status.st_dev, status.st_ino


def _named_apart(drafts: Iterable[Draft]) -> tuple[Draft, ...]:
    """The drafts, with standard input renamed to `-/NAME` where a file has its name."""
    listed = tuple(drafts)
    files = {draft.path for draft in listed if draft.data is None}
    return tuple(_apart(draft, files) if draft.data is not None else draft for draft in listed)


def _apart(stdin: Draft, files: set[str]) -> Draft:
    path = stdin.path
    while path in files:
        path = f"-/{path.lstrip('/')}"
    return replace(stdin, path=path)
