"""Work spread over processes that may die, hang or be killed without taking the rest of the work with them.

A worker is started with nothing but its end of a connection. What it is to do is sent over that connection, and tasks
one by one as it becomes free. For each worker a thread of this process sends and receives, so that a worker that has
stopped listening blocks nobody else; whatever goes wrong with a connection, its worker counts as dead.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field
from enum import Enum
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from queue import Empty, SimpleQueue
from time import monotonic
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

Prepare = Callable[[], Callable[[T], R]]
"""Called once in each worker, it makes the function that does a task; it, tasks and results must be picklable."""

STARTS = 4
"""How many workers in a row may fail to get ready before no further one is started."""

START_PATIENCE = 300.0
"""Seconds in which a worker must be ready."""

_MAIN = b"__main__"
"""How work that is a function of the program that was started names its module."""

_LOOK = 1.0
"""The longest single wait in seconds: a signal that reaches another thread does not end a wait."""


class Loss(Enum):
    """Why a task has no result."""

    DIED = "the process that did it ended, and so did a second one that did nothing else"
    OVERDUE = "it took too long, and the process that did it was ended"
    UNTRIED = "no process could be started to do it"


class _Kind(Enum):
    READY = "ready for tasks"
    RESULT = "a task's result"
    RAISED = "an exception"
    GONE = "the worker is dead"
    OVERDUE = "the worker has not answered in time"


_LOST = {_Kind.GONE: Loss.DIED, _Kind.OVERDUE: Loss.OVERDUE}


@dataclass(eq=False, slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection[Any, Any]
    inbox: SimpleQueue[bytes | None] = field(default_factory=SimpleQueue)
    """What its thread is to send; None ends the thread."""
    is_ready: bool = False
    task: int | None = None
    done: int = 0
    """How many tasks it has done."""
    since: float = field(default_factory=monotonic)
    """When it was started or given its task, in monotonic seconds."""


Event = tuple[_Worker, _Kind, Any]


@dataclass(slots=True)
class _Crew:
    """The workers of one round, and the events that came from them."""

    work: bytes
    patience: float
    most: float
    """After how many tasks a worker is replaced by a new one."""
    workers: list[_Worker] = field(default_factory=list)
    events: SimpleQueue[Event] = field(default_factory=SimpleQueue)
    failed_starts: int = 0

    def busy(self) -> int:
        """How many of them have a task."""
        return sum(worker.task is not None for worker in self.workers)

    def due(self, worker: _Worker) -> float:
        """The time by which `worker` must have answered, in monotonic seconds."""
        return worker.since + (self.patience if worker.is_ready else START_PATIENCE)


def spread(
    prepare: Prepare[T, R], tasks: Sequence[T], jobs: int, patience: float | None = None, most: int | None = None
) -> Generator[tuple[int, R | Loss]]:
    """The number of each task with its result, as they come, from at most `jobs` processes.

    A task whose process dies is done once more when all others are done, in a new process and with no other at work.
    One that takes longer than `patience` seconds is given up. A process does `most` tasks at most, and what has grown
    in it ends with it; another takes its place. An exception that `prepare` or a task raises is raised
    here. All processes have ended when this ends, however it ends.
    """
    work = bytes(ForkingPickler.dumps(prepare))
    limit, each = (float("inf") if given is None else given for given in (patience, most))
    again: list[int] = []
    with closing(_round(_Crew(work, limit, each), tasks, range(len(tasks)), jobs)) as outcomes:
        for number, outcome in outcomes:
            if outcome is Loss.DIED:
                again.append(number)
            else:
                yield number, outcome
    for number in again:
        yield from _round(_Crew(work, limit, each), tasks, (number,), 1)


# ---------------------------------------------------------------- who gives out the work


def _round(crew: _Crew, tasks: Sequence[T], numbers: Sequence[int], jobs: int) -> Generator[tuple[int, Any]]:
    """The number and the outcome of each task of these numbers, each given out once and asked for at its turn."""
    waiting = deque(numbers)
    try:
        while waiting or crew.busy():
            _fill(crew, min(jobs, crew.busy() + len(waiting)))
            if not crew.workers:
                yield from ((number, Loss.UNTRIED) for number in waiting)
                return
            worker, kind, value = _next(crew)
            if kind is _Kind.RAISED:
                raise value
            number, worker.task = worker.task, None
            worker.done += number is not None
            if kind in _LOST:
                crew.failed_starts += not worker.is_ready
                value = _LOST[kind]
                _dismiss(crew, worker)
            elif waiting and worker.done < crew.most:
                crew.failed_starts = 0
                _give(worker, waiting[0], tasks[waiting.popleft()])
            else:
                _dismiss(crew, worker)
            if number is not None:
                yield number, value
    finally:
        while crew.workers:
            _dismiss(crew, crew.workers[0])


def _fill(crew: _Crew, wanted: int) -> None:
    """Starts workers until there are as many as are `wanted`, or too many have failed."""
    while len(crew.workers) < wanted and crew.failed_starts < STARTS:
        try:
            crew.workers.append(_start(crew))
        except (OSError, RuntimeError):  # no more processes, files or threads to be had
            crew.failed_starts += 1


def _start(crew: _Crew) -> _Worker:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    try:
        with _undisturbed(), nullcontext() if _MAIN in crew.work else _nothing_of_main():
            process.start()
    finally:
        theirs.close()  # or the death of the worker would not be seen
    worker = _Worker(process, ours)
    threading.Thread(target=_converse, args=(worker, crew.work, crew.events), daemon=True).start()
    return worker


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Lets no signal interrupt the start of a process or reach the new one before it is ready; none is lost.

    A process hands its signal mask on to those it starts. The helper process of `multiprocessing` is started first,
    since that resets the mask. A signal that the mask keeps from this thread may reach another one, whose handler runs
    in the main thread all the same; so the handlers only note which signals came, and those are raised at the end.
    """
    come: list[int] = []
    if threading.current_thread() is threading.main_thread():
        handlers = {number: signal.getsignal(number) for number in _signals()}
    else:
        handlers = {}
    resource_tracker.ensure_running()
    try:
        with ExitStack() as afterwards:
            for number, handler in handlers.items():
                if callable(handler):
                    afterwards.callback(signal.signal, number, handler)
                    signal.signal(number, lambda told, frame: come.append(told))
            if hasattr(signal, "pthread_sigmask"):
                before = signal.pthread_sigmask(signal.SIG_BLOCK, _signals())
                afterwards.callback(signal.pthread_sigmask, signal.SIG_SETMASK, before)
            yield
    finally:
        for told in come:
            signal.raise_signal(told)


