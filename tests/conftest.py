"""What many tests share; each is made once, and only when a test asks for it.

The language model is imported by those that use it, so that tests of the plain parts stay quick.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from auditor.packs.load import load_packs, shipped

if TYPE_CHECKING:
    from spacy.language import Language

    from auditor.records.rules import RulePack
    from auditor.toolkit import Toolkit


@pytest.fixture(scope="session", autouse=True)
def nobodys_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder of configuration with nothing in it, so that no settings of whoever runs the tests count."""
    with pytest.MonkeyPatch.context() as environment:
        folder = tmp_path_factory.mktemp("configuration")
        environment.setenv("XDG_CONFIG_HOME", str(folder))
        yield folder


@pytest.fixture(scope="session")
def packs() -> tuple[RulePack, ...]:
    """All packs that ship."""
    return load_packs(tuple(shipped()))


@pytest.fixture(scope="session")
def toolkit(packs: tuple[RulePack, ...]) -> Toolkit:
    """What an audit works with, all packs that ship in force."""
    from auditor.toolkit import build_toolkit

    return build_toolkit(packs)


@pytest.fixture(scope="session")
def nlp(toolkit: Toolkit) -> Language:
    """The language model, that of the toolkit."""
    return toolkit.nlp
