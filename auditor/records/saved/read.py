"""Reads a report back from plain data in the form `auditor.report/1`, as `records.saved.write` makes it.

`report_from_dict(report_to_dict(report)) == report` for every report whose `places` hold exactly the spans that it
uses. An error names the key that is damaged or missing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TypeVar

from auditor.base.spans import Span
from auditor.records.appraisal import Profile
from auditor.records.article import MetaValue, Note
from auditor.records.report import ArticleInfo, Detector, Finding, Footing, Metrics, PackInfo, Place, Provenance, Report
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.saved import appraisals, fields
from auditor.records.saved.write import SCHEMA
from auditor.records.scales import Confidence, Severity
from auditor.records.sourcing import (
    AnonymityGrant,
    Evidence,
    Form,
    Mention,
    Mode,
    NonResponse,
    NonResponseKind,
    Relayed,
    Source,
    SourceKind,
    Statement,
    Unvoiced,
)

T = TypeVar("T")


def loads(text: str) -> Report:
    """The report that `dumps` wrote; raises ReadingError for anything else."""
    return report_from_dict(fields.parse(text))


def report_from_dict(data: object) -> Report:
    """The record behind `report_to_dict`'s data; ignores unknown keys; raises ReadingError."""
    schema = data.get("schema") if isinstance(data, dict) else None
    if schema != SCHEMA:
        raise fields.wrong(f"its schema is {schema!r}, not {SCHEMA!r}")
    places: dict[Span, Place] = {}
    return Report(
        article=_read_article(fields.at(data, "article")),
        provenance=_read_provenance(fields.at(data, "provenance")),
        sources=fields.each(data, "sources", lambda item: _read_source(item, places)),
        statements=fields.each(data, "attributions", lambda item: _read_statement(item, places)),
        grants=fields.each(data, "anonymity_grants", lambda item: _read_grant(item, places)),
        non_responses=fields.each(data, "non_responses", lambda item: _read_non_response(item, places)),
        metrics=_read_metrics(fields.at(data, "counts")),
        findings=fields.each(data, "findings", lambda item: _read_finding(item, places)),
        notes=fields.each(data, "notes", lambda item: _read_note(item, places)),
        places=places,
        unvoiced=fields.each(data, "unvoiced", lambda item: _read_unvoiced(item, places)),
        profiles=_read_profiles(data, places),
        accusations=_read_later(
            data, "accusations", lambda item: appraisals.read_accusation(item, partial(_read_span, places=places))
        ),
        checklist=_read_later(data, "checklist", appraisals.read_question),
        relayed=_read_later(data, "relayed", lambda item: _read_relayed(item, places)),
    )


def _read_later(data: object, key: str, read: Callable[[object], T]) -> tuple[T, ...]:
    """The list at `key`, which reports of earlier versions lack; empty where it is missing."""
    return fields.each(data, key, read) if isinstance(data, dict) and key in data else ()


def _read_profiles(data: object, places: dict[Span, Place]) -> tuple[Profile, ...]:
    def one(item: object) -> Profile | None:
        if not isinstance(item, dict) or "profile" not in item:
            return None
        span = partial(_read_span, places=places)
        return appraisals.read_profile(item["profile"], fields.text(item, "id"), span)

    return tuple(each for each in fields.each(data, "sources", one) if each is not None)


def _read_span(data: object, places: dict[Span, Place]) -> Span:
    start, end = fields.number(data, "start"), fields.number(data, "end")
    if not 0 <= start <= end:
        raise fields.wrong(f"no span runs from {start} to {end}")
    span = Span(start, end)
    places[span] = Place(
        line=fields.number(data, "line"),
        column=fields.number(data, "column"),
        end_line=fields.number(data, "end_line"),
        end_column=fields.number(data, "end_column"),
        text=fields.text(data, "text"),
        part=fields.text(data, "part") if isinstance(data, dict) and "part" in data else None,
    )
    return span


def _read_optional(data: object, key: str, places: dict[Span, Place]) -> Span | None:
    value = fields.at(data, key)
    return None if value is None else _read_span(value, places)


def _read_article(data: object) -> ArticleInfo:
    return ArticleInfo(
        path=fields.text(data, "path"),
        format=fields.text(data, "format"),
        title=fields.text_or_none(data, "title"),
        words=fields.number(data, "words"),
        sha256=fields.text(data, "sha256"),
        meta=_read_meta(data),
    )


def _read_meta(data: object) -> dict[str, MetaValue]:
    meta = fields.typed(data, "meta", dict)
    return {
        key: fields.texts(meta, key) if isinstance(value, list) else fields.text(meta, key)
        for key, value in meta.items()
    }


def _read_provenance(data: object) -> Provenance:
    model = fields.at(data, "model")

    def pack(item: object) -> PackInfo:
        return PackInfo(fields.text(item, "name"), fields.text(item, "version"), fields.text(item, "sha256"))

    return Provenance(
        auditor=fields.text(data, "auditor"),
        model_name=fields.text(model, "name"),
        model_version=fields.text(model, "version"),
        packs=fields.each(data, "packs", pack),
        detectors=tuple(Detector(name) for name in fields.texts(data, "detectors")),
        tagger=_read_weights(data, "tagger", "tagger"),
        sources=_read_weights(data, "source_model", "sources"),
    )


def _read_weights(data: object, key: str, name: str) -> PackInfo | None:
    item = fields.at(data, key)
    return None if item is None else PackInfo(name, fields.text(item, "version"), fields.text(item, "sha256"))


def _read_evidence(data: object, places: dict[Span, Place]) -> tuple[Evidence, ...]:
    def one(item: object) -> Evidence:
        return Evidence(
            fields.text(item, "rule"),
            _read_span(item, places),
            fields.text(item, "what"),
            fields.choice(item, "found_by", FoundBy),
            None if fields.at(item, "kind") is None else fields.choice(item, "kind", RuleKind),
        )

    return fields.each(data, "evidence", one)


