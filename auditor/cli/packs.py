"""The packs that commands for rules speak of: all there are, those in force, and those that somebody names."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from auditor.base.errors import UsageError
from auditor.cli import options
from auditor.packs import load, values
from auditor.packs.folder import CARD
from auditor.packs.own import own_packs
from auditor.records.rules import Lexicon, PolicyRule, Rule, RulePack

Entry = Rule | PolicyRule | Lexicon

Dirs = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules",
        metavar="DIR",
        help="A pack of your own, or a folder of packs, beside those that ship; repeatable. As the settings say if not "
        "given.",
        show_default=False,
    ),
]


@dataclass(frozen=True, slots=True)
class Library:
    """All packs there are, and the those that are in force for drafts."""

    packs: tuple[RulePack, ...]
    in_force: tuple[RulePack, ...]
    own: tuple[RulePack, ...]
    """Those that do not ship: of the settings, of `--rules`, of folders that were named."""
    at_hand: tuple[str, ...] = ()
    """Names of packs in the folders of the settings or of `--rules`, those that have not been read included."""

    def of(self, path: Path) -> RulePack:
        """The pack in a folder; raises UsageError A021 if it is not one of those that the library was made of."""
        found = next((pack for pack in self.packs if Path(pack.path).resolve() == path.resolve()), None)
        if found is None:
            name = path.as_posix()
            raise UsageError(f"the pack in '{name}' is not in force", code="A021", hint=to_read(path))
        return found


def library(rules: Sequence[Path] | None, named: Sequence[str] = ()) -> Library:
    """The packs that ship or are installed, those of `rules` or else of the settings, and folders among `named`.

    Raises SettingsError, and PackError for all that is wrong with any of them.
    """
    from auditor.judging import terms

    settings = options.house_for().settings
    usual = [Path(folder) for folder in settings.rules] if rules is None else list(rules)
    ready, at_hand = own_packs(usual)
    called = (*named, *(name.partition("/")[0] for name in named))  # a rule's id begins with the name of its pack
    by_name = [at_hand[name] for name in (*settings.policies, *called) if name in at_hand and not is_pack(name)]
    by_path = [folder for name in named if (folder := _folder_of(name)) is not None]
    ships = {folder.resolve() for folder in load.shipped().values()}
    folders = {folder.resolve(): folder for folder in (*by_path, *by_name, *ready)}
    extra = [folder for real, folder in folders.items() if real not in ships]
    packs = load.load_packs((*load.shipped(), *load.installed()), extra, terms.check)
    others, own = packs[: len(packs) - len(extra)], packs[len(packs) - len(extra) :]
    names = {*load.ALWAYS, *settings.policies}
    reals = {folder.resolve() for folder in ready}
    in_force = [pack for pack in others if pack.name in names or Path(pack.path).resolve() in reals]
    in_force += [each for each, at in zip(own, extra, strict=True) if each.name in names or at.resolve() in reals]
    return Library(packs, tuple(in_force), own, tuple(at_hand))


def is_pack(name: str) -> bool:
    """Whether `name` is the path of a folder with the card of a pack."""
    try:
        return (Path(name) / CARD).is_file()
    except (OSError, ValueError):  # no file can have this name
        return False


def _folder_of(name: str) -> Path | None:
    """The folder of the pack that is, or holds, what lies at the path `name`; with or without its `.yaml`."""
    path = Path(name)
    return next((each for each in (path, *path.parents[:2]) if is_pack(each.as_posix())), None)


def chosen(library_: Library, name: str) -> RulePack:
    """The pack in the folder `name`, or else that of this name; raises UsageError A021 where there is neither."""
    if is_pack(name):
        return library_.of(Path(name))
    found = next((pack for pack in library_.packs if pack.name == name), None)
    if found is not None:
        return found
    inside = _folder_of(name)
    if inside is not None and _exists(name):
        return library_.of(inside)
    raise UsageError(f"there is no pack '{name}'", code="A021", hint=_hint(library_, name))


def _exists(name: str) -> bool:
    try:
        return Path(name).exists()
    except (OSError, ValueError):  # no file can have this name
        return False


def _hint(library_: Library, name: str) -> str:
    known = names(library_)
    if (close := values.closest(name, known)) is not None:
        return f"Did you mean '{close}'?"
    if inside := _packs_in(Path(name)):
        return f"It holds packs: {', '.join(inside)}."
    if _exists(name):
        return f"A pack is a folder with a {CARD}; `auditor rules new PACK/NAME` makes one."
    return f"Packs: {', '.join(known)}. A pack may also be named by its folder."


def names(library_: Library) -> list[str]:
    """The names of all packs, and the folders of those that lie in the working folder."""
    return list(dict.fromkeys((*(pack.name for pack in library_.packs), *library_.at_hand, *_packs_in(Path()))))


def _packs_in(folder: Path) -> list[str]:
    """The folders of the packs that lie directly in `folder`."""
    try:
        return [card.parent.as_posix() for card in sorted(folder.glob(f"*/{CARD}"))]
    except (OSError, ValueError, NotImplementedError):  # no folder can have this name
        return []


def to_read(folder: Path) -> str:
    """How to have the pack in `folder` read."""
    return f"add --rules {shlex.quote(folder.as_posix())}"


def entries(packs: Sequence[RulePack]) -> list[Entry]:
    """All rules, policies and lexicons of `packs`."""
    found: list[Entry] = []
    for pack in packs:
        found += [*pack.rules, *pack.policies, *pack.lexicons]
    return found


def find(known: Sequence[Entry], name: str, others: Sequence[str] = ()) -> list[Entry]:
    """Those called `name`, or lying in the folder `name`, or ending with it, or at that path.

    Raises UsageError A021 if none is; `others` are names of packs that may have been meant.
    """
    found = [e for e in known if e.id == name] or [
        e for e in known if e.id.startswith(f"{name.rstrip('/')}/") or e.id.endswith(f"/{name}")
    ]
    found = found or list(_at(known, name))
    if not found:
        ends = {entry.id.rpartition("/")[2]: entry.id for entry in known}
        close = values.closest(name, [*others, *((entry.id for entry in known) if "/" in name else ends)])
        hint = f"Did you mean '{close}'?" if close else "`auditor rules list` shows all rules."
        if (folder := _holder(name, known)) is not None:
            hint = f"The pack in {folder} has one and is not in force: {to_read(Path(folder))}"
        raise UsageError(f"there is no {'pack and no ' if others else ''}rule '{name}'", code="A021", hint=hint)
    return found


def _holder(name: str, known: Sequence[Entry]) -> str | None:
    """The folder of a pack here, none of whose rules are `known`, that has a file of this name; None if none has."""
    read = {parent for entry in known for parent in Path(entry.path).resolve().parents}
    file = f"{name.removesuffix('.yaml')}.yaml"
    for folder in _packs_in(Path()):
        inside = (Path(folder) / file, *(each / file for each in Path(folder).iterdir() if each.is_dir()))
        if Path(folder).resolve() not in read and any(_exists(each.as_posix()) for each in inside):
            return folder
    return None


def _at(known: Sequence[Entry], name: str) -> Iterator[Entry]:
    """Those whose file lies at the path `name`, or below it."""
    if not _exists(name) and not _exists(f"{name}.yaml"):
        return
    places = {Path(name).resolve(), Path(f"{name}.yaml").resolve()}
    for entry in known:
        path = Path(entry.path).resolve()
        if path in places or any(parent in places for parent in path.parents):
            yield entry
