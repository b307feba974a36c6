"""A folder in which things are kept: what is wrong with it, or with an entry, is as if nothing were there."""

from __future__ import annotations

import hashlib
import json
import os
import random
import signal
import stat
import subprocess
import sys
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from auditor.base import cache

ROOT = Path(__file__).parents[3]
KEY, OTHER = "a" * 64, "b" * 64
DATA = {"words": ["“It hurts,” she said.", "\ud800", "\x1b[2J"], "number": 1.5, "nothing": None}


@pytest.fixture
def folder(tmp_path: Path) -> str:
    found = cache.opened({cache.FOLDER: str(tmp_path / "kept")}).cache
    assert found == str(tmp_path / "kept")
    return found


def entry(folder: str, key: str = KEY) -> Path:
    return Path(folder) / key[0] / key


def sealed(body: bytes, key: str = KEY) -> bytes:
    return b"auditor cache 1\n" + hashlib.sha256(key.encode() + body).digest() + body


def test_what_is_kept_is_found_again_by_its_key_alone(folder: str) -> None:
    assert cache.get(folder, KEY) is None
    assert cache.put(folder, KEY, DATA)
    assert (cache.get(folder, KEY), cache.get(folder, OTHER)) == (DATA, None)
    assert cache.put(folder, KEY, [2])
    assert cache.get(folder, KEY) == [2]


def test_nobody_else_may_read_it(folder: str) -> None:
    before = os.umask(0)
    try:
        cache.put(folder, KEY, DATA)
    finally:
        os.umask(before)
    modes = [stat.S_IMODE(each.stat().st_mode) for each in (Path(folder), entry(folder).parent, entry(folder))]
    assert modes == [0o700, 0o700, 0o600]


def test_an_entry_that_is_damaged_counts_as_not_there_and_is_replaced(folder: str) -> None:
    cache.put(folder, KEY, DATA)
    whole = entry(folder).read_bytes()
    cut = [whole[:length] for length in range(len(whole))]
    flipped = [bytes([*whole[:at], whole[at] ^ 1, *whole[at + 1 :]]) for at in range(len(whole))]
    for content in (*cut, *flipped, whole + b"x", b"\0" * 5_000_000, sealed(b""), sealed(whole)):
        entry(folder).write_bytes(content)
        assert cache.get(folder, KEY) is None, content[:80]
    assert cache.put(folder, KEY, DATA)
    assert cache.get(folder, KEY) == DATA


@pytest.mark.parametrize(
    "body",
    [
        zlib.compress(b"not JSON"),
        zlib.compress(b"[" * 100_000),
        zlib.compress(b"\xff\xfe"),
        zlib.compress(b"1")[:-2],
        zlib.compress(b"[1]") + b"more",
        zlib.compress(b" " * 70_000_000 + b"1"),
    ],
    ids=["words", "nested", "no text", "cut", "more", "bomb"],
)
def test_what_is_sealed_and_senseless_counts_as_not_there(folder: str, body: bytes) -> None:
    cache.put(folder, KEY, DATA)
    entry(folder).write_bytes(sealed(body))
    assert cache.get(folder, KEY) is None


def test_an_entry_of_another_key_counts_as_not_there(folder: str) -> None:
    cache.put(folder, OTHER, DATA)
    entry(folder).parent.mkdir()
    entry(folder).write_bytes(entry(folder, OTHER).read_bytes())
    assert cache.get(folder, KEY) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names here")
def test_what_lies_in_the_place_of_an_entry_is_not_followed_or_waited_for(folder: str, tmp_path: Path) -> None:
    cache.put(folder, OTHER, DATA)
    path = entry(folder)
    path.parent.mkdir()
    secret = tmp_path / "secret"
    secret.write_bytes(sealed(zlib.compress(b"[1]")))
    path.symlink_to(secret)
    assert cache.get(folder, KEY) is None
    assert cache.put(folder, KEY, DATA)
    assert (cache.get(folder, KEY), secret.read_bytes()) == (DATA, sealed(zlib.compress(b"[1]")))
    path.unlink()
    os.mkfifo(path)
    assert cache.get(folder, KEY) is None
    path.unlink()
    path.mkdir()
    assert (cache.get(folder, KEY), cache.put(folder, KEY, DATA)) == (None, False)


