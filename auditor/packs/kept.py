"""Packs kept ready from one run to the next: read anew as soon as a file of them, or of the program, has changed.

All packs of a run are kept together. Those that ship are kept singly as well where there are some of one's own beside
them, which change while they are written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from auditor.base import cache as caches
from auditor.base import fingerprints
from auditor.packs import brought
from auditor.records.rules import RulePack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.packs.policies import Judge
    from auditor.packs.shelf import Read, Reader


@dataclass(frozen=True, slots=True)
class Keep:
    """The cache of a run, and a digest of everything in the program that decides what is kept in it."""

    cache: str
    program: str


def keep_in(cache: str, program: str = "") -> Keep:
    """What is kept in `cache` by the program as it is now, or as it was when its digest was taken."""
    return Keep(cache, program or fingerprints.of_program())


def load_kept(
    keep: Keep | None, names: Sequence[str], extra: Sequence[Path] = (), judge: Judge | None = None
) -> tuple[RulePack, ...]:
    """What `load.load_packs` gives, or gave when everything that it reads was as it is now; raises as it does."""
    from auditor.packs import load

    if keep is None:
        return load.load_packs(names, extra, judge)
    key = _key(keep, names, extra, judge)
    found = _got(keep, key)
    if isinstance(found, tuple) and found and all(isinstance(each, RulePack) for each in found):
        return found
    packs = load.load_packs(names, extra, judge, _reader(keep, judge) if others(names, extra) else None)
    if key == _key(keep, names, extra, judge):
        _put(keep, key, packs)
    return packs


def _reader(keep: Keep, judge: Judge | None) -> Reader:
    """What reads a pack that ships, or takes what is kept of it; it is kept where nothing is wrong with any."""
    from auditor.packs import shelf as shelves

    keys: dict[Path, str] = {}

    def find(folder: Path) -> Read | None:
        keys[folder] = _key(keep, (folder.name,), (), judge, "pack")  # of the files before they are read
        found = _got(keep, keys[folder])
        return found if isinstance(found, shelves.Read) else None

    return shelves.remembering(find, lambda folder, made: _put(keep, keys[folder], made))


def _got(keep: Keep, key: str) -> object:
    """What is kept under `key`, None if nothing that makes sense."""
    from auditor.records import packed

    try:
        return packed.unpack(caches.get(keep.cache, key), _kinds())
    except ValueError:
        return None


def _put(keep: Keep, key: str, made: object) -> None:
    from auditor.records import packed

    if caches.put(keep.cache, key, packed.pack(made, _kinds())):
        caches.trim(keep.cache, [key])


def others(names: Sequence[str], extra: Sequence[Path]) -> list[Path]:
    """The folders of packs that may decide what these are, beside those that ship."""
    if not extra and brought.is_shipped(names):
        return []
    return [*extra, *brought.installed().values()]


def _key(keep: Keep, names: Sequence[str], extra: Sequence[Path], judge: Judge | None, what: str = "packs") -> str:
    more = others(names, extra)
    here = Path.cwd()  # messages show files relative to it where they lie inside
    return fingerprints.of_values(
        {
            "what": what,
            "program": keep.program,
            "names": tuple(names),
            "judge": None if judge is None else (judge.__module__, judge.__qualname__),
            "extra": tuple(map(str, extra)),
            "files": fingerprints.of_folders(more),
            "here": str(here) if more or brought.rules_root().is_relative_to(here) else "",
        }
    )


def _kinds() -> tuple[type, ...]:
    """All that packs are made of."""
    from auditor.base.errors import At
    from auditor.base.spans import Span
    from auditor.packs.shelf import Read
    from auditor.records import rules
    from auditor.records.article import BlockRole
    from auditor.records.scales import Confidence, Severity

    return (
        At, Span, BlockRole, Confidence, Severity,
        rules.Engine, rules.RuleKind, rules.Example, rules.PatternLabel, rules.Rule, rules.Lexicon, rules.Condition,
        rules.PolicyExample, rules.Demand, rules.Verified, rules.Standard, rules.PolicyRule, rules.PolicyQuestion,
        rules.RulePack, Read,
    )  # fmt: skip
