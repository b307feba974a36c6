"""The folder of an archive: one run at a time writes to it, and what it shows is whole at every moment.

DIR/archive.json            of which corpus it is made, by what, and of how many shards; written last of all that begins
DIR/plan.jsonl              which records are in which shard, a line each
DIR/shards/00012/*.parquet  a finished shard: it is made in the scratch folder, and comes here by one renaming
DIR/.doing/                 scratch; whatever is in it belongs to no finished shard and is removed by the next run
DIR/.lock                   held by the run that is at work; the system lets go of it when that ends, however it ends
"""

from __future__ import annotations

import json
import os
import shutil
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from typing import Any

from auditor.archiving.shards import Done, Piece, Shard, from_data, to_data
from auditor.archiving.tables import MANIFEST, SHARDS, TABLES
from auditor.base.errors import UsageError

PLAN, LOCK, SCRATCH = "plan.jsonl", ".lock", ".doing"
COUNTS = "shard.json"
"""The file of a shard that says what became of its records."""
_END = b"PAR1"
"""How files of Parquet end."""
_OWN = frozenset({PLAN, LOCK, SCRATCH, SHARDS})


@contextmanager
def writing(out: Path | str) -> Iterator[None]:
    """Makes of a failure to write what somebody can mend: raises UsageError A004 for an OSError."""
    try:
        yield
    except OSError as error:
        hint = "what is finished stays: make room or bring the folder back, and give the same command again"
        why = error.strerror or str(error)
        raise UsageError(f"cannot write to {Path(out).as_posix()}: {why}", code="A004", hint=hint) from error


@contextmanager
def locked(out: Path) -> Iterator[None]:
    """Holds the folder, which is made if need be; raises UsageError A017 while another run does, and A004."""
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out.as_posix()} is a file", code="A004", hint="name a folder with --out")
    with writing(out):
        out.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(out / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        _hold(descriptor, out)
        yield
    finally:
        os.close(descriptor)


def _hold(descriptor: int, out: Path) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(descriptor), (out / LOCK).stat()):
            raise FileNotFoundError(LOCK)  # the run that held it has taken it away as it ended
    except OSError as error:
        hint = "wait until it has ended, or name another folder with --out"
        raise UsageError(f"another run is writing to {out.as_posix()}", code="A017", hint=hint) from error


def manifest(out: Path) -> dict[str, Any] | None:
    """What the archive in a folder says of itself; None where there is none. Raises UsageError A018 for other things.

    A folder with files that are no archive's is refused.
    """
    check(out)
    path = out / MANIFEST
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        if (out / SHARDS).is_dir() and any((out / SHARDS).iterdir()):
            raise _damaged(f"{out.as_posix()} has shards and no {MANIFEST}") from None
        return None
    except (OSError, ValueError) as error:
        raise _damaged(f"{path.as_posix()} cannot be read") from error
    if not isinstance(data, dict):
        raise _damaged(f"{path.as_posix()} cannot be read")
    return data


def check(out: Path) -> None:
    """Raises UsageError A018 for a folder with files in it that are no archive's."""
    if not (out / MANIFEST).exists() and (others := sorted({each.name for each in out.iterdir()} - _OWN)):
        hint = "name a folder that is empty or not there yet"
        raise UsageError(f"{out.as_posix()} is no archive, and not empty: {others[0]}", code="A018", hint=hint)


def _damaged(why: str) -> UsageError:
    return UsageError(why, code="A018", hint="begin anew with --fresh, or name another folder with --out")


def forget(out: Path) -> None:
    """Removes the archive in a folder that is held; a crash in between leaves one that is whole or none.

    Raises UsageError A018 for a folder of something else.
    """
    check(out)
    with writing(out):
        (out / SCRATCH).mkdir(exist_ok=True)
        if (out / SHARDS).exists():
            (out / SHARDS).rename(out / SCRATCH / f"old-{os.getpid()}")
        (out / MANIFEST).unlink(missing_ok=True)
        _sync(out)


def clear(out: Path) -> Path:
    """Removes what earlier runs left in the scratch folder, and makes one in it for this run, which is returned.

    Processes of a run that was killed may still be writing for a moment: to a folder that is not this one.
    """
    with writing(out):
        shutil.rmtree(out / SCRATCH, ignore_errors=True)
        scratch = out / SCRATCH / token_hex(8)
        scratch.mkdir(parents=True)
        (out / SHARDS).mkdir(exist_ok=True)
    return scratch


def tidy(out: Path) -> None:
    """Removes the scratch folder: all is finished."""
    shutil.rmtree(out / SCRATCH, ignore_errors=True)


@contextmanager
def beginning(out: Path) -> Iterator[None]:
    """Takes back what was made in a folder that is held if what is done in here fails: a folder of nothing goes."""
    try:
        yield
    except BaseException:
        tidy(out)
        with suppress(OSError):
            (out / SHARDS).rmdir()
            if {each.name for each in out.iterdir()} == {LOCK}:
                (out / LOCK).unlink()
                out.rmdir()
        raise


