"""Trains what finds charges, puts it into the form that is shipped, and says what it weighs and how it does.

    pip install --editable '.[train]'
    python bench/train_charges.py --out DIR            everything, about 20 minutes on two cores
    python bench/train_charges.py --short --out DIR    two steps on a few invented sentences: does it still run?

It goes on from the reader that ships (bench/train_tagger.py), which stays as it is: whatever is learned here changes
nothing of what is found of statements and sources. It learns from `bench/charges.jsonl` and `bench/charges_once.jsonl`,
but for one article in `charges.HELD`, by which it is measured (`--eval` says where the articles lie). The seed is
fixed: on one kind of processor, with one version of PyTorch, it comes out the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from auditor.base.spans import Span
from auditor.language import layout, parser, quotations
from auditor.language.layout import LayoutRule
from auditor.language.tagger import decode, network
from auditor.language.tagger.pieces import LONGEST, Window, windows
from auditor.packs.load import load_packs
from auditor.readers.dispatch import read_text
from bench import corpus
from bench.charges import HELD
from bench.corpus import Charge
from bench.tagger_network import LAYERS, SHARED, SIZE, ChargeReader, ChargeReaderAlone, Heads, Layer
from bench.train_tagger import NOT_ASKED, SEED, Plan, export_heads, export_part, learn, put, range_of, shrink, wrong

ROOT = Path(__file__).resolve().parent.parent
KINDS = ("accusation", "criticism")
FRAMES = ("explicit", "content", "narrator")
TOLD = ("demanded", "kinds", "frames")
"""What the words of a charge tell besides accused and accuser."""
DEMANDED = 2
"""Whether a careful editor demands that a charge be told, or does not."""
PACKINGS = 2
"""Every article is packed into windows in so many ways, which epochs take in turn."""


class Question(NamedTuple):
    """What is asked of the words of a charge."""

    words: tuple[int, int]
    parties: NDArray[np.int64]
    """A label for each word of the window: accused and accuser."""
    told: tuple[int, int, int]
    """Demanded, kind, frame."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window as the reader's layer `SHARED` has it, with what is to be learned from it."""

    window: Window
    within: NDArray[np.float16]
    """(pieces, SIZE)"""
    charges: NDArray[np.int64]
    """A label for each word."""
    asked: tuple[Question, ...]


