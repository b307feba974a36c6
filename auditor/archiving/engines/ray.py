"""Shards spread by Ray Data over workers, each of which loads the language model once, on one machine or on many.

Ray has a process of its own, that this one starts and ends. So nothing of Ray's is in the process of the command: its
signals, its environment and its screen stay as they are.
"""

from __future__ import annotations

import os
import pickle
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from auditor import __version__
from auditor.archiving import work
from auditor.archiving.engines import cluster
from auditor.archiving.processes import RENEWED
from auditor.archiving.shards import Done, Job, Shard
from auditor.base.errors import ReadingError, UsageError
from auditor.base.pool import STARTS, Loss, spread

SHARDS_A_WORKER = 64
"""So many for each worker are given to Ray at once; between two such lots workers are started anew."""
_FEWEST = 1000
"""Shards of a lot at least."""
_STAYS = "what is finished stays: give the same command to go on"

Batch = Mapping[str, Any]


def run(job: Job, shards: Sequence[Shard], jobs: int, address: str | None = None) -> Iterator[Done]:
    """Shards as they are done, in no order; one whose worker dies is done again, until its journal says why it cannot.

    Raises UsageError A010 without Ray, A025 where it cannot be started or joined, ReadingError A902 where it ends or no
    worker stays alive, and whatever the work on a shard raises.
    """
    if not shards:
        return
    with cluster.folder() as made:
        prepare = partial(_connected, job, shards, jobs, address, made)
        with closing(spread(prepare, range(len(shards) + 1), 1)) as outcomes:
            for _, outcome in outcomes:
                if isinstance(outcome, Loss):
                    raise _ended()
                if outcome is not None:
                    yield outcome


# ---------------------------------------------------------------- in the process that speaks to Ray


def _connected(
    job: Job, shards: Sequence[Shard], jobs: int, address: str | None, made: str
) -> Callable[[int], Done | None]:
    """What gives one shard that is done at each call, and at the last call ends Ray and gives None.

    Raises ReadingError A902 for a second process of one run, whose first one has died.
    """
    begun = Path(made) / "begun"
    if begun.exists():  # another would do again what that one has given
        raise _ended()
    begun.touch()
    ray = cluster.connected(made, jobs, address)
    coming = _outcomes(ray.data, _anywhere(job, address), shards, _workers(ray, job, jobs, address))

    def following(number: int) -> Done | None:
        if number == len(shards):
            ray.shutdown()
            return None
        outcome = _next(coming)
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    return following


def _ended() -> ReadingError:
    return ReadingError("the process that speaks to Ray has ended", code="A902", hint=_STAYS)


def _workers(ray: Any, job: Job, jobs: int, address: str | None) -> int:
    """How many workers to have: on this machine `jobs` if there is memory, on a cluster what is asked for, or all."""
    if address is not None and job.settings.jobs:
        return job.settings.jobs  # machines may come when they are asked for
    found = cluster.places(ray.nodes())
    if not found:
        needed = f"{cluster.MEMORY / 1e9:.0f} GB of memory and a processor"
        hint = "end other programs or take a larger machine; --engine local does not ask for room beforehand"
        raise UsageError(f"Ray has no room for a worker, which needs {needed}", code="A025", hint=hint)
    return found if address is not None else min(jobs, found)


def _anywhere(job: Job, address: str | None) -> Job:
    """The job with paths that hold in any folder, and on a cluster with nothing that depends on this machine."""
    threads = job.threads if address is None else 1
    root, scratch = (str(Path(each).absolute()) for each in (job.root, job.scratch))
    return replace(job, threads=threads, root=root, scratch=scratch)


def _next(coming: Iterator[Done | Exception]) -> Done | Exception:
    """The next outcome; raises ReadingError A902 for an error of Ray's."""
    try:
        return next(coming)
    except Exception as error:
        why = str(error).strip().splitlines() or [type(error).__name__]
        raise ReadingError(f"Ray ended before its time: {why[-1]}", code="A902", hint=_STAYS) from error


