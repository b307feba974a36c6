"""Work that kills or stops the process that does it; of its own, since each worker imports it."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from auditor.base.pool import spread


@dataclass(frozen=True)
class Trouble:
    """A task: what its name says is done to the process, each time written down in `log`."""

    log: Path
    name: str
    seconds: float = 0.05

    def tell(self, what: str) -> None:
        with self.log.open("a") as log:
            log.write(f"{what} {self.name} {os.getpid()}\n")


def troubled(ballast: bytes = b"") -> Callable[[Trouble], str]:
    """Does troubles; `ballast` makes the work larger than a pipe holds."""
    return partial(_troubled, len(ballast))


def _troubled(ballast: int, task: Trouble) -> str:
    task.tell("start")
    kind = task.name.split("-")[0]
    first = task.log.read_text().count(f"start {task.name} ") == 1
    if kind == "always" or (kind == "once" and first):
        os.kill(os.getpid(), signal.SIGKILL)
    elif kind == "memory" and first:
        raise MemoryError
    elif kind == "stop":
        os.kill(os.getpid(), signal.SIGSTOP)
    else:
        time.sleep(task.seconds)
    task.tell("end")
    return task.name.upper()


def dies(log: Path, ballast: bytes) -> Callable[[Trouble], str]:
    """Kills each worker before it takes a task."""
    Trouble(log, "worker").tell("start")
    os._exit(9)


def torn() -> Callable[[str], bytes]:
    """Does `torn` by being killed in the middle of sending fifty megabytes, whenever it is asked."""
    return _torn


def _torn(task: str) -> bytes:
    if task != "torn":
        return task.encode()
    parent = os.getppid()
    os.kill(parent, signal.SIGSTOP)  # so that nobody reads what is sent
    threading.Thread(target=_kill_when_stuck, args=(threading.get_native_id(), parent), daemon=True).start()
    return bytes(50_000_000)


def _kill_when_stuck(thread: int, parent: int) -> None:
    """Kills this process once `thread` has been asleep for some time: it waits until what it sends is read."""
    asleep = 0
    while asleep < 30:
        state = Path(f"/proc/self/task/{thread}/stat").read_text().rpartition(")")[2].split()[0]
        asleep = asleep + 1 if state == "S" else 0
        time.sleep(0.01)
    os.kill(parent, signal.SIGCONT)
    os.kill(os.getpid(), signal.SIGKILL)


def tear(tasks: list[str]) -> None:
    """Prints what becomes of `tasks` of which some are torn; this process is stopped meanwhile."""
    for number, outcome in sorted(spread(torn, tasks, 2), key=lambda pair: pair[0]):
        print(number, outcome.decode() if isinstance(outcome, bytes) else outcome)


if __name__ == "__main__":
    tear(sys.argv[1:])
