"""Finds packs, reads them, and tells of all that is wrong with them at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from auditor.base.errors import At, PackError
from auditor.base.mistakes import Mistakes
from auditor.packs import checks as check_list
from auditor.packs import values
from auditor.packs.brought import installed as installed
from auditor.packs.brought import rules_root as rules_root
from auditor.packs.brought import shipped as shipped
from auditor.packs.folder import CARD, shown
from auditor.packs.policies import Judge
from auditor.packs.shelf import Read, Reader, Reference, Shelf, load
from auditor.records.rules import Check, RulePack

ALWAYS = ("core", "waivers", "ledger")
"""The packs in force whatever the policies: what is found, how waivers must be written, what a ledger must say."""


def load_packs(
    names: Sequence[str] = ("core", "default"),
    extra: Sequence[Path] = (),
    judge: Judge | None = None,
    reader: Reader | None = None,
) -> tuple[RulePack, ...]:
    """The packs called `names`, then those in the folders `extra`.

    A pack that one of them extends need not be among them. Raises one PackError, with the place of each mistake, for
    all that is not as docs/rules.md has it; `judge` says so of what policies and questions ask for. What `reader` gives
    of a pack that ships is taken for what it holds.
    """
    ships = shipped()
    # Packs that ship extend none but such; to look for others takes longer than to read what is kept of these.
    known = ships if not extra and set(names) <= ships.keys() else {**ships, **installed()}
    told = Mistakes()
    named = [told.attempt(None, _find, name, known) for name in names]
    folders = [folder for folder in named if folder is not None] + [Path(folder) for folder in extra]
    folders_by_name = {**known, **{each.name: each for each in folders}, **ships}
    shelf = Shelf(folders_by_name, rules_root(), checks(), judge, told, reader=reader)
    found: list[Read] = []
    for folder in folders:
        read = told.attempt(None, load, folder, shelf)
        if read is not None:
            told.attempt(None, _check_name, read.pack.name, folder, [each.pack.name for each in found], ships)
            found.append(read)
    packs = tuple(each.pack for each in found)
    _check_references([named for each in found for named in each.references], packs, shelf)
    told.end()
    return packs


def _check_name(name: str, folder: Path, others: Collection[str], ships: Mapping[str, Path]) -> None:
    if name in others or not _may_bear(name, folder, ships):
        hint = "Rules are told apart by the name of their pack; rename one of the two, or leave it out."
        raise PackError(f"two packs are named '{name}'", code="A260", at=At(shown(folder / CARD)), hint=hint)


def _may_bear(name: str, folder: Path, ships: Mapping[str, Path]) -> bool:
    """Whether the pack in `folder` may have this name: that of a pack that ships is taken, in force or not."""
    return name not in ships or folder.resolve() == ships[name].resolve()


def checks() -> Mapping[str, Check]:
    """The checks that newsrooms share, by number."""
    return check_list.load(rules_root() / "policies" / "checks.yaml")


def _find(name: str, packs: Mapping[str, Path]) -> Path:
    if name not in packs:
        hint = values.suggestion(name, packs, "Packs that are here") + " A pack of your own is named by its folder."
        raise PackError(f"there is no pack '{name}'", code="A201", hint=hint)
    return packs[name]


def _check_references(references: Sequence[Reference], packs: Sequence[RulePack], shelf: Shelf) -> None:
    """Tells of references to lexicons that there are not, or that lack the tag."""
    tags = {lex.id: frozenset[str]().union(*lex.entries.values()) for pack in packs for lex in pack.lexicons}
    for name, tag, at in references:
        if shelf.is_broken(name) or tag in tags.get(name, ()):
            continue
        if name not in tags:
            hint = values.suggestion(name, sorted(tags), "Lexicons") or "No pack that is loaded has a lexicon."
            message = f"there is no lexicon '{name}'"
        else:
            hint = values.suggestion(tag, sorted(tags[name]), "Its tags")
            message = f"the lexicon '{name}' has no tag '{tag}'"
        shelf.told.add(PackError(message, code="A232", at=at, hint=hint))
