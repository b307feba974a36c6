"""The work on one shard: records in, files of tables out. Any engine that runs processes can have it done.

`prepared` is called once in a process and gives the function that does shard after shard; job, shards and what comes
back can be pickled, and nothing is shared but the folders that the job names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from auditor import engine
from auditor.archiving import corpus, folder, rows
from auditor.archiving.journal import Journal
from auditor.archiving.parquet import Files
from auditor.archiving.shards import Done, File, Job, Piece, Shard
from auditor.archiving.tables import TABLES, Status
from auditor.base.errors import At, ReadingError
from auditor.readers.collections.shelf import Entry, Read, Shelf
from auditor.records.article import Article
from auditor.records.report import Failure, Report, Skipped
from auditor.runs import runner
from auditor.runs.drafts import Draft, stamp
from auditor.runs.faults import our_fault
from auditor.runs.toolkits import Toolkits
from auditor.settings.settings import Settings

Outcome = Report | Failure | Skipped

_CHANGED = "A302"
"""The code of what is said of files that are not what they were."""
_REPORTED = "please report it; the details are in a log, and auditor doctor says where that is"
_ENDS = ("A311", "the file ends before this record", "begin anew with --fresh, or bring back the file as it was")


def prepared(job: Job) -> Callable[[Shard], Done]:
    """What audits the shards of a job, one after the other; raises PackError or ModelError."""
    toolkits = Toolkits(job.settings, job.packs, job.threads)
    shelves = Shelves(job)
    return lambda shard: done(shard, job, toolkits, shelves)


def done(shard: Shard, job: Job, toolkits: Toolkits, shelves: Shelves) -> Done:
    """The shard with its tables written into the scratch folder of the job, where they wait to be finished.

    A record that cannot be audited is set aside, and so is what is left of a file that is not what it was. Raises
    ReadingError A302 where that is the whole corpus, and UsageError A004 where the tables cannot be written.
    """
    files = Files(job.made_by)
    counts = dict.fromkeys(Status, 0)
    scratch = Path(job.scratch)
    with folder.writing(folder.out_of(scratch)):
        journal = Journal(scratch, shard.number)
    for number, (row, draft, read) in enumerate(records_of(shard, job, shelves)):
        outcome = _outcome(number, draft, read, toolkits, journal, job.today)
        outcome = _told(outcome, job.root) if isinstance(outcome, Failure) else outcome
        counts[_add(files, outcome, row, draft, toolkits)] += 1
    journal.note(-1)
    told = Done(shard.number, counts[Status.AUDITED], counts[Status.SKIPPED], counts[Status.FAILED])
    written = folder.write_shard(scratch, told, {name: files.written(name) for name in TABLES})
    journal.close()
    return written


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


def _told(failure: Failure, root: str) -> Failure:
    """The failure without what tells of this machine: where the corpus lies, and where errors of our own are logged."""
    message = failure.message.removeprefix(str(Path(root, "x"))[:-1])
    return replace(failure, message=message, hint=_REPORTED if failure.code == "A901" else failure.hint)


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
        self._root, self._is_folder = Path(job.root), job.is_folder
        self._file: File | None = None
        self._shelf: Shelf | None = None

    def of(self, file: File, settings: Settings) -> tuple[Path, Shelf | None]:
        """Where a file is, and its shelf if it holds many articles; raises ReadingError as `check` does."""
        path = self._root / file.name
        self.check(file)
        if file != self._file:
            self.close()
            self._shelf = corpus.opened(path, file, settings)
            self._file = file
        return path, self._shelf

    def check(self, file: File) -> None:
        """Raises ReadingError A302 where a file is not what it was when the archive was begun."""
        path = self._root / file.name
        now = stamp(str(path))
        if now == (file.size, file.changed):
            return
        why = "it is not there any more" if now is None else "it was changed since the archive was begun"
        hint = "begin anew with --fresh, or bring back the file as it was"
        raise ReadingError(why, code=_CHANGED, at=At(str(path)), hint=hint)

    def check_corpus(self, error: ReadingError) -> None:
        """Raises ReadingError A302 where a file could not be read since the corpus is not there, or is that file."""
        if not self._is_folder:
            if error.code == _CHANGED:
                raise error
        elif not corpus.is_there(self._root):
            hint = "bring it back, and give the same command again: what is finished stays"
            raise ReadingError("the corpus is not there any more", code=_CHANGED, at=At(str(self._root)), hint=hint)

    def close(self) -> None:
        """Lets go of the file that is open."""
        if self._shelf is not None:
            self._shelf.close()
        self._file, self._shelf = None, None


def records_of(shard: Shard, job: Job, shelves: Shelves) -> Iterator[tuple[rows.Row, Draft, Read | Failure]]:
    """What is told of each record before it is read, the draft that it is, and what reads it or why nothing can.

    There are as many as the shard has; raises ReadingError A302 where the corpus as a whole is not what it was.
    """
    for piece in shard.pieces:
        orders = None if piece.file.orders is None else job.orders[piece.file.orders]
        if piece.failed is not None:
            name = piece.file.name
            yield _row(name, None, piece, None), Draft(name, name), Failure(name, *piece.failed)
            continue
        alone = frozenset(piece.by_place)
        given, last, failed = 0, None, _ENDS
        try:
            for entry, key, read in _records(piece, job.settings if orders is None else orders.settings, shelves):
                name = corpus.place_of(piece.file, entry) if not key or given in alone else key
                yield _row(name, key or None, piece, entry), Draft(name, piece.file.name, orders=orders), read
                given, last = given + 1, entry
        except ReadingError as error:
            shelves.check_corpus(error)
            failed = (error.code, error.message, error.hint)
        except MemoryError:
            raise
        except Exception as error:  # one file that cannot be coped with must not cost the others their audit
            fault = our_fault(piece.file.name, error)
            failed = (fault.code, fault.message, fault.hint)
        for entry in _following(piece, given, last):
            name = corpus.place_of(piece.file, entry)
            draft = Draft(name, piece.file.name, orders=orders)
            yield _row(name, None, piece, entry), draft, Failure(name, *failed)


def _records(piece: Piece, settings: Settings, shelves: Shelves) -> Iterator[tuple[Entry | None, str, Read]]:
    """Entry, id and what reads it of each record of a piece; raises ReadingError where the file is not what it was."""
    path, shelf = shelves.of(piece.file, settings)
    for entry, read in corpus.records(shelf, path, piece, settings):
        shelves.check(piece.file)

        def still(name: str, read: Read = read) -> Article:
            article = read(name)
            shelves.check(piece.file)  # what was read may be what it has become
            return article

        yield entry, "" if entry is None else corpus.clean(entry.key), still


def _following(piece: Piece, given: int, last: Entry | None) -> Iterator[Entry | None]:
    """The entries that a piece should have after those that were given, as far as they are known without the file."""
    known, after = (piece.start, 0) if last is None else (last, 1)
    for more in range(piece.count - given):
        yield None if known is None else replace(known, number=known.number + after + more, member="")


def _row(name: str, key: str | None, piece: Piece, entry: Entry | None) -> rows.Row:
    number = None if entry is None else entry.number
    return {"record": name, "id": key, "file": corpus.file_of(piece.file, entry), "number": number}
