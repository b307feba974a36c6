"""A report as plain data and as JSON: the form `auditor.report/1` of docs/data-format.md.

This module alone knows the shape of the JSON that is written; `records.saved.read` reads it back.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TypeVar

from auditor.base.spans import Span, count_words
from auditor.records.report import ArticleInfo, Finding, Metrics, PackInfo, Provenance, Report
from auditor.records.saved import appraisals, fields
from auditor.records.sourcing import (
    NAMED_KINDS,
    AnonymityGrant,
    Evidence,
    NonResponse,
    Relayed,
    Source,
    SourceKind,
    Statement,
    Unvoiced,
)

SCHEMA = "auditor.report/1"

T = TypeVar("T")


def dumps(report: Report) -> str:
    """`report` as JSON text with a line end at its end; equal reports give equal text."""
    return fields.dump(report_to_dict(report))


def report_to_dict(report: Report) -> dict[str, object]:
    """`report` as plain data: dictionaries, lists, strings, numbers, booleans and None."""
    return {
        "schema": SCHEMA,
        "article": _article(report.article),
        "provenance": _provenance(report.provenance),
        "sources": [_source(report, source) for source in report.sources],
        "attributions": [_statement(report, statement) for statement in report.statements],
        "anonymity_grants": [_grant(report, grant) for grant in report.grants],
        "non_responses": [_non_response(report, item) for item in report.non_responses],
        "unvoiced": [_unvoiced_item(report, state) for state in report.unvoiced],
        "relayed": [_relayed(report, item) for item in report.relayed],
        "accusations": [appraisals.accusation(each, partial(_span, report)) for each in report.accusations],
        "charges": [appraisals.charge(each) for each in report.charges],
        "counts": _counts(report.metrics),
        "findings": [_finding(report, finding) for finding in report.findings],
        "checklist": [appraisals.question(each) for each in report.checklist],
        "notes": [
            {"code": note.code, "message": note.message, "span": _optional(report, note.span)} for note in report.notes
        ],
    }


def _article(article: ArticleInfo) -> dict[str, object]:
    meta = {key: value if isinstance(value, str) else list(value) for key, value in article.meta.items()}
    return {
        "path": article.path,
        "format": article.format,
        "title": article.title,
        "words": article.words,
        "sha256": article.sha256,
        "meta": meta,
    }


def _provenance(provenance: Provenance) -> dict[str, object]:
    packs = [{"name": p.name, "version": p.version, "sha256": p.sha256} for p in provenance.packs]
    model = {"name": provenance.model_name, "version": provenance.model_version}
    return {
        "auditor": provenance.auditor,
        "model": model,
        "packs": packs,
        "detectors": [d.value for d in provenance.detectors],
        "tagger": _weights(provenance.tagger),
        "source_model": _weights(provenance.sources),
    }


def _weights(info: PackInfo | None) -> dict[str, object] | None:
    return None if info is None else {"version": info.version, "sha256": info.sha256}


def _span(report: Report, span: Span) -> dict[str, object]:
    place = report.places[span]
    return {
        "start": span.start,
        "end": span.end,
        "text": place.text,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        **({} if place.part is None else {"part": place.part}),
    }


def _optional(report: Report, span: Span | None) -> dict[str, object] | None:
    return None if span is None else _span(report, span)


def _evidence(report: Report, evidence: tuple[Evidence, ...]) -> list[dict[str, object]]:
    return [
        {
            "rule": e.rule,
            **_span(report, e.span),
            "what": e.what,
            "found_by": e.found_by.value,
            "kind": None if e.kind is None else e.kind.value,
        }
        for e in evidence
    ]


def _source(report: Report, source: Source) -> dict[str, object]:
    statements = report.statements_of(source.id)
    words = sum(count_words(report.text(span)) for s in statements for span in s.content)
    seen = report.profile(source.id)
    profile = {} if seen is None else {"profile": appraisals.profile(seen, partial(_span, report))}
    return {
        "id": source.id,
        "label": source.label,
        "kind": source.kind.value,
        "confidence": source.confidence.value,
        "count": source.count,
        "relayed_by": source.relayed_by,
        "description": _optional(report, source.description),
        "statements": len(statements),
        "words": words,
        **profile,
        "mentions": [{**_span(report, m.span), "form": m.form} for m in source.mentions],
        "evidence": _evidence(report, source.evidence),
    }


def _statement(report: Report, statement: Statement) -> dict[str, object]:
    return {
        "id": statement.id,
        "source_id": statement.source_id,
        "mode": statement.mode.value,
        "confidence": statement.confidence.value,
        "source": _optional(report, statement.source),
        "cue": _optional(report, statement.cue),
        "content": [_span(report, span) for span in statement.content],
        "evidence": _evidence(report, statement.evidence),
    }


def _unvoiced_item(report: Report, state: Unvoiced) -> dict[str, object]:
    return {
        "source": _optional(report, state.source),
        "cue": _span(report, state.cue),
        "content": [_span(report, span) for span in state.content],
    }


def _grant(report: Report, grant: AnonymityGrant) -> dict[str, object]:
    return {
        **_span(report, grant.span),
        "reason": _optional(report, grant.reason),
        "source_id": grant.source_id,
        "source": _optional(report, grant.source),
        "evidence": _evidence(report, grant.evidence),
    }


def _non_response(report: Report, item: NonResponse) -> dict[str, object]:
    return {
        **_span(report, item.span),
        "party": _optional(report, item.party),
        "party_label": item.party_label,
        "kind": item.kind.value,
        "evidence": _evidence(report, item.evidence),
    }


def _relayed(report: Report, item: Relayed) -> dict[str, object]:
    return {
        **_span(report, item.span),
        "label": item.label,
        "count": item.count,
        "outlet": _optional(report, item.outlet),
        "outlet_label": item.outlet_label,
        "source_id": item.source_id,
        "outlet_id": item.outlet_id,
        "evidence": _evidence(report, item.evidence),
    }


def _finding(report: Report, finding: Finding) -> dict[str, object]:
    whole = {"start": 0, "end": 0, "text": "", "line": 1, "column": 1, "end_line": 1, "end_column": 1}
    return {
        "id": finding.id,
        "policy": finding.policy,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "message": finding.message,
        "mend": finding.mend,
        "caution": finding.caution,
        "standard": finding.standard,
        **(whole if finding.span is None else _span(report, finding.span)),
        "sentence": _optional(report, finding.sentence),
        "subject": finding.subject,
        "fingerprint": finding.fingerprint,
        "waived": finding.waived,
        "evidence": _evidence(report, finding.evidence),
    }


def _by_kind(counts: Mapping[SourceKind, int]) -> dict[str, object]:
    return {kind.value: counts[kind] for kind in SourceKind if kind in counts}


def _grouped(counts: Mapping[SourceKind, int], relayed: int) -> dict[str, object]:
    return {
        "named": sum(counts.get(kind, 0) for kind in NAMED_KINDS),
        "anonymous": counts.get(SourceKind.ANONYMOUS, 0),
        "relayed": relayed,
        "by_kind": _by_kind(counts),
    }


def _counts(metrics: Metrics) -> dict[str, object]:
    return {
        **_grouped(metrics.sources, metrics.relayed),
        "relayed_sources": metrics.relayed_sources,
        "statements": _grouped(metrics.statements, metrics.relayed_statements),
        "words": _grouped(metrics.words, metrics.relayed_words),
        "quoted_words": _grouped(metrics.quoted_words, metrics.relayed_quoted_words),
        "unresolved": metrics.unresolved_statements,
        "unresolved_words": metrics.unresolved_words,
        "unresolved_quoted_words": metrics.unresolved_quoted_words,
        "grants": metrics.grants,
        "grants_with_reason": metrics.grants_with_reason,
        "non_responses": metrics.non_responses,
        "footings": [
            {
                "part": footing.part,
                "source_ids": list(footing.source_ids),
                "statements": footing.statements,
                "anonymous_only": footing.anonymous_only,
            }
            for footing in metrics.footings
        ],
    }
