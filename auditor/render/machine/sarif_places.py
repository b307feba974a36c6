"""Places as SARIF has them: regions of a text file, and names of parts where a file has no lines."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.base.printable import one_line
from auditor.base.spans import Span
from auditor.records.report import Finding, Report
from auditor.render.machine.sarif_rules import plain
from auditor.render.machine.spots import Held, lined, verbatim, within
from auditor.render.wording import shorten

Data = dict[str, object]


def location(report: Report, span: Span | None, held: Held, here: Data, around: Span | None = None) -> Data:
    """Where `span` is in the file `here`: a region, with the text `around` it, or the names of the parts it is in."""
    physical: Data = {"artifactLocation": here}
    region = _region(report, span, held)
    if region is not None:
        physical["region"] = region
        context = _region(report, around, held) if _is_wider(around, span) else None
        physical.update({"contextRegion": context} if context is not None else {})
    names = within(report, span, held)
    logical = [{"name": names[-1], "fullyQualifiedName": "/".join(names)}] if names else []
    told: Data = {"physicalLocation": physical}
    if logical:
        told["logicalLocations"] = logical
    if span is not None and region is None:
        told["message"] = {"text": plain(shorten(report.text(span)))}
    return told


def related(report: Report, finding: Finding, held: Held, here: Data) -> list[Data]:
    """Where else to look: the first mention of the source that a finding is about, what it says, the statement."""
    places = [(span, words) for span, words in _beside(report, finding) if span != finding.span]
    told = []
    for number, (span, words) in enumerate(dict(places).items(), 1):
        told.append({"id": number, **location(report, span, held, here), "message": {"text": words}})
    return told


def _beside(report: Report, finding: Finding) -> Iterator[tuple[Span, str]]:
    statement = next((s for s in report.statements if s.id == finding.subject), None)
    source = report.source(statement.source_id if statement is not None else finding.subject)
    if source is not None and source.mentions:
        yield source.mentions[0].span, f"{_named(source.label)} is mentioned first here"
    if statement is None and source is not None:
        statement = next(iter(report.statements_of(source.id)), None)
    if statement is not None:
        said = next(iter(statement.content), statement.cue)
        if said is not None:
            yield said, "what is said"


def _named(label: str) -> str:
    """A source's label within a sentence."""
    return plain(shorten(f"“{one_line(label)}”", 80))


def _is_wider(around: Span | None, span: Span | None) -> bool:
    return around is not None and span is not None and around != span and around.contains(span)


def _region(report: Report, span: Span | None, held: Held) -> Data | None:
    place = lined(report, span, held)
    if place is None or span is None:
        return None
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
        "charOffset": span.start,
        "charLength": len(span),
        "snippet": {"text": verbatim(report, span)},
    }
