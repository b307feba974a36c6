"""Where packs lie that nobody names by their folder: those that ship, and those of other installed packages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from auditor.base.installed import entry_points, package_folders

ENTRY_POINTS = "auditor.packs"
"""The group of entry points by which other packages bring packs."""
CARD = "pack.yaml"
"""The file by which a folder is known as a pack."""


def rules_root() -> Path:
    """The folder of the packs that ship: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "_rules"
    return inside if inside.is_dir() else package.parent / "rules"


def shipped() -> Mapping[str, Path]:
    """The packs that ship, by name."""
    root = rules_root()
    cards = sorted([*root.glob(f"*/{CARD}"), *root.glob(f"policies/*/{CARD}")])
    return {card.parent.name: card.parent for card in cards}


def is_shipped(names: Iterable[str]) -> bool:
    """Whether packs with all these names ship."""
    root = rules_root()
    return all(
        name == PurePosixPath(name).name and any((place / name / CARD).is_file() for place in (root, root / "policies"))
        for name in names
    )


def installed() -> Mapping[str, Path]:
    """The packs of other installed packages, by the names of their entry points; nothing of them is run.

    An entry point of the group `auditor.packs` names a package and a folder in it: `desk = "desk_rules:packs/desk"`.
    An entry point with the name of a pack that ships is ignored.
    """
    found: dict[str, Path] = {}
    for point in entry_points(ENTRY_POINTS):
        package, _, below = point.value.partition(":")
        if ".." in PurePosixPath(below).parts or PurePosixPath(below).is_absolute():
            continue
        for place in package_folders(package):
            if (place / below / CARD).is_file():
                found.setdefault(point.name, place / below)
    ships = shipped()
    return {name: found[name] for name in sorted(found) if name not in ships}
