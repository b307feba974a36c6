"""The settings of a run and of each draft in it: the file nearest to a draft, its overrides, environment, flags."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from auditor.records.article import MetaValue
from auditor.settings import files
from auditor.settings.files import SettingsFile
from auditor.settings.overrides import Orders, Override, Step, overrides_of
from auditor.settings.resolve import from_env, from_file, from_flags, resolved
from auditor.settings.settings import Resolved, Settings
from auditor.settings.values import Given, Layer, value_of


class House:
    """Says which settings hold where; reads each file of settings once."""

    def __init__(
        self, flags: Mapping[str, object], env: Mapping[str, str], start: Path, config: Path | None = None
    ) -> None:
        """The house as seen from the folder `start`, with the file `config` in the place of every repository's.

        Raises SettingsError: A101 for an unknown setting, A102 for a wrong value, A103 for a file that cannot be read,
        A104 for two files in one folder, A105 for a file that is no small ordinary one, A106 for a language model that
        only the repository's file names, A108 for an override that cannot hold.
        """
        self._start = start
        self._env = env
        self._config = files.named(config, start) if config is not None else None
        self._own = files.of_user(env, start)
        self._last = (*from_env(env), *from_flags(flags))
        self._nearest: dict[Path, SettingsFile | None] = {}
        self._orders: dict[tuple[Path | None, tuple[bool, ...]], Orders] = {}
        self._overrides: dict[Path | None, tuple[Override, ...]] = {}
        file = self._file(start)
        self._overrides_for(file)
        self.resolved: Resolved = resolved(self._given(file, ()), file, start)
        """The settings of the working folder, by which the run as a whole goes."""

    @property
    def settings(self) -> Settings:
        """The settings of the working folder."""
        return self.resolved.settings

    def at(self, folder: Path) -> tuple[Settings, Path, Path]:
        """By which settings drafts in `folder` are looked for, and what their `drafts` and `ignore` are relative to.

        Raises SettingsError as the house itself does.
        """
        file = self._file(_absolute(folder))
        last = {each.name: each.layer for each in self._given(file, ())}
        drafts, ignore = (self._base(file, last.get(name)) for name in ("drafts", "ignore"))
        return self._orders_by(file, ()).settings, drafts, ignore

    @property
    def typed(self) -> frozenset[str]:
        """The names of the settings that flags or the environment give, whatever files say."""
        return frozenset(each.name for each in self._last)

    def of(self, path: Path) -> Orders:
        """The settings for the draft at `path`; raises SettingsError as the house itself does."""
        place = _absolute(path)
        file = self._file(place.parent)
        fitting = tuple(each.fits(place) for each in self._overrides_for(file))
        return self._orders_by(file, fitting)

    def is_like(self, before: House) -> bool:
        """Whether everything that `before` was asked would be answered in the same way, and nothing else was read."""
        asked = (*before._nearest.items(), (before._start, before._file(before._start)))
        alike = (self._own, self._last, self._config) == (before._own, before._last, before._config)
        return alike and all(self._file(folder) == file for folder, file in asked)

    def files(self) -> tuple[Path, ...]:
        """Everywhere that a file of settings may stand that decides what was asked so far, or what may be asked."""
        folders = dict.fromkeys((self._start, *self._nearest))
        return tuple(dict.fromkeys(path for each in folders for path in files.places(self._env, each, self._start)))

    def resolved_for(self, path: Path, meta: Mapping[str, MetaValue]) -> Resolved:
        """The settings for the draft at `path` with this metadata, with the origin of each."""
        place = _absolute(path)
        file = self._file(place.parent)
        steps = [each for each in self._overrides_for(file) if each.fits(place) and Step(each.where, ()).holds(meta)]
        return resolved(self._given(file, steps), file, self._start)

    def _orders_by(self, file: SettingsFile | None, fitting: tuple[bool, ...]) -> Orders:
        """Equal orders are one object, so that they cost a run of many drafts nothing."""
        key = (None if file is None else file.path, fitting)
        if key not in self._orders:
            chosen = [each for each, fits in zip(self._overrides_for(file), fitting, strict=False) if fits]
            known = resolved(self._given(file, [each for each in chosen if not each.where])).settings
            by_metadata = any(each.where for each in chosen)
            self._orders[key] = Orders(known, tuple(self._steps(file, chosen)) if by_metadata else ())
        return self._orders[key]

    def _steps(self, file: SettingsFile | None, chosen: Sequence[Override]) -> Iterator[Step]:
        """All that may hold once metadata is known, in order, with what overrules it."""
        yield from (Step(each.where, _values(each.given)) for each in chosen if each.layer is Layer.USER)
        yield Step((), _values(tuple(from_file(file, Layer.REPOSITORY))))
        yield from (Step(each.where, _values(each.given)) for each in chosen if each.layer is Layer.REPOSITORY)
        yield Step((), _values(self._last))

    def _given(self, file: SettingsFile | None, chosen: Sequence[Override]) -> tuple[Given, ...]:
        """All that is given for drafts for which `file` and the overrides `chosen` hold, in order."""

        def some(layer: Layer) -> Iterator[Given]:
            return (given for override in chosen if override.layer is layer for given in override.given)

        return (
            *from_file(self._own, Layer.USER),
            *some(Layer.USER),
            *from_file(file, Layer.REPOSITORY),
            *some(Layer.REPOSITORY),
            *self._last,
        )

    def _overrides_for(self, file: SettingsFile | None) -> tuple[Override, ...]:
        key = None if file is None else file.path
        if key not in self._overrides:
            found = (
                *overrides_of(self._own, Layer.USER, self._start),
                *overrides_of(file, Layer.REPOSITORY, self._base(file, Layer.REPOSITORY)),
            )
            for each in found:
                for given in each.given:
                    value_of(given)  # a wrong value is told before the first draft is opened
            self._overrides[key] = found
        return self._overrides[key]

    def _base(self, file: SettingsFile | None, layer: Layer | None) -> Path:
        """What patterns are relative to: the file that was found with a draft, or else the working folder."""
        is_found = layer is Layer.REPOSITORY and file is not None and file is not self._config
        return file.path.parent if is_found and file is not None else self._start

    def _file(self, folder: Path) -> SettingsFile | None:
        """The file for drafts in `folder`: the one that was named, the nearest, or that of the working folder."""
        if self._config is not None:
            return self._config
        if folder not in self._nearest:
            self._nearest[folder] = files.of_repository(folder, self._start)
            if self._nearest[folder] is None and folder != self._start:
                self._nearest[folder] = self._file(self._start)
        return self._nearest[folder]


def resolve(flags: Mapping[str, object], env: Mapping[str, str], start: Path) -> Resolved:
    """The settings of a run in the folder `start`; a flag of None was not given. Raises as `House` does."""
    return House(flags, env, start).resolved


def _absolute(path: Path) -> Path:
    """`path` from the root on, without `..`; links are not followed."""
    return Path(os.path.abspath(path))  # noqa: PTH100 - resolve() follows links


def _values(given: tuple[Given, ...]) -> tuple[tuple[str, object], ...]:
    return tuple((each.name, value_of(each)) for each in given)
