"""A run: read and audit each draft, gather what became of them in the order they were named."""

from __future__ import annotations

import gc
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date
from functools import partial
from typing import TypeVar

from auditor import engine
from auditor.base.errors import At, AuditorError, ReadingError
from auditor.base.limits import TimeUp, within
from auditor.base.pool import Loss, spread
from auditor.judging.policy import standard_words
from auditor.language import genres
from auditor.language.ahead import Ahead
from auditor.records.article import Article
from auditor.records.report import Failure, Omission, Report, RuleCard, RunResult, Skipped
from auditor.records.rules import PolicyRule, RulePack
from auditor.records.waiver import Waiver
from auditor.runs.collections import Shelves, expanded
from auditor.runs.drafts import Draft, Selection, named, with_orders
from auditor.runs.faults import our_fault
from auditor.runs.jobs import jobs_for, threads_for
from auditor.runs.orders import gathered, possible
from auditor.runs.packs import InForce, in_force
from auditor.runs.toolkits import Toolkits
from auditor.settings.house import House
from auditor.settings.settings import Settings
from auditor.toolkit import Toolkit

MANY = 6
"""For so many drafts in one process it pays to find out beforehand what each regular expression needs."""

MARGIN = 30.0
"""Seconds beyond the time limit after which a process that has not kept it by itself is ended."""

R = TypeVar("R")
Work = Callable[[Article, Toolkit], R]
"""What is made of an article that is a news report, or of any if the settings say so; workers are sent it."""

Outcome = Report | Failure | Skipped
"""What becomes of a draft that is audited."""

OnProgress = Callable[[int, int, str], None]
"""Told after each draft: how many are done, of how many, and which it was."""


def run(selection: Selection, settings: Settings, on_progress: OnProgress | None = None) -> RunResult:
    """Audits every draft of `selection`; an input that fails never stops the others.

    Raises PackError, ModelError or UsageError A016 before the first draft if rules or model are not in order.
    """
    packs = in_force(settings)
    ours = all_cards(packs, selection.drafts)
    outcomes = list(stream(selection.drafts, settings, engine.audit, on_progress, packs))
    return gathered(selection, outcomes, ours, settings)


def all_cards(packs: InForce, drafts: Sequence[Draft]) -> tuple[RuleCard, ...]:
    """A card for each policy rule in force in a run, also for some of the drafts only; each rule once.

    Raises as `run` where the settings for some drafts ask for what is not in order.
    """
    known = {card.id: card for pack in packs.packs for card in cards(pack)}
    for settings in possible(drafts):
        for card in (card for pack in in_force(settings).packs for card in cards(pack)):
            known.setdefault(card.id, card)
    return tuple(known.values())


def cards(pack: RulePack) -> tuple[RuleCard, ...]:
    """A card for each policy rule of a pack."""
    return tuple(_card(policy) for policy in pack.policies)


def _card(policy: PolicyRule) -> RuleCard:
    return RuleCard(
        policy.id,
        policy.why,
        policy.severity,
        policy.references,
        policy.path,
        confidence=policy.confidence,
        message=policy.message,
        mend=policy.mend,
        caution=policy.caution,
        standard=standard_words(policy.standard) if policy.standard else "",
        judges=policy.for_each,
    )


def stream(
    drafts: Sequence[Draft],
    settings: Settings,
    work: Work[R],
    on_progress: OnProgress | None = None,
    packs: InForce | None = None,
    toolkits: Toolkits | None = None,
    ahead: Ahead | None = None,
) -> Generator[R | Failure | Skipped]:
    """What `work` made of each draft, or became of it, one by one and in their order; whoever closes it ends the
    processes.

    `packs` are those in force, where they have been read, and `toolkits` what was made of them with these settings,
    where it was; `ahead` is what is being loaded for it already. Only outcomes done before their turn are held in
    memory.
    Raises as `run`, when the first outcome is asked for.
    """
    packs = in_force(settings) if packs is None else packs
    if not drafts:
        return  # nothing to load a model for
    piped = any(draft.data is not None and draft.entry is not None for draft in drafts)  # each would carry all of it
    jobs = 1 if piped else jobs_for(len(drafts), settings)
    is_many = len(drafts) >= MANY * jobs
    prepare = partial(_auditing, packs=packs, settings=settings, work=work, threads=threads_for(jobs), many=is_many)
    patience = settings.time_limit + MARGIN if settings.time_limit else None
    alone = partial(_one_by_one, packs, settings, work, drafts, toolkits, ahead)
    numbered = spread(prepare, drafts, jobs, patience) if jobs > 1 else alone()
    early: dict[int, R | Failure | Skipped] = {}
    following = 0
    with closing(numbered):
        for done, (number, outcome) in enumerate(numbered, 1):
            draft = drafts[number]
            early[number] = _lost(draft, outcome, settings) if isinstance(outcome, Loss) else outcome
            if on_progress is not None:
                on_progress(done, len(drafts), draft.path)
            while following in early:
                yield early.pop(following)
                following += 1


