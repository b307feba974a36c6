"""What examinations go by: how the auditor was started, and the settings that are in force there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from auditor.base.errors import AuditorError
from auditor.records.health import Sign, State
from auditor.settings.house import House
from auditor.settings.resolve import ENV_PREFIX
from auditor.settings.settings import Resolved, Settings

_OF_USER = ("XDG_CONFIG_HOME", "HOME", "USERPROFILE")
"""The variables by which a user's own file of settings is found."""
_REFUSED_MODEL = "A106"


@dataclass(frozen=True, slots=True)
class Place:
    """Where and how the auditor was started."""

    resolved: Resolved
    """The settings in force; where they are not in order, what is left of them."""
    faults: tuple[AuditorError, ...]
    """What is not in order with the settings."""
    folder: Path | None
    """The working folder, if it can be read."""
    encoding: str
    """Of standard output."""

    @property
    def settings(self) -> Settings:
        """The values that are in force."""
        return self.resolved.settings


def at(
    flags: Mapping[str, object], env: Mapping[str, str], folder: Path | None, encoding: str, config: Path | None = None
) -> Place:
    """The place where the auditor was started in `folder`, with these flags and variables, and the file `config`.

    Where the settings are not in order, those are in force that are left without what is wrong: without the user's
    file, or the environment, or both; without any file or variable if need be.
    """
    if folder is None:
        return Place(Resolved(_as_asked(flags, env)), (), None, encoding)
    faults: dict[str, AuditorError] = {}
    for less in _less_and_less(env):
        try:
            resolved = House(flags, less, folder, config).resolved
        except AuditorError as error:
            if error.code != _REFUSED_MODEL or less is env:  # what was left out may have allowed it
                faults.setdefault(str(error), error)
        else:
            return Place(resolved, tuple(faults.values()), folder, encoding)
    return Place(Resolved(_as_asked(flags, env)), tuple(faults.values()), folder, encoding)


def _less_and_less(env: Mapping[str, str]) -> tuple[Mapping[str, str], ...]:
    without_user = {name: value for name, value in env.items() if name not in _OF_USER}
    without_own = {name: value for name, value in env.items() if not name.startswith(ENV_PREFIX)}
    return env, without_user, without_own, {name: without_own[name] for name in without_own if name in without_user}


def _as_asked(flags: Mapping[str, object], env: Mapping[str, str]) -> Settings:
    """The settings that ship, but for the packs that flags name and the model that a flag or a variable does."""
    plain = Settings()
    policies, rules = (_words(flags.get(name)) for name in ("policies", "rules"))
    model = flags.get("model") or env.get(f"{ENV_PREFIX}MODEL") or plain.model
    return replace(plain, policies=policies or plain.policies, rules=rules, model=str(model))


def _words(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else ()


def wrong(subject: str, error: AuditorError, state: State = State.PROBLEM) -> Sign:
    """An error that would end an audit, as something that was found."""
    place = f"{error.at}: " if error.at else ""
    return Sign(subject, state, f"{place}{error.message}", error.hint, error.code)
