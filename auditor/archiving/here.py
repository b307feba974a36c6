"""Shards one after the other in this process, for programs that have reasons to start no others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing

from auditor.archiving.shards import Done, Job, Shard
from auditor.archiving.work import Shelves, done
from auditor.runs.toolkits import Toolkits


def run(job: Job, shards: Sequence[Shard], jobs: int) -> Iterator[Done]:
    """Shards as they are done, in order; raises what the work on a shard raises."""
    toolkits = Toolkits(job.settings, job.packs, job.threads)
    with closing(Shelves(job)) as shelves:
        for shard in shards:
            yield done(shard, job, toolkits, shelves)
