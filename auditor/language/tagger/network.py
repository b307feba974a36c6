"""The network: its files, checked when they are loaded, and its two parts, run without a network connection.

The first part reads a window and scores every word as part of a cue, a source, a content. The second takes some cues
of that window and scores every word as part of the source or the content of each (semantic role labelling), and says
of each cue whether something was voiced and of which kind its source is. docs/tagger.md is the model card.
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

VERSION = "1"
DIGESTS: Mapping[str, str] = {
    "reader.onnx": "dab5e3fdf9cdcb11ee1eaf3d8d757b8964feb0710d87f62358fc197234000cba",
    "heads.onnx": "a016e7196162a1aac3f16b6965d5961c00747cd90c8b5d185ed6542c08fb8170",
    "tokenizer.json": "d241a60d5e8f04cc1b2b3e9ef7a4921b27bf526d9f6050ab90f9267a1f9e5c66",
}
"""SHA-256 of each file, as it was trained."""

ROLES = ("source", "cue", "content")


@dataclass(frozen=True, slots=True)
class Network:
    """The tokenizer and the two parts; made by `load`."""

    tokenizer: Tokenizer
    reader: onnxruntime.InferenceSession
    heads: onnxruntime.InferenceSession


@dataclass(frozen=True, slots=True)
class Page:
    """A window as the first part read it."""

    roles: Scores
    """Words by roles (`ROLES`) by labels (`tagger.decode`)."""
    words: NDArray[np.float32]
    """The network's representation of each word, which the second part takes."""


@dataclass(frozen=True, slots=True)
class Arguments:
    """What the second part says of some cues of a window, one row each."""

    roles: Scores
    """Cues by words by labels, of which source and content are the roles."""
    voiced: NDArray[np.float32]
    """The probability that somebody is said to have voiced it."""
    kinds: NDArray[np.float32]
    """The probability of each kind of source, in the order of `SourceKind`."""


def weights() -> Path:
    """The folder of the files that ship."""
    return Path(__file__).parent / "weights"


def load(folder: Path | None = None, digests: Mapping[str, str] = DIGESTS, threads: int = 1) -> Network:
    """The network in `folder`, or the one that ships, to be run in so many threads; their number changes no result.

    Raises ModelError if a file is missing (A404) or is not the one that was trained (A405).
    """
    folder = folder or weights()
    for name, digest in digests.items():
        files.read_trained(folder / name, digest, f"the tagger's file {name}", "the tagger: --detectors rules")
    runtime = _runtime()
    return Network(
        Tokenizer.from_file(str(folder / "tokenizer.json")),
        _session(runtime, folder / "reader.onnx", threads),
        _session(runtime, folder / "heads.onnx", threads),
    )


def info() -> PackInfo:
    """What a report says of the weights."""
    return PackInfo("tagger", VERSION, hashlib.sha256("".join(DIGESTS.values()).encode()).hexdigest())


def _runtime() -> Any:
    """onnxruntime, with its telemetry off.

    Its official builds send events to their vendor unless this variable is set before the library is loaded
    (its Privacy.md). What the environment says of it counts for nothing here.
    """
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # in case the program that uses this one has loaded it before
    return onnxruntime


def _session(runtime: Any, path: Path, threads: int) -> onnxruntime.InferenceSession:
    options = runtime.SessionOptions()
    options.intra_op_num_threads = threads
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # others may need the processor
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    session: onnxruntime.InferenceSession = runtime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"]
    )
    return session


def read(network: Network, window: Window) -> Page:
    """The first part's reading of `window`."""
    inputs = {
        "pieces": np.array([window.pieces], dtype=np.int64),
        "looks": np.array([window.looks], dtype=np.int64),
        "firsts": np.array(window.firsts, dtype=np.int64),
    }
    roles, words = network.reader.run(["roles", "words"], inputs)
    return Page(logarithms(roles), words)


def arguments(network: Network, page: Page, cues: Sequence[tuple[int, int]]) -> Arguments:
    """The second part's reading of the cues of `page`, each a half-open range of its words."""
    inputs = {
        "words": page.words,
        "starts": np.array([start for start, _ in cues], dtype=np.int64),
        "ends": np.array([end for _, end in cues], dtype=np.int64),
    }
    roles, voiced, kinds = network.heads.run(["roles", "voiced", "kinds"], inputs)
    return Arguments(logarithms(roles), np.exp(logarithms(voiced))[:, 1], np.exp(logarithms(kinds)))
