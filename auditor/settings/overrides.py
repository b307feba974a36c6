"""Settings for some drafts only: the entries under `overrides` of a settings file.

An entry holds for drafts by their `paths` (patterns as in .gitignore, relative to the file), by `where` (fields of
their metadata), or by both.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from auditor.base.errors import At, SettingsError
from auditor.base.printable import visible
from auditor.records.article import MetaValue, field_of
from auditor.settings.files import SettingsFile, Table, by_name
from auditor.settings.resolve import OVERRIDES, from_entries
from auditor.settings.settings import Settings
from auditor.settings.values import Given, Layer, checked_patterns, words_of

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

PATHS, WHERE = "paths", "where"

RUN_WIDE = frozenset(
    {
        "model",
        "jobs",
        "time_limit",
        "suffixes",
        "drafts",
        "never_drafts",
        "ignore",
        "force_exclude",
        "strict_files",
        "cache",
    }
)
"""Settings that decide which drafts there are, or that hold for a run as a whole."""
_TO_READ = frozenset(
    {"max_bytes", "max_file_bytes", "max_unpacked_bytes", "max_depth", "revisions", "text_column", "meta"}
)
"""Settings by which a draft is read: it has no metadata before that."""
_MOST = 200
"""Entries that a file may have."""

Where = tuple[tuple[str, tuple[str, ...]], ...]
"""Fields of the metadata, each with the values, or patterns of them, of which it has one."""


@dataclass(frozen=True, slots=True)
class Override:
    """Settings that hold for some drafts."""

    paths: tuple[str, ...]
    """Patterns relative to `folder`; none for drafts wherever they lie."""
    where: Where
    given: tuple[Given, ...]
    folder: Path
    layer: Layer
    spec: GitIgnoreSpec = field(compare=False, repr=False)
    """The `paths` made ready, once for all drafts."""

    def fits(self, path: Path) -> bool:
        """Whether it may hold for the draft at the absolute `path`, whatever its metadata says."""
        if not self.paths:
            return True
        return path.is_relative_to(self.folder) and self.spec.match_file(path.relative_to(self.folder))


@dataclass(frozen=True, slots=True)
class Step:
    """Values that hold where a draft's metadata is so."""

    where: Where
    values: tuple[tuple[str, Any], ...]

    def holds(self, meta: Mapping[str, MetaValue]) -> bool:
        """Whether every field has one of the values that it is to have."""
        return holds(self.where, meta)


@dataclass(frozen=True, slots=True)
class Orders:
    """The settings for one draft: those by its path, and those that its metadata adds."""

    settings: Settings
    """What is known before the draft is read; also by what it is read."""
    steps: tuple[Step, ...] = ()
    """What holds beyond that, each overruling those before it; none where metadata decides nothing."""

    def of(self, meta: Mapping[str, MetaValue]) -> Settings:
        """The settings for a draft with this metadata."""
        settings = self.settings
        for step in self.steps:
            if step.holds(meta):
                settings = replace(settings, **dict(step.values))
        return settings


def holds(where: Where, meta: Mapping[str, MetaValue]) -> bool:
    """Whether every field of `where` has one of its values in `meta`; capitals do not matter."""
    return all(_has(field_of(meta, name), wanted) for name, wanted in where)


def overrides_of(file: SettingsFile | None, layer: Layer, folder: Path) -> tuple[Override, ...]:
    """The overrides of a file, in order, whose paths are relative to `folder`.

    Raises SettingsError A101, A102, or A108 for one that can never hold.
    """
    entry = next((each for each in file.entries if each.key == OVERRIDES), None) if file is not None else None
    if file is None or entry is None:
        return ()
    if not isinstance(entry.value, list) or not all(isinstance(each, Table) for each in entry.value):
        hint = "write a list: `- paths: [drafts/sport/**]`, and the settings that then hold below it"
        raise SettingsError("overrides is no list of settings", code="A102", at=entry.at, hint=hint)
    if len(entry.value) > _MOST:
        message = f"there are more than {_MOST} overrides"
        raise SettingsError(message, code="A108", at=entry.at, hint="put settings files into the folders instead")
    return tuple(_override(each, file, entry.at, layer, folder) for each in entry.value)


def _override(table: Table, file: SettingsFile, at: At, layer: Layer, folder: Path) -> Override:
    entries = by_name(table.entries)
    at = entries[0].at if entries else at
    origin = f"{file.name}:{at.line}" if at.line else f"{file.name}, overrides"
    conditions = {each.key: each for each in entries if each.key in (PATHS, WHERE)}
    rest = [each for each in entries if each.key not in conditions]
    given = tuple(from_entries(rest, file, layer, origin, (PATHS, WHERE)))
    if not conditions:
        hint = "say for which drafts it holds: paths: [drafts/sport/**], or where: {desk: sport}"
        raise SettingsError("an override without paths and without where", code="A108", at=at, hint=hint)
    paths = conditions.get(PATHS)
    if paths is not None and paths.value == []:
        hint = "leave paths out, or say for which drafts it holds"
        raise SettingsError("paths is empty", code="A108", at=paths.at, hint=hint)
    patterns = words_of(Given(PATHS, paths.value, paths.at, origin, layer)) if paths is not None else ()
    where = _where(conditions[WHERE].value, conditions[WHERE].at, origin, layer) if WHERE in conditions else ()
    for each in given:
        _check_possible(each, bool(where))
    from pathspec import GitIgnoreSpec

    patterns = checked_patterns(patterns, PATHS, at if paths is None else paths.at)
    return Override(patterns, where, given, folder, layer, GitIgnoreSpec.from_lines(patterns))


def _check_possible(given: Given, by_metadata: bool) -> None:
    if given.name in RUN_WIDE:
        hint = "write it outside overrides, or into a settings file in the drafts' own folder"
        message = f"{given.name} holds for a whole run, and not for some drafts of it"
        raise SettingsError(message, code="A108", at=given.at, hint=hint)
    if by_metadata and given.name in _TO_READ:
        hint = "say with paths for which drafts it holds"
        message = f"{given.name} is needed before the metadata of a draft is read"
        raise SettingsError(message, code="A108", at=given.at, hint=hint)


def _where(value: object, at: At, origin: str, layer: Layer) -> Where:
    if not isinstance(value, Table) or not value.entries:
        hint = "write fields and values: where: {desk: sport, genre: [news, feature]}"
        raise SettingsError("where is no list of fields", code="A102", at=at, hint=hint)
    for each in value.entries:
        if each.value == []:
            hint = "leave it out, or say which value it is to have"
            raise SettingsError(f"{visible(each.key, 60)} has no value", code="A108", at=each.at, hint=hint)
    return tuple(
        (each.key, words_of(Given(visible(each.key, 60), each.value, each.at, origin, layer))) for each in value.entries
    )


def _has(value: MetaValue | None, wanted: tuple[str, ...]) -> bool:
    values = () if value is None else (value,) if isinstance(value, str) else value
    return any(fnmatchcase(each.casefold(), pattern.casefold()) for each in values for pattern in wanted)