def _outcomes(data: Any, job: Job, shards: Sequence[Shard], size: int) -> Iterator[Done | Exception]:
    """What so many workers tell of each shard, as it comes."""
    context = data.DataContext.get_current()
    context.enable_progress_bars = False
    told = (_packed(job), __version__, str(Path.cwd()), STARTS * size)
    seen = set()
    for lot in _lots(shards, max(_FEWEST, SHARDS_A_WORKER * size)):
        # A block for each shard, since a worker tells of a block when all of it is done.
        given = data.from_items([{"shard": _packed(shard)} for shard in lot], override_num_blocks=len(lot))
        found = given.map_batches(
            Auditing,
            fn_constructor_args=told,
            batch_size=1,
            compute=data.ActorPoolStrategy(size=min(size, len(lot))),
            num_cpus=1,
            memory=cluster.MEMORY,
            max_restarts=-1,  # journals and the count of starts see to it that there is an end
            max_task_retries=-1,
        )
        for batch in found.iter_batches(batch_size=None, prefetch_batches=0):
            for each in batch["done"]:
                outcome: Done | Exception = _unpacked(each)
                number = outcome.number if isinstance(outcome, Done) else None
                if number is None or number not in seen:  # one may be done twice where a machine was lost
                    seen.add(number)
                    yield outcome


def _lots(shards: Sequence[Shard], size: int) -> Iterator[Sequence[Shard]]:
    for start in range(0, len(shards), size):
        yield shards[start : start + size]


def _packed(value: object) -> str:
    return b64encode(pickle.dumps(value)).decode()


def _unpacked(value: str) -> Any:
    return pickle.loads(b64decode(value))  # from processes of this run only


# ---------------------------------------------------------------- in a worker


class Auditing:
    """A worker: the model is loaded for its first shard, and kept."""

    def __init__(self, job: str, version: str, folder: str, starts: int) -> None:
        """For a job that was packed by this version, in that working folder; so many starts in vain are borne."""
        self._job: Job = _unpacked(job)
        self._version = version
        self._folder = folder
        self._starts = starts
        self._do: Callable[[Shard], Done] | None = None
        self._records = 0

    def __call__(self, batch: Batch) -> dict[str, list[str]]:
        """What became of shards, or the exception that was raised instead.

        Without memory, or after as many records as is good, the process ends; Ray has the next one do what is wanted.
        """
        if self._records >= RENEWED:
            os._exit(1)
        return {"done": [_packed(self._outcome(_unpacked(each))) for each in batch["shard"]]}

    def _outcome(self, shard: Shard) -> Done | Exception:
        try:
            if self._do is None:
                self._do = self._prepared()
            self._records += shard.count
            return self._do(shard)
        except MemoryError:
            os._exit(1)  # a new process may have enough
        except Exception as error:
            return error

    def _prepared(self) -> Callable[[Shard], Done]:
        """What audits shards; raises ReadingError A902 if worker after worker has ended before it came to that."""
        if __version__ != self._version:
            told = f"a machine of the cluster has auditor {__version__}, and this one {self._version}"
            raise UsageError(told, code="A025", hint="install the same version on every machine")
        scratch = Path(self._job.scratch)
        if not scratch.is_dir():
            hint = "corpus and tables must lie in folders that every machine has at the same path"
            raise UsageError(f"a machine of the cluster does not see {scratch.parent.parent}", code="A025", hint=hint)
        if Path(self._folder).is_dir():
            os.chdir(self._folder)  # settings may name rules by a path from there
        begun = scratch / "starts"
        if begun.exists() and begun.stat().st_size >= self._starts:
            hint = f"there may be too little memory: try --jobs 1; {_STAYS}"
            raise ReadingError("workers end before they have loaded the language model", code="A902", hint=hint)
        with begun.open("ab") as file:
            file.write(b".")
        do = work.prepared(self._job)
        begun.unlink(missing_ok=True)
        return do
