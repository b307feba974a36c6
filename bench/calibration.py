"""How often a statement of high, medium and low confidence is one, and is credited to whom it belongs.

By the articles whose sources are annotated. A statement is right if it meets a marked one that is a statement by
docs/taxonomy.md, or one that the marks miss; what meets a mark that is none (a thought, a wish) is wrong here, although
the scorer counts it neither way. It is credited rightly if its source is the one of the report's that shares most
statements with the annotated source; that is asked only of statements that meet a marked one.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from tabulate import tabulate

from auditor.records.report import Detector
from auditor.records.scales import Confidence

HEADS = ("found", "right", "share", "credited", "rightly", "share")


@dataclass(frozen=True, slots=True)
class Judged:
    """A statement of a report; whether it is one; whether its credit is right, None where that is not known."""

    statement: Mapping[str, Any]
    is_right: bool
    is_credited_rightly: bool | None


def table(evaluation: Path, folder: str, reports: Path) -> str:
    """A table by confidence, then by which detectors found the statement; `reports` holds those on `folder`."""
    scorer = load(evaluation / "score.py")
    found: dict[str, list[Judged]] = defaultdict(list)
    for each in judged(scorer, evaluation / folder, reports):
        for name in (each.statement["confidence"], found_by(each.statement)):
            found[name].append(each)
    names = [*(c.value for c in Confidence), "rules and tagger", *(f"{d.value} alone" for d in Detector)]
    rows = [(name, *_counted(found[name])) for name in names if found[name]]
    return tabulate(rows, (f"{folder}: statements", *HEADS), floatfmt=".3f", missingval="-")


def _counted(found: Sequence[Judged]) -> tuple[int, int, float, int, int, float | None]:
    right = sum(each.is_right for each in found)
    credited = [each.is_credited_rightly for each in found if each.is_credited_rightly is not None]
    share = sum(credited) / len(credited) if credited else None
    return len(found), right, right / len(found), len(credited), sum(credited), share


def load(path: Path) -> ModuleType:
    """The scorer as a module."""
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def found_by(statement: Mapping[str, Any]) -> str:
    """Which detectors left evidence."""
    learned = [e["rule"].startswith("tagger/") for e in statement["evidence"]]
    if all(learned):
        return f"{Detector.TAGGER.value} alone"
    return "rules and tagger" if any(learned) else f"{Detector.RULES.value} alone"


def judged(scorer: ModuleType, gold: Path, reports: Path) -> Iterator[Judged]:
    """Every statement of the reports on the articles in `gold`."""
    marks = scorer.gold_articles(gold)
    for path in sorted(path for path in gold.glob("*.json") if path.stem in marks):
        report = json.loads((reports / path.name).read_text(encoding="utf-8"))
        text = (gold / "text" / f"{path.stem}.txt").read_text(encoding="utf-8")
        annotated = json.loads(path.read_text(encoding="utf-8"))
        found = scorer.predicted(report)
        owners = {mark: source["id"] for source in annotated["sources"] for mark in source["attributions"]}
        statements = {key: spans for key, spans in scorer.read_brat(marks[path.stem]).items() if key in owners}
        met = {number: owners[key] for key, number in scorer.align(statements, found).items()}
        credited = _credited({number: (met[number], found[number]["source_id"]) for number in met})
        missed = [span for item in annotated["missed"] for span in scorer.locate(text, item)]
        for number, statement in enumerate(report["attributions"]):
            one = found[number]
            is_right = number in met or scorer.overlap(one["source"] + one["cue"], missed) > 0
            yield Judged(statement, is_right, credited.get(number))


def _credited(pairs: Mapping[int, tuple[str, str | None]]) -> dict[int, bool]:
    """Of each statement with a source, whether that is the mate of the annotated one: each source has one at most."""
    shared = Counter((owner, source) for owner, source in pairs.values() if source is not None)
    mates: dict[str, str] = {}
    for (owner, source), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if owner not in mates and source not in mates.values():
            mates[owner] = source
    return {number: mates.get(owner) == source for number, (owner, source) in pairs.items() if source is not None}
