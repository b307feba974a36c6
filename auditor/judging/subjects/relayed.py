"""The facts of relayed sources: nameless people on whom another outlet relies."""

from __future__ import annotations

from auditor.judging import descriptions
from auditor.judging.case import Case
from auditor.judging.facts import FactValue
from auditor.judging.metrics import part_spans
from auditor.judging.subjects.record import Subject, opening_words, place
from auditor.records.scales import Confidence


def relayed(case: Case) -> tuple[Subject, ...]:
    """All relayed sources, those that the article calls a source itself among them."""
    text, parts = case.article.text, part_spans(case.article)
    found = []
    for item in case.relayed:
        facts: dict[str, FactValue] = {
            "label": item.label,
            "words": opening_words(item.span.of(text)),
            "outlet": item.outlet_label,
            "count": item.count,
            "count_stated": item.count is not None,
            "description_level": descriptions.level(item.span.of(text), case.words),
            "told_outlet": item.source_id is not None,
            "in_headline": any(item.span.overlaps(s) for s in parts.get("headline", ())),
            "in_lead": any(item.span.overlaps(s) for s in parts.get("lead", ())),
        }
        found.append(Subject(item.source_id, item.span, facts, Confidence.HIGH, item.evidence))
    return tuple(sorted(found, key=place))
