"""What drafts are audited with while they are written: settings, rules and a model, loaded once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from auditor.records.report import RuleCard
from auditor.runs import runner
from auditor.runs.drafts import Draft
from auditor.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Bench:
    """What is needed for one audit after the other."""

    settings: Settings
    digests: tuple[str, ...]
    """Those of the rule packs in force."""
    cards: tuple[RuleCard, ...]
    """One for each policy rule in force."""
    audit: Callable[[Draft], runner.Outcome]
    """What becomes of a draft; raises nothing."""


def bench_of(settings: Settings, before: Bench | None = None) -> Bench:
    """The bench by `settings` and the rules as they are now; `before` itself if it would be the same.

    Raises PackError or ModelError if rules or model are not in order.
    """
    packs = runner.packs_of(settings)
    digests = tuple(pack.digest for pack in packs)
    if before is not None and (settings, digests) == (before.settings, before.digests):
        return before
    cards = tuple(card for pack in packs for card in runner.cards(pack))
    return Bench(settings, digests, cards, runner.auditing(settings, packs))
