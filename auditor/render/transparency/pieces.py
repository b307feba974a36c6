"""What the sentences of a transparency report are made of: an article's words, places, sources' names."""

from __future__ import annotations

from auditor.base.spans import Span
from auditor.records.report import Report
from auditor.records.sourcing import Source
from auditor.render.document import Foreign, Line, Locus, Quote
from auditor.render.wording import shorten


def words(report: Report, span: Span, limit: int = 160) -> Quote:
    """The words of `span`, at most `limit` code points of them."""
    return Quote((shorten(report.text(span), limit),))


def place(report: Report, span: Span) -> Locus:
    """Where `span` begins."""
    return Locus(report.places[span].where, span)


def how_places_are_told(report: Report) -> str:
    """A sentence for readers of places, with a space after it; nothing where the places speak for themselves."""
    return "" if any(each.part is not None for each in report.places.values()) else "Places are line:column. "


def name_of(source: Source) -> Line:
    """A source as sentences name it: `S2, a senior official`."""
    return (f"{source.id}, ", Foreign(source.label))
