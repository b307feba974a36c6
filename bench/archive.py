"""How fast an archive is audited, and whether memory and time per article stay what they are.

    python bench/archive.py                      1,000 and 10,000 records in two processes: takes hours
    python bench/archive.py 300 600              so many records, one run after the other
    python bench/archive.py 400 --jobs 1 2       each number in one process and in two
    python bench/archive.py --short              a few records: shows that this still runs

The records are the annotated articles of ../shared/eval, which are not part of the project, again and again, each time
with other ids and names that no model has seen; without them the example drafts of the tests. Of each run are told:
records a second, CPU seconds a record of all processes together, the most memory that one process had, the most that
all had together, and the last two in the first and last quarter of the run. Other work on the machine changes the
first, hardly the others.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from tabulate import tabulate

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared" / "eval"
_STRIDE = 617
"""So many texts lie between one and the next that is taken, so that a few records are much like many."""
SHORT = 4
_LOOK = 0.5
"""Seconds between two looks at memory."""
_PAGE = resource.getpagesize()


@dataclass(slots=True)
class Measured:
    """What was measured of one run."""

    records: int
    jobs: int
    seconds: float = 0.0
    cpu: float = 0.0
    """Seconds of all processes, starting and loading included."""
    each: list[float] = field(default_factory=list)
    """The memory of the largest process in MB, each time it was looked at."""
    together: list[float] = field(default_factory=list)
    """That of all of them."""

    def over_time(self, parts: int = 10) -> Iterator[str]:
        """The memory of the largest process in each part of the run, in MB."""
        bounds = [len(self.each) * part // parts for part in range(parts + 1)]
        return (f"{max(self.each[start:end]):.0f}" for start, end in pairwise(bounds) if start < end)

    def row(self) -> tuple[object, ...]:
        """The run as a row of a table."""
        quarter = max(1, len(self.each) // 4)
        return (
            self.records,
            self.jobs,
            f"{self.records / self.seconds:.2f}",
            f"{1000 * self.cpu / self.records:.0f}",
            f"{max(self.each, default=0):.0f}",
            f"{max(self.together, default=0):.0f}",
            f"{max(self.each[:quarter], default=0):.0f}",
            f"{max(self.each[-quarter:], default=0):.0f}",
        )


HEADINGS = (
    "records",
    "processes",
    "records/s",
    "CPU ms a record",
    "MB, largest process",
    "MB, all",
    "MB, first quarter",
    "MB, last quarter",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; 1 if a run fails, else 0, since no time is promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records", nargs="*", type=int, default=[1000, 10_000])
    parser.add_argument("--jobs", nargs="+", type=int, default=[2])
    parser.add_argument("--shard-size", type=int, help="records in a shard, if not chosen by the program")
    parser.add_argument("--short", action="store_true", help="a few records, by the rules alone")
    chosen = parser.parse_args(arguments)
    sizes, jobs = ([SHORT], [1]) if chosen.short else (chosen.records, chosen.jobs)
    more = ["--detectors", "rules"] if chosen.short else []
    more += ["--shard-size", str(chosen.shard_size)] if chosen.shard_size else []
    found = []
    for count in sizes:
        for each in jobs:
            with tempfile.TemporaryDirectory() as folder:
                measured = run(Path(folder) / "tables", count, each, more)
            if measured is None:
                return 1
            found.append(measured)
            print(tabulate([m.row() for m in found], HEADINGS), flush=True)
    for line in compared(found):
        print(line)
    return 0


def compared(found: Sequence[Measured]) -> Iterator[str]:
    """The last run beside the first, by what the goals of the project are about."""
    if len(found) < 2:
        return
    first, last = found[0], found[-1]
    if first.jobs != last.jobs:
        throughput = (last.records / last.seconds) / (first.records / first.seconds)
        yield f"{last.jobs} processes beside {first.jobs}: {throughput:.2f} times the throughput"
    yield f"memory of the largest process: {max(last.each) / max(first.each):.3f} times"
    yield f"memory of all: {max(last.together) / max(first.together):.3f} times"
    yield f"the largest process of the last run, tenth by tenth, in MB: {', '.join(last.over_time())}"
    yield f"CPU time a record: {(last.cpu / last.records) / (first.cpu / first.records):.3f} times"


def write_corpus(path: Path, count: int) -> None:
    """Lines of JSON: so many records, no two with the same id or the same names."""
    texts = sorted(SHARED.rglob("*.txt")) or sorted((ROOT / "tests" / "cases").glob("*/draft.*"))
    with path.open("w", encoding="utf-8") as file:
        for number in range(count):
            text = texts[number * _STRIDE % len(texts)].read_text(encoding="utf-8")
            turn = number // len(texts)
            words = text.replace(" said", f" of Zug{number:x}ia said", 1) if turn else text
            file.write(json.dumps({"id": f"r{number}", "desk": f"d{number % 7}", "text": words}) + "\n")


def run(out: Path, count: int, jobs: int, more: Sequence[str], said: int | None = None) -> Measured | None:
    """One run of the command into this folder, with its corpus beside; None if it fails.

    What it says goes to the file descriptor `said`, or where this process says things.
    """
    corpus = out.with_suffix(".jsonl")
    write_corpus(corpus, count)
    command = [sys.executable, "-m", "auditor", "archive", "run", str(corpus), "--out", str(out), "--jobs", str(jobs)]
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    begun = time.monotonic()
    measured = Measured(count, jobs)
    running = subprocess.Popen(
        [*command, "--all-genres", *more],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.DEVNULL,
        stderr=said,
    )
    while running.poll() is None:
        sizes = list(memory(running.pid))
        measured.each.append(max(sizes, default=0.0))
        measured.together.append(sum(sizes))
        time.sleep(_LOOK)
    measured.seconds = time.monotonic() - begun
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    measured.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return measured if running.returncode in (0, 3) else None


def memory(process: int) -> Iterator[float]:
    """The memory of a process and of those that it started, in MB; nothing where there is no /proc."""
    for each in (process, *_children(process)):
        try:
            yield int(Path(f"/proc/{each}/statm").read_text().split()[1]) * _PAGE / 1e6
        except (OSError, IndexError):
            continue


def _children(process: int) -> Iterator[int]:
    try:
        told = Path(f"/proc/{process}/task/{process}/children").read_text()
    except OSError:
        return
    yield from map(int, told.split())


if __name__ == "__main__":
    sys.exit(main())
