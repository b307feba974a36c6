"""The rows of one record in every table, from its report or from what became of it instead."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

from auditor.archiving.tables import ARTICLES, TABLES, Status, names
from auditor.base.spans import Span
from auditor.records.appraisal import Charge
from auditor.records.article import MetaValue
from auditor.records.report import Bar, Failure, Report, RunResult, Skipped
from auditor.render.machine import rows as machine
from auditor.render.summary import columns, dates
from auditor.render.summary.rows import row_of

Row = Mapping[str, object]
Rows = Mapping[str, Sequence[Row]]
"""The rows of a record by table."""

_NOTHING: Row = {column.name: None for column in ARTICLES.columns}
_TOLD = ("outlet", "desk", "section", "genre", "author", "date", "language")
"""Fields of the metadata that have a column."""


def of_report(report: Report, record: Row, bar: Bar) -> Rows:
    """The rows of a record that was audited; `fails` goes by `bar`."""
    run, name = RunResult((report,)), str(record["record"])
    return {
        "articles": [_article(report, record)],
        "sources": _fitted("sources", name, machine.sources(run, bar)),
        "statements": _fitted("statements", name, machine.statements(run, bar)),
        "grants": _of(name, _grants(report)),
        "non_responses": _of(name, _non_responses(report)),
        "relayed": _of(name, _relayed(report)),
        "charges": _of(name, _charges(report)),
        "findings": _fitted("findings", name, machine.findings(run, bar)),
    }


def of_skipped(skipped: Skipped, record: Row) -> Rows:
    """The row of a record that says itself that it is no news report."""
    return {"articles": [{**_NOTHING, **record, "status": Status.SKIPPED.value, "why": skipped.why}]}


def of_failure(failure: Failure, record: Row) -> Rows:
    """The rows of a record that was set aside."""
    why = f"{failure.code} {failure.message}"
    told = {name: record[name] for name in ("record", "file", "number")}
    return {
        "articles": [{**_NOTHING, **record, "status": Status.FAILED.value, "why": why}],
        "failures": [{**told, **machine.failed(failure)}],
    }


def _of(record: str, found: Iterator[machine.Row]) -> list[Row]:
    """Rows with the record that they belong to."""
    return [{"record": record, **row} for row in found]


def _fitted(table: str, record: str, found: Iterator[machine.Row]) -> list[Row]:
    """Of rows that say more, the columns of a table, and the record that they belong to."""
    wanted = names(TABLES[table].columns)[1:]
    return [{"record": record, **{name: row[name] for name in wanted}} for row in found]


def _article(report: Report, record: Row) -> Row:
    article, counted = report.article, row_of(report)
    counts = {each.key: each.of(counted) for each in columns.counted(False) if each.key in _NOTHING}
    told = {name: _joined(article.meta.get(name)) for name in _TOLD}
    when = dates.when(told["date"]) if told["date"] else None
    return {
        **_NOTHING,
        **record,
        **counts,
        **told,
        "status": Status.AUDITED.value,
        "format": article.format,
        "title": article.title,
        "day": None if when is None else when.date,
        "meta": json.dumps(article.meta, ensure_ascii=False, sort_keys=True) if article.meta else None,
        "sha256": article.sha256,
        "words": article.words,
    }


def _joined(value: MetaValue | None) -> str | None:
    return value if value is None or isinstance(value, str) else "; ".join(value)


def _grants(report: Report) -> Iterator[machine.Row]:
    for number, grant in enumerate(report.grants, 1):
        yield {
            "number": number,
            **machine.spot(report, grant.span),
            "has_reason": grant.reason is not None,
            "reason": _words(report, grant.reason),
            "who": _words(report, grant.source),
            **machine.source_of(report, grant.source_id),
        }


def _non_responses(report: Report) -> Iterator[machine.Row]:
    for number, each in enumerate(report.non_responses, 1):
        yield {
            "number": number,
            "kind": each.kind.value,
            **machine.spot(report, each.span),
            "party": _words(report, each.party),
            "party_label": each.party_label or _words(report, each.party),
        }


def _relayed(report: Report) -> Iterator[machine.Row]:
    for number, each in enumerate(report.relayed, 1):
        yield {
            "number": number,
            "label": each.label,
            "count": each.count,
            **machine.spot(report, each.span),
            "outlet": _words(report, each.outlet),
            "outlet_label": each.outlet_label,
            "source_id": each.source_id,
            "outlet_id": each.outlet_id,
        }


def _charges(report: Report) -> Iterator[machine.Row]:
    return (_charge(report, charge) for charge in report.charges)


def _charge(report: Report, charge: Charge) -> machine.Row:
    places = [each for each in report.accusations if each.charge == charge.id]
    return {
        "id": charge.id,
        "kind": charge.kind.value,
        "gravity": charge.gravity.value,
        "confidence": charge.confidence.value,
        "party_label": charge.party_label,
        "party_id": next((each.party_id for each in places if each.party_id is not None), None),
        **machine.spot(report, places[0].span),
        "accusations": len(places),
        "by": list(dict.fromkeys(each.by for each in places if each.by is not None)),
        "answered": bool(charge.replies),
        "replies": [reply.kind.value for reply in charge.replies],
    }


def _words(report: Report, span: Span | None) -> str | None:
    return None if span is None else report.text(span)
