"""What has the shards of an archive audited, by name."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from auditor.archiving import here, processes
from auditor.archiving.engines import cluster, ray
from auditor.archiving.shards import Done, Job, Shard
from auditor.base.errors import UsageError
from auditor.render.wording import unknown_format

Engine = Callable[[Job, Sequence[Shard], int], Iterator[Done]]
"""Gives shards as they are done, from so many processes at once; whoever closes it ends them."""

ENGINES: Mapping[str, Engine] = {"local": processes.run, "here": here.run, "ray": ray.run}
OFFERED = ("local", "ray")
"""Those that people are told of."""


def engine(name: str, address: str | None = None) -> Engine:
    """The engine of that name, which can be started here; the address is that of a cluster for `ray`.

    Raises UsageError: A001 for another name or an address without a use, A010 for one whose library is missing.
    """
    if name not in ENGINES:
        raise unknown_format(name, OFFERED, "engine")
    if name != "ray":
        if address is not None:
            raise UsageError("--ray-address is for --engine ray", hint="add --engine ray, or leave the address out")
        return ENGINES[name]
    cluster.check()
    return partial(ray.run, address=address or os.environ.get(cluster.ADDRESS) or None)
