"""In how many processes a run works, and in how many threads each of them."""

from __future__ import annotations

from auditor.base.threads import processors
from auditor.settings.settings import Settings

PARALLEL_FROM = 8
"""With fewer drafts, processes take longer to start than they save."""

JOBS_A_PROCESSOR = 4
"""More processes than this to a processor are never started: they would only take memory from one another."""


def jobs_for(drafts: int, settings: Settings) -> int:
    """How many processes to audit drafts in: what the settings ask for, else one for every four drafts."""
    if drafts < PARALLEL_FROM:
        return 1
    return at_most(settings.jobs or min(processors(), drafts // 4), drafts)


def at_most(wanted: int, tasks: int) -> int:
    """How many processes to start for so many tasks: never more than a few to a processor, whoever wants them."""
    return max(1, min(wanted, tasks, JOBS_A_PROCESSOR * processors()))


def threads_for(jobs: int) -> int:
    """How many threads the tagger may have in each of so many processes, beside the one that parses."""
    return max(1, processors() // jobs - 1)
