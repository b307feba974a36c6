"""Packs of a newsroom's own: the folders that settings name, and what may be called by its name in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from auditor.base.errors import PackError
from auditor.base.files import FileError, read_small
from auditor.packs import schema, yamlpos
from auditor.packs.folder import CARD, shown

_LARGEST = 100_000
"""Bytes of a card that is read for its name."""
_MOST = 200
"""Packs in a folder of packs."""


def own_packs(folders: Sequence[Path]) -> tuple[tuple[Path, ...], Mapping[str, Path]]:
    """The packs in force without being named, and all packs by their names.

    A folder that is a pack is in force. A folder of packs is not: those in it are in force where they are named.
    """
    shelves = [folder for folder in folders if not _is_pack(folder) and any(_in(folder))]
    in_force = tuple(folder for folder in folders if folder not in shelves)
    known: dict[str, Path] = {}
    for folder in (*in_force, *(pack for shelf in shelves for pack in _in(shelf))):
        known.setdefault(_name(folder), folder)
    return in_force, known


def _is_pack(folder: Path) -> bool:
    return (folder / CARD).exists()


def _in(shelf: Path) -> Iterator[Path]:
    """The packs directly in a folder, in order of name."""
    try:
        inside = sorted(shelf.iterdir())[:_MOST]
    except OSError:
        return
    yield from (folder for folder in inside if not folder.name.startswith(".") and _is_pack(folder))


def _name(folder: Path) -> str:
    """The name on a pack's card; that of its folder where the card is not in order, as whoever loads it will say."""
    try:
        return schema.pack_card(yamlpos.parse_bytes(read_small(folder / CARD, _LARGEST), shown(folder / CARD))).name
    except (PackError, FileError):
        return folder.name
