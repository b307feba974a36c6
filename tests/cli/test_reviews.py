"""`auditor concordance` and `auditor stats` from outside."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.cli.main import main
from auditor.records.reviews import Standing
from tests.cli.test_main import BAD, CLEAN

ROOT = Path(__file__).parents[2]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working directory with two drafts, and a file that is none."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts/bad.txt").write_text(BAD)
    (tmp_path / "drafts/clean.md").write_text(f"---\ndesk: metro\n---\n{CLEAN}")
    return tmp_path


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


# ---------------------------------------------------------------- what is asked for makes no sense


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["concordance"], "A001 Missing argument 'PATTERN'"),
        (["concordance", "aid"], "A001 no drafts were named"),
        (["concordance", "aid", "drafts", "--format", "cvs"], "A001 there is no format 'cvs'\n  Did you mean 'csv'?"),
        (
            ["concordance", "aid", "drafts", "--kind", "anonymus"],
            "A001 there is no kind 'anonymus'\n  Did you mean 'ano",
        ),
        (["concordance", "aid", "drafts", "--sort", "left"], "A001 there is no order 'left'\n  There are: place, "),
        (["concordance", "(aid", "drafts", "--regex"], "A011 this is no regular expression: missing ): (aid"),
        (["concordance", r"(\w)\1", "drafts", "--regex"], "A011 this is no regular expression"),
        (["concordance", "aid", "drafts", "--top", "0"], "A001 Invalid value for '--top'"),
        (["concordance", " ", "drafts"], "A011 there is nothing to look for"),
        (["stats"], "A001 no drafts were named"),
        (["stats", "drafts", "-f", "gird"], "A001 there is no format 'gird'\n  Did you mean 'grid'?"),
    ],
)
def test_usage(here: Path, capsys: Captured, arguments: list[str], message: str) -> None:
    code, out, err = run(capsys, *arguments)
    assert (code, out) == (2, "")
    assert message in err


@pytest.mark.parametrize("arguments", [["concordance", "aid", "drafts"], ["stats", "drafts"]])
def test_without_the_extra_it_says_how_to_install_it(
    here: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.setattr("auditor.reviewing.library.package_folders", lambda name: ())
    told = "A010 this command needs the library textacy, which is not installed\n  pip install 'auditor[reviews]'\n"
    assert run(capsys, *arguments) == (2, "", told)


# ---------------------------------------------------------------- what is printed


@pytest.mark.model
def test_hits_of_a_folder_and_the_failure_of_a_draft(here: Path, capsys: Captured) -> None:
    (here / "drafts/broken.txt").write_bytes(b"\0\0")
    code, out, err = run(capsys, "concordance", "library", "drafts")
    assert code == 3
    assert [line.split()[0] for line in out.splitlines()[:4]] == [
        "drafts/bad.txt:1:18",
        "drafts/bad.txt:3:39",
        "drafts/clean.md:4:18",
        "drafts/clean.md:6:39",
    ]
    assert out.splitlines()[1].endswith("anonymous")
    assert out.splitlines()[-1] == "4 hits in 2 of 2 drafts: named person 1, anonymous 1, own words 2."
    assert err.startswith("drafts/broken.txt: A3")


@pytest.mark.model
def test_kind_sort_and_top(here: Path, capsys: Captured) -> None:
    arguments = [
        "concordance",
        "LIBRARY|council",
        "drafts",
        "--regex",
        "-i",
        "--sort",
        "kind",
        "--top",
        "2",
        "-f",
        "json",
    ]
    code, out, err = run(capsys, *arguments)
    data = json.loads(out)
    assert (code, err) == (0, "")
    assert (data["total"], [hit["kind"] for hit in data["hits"]]) == (8, ["named_person", "named_person"])
    code, out, err = run(capsys, "concordance", "library", "drafts", "--kind", "anonymous", "-f", "jsonl")
    (hit,) = map(json.loads, out.splitlines())
    assert (hit["path"], hit["source"]) == ("drafts/bad.txt", "two people briefed on the plan")


@pytest.mark.model
def test_no_hit_is_said_and_fails_nothing(here: Path, capsys: Captured) -> None:
    assert run(capsys, "concordance", "zebra", "drafts") == (0, "", "No draft has 'zebra'; 2 drafts searched.\n")


@pytest.mark.model
def test_a_table_of_lengths_and_the_failure_of_a_draft(here: Path, capsys: Captured) -> None:
    (here / "drafts/broken.txt").write_bytes(b"\0\0")
    code, out, err = run(capsys, "stats", "drafts", "--group-by", "desk", "--format", "json")
    data = json.loads(out)
    assert code == 3
    assert [row["label"] for row in data["rows"]] == ["metro", "(none)"]
    assert data["total"]["articles"] == 2
    assert [failure["path"] for failure in data["failures"]] == ["drafts/broken.txt"]
    assert err.startswith("drafts/broken.txt: A3")


@pytest.mark.model
@pytest.mark.slow
def test_processes_change_nothing(here: Path, capsys: Captured) -> None:
    (here / "auditor.yaml").write_text("detectors: rules\n")
    for number in range(8):
        (here / f"drafts/{number}.txt").write_text(BAD)
    for command in (["concordance", "library", "drafts"], ["stats", "drafts", "-f", "csv"]):
        assert run(capsys, *command, "--jobs", "1") == run(capsys, *command, "--jobs", "2")


# ---------------------------------------------------------------- the page

PAGE = (ROOT / "docs/reviews.md").read_text(encoding="utf-8")


@pytest.mark.model
@pytest.mark.parametrize("block", re.findall(r"^```console\n(.*?)^```$", PAGE, re.S | re.M))
def test_the_page_shows_what_is_printed(capsys: Captured, monkeypatch: pytest.MonkeyPatch, block: str) -> None:
    monkeypatch.chdir(ROOT / "tests/cases")
    monkeypatch.setenv("AUDITOR_JOBS", "1")  # processes change nothing, as is tested above, and take long to start
    command, *shown = block.splitlines()
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "auditor"
    _, out, _ = run(capsys, *arguments)
    assert out.splitlines() == shown


@pytest.mark.parametrize("standing", Standing)
def test_the_page_and_the_help_name_every_kind(capsys: Captured, standing: Standing) -> None:
    assert f"`{standing.value}`" in PAGE
    _, out, _ = run(capsys, "concordance", "--help")
    assert standing.value in out


def test_the_help_says_what_to_install(capsys: Captured) -> None:
    for command in ("concordance", "stats"):
        assert "pip install 'auditor[reviews]'" in run(capsys, command, "--help")[1]


# ---------------------------------------------------------------- textacy is for those who ask


@pytest.mark.model
def test_no_other_command_imports_textacy(here: Path) -> None:
    script = """
import sys
import pytest
from auditor.cli.main import main
from tests.kept import keep
asked = [["concordance", "--help"], ["stats", "--help"], ["check", "drafts"], ["report", "drafts"]]
asked += [["summary", "drafts"], ["show", "drafts/bad.txt"], ["explain", "drafts/bad.txt:3"]]
asked += [["diff", "drafts/bad.txt", "drafts/clean.md"], ["rules", "list"], ["policies", "list"]]
with pytest.MonkeyPatch.context() as patch:
    keep(patch)
    codes = [main(arguments) for arguments in asked]
sys.stderr.write(f"{codes} {'textacy' in sys.modules} {any('reviewing' in name for name in sys.modules)}")
"""
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert "False False" in done.stderr.splitlines()[-1], done.stderr
    assert "2" not in done.stderr.splitlines()[-1] and "4" not in done.stderr.splitlines()[-1]
