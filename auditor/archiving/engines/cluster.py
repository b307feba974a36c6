"""Ray, on this machine alone or as a cluster that is there already; what is started here is ended and removed here.

By itself Ray tells its makers of each start, even where that is switched off, asks the metadata services of three
clouds who they are, listens to the network, and writes into the home folder. None of that happens here: its processes
listen and connect to this machine only, want a token of whoever speaks to them, and know a home folder that is empty.
"""

from __future__ import annotations

import os
import site
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir, mkdtemp
from typing import Any

from auditor.base.errors import UsageError
from auditor.base.printable import visible

MEMORY = 1_000_000_000
"""Bytes that are asked of Ray for a worker, which holds the language model and the tagger; 0.9 GB were measured."""
ADDRESS = "RAY_ADDRESS"
"""The variable by which Ray itself is told of a cluster."""

_STORE = 80_000_000
"""Bytes of the memory that Ray's processes share: the plans of shards and what became of them, a few KB each."""
_LONGEST = 40
"""Characters of the path of a temporary folder: sockets below it have names of at most 104 or so."""
_SILENT = {
    "RAY_USAGE_STATS_ENABLED": "0",
    "RAY_USAGE_STATS_REPORT_URL": "http://127.0.0.1:9/",  # that it is disabled is reported as well
}
_GROUP = "group"
"""The file in the temporary folder that names the group of Ray's processes."""
_REMOVE = f"""
import os, shutil, signal, sys, time
from contextlib import suppress
made = sys.argv[1]
sys.stdin.buffer.read()
with suppress(OSError, ValueError):
    group = int(open(os.path.join(made, {_GROUP!r})).read())
    for _ in range(30):
        os.killpg(group, 0)
        time.sleep(0.1)
    os.killpg(group, signal.SIGKILL)
quiet, end = 0, time.monotonic() + 60
while quiet < 7 and time.monotonic() < end:
    quiet = 0 if os.path.exists(made) else quiet + 1
    shutil.rmtree(made, ignore_errors=True)
    time.sleep(0.3)
"""
"""Removes a folder when standard input ends, and again if somebody who is about to end still writes to it.

Some of Ray's processes speak for a minute to others that have ended before them: three seconds are theirs.
"""


def check() -> None:
    """Raises UsageError A010 where Ray is missing; nothing of it is imported."""
    if find_spec("ray") is None:
        raise _missing("which is not installed")


@contextmanager
def folder() -> Iterator[str]:
    """A temporary folder for this user alone, that is removed when this ends and also when this process is killed."""
    short = len(gettempdir()) <= _LONGEST or not Path("/tmp").is_dir()
    made = mkdtemp(prefix="auditor-ray-", dir=gettempdir() if short else "/tmp")
    remover = subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", _REMOVE, made],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl-C reaches every process of a group
        cwd=gettempdir(),
    )
    try:
        yield made
    finally:
        assert remover.stdin is not None
        remover.stdin.close()
        remover.wait()


def connected(made: str, jobs: int, address: str | None) -> Any:
    """The library, connected to the cluster at an address, else to processes that are started here for so many workers.

    To be called once in a process that does nothing else: environment and signals are Ray's from here on, and what it
    prints is lost. What is started ends with the process. `made` is a folder as `folder` makes it. Raises UsageError:
    A010 where Ray cannot be imported, A025 where it cannot be started or joined.
    """
    _silence()
    if address is not None and "://" in address:
        hint = "run this command on a machine of the cluster, and give the address as HOST:PORT"
        raise UsageError(f"{visible(address)} is the address of another service of Ray", code="A025", hint=hint)
    options: dict[str, Any] = {"include_dashboard": False, "log_to_driver": False, "configure_logging": False}
    if address is None:
        # Ray's own tasks need a processor too: if workers have them all, it waits for ever.
        options |= {"address": "local", "num_cpus": jobs + 1, "num_gpus": 0, "object_store_memory": _STORE}
        options["_temp_dir"] = made
        if sys.platform != "win32":
            os.setpgid(0, 0)  # Ray's processes stay in the group of who starts them; workers end with those
            (Path(made) / _GROUP).write_text(str(os.getpid()), encoding="ascii")
        os.environ.update(_alone(Path(made)))
    else:
        options["address"] = address
        os.environ.update({**_SILENT, "RAY_AUTH_MODE": _mode()})
    ray = _library()
    try:
        with _in(made):
            ray.init(**options)
    except Exception as error:
        what = "Ray cannot be started" if address is None else f"Ray's cluster at {visible(address)} cannot be joined"
        why = visible(next(iter(str(error).strip().splitlines()), type(error).__name__))
        hint = "see that address and token are right, and that Ray and Python are of the same versions everywhere"
        raise UsageError(f"{what}: {why}", code="A025", hint=hint if address else "see what it says") from error
    return ray


def places(nodes: Sequence[Mapping[str, Any]]) -> int:
    """How many workers there is room for on the living nodes of a cluster: a processor and `MEMORY` for each."""
    alive = [node["Resources"] for node in nodes if node["Alive"]]
    return sum(int(min(each.get("CPU", 0), each.get("memory", 0) // MEMORY)) for each in alive)


def _alone(made: Path) -> Mapping[str, str]:
    """The environment of processes that have this machine for themselves; makes their home folder."""
    home = made / "home"
    home.mkdir()
    # Who made the cluster, which Ray would ask the metadata services of clouds if it did not stand here.
    (home / "ray_bootstrap_config.yaml").write_text("provider: {type: local}\n", encoding="utf-8")
    return {
        **_SILENT,
        "PYTHONUSERBASE": site.getuserbase(),  # which depends on the home folder
        "XDG_STATE_HOME": os.environ.get("XDG_STATE_HOME") or str(Path.home() / ".local" / "state"),  # logs of errors
        "HOME": str(home),
        "TMPDIR": str(made),  # what is killed may leave a file
        "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",  # no cluster: the address is 127.0.0.1, on any system
        "RAY_AUTH_MODE": "token",
        "RAY_AUTH_TOKEN": token_hex(32),
    }


def _mode() -> str:
    """How a cluster knows who may speak to it: as is set, else by the token that is there; none is made."""
    has_token = "RAY_AUTH_TOKEN" in os.environ or (Path.home() / ".ray" / "auth_token").exists()
    return os.environ.get("RAY_AUTH_MODE", "token" if has_token else "disabled")


def _library() -> Any:
    """Ray; to be called when all is set that it reads as it is imported."""
    try:
        import ray
        import ray.data
    except ImportError as error:
        raise _missing(f"which cannot be imported: {error}") from error
    return ray


def _missing(why: str) -> UsageError:
    version = ".".join(map(str, sys.version_info[:2]))
    hint = (
        f"pip install 'auditor[ray]'; where pip finds none for Python {version}, take a Python for which there is one, "
        "or --engine local"
    )
    return UsageError(f"--engine ray needs the library ray, {why}", code="A010", hint=hint)


def _silence() -> None:
    """Has all that this process prints be lost: compiled code of Ray's writes to its standard error too."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (1, 2):
        os.dup2(nothing, descriptor)
    os.close(nothing)


@contextmanager
def _in(made: str) -> Iterator[None]:
    """Makes a folder the working folder: Ray has its workers import modules from there, and drafts are no modules."""
    before = Path.cwd()
    os.chdir(made)
    try:
        yield
    finally:
        os.chdir(before)
