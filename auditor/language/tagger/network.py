"""The network: its files, checked when they are loaded, and its parts, run without a network connection.

The first part reads a window and scores every word as part of a cue, a source, a content. The second takes some cues
of that window and scores every word as part of the source or the content of each (semantic role labelling), and says
of each cue whether something was voiced and of which kind its source is. The third goes on from the first one's fourth
layer with two layers of its own, and scores every word as part of a charge; the fourth says of each charge who is
accused, who accuses, and how. docs/tagger.md is the model card.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from auditor.base import files
from auditor.language.tagger.decode import Scores, logarithms
from auditor.language.tagger.pieces import Window
from auditor.records.report import PackInfo

if TYPE_CHECKING:
    import onnxruntime

VERSION = "2"
DIGESTS: Mapping[str, str] = {
    "reader.onnx": "7e26257ca093b8ff1376f73feaf20df6e90723547c8c88bfc0ba601fb0533932",
    "heads.onnx": "55cde6fa8b97691de48f44b54e4fc14702e30de5f2d325ad02ddcb00e632a275",
    "charges.onnx": "95f09b262e6e5eda5066d4f62612b4b0627e2e63d3225a5d66f1decf106edbf9",
    "parties.onnx": "eaf1464e5464267a123cf273e5b0e91c9319cbf6b64a6dd50b7560ed0f199bcf",
    "tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
}
"""SHA-256 of each file, as it was trained."""

SILENT = "ORT_DISABLE_TELEMETRY"
"""The variable of the environment by which onnxruntime is told to send nothing."""

_JOINT = "SkipLayerNormFusion"
"""What onnxruntime does to a part unless it is told not to: its joint form of adding and levelling takes seven times as
long as the two do apart. They round otherwise, though, and in the six int8 layers of the reader that grows until one
statement in fifty is read differently, so the reader keeps the form in which it was measured (docs/tagger.md)."""

PARTS: Mapping[str, Sequence[str]] = {"reader": (), "heads": (_JOINT,), "charges": (_JOINT,), "parties": (_JOINT,)}
"""The parts in the order of `Network`, and what onnxruntime is not to do to each."""

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Network:
    """The tokenizer and the parts; made by `load`."""

    threads: int
    """In how many threads windows are read, beside the one that asks for them."""
    tokenizer: Tokenizer
    reader: onnxruntime.InferenceSession
    heads: onnxruntime.InferenceSession
    charges: onnxruntime.InferenceSession
    parties: onnxruntime.InferenceSession


@dataclass(frozen=True, slots=True)
class Page:
    """A window as the first and the third part read it."""

    roles: Scores
    """Words by roles (`ROLES`) by labels (`tagger.decode`)."""
    words: NDArray[np.float32]
    """The first part's representation of each word, which the second takes."""
    charges: Scores
    """Words by labels: which are the words of a charge."""
    charged: NDArray[np.float32]
    """The third part's representation of each word, which the fourth takes."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the second part says of some cues of a window, one row each."""

    roles: Scores
    """Cues by words by labels, of which source and content are the roles."""
    voiced: NDArray[np.float32]
    """The probability that somebody is said to have voiced it."""
    kinds: NDArray[np.float32]
    """The probability of each kind of source, in the order of `SourceKind`."""


@dataclass(frozen=True, slots=True)
class Charged:
    """What the fourth part says of some charges of a window, one row each."""

    roles: Scores
    """Charges by words by labels, of which accused and accuser are the roles."""
    demanded: NDArray[np.float32]
    """The probabilities that a careful editor would not, and would, want to be told of it."""
    kinds: NDArray[np.float32]
    """The probabilities of an accusation and of a criticism."""
    frames: NDArray[np.float32]
    """The probabilities that it is explicit, in what a source says, in the article's own voice."""


def weights() -> Path:
    """The folder of the files that ship."""
    return Path(__file__).parent / "weights"


def load(folder: Path | None = None, digests: Mapping[str, str] = DIGESTS, threads: int = 1) -> Network:
    """The network in `folder`, or the one that ships, to be run in so many threads; their number changes no result.

    Each thread has a window to itself: two of them at one window are hardly faster than one.

    Raises ModelError if a file is missing (A404) or is not the one that was trained (A405).
    """
    folder = folder or weights()
    verify(folder, digests)
    silenced = runtime()
    sessions = (_session(silenced, folder / f"{part}.onnx", left) for part, left in PARTS.items())
    return Network(threads, Tokenizer.from_file(str(folder / "tokenizer.json")), *sessions)


def verify(folder: Path, digests: Mapping[str, str]) -> None:
    """Raises ModelError A404 or A405 at the first file of `digests` that is missing or not the one that was trained."""
    for name, digest in digests.items():
        files.read_trained(folder / name, digest, f"the tagger's file {name}", "the tagger: --detectors rules")


def info() -> PackInfo:
    """What a report says of the weights."""
    return PackInfo("tagger", VERSION, hashlib.sha256("".join(DIGESTS.values()).encode()).hexdigest())


def runtime() -> Any:
    """onnxruntime, with its telemetry off.

    Its official builds send events to their vendor unless this variable is set before the library is loaded
    (its Privacy.md). What the environment says of it counts for nothing here.
    """
    os.environ[SILENT] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # in case the program that uses this one has loaded it before
    return onnxruntime


def _session(runtime: Any, path: Path, left: Sequence[str]) -> onnxruntime.InferenceSession:
    options = runtime.SessionOptions()
    options.intra_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others may need the processor
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session: onnxruntime.InferenceSession = runtime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=list(left)
    )
    return session


def read(network: Network, window: Window) -> Page:
    """The first and the third part's reading of `window`."""
    asked = _window(window)
    roles, words, within = network.reader.run(["roles", "words", "within"], asked)
    charges, charged = network.charges.run(["charges", "words"], {"within": within, "firsts": asked["firsts"]})
    return Page(logarithms(roles), words, logarithms(charges), charged)


def within(network: Network, window: Window) -> NDArray[np.float32]:
    """The pieces of `window` as the third part takes them from the first: pieces by numbers."""
    found: NDArray[np.float32] = network.reader.run(["within"], _window(window))[0][0]
    return found


def _window(window: Window) -> dict[str, NDArray[np.int64]]:
    return {
        "pieces": np.array([window.pieces], dtype=np.int64),
        "looks": np.array([window.looks], dtype=np.int64),
        "firsts": np.array(window.firsts, dtype=np.int64),
    }


def arguments(network: Network, page: Page, cues: Sequence[tuple[int, int]]) -> Arguments:
    """The second part's reading of the cues of `page`, each a half-open range of its words."""
    roles, voiced, kinds = network.heads.run(["roles", "voiced", "kinds"], _asked(page.words, cues))
    return Arguments(logarithms(roles), _likely(voiced)[:, 1], _likely(kinds))


def parties(network: Network, page: Page, charges: Sequence[tuple[int, int]]) -> Charged:
    """The fourth part's reading of the charges of `page`, each a half-open range of its words."""
    roles, *told = network.parties.run(["roles", "demanded", "kinds", "frames"], _asked(page.charged, charges))
    return Charged(logarithms(roles), *map(_likely, told))


def _asked(words: NDArray[np.float32], ranges: Sequence[tuple[int, int]]) -> Mapping[str, NDArray[Any]]:
    starts, ends = (np.array(column, dtype=np.int64) for column in zip(*ranges, strict=True))
    return {"words": words, "starts": starts, "ends": ends}


def _likely(logits: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.exp(logarithms(logits))
