"""Findings as editors mark them in a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from lsprotocol import types

from auditor.base.printable import one_line
from auditor.editing.page import Page
from auditor.records.report import Failure, Finding, RuleCard, Skipped
from auditor.records.scales import Confidence, Severity
from auditor.render.wording import CONFIDENCE, shorten

NAME = "auditor"

_GRAVE: Mapping[Severity, types.DiagnosticSeverity] = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
}
_TOP = types.Range(types.Position(0, 0), types.Position(0, 0))


def findings(
    page: Page, cards: Sequence[RuleCard], with_waived: bool = True, with_related: bool = True
) -> list[types.Diagnostic]:
    """A diagnostic for each finding, by place; waived ones are hints, or left out.

    `with_related` is whether the editor can show other places that belong to one.
    """
    shown = [each for each in page.report.findings if with_waived or each.waived is None]
    paths = {card.id: card.path for card in cards}
    made = [diagnostic(page, each, paths.get(each.policy, ""), with_related) for each in shown]
    return sorted(made, key=lambda each: (each.range.start.line, each.range.start.character, str(each.code)))


def diagnostic(page: Page, finding: Finding, rule: str = "", with_related: bool = True) -> types.Diagnostic:
    """The diagnostic of one finding; `rule` is the file in which its rule stands."""
    related = list(_related(page, finding)) if with_related else []
    file = Path(rule).absolute() if rule else None
    described = types.CodeDescription(file.as_uri()) if file is not None and file.is_file() else None
    waived = finding.waived is not None
    return types.Diagnostic(
        range=page.range(page.span(finding)),
        message=message(finding),
        severity=types.DiagnosticSeverity.Hint if waived else _GRAVE[finding.severity],
        code=finding.policy,
        code_description=described,
        source=NAME,
        related_information=related or None,
    )


def message(finding: Finding) -> str:
    """What is wrong, then what would put it right; of a waived finding the reason why it may stand comes first."""
    parts = [finding.message, finding.mend]
    if finding.waived is not None:
        parts = [f"Waived: {finding.waived.rstrip('.')}.", finding.message]
    if finding.confidence is not Confidence.HIGH:
        parts.append(f"[{CONFIDENCE[finding.confidence]}]")
    return " ".join(one_line(part) for part in parts if part)


def _related(page: Page, finding: Finding) -> Iterator[types.DiagnosticRelatedInformation]:
    """Where the source that a finding is about is first mentioned, if that is elsewhere."""
    source = page.report.source(finding.subject)
    if source is None:
        statement = next((s for s in page.report.statements if s.id == finding.subject), None)
        source = page.report.source(statement.source_id) if statement is not None else None
    if source is None or not source.mentions:
        return
    first = source.mentions[0].span
    if finding.span is None or not first.overlaps(finding.span):
        where = types.Location(page.uri, page.range(first))
        yield types.DiagnosticRelatedInformation(where, f"first mentioned here: {shorten(source.label, 100)}")


def failed(failure: Failure) -> list[types.Diagnostic]:
    """Why a draft could not be audited, at its top."""
    words = " ".join(one_line(part) for part in (f"Not audited: {failure.message}.", failure.hint) if part)
    return [types.Diagnostic(_TOP, words, types.DiagnosticSeverity.Information, failure.code, source=NAME)]


def skipped(each: Skipped) -> list[types.Diagnostic]:
    """Why a draft was left out, at its top."""
    words = one_line(f"Not audited: {each.why}. The setting all_genres audits it.")
    return [types.Diagnostic(_TOP, words, types.DiagnosticSeverity.Hint, source=NAME)]
