"""Packs that somebody else made: nothing in their folders blocks, swells, crashes or stands for what it is not."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from auditor.base.errors import PackError
from auditor.packs.folder import LARGEST_FILE, LARGEST_PACK, MOST_FILES
from auditor.packs.load import load_packs
from tests.hostile.process import MEMORY, auditor, forked, python

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "120"))
"""How many damaged ones are tried; `HOSTILE_ROUNDS=5000` tries more than the suite does."""
GOOD = Path(__file__).parent.parent / "bad_packs" / "good"
LOAD = "from pathlib import Path; from auditor.packs.load import load_packs; load_packs((), (Path('good'),))"
CARD = 'name: {name}\nversion: "1.0"\ndescription: A desk.\nlanguage: en\nlicence: Apache-2.0\n'


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the good pack in the working directory, which is the root of a repository."""
    monkeypatch.chdir(tmp_path)
    Path(".git").mkdir()
    shutil.copytree(GOOD, "good")
    return Path("good")


def error_of(*packs: Path) -> str:
    with pytest.raises(PackError) as caught:
        load_packs((), packs)
    assert caught.value.exit_code == 2
    assert caught.value.hint
    assert str(caught.value).replace("\n  ", "").isprintable()
    return str(caught.value).partition("\n")[0]


# ---------------------------------------------------------------- what is no ordinary file


@pytest.mark.parametrize("name", ["pack.yaml", "reason.yaml", "grants/promise.yaml", "lexicons/words.yaml"])
@pytest.mark.parametrize("kind", ["pipe", "zero"])
def test_pipes_and_devices_are_not_read(pack: Path, name: str, kind: str) -> None:
    (pack / name).unlink()
    if kind == "pipe":
        os.mkfifo(pack / name)
    else:
        (pack / name).symlink_to("/dev/zero")
    arguments = ("rules", "list", "--rules", "good")
    code, out, err = (
        forked(Path.cwd(), *arguments) if kind == "pipe" else auditor(Path.cwd(), *arguments, memory=MEMORY)
    )
    assert (code, out) == (2, "")
    reason = {
        "pipe": "A261 this is a pipe, a device or the like, not an ordinary file",
        "zero": "A262 this is a link that leads out of the folder good",
    }[kind]
    assert err.startswith(f"good/{name}: {reason}\n")


def test_a_pack_reached_by_extension_is_read_with_the_same_care(pack: Path) -> None:
    desk = Path("desk")
    desk.mkdir()
    (desk / "pack.yaml").write_text(CARD.format(name="desk") + "extends: [good]\n")
    (pack / "reason.yaml").unlink()
    os.mkfifo(pack / "reason.yaml")
    assert error_of(desk, pack).startswith("good/reason.yaml: A261 ")


def test_links_within_the_pack_are_followed_and_others_are_not(pack: Path) -> None:
    (pack / "grants" / "again.yaml").symlink_to("promise.yaml")
    (loaded,) = load_packs((), (pack,))
    assert [rule.id for rule in loaded.rules] == ["good/grants/again", "good/grants/promise"]
    (pack / "grants" / "away.yaml").symlink_to(GOOD / "grants" / "promise.yaml")
    assert error_of(pack) == "good/grants/away.yaml: A262 this is a link that leads out of the folder good"


def test_a_pack_may_itself_be_a_link(pack: Path) -> None:
    Path("linked").symlink_to(pack)
    (loaded,) = load_packs((), (Path("linked"),))
    assert loaded.name == "good"


@pytest.mark.parametrize("target", ["..", ".", "/", "../good/grants"])
def test_links_to_folders_are_not_followed(pack: Path, target: str) -> None:
    (pack / "more").symlink_to(target)
    assert error_of(pack) == "good/more: A262 this is a link to a folder"


def test_a_link_to_itself(pack: Path) -> None:
    (pack / "loop.yaml").symlink_to("loop.yaml")
    assert error_of(pack) == "good/loop.yaml: A202 cannot be read: Too many levels of symbolic links"


# ---------------------------------------------------------------- what is too much


def test_a_file_of_too_many_bytes(pack: Path) -> None:
    (pack / "reason.yaml").write_bytes(b"#" * (LARGEST_FILE + 1))
    assert error_of(pack) == "good/reason.yaml: A263 this file has more than 1,000,000 bytes"


