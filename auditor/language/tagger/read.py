"""What the tagger finds in an article, and what it makes of the cues that rules found.

`look` needs nothing but the text, so that it can go on beside the parser; `read` takes what it saw and the rules' cues.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import chain

import numpy as np

from auditor.base.spans import Span
from auditor.base.threads import shared_out
from auditor.language.tagger import decode, network
from auditor.language.tagger.decode import Scores
from auditor.language.tagger.network import Arguments, Network, Page
from auditor.language.tagger.pieces import Window
from auditor.records.sourcing import Reading, Statement

_SOURCE, _CUE, _CONTENT = 0, 1, 2
_ARGUMENTS = (_SOURCE, _CONTENT)
"""The roles of words in the order in which the roles of arguments are numbered."""

Range = tuple[int, int]


Seen = Sequence[tuple[Window, Page]]
"""An article's windows, each as the network's first part read it."""


def look(net: Network, window: Window) -> tuple[Window, Page]:
    """A window of an article, and what the first and the third part make of it."""
    return window, network.read(net, window)


def read(seen: Seen, net: Network, found: Sequence[Statement] = ()) -> tuple[Reading, ...]:
    """A reading for each cue that the tagger finds, and for those of `found` that overlap none of these; in order."""
    cues = [s.cue for s in found if s.cue is not None]
    own = _own_cues([page for _, page in seen])
    readings: list[Reading] = []
    asked = [
        (window, page, ranges)
        for (window, page), its_own in zip(seen, own, strict=True)
        if (ranges := sorted([*its_own, *_given(window, cues, its_own)]))
    ]
    with shared_out(lambda one: network.arguments(net, one[1], one[2]), asked, net.threads) as answers:
        told = answers()
    labels = _arguments([_both(page, given) for (_, page, _), given in zip(asked, told, strict=True)])
    for (window, page, ranges), given, rows in zip(asked, told, labels, strict=True):
        readings += [
            _reading(window, page, cue, given, number, list(decode.stretches(row)))
            for number, (cue, row) in enumerate(zip(ranges, rows, strict=True))
        ]
    return tuple(sorted(readings, key=lambda r: r.cue))


def _own_cues(pages: Sequence[Page]) -> list[list[Range]]:
    labels = stacked([page.roles[None, :, _CUE] for page in pages])
    return [[(s.start, s.end) for s in decode.stretches(row)] for row in labels]


def _given(window: Window, cues: Sequence[Span], found: Sequence[Range]) -> list[Range]:
    """The words of those of `cues` that stand in `window` and share no word with `found`."""
    ranges = [held for cue in cues if (held := range_in(window, cue)) is not None]
    return [held for held in dict.fromkeys(ranges) if not any(held[0] < e and s < held[1] for s, e in found)]


def _both(page: Page, given: Arguments) -> Scores:
    """The scores of arguments with those of the words by themselves added, which sharpens where spans begin and end."""
    total = given.roles.copy()
    for number, role in enumerate(_ARGUMENTS):
        inside = decode.logarithms(page.roles[:, role, 1:])
        total[:, :, 1 + 4 * number : 5 + 4 * number] += inside
    return total


def _arguments(scores: Sequence[Scores]) -> list[list[np.ndarray]]:
    rows = iter(stacked(scores))
    return [[next(rows) for _ in range(len(some))] for some in scores]


def stacked(scores: Sequence[Scores]) -> list[np.ndarray]:
    """The best labels of all sequences of `scores`, found in one go."""
    if not scores:
        return []
    longest = max(s.shape[1] for s in scores)
    count = sum(len(s) for s in scores)
    padded = np.full((count, longest, scores[0].shape[2]), -1e9, dtype=np.float32)
    padded[:, :, 0] = 0
    at = 0
    for some in scores:
        padded[at : at + len(some), : some.shape[1]] = some
        at += len(some)
    lengths = chain.from_iterable([s.shape[1]] * len(s) for s in scores)
    return [row[:length] for row, length in zip(decode.best(padded), lengths, strict=True)]


def _reading(
    window: Window, page: Page, cue: Range, given: Arguments, number: int, found: Sequence[decode.Stretch]
) -> Reading:
    sources = [s for s in found if _ARGUMENTS[s.role] == _SOURCE]
    scores = given.roles[number]
    source = max(sources, key=lambda s: sureness(scores, s), default=None)
    outside = np.exp(page.roles[cue[0] : cue[1], _CUE, 0])
    return Reading(
        cue=span_of(window, *cue),
        source=None if source is None else span_of(window, source.start, source.end),
        content=tuple(span_of(window, s.start, s.end) for s in found if _ARGUMENTS[s.role] == _CONTENT),
        probability=round(float(1 - outside.mean()), 4),
        voiced=round(float(given.voiced[number]), 4),
        kinds=tuple(round(float(p), 4) for p in given.kinds[number]),
    )


def sureness(scores: Scores, stretch: decode.Stretch) -> float:
    """The mean probability that the words of `stretch` are not outside."""
    return float(1 - np.exp(scores[stretch.start : stretch.end, 0]).mean())


def range_in(window: Window, span: Span) -> Range | None:
    """The words of `window` that stand in `span`, half-open; None if there are none."""
    start = bisect_right(window.words, span.start, key=lambda w: w.end)
    end = bisect_left(window.words, span.end, key=lambda w: w.start)
    return (start, end) if start < end else None


def span_of(window: Window, start: int, end: int) -> Span:
    """Where the words `start` to `end` of `window`, half-open, stand in the text."""
    return Span(window.words[start].start, window.words[end - 1].end)
