"""What many tests share; each is made once, and only when a test asks for it.

The language model is imported by those that use it, so that tests of the plain parts stay quick.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from auditor.packs.load import load_packs, shipped

if TYPE_CHECKING:
    from spacy.language import Language

    from auditor.engine import Toolkit
    from auditor.model import RulePack


@pytest.fixture(scope="session")
def packs() -> tuple[RulePack, ...]:
    """All packs that ship."""
    return load_packs(tuple(shipped()))


@pytest.fixture(scope="session")
def toolkit(packs: tuple[RulePack, ...]) -> Toolkit:
    """What an audit works with, all packs that ship in force."""
    from auditor.engine import build_toolkit

    return build_toolkit(packs)


@pytest.fixture(scope="session")
def nlp(toolkit: Toolkit) -> Language:
    """The language model, that of the toolkit."""
    return toolkit.nlp
