"""What to do about an article: what the policies object to, the gravest and surest first."""

from __future__ import annotations

from auditor.records.report import Finding, Report
from auditor.records.scales import Confidence, Severity
from auditor.render.document import Block, Line, Objection, told
from auditor.render.transparency.pieces import place, sentence_of
from auditor.render.wording import CONFIDENCE, plural, severities


def blocks(report: Report) -> tuple[Block, ...]:
    """How many findings there are, then each; those of low confidence last, under words that say so."""
    if not report.findings:
        return (told("Nothing: the policies in use object to nothing in this draft."),)
    sure = [each for each in report.standing if each.is_sure]
    unsure = [each for each in report.standing if not each.is_sure]
    waived = [each for each in report.findings if each.waived is not None]
    found: list[Block] = [told(_counted(sure, unsure, waived))]
    found += _objections(report, sure)
    if unsure:
        found += [told("Less sure, so look before you act:"), *_objections(report, unsure)]
    if waived:
        found += [told("Waived:"), *_objections(report, waived)]
    return tuple(found)


def _counted(sure: list[Finding], unsure: list[Finding], waived: list[Finding]) -> str:
    counts = severities({s: sum(f.severity is s for f in sure) for s in Severity})
    parts = [f"{plural(len(sure), 'finding')}: {counts}"] if sure else []
    parts += [f"{len(unsure)} less sure"] if unsure else []
    parts += [f"{len(waived)} waived"] if waived else []
    return f"{'; '.join(parts)}."


def _objections(report: Report, found: list[Finding]) -> list[Objection]:
    return [_objection(report, each) for each in sorted(found, key=lambda f: (f.severity.rank, -_sureness(f)))]


def _sureness(finding: Finding) -> int:
    return -finding.confidence.rank


def _objection(report: Report, finding: Finding) -> Objection:
    where: Line = ("the whole draft",) if finding.span is None else (place(report, finding.span),)
    return Objection(
        id=finding.id,
        severity=finding.severity,
        sure="" if finding.confidence is Confidence.HIGH else CONFIDENCE[finding.confidence],
        where=where,
        sentence=sentence_of(report, finding),
        message=finding.message,
        mend=finding.mend,
        caution=finding.caution,
        standard=finding.standard,
        rule=finding.policy,
        waived=finding.waived,
    )
