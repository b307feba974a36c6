"""What readers are told about each source: how it is identified, how it knows, why it is unnamed, its side.

Each `Profile` is made of the ground of a case alone, and each grade has the words that it rests on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from auditor.base.spans import Span, subtract
from auditor.judging import descriptions
from auditor.judging.backing import backings
from auditor.judging.case import Ground
from auditor.language.function_words import ARTICLES, DEMONSTRATIVES, POSSESSIVES, any_of
from auditor.language.words import Words
from auditor.records.appraisal import Backing, Grade, Identified, Knows, Profile, Reason
from auditor.records.sourcing import NAMED_KINDS, AnonymityGrant, Form, Mode, Source, SourceKind

_KNOWS = (
    (Knows.FIRST_HAND, "first-hand"),
    (Knows.DOCUMENT, "document"),
    (Knows.BRIEFED, "briefed"),
    (Knows.FAMILIAR, "familiar"),
)
_REASONS = (Reason.PROTECTIVE, Reason.SPECIFIC, Reason.CONVENIENCE, Reason.ROTE)
_RUNGS = (Identified.BARE, Identified.CLASS, Identified.ROLE, Identified.ACCESS, Identified.SIDE)
_UNNAMED = frozenset({SourceKind.ANONYMOUS, SourceKind.UNNAMED_PERSON, SourceKind.UNNAMED_GROUP})
_PEOPLE = _UNNAMED | NAMED_KINDS | {SourceKind.UNNAMED_SPOKESPERSON}
_CLAUSE = re.compile(r",?\s+(?:who|whose|both of whom|all of whom)\b[^.;“”\"\n]{0,140}")
_OBJECT = re.compile(rf"\W+{any_of(ARTICLES | POSSESSIVES | DEMONSTRATIVES)}?\W*[^.,;“”\"\n]{{0,40}}")
_NEGATED = re.compile(r"(?:\b(?:not|never|no|nobody)|n[’']t)\W+(?:\w+\W+)?$")
_NEAR = 24
"""How far before a word its *not* may stand, in code points."""


def build(case: Ground) -> tuple[Profile, ...]:
    """One profile for each source, in their order; the entry for words that hide who says so has one too."""
    backed: dict[str, list[Backing]] = {}
    for each in backings(case):
        backed.setdefault(each.statement_id, []).append(each)
    return tuple(_profile(case, source, backed) for source in case.sources)


def rung(identified: Identified) -> int:
    """The rung of an unnamed source, 1 for bare to 5 for one whose side is shown; 0 for any other."""
    return _RUNGS.index(identified) + 1 if identified in _RUNGS else 0


def reason_of(text: str, reason: Span, words: Words) -> Grade[Reason]:
    """What the words of a reason for anonymity are worth, by the weightiest of them."""
    for grade in _REASONS:
        if found := words.first(text, [reason], "reasons", grade.value):
            return Grade(grade, found)
    return Grade(Reason.OTHER, reason)


def _profile(case: Ground, source: Source, backed: Mapping[str, Sequence[Backing]]) -> Profile:
    statements, grants = case.statements_of(source.id), case.grants_of(source.id)
    described = _described(case, source, grants)
    direct = sum(s.mode is not Mode.INDIRECT for s in statements)
    return Profile(
        source_id=source.id,
        identified=_identified(case, source, grants),
        knows=_knows(case, described) if source.kind in _PEOPLE else Grade(Knows.NOT_SAID),
        unnamed=_unnamed(case, source, grants),
        side=_side(case, source, described),
        direct=direct,
        indirect=len(statements) - direct,
        alone=tuple(s.id for s in statements if s.id not in backed),
        only_in=tuple(f.part for f in case.metrics.footings if f.source_ids == (source.id,)),
        accusations=_accusations_alone(case, source),
        backing=tuple(each for s in statements for each in backed.get(s.id, ())),
    )


def _described(case: Ground, source: Source, grants: Sequence[AnonymityGrant]) -> tuple[Span, ...]:
    """The words that describe a source: its descriptions, with the clauses that follow, without any grant."""
    text = case.article.text
    spans = [m.span for m in source.mentions if m.form is not Form.PRONOUN]
    if source.description is not None:
        spans.append(source.description)
    whole = []
    for span in sorted(set(spans)):
        clause = _CLAUSE.match(text, span.end)
        whole.append(Span(span.start, clause.end()) if clause else span)
    granted = [g.span for g in grants]
    return tuple(part for span in whole for part in subtract(span, [*granted, *case.cues.overlapping(span)]))


def _identified(case: Ground, source: Source, grants: Sequence[AnonymityGrant]) -> Grade[Identified]:
    if source.kind is SourceKind.UNATTRIBUTED:
        return Grade(Identified.HIDDEN)
    first = min((m.span for m in source.mentions), default=None)
    if source.kind in NAMED_KINDS:
        place = source.description or first
        return Grade(Identified.NAME_AND_POSITION if source.description else Identified.NAME, place)
    if source.kind not in _UNNAMED:
        return Grade(Identified.ROLE, source.description or first)
    text = case.article.text
    spans = [m.span for m in source.mentions if m.form is Form.NOMINAL]
    if source.description is not None:
        spans.append(source.description)
    rungs = []
    for span in spans:
        words = " ".join(s.of(text) for s in subtract(span, [g.span for g in grants]))
        rungs.append((descriptions.level(words, case.words), -len(span), span))
    best, _, place = max(rungs, default=(1, 0, first), key=lambda each: each[:2])
    return Grade(_RUNGS[best - 1], place)


def _knows(case: Ground, described: Sequence[Span]) -> Grade[Knows]:
    """How a source knows, by the best way that its descriptions name; *familiar with the matter* names none."""
    text = case.article.text
    for grade, tag in _KNOWS:
        for found in case.words.every(text, described, "knowledge", tag):
            rest = _OBJECT.match(text, found.end)
            about = [Span(rest.start(), rest.end())] if rest else []
            if _NEGATED.search(text, max(0, found.start - _NEAR), found.start):
                continue
            if grade is Knows.FAMILIAR and case.words.first(text, about, "knowledge", "abstract"):
                continue
            return Grade(grade, found)
    return Grade(Knows.NOT_SAID)


def _unnamed(case: Ground, source: Source, grants: Sequence[AnonymityGrant]) -> Grade[Reason] | None:
    if source.relayed_by is not None:
        return None
    if source.kind is not SourceKind.ANONYMOUS and not (grants and source.kind not in NAMED_KINDS):
        return None
    reasons = [reason_of(case.article.text, g.reason, case.words) for g in grants if g.reason is not None]
    order = list(Reason)
    return min(reasons, default=Grade(Reason.NONE), key=lambda grade: order.index(grade.value))


def _side(case: Ground, source: Source, described: Sequence[Span]) -> Span | None:
    if source.kind not in _PEOPLE:
        return None
    if source.kind is SourceKind.NAMED_ORGANIZATION:
        described = [source.description] if source.description is not None else []
    return case.words.first(case.article.text, described, "interests", "side")


def _accusations_alone(case: Ground, source: Source) -> tuple[str, ...]:
    """Accusations of this source against a party that no other source accuses."""
    mine = case.accusations_by(source.id)
    return tuple(a.id for a in mine if case.accusers_of(a.party_label) <= {None, source.id})