def _read_source(data: object, places: dict[Span, Place]) -> Source:
    return Source(
        id=fields.text(data, "id"),
        label=fields.text(data, "label"),
        kind=fields.choice(data, "kind", SourceKind),
        count=fields.number_or_none(data, "count"),
        mentions=fields.each(
            data, "mentions", lambda m: Mention(_read_span(m, places), fields.choice(m, "form", Form))
        ),
        description=_read_optional(data, "description", places),
        evidence=_read_evidence(data, places),
        relayed_by=fields.since(data, "relayed_by", fields.text_or_none, None),
        confidence=fields.since(data, "confidence", partial(fields.choice, kind=Confidence), Confidence.HIGH),
    )


def _read_statement(data: object, places: dict[Span, Place]) -> Statement:
    return Statement(
        id=fields.text(data, "id"),
        mode=fields.choice(data, "mode", Mode),
        cue=_read_optional(data, "cue", places),
        content=fields.each(data, "content", lambda item: _read_span(item, places)),
        source=_read_optional(data, "source", places),
        source_id=fields.text_or_none(data, "source_id"),
        confidence=fields.choice(data, "confidence", Confidence),
        evidence=_read_evidence(data, places),
    )


def _read_unvoiced(data: object, places: dict[Span, Place]) -> Unvoiced:
    return Unvoiced(
        source=_read_optional(data, "source", places),
        cue=_read_span(fields.at(data, "cue"), places),
        content=fields.each(data, "content", lambda item: _read_span(item, places)),
    )


def _read_grant(data: object, places: dict[Span, Place]) -> AnonymityGrant:
    return AnonymityGrant(
        span=_read_span(data, places),
        reason=_read_optional(data, "reason", places),
        source_id=fields.text_or_none(data, "source_id"),
        source=_read_optional(data, "source", places),
        evidence=_read_evidence(data, places),
    )


def _read_non_response(data: object, places: dict[Span, Place]) -> NonResponse:
    return NonResponse(
        span=_read_span(data, places),
        kind=fields.choice(data, "kind", NonResponseKind),
        party=_read_optional(data, "party", places),
        party_label=fields.text_or_none(data, "party_label"),
        evidence=_read_evidence(data, places),
    )


def _read_relayed(data: object, places: dict[Span, Place]) -> Relayed:
    return Relayed(
        span=_read_span(data, places),
        label=fields.text(data, "label"),
        count=fields.number_or_none(data, "count"),
        outlet=_read_optional(data, "outlet", places),
        outlet_label=fields.text(data, "outlet_label"),
        source_id=fields.text_or_none(data, "source_id"),
        outlet_id=fields.text_or_none(data, "outlet_id"),
        evidence=_read_evidence(data, places),
    )


def _read_finding(data: object, places: dict[Span, Place]) -> Finding:
    whole = fields.number(data, "start") == fields.number(data, "end") == 0
    return Finding(
        id=fields.text(data, "id"),
        policy=fields.text(data, "policy"),
        severity=fields.choice(data, "severity", Severity),
        confidence=fields.choice(data, "confidence", Confidence),
        message=fields.text(data, "message"),
        span=None if whole else _read_span(data, places),
        fingerprint=fields.text(data, "fingerprint"),
        subject=fields.text_or_none(data, "subject"),
        waived=fields.text_or_none(data, "waived"),
        evidence=_read_evidence(data, places),
        caution=fields.text(data, "caution"),
        standard=fields.since(data, "standard", fields.text, ""),
        mend=fields.since(data, "mend", fields.text, ""),
        sentence=fields.since(data, "sentence", lambda of, key: _read_optional(of, key, places), None),
    )


def _read_note(data: object, places: dict[Span, Place]) -> Note:
    return Note(fields.text(data, "code"), fields.text(data, "message"), _read_optional(data, "span", places))


def _read_counts(data: object) -> dict[SourceKind, int]:
    counts = fields.typed(data, "by_kind", dict)
    unknown = [key for key in counts if key not in set(SourceKind)]
    if unknown:
        raise fields.wrong(f"{unknown[0]!r} is no kind of source")
    return {SourceKind(key): fields.number(counts, key) for key in counts}


def _read_metrics(data: object) -> Metrics:
    def footing(item: object) -> Footing:
        ids = fields.texts(item, "source_ids")
        return Footing(
            fields.text(item, "part"),
            ids,
            fields.number(item, "statements"),
            fields.typed(item, "anonymous_only", bool),
        )

    return Metrics(
        sources=_read_counts(data),
        statements=_read_counts(fields.at(data, "statements")),
        words=_read_counts(fields.at(data, "words")),
        quoted_words=_read_counts(fields.at(data, "quoted_words")),
        unresolved_statements=fields.number(data, "unresolved"),
        grants=fields.number(data, "grants"),
        grants_with_reason=fields.number(data, "grants_with_reason"),
        non_responses=fields.number(data, "non_responses"),
        footings=fields.each(data, "footings", footing),
        unresolved_words=fields.number(data, "unresolved_words"),
        unresolved_quoted_words=fields.number(data, "unresolved_quoted_words"),
        relayed=fields.since(data, "relayed", fields.number, 0),
        relayed_sources=fields.since(data, "relayed_sources", fields.number, 0),
        relayed_statements=fields.since(fields.at(data, "statements"), "relayed", fields.number, 0),
        relayed_words=fields.since(fields.at(data, "words"), "relayed", fields.number, 0),
        relayed_quoted_words=fields.since(fields.at(data, "quoted_words"), "relayed", fields.number, 0),
    )
