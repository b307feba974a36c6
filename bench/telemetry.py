"""What every admitted version of onnxruntime does when it is left to itself, and as the auditor loads it.

    python bench/telemetry.py                    all of them, a minute each, four at a time; some ten minutes
    python bench/telemetry.py --update           writes the table into docs/privacy.md
    python bench/telemetry.py --only 1.32.0      one version

Each is installed into an environment of its own, from the package index, which also says which versions there are.
It needs strace. Exit codes: 0 none speaks or writes as the auditor loads it, 1 one does.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from packaging.requirements import Requirement
from packaging.version import Version

from bench.watched import Watched, watch

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/privacy.md"
AT_ONCE = 4
_TABLE = re.compile(r"(?<=<!-- telemetry -->\n).*(?=<!-- telemetry: end -->)", re.DOTALL)

_LEFT_ALONE = """
import sys, time
import onnxruntime
options = onnxruntime.SessionOptions()
reader = "auditor/language/tagger/weights/reader.onnx"
session = onnxruntime.InferenceSession(reader, providers=["CPUExecutionProvider"])
time.sleep(float(sys.argv[1]))
"""
_AS_LOADED = """
import sys, time
from auditor.language.tagger import network
loaded = network.load()
time.sleep(float(sys.argv[1]))
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a version does, in words; `quiet` is whether the second is nothing."""

    version: str
    alone: str
    loaded: str
    quiet: bool


def required() -> Requirement:
    """What pyproject.toml asks of onnxruntime."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return next(r for r in map(Requirement, project["dependencies"]) if r.name == "onnxruntime")


def admitted() -> list[str]:
    """The versions that the package index offers and the requirement admits, oldest first."""
    command = [sys.executable, "-m", "pip", "index", "versions", "onnxruntime", "--disable-pip-version-check"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    offered = next(line for line in told.splitlines() if line.startswith("Available versions:"))
    versions = [name.strip() for name in offered.partition(":")[2].split(",")]
    return sorted((v for v in versions if v in required().specifier), key=Version)


def seen(version: str, seconds: float) -> Seen:
    """Installs `version` and watches it, left to itself and as the auditor loads it."""
    with TemporaryDirectory() as folder:
        place = Path(folder)
        subprocess.run([sys.executable, "-m", "venv", str(place / "venv")], check=True)
        python = str(place / "venv/bin/python")
        install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, f"onnxruntime=={version}", "tokenizers", "numpy"], check=True, capture_output=True)
        told = [_watched(python, script, seconds, place / str(n)) for n, script in enumerate((_LEFT_ALONE, _AS_LOADED))]
    alone, loaded = (_in_words(each) for each in told)
    return Seen(version, alone, loaded, loaded == "nothing")


def _watched(python: str, script: str, seconds: float, home: Path) -> Watched:
    home.mkdir()
    env = {"PATH": os.environ["PATH"], "HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    watched = watch([python, "-c", script, str(seconds)], ROOT, env, timeout=seconds + 300)
    if watched.exit_code:
        raise RuntimeError(watched.output)
    return watched


def _in_words(watched: Watched) -> str:
    asks = ["asks for an address"] if watched.network else []
    written = watched.written - {"/dev/null"}
    return " and ".join([*asks, *(["writes files"] if written else [])]) or "nothing"


def table(rows: Iterable[Seen]) -> str:
    """The table of docs/privacy.md."""
    head = "| onnxruntime | left to itself | as the auditor loads it |\n| --- | --- | --- |\n"
    return head + "".join(f"| {row.version} | {row.alone} | {row.loaded} |\n" for row in rows)


def main() -> int:
    """Watches the versions and tells what was seen."""
    parser = argparse.ArgumentParser(description="What each admitted version of onnxruntime does by itself.")
    parser.add_argument("--only", help="one version")
    parser.add_argument("--seconds", type=float, default=60, help="how long to watch each")
    parser.add_argument("--update", action="store_true", help="write the table into docs/privacy.md")
    given = parser.parse_args()
    versions = [given.only] if given.only else admitted()
    with ThreadPoolExecutor(AT_ONCE) as together:
        rows = list(together.map(partial(seen, seconds=given.seconds), versions))
    print(table(rows), end="")
    if given.update:
        PAGE.write_text(_TABLE.sub(lambda _: table(rows), PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0 if all(row.quiet for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
