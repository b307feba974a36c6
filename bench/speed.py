"""How long the auditor takes: to start, to load, for an article, and beside spaCy alone.

    python bench/speed.py                        the example drafts, five times over
    python bench/speed.py --short                two of them, once: shows that this still runs
    python bench/speed.py PATH...                other drafts, e.g. a folder of them

Times depend on the machine; the ratio to spaCy alone, on the same texts in the same run, hardly does.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter
from typing import TypeVar

import spacy
from spacy.tokens import Doc
from tabulate import tabulate

from auditor import engine
from auditor.language import layout, parser, quotations
from auditor.language.match.compile import CompiledRules, compile_rules
from auditor.language.match.run import run_rules
from auditor.language.plain import plainly
from auditor.language.quotations import Quotation
from auditor.readers.dispatch import read
from auditor.records.article import Article
from auditor.records.rules import Engine, RuleKind, RulePack
from auditor.runs.drafts import discover
from auditor.runs.jobs import threads_for
from auditor.runs.packs import packs_of
from auditor.settings.settings import Settings
from auditor.toolkit import Toolkit, build_toolkit

CASES = Path(__file__).resolve().parent.parent / "tests" / "cases"
_IMPORT = "from time import perf_counter as t; a = t(); import auditor.cli.main; print(t() - a)"

T = TypeVar("T")
Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Parsed:
    """An article as the rules see it."""

    doc: Doc
    article: Article
    quoted: tuple[Quotation, ...]


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit code is always 0, since no time is promised."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", default=[str(CASES)], help="drafts, or folders of them")
    parser.add_argument("--short", action="store_true", help="two drafts, once")
    asked = parser.parse_args(arguments)
    settings = Settings()
    drafts = discover(asked.paths, settings).drafts[: 2 if asked.short else None]
    articles = [read(draft.path, settings.reading) for draft in drafts]
    repeats = 1 if asked.short else 5

    packs, loading = timed(lambda: packs_of(settings))
    threads = threads_for(1)
    toolkit, building = timed(lambda: build_toolkit(packs, settings.model, threads=threads))
    rows = [
        ("import of the command line", milliseconds(importing(repeats))),
        ("rule packs read and checked", milliseconds(loading)),
        ("language model and rules loaded", milliseconds(building)),
        *auditing(articles, toolkit, settings.model, repeats),
    ]
    print(tabulate(rows, disable_numparse=True, colalign=("left", "right")))
    parsed = [parse(article, toolkit) for article in articles]
    print()
    print(tabulate(slowest(packs, toolkit, parsed, repeats), ("slowest rules", "an article")))
    return 0


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """What `work` gives, and the seconds it took."""
    start = perf_counter()
    result = work()
    return result, perf_counter() - start


def best(work: Callable[[], object], repeats: int) -> float:
    """The shortest time of `repeats` runs: what disturbs a measurement only ever adds to it."""
    return min(timed(work)[1] for _ in range(repeats))


def milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms"


def importing(repeats: int) -> float:
    """Seconds that importing the command line takes in a fresh interpreter, its own start not counted."""
    command = [sys.executable, "-c", _IMPORT]
    return min(
        float(subprocess.run(command, check=True, capture_output=True, text=True).stdout) for _ in range(repeats)
    )


def auditing(articles: Sequence[Article], toolkit: Toolkit, model: str, repeats: int) -> list[Row]:
    """Rows on whole audits, on spaCy alone over the same texts, and on the parts of an audit."""
    plain = spacy.load(model)
    for article in articles:  # so that both are warm
        engine.audit(article, toolkit)
        plain(article.text)
    whole = best(lambda: [engine.audit(a, toolkit) for a in articles], repeats)
    alone = best(lambda: [plain(a.text) for a in articles], repeats)
    parsing = best(lambda: [parse(a, toolkit) for a in articles], repeats)
    parsed = [parse(article, toolkit) for article in articles]
    matching = best(lambda: match(parsed, toolkit.rules), repeats)
    words = statistics.mean(len(article.text.split()) for article in articles)
    return [
        ("articles", f"{len(articles)} of {words:.0f} words"),
        ("articles a second", f"{len(articles) / whole:.1f}"),
        ("an article", milliseconds(whole / len(articles))),
        ("of that: reading its layout, parsing", f"{parsing / whole:.0%}"),
        ("of that: matching rules", f"{matching / whole:.0%}"),
        ("of that: statements, sources, policies", f"{max(0.0, 1 - (parsing + matching) / whole):.0%}"),
        ("spaCy alone, an article", milliseconds(alone / len(articles))),
        ("audit / spaCy alone", f"{whole / alone:.2f}"),
    ]


def ratio(articles: Sequence[Article], toolkit: Toolkit, model: str, repeats: int) -> float:
    """How many times as long as spaCy alone whole audits of `articles` take."""
    plain = spacy.load(model)
    plain(articles[0].text)
    engine.audit(articles[0], toolkit)
    whole = best(lambda: [engine.audit(a, toolkit) for a in articles], repeats)
    return whole / best(lambda: [plain(a.text) for a in articles], repeats)


def parse(article: Article, toolkit: Toolkit) -> Parsed:
    """The first steps of an audit, up to where rules are matched."""
    arranged = layout.arrange(plainly(article)[0], toolkit.layout)
    quoted = quotations.find(arranged.text, arranged.blocks)
    return Parsed(parser.parse(arranged, toolkit.nlp, quoted), arranged, quoted)


def match(parsed: Iterable[Parsed], rules: CompiledRules) -> None:
    for each in parsed:
        run_rules(each.doc, each.article, rules, each.quoted)


def slowest(
    packs: Sequence[RulePack], toolkit: Toolkit, parsed: Sequence[Parsed], repeats: int
) -> list[tuple[str, str]]:
    """The ten rules that take longest when run alone, then all rules of each engine together."""

    def cost(chosen: Container[str]) -> float:
        kept = [replace(p, rules=tuple(r for r in p.rules if r.id in chosen)) for p in packs]
        rules = compile_rules(kept, toolkit.nlp)
        return best(lambda: match(parsed, rules), repeats) / len(parsed)

    idle = cost(())
    rules = [rule for pack in packs for rule in pack.rules if rule.kind is not RuleKind.LAYOUT]
    alone = {rule.id: cost((rule.id,)) - idle for rule in rules}
    worst = sorted(alone, key=lambda rule_id: -alone[rule_id])[:10]
    engines = [
        (f"all of engine {each}", cost({rule.id for rule in rules if rule.engine is each}) - idle) for each in Engine
    ]
    rows = [(rule_id, alone[rule_id]) for rule_id in worst] + engines
    return [(name, milliseconds(max(0.0, seconds))) for name, seconds in rows]


if __name__ == "__main__":
    sys.exit(main())
