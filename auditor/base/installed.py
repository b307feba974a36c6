"""What is installed beside the auditor, found without running any of it and never in the working folder.

Python puts the working folder first on its search path when it is started as `python -m` or `python -c`. What lies
there may be somebody else's: a folder of the name of a package must not stand in for the package.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.metadata import Distribution, EntryPoint
    from pathlib import Path


def search_path() -> list[str]:
    """The folders in which Python looks for packages, but for the working folder."""
    here = os.path.realpath(os.curdir)
    return [place for place in sys.path if place and os.path.realpath(place) != here]


def entry_points(group: str) -> Iterator[EntryPoint]:
    """What installed distributions announce under `group`, in the order of the search path."""
    from importlib.metadata import distributions

    for distribution in distributions(path=search_path()):
        yield from (point for point in distribution.entry_points if point.group == group)


def found(name: str) -> Distribution | None:
    """The installed distribution `name`, if there is one."""
    from importlib.metadata import distributions

    return next(iter(distributions(name=name, path=search_path())), None)


def package_folders(name: str) -> tuple[Path, ...]:
    """The folders of the top-level package `name`: one, several for a namespace, or none."""
    from importlib.machinery import PathFinder
    from pathlib import Path

    spec = PathFinder.find_spec(name, search_path()) if name.isidentifier() else None
    places = spec.submodule_search_locations if spec is not None else None
    return tuple(Path(place) for place in places or ())


def distribution_folder(name: str) -> Path | None:
    """The folder `name` that the installed distribution of that name brought, if there is one."""
    from importlib.metadata import distributions
    from pathlib import Path

    for distribution in distributions(name=name, path=search_path()):
        folder = Path(str(distribution.locate_file(name)))
        if folder.is_dir():
            return folder
    return None
