"""A further source after the words for the first: *two officials, who asked not to be named, and a council paper*."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.analysis.sources.columns import Columns
from auditor.analysis.sources.mentions import apart, joint
from auditor.analysis.sources.names.names import Name
from auditor.language.function_words import RELATIVES

_OPENS_CLAUSE = frozenset({"WP", "WDT", "WP$", "VBG", "VBN"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_STOPS = frozenset(',.;:—–()“”"')


def further(cols: Columns, names: Sequence[Name], start: int, end: int) -> tuple[tuple[int, int], ...]:
    """The ranges of tokens of what *and* joins to the source from `start` to `end`, past a clause about it; or none.

    For a source that ends its clause, as that of *according to* does.
    """
    at = _joined_at(cols, end)
    if at < 0:
        return ()
    after = at + (apart.joiner(cols, at) or 1)
    stop = _end(cols, after)
    if not apart.joiner(cols, at) and not apart.lists(cols, at, stop):
        return ()
    if stop <= after or not joint.are_two(cols, names, start, at, after, stop):
        return ()
    if any(
        cols.dep[i] in _SUBJECTS and cols.lower[i] not in RELATIVES for i in range(after, _clause(cols, after, stop))
    ):
        return ()  # …, and the council says
    return joint.parts(cols, names, after, stop)


def _joined_at(cols: Columns, end: int) -> int:
    """The token of the *and*, or the comma of a list, right after `end`, or after a clause there; -1 for none."""
    if end + 2 >= len(cols):
        return -1
    if apart.joiner(cols, end):
        return end
    if cols.text[end] != ",":
        return -1
    if apart.joiner(cols, end + 1):
        return end + 1
    if cols.tag[end + 1] not in _OPENS_CLAUSE:
        return end
    for at in range(end + 2, len(cols)):
        if cols.sentence[at] != cols.sentence[end] or cols.quoted[at]:
            break
        if cols.text[at - 1] == "," and apart.joiner(cols, at):
            return at
    return -1


def _end(cols: Columns, start: int) -> int:
    """Where the phrase from `start` on ends: before a mark or with the sentence; `start` if a verb follows it."""
    relative = False
    for at in range(start, len(cols)):
        if cols.sentence[at] != cols.sentence[start] or cols.text[at] in _STOPS or cols.pos[at] == "SPACE":
            return at
        relative = relative or cols.tag[at] in ("WP", "WDT", "WP$")
        if cols.tag[at] in _FINITE and not relative:
            return start
    return len(cols)


def _clause(cols: Columns, start: int, stop: int) -> int:
    """Where a relative clause begins between `start` and `stop`; `stop` if none does."""
    return next((at for at in range(start, stop) if cols.tag[at] in ("WP", "WDT", "WP$")), stop)
