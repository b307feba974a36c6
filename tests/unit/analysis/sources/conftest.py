"""The word lists that ship, which the steps are tested with: the lists are half of each step."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from auditor.records.rules import Lexicon, RulePack


@pytest.fixture(scope="session")
def lexicons(packs: tuple[RulePack, ...]) -> Mapping[str, Lexicon]:
    return {lexicon.id: lexicon for pack in packs for lexicon in pack.lexicons}
