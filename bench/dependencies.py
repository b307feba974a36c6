"""Every distribution that an installation brings: whether it holds code that can speak to a network, and whether an
audit loads it.

    python bench/dependencies.py                 the table, as docs/privacy.md has it
    python bench/dependencies.py --update        writes it there; what people found out by reading stays as it is

It reads the installed files: Python by its imports, compiled libraries by the names of the calls that they use.
Exit codes: 0 done, 1 the page tells otherwise.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import Distribution, distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/privacy.md"

_IMPORTS = re.compile(
    r"^[ \t]*(?:import|from)[ \t]+(?:socket|ssl|http\.client|urllib\.request|urllib3|requests|httpx2?|httpcore2?"
    r"|aiohttp|ftplib|smtplib|xmlrpc|websockets?|grpc)\b",
    re.MULTILINE,
)
_SYMBOLS = (b"\0getaddrinfo\0", b"\0connect\0", b"\0sendto\0")
"""Names in the string tables of libraries that open connections themselves."""
_ROW = re.compile(
    r"^\| `(?P<name>[a-z0-9.-]+)` \| (?P<can>[^|]*) \| (?P<loaded>[^|]*) \| (?P<found>[^|]*) \|$", re.MULTILINE
)
_TABLE = re.compile(r"(?<=<!-- dependencies -->\n).*(?=<!-- dependencies: end -->)", re.DOTALL)

_LOADED = """
import json, sys
from auditor import Auditor
Auditor.load().audit_text("Two people said it was dead.")
from auditor.cli import main
main.build()
import multiprocessing.connection, rich.progress, tabulate
print(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def run_time(name: str = "auditor") -> tuple[str, ...]:
    """The distributions that an installation of `name` brings, extras left out, in order of their names."""
    found: set[str] = set()
    left = [name]
    while left:
        for text in distribution(left.pop()).requires or ():
            requirement = Requirement(text)
            name = _normal(requirement.name)
            if name not in found and (requirement.marker is None or requirement.marker.evaluate({"extra": ""})):
                found.add(name)
                left.append(name)
    return tuple(sorted(found))


def can_connect(name: str) -> str:
    """Where the files of the distribution `name` hold code that can open a connection, in words."""
    where = []
    files = list(_files(distribution(name)))
    if any(_IMPORTS.search(p.read_text(encoding="utf-8", errors="replace")) for p in files if p.suffix == ".py"):
        where.append("Python")
    compiled = (p for p in files if re.search(r"\.(?:so|dylib|pyd|dll)(?:\.|$)", p.name))
    if any(symbol in data for data in (p.read_bytes() for p in compiled) for symbol in _SYMBOLS):
        where.append("compiled")
    return " and ".join(where) or "no"


def loaded() -> frozenset[str]:
    """The distributions of which an audit imports anything."""
    done = subprocess.run([sys.executable, "-c", _LOADED], capture_output=True, text=True, check=True, cwd=ROOT)
    modules = set(json.loads(done.stdout.splitlines()[-1]))
    owners = packages_distributions()
    return frozenset(_normal(owner) for module in modules for owner in owners.get(module, ()))


def told() -> Mapping[str, tuple[str, str, str]]:
    """What docs/privacy.md tells of each distribution: can connect, loaded, what was found."""
    rows = _ROW.finditer(PAGE.read_text(encoding="utf-8"))
    return {row["name"]: (row["can"].strip(), row["loaded"].strip(), row["found"].strip()) for row in rows}


def table() -> str:
    """The table of docs/privacy.md as it should be."""
    known, used = told(), loaded()
    lines = [
        "| library | can open connections | an audit loads it | what it does by itself |",
        "| --- | --- | --- | --- |",
    ]
    for name in run_time():
        found = known.get(name, ("", "", "nothing"))[2]
        lines.append(f"| `{name}` | {can_connect(name)} | {'yes' if name in used else 'no'} | {found} |")
    return "\n".join(lines) + "\n"


def _normal(name: str) -> str:
    """As the specification of names normalises it (packaging.python.org, name normalization)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _files(installed: Distribution) -> Iterator[Path]:
    for file in installed.files or ():
        path = Path(str(file.locate()))
        if path.is_file() and "tests" not in path.parts:
            yield path


def main() -> int:
    """Prints the table or writes it; 1 if the page differs."""
    parser = argparse.ArgumentParser(description="What an installation brings, and whether it can speak to a network.")
    parser.add_argument("--update", action="store_true", help="write the table into docs/privacy.md")
    made, page = table(), PAGE.read_text(encoding="utf-8")
    if parser.parse_args().update:
        PAGE.write_text(_TABLE.sub(lambda _: made, page), encoding="utf-8")
        return 0
    print(made, end="")
    return 0 if made in page else 1


if __name__ == "__main__":
    sys.exit(main())
