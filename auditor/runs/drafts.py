"""Which drafts a run is about: files as they are named, folders searched, each once, none left out in silence."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath

from auditor.base.errors import UsageError
from auditor.records.report import Failure
from auditor.render.document import SIGNATURE
from auditor.render.wording import plural
from auditor.settings.settings import Settings

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


@dataclass(frozen=True, slots=True)
class Selection:
    """The drafts of a run, no two of one path, and a failure for each named path that gives none."""

    drafts: tuple[Draft, ...]
    failures: tuple[Failure, ...] = ()
    reports: int = 0
    """How many reports of the auditor were passed over in folders."""
    ignored: int = 0
    """How many drafts and folders were passed over in folders because the settings say so."""
    others: Mapping[str, int] = field(default_factory=dict)
    """How many files of folders are no drafts, by their suffix, most first."""


@dataclass(frozen=True, slots=True)
class _Report:
    """A report of the auditor in a folder."""

    path: str


@dataclass(frozen=True, slots=True)
class _Link:
    """A link in a folder whose target lies outside it."""

    path: str


@dataclass(frozen=True, slots=True)
class _Ignored:
    """A draft or a folder that the settings leave out."""

    path: str


@dataclass(frozen=True, slots=True)
class _Other:
    """A file in a folder that is no draft by its suffix."""

    path: str


_Found = Draft | Failure | _Report | _Link | _Ignored | _Other


def discover(paths: Sequence[str], settings: Settings, stdin: Draft | Failure | None = None) -> Selection:
    """The drafts at `paths`: files always, folders by suffix and in order of name; each file once.

    `-` stands for `stdin`. In folders reports of the auditor are passed over and counted, as is what the settings
    leave out; hidden files and folders are no drafts. A link that leads out fails, unless its target is a draft
    anyway. Raises UsageError A002 if there is neither a draft nor a path that failed.
    """
    found = [item for path in paths for item in _at(path, settings, stdin)]
    drafts = _each_once(item for item in found if isinstance(item, Draft))
    named = [Path(os.path.realpath(path)) for path in paths if "\0" not in path]
    failures = list(dict.fromkeys(f for f in (_failed(item, drafts, named) for item in found) if f is not None))
    reports = {_identity(item.path) for item in found if isinstance(item, _Report)} - set(drafts)
    ignored = {_identity(item.path) for item in found if isinstance(item, _Ignored)} - set(drafts)
    others = {_identity(item.path): Path(item.path) for item in found if isinstance(item, _Other)}
    left = [path for key, path in others.items() if key not in drafts]
    if settings.strict_files:
        failures += [_no_draft(path, settings) for path in left]
    if not drafts and all(failure.code == _EMPTY for failure in failures):
        raise _nothing([failure.path for failure in failures], len(reports), settings)
    return Selection(_named_apart(drafts.values()), tuple(failures), len(reports), len(ignored), _counted(left))


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


def _is_saved_report(path: Path) -> bool:
    """Whether a file begins as the JSON reports of the auditor do."""
    if path.suffix.lower() != ".json":
        return False
    try:
        with path.open("rb") as file:
            return b'"schema": "auditor.' in file.read(_TAIL)
    except OSError:
        return False


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


def _at(path: str, settings: Settings, stdin: Draft | Failure | None) -> Iterator[_Found]:
    if path == "-" and stdin is not None:
        yield stdin
    elif path and sort_of(path) == stat.S_IFDIR:
        found = list(_in_folder(Path(path), settings))
        yield from found
        if not any(isinstance(item, Draft | Failure | _Link) for item in found):
            yield _empty(path, sum(isinstance(item, _Report) for item in found), settings)
    elif _is_missing(path):
        hint = "check the spelling, and the folder that you are in"
        yield Failure(path or "''", "A302", "there is no such file or folder", hint)
    else:
        yield Draft(shown(path), PurePosixPath(Path(path).as_posix()).name)


def _is_missing(path: str) -> bool:
    """Whether nothing is there; False if that cannot be told, and whoever reads it will hear why."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return True
    except OSError:
        return False
    return False


