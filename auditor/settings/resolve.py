"""Which value of each setting is in force, and who gave it.

Defaults, the user's file, the repository's, the environment, flags: each overrules those before it. The repository's
file may be somebody else's work: it cannot choose the language model, and where it leaves a check nothing to fail, a
notice says so.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from auditor.base.cache import FOLDER as CACHE_FOLDER
from auditor.base.errors import At, SettingsError
from auditor.base.printable import visible
from auditor.settings.files import Entry, SettingsFile
from auditor.settings.settings import NEVER, About, Notice, Resolved, Settings
from auditor.settings.values import Given, Layer, check_known, value_of

ENV_PREFIX = "AUDITOR_"
OVERRIDES = "overrides"
"""The key of a file that holds settings for some drafts."""
_FLAGS = {"policies": "policy", "ignore_rules": "ignore"}
"""Flags that are not called as their settings are."""


def resolved(given: Sequence[Given], repository: SettingsFile | None = None, start: Path | None = None) -> Resolved:
    """The settings that hold when all of this was given, in this order, in the folder `start`; raises SettingsError."""
    _check_model(given)
    settings, last = Settings(), dict[str, Given]()
    for each in given:
        value = value_of(each)
        if each.name == "cache" and each.layer is Layer.REPOSITORY and value:
            continue  # it may have nothing kept of its drafts, but not overrule who wants that
        settings = replace(settings, **{each.name: value})
        last[each.name] = each
    notices = (*_elsewhere(repository, start), *_day(last), *_off(settings, last))
    return Resolved(settings, {name: each.origin for name, each in last.items()}, notices)


def from_flags(flags: Mapping[str, object]) -> Iterator[Given]:
    """What flags say; one of None, or an empty one, was not given."""
    for name, value in flags.items():
        if value is not None and value != () and value != []:
            flag = "--" + _FLAGS.get(name, name).replace("_", "-")
            yield Given(name, value, At(flag), flag, Layer.FLAG)


def from_env(env: Mapping[str, str]) -> Iterator[Given]:
    """What the environment says; raises SettingsError A101 for a variable of ours that is no setting."""
    for variable in sorted(env):
        if variable.startswith(ENV_PREFIX) and env[variable] and variable != CACHE_FOLDER:
            name = variable.removeprefix(ENV_PREFIX).lower()
            at = At(f"environment variable {variable}")
            check_known(name, at, lambda known: ENV_PREFIX + known.upper())
            value: object = env[variable]
            if name == "rules":
                value = env[variable].split(os.pathsep)
            yield Given(name, value, at, variable, Layer.ENVIRONMENT)


def from_file(file: SettingsFile | None, layer: Layer) -> Iterator[Given]:
    """What a file says for all drafts; raises SettingsError A101 for what is no setting."""
    if file is not None:
        yield from from_entries(
            (entry for entry in file.entries if entry.key != OVERRIDES), file, layer, file.name, (OVERRIDES,)
        )


def from_entries(
    entries: Iterable[Entry], file: SettingsFile, layer: Layer, origin: str, more: tuple[str, ...]
) -> Iterator[Given]:
    """Settings of a file, whose origin is told as `origin`; there are the keys `more` beside them."""
    for entry in entries:
        check_known(entry.key, entry.at, lambda known: known, more)
        yield Given(entry.key, entry.value, entry.at, origin, layer, file.path.parent, file.root)


# ---------------------------------------------------------------- what a repository may not say, or not in silence


def _check_model(given: Sequence[Given]) -> None:
    """A pipeline is code and weights: whoever runs the auditor chooses it, not the repository that is audited."""
    named = {each.layer: each for each in given if each.name == "model"}
    asked = named.pop(Layer.REPOSITORY, None)
    if asked is None or value_of(asked) in {Settings().model, *(value_of(each) for each in named.values())}:
        return
    hint = "say it with --model, in AUDITOR_MODEL or in ~/.config/auditor/auditor.yaml, if you trust that model"
    message = f"a repository cannot choose the language model, and this one asks for {visible(value_of(asked), 60)!r}"
    raise SettingsError(message, code="A106", at=asked.at, hint=hint)


def _elsewhere(file: SettingsFile | None, start: Path | None) -> Iterator[Notice]:
    if file is not None and start is not None and file.path.parent != start:
        yield Notice(About.FILE_ELSEWHERE, f"note: the settings in {file.name} are in force")


def _day(last: Mapping[str, Given]) -> Iterator[Notice]:
    """A day of the repository's own could let waivers hold that have ended."""
    given = last.get("today")
    if given is not None and given.layer is Layer.REPOSITORY:
        yield Notice(About.DAY, f"note: waivers and deadlines end by {visible(value_of(given))}: {given.at}")


def _off(settings: Settings, last: Mapping[str, Given]) -> Iterator[Notice]:
    """A warning for each setting that keeps every check from failing, unless a flag said so."""
    for name, is_off, about, what in (
        ("fail_on", settings.fail_on is None, About.NEVER_FAILS, f"fail_on is {NEVER}"),
        ("policies", not settings.policies, About.NO_POLICIES, "policies is empty"),
    ):
        if is_off and last[name].layer is not Layer.FLAG:
            yield Notice(about, f"warning: nothing can fail this check: {last[name].at}: {what}")
