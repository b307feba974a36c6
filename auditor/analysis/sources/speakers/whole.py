"""The words for a speaker made whole where a reading cuts them: *President Rosa* of *President Rosa Vane*."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from auditor.analysis.sources.columns import Columns
from auditor.base.spans import Span
from auditor.records.sourcing import Statement

_PROPER = frozenset({"NNP", "NNPS"})
_WITHIN = frozenset({"compound", "nmod"})
_MARKS = frozenset({"-", "–"})


def widened(cols: Columns, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements, each with the whole of the name that the words for its source cut."""
    return tuple(_widened(cols, statement) for statement in statements)


def _widened(cols: Columns, statement: Statement) -> Statement:
    if statement.source is None:
        return statement
    statement = _without_adverb(cols, statement, statement.source)
    assert statement.source is not None
    start, end = cols.tokens(statement.source)
    if start == end:
        return statement
    first, last = _start(cols, start, end), _end(cols, start, end)
    whole = Span(
        min(statement.source.start, cols.idx[first]),
        max(statement.source.end, cols.idx[last - 1] + len(cols.text[last - 1])),
    )
    others = [*([statement.cue] if statement.cue is not None else []), *statement.content]
    if whole == statement.source or any(whole.overlaps(other) for other in others):
        return statement
    return replace(statement, source=whole)


def _without_adverb(cols: Columns, statement: Statement, source: Span) -> Statement:
    """The statement with a capital adverb that opens its cue as the last word of its source: *Harbour Now* reported."""
    if statement.cue is None:
        return statement
    _, end = cols.tokens(source)
    at, stop = cols.tokens(statement.cue)
    capital = at == end and stop > at + 1 and cols.text[at][:1].isupper() and at not in cols.starts
    if not capital or cols.pos[at] != "ADV" or cols.tag[at - 1] not in _PROPER:
        return statement
    return replace(statement, source=Span(source.start, cols.span(at, at + 1).end), cue=cols.span(at + 1, stop))


def _start(cols: Columns, start: int, end: int) -> int:
    """Where the name begins that has its last words from `start` on: the *As* of *As-Safar*."""
    at = start
    while at > 0 and cols.block[at - 1] == cols.block[start] and cols.tag[at] in _PROPER:
        if cols.text[at - 1] in _MARKS and at > 1 and _is_tight(cols, at - 1) and cols.text[at - 2][:1].isalpha():
            at -= 2
        elif cols.tag[at - 1] in _PROPER and cols.dep[at - 1] in _WITHIN and at <= cols.head[at - 1] < end:
            at -= 1
        else:
            break
    return at


def _end(cols: Columns, start: int, end: int) -> int:
    """Where the name ends whose first words end at `end`: *Rosa*, of which *Vane* is the head."""
    last = end - 1
    if cols.tag[last] == "NN":
        return _end_of_name(cols, end)
    head = cols.head[last]
    if cols.tag[last] not in _PROPER or cols.dep[last] not in _WITHIN or head < end or head >= len(cols):
        return end
    person = cols.ent[last] == cols.ent[head] == "PERSON" and cols.block[last] not in cols.headline
    if not person or head + 1 >= len(cols) or cols.pos[head + 1] not in ("VERB", "AUX"):
        return end
    whole = all(cols.tag[at] in _PROPER and cols.block[at] == cols.block[last] for at in range(end, head + 1))
    return head + 1 if whole and cols.sentence[head] == cols.sentence[last] else end


def _end_of_name(cols: Columns, end: int) -> int:
    """Where the name ends that follows the noun for its bearer without a comma: *news site* Larkspur."""
    at = end
    while (
        at < len(cols)
        and cols.tag[at] in _PROPER
        and cols.text[at][:1].isupper()
        and cols.block[at] == cols.block[end - 1]
    ):
        at += 1
    noun = end - 1
    apposed = at > end and cols.head[at - 1] == noun and cols.dep[at - 1] == "appos"
    described = at > end and cols.dep[noun] in _WITHIN and cols.head[noun] == at - 1
    return at if (apposed or described) and cols.sentence[at - 1] == cols.sentence[noun] else end


def _is_tight(cols: Columns, at: int) -> bool:
    """Whether no space stands around the mark at `at`."""
    before = cols.idx[at] == cols.idx[at - 1] + len(cols.text[at - 1])
    return before and at + 1 < len(cols) and cols.idx[at + 1] == cols.idx[at] + len(cols.text[at])
