"""What an audit found, in a sentence or two that stand at the head of every report."""

from __future__ import annotations

from collections.abc import Sequence

from auditor.records.report import Report
from auditor.records.sourcing import Source, SourceKind
from auditor.render.wording import KIND, KINDS, PART, listed, plural

_TOLD_APART = tuple(
    kind
    for kind in SourceKind
    if kind
    not in {
        SourceKind.NAMED_PERSON,
        SourceKind.NAMED_ORGANIZATION,
        SourceKind.ANONYMOUS,
        SourceKind.UNATTRIBUTED,
    }
)


def verdict(report: Report) -> str:
    """How many sources, of which sort, which entry is none, and whether each anonymous one is explained."""
    hidden = [source.id for source in report.sources if source.kind is SourceKind.UNATTRIBUTED]
    none = f"; {listed(hidden)} stands for words that hide who says so" if hidden else ""
    return f"{tally(report).removesuffix('.')}{none}. {explained(report)}".rstrip()


def tally(report: Report) -> str:
    """The sources by sort: `8 sources: 5 named, 1 anonymous (2 people), 1 unnamed group, 1 media.`"""
    metrics = report.metrics
    if not metrics.total_sources:
        return "No source was found."
    parts = [f"{metrics.named} named"] if metrics.named else []
    if metrics.anonymous:
        parts.append(f"{metrics.anonymous} anonymous ({people(anonymous(report))})")
    for kind in _TOLD_APART:
        number = metrics.sources.get(kind, 0)
        if number:
            parts.append(f"{number} {(KIND if number == 1 else KINDS)[kind]}")
    if metrics.relayed_sources:
        parts.append(f"{metrics.relayed_sources} relayed")
    return f"{plural(metrics.total_sources, 'source')}: {', '.join(parts)}."


def anonymous(report: Report) -> tuple[Source, ...]:
    """The anonymous sources of the article's own, in the report's order."""
    return tuple(s for s in report.sources if s.is_own_anonymous)


def people(sources: Sequence[Source]) -> str:
    """How many individuals the sources are, as far as the article says."""
    known = [source.count for source in sources if source.count is not None]
    unknown = len(sources) - len(known)
    if not known:
        return "number not said"
    return ("at least " if unknown else "") + plural(sum(known) + unknown, "person", "people")


def has_reason(report: Report, source: Source) -> bool:
    """Whether the article says why `source` is not named."""
    return any(grant.reason is not None for grant in report.grants_of(source.id))


def explained(report: Report) -> str:
    """Whether the article says why each of its anonymous sources is not named."""
    sources = anonymous(report)
    total = len(sources)
    if not total:
        return "No source is anonymous." if report.metrics.total_sources else ""
    unexplained = [source.id for source in sources if not has_reason(report, source)]
    if total == 1:
        return f"The anonymous source is {'not explained' if unexplained else 'explained'}."
    if not unexplained:
        return (
            "Both anonymous sources are explained." if total == 2 else f"All {total} anonymous sources are explained."
        )
    if len(unexplained) == total:
        return (
            "Neither anonymous source is explained."
            if total == 2
            else f"None of the {total} anonymous sources is explained."
        )
    done = total - len(unexplained)
    verb = "is" if done == 1 else "are"
    return f"{done} of the {total} anonymous sources {verb} explained; not {listed(unexplained)}."


def standing(report: Report) -> tuple[str, ...]:
    """Further sentences where they apply: what rests on anonymity alone, what has no source."""
    metrics = report.metrics
    alone = [PART[footing.part] for footing in metrics.footings if footing.anonymous_only]
    sentences = []
    if alone:
        verb = "rests" if len(alone) == 1 else "rest"
        sentences.append(f"{listed([f'the {part}' for part in alone]).capitalize()} {verb} on anonymous sources alone.")
    hidden = metrics.statements.get(SourceKind.UNATTRIBUTED, 0)
    if hidden:
        verb = "hides" if hidden == 1 else "hide"
        sentences.append(f"{plural(hidden, 'statement')} {verb} who says so.")
    if metrics.unresolved_statements:
        verb = "has" if metrics.unresolved_statements == 1 else "have"
        sentences.append(
            f"{plural(metrics.unresolved_statements, 'statement')} {verb} no source that could be made out."
        )
    return tuple(sentences)
