"""The facts of an article and of its headline and lead."""

from __future__ import annotations

from itertools import groupby, pairwise

from auditor.base.spans import count_words, number_at
from auditor.judging.case import Case, opening
from auditor.judging.facts import FactValue
from auditor.judging.metrics import carriers, part_spans, spans_of
from auditor.judging.subjects.record import OWN_OUTLET, Subject, is_plainly_anonymous, least, listed
from auditor.records.article import SILENT_ROLES, BlockRole
from auditor.records.report import Metrics
from auditor.records.scales import Confidence
from auditor.records.sourcing import NAMED_KINDS, Source, SourceKind


def articles(case: Case) -> tuple[Subject, ...]:
    """The article itself, the only subject of its kind."""
    article, metrics = case.article, case.metrics
    total = metrics.total_statements
    of_named = sum(n for kind, n in metrics.statements.items() if kind in NAMED_KINDS)
    of_anonymous = metrics.statements.get(SourceKind.ANONYMOUS, 0)
    length = sum(count_words(block.span.of(article.text)) for block in article.blocks if block.role not in SILENT_ROLES)
    facts: dict[str, FactValue] = {
        "label": article.title or article.path,
        **{name: _field(case, name) for name in ("genre", "section", "desk", "outlet")},
        "length": length,
        "sources": metrics.total_sources,
        "named": metrics.named,
        "anonymous": metrics.anonymous,
        "media": sum(s.kind is SourceKind.MEDIA and s.label != OWN_OUTLET for s in case.sources),
        "relayed": metrics.relayed,
        "documents": metrics.sources.get(SourceKind.DOCUMENT, 0),
        "statements": total,
        "anonymous_statements": of_anonymous,
        "anonymous_share": of_anonymous / total if total else 0.0,
        "named_share": of_named / total if total else 0.0,
        "anonymous_per_1000": round(1000 * of_anonymous / length) if length else 0,
        "anonymous_run": _longest_run(case),
        "uncredited_run": _uncredited_run(case),
        "unresolved": metrics.unresolved_statements,
        "grants": metrics.grants,
        "grants_with_reason": metrics.grants_with_reason,
        "non_responses": metrics.non_responses,
        "accusations": len(case.accusations),
        "headline_anonymous_only": _is_anonymous(metrics, "headline"),
        "lead_anonymous_only": _is_anonymous(metrics, "lead"),
        "byline": _has_byline(case),
        "approval_recorded": _has_field(case, "approval-field"),
    }
    return (Subject(None, None, facts, Confidence.HIGH),)


def _field(case: Case, name: str) -> str:
    """The first value of a field of the metadata; nothing if there is none."""
    value = case.article.meta.get(name, "")
    return value if isinstance(value, str) else next(iter(value), "")


def _is_anonymous(metrics: Metrics, part: str) -> bool:
    footing = metrics.footing(part)
    return footing is not None and footing.anonymous_only


def _longest_run(case: Case) -> int:
    """How many statements in a row, at the most, are those of anonymous sources."""
    ordered = sorted(case.statements, key=opening)
    own = {source.id for source in case.sources if source.is_own_anonymous}
    runs = groupby(s.source_id in own for s in ordered)
    return max((len(list(run)) for anonymous, run in runs if anonymous), default=0)


def _uncredited_run(case: Case) -> int:
    """How many paragraphs in a row, at the most, credit nobody, counted from the first that credits somebody."""
    blocks = case.paragraphs
    known = {source.id for source in case.sources if source.kind is not SourceKind.UNATTRIBUTED}
    credited = {number_at(blocks, span.start) for s in case.statements if s.source_id in known for span in spans_of(s)}
    ordered = sorted(credited)
    return max((after - before - 1 for before, after in pairwise(ordered)), default=0)


def _has_byline(case: Case) -> bool:
    """Whether a person signs: in a byline, or in a field of the front matter that names more than the staff."""
    return any(block.role is BlockRole.BYLINE for block in case.article.blocks) or _has_field(case, "byline-field")


def _has_field(case: Case, tag: str) -> bool:
    fields = case.words.tagged("bare-words", tag)
    nobody = case.words.tagged("bare-words", "byline-nobody")
    values = [value for key, value in case.article.meta.items() if key.lower() in fields]
    words = [word for value in values for word in ((value,) if isinstance(value, str) else value)]
    return any(word.strip() and word.strip().lower() not in nobody for word in words)


def footings(case: Case) -> tuple[Subject, ...]:
    """The headline and the lead, as far as anything in them is passed on."""
    found = []
    for part, spans in part_spans(case.article).items():
        footing = case.metrics.footing(part)
        carrying = carriers(case.statements, spans)
        if footing is None or not carrying:
            continue
        first = min(s.source or s.cue or s.content[0] for s in carrying)
        sources = [source for id_ in footing.source_ids if (source := case.source(id_))]
        labels = [source.label for source in sources]
        told = all(s.source_id is not None for s in carrying) and not footing.anonymous_only
        unmasked = told and all(source.is_own_anonymous or _is_unmasked(case, source) for source in sources)
        facts: dict[str, FactValue] = {
            "part": part,
            "label": listed(labels),
            "words": first.of(case.article.text),
            "statements": footing.statements,
            "sources": len(footing.source_ids),
            "anonymous_only": footing.anonymous_only or unmasked,
        }
        evidence = tuple(dict.fromkeys(e for s in carrying for e in s.evidence))
        sure = [s.confidence for s in carrying]
        if unmasked:
            sure.append(Confidence.MEDIUM)
        if not all(is_plainly_anonymous(case, source) for source in sources):
            sure.append(Confidence.LOW)
        found.append(Subject(part, first, facts, least(sure), evidence))
    return tuple(found)


def _is_unmasked(case: Case, group: Source) -> bool:
    """Whether a bare plural stands for people of whom one is granted anonymity below: *officials*, then *the official*.

    Without that nobody knows whether *officials said* tells of people whom the newsroom keeps nameless or of a body.
    """
    if group.kind is not SourceKind.UNNAMED_GROUP:
        return False
    noun = group.label.lower().split()[-1]
    granted = (s for s in case.sources if s.is_own_anonymous and case.grants_of(s.id))
    return any(noun in (word, f"{word}s") for source in granted for word in source.label.lower().split())