class Network(nn.Module):
    """Both parts."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = ChargeReader()
        self.heads = Heads((DEMANDED, len(KINDS), len(FRAMES)))


# ---------------------------------------------------------------- lessons


def lessons(
    text: str, charges: Sequence[Charge], longest: int, net: network.Network, rules: Sequence[LayoutRule]
) -> Iterator[Lesson]:
    """The windows of one article, of `longest` pieces at the most."""
    article = layout.arrange(read_text(text, "article.txt"), rules)
    quoted = quotations.find(article.text, article.blocks)
    for window in windows(article, parser.prepared(article), quoted, net.tokenizer, longest):
        if window.words:
            labels = np.zeros(len(window.words), dtype=np.int64)
            asked = tuple(_asked(window, charges, labels))
            yield Lesson(window, network.within(net, window).astype(np.float16), labels, asked)


def _asked(window: Window, charges: Sequence[Charge], labels: NDArray[np.int64]) -> Iterator[Question]:
    """What is asked of each charge in `window`; writes their words into `labels`."""
    for charge in charges:
        start, end = range_of(window, charge.words)
        if start == end or labels[start:end].any():
            continue
        put(labels, (start, end), 0)
        parties = np.zeros(len(window.words), dtype=np.int64)
        for role, span in enumerate((charge.party, charge.accuser)):
            if span is not None:
                put(parties, range_of(window, span), role)
        told = (int(not charge.optional), KINDS.index(charge.kind), FRAMES.index(charge.frame))
        yield Question((start, end), parties, told)


# ---------------------------------------------------------------- learning


def loss_of(net: Network, batch: Sequence[Lesson]) -> Tensor:
    """The loss on a batch, for each word: of charges, of who is who in them, and of what they tell."""
    length, size = max(len(one.within) for one in batch), max(len(one.charges) for one in batch)
    within = torch.zeros(len(batch), length, SIZE)
    mask = torch.zeros(len(batch), length, dtype=torch.bool)
    firsts = torch.zeros(len(batch), size, dtype=torch.long)
    labels = torch.full((len(batch), size), NOT_ASKED)
    for row, one in enumerate(batch):
        within[row, : len(one.within)] = torch.from_numpy(one.within.astype(np.float32))
        mask[row, : len(one.within)] = True
        firsts[row, : len(one.charges)] = torch.tensor(one.window.firsts)
        labels[row, : len(one.charges)] = torch.from_numpy(one.charges)
    scores, words = net.reader(within, firsts, mask)
    total = wrong(scores.transpose(1, 2), labels)
    asked = [(row, question) for row, one in enumerate(batch) for question in one.asked]
    if asked:
        parties = torch.full((len(asked), size), NOT_ASKED)
        for row, (_, question) in enumerate(asked):
            parties[row, : len(question.parties)] = torch.from_numpy(question.parties)
        owner = torch.tensor([row for row, _ in asked])
        starts, ends = (torch.tensor([question.words[end] for _, question in asked]) for end in (0, 1))
        roles, *judged = net.heads(words, owner, starts, ends)
        told = torch.tensor([question.told for _, question in asked])
        total = total + 0.5 * wrong(roles.transpose(1, 2), parties)
        total = total + sum((wrong(each, told[:, number]) for number, each in enumerate(judged)), torch.zeros(()))
    return total / int((firsts > 0).sum())


def shipped_layers(reader: Path) -> Iterator[dict[str, Tensor]]:
    """The weights of the layers above `SHARED` in the file of the reader that ships, in order, in full precision."""
    import onnx
    from onnx import numpy_helper

    held = {one.name: numpy_helper.to_array(one) for one in onnx.load(str(reader)).graph.initializer}
    whole = [
        name.removesuffix("_quantized") for name in held if name.startswith("val_") and name.endswith("_quantized")
    ]
    parts = ("mixed", "attended", "wide", "back")
    for layer in range(SHARED, LAYERS):
        own = f"reader.layers.{layer}."
        found = {name.removeprefix(own): torch.tensor(held[name]) for name in held if name.startswith(own)}
        for number, part in enumerate(parts):
            name = whole[len(parts) * layer + number]  # the exporter numbers them in the order in which they are used
            steps = held[f"{name}_quantized"].astype(np.float32) - held[f"{name}_zero_point"].astype(np.float32)
            found[f"{part}.weight"] = torch.tensor((steps * held[f"{name}_scale"]).T.copy())
        yield found


# ---------------------------------------------------------------- measuring


def measure(net: Network, held: Sequence[Lesson]) -> str:
    """How many of the charges in `held` that are demanded are marked, and how many of the marks are charges."""
    net.eval()
    demanded = found = said = right = 0
    for one in held:
        with torch.no_grad():
            scores, _ = net.reader(
                torch.from_numpy(one.within.astype(np.float32))[None], torch.tensor([one.window.firsts])
            )
        marked = list(decode.stretches(decode.best(decode.logarithms(scores.numpy()))[0]))
        said += len(marked)
        right += sum(any(m.start < q.words[1] and q.words[0] < m.end for q in one.asked) for m in marked)
        wanted = [q for q in one.asked if q.told[0]]
        demanded += len(wanted)
        found += sum(any(m.start < q.words[1] and q.words[0] < m.end for m in marked) for q in wanted)
    return f"of {demanded} places with charges {found} found; of {said} found {right} right"


# ---------------------------------------------------------------- shipping


def export(net: Network, folder: Path) -> dict[str, str]:
    """Writes what finds charges into `folder`, the reading with int8 weights; gives the digests of the files."""
    net.eval()
    folder.mkdir(parents=True, exist_ok=True)
    size = torch.export.Dim
    pieces, words = size("pieces", min=2, max=512), size("words", min=2, max=512)
    whole = folder / "charges-whole.onnx"
    export_part(
        ChargeReaderAlone(net.reader),
        {"within": (torch.rand(1, 24, SIZE), {1: pieces}), "firsts": (torch.arange(16), {0: words})},
        ("charges", "words"),
        whole,
    )
    shrink(whole, folder / "charges.onnx")
    export_heads(net.heads, TOLD, folder / "parties.onnx")
    names = ("charges.onnx", "parties.onnx")
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def invented() -> list[tuple[str, tuple[Charge, ...]]]:
    """Two sentences of our own, marked, for a short run."""
    found: list[tuple[str, tuple[Charge, ...]]] = []
    for text, accuser, words, party in (
        (
            "Quill accused the harbour board of fraud.",
            "Quill",
            "accused the harbour board of fraud",
            "the harbour board",
        ),
        ("The mayor is a liar, Quill said.", "Quill", "is a liar", "The mayor"),
    ):
        at, by, of = (Span(text.index(part), text.index(part) + len(part)) for part in (words, accuser, party))
        found.append((text, (Charge(0, at, of, by, KINDS[0], FRAMES[0], "none", False),)))
    return found


def read(evaluation: Path) -> Iterator[tuple[str, tuple[Charge, ...]]]:
    """Every article that was read for charges, with them."""
    told = {**corpus.charges(corpus.CHARGES_ONCE), **corpus.charges()}
    for name in ("polnear", "world"):
        for path in sorted((evaluation / name / "train" / "text").glob("*.txt")):
            text = path.read_text(encoding="utf-8")
            if (charges := told.get(corpus.digest(text))) is not None:
                yield text, charges


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains, exports, prints the digests."""
    asked = _parser().parse_args(arguments)
    torch.manual_seed(SEED)
    torch.set_num_threads(asked.threads)
    asked.out.mkdir(parents=True, exist_ok=True)
    net, shipped = Network(), network.load()
    rules = layout.compile_rules(rule for pack in load_packs(("core",)) for rule in pack.rules)
    made = partial(lessons, net=shipped, rules=rules)
    every = invented() if asked.short else read(asked.eval)
    articles = [(text, charges, corpus.fold(text, HELD) == asked.fold and not asked.short) for text, charges in every]
    plan = Plan(epochs=2, steps=2) if asked.short else Plan(epochs=asked.epochs)
    chance = random.Random(SEED)
    longest = [[LONGEST if not n else chance.randint(LONGEST // 2, LONGEST) for n in range(PACKINGS)] for _ in articles]
    print(f"{sum(not held for *_, held in articles)} articles, {sum(held for *_, held in articles)} held back; {plan}")
    kept = [one for text, charges, held in articles if held for one in made(text, charges, LONGEST)]
    if asked.trained is not None:
        net.load_state_dict(torch.load(asked.trained, weights_only=True))
    else:
        for layer, weights in zip(net.reader.layers, shipped_layers(network.weights() / "reader.onnx"), strict=True):
            assert isinstance(layer, Layer)
            layer.load_state_dict(weights)
        taught = [
            [
                one
                for (text, charges, held), sizes in zip(articles, longest, strict=True)
                if not held
                for one in made(text, charges, sizes[n])
            ]
            for n in range(PACKINGS)
        ]
        given = list(net.reader.layers.parameters())
        learn(net, given, lambda epoch, _: taught[epoch % PACKINGS], partial(loss_of, net), plan)
        torch.save(net.state_dict(), asked.out / "network.pt")
    print(measure(net, kept))
    digests = export(net, asked.out / "weights")
    sizes = {name: (asked.out / "weights" / name).stat().st_size for name in digests}
    print(json.dumps({"digests": digests, "bytes": sizes}, indent=2))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval", help="annotated articles")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--fold", type=int, default=0, help=f"which of {HELD} parts of the articles to hold back")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--trained", type=Path, help="a network.pt that an earlier run left: only export it")
    parser.add_argument("--short", action="store_true", help="two steps on invented sentences")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
