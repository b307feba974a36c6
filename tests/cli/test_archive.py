"""`auditor archive run` from outside: what it says, its exit codes, and what it refuses."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from auditor.archiving.run import Standing
from auditor.cli import archive
from tests.cli.test_main import Captured, run
from tests.unit.archiving import corpora

FAST = ("--detectors", "rules", "--jobs", "1")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a corpus of three records, one of which is damaged."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    corpora.write(tmp_path, "corpus.jsonl", corpora.records(2))
    with (tmp_path / "corpus.jsonl").open("a") as file:
        file.write("{\n")
    return tmp_path


@pytest.mark.model
@pytest.mark.slow
def test_it_says_what_became_of_the_records(here: Path, capsys: Captured) -> None:
    code, out, err = run(capsys, "archive", "run", "corpus.jsonl", "--out", "tables", *FAST)
    assert (code, out) == (3, "tables\n")
    *_, total, why, every = err.splitlines()
    assert total == "3 records: 2 audited, 1 set aside"
    assert why.startswith("  1, such as corpus.jsonl#3: corpus.jsonl:3: its JSON is damaged in line 3, column 2: ")
    assert [every] == [
        "all of them: auditor archive query tables --sql 'SELECT record, message, hint FROM failures'",
    ]
    again = run(capsys, "archive", "run", "corpus.jsonl", "--out", "tables", *FAST)
    assert again[:2] == (3, "tables\n")
    code, _, err = run(capsys, "archive", "run", "corpus.jsonl", "--out", "tables", *FAST, "--policy", "ap")
    assert code == 2
    assert err.startswith("A019 the archive in tables was begun otherwise: policies ([default] then, [ap] now)")
    made = json.loads((here / "tables/archive.json").read_text())
    assert (made["schema"], made["shards"], made["corpus"]["records"]) == ("auditor.archive/1", 1, 3)


def test_a_corpus_of_nothing_leaves_nothing(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "none").mkdir()
    (here / "there").mkdir()
    for out in ("new", "there"):
        code, _, err = run(capsys, "archive", "run", "none", "--out", out, *FAST)
        assert (code, err.partition("\n")[0]) == (2, "A002 there are no articles in none")
    assert not (here / "new").exists()
    assert not (here / "there").exists()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("missing.csv", "--output", "tables"), "A002 there is no file or folder missing.csv"),
        (("https://example.org/a.csv", "--out", "tables"), "is an address, not a file\n  nothing is fetched"),
        ((".", "--out", "tables"), "A004 the tables would be written into the corpus itself"),
        (("corpus.jsonl", "--out", "full"), "A018 full is no archive, and not empty: novel.md"),
        (("corpus.jsonl", "--out", "corpus.jsonl"), "A004 corpus.jsonl is a file"),
        (("corpus.jsonl", "--out", "tables", "--policy", "house"), "there is no pack 'house'"),
        (("corpus.jsonl", "--out", "tables", "--shard-size", "0"), "Invalid value for '--shard-size'"),
        (("corpus.jsonl",), "Missing option '--out'"),
    ],
)
def test_what_cannot_be_done_is_told(here: Path, capsys: Captured, words: tuple[str, ...], told: str) -> None:
    (here / "full").mkdir()
    (here / "full/novel.md").write_text("Once.")
    code, out, err = run(capsys, "archive", "run", *words)
    assert (code, out) == (2, "")
    assert told in err and "Traceback" not in err
    assert (here / "full/novel.md").exists() and (here / "corpus.jsonl").is_file()


def test_without_its_library_it_says_what_to_install(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    code, _, err = run(capsys, "archive", "run", "corpus.jsonl", "--out", "tables")
    assert code == 2
    assert err == ("A010 archives need the library pyarrow, which is not installed\n  pip install 'auditor[archive]'\n")


@pytest.mark.parametrize(
    ("standing", "done", "seconds", "told"),
    [
        (Standing(40, 0, 1000, 0, 0, 0), 0, 9.0, "0 of 1000 records, starting, 0 of 40 shards"),
        (Standing(40, 2, 1000, 50, 0, 0), 80, 40.0, "80 of 1000 records, 2.0 a second, 8 min left, 2 of 40 shards"),
        (
            Standing(40, 4, 1000, 90, 5, 5, 100),
            101,
            10.0,
            "101 of 1000 records, 0.1 a second, 2 h 30 min left, 4 of 40 shards",
        ),
        (Standing(4, 4, 100, 100, 0, 0, 90), 100, 5.0, "100 of 100 records, 2.0 a second, 0 s left, 4 of 4 shards"),
    ],
)
def test_how_far_it_is_is_told(standing: Standing, done: int, seconds: float, told: str) -> None:
    assert archive._line(standing, done, seconds) == told