@contextmanager
def _nothing_of_main() -> Iterator[None]:
    """Keeps a new process from importing the program that started this one, of which its work has no need.

    A script that somebody wrote would be run again in each worker, unless all that it does stands behind a guard.
    `multiprocessing` finds it by these two (multiprocessing.spawn.get_preparation_data).
    """
    main = vars(sys.modules["__main__"])
    found: dict[str, Any] = {name: main[name] for name in ("__spec__", "__file__") if name in main}
    try:
        main["__spec__"] = None
        main.pop("__file__", None)
        yield
    finally:
        main.update(found)


def _signals() -> set[signal.Signals]:
    return {signal.Signals[name] for name in ("SIGINT", "SIGTERM", "SIGHUP") if name in signal.Signals.__members__}


def _give(worker: _Worker, number: int, task: object) -> None:
    worker.is_ready, worker.task, worker.since = True, number, monotonic()
    worker.inbox.put(bytes(ForkingPickler.dumps(task)))


def _next(crew: _Crew) -> Event:
    """The next event from a worker that is not dismissed, or OVERDUE for the first worker whose time is up."""
    while True:
        first = min(crew.workers, key=crew.due)
        try:
            event = crew.events.get(timeout=max(0.0, min(_LOOK, crew.due(first) - monotonic())))
        except Empty:
            if crew.due(first) <= monotonic():
                return first, _Kind.OVERDUE, None
            continue
        if event[0] in crew.workers:
            return event


def _dismiss(crew: _Crew, worker: _Worker) -> None:
    worker.process.kill()
    worker.inbox.put(None)
    worker.process.join(_LOOK)
    crew.workers.remove(worker)


def _converse(worker: _Worker, work: bytes, events: SimpleQueue[Event]) -> None:
    """Sends `work` and then tasks to one worker, and passes on each answer; runs in a thread of its own."""
    message: bytes | None = work
    with suppress(Exception), worker.connection as connection:
        while message is not None:
            connection.send_bytes(message)
            if connection not in wait([connection, worker.process.sentinel]):
                break
            events.put((worker, *connection.recv()))
            message = worker.inbox.get()
    events.put((worker, _Kind.GONE, None))


# ---------------------------------------------------------------- a worker


def _serve(connection: Connection[Any, Any]) -> None:
    """The main function of a worker: does the tasks that it is sent until one fails or the connection closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches every process of a group; the first ends the others
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _signals())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with suppress(BaseException):
        connection.send(_done(connection))
    os._exit(1)


def _done(connection: Connection[Any, Any]) -> tuple[_Kind, Exception]:
    """Does tasks until one raises, and returns that exception; out of memory, the worker dies without an answer."""
    try:
        do = connection.recv()()
        answer: tuple[_Kind, object] = (_Kind.READY, None)
        while True:
            connection.send(answer)
            answer = (_Kind.RESULT, do(connection.recv()))
    except MemoryError:
        raise  # alone it may have enough
    except Exception as error:
        return _Kind.RAISED, error


def _end_with_parent() -> None:
    """Ends this process as soon as the one that started it has ended, even in the middle of a task."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
