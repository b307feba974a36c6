"""`make`: the transparency report of a case and of what was judged of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar

from auditor.base.spans import LineIndex, Span, count_words
from auditor.judging.case import Case
from auditor.judging.policy import Verdict
from auditor.records.article import SILENT_ROLES, Article
from auditor.records.manuscript import Manuscript
from auditor.records.origin import TEXT_FILE, Origin, Original
from auditor.records.report import ArticleInfo, Place, Provenance, Report

T = TypeVar("T")


def make(case: Case, verdict: Verdict, provenance: Provenance) -> Report:
    """The report, with the place of every span that is anywhere in it."""
    found = Report(
        article=_info(case.article),
        provenance=provenance,
        sources=case.sources,
        statements=case.statements,
        grants=case.grants,
        non_responses=case.non_responses,
        metrics=case.metrics,
        findings=verdict.findings,
        notes=(*case.notes, *verdict.notes),
        places={},
        unvoiced=case.unvoiced,
        profiles=case.profiles,
        accusations=case.accusations,
        checklist=verdict.checklist,
        relayed=case.relayed,
    )
    original, noted = case.original, case.article.notes
    words = {original.span(s): s.of(case.article.text) for s in spans_in(found)}
    report = _placed(found, original) if original.pieces else found
    spans = [*words, *spans_in(noted)]
    placed = places(original.text, spans, case.article.origin, words)
    manuscript = Manuscript(case.article.text, case.article.blocks, case.sentences, original)
    return replace(report, notes=(*noted, *report.notes), places=placed, manuscript=manuscript)


def _placed(record: T, original: Original) -> T:
    """`record` with every span where the draft has its words."""
    if isinstance(record, Span):
        return original.span(record)  # type: ignore[return-value]
    if isinstance(record, tuple) and type(record) is tuple:
        return tuple(_placed(item, original) for item in record)  # type: ignore[return-value]
    if is_dataclass(record) and not isinstance(record, type):
        values = {field.name: getattr(record, field.name) for field in fields(record)}
        moved = {name: _placed(value, original) for name, value in values.items()}
        changed = {name: value for name, value in moved.items() if value is not values[name]}
        return replace(record, **changed) if changed else record
    return record


def spans_in(record: object) -> Iterator[Span]:
    """Every span anywhere in a record, as often as it is there."""
    if isinstance(record, Span):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from spans_in(item)
    elif is_dataclass(record):
        for field in fields(record):
            yield from spans_in(getattr(record, field.name))


def places(
    text: str, spans: Iterable[Span], origin: Origin = TEXT_FILE, words: Mapping[Span, str] | None = None
) -> dict[Span, Place]:
    """Where each of `spans` lies in the file that gave `text`, in order, with its words or those of `words`."""
    lines, read = LineIndex(text), words or {}
    return {span: _place(text, span, read.get(span, span.of(text)), origin, lines) for span in sorted(set(spans))}


def _place(text: str, span: Span, words: str, origin: Origin, lines: LineIndex) -> Place:
    part = origin.part(span.start)
    if part is None:
        return Place(*lines.line_column(span.start), *lines.line_column(span.end), words)
    within = LineIndex(text[part.span.start : span.end])
    first, last = (within.line_column(offset - part.span.start) for offset in (span.start, span.end))
    return Place(*first, *last, words, part.name)


def _info(article: Article) -> ArticleInfo:
    words = sum(count_words(b.span.of(article.text)) for b in article.blocks if b.role not in SILENT_ROLES)
    return ArticleInfo(article.path, article.format, article.title, words, article.digest, article.meta)
