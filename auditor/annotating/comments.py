"""What the comments in a draft say: of each finding and, if asked for, of anonymous sources and anonymity grants."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.annotating.annotate import Comment
from auditor.base.printable import one_line
from auditor.base.spans import Span
from auditor.records.report import Finding, Report
from auditor.records.sourcing import AnonymityGrant, Form, Source
from auditor.render.plaintext import plain
from auditor.render.transparency import anonymity
from auditor.render.verdict import anonymous
from auditor.render.wording import CONFIDENCE, plural, quoted, shorten


def comments(report: Report, with_sources: bool) -> tuple[Comment, ...]:
    """The comments on an article: one for each finding that is not waived, and those on sources if asked for."""
    found = [_finding(report, each) for each in report.standing]
    if with_sources:
        found += [_source(report, each) for each in anonymous(report)]
        found += [_grant(report, each) for each in report.grants]
    return tuple(found)


def _finding(report: Report, finding: Finding) -> Comment:
    return _comment(report, finding.span, _said(finding))


def _said(finding: Finding) -> Iterator[str]:
    unsure = "; look before you act" if not finding.is_sure else ""
    yield f"{finding.severity.value.capitalize()}, {CONFIDENCE[finding.confidence]}{unsure}"
    yield finding.message
    if finding.mend:
        yield f"To mend it: {finding.mend}"
    if finding.caution:
        yield f"Caution: {finding.caution}"
    yield f"Rule: {finding.policy}"


def _source(report: Report, source: Source) -> Comment:
    number = len(report.statements_of(source.id))
    people = "number not said" if source.count is None else plural(source.count, "person", "people")
    head = f"Anonymous source {source.id}: {shorten(source.label, 100)} ({people}; {plural(number, 'statement')})"
    return _comment(report, _place(source), iter((head, *map(plain, anonymity.facts(report, source)))))


def _place(source: Source) -> Span | None:
    """The words that stand for a source first, pronouns only if there are no others."""
    named = [each.span for each in source.mentions if each.form is not Form.PRONOUN]
    spans = named or [each.span for each in source.mentions]
    return min(spans, default=source.description)


def _grant(report: Report, grant: AnonymityGrant) -> Comment:
    source = report.source(grant.source_id)
    given = f"to {source.id}, {shorten(source.label, 100)}" if source else "to whom could not be made out"
    why = "No reason is given." if grant.reason is None else f"Reason: {quoted(shorten(report.text(grant.reason)))}"
    return _comment(report, grant.span, iter((f"Anonymity granted {given}", why)))


def _comment(report: Report, span: Span | None, said: Iterator[str]) -> Comment:
    words = "" if span is None else report.text(span)
    return Comment(span, words, tuple(map(one_line, said)))
