"""Waivers weighed against the findings of an article: which findings may stand, and what became of each waiver."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from auditor.base.names import full_names
from auditor.base.spans import Span
from auditor.judging.case import Case
from auditor.records.article import SILENT_ROLES
from auditor.records.report import Finding
from auditor.records.sourcing import SourceKind
from auditor.records.waiver import PLACEHOLDER, Waiver, WaiverState

_SHOUTED = re.compile(r"\b[A-Z’'-]{3,}\s+[A-Z’'-]{3,}\b")
_CAPITALIZED = re.compile(r"\b[A-Z][\w’'-]*[a-z]\b")


@dataclass(frozen=True, slots=True)
class Weighed:
    """A waiver, and what became of it."""

    waiver: Waiver
    state: WaiverState
    is_blanket: bool = False
    """Whether it waives findings at places that it does not name."""


def weigh(
    findings: Sequence[Finding], case: Case, rules: Collection[str], today: str, off: Collection[str] = ()
) -> tuple[list[Finding], tuple[Weighed, ...]]:
    """`findings`, those that are waived with the reason; and each waiver of the article with its fate.

    `rules` are the ids of the policy rules in force, `today` is a day as in ISO 8601, or empty where none ends. Waivers
    of rules that are `off` are not weighed: nobody can say what they would waive.
    """
    left, weighed = list(findings), []
    for waiver in case.article.waivers:
        if waiver.rule in off:
            continue
        state = _state(waiver, case, rules, today)
        fits = _nearest([n for n, finding in enumerate(left) if _fits(waiver, finding, case)], left, waiver, case)
        if state is WaiverState.USED and not fits:
            state = WaiverState.UNUSED
        blanket = False
        if state is WaiverState.USED:
            for n in fits:
                left[n] = replace(left[n], waived=left[n].waived or _told(waiver))
            is_placed = bool(waiver.words) or waiver.span is not None or waiver.on is not None
            blanket = not is_placed and any(left[n].span is not None for n in fits)
        weighed.append(Weighed(waiver, state, blanket))
    return left, tuple(weighed)


def _state(waiver: Waiver, case: Case, rules: Collection[str], today: str) -> WaiverState:
    """What a waiver is worth by itself; `USED` for one that may take effect."""
    if not waiver.rule:
        return WaiverState.UNCLEAR
    if waiver.rule not in rules:
        return WaiverState.UNKNOWN
    if waiver.reason in ("", PLACEHOLDER):
        return WaiverState.REASONLESS
    if _seems_to_name(waiver.reason, case) or _seems_to_name(waiver.by, case):
        return WaiverState.REFUSED
    return WaiverState.EXPIRED if waiver.until and today and waiver.until < today else WaiverState.USED


def _told(waiver: Waiver) -> str:
    """The reason, with who gives it and how long it holds: `no more can be said safely (KL, until 2026-12-31)`."""
    more = ", ".join(part for part in (waiver.by, f"until {waiver.until}" if waiver.until else "") if part)
    return f"{waiver.reason} ({more})" if more else waiver.reason


def _fits(waiver: Waiver, finding: Finding, case: Case) -> bool:
    """Whether a waiver is for a finding: by rule, by words, and by the paragraph that it stands in or before."""
    if waiver.rule != finding.policy:
        return False
    if finding.span is None:
        return not waiver.words
    if waiver.words and _folded(waiver.words) != _folded(finding.span.of(case.article.text)):
        return False
    place = place_of(waiver, case)
    return place is None or place.overlaps(finding.span)


def _nearest(fits: list[int], findings: Sequence[Finding], waiver: Waiver, case: Case) -> list[int]:
    """Of the findings that a waiver is for, those on the words on which it hangs, if there are any."""
    if waiver.on is None:
        return fits
    spans = {n: span for n in fits if (span := findings[n].span) is not None}
    near = [n for n, span in spans.items() if case.original.span(span).overlaps(waiver.on)]
    return [n for n in fits if n not in spans or n in near] if near else fits


def place_of(waiver: Waiver, case: Case) -> Span | None:
    """The paragraph or paragraphs that a waiver holds for; None for one that is for all of the draft."""
    if waiver.on is None:
        return None if waiver.span is None else held(waiver.span, case)
    blocks = [block.span for block in case.article.blocks if block.role not in SILENT_ROLES]
    under = [span for span in blocks if case.original.span(span).overlaps(waiver.on)]
    return Span(under[0].start, under[-1].end) if under else held(waiver.on, case)


def held(written: Span, case: Case) -> Span | None:
    """The paragraph that a waiver holds for: the one on whose line it is written, or else the next, or the last."""
    text, original = case.original.text, case.original
    blocks = [block.span for block in case.article.blocks if block.role not in SILENT_ROLES]
    places = [(original.span(span), span) for span in blocks]
    for place, span in places:
        gap = text[place.end : written.start] if place.end <= written.start else text[written.end : place.start]
        if "\n" not in gap:
            return span
    return next((span for place, span in places if place.start >= written.end), blocks[-1] if blocks else None)


def _seems_to_name(reason: str, case: Case) -> bool:
    """Whether a reason may give an anonymous source away: it has a name in it, though no reason needs one."""
    if not any(source.kind is SourceKind.ANONYMOUS for source in case.sources):
        return False
    if full_names(reason) or _SHOUTED.search(reason) or "@" in reason:
        return True
    named = (source.label for source in case.sources if source.kind is SourceKind.NAMED_PERSON)
    known = {word for label in named for word in _CAPITALIZED.findall(label)}
    found = list(_CAPITALIZED.finditer(reason))
    if any(each.group() in known or case.words.has("first-names", each.group().lower()) for each in found):
        return True
    return any(each.start() and not case.words.has("not-names", each.group().lower()) for each in found)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
