"""What the tagger takes for charges in an article: the words that accuse somebody, the accused, and the accuser."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from auditor.base.spans import Nest, Span, hull
from auditor.language.tagger import decode, network
from auditor.language.tagger.network import Charged, Network, Page
from auditor.language.tagger.pieces import Window
from auditor.language.tagger.read import Range, Seen, range_in, span_of, stacked, sureness
from auditor.records.appraisal import AccusationKind, ChargeReading, Frame, Suspects

_PARTY, _ACCUSER = 0, 1
_KINDS = (AccusationKind.ACCUSATION, AccusationKind.CRITICISM)
_FRAMES = (Frame.EXPLICIT, Frame.CONTENT, Frame.NARRATOR)
LEANING = 1.0
"""How much likelier words are taken to be a charge than the network says, in units of the logarithm of the odds."""
URGING = 2.0
"""The same of words for the accused, where the network by itself finds none."""
_FAINT = 0.01
"""Words that are less likely to be those for the accused are not told."""


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


def suspects(seen: Seen, net: Network | None, given: Sequence[Span]) -> tuple[Suspects, ...]:
    """Whom the tagger takes for the accused in each of the words `given` that it has seen; none without one."""
    if net is None:
        return ()
    found: dict[Span, Suspects] = {}
    places = Nest((span, number) for number, span in enumerate(given))
    for window, page in seen:
        near = places.overlapping(hull(window.words)) if window.words else ()
        left = [span for number in sorted(near) if (span := given[number]) not in found]
        asked = {span: held for span in left if (held := range_in(window, span)) is not None}
        if asked:
            told = network.parties(net, page, list(asked.values()))
            rows = zip(asked, told.roles, stacked([told.roles]), strict=True)
            found.update((span, _suspects(window, span, roles, row)) for span, roles, row in rows)
    return tuple(found[span] for span in given if span in found)


def _suspects(window: Window, words: Span, roles: decode.Scores, labels: np.ndarray) -> Suspects:
    best = _surest(roles, labels, _PARTY)
    chances = np.exp(roles[:, 1 + 4 * _PARTY : 5 + 4 * _PARTY]).sum(axis=1)
    likely = tuple((window.words[at], round(float(chances[at]), 4)) for at in np.flatnonzero(chances >= _FAINT))
    return Suspects(words, None if best is None else span_of(window, best.start, best.end), likely)


def _surest(roles: decode.Scores, labels: np.ndarray, role: int) -> decode.Stretch | None:
    """Of the words that play `role`, those of which the network is surest."""
    return max((s for s in decode.stretches(labels) if s.role == role), key=lambda s: sureness(roles, s), default=None)


def _leaning(page: Page) -> decode.Scores:
    scores = page.charges[None].copy()
    scores[:, :, 0] -= LEANING
    return scores


def _readings(
    window: Window, page: Page, ranges: list[Range], told: Charged, rows: Iterator[np.ndarray]
) -> Iterator[ChargeReading]:
    for number, (start, end) in enumerate(ranges):
        roles, labels = told.roles[number], next(rows)
        party, accuser = _surest(roles, labels, _PARTY), _surest(roles, labels, _ACCUSER)
        if party is None:
            urged = roles.copy()
            urged[:, 0] -= URGING
            party = _surest(roles, stacked([urged[None]])[0], _PARTY)
        outside = np.exp(page.charges[start:end, 0])
        yield ChargeReading(
            words=span_of(window, start, end),
            party=None if party is None else span_of(window, party.start, party.end),
            accuser=None if accuser is None else span_of(window, accuser.start, accuser.end),
            kind=_KINDS[int(told.kinds[number].argmax())],
            frame=_FRAMES[int(told.frames[number].argmax())],
            probability=round(float(1 - outside.mean()), 4),
            demanded=round(float(told.demanded[number, 1]), 4),
            known=0.0 if party is None else round(sureness(roles, party), 4),
        )