def _in_folder(root: Path, settings: Settings) -> Iterator[_Found]:
    """Files of a folder by suffix, then those of its folders, each in order of name; links are not entered."""
    bounds, left = Path(os.path.realpath(root)), [root]
    while left:
        folder = left.pop()
        try:
            inside = sorted(folder.iterdir())
        except OSError as error:
            yield _refused(folder, error)
            continue
        visible = [path for path in inside if not path.name.startswith(".")]
        folders = {path for path in visible if sort_of(path) == stat.S_IFDIR}
        entered = []
        for path in visible:
            is_other = path not in folders and path.suffix.lower() not in settings.suffixes
            if _is_ignored(path.relative_to(root).as_posix(), settings):
                if not is_other:
                    yield _Ignored(str(path))
            elif is_other:
                if not _is_saved_report(path):
                    yield _Other(str(path))
            elif path.is_symlink() and not Path(os.path.realpath(path)).is_relative_to(bounds):
                yield _Link(shown(path))
            elif path not in folders:
                yield _file(path, root)
            elif not path.is_symlink():  # what a link within the folder leads to is found there
                entered.append(path)
        left += reversed(entered)


def _file(path: Path, root: Path) -> _Found:
    return _Report(str(path)) if is_report(path) else Draft(shown(path), path.relative_to(root).as_posix())


def _is_ignored(below: str, settings: Settings) -> bool:
    """Whether a pattern of the settings fits a path as a whole, or its last name."""
    name = PurePosixPath(below).name
    patterns = (pattern.rstrip("/") for pattern in settings.ignore)
    return any(fnmatchcase(below, p) or fnmatchcase(name, p) for p in patterns)


# ---------------------------------------------------------------- what is no draft


def _refused(folder: Path, error: OSError) -> Failure:
    if isinstance(error, PermissionError):
        return Failure(shown(folder), "A303", "you may not read this folder", "give yourself the right to")
    reason = os.strerror(error.errno).lower() if error.errno else str(error)
    return Failure(shown(folder), "A301", f"this folder cannot be read: {reason}", "copy it to another place")


def _no_draft(path: Path, settings: Settings) -> Failure:
    hint = f"drafts end in {', '.join(settings.suffixes)}; name the file, or leave it out with the setting ignore"
    return Failure(shown(path), "A314", "by its name this is no draft, and it was not looked at", hint)


def _counted(paths: Sequence[Path]) -> Mapping[str, int]:
    """How many files there are of each suffix, most first."""
    return dict(Counter(sorted(path.suffix.lower() for path in paths)).most_common())


def _empty(path: str, reports: int, settings: Settings) -> Failure:
    but = f", only {plural(reports, 'report')} of the auditor" if reports else ""
    hint = f"drafts end in {', '.join(settings.suffixes)}"
    return Failure(shown(path), _EMPTY, f"no drafts in this folder{but}", hint)


def _nothing(empty: Sequence[str], reports: int, settings: Settings) -> UsageError:
    suffixes = ", ".join(settings.suffixes)
    passed = f"; {passed_over(reports)}" if reports else ""
    hint = f"a draft is a file that ends in {suffixes}; name other files one by one"
    return UsageError(f"no drafts found: {', '.join(empty) or 'nothing was named'}{passed}", code="A002", hint=hint)


def passed_over(reports: int) -> str:
    """The words that say how many reports of the auditor were not taken for drafts."""
    return f"{plural(reports, 'report')} of the auditor {'was' if reports == 1 else 'were'} passed over"


def _failed(item: _Found, drafts: Mapping[object, Draft], named: Sequence[Path]) -> Failure | None:
    if isinstance(item, _Link):
        target = Path(os.path.realpath(item.path))
        if _identity(str(target)) in drafts or any(target.is_relative_to(each) for each in named):
            return None
        hint = "name the link, or what it leads to, to have it audited"
        return Failure(item.path, "A310", "this link leads out of the folder", hint)
    return item if isinstance(item, Failure) else None


# ---------------------------------------------------------------- each once, each by a name of its own


def _each_once(drafts: Iterable[Draft]) -> dict[object, Draft]:
    unique: dict[object, Draft] = {}
    for draft in drafts:
        unique.setdefault("-" if draft.data is not None else _identity(draft.path), draft)
    return unique


def _identity(path: str) -> object:
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
