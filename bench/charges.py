"""How many of the charges that readers marked in articles are found, and how much of what is said of them is right.

The gold of `world/dev` lists every place where somebody is accused or criticised, with the accused, the accuser and the
answer; the scorer beside the articles says what is right. Of our own articles, on which the rules were tried, one in
`HELD` is held back: `python bench/charges.py` measures on those, with `--dev` on `world/dev`, and with `--later` on
those of `bench/charges_later.jsonl`, whose readers did not mark answers.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tabulate import tabulate

from auditor.base.spans import Span
from auditor.engine import audit
from auditor.packs.load import load_packs
from auditor.readers.dispatch import read_text
from auditor.records.scales import Confidence
from auditor.render.dispatch import render_report
from auditor.toolkit import build_toolkit
from bench import corpus
from bench.corpus import Charge

ROOT = Path(__file__).resolve().parent.parent
HELD = 5
"""One in so many of the articles with charges is kept for measuring."""
_NAMES: Mapping[str, str] = {
    "recall": "charges found",
    "precision": "precision of charges",
    "party_right": "accused right",
    "kind_right": "accusation or criticism right",
    "accuser_right": "accuser right",
    "reply_answered_right": "answered or not right",
}


def score(evaluation: Path, gold: Path, texts: Path, reports: Path) -> Mapping[str, float]:
    """Shares, by name; each charge counts once, however many places it has."""
    told = raw(evaluation, gold, texts, reports)
    found = {name: float(told[key] or 0.0) for key, name in _NAMES.items()}
    frames = {f"charges found, {frame}": float(one["recall"] or 0.0) for frame, one in told["by_frame"].items()}
    return {**found, **frames}


def raw(evaluation: Path, gold: Path, texts: Path, reports: Path) -> Mapping[str, Any]:
    """All that the scorer says."""
    command = [sys.executable, str(evaluation / "score_accusations.py"), str(gold), str(texts), str(reports)]
    said: Mapping[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return said


def main(arguments: Sequence[str] | None = None) -> int:
    """Audits the articles and prints how much of their charges is found: in all, and without passages to read."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval", help="annotated articles")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--dev", action="store_true", help="those of world/dev, not those that are held back")
    which.add_argument("--later", action="store_true", help="those that were read last; without answers")
    asked = parser.parse_args(arguments)
    toolkit = build_toolkit(load_packs(("core",)))
    world = asked.eval / "world" / "dev"
    with tempfile.TemporaryDirectory() as scratch:
        texts, every, sure = (Path(scratch) / name for name in ("texts", "every", "sure"))
        for folder in (texts, every, sure):
            folder.mkdir()
        gold = world / "accusations.jsonl" if asked.dev else Path(scratch) / "gold.jsonl"
        articles = {path.stem: path.read_text(encoding="utf-8") for path in sorted((world / "text").glob("*.txt"))}
        if not asked.dev:
            held = list(read_last(asked.eval) if asked.later else held_back(asked.eval))
            articles = {name: text for name, text, _ in held}
            lines = [json.dumps(_line(name, charge)) for name, _, charges in held for charge in charges]
            gold.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        for name, text in articles.items():
            (texts / f"{name}.txt").write_text(text, encoding="utf-8")
            report = json.loads(render_report(audit(read_text(text, f"{name}.txt"), toolkit), "json"))
            (every / f"{name}.json").write_text(json.dumps(report), encoding="utf-8")
            report["accusations"] = [one for one in report["accusations"] if one["confidence"] != Confidence.LOW]
            (sure / f"{name}.json").write_text(json.dumps(report), encoding="utf-8")
        all_of_them, told = (score(asked.eval, gold, texts, folder) for folder in (every, sure))
        unmarked = {_NAMES["reply_answered_right"]} if asked.later else set()
        rows = [(name, share, told[name]) for name, share in all_of_them.items() if name not in unmarked]
        print(tabulate(rows, ("", "all", "without passages"), floatfmt=".3f"))
    return 0


def held_back(evaluation: Path) -> Iterator[tuple[str, str, Sequence[Charge]]]:
    """Name, text and charges of the articles whose charges the tagger did not learn."""
    return (each for each in _marked(evaluation, corpus.charges()) if corpus.fold(each[1], HELD) == 0)


def read_last(evaluation: Path) -> Iterator[tuple[str, str, Sequence[Charge]]]:
    """Name, text and charges of the articles of `corpus.CHARGES_LATER`."""
    return _marked(evaluation, corpus.charges(corpus.CHARGES_LATER))


def _marked(evaluation: Path, marked: Mapping[str, Sequence[Charge]]) -> Iterator[tuple[str, str, Sequence[Charge]]]:
    for folder in ("polnear/train", "world/train"):
        for path in sorted((evaluation / folder / "text").glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            if (charges := marked.get(corpus.digest(text))) is not None:
                yield path.stem, text, charges


def _line(name: str, charge: Charge) -> Mapping[str, object]:
    """A place as the scorer reads it."""
    return {
        "article": name,
        "start": charge.words.start,
        "end": charge.words.end,
        "party": _ends(charge.party),
        "accuser": _ends(charge.accuser),
        "kind": charge.kind,
        "frame": charge.frame,
        "reply": charge.reply,
        "charge": charge.number,
        **({"optional": True} if charge.optional else {}),
    }


def _ends(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


if __name__ == "__main__":
    sys.exit(main())
