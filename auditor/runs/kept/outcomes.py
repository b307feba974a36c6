"""Outcomes of audits and the cards of rules, kept under their keys and found again, equal in every part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from auditor.base import cache as caches
from auditor.records import packed
from auditor.records.article import Article
from auditor.records.report import Failure, Report, RuleCard, Skipped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.toolkit import Toolkit


@dataclass(frozen=True, slots=True)
class Dated:
    """A report, and whether it depends on the day: waivers end by one, and so do the deadlines of a ledger."""

    report: Report
    is_dated: bool


def dated(article: Article, toolkit: Toolkit) -> Dated:
    """The report of an article as `engine.audit` makes it; raises as that does."""
    from auditor import engine

    return Dated(engine.audit(article, toolkit), bool(article.waivers) or article.ledger is not None)


def get(cache: str, key: str, today: str) -> Report | Skipped | None:
    """The outcome kept under `key`, where it is that of the day `today` as well; None if there is none."""
    match caches.get(cache, key):
        case [str(day), data] if day in ("", today):
            found = _unpacked(data)
            return found if isinstance(found, Report | Skipped) else None
    return None


def put(cache: str, key: str, outcome: Dated | Failure | Skipped, today: str) -> bool:
    """Keeps an outcome of the day `today`; false where it was not. What failed may go well another time."""
    match outcome:
        case Dated(report, is_dated):
            return _put(cache, key, [today if is_dated else "", _packed(report)])
        case Skipped():
            return _put(cache, key, ["", _packed(outcome)])
    return False


def get_cards(cache: str, key: str) -> tuple[RuleCard, ...] | None:
    """The cards kept under `key`; None if there are none."""
    found = _unpacked(caches.get(cache, key))
    return found if isinstance(found, tuple) and all(isinstance(each, RuleCard) for each in found) else None


def put_cards(cache: str, key: str, cards: Sequence[RuleCard]) -> bool:
    """Keeps the cards of the rules that are in force; false where they were not kept."""
    return _put(cache, key, _packed(tuple(cards)))


def _put(cache: str, key: str, data: object) -> bool:
    return caches.put(cache, key, data)


def _packed(value: object) -> object:
    return packed.pack(value, _kinds())


def _unpacked(data: object) -> object:
    try:
        return packed.unpack(data, _kinds())
    except ValueError:
        return None


def _kinds() -> tuple[type, ...]:
    """All that outcomes are made of."""
    from auditor.base.spans import Span
    from auditor.records import appraisal, article, manuscript, origin, report, rules, scales, sourcing

    return (
        Span, article.Block, article.BlockRole, article.Note, scales.Severity, scales.Confidence,
        manuscript.Manuscript, origin.Original, origin.Piece, rules.FoundBy, rules.RuleKind,
        report.Report, report.ArticleInfo, report.Provenance, report.PackInfo, report.Detector, report.Metrics,
        report.Footing, report.Finding, report.Place, report.Skipped, report.Omission, report.RuleCard,
        sourcing.Source, sourcing.SourceKind, sourcing.Mention, sourcing.Form, sourcing.Evidence, sourcing.Statement,
        sourcing.Mode, sourcing.AnonymityGrant, sourcing.NonResponse, sourcing.NonResponseKind, sourcing.Unvoiced,
        sourcing.Relayed,
        appraisal.Profile, appraisal.Grade, appraisal.Identified, appraisal.Knows, appraisal.Reason, appraisal.Backing,
        appraisal.Accusation, appraisal.AccusationKind, appraisal.Frame, appraisal.Gravity, appraisal.Reply,
        appraisal.ReplyKind, appraisal.Question,
    )  # fmt: skip