def test_what_is_too_large_or_no_data_is_not_kept(folder: str) -> None:
    noise = random.Random(1).randbytes(6_000_000).hex()
    assert not cache.put(folder, KEY, noise)
    assert not cache.put(folder, KEY, {"x": object()})
    assert cache.figures(folder)[0] == 0


# ---------------------------------------------------------------- the folder


@pytest.mark.parametrize(
    ("env", "wanted"),
    [
        ({cache.FOLDER: "/x/y", "XDG_CACHE_HOME": "/z", "HOME": "/h"}, "/x/y"),
        ({"XDG_CACHE_HOME": "/z", "HOME": "/h"}, "/z/auditor"),
        ({"XDG_CACHE_HOME": "relative", "HOME": "/h"}, "/h/.cache/auditor"),
        ({"USERPROFILE": "/h"}, "/h/.cache/auditor"),
        ({}, None),
        ({"HOME": "relative"}, None),
        ({cache.FOLDER: "~/kept", "HOME": "/h"}, "/h/kept"),
        ({cache.FOLDER: "~", "HOME": "/h"}, "/h"),
        ({cache.FOLDER: "~/kept"}, None),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="other systems have other places")
def test_it_is_the_users_own_folder_or_the_one_that_is_named(env: dict[str, str], wanted: str | None) -> None:
    assert cache.place(env) == wanted


def test_where_there_is_no_folder_there_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for named in ("file", "file/below", "x\0y", "y" * 300):
        opened = cache.opened({cache.FOLDER: f"{tmp_path}/{named}"})
        assert (opened.cache, bool(opened.why), opened.is_refused) == (None, True, False)
    assert cache.opened({}).why == "is nowhere: no home is known"
    missing = cache.opened({cache.FOLDER: str(tmp_path / "new")}, is_made=False)
    assert (missing.cache, missing.why, (tmp_path / "new").exists()) == (None, "is not there yet", False)


@pytest.mark.skipif(os.name != "posix", reason="there are no such rights here")
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o702, 0o1777])
def test_a_folder_that_others_may_write_is_refused(folder: str, mode: int) -> None:
    Path(folder).chmod(mode)
    opened = cache.opened({cache.FOLDER: folder})
    assert (opened.cache, opened.why, opened.is_refused) == (None, "can be written by others", True)
    Path(folder).chmod(0o755)
    assert cache.opened({cache.FOLDER: folder}).cache == folder


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give a folder away")
def test_a_folder_of_somebody_else_is_refused(folder: str) -> None:
    os.chown(folder, 12345, 12345)
    opened = cache.opened({cache.FOLDER: folder})
    assert (opened.cache, opened.why, opened.is_refused) == (None, "belongs to somebody else", True)


@pytest.mark.skipif(os.name != "posix" or os.getuid() != 0, reason="only root can give a file away")
def test_an_entry_of_somebody_else_counts_as_not_there_and_is_replaced(folder: str) -> None:
    cache.put(folder, KEY, DATA)  # as it may lie there if others could once write to the folder
    os.chown(entry(folder), 12345, 12345)
    assert cache.get(folder, KEY) is None
    assert cache.put(folder, KEY, DATA)
    assert cache.get(folder, KEY) == DATA


@pytest.mark.skipif(os.name != "posix", reason="there are no such rights here")
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_an_entry_that_others_may_write_counts_as_not_there_and_is_replaced(folder: str, mode: int) -> None:
    cache.put(folder, KEY, DATA)
    entry(folder).chmod(mode)
    assert cache.get(folder, KEY) is None
    assert cache.put(folder, KEY, DATA)
    assert stat.S_IMODE(entry(folder).stat().st_mode) == 0o600


