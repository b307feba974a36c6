"""Fits what the word of the network that finds charges is weighed by, on articles of which it has not learned.

    python bench/train_charges.py --fold 1 --out DIR     a network that has not seen a fifth of the articles
    python bench/weigh_charges.py --fold 1 --weights DIR/weights

prints the weights that stand in auditor/analysis/accusations/weighing.py, and how many of what is kept above some
probabilities is right: the words are a charge, and the accused is the one that readers told.
"""

from __future__ import annotations

import argparse
import re
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from tabulate import tabulate

from auditor.analysis.accusations import weighing
from auditor.analysis.accusations.parties import Cast
from auditor.analysis.phrases import find as phrases
from auditor.analysis.sources import resolve as sources
from auditor.analysis.statements import find as statements
from auditor.base.spans import Span
from auditor.language import read as reading
from auditor.language.tagger import charges, network
from auditor.packs.load import load_packs
from auditor.readers.dispatch import read_text
from auditor.records.appraisal import ChargeReading
from auditor.toolkit import build_toolkit
from bench import corpus
from bench.charges import HELD
from bench.corpus import Charge
from bench.train_charges import ROOT, read

_NAME = re.compile(r"[A-Z][\w’'-]+")
_PULL = 0.02
"""How strongly weights are pulled towards nothing."""


def is_right(text: str, cast: Cast, found: ChargeReading, known: Sequence[Charge]) -> bool:
    """Whether `found` overlaps words that accuse the same party: the same place, or a name in common."""
    assert found.party is not None
    parties = [one.party for one in known if one.words.overlaps(found.words) and one.party is not None]
    mine = _names(text, cast, found.party)
    return any(each.overlaps(found.party) or mine & _names(text, cast, each) for each in parties)


def _names(text: str, cast: Cast, span: Span) -> frozenset[str]:
    party = cast.described(span)
    return frozenset(_NAME.findall(span.of(text) if party is None else f"{span.of(text)} {party.label}"))


def fit(signs: np.ndarray, right: np.ndarray) -> np.ndarray:
    """The weights of a logistic regression: one for each column of `signs`."""
    x, y = torch.tensor(signs, dtype=torch.float64), torch.tensor(right, dtype=torch.float64)
    weights = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=500, line_search_fn="strong_wolfe")

    def closure() -> torch.Tensor:
        optimizer.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights, y) + _PULL * (weights**2).mean()
        loss.backward()  # type: ignore[no-untyped-call]
        return loss

    optimizer.step(closure)  # type: ignore[no-untyped-call]
    return weights.detach().numpy()


def main(arguments: Sequence[str] | None = None) -> int:
    """Reads the articles that are held back, fits, prints."""
    asked = _parser().parse_args(arguments)
    rows: list[tuple[list[float], bool]] = []
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        shutil.copytree(network.weights(), folder, dirs_exist_ok=True)
        shutil.copytree(asked.weights, folder, dirs_exist_ok=True)
        toolkit = replace(build_toolkit(load_packs(("core",))), tagger=network.load(folder, digests={}))
    assert toolkit.tagger is not None
    for text, known in read(asked.eval):
        if corpus.fold(text, HELD) == asked.fold:
            parsed = reading.parse(read_text(text, "article.txt"), toolkit)
            heard = phrases.find(parsed)
            model = None if toolkit.sources is None else toolkit.sources.statements
            said = statements.find(parsed, heard, toolkit.detectors, toolkit.tagger, model)
            cast = Cast(parsed.doc, sources.resolve(parsed, said, heard, toolkit.sources), toolkit.words)
            for one in charges.read(parsed.seen, toolkit.tagger):
                if one.party is not None:
                    signs = weighing.signs(parsed.text, one, toolkit.words)
                    rows.append((list(signs.values()), is_right(parsed.text, cast, one, known)))
    told, right = np.array([row for row, _ in rows]), np.array([good for _, good in rows])
    weights = fit(told, right.astype(float))
    print(tabulate(zip(weighing.WEIGHTS, weights, strict=True), floatfmt=".2f"))
    likely = 1 / (1 + np.exp(-told @ weights))
    kept = [(at, right[likely >= at]) for at in np.arange(0.2, 0.95, 0.05)]
    shares = [(at, len(some), some.sum(), some.mean()) for at, some in kept]
    print(tabulate(shares, ("kept from", "so many", "right", "share"), floatfmt=".2f"))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval", help="annotated articles")
    parser.add_argument("--weights", type=Path, required=True, help="what train_charges.py wrote")
    parser.add_argument("--fold", type=int, required=True, help="the part of the articles that it held back")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
