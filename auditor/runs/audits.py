"""A run whose outcomes are kept: what has not changed since it was audited is not audited again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date
from types import ModuleType

from auditor.base import cache as caches
from auditor.packs.kept import Keep
from auditor.records.report import Failure, Report, RuleCard, RunResult, Skipped
from auditor.runs import ahead
from auditor.runs.drafts import Draft, Selection
from auditor.runs.kept import outcomes
from auditor.runs.kept.keys import Key, Keys
from auditor.runs.orders import gathered
from auditor.settings.settings import Settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from auditor.runs.packs import InForce
    from auditor.runs.runner import OnProgress

Outcome = Report | Failure | Skipped


def run(
    selection: Selection, settings: Settings, keep: Keep | None, on_progress: OnProgress | None = None
) -> RunResult:
    """What `runner.run` gives, and raises; what is kept of it is not made again, and what is made is kept.

    No library that audits is imported where nothing is to be audited.
    """
    if keep is None:
        result: RunResult = _runner().run(selection, settings, on_progress)
        return result
    keys = Keys(keep, settings)
    cards, packs = _cards(selection.drafts, keys)
    today = date.today().isoformat()
    named = [keys.of_draft(draft) for draft in selection.drafts]
    found: dict[int, Outcome] = {}
    for number, key in enumerate(named):
        if key is not None and (kept := outcomes.get(keep.cache, key.name, today)) is not None:
            found[number] = kept
    left = [number for number in range(len(named)) if number not in found]
    if left:
        told = _beginning_with(len(found), on_progress)
        made = _audited([selection.drafts[n] for n in left], [named[n] for n in left], keys, packs, told)
        found |= dict(zip(left, made, strict=True))
    return gathered(selection, [found[number] for number in range(len(named))], cards, settings)


def _cards(drafts: Sequence[Draft], keys: Keys) -> tuple[tuple[RuleCard, ...], InForce | None]:
    """The cards of the rules in force, and the packs in force where these had to be read for it."""
    key = keys.of_cards(drafts)
    if (kept := outcomes.get_cards(keys.keep.cache, key)) is not None:
        return kept, None
    from auditor.runs import packs as packs_

    packs = packs_.in_force(keys.settings, keys.keep)
    runner = _runner()
    cards = runner.all_cards(packs, drafts)
    if keys.still_hold():
        outcomes.put_cards(keys.keep.cache, key, cards)
    return cards, packs


def _audited(
    drafts: Sequence[Draft], named: Sequence[Key | None], keys: Keys, packs: InForce | None, told: OnProgress | None
) -> Iterator[Outcome]:
    """What becomes of drafts, audited in their order; each is kept as soon as it is known."""
    from auditor.runs import packs as packs_

    packs = packs_.in_force(keys.settings, keys.keep) if packs is None else packs
    begun = ahead.begin(drafts, keys.settings)
    runner = _runner()
    cache, today, new = keys.keep.cache, date.today().isoformat(), list[str]()
    with closing(runner.stream(drafts, keys.settings, outcomes.dated, told, packs, ahead=begun)) as made:
        for draft, key, outcome in zip(drafts, named, made, strict=True):
            is_same = key is not None and key == keys.of_draft(draft) and today == date.today().isoformat()
            if key is not None and is_same and outcomes.put(cache, key.name, outcome, today):
                new.append(key.name)
            yield outcome.report if isinstance(outcome, outcomes.Dated) else outcome
    if new and not keys.still_hold():  # rules, or the program, were changed while they were at work
        caches.drop(cache, new)
    caches.trim(cache, new)


def _runner() -> ModuleType:
    """What audits, and all that it needs; imported once something is to be audited."""
    from auditor.language import lean

    lean.import_spacy()
    from auditor.runs import runner

    return runner


def _beginning_with(done: int, on_progress: OnProgress | None) -> OnProgress | None:
    if on_progress is None or not done:
        return on_progress
    return lambda number, total, path: on_progress(done + number, done + total, path)
