"""How much of one text is in another, by runs of words."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W_]+")
_RUN = 5


def words_of(text: str) -> list[str]:
    """The words of a text in small letters, without signs."""
    return _WORD.findall(text.casefold())


class Shingles:
    """The runs of five words of a text's blocks, and its shorter blocks whole."""

    def __init__(self, blocks: Iterable[str]) -> None:
        self._runs: set[tuple[str, ...]] = set()
        self.count = 0
        """Words of all blocks."""
        for block in blocks:
            words = words_of(block)
            self.count += len(words)
            self._runs.update(_runs(words))

    def share(self, block: str) -> float:
        """The share of a block's runs of words that are here; 0 of a block without words."""
        runs = _runs(words_of(block))
        return sum(run in self._runs for run in runs) / len(runs) if runs else 0.0


def _runs(words: list[str]) -> list[tuple[str, ...]]:
    if len(words) <= _RUN:
        return [tuple(words)] if words else []
    return [tuple(words[at : at + _RUN]) for at in range(len(words) - _RUN + 1)]