def test_a_link_to_ones_own_folder_is_as_good(folder: str, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(folder)
    linked = cache.opened({cache.FOLDER: str(tmp_path / "link")}).cache
    assert linked is not None
    assert cache.put(linked, KEY, DATA)
    assert cache.get(folder, KEY) == DATA


@pytest.mark.skipif(os.name != "posix" or os.getuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_read(folder: str) -> None:
    cache.put(folder, KEY, DATA)
    for each in (entry(folder).parent, Path(folder)):
        each.chmod(0o500)
    assert (cache.get(folder, KEY), cache.put(folder, KEY, [1]), cache.put(folder, OTHER, [1])) == (DATA, False, False)
    for each in (Path(folder), entry(folder).parent):
        each.chmod(0o700)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a limit on files stands in for a full disk")
def test_a_full_disk_keeps_nothing_and_leaves_nothing(folder: str) -> None:
    script = f"""
import resource, signal
from auditor.base import cache
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
import os
print(cache.put_bytes({folder!r}, {KEY!r}, os.urandom(5000)), cache.put_bytes({folder!r}, {OTHER!r}, b"small"))
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False True\n"
    assert [each.name for each in Path(folder).rglob("*") if each.is_file()] == [OTHER]


# ---------------------------------------------------------------- its size


def names(folder: str) -> set[str]:
    return {each.name for each in Path(folder).rglob("*") if each.is_file()}


def test_what_was_used_longest_ago_makes_room(folder: str) -> None:
    keys = [f"a{number:063x}" for number in range(6)]
    for age, key in enumerate(keys):
        cache.put_bytes(folder, key, os.urandom(1000))
        os.utime(entry(folder, key), (0, time.time() - 90_000 * (10 - age)))
    assert cache.get_bytes(folder, keys[0]) is not None  # so it was used today
    cache.trim(folder, [keys[5]], most=3500)
    assert names(folder) == {keys[0], keys[4], keys[5]}


def test_a_clock_that_was_wrong_leaves_everything_usable(folder: str) -> None:
    for when in (0.0, time.time() + 10**8):
        cache.put(folder, KEY, DATA)
        os.utime(entry(folder), (when, when))
        assert cache.get(folder, KEY) == DATA
        assert abs(entry(folder).stat().st_mtime - time.time()) < 100
        cache.trim(folder, [KEY])
        assert cache.get(folder, KEY) == DATA


def test_what_a_process_left_half_written_goes(folder: str) -> None:
    cache.put(folder, KEY, DATA)
    left, new = entry(folder).with_name(".new-1-aa"), entry(folder).with_name(".new-2-bb")
    for each in (left, new):
        each.write_bytes(b"half")
    os.utime(left, (0, time.time() - 7200))
    cache.trim(folder, [KEY])
    assert names(folder) == {KEY, new.name}


def test_to_clear_it_takes_away_what_is_kept_and_nothing_else(folder: str) -> None:
    for key in (KEY, OTHER):
        cache.put(folder, key, DATA)
    others = [Path(folder, "notes.txt"), entry(folder).with_name("draft.md"), entry(folder).with_name("c" * 64)]
    for each in others:
        each.write_text("mine")
    count, size, oldest, newest = cache.figures(folder)
    assert (count, size) == (2, sum(entry(folder, key).stat().st_size for key in (KEY, OTHER)))
    assert oldest is not None
    assert newest is not None
    assert oldest <= newest
    assert cache.clear(folder) == 2
    assert names(folder) == {each.name for each in others}
    assert cache.figures(folder) == (0, 0, None, None)


# ---------------------------------------------------------------- several at once, and killed


def test_many_that_write_and_read_one_entry_see_all_of_it_or_nothing(folder: str) -> None:
    texts = [json.dumps([number] * 5000) for number in range(8)]

    def work(number: int) -> set[str]:
        seen = set()
        for _ in range(60):
            cache.put(folder, KEY, texts[number])
            seen.add(cache.get(folder, KEY))
            if number == 0:
                cache.trim(folder, [KEY], most=10)
        return seen

    with ThreadPoolExecutor(8) as threads:
        seen = set[str]().union(*threads.map(work, range(8)))
    assert seen <= {*texts, None}
    assert len(seen) > 1


@pytest.mark.skipif(os.name != "posix", reason="there is no such signal here")
def test_a_process_killed_at_any_moment_leaves_nothing_half_there(folder: str) -> None:
    script = f"""
from auditor.base import cache
for number in range(10**9):
    cache.put({folder!r}, {KEY!r}, [number] * 100_000)
    if not number:
        print("begun", flush=True)
"""
    chance = random.Random(7)
    for _ in range(int(os.environ.get("HOSTILE_ROUNDS", "8"))):
        process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"begun\n"
        time.sleep(chance.random() * 0.05)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process.stdout.close()
        found = cache.get(folder, KEY)
        assert found is not None
        assert found == found[:1] * 100_000
    for each in Path(folder).rglob(".new-*"):
        os.utime(each, (0, 0))
    cache.trim(folder, [KEY])
    assert names(folder) == {KEY}
