"""`auditor summary` from outside: what is printed and written, and what is refused before anything is audited."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from auditor.cli.main import main
from tests.cli.test_main import BAD, CLEAN, Captured, run

QUICK = ("--detectors", "rules")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory, in a repository of its own, with three drafts."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / ".state"))
    (tmp_path / ".git").mkdir()
    (tmp_path / "drafts/metro").mkdir(parents=True)
    (tmp_path / "drafts/bad.txt").write_text(BAD)
    (tmp_path / "drafts/clean.md").write_text(f"---\ndesk: world\ndate: 2026-03-12\n---\n{CLEAN}")
    (tmp_path / "drafts/metro/aid.md").write_text(f"---\ndesk: metro\ndate: 5 April 2026\n---\n{BAD}")
    return tmp_path


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--format", "gird"], "A001 there is no table format 'gird'\n  Did you mean 'grid'? There are: simple, csv, "),
        (["--columns", "sorces"], "A001 there is no column 'sorces'\n  Did you mean 'sources'? There are: articles, "),
        (["--sort", "-wrods"], "A001 there is no column 'wrods'\n  Did you mean 'words'? "),
        (["-o", "x.doc"], "A001 the format of 'x.doc' is not known: the end of its name, '.doc', tells no format\n"),
        (["-f", "xlsx"], "A001 an Excel workbook is written to a file, never to the screen\n  name a file, "),
        (["-g", "dsk"], "A001 no draft has a field 'dsk'\n  Did you mean 'desk'? The drafts have: date, desk. "),
        (["-g", "desk,"], ""),
        (["-g", " , "], "A001 --group-by names no field\n"),
        (["-c", "meta.dsk"], "A001 no draft has a field 'dsk'\n"),
        (["-c", "meta.desk", "-g", "desk"], "A001 the column 'meta.desk' is one of drafts, and groups have none\n"),
        (["--top", "0"], "A001 Invalid value for '--top'"),
    ],
)
def test_misuse_is_told_before_anything_is_audited(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, arguments: list[str], told: str
) -> None:
    class Audited(BaseException):
        pass

    def audited(*_: object) -> None:
        raise Audited

    monkeypatch.setattr("auditor.cli.options.audited", audited)
    if not told:
        with pytest.raises(Audited):
            main(["summary", "drafts", *arguments])
        return
    code, out, err = run(capsys, "summary", "drafts", *arguments)
    assert (code, out) == (2, "")
    assert err.startswith(told)


def test_without_the_library_no_workbook_is_begun(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.render.summary.workbook.package_folders", lambda name: ())
    code, out, err = run(capsys, "summary", "drafts", "-o", "x.xlsx")
    assert (code, out) == (2, "")
    assert err.startswith("A010 Excel workbooks are written by the library XlsxWriter, which is not installed\n")
    assert "pip install 'auditor[reviews]'" in err


@pytest.mark.parametrize("word", ["list", "help"])
def test_the_columns_are_listed(capsys: Captured, word: str) -> None:
    code, out, err = run(capsys, "summary", "--columns", word)
    assert (code, err) == (0, "")
    assert out.startswith("articles ")
    assert "\nunexplained " in out and "\nmeta.FIELD " in out


# ---------------------------------------------------------------- what is made


@pytest.mark.model
def test_a_table_fits_the_screen_and_says_what_it_counts(here: Path, capsys: Captured) -> None:
    code, out, err = run(capsys, "summary", "drafts", *QUICK)
    assert (code, err) == (0, "")
    assert max(map(len, out.split("\n"))) <= 80
    assert "\ntotal of 3 drafts " in out
    assert "\nmetro/aid.md " in out


@pytest.mark.model
def test_every_ending_of_a_file_has_its_format(here: Path, capsys: Captured) -> None:
    starts = {
        "csv": b"row,label,",
        "tsv": b"row\tlabel\t",
        "json": b'{\n "schema": "auditor.summary/1"',
        "jsonl": b'{"row": "article", ',
        "html": b"<!DOCTYPE html>",
        "md": b"| draft",
        "tex": b"\\begin{tabular}",
        "xlsx": b"PK",
        "txt": b"  ",
    }
    for ending, start in starts.items():
        code, out, err = run(capsys, "summary", "drafts", "-o", f"out/review.{ending}", *QUICK)
        assert (code, out, err) == (0, f"out/review.{ending}\n", "")
        assert (here / f"out/review.{ending}").read_bytes().startswith(start)
    book = openpyxl.load_workbook(here / "out/review.xlsx")
    assert [cell.value for cell in book["Drafts"]["A"]] == [
        "draft",
        "drafts/bad.txt",
        "drafts/clean.md",
        "drafts/metro/aid.md",
        "total of 3 drafts",
    ]
    first = (here / "out/review.xlsx").read_bytes()
    run(capsys, "summary", "drafts", "-o", "out/review.xlsx", *QUICK)
    assert (here / "out/review.xlsx").read_bytes() == first
    run(capsys, "summary", "drafts", "-o", "out/review.xlsx", "-f", "csv", *QUICK)
    assert (here / "out/review.xlsx").read_bytes().startswith(b"row,label,")


@pytest.mark.model
def test_groups_by_two_fields_in_another_order(here: Path, capsys: Captured) -> None:
    asked = ("summary", "drafts", "-g", "desk", "-g", "month", "--sort", "-desk", "-f", "json", *QUICK)
    data = json.loads(run(capsys, *asked)[1])
    assert data["group_by"] == "desk,month"
    assert [row["label"] for row in data["rows"]] == ["world, 2026-03", "metro, 2026-04", "(none), (none)"]
    data = json.loads(run(capsys, "summary", "drafts", "-g", "folder", "--reverse", "-f", "json", *QUICK)[1])
    assert [row["label"] for row in data["rows"]] == ["drafts/metro", "drafts"]


@pytest.mark.model
def test_the_first_rows_only_and_what_is_left_out(here: Path, capsys: Captured) -> None:
    asked = ("summary", "drafts", "--sort", "-unexplained", "--top", "1", "--columns", "unexplained", *QUICK)
    told = "The first of 3 drafts is shown; the total counts the other 2 too.\n"
    code, out, err = run(capsys, *asked)
    assert (code, err) == (0, "")
    assert told in out
    code, out, err = run(capsys, *asked, "-f", "csv")
    assert (code, err) == (0, told)
    assert list(csv.reader(out.splitlines())) == [
        ["row", "label", "unexplained", "error"],
        ["article", "drafts/bad.txt", "1", ""],
        ["total", "total", "2", ""],
    ]


@pytest.mark.model
def test_a_failure_is_told_beside_any_format(here: Path, capsys: Captured) -> None:
    (here / "drafts/x.docx").write_bytes(b"PK\x03\x04 broken")
    code, out, err = run(capsys, "summary", "drafts", "-o", "x.xlsx", "-g", "desk", *QUICK)
    assert (code, out) == (3, "x.xlsx\n")
    assert err.startswith("drafts/x.docx: A3")
    about = openpyxl.load_workbook(here / "x.xlsx")["About"]
    assert "not audited: drafts/x.docx" in [cell.value for cell in about["A"]]


@pytest.mark.model
def test_a_workbook_never_replaces_a_draft(here: Path, capsys: Captured) -> None:
    code, out, err = run(capsys, "summary", "drafts", "-o", "drafts/bad.txt", "-f", "xlsx", *QUICK)
    assert (code, out) == (2, "")
    assert err.startswith("A004 cannot write drafts/bad.txt: a draft of this run is there\n")
    assert (here / "drafts/bad.txt").read_text() == BAD
