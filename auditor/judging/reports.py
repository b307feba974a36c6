"""`make`: the transparency report of a case and of what was judged of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace

from auditor.base.spans import LineIndex, Span, count_words
from auditor.judging.case import Case
from auditor.judging.policy import Verdict
from auditor.records.article import SILENT_ROLES, Article
from auditor.records.origin import TEXT_FILE, Origin
from auditor.records.report import ArticleInfo, Place, Provenance, Report


def make(case: Case, verdict: Verdict, provenance: Provenance) -> Report:
    """The report, with the place of every span that is anywhere in it."""
    report = Report(
        article=_info(case.article),
        provenance=provenance,
        sources=case.sources,
        statements=case.statements,
        grants=case.grants,
        non_responses=case.non_responses,
        metrics=case.metrics,
        findings=verdict.findings,
        notes=(*case.article.notes, *case.notes, *verdict.notes),
        places={},
        unvoiced=case.unvoiced,
        profiles=case.profiles,
        accusations=case.accusations,
        checklist=verdict.checklist,
    )
    return replace(report, places=places(case.original, spans_in(report), case.article.origin))


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


def places(text: str, spans: Iterable[Span], origin: Origin = TEXT_FILE) -> dict[Span, Place]:
    """Where each of `spans` lies in the file that gave `text`, in order."""
    lines = LineIndex(text)
    return {span: _place(text, span, origin, lines) for span in sorted(set(spans))}


def _place(text: str, span: Span, origin: Origin, lines: LineIndex) -> Place:
    part = origin.part(span.start)
    if part is None:
        return Place(*lines.line_column(span.start), *lines.line_column(span.end), span.of(text))
    within = LineIndex(text[part.span.start : span.end])
    first, last = (within.line_column(offset - part.span.start) for offset in (span.start, span.end))
    return Place(*first, *last, span.of(text), part.name)


def _info(article: Article) -> ArticleInfo:
    words = sum(count_words(b.span.of(article.text)) for b in article.blocks if b.role not in SILENT_ROLES)
    return ArticleInfo(article.path, article.format, article.title, words, article.digest, article.meta)
