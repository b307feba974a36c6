"""Which engine there is for a name, how much room Ray has, and into which lots shards go; no Ray is started."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from auditor import __version__
from auditor.archiving import dispatch
from auditor.archiving.engines import cluster, ray
from auditor.archiving.processes import RENEWED
from auditor.archiving.shards import Done, Job, Shard
from auditor.base.errors import ReadingError, UsageError
from auditor.runs.packs import InForce
from auditor.settings.settings import Settings


def job(scratch: Path) -> Job:
    return Job("corpus", True, str(scratch), Settings(), InForce(()), 3, 25, "2026-01-01", "{}")


def worker(folder: Path, version: str = __version__, starts: int = 4) -> ray.Auditing:
    return ray.Auditing(ray._packed(job(folder)), version, str(folder), starts)


def told(auditing: ray.Auditing) -> Any:
    """What a worker tells of a shard."""
    (found,) = auditing({"shard": [ray._packed(Shard(0, ()))]})["done"]
    return ray._unpacked(found)


def test_an_engine_that_there_is_none_of_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="there is no engine 'rai'") as error:
        dispatch.engine("rai")
    assert error.value.hint == "Did you mean 'ray'? There are: local, ray."


def test_an_address_needs_the_engine_that_has_a_use_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="--ray-address is for --engine ray"):
        dispatch.engine("local", "10.0.0.1:6379")
    monkeypatch.setenv("RAY_ADDRESS", "10.0.0.1:6379")  # set for other programs
    assert dispatch.engine("local") is dispatch.ENGINES["local"]


def test_without_the_library_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match="needs the library ray, which is not installed") as error:
        dispatch.engine("ray")
    assert error.value.code == "A010"
    assert error.value.hint.startswith("pip install 'auditor[ray]'")
    assert f"Python {sys.version_info[0]}.{sys.version_info[1]}," in error.value.hint


@pytest.mark.parametrize(
    ("nodes", "room"),
    [
        ([(4, 16e9)], 4),
        ([(4, 2.5e9)], 2),
        ([(0, 64e9)], 0),
        ([(2, 0.9e9)], 0),
        ([(1.5, 8e9), (8, 3e9)], 4),
    ],
)
def test_a_worker_has_a_processor_and_its_memory_on_one_machine(
    nodes: Sequence[tuple[float, float]], room: int
) -> None:
    told = [{"Alive": True, "Resources": {"CPU": cpu, "memory": memory}} for cpu, memory in nodes]
    gone = {"Alive": False, "Resources": {"CPU": 9, "memory": 99e9}}
    bare = {"Alive": True, "Resources": {"node:127.0.0.1": 1.0}}
    assert cluster.places([*told, gone, bare]) == room


def test_lots_have_all_shards_in_order() -> None:
    shards = [Shard(number, ()) for number in range(7)]
    lots = list(ray._lots(shards, 3))
    assert [len(lot) for lot in lots] == [3, 3, 1]
    assert [shard for lot in lots for shard in lot] == shards


def test_what_workers_are_told_holds_in_any_folder() -> None:
    here, there = (ray._anywhere(job(Path("out/.doing/1")), address) for address in (None, "10.0.0.1:6379"))
    assert (here.root, here.scratch) == (str(Path.cwd() / "corpus"), str(Path.cwd() / "out/.doing/1"))
    assert (here.threads, there.threads) == (3, 1)


def test_a_worker_of_another_version_or_without_the_folder_says_so(tmp_path: Path) -> None:
    error = told(worker(tmp_path, "0.0.1"))
    assert (error.code, error.hint) == ("A025", "install the same version on every machine")
    error = told(worker(tmp_path / "gone"))
    assert "does not see" in error.message and "at the same path" in error.hint


def test_workers_that_end_before_they_are_ready_end_the_run(tmp_path: Path) -> None:
    (tmp_path / "starts").write_bytes(b"....")
    error = told(worker(tmp_path))
    assert isinstance(error, ReadingError)
    assert "before they have loaded the language model" in error.message


def test_a_worker_that_has_done_enough_ends_and_leaves_the_shard_to_the_next(tmp_path: Path) -> None:
    worn = worker(tmp_path)
    worn._records = RENEWED
    child = os.fork()
    if not child:
        told(worn)
        os._exit(0)  # it went on
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1
    assert not (tmp_path / "starts").exists()


def test_an_archive_that_is_finished_starts_no_ray(tmp_path: Path) -> None:
    found: list[Done] = list(ray.run(job(tmp_path), (), 2))
    assert found == []
