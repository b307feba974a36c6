"""What an archive of so many articles costs: hours, money, memory and storage, from what was measured of a few.

    python bench/scale.py --cpu-ms 430 --bytes-in 1700 --bytes-out 3400
    python bench/scale.py --cpu-ms 430 --bytes-in 1700 --bytes-out 3400 --articles 5e6 --cores 16 --price 0.05

Nothing is measured here: `python bench/costs.py 400` does that, and prints the command. Prices are list prices that you
look up:

    core-hours = articles x (CPU of an article + CPU of a start / articles between two starts) / use of the cores
    hours      = core-hours / cores
    money      = core-hours x price of a core-hour
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tabulate import tabulate

from auditor.archiving.plans import LARGEST
from auditor.archiving.processes import RENEWED
from auditor.archiving.tables import TABLES

MONTH = 0.023
"""Dollars for a GB and a month in an object store, as several list it."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of one article, and of the start of a worker."""

    cpu_ms: float
    start_s: float
    """CPU seconds in which a worker starts and loads the model."""
    bytes_in: float
    bytes_out: float
    memory_gb: float
    """Of a worker."""


def core_hours(articles: float, one: Measured, use: float) -> float:
    """Hours of one core for so many articles, where cores are at work for that share of the time."""
    return articles * (one.cpu_ms / 1000 + one.start_s / RENEWED) / 3600 / use


def costs(
    articles: float, one: Measured, use: float, cores: Sequence[int], prices: Sequence[float]
) -> Iterator[tuple[str, ...]]:
    """A row for each number of cores: days or hours of waiting, memory of all workers, and money at each price."""
    hours = core_hours(articles, one, use)
    for each in cores:
        money = (f"${hours * price:,.0f}" for price in prices)
        yield f"{each:,}", _span(hours / each), f"{each * one.memory_gb:,.0f} GB", *money


def sizes(articles: float, one: Measured, shard: int) -> Iterator[tuple[str, str]]:
    """What lies on disks, and in how many files."""
    shards = -(-articles // shard)
    yield "corpus", _bytes(articles * one.bytes_in)
    yield "tables", _bytes(articles * one.bytes_out)
    yield "tables kept for a month, at $0.023 a GB", f"${articles * one.bytes_out / 1e9 * MONTH:,.0f}"
    yield f"shards of {shard:,}", f"{shards:,.0f}"
    yield "files in them", f"{shards * (len(TABLES) + 1):,.0f}"
    yield "a file of tables on average", _bytes(shard * one.bytes_out / len(TABLES))


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cpu-ms", type=float, required=True, help="CPU milliseconds of an article")
    parser.add_argument("--bytes-in", type=float, required=True, help="bytes of an article in the corpus")
    parser.add_argument("--bytes-out", type=float, required=True, help="bytes of its rows in all tables")
    parser.add_argument("--start-s", type=float, default=6.0, help="CPU seconds in which a worker starts (6)")
    parser.add_argument("--memory-gb", type=float, default=0.9, help="memory of a worker (0.9)")
    parser.add_argument("--articles", type=float, default=1e9, help="how many (1e9)")
    parser.add_argument("--use", type=float, default=0.9, help="the share of the time that cores are at work (0.9)")
    parser.add_argument("--cores", type=int, nargs="+", default=[16, 100, 1000, 10_000])
    parser.add_argument(
        "--price", type=float, nargs="+", default=[0.04, 0.012], help="dollars a core-hour (0.04 0.012)"
    )
    parser.add_argument("--shard-size", type=int, default=LARGEST, help=f"articles in a shard ({LARGEST})")
    chosen = parser.parse_args(arguments)
    if not 0 < chosen.use <= 1:
        parser.error("--use is more than 0 and at most 1")
    one = Measured(chosen.cpu_ms, chosen.start_s, chosen.bytes_in, chosen.bytes_out, chosen.memory_gb)
    print(f"{chosen.articles:,.0f} articles: {core_hours(chosen.articles, one, chosen.use):,.0f} core-hours\n")
    headings = ("cores", "takes", "memory of all", *(f"at ${price:g} a core-hour" for price in chosen.price))
    found = costs(chosen.articles, one, chosen.use, chosen.cores, chosen.price)
    print(tabulate(found, headings, disable_numparse=True, stralign="right"), end="\n\n")
    print(tabulate(sizes(chosen.articles, one, chosen.shard_size), disable_numparse=True, tablefmt="plain"))
    return 0


def _span(hours: float) -> str:
    if hours < 1:
        return f"{hours * 60:.0f} minutes"
    return f"{hours:.0f} hours" if hours < 72 else f"{hours / 24:,.0f} days"


def _bytes(count: float) -> str:
    for size, unit in ((1e12, "TB"), (1e9, "GB"), (1e6, "MB")):
        if count >= size:
            return f"{count / size:.1f} {unit}"
    return f"{count / 1e3:.0f} KB"


if __name__ == "__main__":
    sys.exit(main())
