"""Caches in which the rules are kept, read and compiled, and nothing else: what a process of the tests begins with.

To read them takes it longer than most of what it does after that, and they are the same each time.
"""

from __future__ import annotations

import shutil
from contextlib import chdir
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from auditor.base.cache import FOLDER
from auditor.packs.kept import keep_in
from auditor.runs.packs import in_force
from auditor.runs.toolkits import Toolkits
from auditor.settings.settings import Settings

_numbers = count()


def own_cache() -> dict[str, str]:
    """What the environment says of a cache of its own, in which nobody finds what another has made; it is there until
    the tests end.
    """
    folder = Path(_folder().name) / str(next(_numbers))
    fill(folder)
    return {FOLDER: str(folder)}


def fill(folder: Path) -> None:
    """Makes `folder` such a cache; it is not there yet."""
    shutil.copytree(_filled(), folder)


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="auditor-tests-")


@cache
def _filled() -> Path:
    """What each of them is a copy of, filled as a run fills it before its first audit."""
    folder = Path(_folder().name) / "filled"
    folder.mkdir(mode=0o700)
    usual = Settings()
    with chdir(folder):  # outside the checkout, as what is started is: messages show the files of rules relative to it
        Toolkits(usual, in_force(usual, keep_in(str(folder))), threads=1)
    return folder
