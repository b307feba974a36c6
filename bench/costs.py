"""What one article of an archive costs, and what questions to a million cost: the figures of docs/scale.md.

    python bench/costs.py                  400 articles, ten minutes; 5 GB of room for temporary files
    python bench/costs.py 800              so many
    python bench/costs.py --short          a few by the rules alone: shows that this still runs

The articles are those of bench/archive.py. Told is CPU time, of all processes together, since other work on the machine
changes it less than the time that passes. The last line is the command that makes of it what a billion articles cost.
"""

from __future__ import annotations

import argparse
import io
import json
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from auditor.archiving import plans
from auditor.archiving.folder import COUNTS
from auditor.archiving.tables import MANIFEST, SCHEMA, TABLES, pattern
from auditor.settings.settings import Settings
from bench import archive

JOBS = 2
PLANNED = 100_000
"""Records of the corpus for which a plan is made."""
COPIES, LARGE = 5, 1_000_000
"""How often the articles stand in a shard of the large archive, and how many articles that has at least."""
QUERIES = (
    "SELECT desk, sum(anonymous) / sum(sources) FROM '{articles}' WHERE status = 'audited' GROUP BY desk",
    "SELECT kind, count(*), avg(statements) FROM '{sources}' GROUP BY kind",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What one article costs."""

    words: float
    text: float
    """Bytes of its words."""
    cpu_ms: float
    start_s: float
    lines: float
    """Bytes as lines of JSON."""
    parquet: float
    """Bytes as Parquet, packed by zstd."""
    out: float
    """Bytes of its rows in all tables."""
    rows: Mapping[str, float]
    plan_ms: float
    memory_gb: float

    def told(self) -> Iterator[str]:
        """A line for each figure, and the command that goes on with them."""
        yield f"an article: {self.words:,.0f} words, {self.text:,.0f} bytes"
        yield f"CPU time of an article: {self.cpu_ms:.0f} ms"
        yield f"CPU time of a start: {self.start_s:.1f} s"
        yield f"bytes in: {self.lines:,.0f} as lines of JSON, {self.parquet:,.0f} as Parquet (zstd)"
        yield f"bytes out: {self.out:,.0f}"
        yield f"rows out: {sum(self.rows.values()):.1f}: " + ", ".join(f"{n:.1f} {t}" for t, n in self.rows.items())
        yield f"memory of the largest process: {self.memory_gb:.2f} GB"
        yield f"CPU time to plan: {self.plan_ms:.3f} ms"
        measured = f"--cpu-ms {self.cpu_ms:.0f} --bytes-in {self.parquet:.0f} --bytes-out {self.out:.0f}"
        yield f"python bench/scale.py {measured} --start-s {self.start_s:.1f} --shard-size 5000"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit code is 1 if a run fails, else 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", type=int, default=400)
    parser.add_argument("--short", action="store_true", help="a few articles, by the rules alone")
    chosen = parser.parse_args(arguments)
    count, size = (archive.SHORT, archive.SHORT * COPIES) if chosen.short else (chosen.articles, LARGE)
    more = ["--detectors", "rules"] if chosen.short else []
    with tempfile.TemporaryDirectory() as folder:
        try:
            cost = measured(Path(folder), count, more)
        except ChildProcessError as error:
            print(error, file=sys.stderr)
            return 1
        print(*cost.told(), sep="\n")
        large = enlarged(Path(folder), count, size)
        for query, rows, seconds in asked(large):
            print(f"{seconds:.2f} s of CPU over {rows:,} rows: {query}")
        for name, seconds, passed in answered(large):
            print(f"{seconds:.2f} s of CPU, {passed:.2f} s on this machine: {name}")
    return 0


def measured(folder: Path, count: int, more: Sequence[str]) -> Cost:
    """What an article costs, of so many; raises ChildProcessError if a run fails."""
    start, _ = run(folder / "one", 1, 1, more)
    cpu, memory = run(folder / "all", count, JOBS, [*more, "--shard-size", str(max(1, count // JOBS))])
    corpus = folder / "all.jsonl"
    found = rows(folder / "all")
    texts = [json.loads(line)["text"] for line in corpus.read_text(encoding="utf-8").splitlines()]
    return Cost(
        sum(len(text.split()) for text in texts) / count,
        sum(len(text.encode()) for text in texts) / count,
        1000 * max(0.0, cpu - JOBS * start) / count,
        start,
        corpus.stat().st_size / count,
        packed(corpus) / count,
        sum(path.stat().st_size for path in (folder / "all").glob("shards/*/*.parquet")) / count,
        {table: number / count for table, number in found.items() if number},
        planned(folder / "plan.jsonl", PLANNED if not more else count),
        memory,
    )


def run(out: Path, count: int, jobs: int, more: Sequence[str]) -> tuple[float, float]:
    """CPU seconds of a run into this folder, and the memory of its largest process in GB."""
    found = archive.run(out, count, jobs, more, subprocess.DEVNULL)
    if found is None:
        raise ChildProcessError(f"a run over {count} records failed")
    return found.cpu, max(found.each, default=0.0) / 1000


def packed(corpus: Path) -> int:
    """How many bytes a corpus of lines is as Parquet, packed by zstd."""
    import pyarrow as pa
    from pyarrow import parquet

    with corpus.open(encoding="utf-8") as file:
        table = pa.Table.from_pylist([json.loads(line) for line in file])
    out = io.BytesIO()
    parquet.write_table(table, out, compression="zstd")
    return out.tell()


def rows(out: Path) -> Mapping[str, int]:
    """The rows of each table of an archive."""
    from pyarrow import parquet

    found: Counter[str] = Counter()
    for table in TABLES:
        found[table] = sum(parquet.read_metadata(path).num_rows for path in out.glob(pattern(table)))
    return found


def planned(corpus: Path, count: int) -> float:
    """CPU milliseconds in which a record of so many is counted and placed into a shard."""
    archive.write_corpus(corpus, count)
    survey, begun = plans.Survey(), time.process_time()
    pieces = list(plans.surveyed(corpus, Settings(), None, survey, plans.UNIT, None))
    made = sum(1 for _ in plans.shards(pieces, plans.LARGEST, survey.digests))
    assert made
    return 1000 * (time.process_time() - begun) / count


def enlarged(folder: Path, count: int, size: int) -> Path:
    """An archive of at least `size` articles: the same ones again and again, each time as other records."""
    import pyarrow as pa
    from pyarrow import compute, parquet

    large, turns = folder / "large", -(-size // (count * COPIES))
    every = {
        table: [parquet.read_table(path) for path in sorted((folder / "all").glob(pattern(table)))] for table in TABLES
    }
    for number in range(turns):
        shard = large / "shards" / f"{number:05}"
        shard.mkdir(parents=True)
        for table, parts in every.items():
            turned = []
            for copy in range(COPIES):
                for part in parts:
                    names = compute.binary_join_element_wise(part["record"], f"{number}.{copy}", "/")
                    turned.append(part.set_column(0, part.schema.field(0), names))
            parquet.write_table(pa.concat_tables(turned), shard / f"{table}.parquet", compression="zstd")
        told = {"audited": count * COPIES, "skipped": 0, "failed": 0}
        (shard / COUNTS).write_text(json.dumps(told), encoding="utf-8")
    (large / MANIFEST).write_text(json.dumps({"schema": SCHEMA, "shards": turns}), encoding="utf-8")
    return large


def asked(large: Path) -> Iterator[tuple[str, int, float]]:
    """Each query, the rows of its table, and the CPU seconds of the best of three answers."""
    import duckdb

    database = duckdb.connect()
    places = {table: (large / pattern(table)).as_posix() for table in TABLES}
    names = {table: pattern(table) for table in TABLES}
    for query in QUERIES:
        table = "articles" if "{articles}" in query else "sources"
        ((number,),) = database.execute(f"SELECT count(*) FROM '{places[table]}'").fetchall()
        seconds, _ = best(partial(_fetch, database, query.format(**places)))
        yield query.format(**names), number, seconds


def _fetch(database: Any, query: str) -> None:
    database.execute(query).fetchall()


def answered(large: Path) -> Iterator[tuple[str, float, float]]:
    """Each question of `auditor archive query`, and the CPU seconds and seconds of the best of three answers."""
    from auditor.archiving.questions import ask
    from auditor.archiving.questions.asked import Asked
    from auditor.archiving.questions.dispatch import QUESTIONS

    for name in QUESTIONS:
        yield name, *best(partial(ask.answer, large, name, Asked(), print))


def best(work: Callable[[], object]) -> tuple[float, float]:
    """The least CPU seconds and the least seconds of three times."""
    cpu, passed = [], []
    for _ in range(3):
        begun = time.process_time(), time.monotonic()
        work()
        cpu.append(time.process_time() - begun[0])
        passed.append(time.monotonic() - begun[1])
    return min(cpu), min(passed)


if __name__ == "__main__":
    sys.exit(main())
