"""Libraries that are installed here, lent by links to an environment that a test makes: nothing is installed twice."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path

from bench import dependencies


def link(names: Iterable[str], folder: Path) -> Path:
    """Links the files of the distributions `names` into `folder`, on which Python can then look for them."""
    for name in names:
        found = distribution(name)
        for top in {path.parts[0] for path in found.files or ()} - {"..", "__pycache__"}:
            if not (folder / top).exists():
                (folder / top).symlink_to(Path(str(found.locate_file(top))).resolve())
    return folder


def link_builder(folder: Path) -> Path:
    """Links what builds the project, as `pyproject.toml` names it, into `folder`."""
    return link(("hatchling", *dependencies.run_time("hatchling")), folder)
