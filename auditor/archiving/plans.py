"""The plan of an archive: which records of which files are in which shard, and which ids are not one record's alone.

The corpus is read once for it and never held: of each record no more is kept than a digest of eight bytes of its id.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from auditor.archiving import corpus as corpora
from auditor.archiving.corpus import Listing
from auditor.archiving.shards import Piece, Shard
from auditor.settings.house import House
from auditor.settings.settings import Settings

UNIT = 25
"""Records that are never in two shards unless a size was given: shards have a multiple of them."""
SHARDS = 64
"""Into how many shards a corpus is cut, unless they would be larger than is good."""
LARGEST = 1000
"""Records of the largest shard that is chosen: what is lost at most, for each process, when a run is stopped."""


@dataclass(slots=True)
class Survey:
    """What is learnt of the records of a corpus in one pass."""

    listing: Listing = field(default_factory=Listing)
    told: list[str] = field(default_factory=list)
    """What was guessed of files that hold many articles."""
    digests: array[int] = field(default_factory=lambda: array("Q"))
    """Of the id of each record, or of its place, in order."""

    @property
    def records(self) -> int:
        """How many there are."""
        return len(self.digests)


def surveyed(
    corpus: Path, settings: Settings, house: House | None, survey: Survey, unit: int, limit: int | None
) -> Iterator[Piece]:
    """The pieces of a corpus, of at most `unit` records, and no more than `limit` records in all; fills `survey`."""
    root = corpora.root_of(corpus)
    left = limit
    for file in corpora.files(corpus, settings, house, survey.listing):
        if left == 0:
            continue  # so that the listing is whole
        own = settings if file.orders is None else survey.listing.orders[file.orders].settings
        for piece, names in corpora.pieces(root / file.name, file, own, unit, survey.told):
            if left is not None:
                piece, names = replace(piece, count=min(piece.count, left)), names[:left]
                left -= piece.count
            survey.digests.extend(map(_digest, names))
            yield piece
            if left == 0:
                break


def size_for(records: int) -> int:
    """How many records a shard has, if nobody says: a multiple of `UNIT`."""
    return min(LARGEST, UNIT * max(1, -(-records // (SHARDS * UNIT))))


def shards(pieces: Iterable[Piece], size: int, digests: array[int]) -> Iterator[Shard]:
    """Shards of `size` records, of pieces none of which is larger, in order."""
    shared = _shared(digests)
    held: list[Piece] = []
    number = at = count = 0
    for piece in pieces:
        if count + piece.count > size:
            yield Shard(number, tuple(held))
            held, count, number = [], 0, number + 1
        mine = tuple(n for n in range(piece.count) if shared is not None and shared[at + n])
        _join(held, replace(piece, by_place=mine))
        at, count = at + piece.count, count + piece.count
    if held:
        yield Shard(number, tuple(held))


def _join(held: list[Piece], piece: Piece) -> None:
    """Adds a piece, to the one before where it goes on with the same file."""
    last = held[-1] if held else None
    if last is None or last.file != piece.file or last.start is None or piece.start is None:
        held.append(piece)
        return
    by_place = (*last.by_place, *(last.count + n for n in piece.by_place))
    held[-1] = replace(last, count=last.count + piece.count, by_place=by_place)


def _digest(name: str) -> int:
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _shared(digests: array[int]) -> Any:
    """Whether each digest is given more than once, in order; None where none is."""
    import pyarrow
    from pyarrow import compute

    column = pyarrow.Array.from_buffers(pyarrow.uint64(), len(digests), [None, pyarrow.py_buffer(digests)])
    counts = column.value_counts()
    often = counts.field("values").filter(compute.greater(counts.field("counts"), 1))
    if not len(often):
        return None
    return memoryview(compute.is_in(column, value_set=often).cast(pyarrow.uint8()).buffers()[1])
