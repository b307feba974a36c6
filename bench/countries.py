"""The chief figures on the articles of `world/dev` by the country of the outlet."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from tabulate import tabulate

from bench import calibration

FEWEST = 3
"""Countries with fewer articles share a row."""
HEADS = ("country", "articles", "statements", "credit", "kind", "right kind", "anonymous")


def table(evaluation: Path, folder: str, reports: Path) -> str:
    """A row a country, of F1 or shares; `reports` holds those on `folder`, whose origins.jsonl tells the countries."""
    scorer = calibration.load(evaluation / "score.py")
    gold = evaluation / folder
    rows = [(name, len(articles), *_figures(scorer, gold, articles, reports)) for name, articles in _grouped(gold)]
    return tabulate(rows, HEADS, floatfmt=".3f", missingval="-")


def _grouped(gold: Path) -> list[tuple[str, Sequence[str]]]:
    """The articles of each country, the most first, and last those of the countries with few."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in (gold / "origins.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        found[row["country"]].append(Path(row["file"]).stem)
    many = [(country, names) for country, names in found.items() if len(names) >= FEWEST]
    few = [name for names in found.values() if len(names) < FEWEST for name in names]
    others = f"{sum(len(names) < FEWEST for names in found.values())} others"
    return [*sorted(many, key=lambda item: (-len(item[1]), item[0])), *([(others, few)] if few else [])]


def _figures(scorer: ModuleType, gold: Path, articles: Sequence[str], reports: Path) -> tuple[float | None, ...]:
    with tempfile.TemporaryDirectory() as scratch:
        for name in articles:
            for path in gold.rglob(f"{name}*"):
                target = Path(scratch) / path.relative_to(gold)
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, target)
        found: Mapping[str, Any] = scorer.score_inventory(Path(scratch), reports)
    anonymous = found["per kind"].get("anonymous")
    return (
        found["statements found"]["f1"],
        found["credit"]["right, of those credited"],
        found["kind accuracy on found statements"],
        found["sources found with the right kind"]["f1"],
        anonymous["f1"] if anonymous else None,
    )
