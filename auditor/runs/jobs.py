"""In how many processes a run works, and in how many threads each of them."""

from __future__ import annotations

import os

from auditor.settings.settings import Settings

PARALLEL_FROM = 8
"""With fewer drafts, processes take longer to start than they save."""

JOBS_A_PROCESSOR = 4
"""More processes than this to a processor are never started: they would only take memory from one another."""


def jobs_for(drafts: int, settings: Settings) -> int:
    """How many processes to work in: whatever the settings ask for, never more than a few to a processor."""
    if drafts < PARALLEL_FROM:
        return 1
    processors = os.cpu_count() or 1
    wanted = settings.jobs or min(processors, drafts // 4)
    return max(1, min(wanted, drafts, JOBS_A_PROCESSOR * processors))


def threads_for(jobs: int) -> int:
    """How many threads the tagger may have in each of so many processes, beside the one that parses."""
    return max(1, (os.cpu_count() or 1) // jobs - 1)
