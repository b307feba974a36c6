"""What is handed from the plan of an archive to those that work on it: pieces of files, shards of them, the job."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from auditor.readers.collections.shelf import Entry
from auditor.runs.packs import InForce
from auditor.settings.overrides import Orders
from auditor.settings.settings import Settings


@dataclass(frozen=True, slots=True)
class File:
    """A file of a corpus."""

    name: str
    """Its path below the corpus, with slashes; the name of the file where the corpus is one."""
    size: int
    """In bytes."""
    changed: int
    """When it was last changed, in nanoseconds."""
    orders: int | None = None
    """Which of the job's orders hold for it; None where the settings of the run do."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Records of one file that follow one another, or the file itself where it is one article or cannot be opened."""

    file: File
    count: int
    start: Entry | None = None
    """The first of them; None where the file is the article."""
    by_place: tuple[int, ...] = ()
    """Which of them, from 0, are called by their place since another record of the corpus has the same id."""
    failed: tuple[str, str, str] | None = None
    """Code, message and hint, where the file cannot be opened; it counts as one record."""


@dataclass(frozen=True, slots=True)
class Shard:
    """Records that are audited together and finished at once."""

    number: int
    pieces: tuple[Piece, ...]

    @property
    def count(self) -> int:
        """How many records it has."""
        return sum(piece.count for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Job:
    """All that the work on a shard depends on beside the shard; it can be pickled."""

    root: str
    """The folder that the files of the corpus lie below."""
    is_folder: bool
    """Whether the corpus is that folder, not one file in it."""
    scratch: str
    """The folder in which shards are written until they are finished."""
    settings: Settings
    packs: InForce
    threads: int
    size: int
    """How many records a shard has, or fewer."""
    today: str
    """The day by which waivers end, which is that of the first start."""
    made_by: str
    """What the files of tables say of their making, as JSON."""
    orders: tuple[Orders, ...] = ()


@dataclass(frozen=True, slots=True)
class Done:
    """A shard that is written and waits in the scratch folder to be finished; what became of its records."""

    number: int
    audited: int
    skipped: int
    failed: int
    attempt: str = ""
    """The name of the folder that it waits in, which no other attempt at the shard has; empty once it is finished."""


def to_data(piece: Piece) -> dict[str, Any]:
    """A piece as plain data, short since a plan has many."""
    file = piece.file
    data: dict[str, Any] = {"file": file.name, "size": file.size, "changed": file.changed, "count": piece.count}
    if file.orders is not None:
        data["orders"] = file.orders
    if piece.start is not None:
        data["start"] = _entry(piece.start)
    if piece.by_place:
        data["by_place"] = list(piece.by_place)
    if piece.failed is not None:
        data["failed"] = list(piece.failed)
    return data


def from_data(data: Mapping[str, Any]) -> Piece:
    """The piece behind `to_data`."""
    file = File(data["file"], data["size"], data["changed"], data.get("orders"))
    failed = data.get("failed")
    return Piece(
        file,
        data["count"],
        _read_entry(data["start"]) if "start" in data else None,
        tuple(data.get("by_place", ())),
        None if failed is None else (failed[0], failed[1], failed[2]),
    )


def _entry(entry: Entry) -> list[Any]:
    return [entry.number, entry.at, *([] if entry.inner is None else [_entry(entry.inner)])]


def _read_entry(data: Sequence[Any]) -> Entry:
    return Entry(data[0], "", data[1], _read_entry(data[2]) if len(data) > 2 else None)
