"""At which record the work on a shard is, set down so that whoever takes it up again knows what ended it before.

A record at which two processes have died is given up, and one that was overdue at once, whoever runs the processes.
"""

from __future__ import annotations

import faulthandler
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from auditor.archiving import folder
from auditor.base.errors import ReadingError

DEATHS = 2
"""After so many a record is given up."""
_WRITING = -1
"""What stands for a record while none is audited."""
_MOST = 4
"""Deaths while none is audited after which the run ends."""


class Journal:
    """The journal of one attempt at a shard."""

    def __init__(self, scratch: Path, number: int) -> None:
        """Reads what became of an earlier attempt; raises ReadingError A902 if it is of no use to try again."""
        self._out = folder.out_of(scratch)
        name = folder.name_of(number)
        self._at, self._deaths, self._late = (scratch / f"{name}.{end}" for end in ("at", "deaths", "late"))
        self.deaths: dict[int, int] = _deaths(self._deaths)
        if (died := position(self._at)) is not None:
            was_late = self._late.exists() and self._late.stat().st_size > 0
            self.deaths[died] = -1 if was_late and died != _WRITING else abs(self.deaths.get(died, 0)) + 1
            self._deaths.write_text(json.dumps({str(key): count for key, count in self.deaths.items()}))
        if self.deaths.get(_WRITING, 0) >= _MOST:
            hint = "there may be too little memory: try --jobs 1; what is finished stays"
            raise ReadingError(f"the processes that audit shard {number} end before their time", code="A902", hint=hint)
        self.overdue = {record for record, count in self.deaths.items() if count < 0}
        self.fatal = {record for record, count in self.deaths.items() if count >= DEATHS and record != _WRITING}
        self._file = os.open(self._at, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
        self._watched = os.open(self._late, os.O_RDWR | os.O_CREAT | os.O_TRUNC, 0o644)
        self.note(_WRITING)

    def note(self, record: int) -> None:
        """Sets down at which record of the shard the work is, from 0."""
        with folder.writing(self._out):
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, b"%12d" % record)

    @contextmanager
    def auditing(self, record: int, patience: float | None) -> Iterator[None]:
        """Notes that a record is audited; if that takes longer than `patience` seconds, this process ends.

        It ends whatever it is at, also within compiled code that nothing else interrupts.
        """
        self.note(record)
        if patience is not None:
            faulthandler.dump_traceback_later(patience, exit=True, file=self._watched)
        try:
            yield
        finally:
            faulthandler.cancel_dump_traceback_later()

    def close(self) -> None:
        """The shard is written, and nothing is left to be told of it."""
        for descriptor in (self._file, self._watched):
            os.close(descriptor)
        with folder.writing(self._out):
            for path in (self._at, self._late, self._deaths):
                path.unlink(missing_ok=True)


def position(path: Path) -> int | None:
    """The record that a journal says it is at; None where there is no journal."""
    try:
        return int(path.read_bytes())
    except (OSError, ValueError):
        return None


def under_way(scratch: Path) -> int:
    """How many records of shards that are not finished have been audited."""
    return sum(max(0, position(path) or 0) for path in scratch.glob("*/*.at"))


def _deaths(path: Path) -> dict[int, int]:
    try:
        return {int(key): int(count) for key, count in json.loads(path.read_text()).items()}
    except (OSError, ValueError):
        return {}
