"""What somebody has written beside a draft: waivers and the ledger.

Waivers stand in `draft.auditor.yaml`, or for a folder in `waivers.auditor.yaml`; the ledger in `draft.ledger.yaml`.
docs/waivers.md and docs/ledger.md have examples.
"""

from __future__ import annotations

import glob
import json
import os
import re
from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase
from pathlib import Path

from auditor.base import plainyaml
from auditor.base.errors import At, ReadingError
from auditor.base.files import FileError, Refusal, read_small
from auditor.base.plainyaml import Mapping, YamlError
from auditor.records.ledger import Ledger
from auditor.records.waiver import Waiver
from auditor.settings.files import repository_of

OF_FOLDER = "waivers.auditor.yaml"
WAIVERS, LEDGER = ".auditor.yaml", ".ledger.yaml"
WAIVER_KEYS = ("rule", "words", "reason", "by", "until", "drafts")

_EMPTY = re.compile(r"^(waive:)[ \t]*\[[ \t]*\]([ \t]*(?:#.*)?\r?)$", re.MULTILINE)
"""The key of a list without any entry."""
_ITEM = re.compile(r"^([ ]*)-[ \t]", re.MULTILINE)
_LARGEST = 1_000_000
_LONGEST_NAME = 255
"""Bytes of a file's name that common file systems hold: no file with a longer one stands beside a draft."""


def is_beside(name: str) -> bool:
    """Whether a file of this name stands beside drafts and is none."""
    return name.endswith((WAIVERS, LEDGER))


def places(draft: Path) -> tuple[Path, ...]:
    """Everywhere that something may stand beside the draft at `draft`, whether or not there is anything."""
    return (*_files(draft, WAIVERS), *_files(draft, LEDGER), draft.with_name(OF_FOLDER))


def file_for(draft: Path, suffix: str) -> Path:
    """Where `WAIVERS` or the `LEDGER` of a draft are written: by its name without suffix, if that is no other's too."""
    others = (each for each in draft.parent.glob(f"{glob.escape(draft.stem)}.*") if not is_beside(each.name))
    is_shared = any(each.name != draft.name for each in others) or f"{draft.stem}{suffix}" == OF_FOLDER
    return draft.with_name(f"{draft.name if is_shared else draft.stem}{suffix}")


def waivers(draft: Path, shown: str) -> tuple[Waiver, ...]:
    """The waivers beside the draft at `draft`, of which people are told as `shown`; raises ReadingError A330."""
    found: list[Waiver] = []
    for path in _files(draft, WAIVERS):
        found += _waivers(path, shown, "")
    return (*found, *_waivers(draft.with_name(OF_FOLDER), shown, draft.name))


def ledger(draft: Path, shown: str) -> Ledger | None:
    """The ledger beside the draft at `draft`; None if there is none. Raises ReadingError A330."""
    from auditor.readers import ledger as ledgers

    found = None
    for path in _files(draft, LEDGER):
        if (node := _read(path, shown, ledgers.KEYS)) is not None:
            found = ledgers.joined(found, ledgers.parsed(node, path.name))
    return found


def content(path: Path) -> bytes:
    """The bytes of a file that stands beside drafts; raises FileError.

    A link is followed within the repository that its folder lies in; outside of any, within that folder.
    """
    folder = Path(os.path.realpath(path.parent))
    return read_small(folder / path.name, _LARGEST, repository_of(folder) or folder)


def _files(draft: Path, suffix: str) -> tuple[Path, ...]:
    """The files beside a draft that are for it, by its whole name or by the name without suffix."""
    names = [f"{name}{suffix}" for name in dict.fromkeys((draft.name, draft.stem))]
    names = [name for name in names if name != OF_FOLDER]
    return tuple(draft.with_name(name) for name in names if len(os.fsencode(name)) <= _LONGEST_NAME)


def _read(path: Path, shown: str, keys: Sequence[str]) -> Mapping | None:
    """The mapping in the file at `path`, which has none but `keys`; None if there is no file.

    People are told of the file by its name in the folder of `shown`. Raises ReadingError A330 at the place.
    """
    from auditor.readers import keyed

    where = Path(shown).with_name(path.name).as_posix()
    try:
        node = plainyaml.parse(plainyaml.decode(content(path), where), where)
    except FileError as error:
        if error.why is Refusal.MISSING:
            return None
        raise ReadingError(f"{path.name} {error.words}", code="A330", at=At(where)) from None
    except YamlError as error:
        raise ReadingError(error.message, code="A330", at=error.at, hint=error.hint) from None
    return keyed.mapping(node, keys)


# ---------------------------------------------------------------- waivers


def with_waiver(text: str, waiver: Waiver) -> str | None:
    """The text of a file of waivers with one more at its end; None if the file is not laid out so that it can be added.

    An empty text is that of a file that does not exist yet.
    """
    fields = {
        "rule": waiver.rule,
        "words": waiver.words,
        "reason": waiver.reason,
        "by": waiver.by,
        "until": waiver.until,
    }
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value]
    known = _count(text) if text else 0
    if known < 0:
        return None
    before = _EMPTY.sub(r"\1\2", text or "waive:\n", count=1)
    first, end = _ITEM.search(text), "\r\n" if "\r\n" in text else "\n"
    before = before if before.endswith("\n") else before + end
    for indent in dict.fromkeys((first[1] if first else "  ", "  ")):
        added = before + f"{indent}- " + f"{end}{indent}  ".join(lines) + end
        if _count(added) == known + 1:
            return added
    return None


def _count(text: str) -> int:
    """How many waivers there are in the text of a file of them; below 0 if it is not in order."""
    from auditor.readers import keyed

    try:
        node, told = keyed.mapping(plainyaml.parse(text, WAIVERS), ("waive",)), list[ReadingError]()
        found = keyed.entries(node, "waive", WAIVER_KEYS, lambda entry: entry, told)
        return -1 if told else len(found)
    except (YamlError, ReadingError):
        return -1


def _waivers(path: Path, shown: str, name: str) -> Iterator[Waiver]:
    """Those in the file at `path`; where it is for a folder, those for the draft called `name`."""
    from auditor.readers import keyed

    def read(entry: Mapping) -> Waiver | None:
        drafts = keyed.texts(entry, "drafts")
        if entry.get("drafts") is not None and not any(drafts):
            hint = "Leave it out for all drafts of the folder."
            raise keyed.wrong("`drafts` names no draft", keyed.place(entry, "drafts"), hint)
        is_meant = not name or not drafts or any(fnmatchcase(name, pattern) for pattern in drafts)
        return _waiver(entry, path.name) if is_meant else None

    told: list[ReadingError] = []
    found = keyed.entries(_read(path, shown, ("waive",)), "waive", WAIVER_KEYS, read, told)
    keyed.refuse(told)
    return (waiver for waiver in found if waiver is not None)


def _waiver(entry: Mapping, name: str) -> Waiver:
    from auditor.readers import keyed
    from auditor.readers.waivers import is_day

    until = keyed.text(entry, "until")
    if not is_day(until):
        raise keyed.wrong(f"'{until}' is no day", keyed.place(entry, "until"), "Write it as in 2026-12-31.")
    rule = keyed.text(entry, "rule")
    return Waiver(
        rule=rule,
        reason=keyed.text(entry, "reason"),
        by=keyed.text(entry, "by"),
        until=until,
        words=keyed.text(entry, "words"),
        where=f"{name}:{entry.at.line}",
        text=f"waive {rule}",
    )