def hold(scratch: Path, pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces once all of them have come; until then they lie in the scratch folder, so that none is in memory."""
    path = scratch / "pieces.jsonl"
    with writing(out_of(scratch)), path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(to_data(piece)) + "\n" for piece in pieces)
    return _held(path)


def _held(path: Path) -> Iterator[Piece]:
    with path.open(encoding="utf-8") as file:
        yield from (from_data(json.loads(line)) for line in file)


def begin(out: Path, scratch: Path, shards: Iterable[Shard], made: Mapping[str, Any]) -> int:
    """Writes the plan and then what the archive says of itself, `shards` among it; returns how many there are."""
    count = 0
    with writing(out):
        plan = scratch / PLAN
        with plan.open("w", encoding="utf-8") as file:
            for shard in shards:
                count += 1
                file.write(json.dumps([to_data(piece) for piece in shard.pieces], separators=(",", ":")) + "\n")
            _flush(file.fileno(), file)
        plan.replace(out / PLAN)
        text = json.dumps({**made, "shards": count}, ensure_ascii=False, indent=1) + "\n"
        write(scratch / MANIFEST, text.encode())
        (scratch / MANIFEST).replace(out / MANIFEST)
        _sync(out)
    return count


class Plan(Sequence[Shard]):
    """Shards of a plan, each read when it is asked for."""

    def __init__(self, out: Path, without: frozenset[int], shards: int | None = None) -> None:
        """All but the shards of these numbers, of so many in all; raises UsageError A018 where it has not so many."""
        self._path = out / PLAN
        self._starts, self._numbers = array("Q"), array("L")
        at = 0
        with writing(out), self._path.open("rb") as file:
            for number, line in enumerate(file):
                if number not in without:
                    self._starts.append(at)
                    self._numbers.append(number)
                at += len(line)
        if shards is not None and (at == 0 or number + 1 != shards):
            raise _damaged(f"{self._path.as_posix()} is damaged")

    def __len__(self) -> int:
        return len(self._starts)

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self[each] for each in range(*index.indices(len(self)))]
        with writing(self._path.parent), self._path.open("rb") as file:
            file.seek(self._starts[index])
            line = file.readline()
        try:
            return Shard(self._numbers[index], tuple(from_data(each) for each in json.loads(line)))
        except (ValueError, TypeError, KeyError, IndexError) as error:
            raise _damaged(f"{self._path.as_posix()} is damaged") from error


def finished(out: Path) -> dict[int, Done]:
    """The shards that are finished and whole, by number."""
    with writing(out):
        found = (_whole(path) for path in (out / SHARDS).iterdir() if path.name.isdigit())
        return {done.number: done for done in found if done is not None}


def remove_damaged(out: Path, scratch: Path) -> int:
    """Takes away shards that are not whole, as where a file was lost, so that they are made anew; how many there were.

    A run itself never shows one.
    """
    with writing(out):
        found = damaged(out)
        for path in found:
            path.rename(scratch / f"damaged-{path.name}")
    return len(found)


def damaged(out: Path) -> list[Path]:
    """The shards that are not whole; raises OSError."""
    return [path for path in (out / SHARDS).iterdir() if path.name.isdigit() and _whole(path) is None]


def _whole(shard: Path) -> Done | None:
    """What became of the records of a shard; None where a file of it is missing, or cut off."""
    try:
        told = json.loads((shard / COUNTS).read_text(encoding="utf-8"))
        for table in TABLES:
            with (shard / f"{table}.parquet").open("rb") as file:
                file.seek(-len(_END), os.SEEK_END)
                if file.read() != _END:
                    return None
        return Done(int(shard.name), told["audited"], told["skipped"], told["failed"])
    except (OSError, ValueError, TypeError, KeyError):
        return None


def name_of(number: int) -> str:
    """How the folder of a shard is called."""
    return f"{number:05}"


def commit(out: Path, scratch: Path, done: Done) -> None:
    """Makes a shard that lies whole in the scratch folder part of the archive, at once and for good."""
    with writing(out):
        (scratch / done.attempt).rename(out / SHARDS / name_of(done.number))
        _sync(out / SHARDS)


def write(path: Path, data: bytes) -> None:
    """Writes a file that has reached the disk when this returns."""
    with path.open("wb") as file:
        file.write(data)
        _flush(file.fileno(), file)


def write_shard(scratch: Path, done: Done, files: Mapping[str, bytes]) -> Done:
    """Writes the tables of a shard into the scratch folder, where they wait for `commit`; raises UsageError A004.

    Each attempt has a folder of its own: a worker that was cut off and comes back touches nobody else's.
    """
    name = f"{name_of(done.number)}-{token_hex(8)}"
    folder = scratch / name
    with writing(out_of(scratch)):
        folder.mkdir()
        for table, data in files.items():
            write(folder / f"{table}.parquet", data)
        told = {"audited": done.audited, "skipped": done.skipped, "failed": done.failed}
        write(folder / COUNTS, json.dumps(told).encode())
        _sync(folder)
    return replace(done, attempt=name)


def out_of(scratch: Path) -> Path:
    """The folder of the archive for which a scratch folder is."""
    return scratch.parent.parent


def _flush(descriptor: int, file: Any) -> None:
    file.flush()
    os.fsync(descriptor)


def _sync(folder: Path) -> None:
    """Has what a folder lists reach the disk, where the system can be asked for that."""
    with suppress(PermissionError):  # Windows opens no folders
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
