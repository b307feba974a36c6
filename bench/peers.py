"""How many statements a neighbouring library finds of those that annotators marked, beside the auditor.

    python bench/peers.py                        textacy's quotation finder and the auditor on the annotated articles

textacy's `direct_quotations` knows quotations with a speaker and a verb, and gives up on an article whose marks are
unbalanced; such an article counts as read without any statement, and the run says how many there were. The articles
and their scorer lie outside the project, in a folder `eval` (`--eval`). Exit codes: 0 done, 2 nothing to measure.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from spacy.language import Language
from tabulate import tabulate

from auditor.api import Auditor
from auditor.language import parser as language
from auditor.records.saved.write import report_to_dict

ROOT = Path(__file__).resolve().parent.parent
CORPUS = "inventory/dev"

Finder = Callable[[str, str], dict[str, Any] | None]
"""Name and text of an article to its report, or None where the finder gave up."""


def main(argv: list[str] | None = None) -> int:
    """Runs both finders and prints how they score."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval", help="the annotated articles")
    parser.add_argument("--most", type=int, default=0, help="articles at the most; 0 for all")
    args = parser.parse_args(argv)
    texts = sorted((args.eval / CORPUS / "text").glob("*.txt"))
    if not texts:
        print(f"peers: no articles in {args.eval / CORPUS}; name their folder with --eval", file=sys.stderr)
        return 2
    texts = texts[: args.most or None]
    auditor = Auditor.load()
    finders: dict[str, Finder] = {
        "textacy direct_quotations": _textacy(language.load()),
        "auditor": lambda name, text: report_to_dict(auditor.audit_text(text, name=name)),
    }
    rows = [(name, *_scored(finder, texts, args.eval)) for name, finder in finders.items()]
    print(tabulate(rows, headers=["finder", "precision", "recall", "F1", "gave up on"], floatfmt=".3f"))
    return 0


def _textacy(nlp: Language) -> Finder:
    from textacy.extract.triples import direct_quotations

    def find(name: str, text: str) -> dict[str, Any] | None:
        doc = nlp(text)
        try:
            triples = list(direct_quotations(doc))
        except ValueError:
            return None
        return {
            "sources": [],
            "attributions": [
                {
                    "source_id": None,
                    "source": _span(t.speaker[0].idx, t.speaker[-1].idx + len(t.speaker[-1])),
                    "cue": _span(t.cue[0].idx, t.cue[-1].idx + len(t.cue[-1])),
                    "content": [_span(t.content.start_char, t.content.end_char)],
                }
                for t in triples
            ],
        }

    return find


def _span(start: int, end: int) -> dict[str, int]:
    return {"start": start, "end": end}


def _scored(finder: Finder, texts: list[Path], folder: Path) -> tuple[float, float, float, int]:
    """Precision, recall and F1 of statements found, and on how many articles the finder gave up."""
    gave_up = 0
    with tempfile.TemporaryDirectory() as reports:
        for path in texts:
            found = finder(path.name, path.read_bytes().decode())
            gave_up += found is None
            report = found or {"sources": [], "attributions": []}
            (Path(reports) / f"{path.stem}.json").write_text(json.dumps(report), encoding="utf-8")
        command = [sys.executable, str(folder / "score.py"), "inventory", "--json"]
        command += ["--gold", str(folder / CORPUS), "--pred", reports]
        scored = subprocess.run(command, check=True, capture_output=True, text=True)
    figures = json.loads(scored.stdout)["statements found"]
    return figures["p"], figures["r"], figures["f1"], gave_up


if __name__ == "__main__":
    raise SystemExit(main())
