"""Files of settings: where they are looked for, and what they say, value by value with its place.

The file of a repository is `auditor.yaml`, or `pyproject.toml` with a table `[tool.auditor]`; the user's own is
`auditor/auditor.yaml` in the folder of their configuration (XDG Base Directory Specification). Both are read as plain
YAML (`base.plainyaml`) or as TOML, and only where they are small ordinary files.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.base import plainyaml
from auditor.base.errors import At, SettingsError
from auditor.base.files import FileError, Refusal, read_small
from auditor.base.plainyaml import Fault, Node, Scalar, Sequence, YamlError
from auditor.base.printable import visible

YAML, TOML = "auditor.yaml", "pyproject.toml"
LARGEST: Mapping[str, int] = {YAML: 100_000, TOML: 1_000_000}
"""Bytes that a file of settings may have."""

_WHOLE = re.compile(r"[0-9][0-9_]{0,17}")
_KEY_PART = r"""(?:[\w-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*')"""
_LONG_KEY = rf"(?:{_KEY_PART}[ \t]*\.[ \t]*){{32}}"
"""A key of so many parts that to read it would take time and memory out of all proportion."""
_TABLE = re.compile(r"[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*auditor[ \t]*\]")
_KEY = re.compile(r"""[ \t]*["']?([\w-]+)["']?[ \t]*=""")


@dataclass(frozen=True, slots=True)
class Unfit:
    """A value that no setting can have, in the words that messages use for it."""

    words: str

    def __repr__(self) -> str:
        return self.words


@dataclass(frozen=True, slots=True)
class Entry:
    """One setting as a file has it: its name, its value and where it stands."""

    key: str
    value: object
    at: At


@dataclass(frozen=True, slots=True, repr=False)
class Table:
    """Settings within a setting, in the order of the file."""

    entries: tuple[Entry, ...]

    def __repr__(self) -> str:
        return "a mapping"


@dataclass(frozen=True, slots=True)
class SettingsFile:
    """A file of settings, its name as messages show it, and what it says."""

    path: Path
    name: str
    entries: tuple[Entry, ...]
    root: Path | None = None
    """The repository that it was found in; None if somebody named it, or it is their own."""


def places(env: Mapping[str, str], folder: Path, start: Path) -> tuple[Path, ...]:
    """Everywhere that a file of settings for `folder` may stand, in a run in `start`, whether or not there is one."""
    own = _own(env)
    folders = _up_to(folder, repository_of(folder), start)
    return (*(() if own is None else (own,)), *(folder / name for folder in folders for name in (YAML, TOML)))


def of_user(env: Mapping[str, str], start: Path) -> SettingsFile | None:
    """The user's own file, if there is one; raises SettingsError if it is not in order."""
    own = _own(env)
    return None if own is None else _yaml_file(own, start, None)


def _own(env: Mapping[str, str]) -> Path | None:
    configured, home = env.get("XDG_CONFIG_HOME", ""), env.get("HOME") or env.get("USERPROFILE") or ""
    folder = Path(configured) if Path(configured).is_absolute() else Path(home) / ".config"
    return folder / "auditor" / YAML if folder.is_absolute() else None


def of_repository(folder: Path, start: Path | None = None) -> SettingsFile | None:
    """The nearest file in `folder` or above it, no higher than the root of the repository that it lies in.

    Outside any repository none counts above `start`, the working folder, or above `folder` itself where that lies
    elsewhere. Messages name the file relative to `start`. Raises SettingsError for a file that is not in order, and for
    two in one folder.
    """
    start = folder if start is None else start
    root = repository_of(folder)
    for each in _up_to(folder, root, start):
        if found := in_folder(each, start, root):
            return found
    return None


def in_folder(folder: Path, start: Path, root: Path | None) -> SettingsFile | None:
    """The file of settings in one folder of the repository `root`, if there is one; raises SettingsError."""
    own, project = _yaml_file(folder / YAML, start, root), _toml_file(folder / TOML, start, root)
    if own is not None and project is not None:
        message, hint = f"settings both here and in {TOML} beside it", "keep one of the two"
        raise SettingsError(message, code="A104", at=At(own.name), hint=hint)
    return own or project


def named(path: Path, start: Path) -> SettingsFile:
    """The file of settings at `path`, which somebody named; raises SettingsError if it is not in order, or not there.

    A file that ends in `.toml` holds them in a table `[tool.auditor]`, any other is YAML.
    """
    is_toml = path.suffix.lower() == ".toml"
    found = _toml_file(path, start, None) if is_toml else _yaml_file(path, start, None)
    if found is None:
        name = shown_path(path, start)
        message = "there is no table [tool.auditor] in it" if is_toml and path.exists() else "there is no such file"
        raise SettingsError(message, code="A103", at=At(name), hint="check the path that --config names")
    return found


def repository_of(start: Path) -> Path | None:
    """The root of the repository that the folder `start` lies in: the nearest with a `.git`."""
    return next((folder for folder in (start, *start.parents) if os.path.lexists(folder / ".git")), None)


def _up_to(folder: Path, root: Path | None, start: Path) -> Iterator[Path]:
    """`folder` and those above it, up to the root of its repository, or up to `start` where it has none."""
    last = root or (start if folder.is_relative_to(start) else folder)
    for each in (folder, *folder.parents):
        yield each
        if each == last:
            return


def shown_path(path: Path, start: Path) -> str:
    """`path` as messages show it: relative to `start` where it lies there."""
    return visible(path.relative_to(start).as_posix() if path.is_relative_to(start) else path.as_posix())


def _text(path: Path, name: str, root: Path | None) -> str | None:
    """The text of the file at `path`, None if there is none; raises SettingsError A103 or A105."""
    try:
        return plainyaml.decode(read_small(path, LARGEST[TOML if path.suffix.lower() == ".toml" else YAML], root), name)
    except FileError as refused:
        if refused.why is Refusal.MISSING:
            return None
        code = "A103" if refused.why is Refusal.UNREADABLE else "A105"
        hint = "Settings stand in a small file of text; put one in its place, or take it away."
        raise SettingsError(refused.words, code=code, at=At(name), hint=hint) from None
    except YamlError as error:
        raise _settings_error(error) from None


def _settings_error(error: YamlError) -> SettingsError:
    code = "A102" if error.fault is Fault.REPEATED else "A103"
    return SettingsError(error.message, code=code, at=error.at, hint=error.hint)


def by_name(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Settings with underscores in their names, each once; raises SettingsError A102 for one that is there twice."""
    known: dict[str, Entry] = {}
    for entry in entries:
        key = entry.key.replace("-", "_")
        if key in known:
            hint = f"It was set before{f' in line {n}' if (n := known[key].at.line) else ''}; keep one of the two."
            raise SettingsError(f"'{key}' is set twice", code="A102", at=entry.at, hint=hint)
        known[key] = replace(entry, key=key)
    return tuple(known.values())


# ---------------------------------------------------------------- YAML


def _yaml_file(path: Path, start: Path, root: Path | None) -> SettingsFile | None:
    name = shown_path(path, start)
    text = _text(path, name, root)
    if text is None:
        return None
    try:
        node = plainyaml.parse(text, name)
    except YamlError as error:
        if error.fault is Fault.EMPTY:
            return SettingsFile(path, name, (), root)
        raise _settings_error(error) from None
    if not isinstance(node, plainyaml.Mapping):
        hint = "write one setting a line: name: value"
        raise SettingsError("this is no list of settings", code="A102", at=node.at, hint=hint)
    return SettingsFile(path, name, by_name(_of_mapping(node)), root)


def _of_mapping(node: plainyaml.Mapping) -> tuple[Entry, ...]:
    return tuple(Entry(key.text, _plain(value), key.at) for key, value in node.entries)


def _plain(node: Node) -> object:
    """Words, whole numbers and lists as they are, mappings as a `Table`; all else as `Unfit`."""
    if isinstance(node, Scalar):
        if node.kind == "text":
            return node.text
        return int(node.text.replace("_", "")) if _WHOLE.fullmatch(node.text) else Unfit(node.text or "nothing")
    if isinstance(node, Sequence):
        return [_plain(item) for item in node.items]
    return Table(_of_mapping(node))


# ---------------------------------------------------------------- TOML


def _toml_file(path: Path, start: Path, root: Path | None) -> SettingsFile | None:
    name = shown_path(path, start)
    text = _text(path, name, root)
    tools = {} if text is None else _toml(text, name).get("tool", {})
    if not isinstance(tools, dict):
        raise SettingsError("tool is not a table", code="A102", at=At(name), hint="write [tool.auditor]")
    if text is None or "auditor" not in tools:
        return None
    table = tools["auditor"]
    if not isinstance(table, dict):
        raise SettingsError("tool.auditor is not a table", code="A102", at=At(name), hint="write [tool.auditor]")
    places = _places(text, name)
    found = (
        Entry(key, _toml_value(value, places.get(key, At(name))), places.get(key, At(name)))
        for key, value in table.items()
    )
    return SettingsFile(path, name, by_name(found), root)


def _toml_value(value: object, at: At) -> object:
    """A value of TOML with its tables as `Table`s, all at the place of the setting that they belong to."""
    if isinstance(value, dict):
        return Table(tuple(Entry(key, _toml_value(each, at), at) for key, each in value.items()))
    return [_toml_value(each, at) for each in value] if isinstance(value, list) else value


def _toml(text: str, name: str) -> Mapping[str, object]:
    import tomllib  # where it is needed: most runs read no such file

    import re2

    if (long := re2.search(_LONG_KEY, text)) is not None:
        at = At(name, text.count("\n", 0, long.start()) + 1)
        raise SettingsError("cannot be read: a key of too many parts", code="A103", at=at, hint="shorten it")
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # ValueError: what is no TOML, and a number of too many digits
        found = re.search(r" \(at line (\d+), column (\d+)\)$", str(error))
        at = At(name, int(found[1]), int(found[2])) if found else At(name)
        what = str(error).removesuffix(found[0]) if found else "it is nested too deep, or a number is too long"
        hint = "Mend it, or take the file away."
        raise SettingsError(f"cannot be read: {what}", code="A103", at=at, hint=hint) from None


def _places(text: str, name: str) -> Mapping[str, At]:
    """Where each key of `[tool.auditor]` stands, as far as can be told: the TOML parser keeps no places."""
    places: dict[str, At] = {}
    inside = False
    for number, line in enumerate(text.split("\n"), 1):
        inside = inside or _TABLE.match(line) is not None
        if inside and (found := _KEY.match(line)) is not None:
            places.setdefault(found[1], At(name, number, found.start(1) + 1))
    return places
