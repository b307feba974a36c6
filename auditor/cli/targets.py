"""The files that a command is to write: no drafts of its own, and never in the place of what it reads."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from auditor.base.errors import UsageError

if TYPE_CHECKING:
    from auditor.runs.drafts import Selection
    from auditor.settings.house import House

_PEEK = 4000
"""Bytes of a file by which is seen whether the auditor has written it."""
_BEGINS = re.compile(
    r"""\s*\Z
    | [\[{] (?: \s*\]\s*\Z | "row":[ ] | \n (?: (?s:.)*? "(?:auditor|check_name)" | [ ]"schema":[ ]"auditor[.] ) )
    | <\?xml [^>]*> \s* <testsuites[ ]name="auditor"
    | ::(?:error|warning|notice)[ ]
    | [^\n]+: (?:\d+:\d+|[ ][a-z][^\n:]*): [ ](?:error|warning|info)[ ] (?:[A-Z]\d{3}|[\w.-]+/[\w./-]+)[ ]""",
    re.VERBOSE,
)
"""How forms of `auditor check` begin: nothing at all, those for programs, and a line for each finding."""
_ENDS = re.compile(
    r"^(?:(?:\d+ drafts?|No draft) audited: | +[\w/.-]+ · (?:high|medium|low) confidence\r?$|\| total of \d+ draft)",
    re.MULTILINE,
)
"""What stands at the end of the form for terminals, and of a summary."""


def key(path: Path) -> object:
    """What all spellings of the name of one file share."""
    from auditor.runs.drafts import identity

    try:
        return identity(str(path))
    except ValueError:  # a name that no file can have; whoever writes it will be told
        return str(path)


def written_before(paths: Iterable[Path]) -> frozenset[object]:
    """The keys of those files that hold what the auditor has written, or nothing, as after an earlier run."""
    return frozenset(key(path) for path in paths if _is_output(path))


def refuse_to_replace(path: Path, selection: Selection, house: House, reads: Sequence[Path | None] = ()) -> None:
    """Raises UsageError A004 if what this run reads lies where `path` is to be written, by whatever name.

    That is a draft, what stands beside drafts, a file of settings or of rules, or one of `reads`.
    """
    what = "a draft of this run" if _is_draft(path, selection) else _sort(path, house, reads)
    if what:
        hint = "name another place with --output"
        raise UsageError(f"cannot write {path.as_posix()}: {what} is there", code="A004", hint=hint)


def _is_draft(path: Path, selection: Selection) -> bool:
    files = [draft.file or draft.path for draft in selection.drafts if draft.data is None]
    for file in (*files, *(failure.path.partition("#")[0] for failure in selection.failures)):
        try:
            if path.samefile(file):
                return True
        except (OSError, ValueError):
            continue
    return False


def _sort(path: Path, house: House, reads: Sequence[Path | None]) -> str:
    """What a run reads that lies at `path` or would be taken for it there; empty if nothing is."""
    from auditor.runs.beside import is_beside
    from auditor.settings.files import TOML

    mine = key(path)
    if any(mine == key(each) for each in reads if each is not None):
        return "what this run reads"
    if is_beside(path.name):
        return "the place of what stands beside drafts"
    if any(mine == key(each) for each in house.files() if each.name != TOML or each.exists()):
        return "the place of settings"
    real = path.resolve()
    if path.suffix == ".yaml" and any(real.is_relative_to(Path(each).resolve()) for each in house.settings.rules):
        return "a pack of rules"
    return ""


def _is_output(path: Path) -> bool:
    from auditor.runs.drafts import is_report, sort_of

    if sort_of(path) != stat.S_IFREG:
        return False  # to open a pipe would be to wait for whoever fills it
    try:
        with path.open("rb") as file:
            begin = file.read(_PEEK)
            file.seek(max(0, path.stat().st_size - _PEEK))
            end = file.read(_PEEK)
    except (OSError, ValueError):
        return False
    first, last = (each.decode("utf-8", "replace") for each in (begin, end))
    return is_report(path) or _BEGINS.match(first) is not None or _ENDS.search(last) is not None
