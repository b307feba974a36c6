"""Where the program begins and ends: whenever it is told to end, it ends in order and says so in one line.

Nothing is imported before a function is called, so that `python -m auditor` can leave the working folder first and so
that no import is interrupted before anybody is prepared for it.
"""

import gc
import os
import sys

TYPE_CHECKING = False

if TYPE_CHECKING:
    from types import FrameType
    from typing import NoReturn

AGAIN = 1.0
"""Seconds after which a signal is sent once more if the program has not ended."""

INTERRUPT = 2
"""The number of SIGINT."""


GARBAGE = 500_000
"""More things made than dropped, after which it is looked which of them can go: to load libraries and models is to make
half as many, and to drop few."""

ONE_THREAD = ("OPENBLAS_NUM_THREADS", "1")
"""What keeps numpy from starting a thread for each processor, each of which takes longer than all products here."""


class Ended(BaseException):
    """A signal asks the program to end; no `Exception`, so that nobody takes it for an error."""


def run() -> None:
    """The entry point: runs the command of `sys.argv` and ends the process with its exit code.

    After SIGINT (Ctrl-C), SIGTERM or SIGHUP the code is 128 and the signal's number.
    """
    asked: list[int] = []
    code = 0
    try:
        endings = _listen(asked)
        gc.set_threshold(GARBAGE, 20, 20)
        # Those that this process starts shall not find modules in the working folder either.
        os.environ["PYTHONSAFEPATH"] = "1"
        os.environ.setdefault(*ONE_THREAD)
        from auditor.cli.again import Asked

        command = Asked(sys.argv[1:])
        answer = command.answered()
        if answer is None:
            from auditor.cli import main

            answer = main.run(lambda: bool(asked), command)
        code = answer
        _deafen(endings)
    except (Ended, KeyboardInterrupt):  # KeyboardInterrupt: before anybody listened
        asked = asked or [INTERRUPT]
    except Exception:
        if not asked:
            raise
    if asked:
        _end(asked[0])
    sys.exit(code)


def leave_working_folder() -> None:
    """Takes the folder that `python -m` put first off `sys.path`, unless the package itself lies in it.

    What lies in a working folder is somebody's drafts, and a `yaml.py` among them must not be run.
    """
    package = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120 - see above
    here = _here()
    if not sys.flags.safe_path and sys.path[0] in ("", here) and os.path.dirname(package) != here:  # noqa: PTH120
        del sys.path[0]


def _here() -> str:
    try:
        return os.getcwd()  # noqa: PTH109 - see above
    except OSError:
        return ""


def _listen(asked: list[int]) -> list[int]:
    """Makes the signals that ask for an end raise Ended in the main thread, and returns their numbers.

    The number of each that came is added to `asked`. Ended is raised again every `AGAIN` seconds as long as the program
    goes on: an exception that is raised in a destructor or a callback is dropped there, and an import may take it for a
    library that is missing. What is ignored already, as by `nohup`, stays so.
    """
    import signal
    from _thread import get_ident, start_new_thread
    from time import sleep

    main_thread = get_ident()
    is_due = True

    def end(number: int, frame: "FrameType | None") -> None:
        nonlocal is_due
        if not is_due:
            return
        is_due = False
        asked.append(number)
        if len(asked) == 1 and hasattr(signal, "pthread_kill"):
            start_new_thread(insist, (number,))
        raise Ended

    def insist(number: int) -> None:
        nonlocal is_due
        while True:
            sleep(AGAIN)
            is_due = True
            signal.pthread_kill(main_thread, number)

    sys.unraisablehook = _tell_dropped
    names = ("SIGINT", "SIGTERM", "SIGHUP")
    numbers = [getattr(signal, name) for name in names if hasattr(signal, name)]
    endings = [n for n in numbers if signal.getsignal(n) not in (signal.SIG_IGN, None)]
    for number in endings:
        signal.signal(number, end)
    return endings


def _deafen(endings: list[int]) -> None:
    """Makes the signals `endings` be ignored: the work is done, and the interpreter ends."""
    import signal

    for number in endings:
        signal.signal(number, signal.SIG_IGN)


def _tell_dropped(dropped: "sys.UnraisableHookArgs") -> None:
    """Says what `sys.unraisablehook` says by itself, but nothing of Ended, which is raised again."""
    if not issubclass(dropped.exc_type, Ended):
        sys.__unraisablehook__(dropped)


def _end(number: int) -> "NoReturn":
    """Ends the process at once, whatever its threads do; processes that it started end by themselves."""
    import signal

    name = signal.Signals(number).name
    try:
        sys.stderr.write("interrupted\n" if number == INTERRUPT else f"ended by {name}\n")
        sys.stderr.flush()
    except (AttributeError, OSError, ValueError, Ended):
        pass  # the stream is closed, or its reader gone or asleep
    os._exit(128 + number)
