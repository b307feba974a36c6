"""What values settings may have, whoever gives them: what is not known is refused, never ignored."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from difflib import get_close_matches
from enum import Enum
from pathlib import Path
from typing import Any

from auditor.base.errors import At, SettingsError
from auditor.base.printable import visible
from auditor.records.reading import Languages, Revisions
from auditor.records.report import Detector
from auditor.records.scales import Confidence, Severity
from auditor.settings.files import Table
from auditor.settings.settings import NEVER, Settings

LIMITS: Mapping[str, tuple[int, int]] = {
    "jobs": (0, 256),
    "max_bytes": (1, 100_000_000),
    "max_file_bytes": (1, 2_000_000_000),
    "max_unpacked_bytes": (1, 2_000_000_000),
    "max_depth": (1, 100_000),
    "time_limit": (0, 86_400),
}
"""The least and the most of each number."""
LISTS = ("policies", "rules", "select", "ignore_rules", "suffixes", "drafts", "never_drafts", "ignore", "meta")
SWITCHES = ("strict_files", "all_genres", "force_exclude", "cache")

_MOST_WORDS, _LONGEST_WORD = 1000, 1000
_WHOLE = re.compile(r"[0-9][0-9_]{0,17}")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class Layer(Enum):
    """Who gave a value."""

    USER = "user"
    REPOSITORY = "repository"
    ENVIRONMENT = "environment"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Given:
    """One value as it was given: the setting's name, the raw value, its place, that place in words, and its layer."""

    name: str
    value: object
    at: At
    origin: str
    layer: Layer
    folder: Path | None = None
    """What relative paths are relative to, if not the working directory."""
    root: Path | None = None
    """The repository whose file says it, and out of which no folder of rules may lie; None if anything may be named."""


def check_known(name: str, at: At, spelt: Callable[[str], str], more: tuple[str, ...] = ()) -> None:
    """Raises SettingsError A101 for a name that is no setting's, with the one that was meant, as `spelt` spells it."""
    names = [*(f.name for f in fields(Settings)), *more]
    if name in names:
        return
    close = get_close_matches(name, names, n=1)
    hint = f"did you mean {spelt(close[0])!r}?" if close else "known: " + ", ".join(spelt(n) for n in names)
    raise SettingsError(f"unknown setting '{visible(spelt(name), 60)}'", code="A101", at=at, hint=hint)


def value_of(given: Given) -> Any:
    """The value of a setting as `Settings` holds it; raises SettingsError A102 for one that it cannot have."""
    if given.name in LISTS:
        return _list(given)
    if given.name == "detectors":
        return _detectors(given)
    if given.name == "severity":
        return _severities(given)
    if given.name in LIMITS:
        return _number(given, *LIMITS[given.name])
    if given.name == "fail_on":
        return None if given.value == NEVER else Severity(_choice(given, [*Severity, NEVER]))
    if given.name == "revisions":
        return Revisions(_choice(given, list(Revisions)))
    if given.name == "language":
        return Languages(_choice(given, list(Languages)))
    if given.name in SWITCHES:
        return _yes(given)
    if given.name == "min_confidence":
        return Confidence(_choice(given, list(Confidence)))
    if given.name == "today" and not (isinstance(given.value, str) and _is_day(given.value.strip())):
        raise wrong(given, 'a day, as in "2026-12-31"')
    if isinstance(given.value, str) and _is_word(given.value):
        return given.value.strip()
    raise wrong(given, "a name")


def words_of(given: Given) -> tuple[str, ...]:
    """The words of a list, or of one string with commas between them; raises SettingsError A102."""
    value = given.value
    if isinstance(value, str):
        parts = [value] if given.name == "rules" else value.split(",")
        value = [part for part in parts if part.strip()] or [""]
    if not isinstance(value, list | tuple) or not all(isinstance(v, str | Path) and _is_word(str(v)) for v in value):
        raise wrong(given, "a list of words")
    if len(value) > _MOST_WORDS:
        raise wrong(given, f"a list of at most {_MOST_WORDS} words")
    return tuple(str(v).strip() for v in value)


