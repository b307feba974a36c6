"""What drafts are audited with while they are written: settings, rules and a model, loaded once for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from auditor.base.errors import AuditorError
from auditor.records.report import Failure, RuleCard
from auditor.runs import runner
from auditor.runs.drafts import Draft, with_orders
from auditor.runs.jobs import threads_for
from auditor.runs.packs import in_force
from auditor.runs.toolkits import Toolkits
from auditor.settings.house import House
from auditor.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class Bench:
    """What is needed for one audit after the other."""

    house: House
    digests: tuple[str, ...]
    """Those of the rule packs in force."""
    cards: tuple[RuleCard, ...]
    """One for each policy rule in force."""
    toolkits: Toolkits

    @property
    def settings(self) -> Settings:
        """The settings that hold unless the house has others for a draft."""
        return self.house.settings

    def audit(self, draft: Draft) -> runner.Outcome:
        """What becomes of a draft, by the settings for it; raises nothing."""
        try:
            ordered = with_orders(draft, self.settings, self.house)
        except AuditorError as error:
            return Failure(draft.path, error.code, error.message, error.hint)
        return runner.audit_draft(ordered, self.toolkits)


def bench_of(house: House, before: Bench | None = None) -> Bench:
    """The bench by the settings and the rules as they are now; `before` itself if it would be the same.

    Raises SettingsError, PackError or ModelError if settings, rules or model are not in order.
    """
    packs = in_force(house.settings)
    digests = tuple(pack.digest for pack in packs.packs)
    if before is not None and before.digests == digests and house.is_like(before.house):
        return before
    known = None if before is None else before.toolkits
    toolkits = Toolkits(house.settings, packs, threads_for(1), known)
    return Bench(house, digests, runner.all_cards(packs, ()), toolkits)
