"""What the outcome of a draft depends on, as a key: whatever of it changes, the key is another one."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from auditor.base import fingerprints
from auditor.base.files import FileError, digest_of
from auditor.packs.kept import Keep, keep_in, others
from auditor.runs import beside, orders
from auditor.runs.drafts import Draft
from auditor.settings.settings import Settings

_FILE, _RULES, _MODEL = "file", "rules", "model"
_What = tuple[str, Any, Any]
"""What digests are made of once for many drafts: its sort, and what tells it from others of its sort."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of a draft's outcome; equal ones were made at moments between which no file that it is of has changed."""

    name: str
    stamps: tuple[tuple[int, ...], ...]
    """When those files were changed last, which is no part of the name."""


@dataclass(slots=True)
class Keys:
    """Makes the keys of the drafts of a run."""

    keep: Keep
    settings: Settings
    _made: dict[_What, str] = field(default_factory=dict)
    """Digests of what many drafts share: rules, models, files that hold many articles."""

    def of_draft(self, draft: Draft) -> Key | None:
        """The key of what becomes of `draft`; None where that is not kept, or cannot be read. Raises nothing."""
        of = draft.orders
        settings = draft.settings(self.settings)
        is_plain = draft.text is None and draft.metadata is None and not draft.wanted
        if not is_plain or not settings.cache:
            return None
        places = _places(draft)
        stamps = tuple(map(fingerprints.stamp, places))
        try:
            content = self._content(draft)
            around = [(path.name, _beside(path)) for path in places[1:]]
        except (FileError, OSError, ValueError):
            return None
        values = {
            "what": "outcome",
            "program": self.keep.program,
            "rules": self._rules(_possible(draft, settings)),
            "model": self._once((_MODEL, settings.model, ())),
            "settings": _relevant(settings),
            "steps": () if of is None else of.steps,
            "path": draft.path,
            "file": draft.file,
            "entry": draft.entry,
            "is_file": draft.is_file,
            "content": content,
            "beside": around,
        }
        return Key(fingerprints.of_values(values), stamps)

    def of_cards(self, drafts: Sequence[Draft]) -> str:
        """The key of the cards of the rules that are in force in a run."""
        all_ = [orders.deciding(self.settings), *orders.possible(drafts)]
        values = {
            "what": "cards",
            "program": self.keep.program,
            "rules": self._rules(all_),
            "settings": all_,
            "here": str(Path.cwd()),  # cards show the files of rules relative to it
        }
        return fingerprints.of_values(values)

    def still_hold(self) -> bool:
        """Whether the program, and the rules and models of the keys that were made, are as they were then."""
        now = Keys(keep_in(self.keep.cache), self.settings)
        shared = [(what, told) for what, told in self._made.items() if what[0] != _FILE]
        return now.keep == self.keep and all(now._again(what) == told for what, told in shared)

    def _content(self, draft: Draft) -> str:
        if draft.data is not None:
            return hashlib.sha256(draft.data).hexdigest()
        file = Path(draft.file or draft.path)
        if draft.entry is None:
            limits = draft.settings(self.settings).reading.limits
            return digest_of(file, max(limits.words, limits.file))
        return self._once((_FILE, file, fingerprints.stamp(file)))

    def _rules(self, settings: Sequence[Settings]) -> str:
        """A digest of the packs that these may put in force, but for those that ship, which the program's own has."""
        names = tuple(dict.fromkeys(name for each in settings for name in each.policies))
        folders = tuple(dict.fromkeys(folder for each in settings for folder in each.rules))
        return self._once((_RULES, names, folders))

    def _once(self, what: _What) -> str:
        if what not in self._made:
            self._made[what] = self._again(what)
        return self._made[what]

    def _again(self, what: _What) -> str:
        sort, named, folders = what
        if sort == _FILE:
            return digest_of(named)
        if sort == _RULES:
            return fingerprints.of_folders(others(named, [Path(each) for each in folders]))
        return fingerprints.of_folders(fingerprints.folders_called([named]))


def _places(draft: Draft) -> tuple[Path, ...]:
    """The files that a draft's outcome is made of: its own, and what may stand beside it."""
    if draft.data is not None:
        return ()
    if draft.entry is not None:
        return (Path(draft.file),)
    return (Path(draft.path), *beside.places(Path(draft.path)))


def _beside(path: Path) -> str:
    """What stands there, by its content; empty if nothing does. Raises FileError for what nobody may read there."""
    return hashlib.sha256(beside.content(path)).hexdigest() if os.path.lexists(path) else ""


def _relevant(settings: Settings) -> tuple[object, ...]:
    """What settings say of how a draft is read and audited."""
    return orders.deciding(settings), settings.reading, settings.all_genres


def _possible(draft: Draft, settings: Settings) -> list[Settings]:
    return [settings, *orders.possible([draft])]
