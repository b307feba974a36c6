"""How long audits take beside spaCy alone: ratios, each of two things measured in turn in one run.

    python bench/pace.py                        the articles of polnear/dev, three times over
    python bench/pace.py --short                the example drafts, once: shows that this still runs
    python bench/pace.py --only audit cold      some of the measures

A ratio below 1 says that the auditor is the faster. Bars are what a release should keep; no exit code depends on them,
since a time says as much of the machine as of the program.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from time import perf_counter, process_time

import spacy
from tabulate import tabulate

from auditor import engine
from auditor.language import pipeline
from auditor.readers.dispatch import read
from auditor.records.article import Article
from auditor.records.report import Detector
from auditor.render.dispatch import render_report
from auditor.runs import runner
from auditor.runs.drafts import Draft
from auditor.runs.jobs import PARALLEL_FROM, threads_for
from auditor.runs.packs import packs_of
from auditor.settings.settings import Settings
from auditor.toolkit import Toolkit, build_toolkit

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "tests" / "cases"
ARTICLES = ROOT.parent / "shared" / "eval" / "polnear" / "dev" / "text"
BARE = "import spacy, sys; spacy.load(sys.argv[1])(open(sys.argv[2], encoding='utf-8').read())"
"""The least that anybody who parses a draft with spaCy must do; the model is given as the folder of its data."""


@dataclass(frozen=True, slots=True)
class Taken:
    """Seconds that something took: by the clock, and of processor time in this process and those it waited for."""

    wall: float
    processor: float


@dataclass(frozen=True, slots=True)
class Measure:
    """A ratio of two times, and the most that it should be; a throughput is measured as the ratio upside down."""

    what: str
    beside: str
    ratio: float
    bar: float
    at_least: bool = False

    def row(self) -> tuple[str, str, str, str]:
        kept = self.ratio >= self.bar if self.at_least else self.ratio <= self.bar
        sign = "≥" if self.at_least else "≤"
        return self.what, self.beside, f"{self.ratio:.2f}", f"{sign} {self.bar:g}" + ("" if kept else "  missed")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit code is always 0."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--short", action="store_true", help="the example drafts, once")
    told.add_argument("--only", nargs="+", choices=tuple(MEASURES), default=tuple(MEASURES), help="some measures")
    asked = told.parse_args(arguments)
    folder = ARTICLES if ARTICLES.is_dir() and not asked.short else CASES
    paths = sorted(folder.rglob("*.txt" if folder is ARTICLES else "draft.md"))
    paths = paths[:4] if asked.short else paths
    found = [each.row() for name in asked.only for each in MEASURES[name](paths, 1 if asked.short else 3)]
    print(tabulate(found, ("what", "beside", "ratio", "bar"), disable_numparse=True))
    return 0


def took(work: Callable[[], object]) -> Taken:
    """What `work` takes, with the processes that it starts and ends."""
    wall, processor = perf_counter(), _processor()
    work()
    return Taken(perf_counter() - wall, _processor() - processor)


def _processor() -> float:
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return process_time() + ended.ru_utime + ended.ru_stime


def in_turn(works: Sequence[Callable[[], object]], rounds: int) -> list[Taken]:
    """The median of what each of `works` takes, run one after the other, `rounds` times: what disturbs one disturbs
    the others."""
    taken = [[took(work) for work in works] for _ in range(rounds)]
    return [
        Taken(statistics.median(each.wall for each in column), statistics.median(each.processor for each in column))
        for column in zip(*taken, strict=True)
    ]


def audits(paths: Sequence[Path], rounds: int) -> Iterator[Measure]:
    """Whole audits, with reports as JSON, beside the whole pipeline of spaCy on the same texts."""
    settings = Settings()
    packs = packs_of(settings)
    all_of_it = build_toolkit(packs, settings.model, threads=threads_for(1))
    rules_alone = build_toolkit(packs, settings.model, detectors=(Detector.RULES,), like=all_of_it)
    plain = spacy.load(settings.model)
    articles = [read(str(path), settings.reading) for path in paths]
    texts = [article.text for article in articles]

    def audited(toolkit: Toolkit, some: Sequence[Article] = articles) -> None:
        for article in some:
            render_report(engine.audit(article, toolkit), "json")

    for toolkit in (all_of_it, rules_alone):  # so that all are warm
        audited(toolkit, articles[:2])
    list(plain.pipe(texts[:2]))
    beside, whole, rules = in_turn(
        [lambda: list(plain.pipe(texts)), lambda: audited(all_of_it), lambda: audited(rules_alone)], rounds
    )
    name = f"{len(articles)} articles"
    yield Measure(f"{name}, by the clock", "spaCy alone", whole.wall / beside.wall, 0.95)
    yield Measure(f"{name}, processor time", "spaCy alone", whole.processor / beside.processor, 1.5)
    yield Measure(f"{name}, rules alone, processor", "spaCy alone", rules.processor / beside.processor, 0.7)


def cold(paths: Sequence[Path], rounds: int) -> Iterator[Measure]:
    """One draft checked by a program that has just been started, beside a bare script that parses it.

    The draft is another one each time; the rules have been read before, and the program has its compiled code, as one
    that is installed has.
    """
    data = next(pipeline.verified(pipeline.DEFAULT_MODEL).glob("en_*-*"))
    bare = [sys.executable, "-c", BARE, str(data), str(paths[0])]
    with tempfile.TemporaryDirectory() as folder:
        number = count()

        def check() -> None:
            draft = Path(folder, f"draft-{next(number)}.txt")
            draft.write_bytes(paths[0].read_bytes() + b"\n" * next(number))
            ran(program("check", str(draft), "--fail-on", "never"), folder)

        check()
        beside, one = in_turn([lambda: ran(bare, folder), check], 3 * rounds)
    yield Measure("a draft, cold, by the clock", "a bare script that parses it", one.wall / beside.wall, 1.3)
    yield Measure("the same, processor time", "the same", one.processor / beside.processor, 1.3)


def kept(paths: Sequence[Path], rounds: int) -> Iterator[Measure]:
    """A draft that has been checked before and has not changed, beside the start of Python."""
    check, nothing = program("check", str(paths[0]), "--fail-on", "never"), [sys.executable, "-c", "pass"]
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(2):  # the second time nothing is new any more but what the first has kept
            ran(check, folder)
            time.sleep(2.1)
        ran(check, folder)
        beside, again = in_turn([lambda: ran(nothing, folder), lambda: ran(check, folder)], 5 * rounds)
    yield Measure("an unchanged draft again, by the clock", "python -c pass", again.wall / beside.wall, 12)


def two(paths: Sequence[Path], rounds: int) -> Iterator[Measure]:
    """Many drafts in two processes, beside one, in which the tagger has the second processor."""
    settings = replace(Settings(), time_limit=0)
    most = 400 if rounds > 1 else 2 * PARALLEL_FROM
    drafts = [Draft(f"{number}/{paths[number % len(paths)].name}", "") for number in range(most)]
    drafts = [
        replace(draft, data=paths[number % len(paths)].read_bytes(), is_file=False)
        for number, draft in enumerate(drafts)
    ]

    def run(jobs: int) -> None:
        for outcome in runner.stream(drafts, replace(settings, jobs=jobs), engine.audit):
            assert outcome is not None

    one, both = in_turn([lambda: run(1), lambda: run(2)], 1)
    yield Measure(f"{most} articles, two processes", "one, throughput", one.wall / both.wall, 1.6, at_least=True)
    yield Measure("the same, processor time", "one", both.processor / one.processor, 1.0)


def program(*arguments: str) -> list[str]:
    """The command line that runs the auditor with `arguments`."""
    return [sys.executable, "-P", "-m", "auditor", *arguments]


def ran(command: Sequence[str], folder: str) -> None:
    """Runs a command whose cache lies in `folder`; raises CalledProcessError if it fails."""
    environment = {**os.environ, "XDG_CACHE_HOME": folder, "PYTHONPATH": str(ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # what is installed is compiled, spaCy too
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=environment)


MEASURES: Mapping[str, Callable[[Sequence[Path], int], Iterator[Measure]]] = {
    "audit": audits,
    "cold": cold,
    "kept": kept,
    "two": two,
}


if __name__ == "__main__":
    sys.exit(main())