def audit_one(
    path: str,
    settings: Settings,
    stdin: Draft | None = None,
    waivers: tuple[Waiver, ...] = (),
    house: House | None = None,
) -> tuple[Article, Report]:
    """One draft as it was read, and its report, as if `waivers` were written beside it; raises AuditorError.

    The `house` says which settings hold for it, in the place of `settings`.
    """
    draft = with_orders(stdin if path == "-" and stdin is not None else named(path), settings, house)
    draft = one(draft, settings)
    toolkits = Toolkits(settings, in_force(settings), threads_for(1), many=False)

    def audited() -> tuple[Article, Report]:
        with closing(Shelves(settings)) as shelves:
            article = shelves.article(draft)
        article = replace(article, waivers=(*article.waivers, *waivers))
        return article, engine.audit(article, toolkits.of(toolkits.settings_for(draft, article.meta)))

    try:
        return within(settings.time_limit, audited)
    except TimeUp:
        slow = too_slow(draft.path, settings)
        raise ReadingError(slow.message, code=slow.code, at=At(draft.path), hint=slow.hint) from None


def audit_draft(draft: Draft, toolkits: Toolkits) -> Outcome:
    """What becomes of a draft that is audited today; raises nothing."""
    with closing(Shelves(toolkits.settings)) as shelves:
        return _audit(draft, toolkits, engine.audit, shelves, date.today().isoformat())


def one(draft: Draft, settings: Settings) -> Draft:
    """The draft that was named, where a path names one of many; raises ReadingError if it cannot be opened."""
    selection = expanded(Selection((draft,)), settings)
    if selection.failures:
        failed = selection.failures[0]
        raise ReadingError(failed.message, code=failed.code, at=At(failed.path), hint=failed.hint)
    return selection.drafts[0] if len(selection.drafts) == 1 else draft


def _auditing(
    packs: InForce, settings: Settings, work: Work[R], threads: int, many: bool
) -> Callable[[Draft], R | Failure | Skipped]:
    toolkits = Toolkits(settings, packs, threads, many=many)
    gc.freeze()
    return partial(_audit, toolkits=toolkits, work=work, shelves=Shelves(settings))


def _one_by_one(
    packs: InForce,
    settings: Settings,
    work: Work[R],
    drafts: Sequence[Draft],
    made: Toolkits | None,
    ahead: Ahead | None,
) -> Generator[tuple[int, R | Failure | Skipped]]:
    is_many = len(drafts) >= MANY
    toolkits = Toolkits(settings, packs, threads_for(1), many=is_many, ahead=ahead) if made is None else made
    gc.freeze()  # what is loaded stays, and need not be looked through for what can go
    with closing(Shelves(settings)) as shelves:
        for number, draft in enumerate(drafts):
            yield number, _audit(draft, toolkits, work, shelves)


def _audit(draft: Draft, toolkits: Toolkits, work: Work[R], shelves: Shelves, today: str = "") -> R | Failure | Skipped:
    return attempted(draft, lambda: shelves.article(draft), toolkits, work, today)


def attempted(
    draft: Draft, read: Callable[[], Article], toolkits: Toolkits, work: Work[R], today: str = ""
) -> R | Failure | Skipped:
    """What `work` makes of the article that `read` gives, or became of it within the time limit; raises nothing."""
    settings = toolkits.settings
    try:
        return within(settings.time_limit, lambda: _worked(draft, read(), toolkits, work, today))
    except TimeUp:
        return too_slow(draft.path, settings)
    except AuditorError as error:
        return Failure(draft.path, error.code, _placed(error), error.hint)
    except MemoryError:
        hint = "split it, or audit it where there is more memory"
        return Failure(draft.path, "A904", "there is too little memory to audit it", hint)
    except Exception as error:  # one article that cannot be coped with must not cost the others their reports
        return our_fault(draft.path, error)


def _worked(draft: Draft, article: Article, toolkits: Toolkits, work: Work[R], today: str) -> R | Skipped:
    """What `work` makes of an article, unless it says itself that it is no news report and nobody asked for those."""
    settings = toolkits.settings_for(draft, article.meta)
    toolkit = toolkits.of(settings, today)
    if not settings.all_genres and (found := genres.of(article, toolkit.words)) is not None:
        return Skipped(article.path, Omission.GENRE, f"{found.name}, as it says itself: {found.told}")
    return work(article, toolkit)


def _placed(error: AuditorError) -> str:
    """What an error says, with the place of what somebody wrote beside the draft or in its front matter."""
    return f"{error.at}: {error.message}" if error.at is not None and error.at.line else error.message


def too_slow(path: str, settings: Settings) -> Failure:
    """The failure of a draft that took longer than the time limit."""
    hint = "split it, or raise the limit with the setting time_limit (AUDITOR_TIME_LIMIT); 0 is none"
    return Failure(path, "A903", f"it took longer than {settings.time_limit} s", hint)


def _lost(draft: Draft, loss: Loss, settings: Settings) -> Failure:
    if loss is Loss.OVERDUE:
        return too_slow(draft.path, settings)
    if loss is Loss.UNTRIED:
        hint = "there may be too little memory for so many: try --jobs 1"
        return Failure(draft.path, "A902", "no process could be started to audit it", hint)
    return fatal(draft.path)


def fatal(path: str) -> Failure:
    """The failure of a draft of which two processes have died."""
    hint = "it may need more memory than there is: split it, or audit it where there is more"
    return Failure(path, "A902", "the process that audited it ended before its time, twice", hint)
