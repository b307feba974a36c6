"""Writes the parts of the tagger that read cues anew, from the weights in the files that ship: nothing is learned.

    pip install --editable '.[train]'
    python bench/heads_anew.py --out DIR     heads.onnx and parties.onnx, and their digests

For when the form in which `bench/tagger_network.py` writes them has changed, and not what they know. The same version
of PyTorch writes the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper
from torch import Tensor

from auditor.language.tagger import network
from bench import train_charges, train_tagger
from bench.tagger_network import Heads

PARTS: Mapping[str, tuple[tuple[int, ...], Sequence[str]]] = {
    "heads.onnx": ((2, len(train_tagger.KINDS)), train_tagger.TOLD),
    "parties.onnx": (
        (train_charges.DEMANDED, len(train_charges.KINDS), len(train_charges.FRAMES)),
        train_charges.TOLD,
    ),
}
"""Each file: of each thing that a cue tells, how many answers there are, and what it is called."""


def weights_of(path: Path, told: Sequence[str]) -> dict[str, Tensor]:
    """The weights of the heads in the file at `path`, by their names in `Heads`; `told` is what a cue tells.

    Where an exporter has laid a matrix across and given it a name of its own, it is known by the bias added to what it
    makes. What judges a thing may bear the thing's name instead of its number.
    """
    graph = onnx.load(str(path)).graph
    held: dict[str, NDArray[np.float32]] = {each.name: numpy_helper.to_array(each) for each in graph.initializer}
    makers = {made: node for node in graph.node for made in node.output}
    found = {name: array for name, array in held.items() if name.startswith("heads.")}
    for node in graph.node:
        bias = next((name for name in node.input if name.startswith("heads.") and name.endswith(".bias")), None)
        if node.op_type != "Add" or bias is None:
            continue
        product = makers[next(name for name in node.input if name != bias)]
        found[bias.removesuffix("bias") + "weight"] = held[product.input[1]].T
    numbers = {thing: f"judges.{number}" for number, thing in enumerate(told)}
    named = ((*name.removeprefix("heads.").partition("."), array) for name, array in found.items())
    return {numbers.get(first, first) + dot + rest: torch.from_numpy(array.copy()) for first, dot, rest, array in named}


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes both files, prints their digests."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--out", type=Path, required=True, help="folder for the files")
    parser.add_argument("--weights", type=Path, default=network.weights(), help="folder of the files to start from")
    asked = parser.parse_args(arguments)
    asked.out.mkdir(parents=True, exist_ok=True)
    digests = {}
    for name, (answers, told) in PARTS.items():
        heads = Heads(answers)
        heads.load_state_dict(weights_of(asked.weights / name, told))
        train_tagger.export_heads(heads, told, asked.out / name)
        digests[name] = hashlib.sha256((asked.out / name).read_bytes()).hexdigest()
    print(json.dumps(digests, indent=2))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
