"""Shards spread over processes of this machine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from functools import partial

from auditor.archiving import work
from auditor.archiving.shards import Done, Job, Shard
from auditor.base.errors import ReadingError
from auditor.base.pool import Loss, spread

RENEWED = 2000
"""Records after which a process is replaced: spaCy keeps every new word, some ten kilobytes an article, for ever.

Its own cure, a `memory_zone` around an article, forgets words that `language.pipes` remembers by their number.
"""


def run(job: Job, shards: Sequence[Shard], jobs: int) -> Iterator[Done]:
    """Shards as they are done, in no order; one whose process dies is done again, until its journal says why it cannot.

    Raises ReadingError A902 if no process can be started, and whatever the work on a shard raises.
    """
    left, most = shards, max(1, RENEWED // max(1, job.size))
    while left:
        lost = []
        with closing(spread(partial(work.prepared, job), left, jobs, most=most)) as outcomes:
            for number, outcome in outcomes:
                if outcome is Loss.UNTRIED:
                    hint = "there may be too little memory for so many: try --jobs 1; what is finished stays"
                    raise ReadingError("no process could be started", code="A902", hint=hint)
                if isinstance(outcome, Loss):
                    lost.append(left[number])
                else:
                    yield outcome
        left = lost
