"""`auditor archive query` from outside: what it lists, answers, writes and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from auditor.archiving.questions.dispatch import QUESTIONS
from tests.cli.test_main import Captured, run
from tests.unit.archiving.questions.archives import report, write


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with an archive of twelve articles in `tables`."""
    monkeypatch.chdir(tmp_path)
    made = [report(n, outlet=("Herald", "Courier")[n % 2], date=f"2026-0{1 + n % 2}-11") for n in range(12)]
    write(tmp_path / "tables", made)
    return tmp_path


def test_without_a_question_it_lists_them(here: Path, capsys: Captured) -> None:
    code, out, err = run(capsys, "archive", "query", "tables")
    assert (code, err) == (0, "")
    assert [line.split()[0] for line in out.splitlines() if line[:1].strip()][:-1] == list(QUESTIONS)
    assert all(len(line) <= 80 for line in out.splitlines())


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_fits_a_terminal(here: Path, capsys: Captured, name: str) -> None:
    for more in ((), ("--by", "outlet,month"), ("--split", "1 February 2026"), ("-f", "bars")):
        code, out, err = run(capsys, "archive", "query", "tables", name, *more)
        assert (code, err) == (0, "")
        assert out.startswith(QUESTIONS[name].title)
        assert max(map(len, out.splitlines())) <= 80


def test_an_answer(here: Path, capsys: Captured) -> None:
    code, out, _ = run(capsys, "archive", "query", "tables", "anonymous", "--where", "outlet=courier")
    assert (code, out.splitlines()[:10]) == (
        0,
        [
            "Anonymous sourcing",
            "",
            "                                                                 share",
            "                     arti-           anony-    unex-  articles  anony-",
            "outlet                cles  sources    mous  plained  with any    mous",
            "-------------------  -----  -------  ------  -------  --------  ------",
            "Courier                  6       28       8        4       67%     27%",
            "-------------------  -----  -------  ------  -------  --------  ------",
            "total of 6 articles      6       28       8        4       67%     27%",
            "",
        ],
    )


def test_files_and_notes(here: Path, capsys: Captured) -> None:
    for name in ("a.csv", "a.json", "a.xlsx", "a.svg", "a.html", "a.md"):
        code, out, err = run(capsys, "archive", "query", "tables", "sources", "--top", "1", "-o", name)
        assert (code, out) == (0, f"{name}\n")
        assert (here / name).stat().st_size > 100
        assert ("A source is known by" in err) is name.endswith(".csv")
    assert json.loads((here / "a.json").read_text())["schema"] == "auditor.answer/1"


def test_a_query_of_ones_own(here: Path, capsys: Captured) -> None:
    sql = "SELECT outlet, sum(sources) AS sources FROM articles GROUP BY outlet ORDER BY outlet"
    code, out, err = run(capsys, "archive", "query", "tables", "--sql", sql, "-f", "csv")
    assert (code, out, err) == (0, "outlet,sources\nCourier,28\nHerald,28\n", "")
    code, out, err = run(capsys, "archive", "query", "tables", "--sql", sql, "--top", "1")
    assert (code, out.splitlines()[-1].split()) == (0, ["Courier", "28"])
    assert err == "note: there are more rows than the 1 that are shown; --top N shows more\n"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("nowhere",), "A002 there is no folder nowhere"),
        ((".",), "is no archive: it has no archive.json"),
        (("tables", "anonymos"), "Did you mean 'anonymous'?"),
        (("tables", "anonymous", "--by", "outlt"), "there is no field 'outlt'\n  Did you mean 'outlet'?"),
        (("tables", "anonymous", "--by", ","), "--by names no field"),
        (("tables", "anonymous", "--where", "outlet"), "--where 'outlet' is no FIELD=VALUE"),
        (("tables", "anonymous", "--since", "3/4/2026"), "--since '3/4/2026' is no day\n  write it as 2026-03-12"),
        (("tables", "anonymous", "-f", "svgg"), "there is no format 'svgg'\n  Did you mean 'svg'?"),
        (("tables", "anonymous", "-f", "xlsx"), "an Excel workbook is written to a file"),
        (("tables", "anonymous", "-o", "a.docx"), "the format of 'a.docx' is not known"),
        (("tables", "anonymous", "--sql", "SELECT 1"), "a question and --sql were both given"),
        (("tables", "--sql", "COPY (SELECT 1) TO 'a.csv'"), "A020 this cannot be answered: only one SELECT is run"),
        (("tables", "anonymous", "--least", "0"), "Invalid value for '--least'"),
    ],
)
def test_what_cannot_be_done_is_told(here: Path, capsys: Captured, words: tuple[str, ...], told: str) -> None:
    code, out, err = run(capsys, "archive", "query", *words)
    assert (code, out) == (2, "")
    assert told in err and "Traceback" not in err


def test_the_archive_itself_is_not_written_over(here: Path, capsys: Captured) -> None:
    before = (here / "tables/archive.json").read_bytes()
    code, _, err = run(capsys, "archive", "query", "tables", "anonymous", "-f", "json", "-o", "tables/archive.json")
    assert code == 2 and "A004 cannot write tables/archive.json: the archive is there" in err
    assert (here / "tables/archive.json").read_bytes() == before


@pytest.mark.parametrize(
    "more",
    [("--by", "desk"), ("--where", "outlet=Herald"), ("--since", "2026"), ("--split", "2026-01-02"), ("--least", "2")],
)
@pytest.mark.parametrize("words", [(), ("--sql", "SELECT count(*) FROM articles")], ids=["listed", "own"])
def test_what_would_not_be_heeded_is_refused(
    here: Path, capsys: Captured, words: tuple[str, ...], more: tuple[str, str]
) -> None:
    code, out, err = run(capsys, "archive", "query", "tables", *words, *more)
    assert (code, out) == (2, "")
    assert f"{more[0]} is for a question" in err
    assert ("say it in the SELECT" in err) == bool(words)


@pytest.mark.parametrize("how", ["gone", "noise"])
@pytest.mark.parametrize("words", [("anonymous",), ("--sql", "SELECT count(*) FROM articles")])
def test_tables_that_are_damaged_are_told_with_what_to_do(
    here: Path, capsys: Captured, words: tuple[str, ...], how: str
) -> None:
    each = next((here / "tables").glob("shards/*/sources.parquet"))  # one of several
    each.unlink() if how == "gone" else each.write_bytes(b"noise")
    code, out, err = run(capsys, "archive", "query", "tables", *words)
    assert (code, out) == (2, "")
    assert err.splitlines() == [
        "A018 1 shard of tables cannot be read: files are missing or damaged",
        "  give the same auditor archive run again: damaged shards are made anew",
    ]
