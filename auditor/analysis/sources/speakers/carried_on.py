"""Who goes on speaking where a statement has no words for its source (free direct and free indirect speech)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.coreference.chains import Chain
from auditor.records.rules import FoundBy
from auditor.records.sourcing import Evidence, Mode, Statement

STEP = "sources/running-speaker"


def speaker(
    cols: Columns, statements: Sequence[Statement], speaking: Mapping[int, Sequence[Chain]], number: int
) -> Chain | None:
    """Whoever made the statement before this one in the same paragraph; evidence is left with that source.

    A quotation that stands alone is also the word of whoever spoke last in the paragraph before.
    """
    statement = statements[number]
    block = _block(cols, statement)
    alone = statement.cue is None and statement.mode is Mode.DIRECT
    if statement.source is not None:
        return _same_words(statements, speaking, number)
    for before in range(number - 1, -1, -1):
        away = block - _block(cols, statements[before])
        if away > int(alone):
            return None
        if speaking.get(before):
            last = speaking[before][-1]
            words = statement.cue or statement.content[0]
            what = "no words say who speaks; whoever spoke before does"
            last.evidence.append(Evidence(STEP, words, what, FoundBy.SOURCES))
            return last
    return None


def _same_words(statements: Sequence[Statement], speaking: Mapping[int, Sequence[Chain]], number: int) -> Chain | None:
    """Whoever the same words name in a statement before this one: a further paragraph of what was said there."""
    same = (n for n in range(number - 1, -1, -1) if statements[n].source == statements[number].source)
    return next((chains[-1] for n in same if (chains := speaking.get(n))), None)


def _block(cols: Columns, statement: Statement) -> int:
    at, _ = cols.tokens(statement.cue or statement.content[0])
    return cols.block[min(at, len(cols) - 1)]
