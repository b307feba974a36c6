"""Work spread over processes, each of which gets all it needs as arguments and sends its results back.

A worker that dies takes nothing with it but what it had left to do: the results that it did not send are
missing, and the caller sees which.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")

Work = Callable[[Sequence[T]], Iterator[R]]
"""Does tasks in order and yields one result for each; it and the tasks must be fit to be pickled."""


def spread(work: Work[T, R], tasks: Sequence[T], jobs: int) -> Iterator[tuple[int, R]]:
    """Numbers of tasks with their results, as they come, from `jobs` processes; each takes every `jobs`-th.

    An exception that `work` raises is raised here. All processes have ended when this ends, however it ends.
    """
    context = multiprocessing.get_context("spawn")
    processes = []
    connections: list[Connection[object, object]] = []
    try:
        for first in range(jobs):
            receiver, sender = context.Pipe(duplex=False)
            numbers = range(first, len(tasks), jobs)
            arguments = (work, [tasks[n] for n in numbers], list(numbers), sender)
            process = context.Process(target=_worker, args=arguments, daemon=True)
            with _ctrl_c_kept_from_children():
                process.start()
            sender.close()
            processes.append(process)
            connections.append(receiver)
        yield from _received(connections)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()


@contextmanager
def _ctrl_c_kept_from_children() -> Iterator[None]:
    """Ctrl-C reaches every process of a group; the first one ends the others, which say nothing.

    A process hands its signal mask on to those it starts. A Ctrl-C that comes meanwhile is not lost.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _received(connections: list[Connection[object, object]]) -> Iterator[tuple[int, R]]:
    while connections:
        for ready in wait(connections):
            assert isinstance(ready, Connection)
            try:
                message = ready.recv()
            except EOFError:
                connections.remove(ready)
                continue
            if isinstance(message, BaseException):
                raise message
            yield message


def _worker(work: Work[T, R], tasks: Sequence[T], numbers: Sequence[int], sender: Connection[object, object]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        for number, result in zip(numbers, work(tasks), strict=True):
            sender.send((number, result))
    except BrokenPipeError:
        return  # the run was ended, and nobody is left to tell
    except Exception as error:
        sender.send(error)
    finally:
        sender.close()
