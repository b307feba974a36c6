"""What the tagger takes for charges in an article: the words that accuse somebody, the accused, and the accuser."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from auditor.language.tagger import decode, network
from auditor.language.tagger.network import Charged, Network, Page
from auditor.language.tagger.pieces import Window
from auditor.language.tagger.read import Range, Seen, span_of, stacked, sureness
from auditor.records.appraisal import AccusationKind, ChargeReading, Frame

_PARTY, _ACCUSER = 0, 1
_KINDS = (AccusationKind.ACCUSATION, AccusationKind.CRITICISM)
_FRAMES = (Frame.EXPLICIT, Frame.CONTENT, Frame.NARRATOR)
LEANING = 1.0
"""How much likelier words are taken to be a charge than the network says, in units of the logarithm of the odds."""


def read(seen: Seen, net: Network | None) -> tuple[ChargeReading, ...]:
    """The charges that the tagger finds, in order; none without one."""
    if net is None:
        return ()
    marked = stacked([_leaning(page) for _, page in seen])
    asked = [
        (window, page, ranges, network.parties(net, page, ranges))
        for (window, page), labels in zip(seen, marked, strict=True)
        if (ranges := [(s.start, s.end) for s in decode.stretches(labels)])
    ]
    rows = iter(stacked([told.roles for *_, told in asked]))
    found = [one for window, page, ranges, told in asked for one in _readings(window, page, ranges, told, rows)]
    return tuple(sorted(found, key=lambda one: one.words))


def _leaning(page: Page) -> decode.Scores:
    scores = page.charges[None].copy()
    scores[:, :, 0] -= LEANING
    return scores


def _readings(
    window: Window, page: Page, ranges: list[Range], told: Charged, rows: Iterator[np.ndarray]
) -> Iterator[ChargeReading]:
    for number, (start, end) in enumerate(ranges):
        found = sorted(decode.stretches(next(rows)), key=lambda s: sureness(told.roles[number], s))
        best = {s.role: s for s in found}  # of several, the surest
        party, accuser = (best.get(role) for role in (_PARTY, _ACCUSER))
        outside = np.exp(page.charges[start:end, 0])
        yield ChargeReading(
            words=span_of(window, start, end),
            party=None if party is None else span_of(window, party.start, party.end),
            accuser=None if accuser is None else span_of(window, accuser.start, accuser.end),
            kind=_KINDS[int(told.kinds[number].argmax())],
            frame=_FRAMES[int(told.frames[number].argmax())],
            probability=round(float(1 - outside.mean()), 4),
            demanded=round(float(told.demanded[number, 1]), 4),
            known=0.0 if party is None else round(sureness(told.roles[number], party), 4),
        )
