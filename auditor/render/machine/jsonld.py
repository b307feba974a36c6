"""An article and the figures of its sourcing as JSON-LD in the words of schema.org, to stand on the article's page.

It tells of nobody whom the article does not name: sources without a name are figures here, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from auditor.records.article import BlockRole, MetaValue
from auditor.records.report import Report
from auditor.records.saved.fields import dump
from auditor.records.sourcing import SourceKind
from auditor.render.verdict import tally
from auditor.render.wording import KINDS

_NAMED: Mapping[SourceKind, str] = {
    SourceKind.NAMED_PERSON: "Person",
    SourceKind.NAMED_ORGANIZATION: "Organization",
}
_META: Mapping[str, str] = {"date": "datePublished", "language": "inLanguage", "section": "articleSection"}
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2}([T ][\d:.]+(Z|[+-]\d{2}:?\d{2})?)?)?)?")

Data = dict[str, object]


def write(report: Report) -> str:
    """The article as a NewsArticle, ended by a line end; nothing in it can end the `script` that it is put in."""
    data = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        **_article(report),
        "backstory": tally(report),
        **_lists(report),
        "subjectOf": {
            "@type": "Dataset",
            "name": "Sourcing of this article",
            "description": "Counted by a program in the text of the article, without knowledge of who anybody is.",
            "creator": {
                "@type": "SoftwareApplication",
                "name": "auditor",
                "softwareVersion": report.provenance.auditor,
            },
            "variableMeasured": list(_figures(report)),
        },
    }
    return dump(data).replace("<", "\\u003c")  # without it no tag, no comment and no end of a script can begin


def _article(report: Report) -> Data:
    article = report.article
    told: Data = {"headline": article.title} if article.title else {}
    authors = _texts(article.meta.get("author"))
    if authors:
        told["author"] = [{"@type": "Person", "name": name} for name in authors]
    for field, term in _META.items():
        values = _texts(article.meta.get(field))
        if values and (field != "date" or _DATE.fullmatch(values[0])):
            told[term] = values[0]
    return {**told, "wordCount": article.words}


def _texts(value: MetaValue | None) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else value


def _lists(report: Report) -> Data:
    """Who is named, what documents it rests on, whom it cites, what the outlet corrected; none that is empty."""
    own = [source for source in report.sources if source.relayed_by is None]
    lists: dict[str, list[Data]] = {
        "mentions": [{"@type": _NAMED[s.kind], "name": s.label} for s in own if s.kind in _NAMED],
        "isBasedOn": [{"@type": "CreativeWork", "name": s.label} for s in own if s.kind is SourceKind.DOCUMENT],
        "citation": [
            {"@type": "CreativeWork", "publisher": {"@type": "NewsMediaOrganization", "name": s.label}}
            for s in own
            if s.kind is SourceKind.MEDIA
        ],
        "correction": [{"@type": "CorrectionComment", "text": words} for words in _corrections(report)],
    }
    return {term: items for term, items in lists.items() if items}


def _corrections(report: Report) -> Iterator[str]:
    if report.manuscript is not None:
        for block in report.manuscript.blocks:
            if block.role is BlockRole.CORRECTION:
                yield " ".join(block.span.of(report.manuscript.text).split())


def _figures(report: Report) -> Iterator[Data]:
    metrics = report.metrics
    yield _figure("sources", metrics.total_sources)
    for kind in SourceKind:
        if kind is not SourceKind.UNATTRIBUTED:
            yield _figure(f"sources: {KINDS[kind]}", metrics.sources.get(kind, 0))
    yield _figure("sources: relayed by other outlets", metrics.relayed_sources)
    yield _figure("statements", metrics.total_statements)
    yield _figure("statements of anonymous sources", metrics.statements.get(SourceKind.ANONYMOUS, 0))
    yield _figure("statements that hide who says so", metrics.statements.get(SourceKind.UNATTRIBUTED, 0))
    yield _figure("statements whose source could not be made out", metrics.unresolved_statements)
    yield _figure("places that say that a source is not to be named", metrics.grants)
    yield _figure("places that say that a source is not to be named, with the reason", metrics.grants_with_reason)
    yield _figure("places that say that somebody was asked and gave no comment", metrics.non_responses)


def _figure(name: str, value: int) -> Data:
    return {"@type": "PropertyValue", "name": name, "value": value}
