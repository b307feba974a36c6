"""Which settings hold for the drafts and the reports of a run, and what of them decides what a report says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from auditor.records.report import Bar, Failure, Report, RuleCard, RunResult, Skipped
from auditor.runs.drafts import Draft, Selection
from auditor.settings.settings import Settings


def deciding(settings: Settings) -> Settings:
    """The settings with what neither rules nor any toolkit depend on as it usually is."""
    usual = Settings()
    return replace(
        usual,
        policies=settings.policies,
        rules=settings.rules,
        select=settings.select,
        ignore_rules=settings.ignore_rules,
        severity=settings.severity,
        model=settings.model,
        detectors=settings.detectors,
        language=settings.language,
        today=settings.today,
    )


def possible(drafts: Sequence[Draft]) -> Iterator[Settings]:
    """The `deciding` settings that some drafts have of their own, or may have by their metadata; each once."""
    some = dict.fromkeys(draft.orders for draft in drafts if draft.orders is not None)
    each = (replace(of.settings, **dict(values)) for of in some for values in ((), *(step.values for step in of.steps)))
    yield from dict.fromkeys(map(deciding, each))


def settings_of(drafts: Sequence[Draft], reports: Sequence[Report]) -> dict[str, Settings]:
    """The settings of each report whose draft has some of its own, by path."""
    orders = {draft.path: draft.orders for draft in drafts if draft.orders is not None}
    return {
        report.article.path: own.of(report.article.meta)
        for report in reports
        if (own := orders.get(report.article.path)) is not None
    }


def bars_of(drafts: Sequence[Draft], reports: Sequence[Report], settings: Settings) -> dict[str, Bar]:
    """The bar of each report whose draft has settings of its own, by path, where it is not that of the run."""
    own = settings_of(drafts, reports)
    return {path: each.bar for path, each in own.items() if each.bar != settings.bar}


def gathered(
    selection: Selection,
    outcomes: Sequence[Report | Failure | Skipped],
    cards: tuple[RuleCard, ...],
    settings: Settings,
) -> RunResult:
    """The run in which this became of the drafts of `selection`, in their order."""
    reports = tuple(o for o in outcomes if isinstance(o, Report))
    return RunResult(
        reports=reports,
        failures=selection.failures + tuple(o for o in outcomes if isinstance(o, Failure)),
        skipped=selection.skipped + tuple(o for o in outcomes if isinstance(o, Skipped)),
        cards=cards,
        held={draft.path: draft.file for draft in selection.drafts if draft.entry is not None},
        bars=bars_of(selection.drafts, reports, settings),
    )
