"""Findings, sources and statements as flat rows, all keys in each, so that tables can be made of them."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.base.spans import Span, count_words
from auditor.records.report import Bar, Failure, Finding, Report, RunResult
from auditor.records.sourcing import Source, Statement
from auditor.render.machine.spots import Held, apart, place_of
from auditor.render.verdict import has_reason

Row = dict[str, object]


def findings(result: RunResult, bar: Bar) -> Iterator[Row]:
    """A row for each finding, waived ones too, in the order of drafts and places."""
    for report in result.reports:
        for finding in report.findings:
            yield _finding(report, finding, result.held, result.bar(report, bar))


def sources(result: RunResult, bar: Bar) -> Iterator[Row]:
    """A row for each source, in the order of drafts and of first mentions."""
    for report in result.reports:
        for source in report.sources:
            yield _source(report, source, result.held)


def statements(result: RunResult, bar: Bar) -> Iterator[Row]:
    """A row for each statement, in the order of drafts and places."""
    for report in result.reports:
        for statement in report.statements:
            yield _statement(report, statement, result.held)


def failures(result: RunResult) -> Iterator[Row]:
    """A row for each input that could not be audited."""
    for failure in result.failures:
        yield {"row": "failure", **_draft(failure.path, result.held), **failed(failure)}


def failed(failure: Failure) -> Row:
    """What is said of an input that could not be audited, but for its path."""
    return {"code": failure.code, "message": failure.message, "hint": failure.hint}


def _draft(path: str, held: Held) -> Row:
    file, entry = apart(path, held)
    return {"path": path, "file": file, "entry": entry or None}


def spot(report: Report, span: Span | None) -> Row:
    """Where a row's words are; nulls for the whole article."""
    place = None if span is None else report.places[span]
    return {
        "place": place_of(report, span),
        "words": None if place is None else place.text,
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
        "line": None if place is None else place.line,
        "column": None if place is None else place.column,
        "end_line": None if place is None else place.end_line,
        "end_column": None if place is None else place.end_column,
        "part": None if place is None else place.part,
    }


def _words(report: Report, span: Span | None) -> str | None:
    return None if span is None else report.text(span)


def _finding(report: Report, finding: Finding, held: Held, bar: Bar) -> Row:
    return {
        "row": "finding",
        **_draft(report.article.path, held),
        "id": finding.id,
        "policy": finding.policy,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "fails": bar.fails(finding),
        "message": finding.message,
        "mend": finding.mend,
        **spot(report, finding.span),
        "sentence": _words(report, finding.sentence),
        "caution": finding.caution,
        "standard": finding.standard,
        "subject": finding.subject,
        "fingerprint": finding.fingerprint,
        "waived": finding.waived,
    }


def _source(report: Report, source: Source, held: Held) -> Row:
    said = report.statements_of(source.id)
    profile = report.profile(source.id)
    reason = None if profile is None else profile.unnamed
    return {
        "row": "source",
        **_draft(report.article.path, held),
        "id": source.id,
        "label": source.label,
        "kind": source.kind.value,
        "confidence": source.confidence.value,
        "count": source.count,
        "relayed_by": source.relayed_by,
        **spot(report, source.mentions[0].span if source.mentions else None),
        "description": _words(report, source.description),
        "mentions": len(source.mentions),
        "statements": len(said),
        "statement_words": sum(count_words(report.text(span)) for each in said for span in each.content),
        "direct": None if profile is None else profile.direct,
        "indirect": None if profile is None else profile.indirect,
        "alone": None if profile is None else len(profile.alone),
        "identified": None if profile is None else profile.identified.value.value,
        "knows": None if profile is None else profile.knows.value.value,
        "unnamed": None if reason is None else reason.value.value,
        "has_reason": has_reason(report, source),
    }


def _statement(report: Report, statement: Statement, held: Held) -> Row:
    return {
        "row": "statement",
        **_draft(report.article.path, held),
        "id": statement.id,
        "mode": statement.mode.value,
        "confidence": statement.confidence.value,
        "content": " … ".join(report.text(span) for span in statement.content),
        "cue": _words(report, statement.cue),
        "who": _words(report, statement.source),
        **spot(report, next(iter(statement.content), statement.cue)),
        **source_of(report, statement.source_id),
    }


def source_of(report: Report, source_id: str | None) -> Row:
    """Whose a row is; nulls where that could not be made out."""
    source = report.source(source_id)
    return {
        "source_id": source_id,
        "source_label": None if source is None else source.label,
        "source_kind": None if source is None else source.kind.value,
    }
