"""The work on one shard: records in, files of tables out. Any engine that runs processes can have it done.

`prepared` is called once in a process and gives the function that does shard after shard; job, shards and what comes
back can be pickled, and nothing is shared but the folders that the job names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from auditor import engine
from auditor.archiving import corpus, folder, rows
from auditor.archiving.journal import Journal
from auditor.archiving.parquet import Files
from auditor.archiving.shards import Done, File, Job, Piece, Shard
from auditor.archiving.tables import TABLES, Status
from auditor.base.errors import At, ReadingError
from auditor.readers.collections.shelf import Entry, Read, Shelf
from auditor.records.report import Failure, Report, Skipped
from auditor.runs import runner
from auditor.runs.drafts import Draft, stamp
from auditor.runs.toolkits import Toolkits
from auditor.settings.settings import Settings

Outcome = Report | Failure | Skipped


def prepared(job: Job) -> Callable[[Shard], Done]:
    """What audits the shards of a job, one after the other; raises PackError or ModelError."""
    toolkits = Toolkits(job.settings, job.packs, job.threads)
    shelves = Shelves(job)
    return lambda shard: done(shard, job, toolkits, shelves)


def done(shard: Shard, job: Job, toolkits: Toolkits, shelves: Shelves) -> Done:
    """The shard with its tables written into the scratch folder of the job, where they wait to be finished.

    A record that cannot be audited is set aside. Raises ReadingError where a file of the corpus is not what it was,
    and UsageError A004 where the tables cannot be written.
    """
    files = Files(job.made_by)
    counts = dict.fromkeys(Status, 0)
    scratch = Path(job.scratch)
    with folder.writing(folder.out_of(scratch)):
        journal = Journal(scratch, shard.number)
    for number, (row, draft, read) in enumerate(records_of(shard, job, shelves)):
        outcome = _outcome(number, draft, read, toolkits, journal, job.today)
        counts[_add(files, outcome, row, draft, toolkits)] += 1
    journal.note(-1)
    told = Done(shard.number, counts[Status.AUDITED], counts[Status.SKIPPED], counts[Status.FAILED])
    folder.write_shard(scratch, told, {name: files.written(name) for name in TABLES})
    journal.close()
    return told


def _outcome(
    number: int, draft: Draft, read: Read | Failure, toolkits: Toolkits, journal: Journal, today: str
) -> Outcome:
    """What becomes of the record of this number in its shard."""
    if isinstance(read, Failure):
        return read
    limit = toolkits.settings.time_limit
    if number in journal.overdue:
        return runner.too_slow(draft.path, toolkits.settings)
    if number in journal.fatal:
        return runner.fatal(draft.path)
    with journal.auditing(number, limit + runner.MARGIN if limit else None):
        return runner.attempted(draft, lambda: read(draft.path), toolkits, engine.audit, today)


def _add(files: Files, outcome: Outcome, row: rows.Row, draft: Draft, toolkits: Toolkits) -> Status:
    """Adds the rows of a record, and says what became of it."""
    if isinstance(outcome, Report):
        bar = toolkits.settings_for(draft, outcome.article.meta).bar
        status, found = Status.AUDITED, rows.of_report(outcome, row, bar)
    elif isinstance(outcome, Skipped):
        status, found = Status.SKIPPED, rows.of_skipped(outcome, row)
    else:
        status, found = Status.FAILED, rows.of_failure(outcome, row)
    for table, each in found.items():
        files.add(table, each)
    return status


# ---------------------------------------------------------------- the records of a shard


class Shelves:
    """Opens files of the corpus and keeps the last one open, as its next records may be wanted next."""

    def __init__(self, job: Job) -> None:
        self._root = Path(job.root)
        self._file: File | None = None
        self._shelf: Shelf | None = None

    def of(self, file: File, settings: Settings) -> tuple[Path, Shelf | None]:
        """Where a file is, and its shelf if it holds many articles; raises ReadingError, A302 if it was changed."""
        path = self._root / file.name
        if stamp(str(path)) != (file.size, file.changed):
            hint = "begin anew with --fresh, or bring back the file as it was"
            raise ReadingError("it was changed since the archive was begun", code="A302", at=At(str(path)), hint=hint)
        if file != self._file:
            self.close()
            self._shelf = corpus.opened(path, file, settings)
            self._file = file
        return path, self._shelf

    def close(self) -> None:
        """Lets go of the file that is open."""
        if self._shelf is not None:
            self._shelf.close()
        self._file, self._shelf = None, None


def records_of(shard: Shard, job: Job, shelves: Shelves) -> Iterator[tuple[rows.Row, Draft, Read | Failure]]:
    """What is told of each record before it is read, the draft that it is, and what reads it or why nothing can."""
    for piece in shard.pieces:
        orders = None if piece.file.orders is None else job.orders[piece.file.orders]
        settings = job.settings if orders is None else orders.settings
        if piece.failed is not None:
            name = piece.file.name
            yield _row(name, None, piece, None), Draft(name, name), Failure(name, *piece.failed)
            continue
        path, shelf = shelves.of(piece.file, settings)
        alone = frozenset(piece.by_place)
        for number, (entry, read) in enumerate(corpus.records(shelf, path, piece, settings)):
            key = "" if entry is None else corpus.clean(entry.key)
            name = corpus.place_of(piece.file, entry) if not key or number in alone else key
            yield _row(name, key or None, piece, entry), Draft(name, piece.file.name, orders=orders), read


def _row(name: str, key: str | None, piece: Piece, entry: Entry | None) -> rows.Row:
    number = None if entry is None else entry.number
    return {"record": name, "id": key, "file": corpus.file_of(piece.file, entry), "number": number}