def checked_patterns(patterns: tuple[str, ...], name: str, at: At) -> tuple[str, ...]:
    """The patterns of files, which must be as in .gitignore; raises SettingsError A102 for one that is not."""
    if patterns:
        from pathspec import GitIgnoreSpec
    for pattern in patterns:
        try:
            GitIgnoreSpec.from_lines([pattern])
        except ValueError:
            message = f"{name} has the pattern {visible(repr(pattern), 60)}"
            hint = "write patterns as in .gitignore: drafts/sport/**"
            raise SettingsError(message, code="A102", at=at, hint=hint) from None
    return patterns


def wrong(given: Given, wanted: str) -> SettingsError:
    """The error for a value that is not what was `wanted`."""
    message = f"{given.name} is {visible(repr(given.value), 60)}"
    return SettingsError(message, code="A102", at=given.at, hint=f"it must be {wanted}")


def _is_word(value: str) -> bool:
    return bool(value.strip()) and len(value) <= _LONGEST_WORD and not _CONTROL.search(value)


def _is_day(value: str) -> bool:
    try:
        return value.isascii() and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _list(given: Given) -> tuple[str, ...]:
    words = words_of(given)
    if given.name == "suffixes":
        if not words:
            raise wrong(given, "at least one suffix")
        return tuple(w.lower() if w.startswith(".") else f".{w.lower()}" for w in words)
    if given.name in ("select", "ignore_rules") and given.layer in (Layer.FLAG, Layer.ENVIRONMENT):
        return tuple(part.strip() for word in words for part in word.split(",") if part.strip())
    if given.name in ("drafts", "ignore"):
        return checked_patterns(words, given.name, given.at)
    if given.name == "rules" and given.folder is not None:
        return tuple(_rules(given, given.folder, word) for word in words)
    return words


def _rules(given: Given, folder: Path, word: str) -> str:
    """A folder of rules; raises SettingsError A109 if it, or a pack in it, is not in the repository that names it."""
    path = folder / word
    if given.root is not None:
        bounds = os.path.realpath(given.root)
        packs = (each.parent for each in path.glob("*/pack.yaml"))
        for each in (path, *packs):
            if not Path(os.path.realpath(each)).is_relative_to(bounds):
                named = visible(word if each == path else f"{word}/{each.name}", 200)
                message = f"a repository cannot bring rules from outside it, and this one names '{named}'"
                hint = "say it with --rules, in AUDITOR_RULES or in ~/.config/auditor/auditor.yaml, if you trust them"
                raise SettingsError(message, code="A109", at=given.at, hint=hint)
    return path.as_posix()


def _severities(given: Given) -> tuple[tuple[str, Severity], ...]:
    """Pairs of a rule and its severity, of a mapping or of words `rule=severity`."""
    pairs: list[tuple[str, object, At]]
    if isinstance(given.value, Table):
        pairs = [(entry.key, entry.value, entry.at) for entry in given.value.entries]
    elif isinstance(given.value, str) and "=" in given.value:
        parts = (word.partition("=") for word in words_of(given))
        pairs = [(rule.strip(), severity.strip(), given.at) for rule, _, severity in parts]
    else:
        raise wrong(given, "rules and their severity, as in {default/bare-source: info}")
    found = []
    for rule, value, at in pairs:
        if not _is_word(rule) or not isinstance(value, str) or value not in list(Severity):
            raise SettingsError(
                f"severity of {visible(rule, 60)} is {visible(repr(value), 60)}",
                code="A102",
                at=at,
                hint="it must be one of " + ", ".join(Severity),
            )
        found.append((rule, Severity(value)))
    return tuple(found)


def _detectors(given: Given) -> tuple[Detector, ...]:
    words = words_of(given)
    chosen = tuple(d for d in Detector if d in words)
    if not set(words) <= set(Detector) or not any(d.finds_statements for d in chosen):
        raise wrong(given, "rules, tagger or both, with sources or without")
    return chosen


def _number(given: Given, least: int, most: int) -> int:
    value = given.value
    if isinstance(value, str) and _WHOLE.fullmatch(value.strip()):
        value = int(value.strip().replace("_", ""))
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise wrong(given, f"a whole number from {least} to {most}")
    return value


def _yes(given: Given) -> bool:
    said = given.value if isinstance(given.value, str) else repr(given.value).lower()  # YAML's own is Unfit
    if said not in ("true", "false"):
        raise wrong(given, "one of true, false")
    return said == "true"


def _choice(given: Given, known: list[str]) -> str:
    if not isinstance(given.value, str) or given.value not in known:
        raise wrong(given, "one of " + ", ".join(str(k) for k in known))
    return given.value
