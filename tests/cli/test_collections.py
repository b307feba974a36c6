"""Files of many articles, what becomes of every file, and drafts that are no news reports: seen from outside."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_main import BAD, CLEAN, Captured, run

TOLD = (
    "c.csv: each row is an article: the articles are in 'body'; headlines in 'title'; ids in 'id'; metadata: section"
    " (--text-column and --meta say otherwise)"
)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with a table of three articles, one without words."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    rows = [("a/17", "Council to close library", BAD, "Metro"), ("b", "Library", CLEAN, "Metro"), ("c", "None", "", "")]
    with (tmp_path / "c.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("id", "title", "body", "section"), *rows])
    return tmp_path


@pytest.mark.model
def test_each_record_is_audited_by_itself(here: Path, capsys: Captured) -> None:
    code, out, err = run(capsys, "check", "c.csv", "--format", "json", "-v")
    told = json.loads(out)
    assert code == 3
    assert [report["article"]["path"] for report in told["reports"]] == ["c.csv#a/17", "c.csv#b"]
    assert [(failure["path"], failure["code"]) for failure in told["failures"]] == [("c.csv#c", "A305")]
    assert [(each["path"], each["outcome"]) for each in told["files"]] == [
        ("c.csv#a/17", "audited"),
        ("c.csv#b", "audited"),
        ("c.csv#c", "failed"),
    ]
    assert err.splitlines() == [
        TOLD,
        "c.csv#a/17: audited",
        "c.csv#b: audited",
        "c.csv#c: failed (A305 there are no words in it)",
    ]


@pytest.mark.model
def test_a_record_can_be_named_shown_and_explained(here: Path, capsys: Captured) -> None:
    code, out, _ = run(capsys, "check", "c.csv#b")
    assert (code, out) == (0, "1 draft audited: no findings.\n")
    code, out, _ = run(capsys, "show", "c.csv#a/17")
    assert code == 0 and "two people briefed on the plan" in out
    code, out, _ = run(capsys, "explain", "c.csv#a/17:row 1, paragraph 1")
    assert code == 0 and "default/anonymous-without-reason" in out
    code, out, _ = run(capsys, "check", "c.csv#z")
    assert code == 3
    assert "c.csv#z: A302 there is no article z\n  the first is a/17, the last c\n" in out


@pytest.mark.model
def test_reports_of_records_lie_in_a_folder_of_their_file(here: Path, capsys: Captured) -> None:
    code, out, _ = run(capsys, "report", "c.csv", "--format", "markdown")
    assert code == 3
    assert out.splitlines() == ["reports/c.csv/a-17.md", "reports/c.csv/b.md"]


@pytest.mark.model
def test_a_summary_groups_records_by_a_column_under_either_name(here: Path, capsys: Captured) -> None:
    code, out, _ = run(capsys, "summary", "c.csv", "--group-by", "section", "--format", "json")
    assert [(row["label"], row["articles"]) for row in json.loads(out)["rows"]] == [("Metro", 2)]
    code, out, _ = run(capsys, "summary", "c.csv", "--meta", "desk=section", "-g", "desk", "--format", "json")
    assert [(row["label"], row["articles"]) for row in json.loads(out)["rows"]] == [("Metro", 2)]
    assert code == 3


@pytest.mark.model
def test_an_archive_with_a_picture_says_what_became_of_it(here: Path, capsys: Captured) -> None:
    with zipfile.ZipFile("drafts.zip", "w") as file:
        file.writestr("a.md", CLEAN)
        file.writestr("photo.png", b"\x89PNG\0")
    code, out, err = run(capsys, "check", "drafts.zip", "--verbose")
    assert (code, out) == (0, "1 draft audited: no findings.\n")
    assert err.splitlines() == [
        "not looked at, as no drafts: 1 .png; to audit one, name it; --strict-files fails on them",
        "drafts.zip#a.md: audited",
        "drafts.zip#photo.png: not a draft (.png)",
    ]


@pytest.mark.model
def test_every_file_of_a_folder_gets_one_word(here: Path, capsys: Captured) -> None:
    folder = here / "desk"
    folder.mkdir()
    for name, content in {"a.md": CLEAN, "b.txt": "", "c.png": "x", "old.md": CLEAN}.items():
        (folder / name).write_text(content)
    (here / "auditor.yaml").write_text("ignore: [old.md]\n")
    run(capsys, "report", "desk", "-o", "desk/out", "--format", "markdown")
    code, _, err = run(capsys, "check", "desk", "--verbose")
    assert code == 3
    assert [line for line in err.splitlines() if line.startswith("desk/")] == [
        "desk/a.md: audited",
        "desk/b.txt: failed (A305 there are no words in it)",
        "desk/c.png: not a draft (.png)",
        "desk/old.md: skipped (the setting ignore)",
        "desk/out/a.md: skipped (a report of the auditor)",
    ]


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"---\ngenre: OpinionNewsArticle\n---\n{BAD}", "opinion, as it says itself: genre “OpinionNewsArticle”"),
        (f"---\nsection: Op-Ed\n---\n{BAD}", "opinion, as it says itself: section “Op-Ed”"),
        (f"---\ncategory: Satire\n---\n{BAD}", "satire, as it says itself: category “Satire”"),
        (f"SPONSORED CONTENT\n\n{BAD}", "advertising, as it says itself: label “SPONSORED CONTENT”"),
        (f"# Opinion: Keep the library\n\n{BAD}", "opinion, as it says itself: headline “Opinion”"),
    ],
)
def test_what_is_no_report_is_said_to_be_so_and_audited_on_request(
    text: str, told: str, here: Path, capsys: Captured
) -> None:
    Path("a.md").write_text(text)
    code, out, _ = run(capsys, "check", "a.md")
    assert code == 0
    said, closing = out.split("\n\n")
    assert " ".join(said.split()) == f"a.md: not audited: {told}; --all-genres audits it"
    assert closing == "No draft audited: no findings, 1 not audited.\n"
    code, out, _ = run(capsys, "check", "a.md", "--all-genres")
    assert code == 1 and "default/anonymous-without-reason" in out


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        f"---\ntags: [opinion]\nsection: Metro\n---\n{CLEAN}",
        f"Comments\n\n{CLEAN}",
        f"# Opinion polls: Mayor ahead\n\n{CLEAN}",
        f"# Advertising: council sells its sites\n\n{CLEAN}",
    ],
)
def test_a_report_on_opinions_is_a_report(text: str, here: Path, capsys: Captured) -> None:
    Path("a.md").write_text(text)
    assert run(capsys, "check", "a.md", "--quiet")[:2] == (0, "")


def test_standard_input_may_be_a_table(here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO((here / "c.csv").read_bytes())))
    code, out, err = run(capsys, "check", "-", "--stdin-filename", "c.csv", "--format", "json")
    assert code == 3
    assert [report["article"]["path"] for report in json.loads(out)["reports"]] == ["c.csv#a/17", "c.csv#b"]
    assert err == f"{TOLD}\n"


def test_a_table_that_cannot_be_read_is_never_written_over(here: Path, capsys: Captured) -> None:
    Path("years.csv").write_text("year,boats\n2025,41\n")
    code, _, err = run(capsys, "summary", "years.csv", "--format", "csv", "--output", "years.csv")
    assert code == 2 and "A004 cannot write years.csv: a draft of this run is there" in err
    assert Path("years.csv").read_text() == "year,boats\n2025,41\n"


def test_a_pipe_in_a_folder_that_is_called_as_a_report_does_not_block(here: Path, capsys: Captured) -> None:
    import os

    Path("desk").mkdir()
    os.mkfifo("desk/x.json")
    code, _, err = run(capsys, "check", "desk")
    assert code == 2 and "A002 no drafts found" in err


@pytest.mark.model
def test_an_id_that_is_an_address_can_be_named(here: Path, capsys: Captured) -> None:
    Path("url.csv").write_text(f'url,text\nhttps://x.example/2026//a/,"{CLEAN.splitlines()[2]}"\n')
    code, out, _ = run(capsys, "check", "url.csv#https://x.example/2026//a/", "--quiet")
    assert (code, out) == (0, "")