def test_a_pack_of_too_many_bytes(pack: Path) -> None:
    (pack / "big.yaml").write_bytes(b"#" * LARGEST_FILE)
    for number in range(LARGEST_PACK // LARGEST_FILE):
        (pack / f"big-{number}.yaml").symlink_to("big.yaml")
    assert error_of(pack) == "good: A264 a pack has at most 8,000,000 bytes"


def test_a_pack_of_too_many_files(pack: Path) -> None:
    (pack / "many").mkdir()
    for number in range(MOST_FILES):
        (pack / "many" / f"n{number}.yaml").touch()
    assert error_of(pack) == "good: A264 a pack has at most 2,000 files and folders"


def test_folders_without_end(pack: Path) -> None:
    pack.joinpath(*["deep"] * 100).mkdir(parents=True)
    assert error_of(pack) == f"good{'/deep' * 9}: A265 this folder lies too deep in its pack"


def test_a_full_pack_is_read_or_refused_in_bounded_memory_and_time(pack: Path) -> None:
    words = "".join(f"    - w{n}\n" for n in range(20_000))
    for number in range(25):
        (pack / "lexicons" / f"l{number}.yaml").write_text(f"why: Many.\nwords:\n  many:\n{words}")
    done = python(Path.cwd(), "-c", LOAD, memory=MEMORY)
    assert (done.code, done.err) == (0, "")


def test_packs_that_extend_one_another_in_a_long_row(pack: Path) -> None:
    packs = []
    for number in range(300):
        folder = Path(f"p{number}")
        folder.mkdir()
        card = CARD.format(name=folder.name)
        (folder / "pack.yaml").write_text(card + (f"extends: [p{number + 1}]\n" if number < 299 else ""))
        packs.append(folder)
    assert error_of(*packs) == "p20/pack.yaml:6:11: A257 more than 20 packs extend one another in a row"


def test_packs_that_take_over_too_much(pack: Path) -> None:
    packs = [pack]
    for number in range(2):
        folder = Path(f"p{number}")
        folder.mkdir()
        (folder / "pack.yaml").write_text(CARD.format(name=folder.name))
        for file in range(1_200):
            shutil.copy(pack / "reason.yaml", folder / f"r{number}-{file}.yaml")
        packs.append(folder)
    (pack / "pack.yaml").write_text(CARD.format(name="good") + "extends: [p0, p1]\n")
    assert error_of(*packs) == (
        "good/pack.yaml:6:11: A264 a pack has at most 2,000 policies and questions, those that it takes over included"
    )


@pytest.mark.parametrize("key", ["k" * 60_000, "a" * 900])
def test_a_guess_at_what_was_meant_costs_no_time(pack: Path, key: str) -> None:
    tags = "".join(f"  {'a' * 850}{n}: [w{n}]\n" for n in range(1_000))
    (pack / "lexicons" / "words.yaml").write_text(f"why: Many.\nwords:\n{tags}")
    promise = pack / "grants" / "promise.yaml"
    promise.write_text(promise.read_text().replace("words#promise", f"words#{key}"))
    done = python(Path.cwd(), "-c", LOAD, memory=MEMORY)
    assert "PackError" in done.err


# ---------------------------------------------------------------- names, rights


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (b"caf\xe9.yaml", "good/caf\\udce9.yaml: A216 'caf\\udce9' is no name for a rule"),
        (b"a\nb.yaml", "good/a\\nb.yaml: A216 'a\\nb' is no name for a rule"),
        (b"\x1b[2J.yaml", "good/\\x1b[2J.yaml: A216 '\\x1b[2J' is no name for a rule"),
        (b"\xff\n.txt", "good/\\udcff\\n.txt: A216 this file is no part of a pack"),
    ],
)
def test_names_that_do_not_print(pack: Path, name: bytes, told: str) -> None:
    Path(os.fsdecode(bytes(pack) + b"/" + name)).write_bytes((pack / "reason.yaml").read_bytes())
    assert error_of(pack) == told


def test_folders_whose_names_no_system_can_hold() -> None:
    for name in ("a\0b", "\ud800", "n" * 5_000):
        assert ": A201 this folder holds no pack.yaml" in error_of(Path(name))


@contextmanager
def unprivileged() -> Iterator[None]:
    """For the administrator, who may read everything: somebody who may not."""
    owner = os.geteuid()
    if owner == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(owner)


@pytest.mark.parametrize(
    ("name", "mode"), [("reason.yaml", 0), ("grants", 0), ("grants", 0o444), ("", 0), ("", 0o444), ("", 0o111)]
)
def test_files_and_folders_that_one_may_not_read(name: str, mode: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        monkeypatch.chdir(folder)
        shutil.copytree(GOOD, "good")
        closed = Path("good", name)
        before = closed.stat().st_mode
        closed.chmod(mode)
        try:
            with unprivileged():
                told = error_of(Path("good"))
        finally:
            closed.chmod(before)
            monkeypatch.chdir("/")
    assert told.startswith(f"good/{name}".rstrip("/"))
    assert told.endswith(": A202 cannot be read: Permission denied")


# ---------------------------------------------------------------- whose name it is


@pytest.mark.parametrize("folder", ["common", "other"])
def test_no_pack_of_ones_own_stands_in_for_one_that_ships(pack: Path, folder: str) -> None:
    pack.rename(folder)
    Path(folder, "pack.yaml").write_text(CARD.format(name="common"))
    assert error_of(Path(folder)) == f"{folder}/pack.yaml: A260 two packs are named 'common'"


def test_what_ships_extends_what_ships(pack: Path) -> None:
    pack.rename("common")
    npr, mine = load_packs(("npr",), (Path("common"),))
    assert mine.name == "good"
    assert npr == load_packs(("npr",))[0]


def test_damaged_packs_are_accepted_or_refused_and_nothing_else(tmp_path: Path) -> None:
    done = python(tmp_path, "-m", "tests.hostile.mutation", "packs", str(ROUNDS), "2", memory=MEMORY)
    found = json.loads(done.out)
    assert found["wrong"] == []
    assert found["accepted"] + found["refused"] == ROUNDS
    assert found["accepted"] > ROUNDS // 20
