"""How often a statement of high, medium and low confidence is one, by the annotated articles of `inventory`.

A statement is right if it meets a marked one that is a statement by docs/taxonomy.md, or one that the marks miss; what
meets a mark that is none (a thought, a wish) is wrong here, although the scorer counts it neither way.
"""

from __future__ import annotations

import importlib.util
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

from auditor.records.report import Detector
from auditor.records.scales import Confidence

Row = tuple[str, int, int, float]
"""What is counted, statements, those of them that are right, and their share."""


def table(evaluation: Path, reports: Path) -> list[Row]:
    """Rows by confidence, then by which detectors found the statement; `reports` holds those on `inventory`."""
    scorer = load(evaluation / "score.py")
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for statement, is_right in judged(scorer, evaluation / "inventory" / "dev", reports):
        for name in (statement["confidence"], found_by(statement)):
            total[name] += 1
            right[name] += is_right
    names = [*(c.value for c in Confidence), "rules and tagger", *(f"{d.value} alone" for d in Detector)]
    return [(name, total[name], right[name], right[name] / total[name]) for name in names if total[name]]


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


def judged(scorer: ModuleType, gold: Path, reports: Path) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Every statement of the reports on the articles in `gold`, and whether it is one."""
    marks = scorer.gold_articles(gold)
    for path in sorted(gold.glob("*.json")):
        report = json.loads((reports / path.name).read_text(encoding="utf-8"))
        text = (gold / "text" / f"{path.stem}.txt").read_text(encoding="utf-8")
        found = scorer.predicted(report)
        right = set(_right(scorer, json.loads(path.read_text(encoding="utf-8")), marks[path.stem], text, found))
        yield from ((statement, n in right) for n, statement in enumerate(report["attributions"]))


def _right(
    scorer: ModuleType, gold: Mapping[str, Any], marks: Path, text: str, found: Sequence[Mapping[str, Any]]
) -> Iterator[int]:
    voiced = {mark for source in gold["sources"] for mark in source["attributions"]}
    statements = {key: spans for key, spans in scorer.read_brat(marks).items() if key in voiced}
    met = set(scorer.align(statements, found).values())
    missed = [span for item in gold["missed"] for span in scorer.locate(text, item)]
    for number, one in enumerate(found):
        if number in met or scorer.overlap(one["source"] + one["cue"], missed) > 0:
            yield number
