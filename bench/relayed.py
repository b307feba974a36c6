"""How many relayed sources of the annotated excerpts are found, and of how many the outlet is right.

The gold of `snippets/dev` lists for each excerpt the `words` for the people on whom another outlet relies, and the
outlet that they come by way of (`via`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

_LEFT_OUT = "cut"
"""The doubt for which the scorer leaves an excerpt out: it breaks off."""


def score(gold: Path, reports: Path) -> Mapping[str, float]:
    """Precision and recall of the people, by overlap of their words, and the share of the found whose outlet is right.

    `gold` is a folder with `gold.jsonl` and the texts, `reports` one with the reports on them.
    """
    wanted = found = hits = outlets = 0
    for line in (gold / "gold.jsonl").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        if entry.get("doubt") == _LEFT_OUT:
            continue
        text = (gold / f"{entry['id']}.txt").read_text(encoding="utf-8")
        report = reports / f"{entry['id']}.json"
        predicted = json.loads(report.read_text(encoding="utf-8"))["relayed"] if report.exists() else []
        matched = list(_pairs(text, entry["relayed"], predicted))
        wanted, found, hits = wanted + len(entry["relayed"]), found + len(predicted), hits + len(matched)
        outlets += sum(_is_same(item["via"], other) for item, other in matched)
    return {
        "relayed, precision": _share(hits, found),
        "relayed, recall": _share(hits, wanted),
        "outlet right, on found relayed": _share(outlets, hits),
    }


def _pairs(text: str, wanted: Sequence[Any], predicted: Sequence[Any]) -> Iterator[tuple[Any, Any]]:
    """What is wanted beside what was found for it, each found one once."""
    left = list(predicted)
    for item in wanted:
        words = item["words"]
        starts = [at for at in range(len(text)) if text.startswith(words, at)]
        hit = next((p for p in left if any(p["start"] < at + len(words) and at < p["end"] for at in starts)), None)
        if hit is not None:
            left.remove(hit)
            yield item, hit


def _is_same(via: str, found: Mapping[str, Any]) -> bool:
    """Whether an outlet found is the one wanted, by its label or by its words, short or in full."""
    names = [found["outlet_label"], found["outlet"]["text"] if found["outlet"] else ""]
    short = [name.lower().removeprefix("the ") for name in (via, *names)]
    return any(name and (name in short[0] or short[0] in name) for name in short[1:])


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0
