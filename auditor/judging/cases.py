"""`make`: the case of an article, complete: what was found, counted, and told about each source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from auditor.base.spans import Span
from auditor.judging import metrics, profiles
from auditor.judging.case import Case, Ground, Name, Wording
from auditor.language import syntax
from auditor.language.parsed import Parsed
from auditor.records.appraisal import Accusation
from auditor.records.resolved import Resolved
from auditor.records.rules import RuleKind
from auditor.records.sourcing import Match

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
"""The parser's labels for names of people, bodies, places and peoples."""


def make(parsed: Parsed, resolved: Resolved, accusations: tuple[Accusation, ...]) -> Case:
    """The case that policies judge, made of all that was found in one article."""
    doc = parsed.doc
    return with_profiles(
        Ground(
            article=parsed.article,
            original=parsed.original,
            sources=resolved.sources,
            statements=resolved.statements,
            grants=resolved.grants,
            non_responses=resolved.non_responses,
            quotations=parsed.quotations,
            metrics=metrics.measure(parsed.article, parsed.quotations, resolved),
            words=parsed.words,
            sentences=tuple(Span(s.start_char, s.end_char) for s in doc.sents),
            finite_verbs=tuple(Span(t.idx, t.idx + len(t)) for t in doc if syntax.is_finite(t)),
            names=tuple(Name(Span(e.start_char, e.end_char), e.label_) for e in doc.ents if e.label_ in _NAMED),
            accusations=accusations,
            wordings=wordings(parsed.matches),
            unvoiced=resolved.unvoiced,
            relayed=resolved.relayed,
            notes=parsed.notes,
        )
    )


def with_profiles(ground: Ground) -> Case:
    """The ground completed to a case by a profile of each source."""
    found = {field.name: getattr(ground, field.name) for field in fields(ground)}
    return Case(**found, profiles=profiles.build(ground))


def wordings(matches: Sequence[Match]) -> tuple[Wording, ...]:
    """The words that rules of the kind `wording` found, in order; the same words under one tag count once."""
    found = {
        (span.start, span.end, match.yields or ""): Wording(match.yields or "", span, match.rule_id, match.confidence)
        for match in matches
        if match.kind is RuleKind.WORDING and (span := match.role("wording") or match.span)
    }
    return tuple(found[key] for key in sorted(found))
