"""`auditor diff` over reports that were saved: what it prints, and its exit codes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from auditor.cli.main import main
from auditor.records.report import Report
from auditor.records.saved import write
from auditor.records.scales import Severity
from tests.factories import ferry, finding, nothing


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save(path: str, report: Report) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(write.dumps(report), encoding="utf-8")


def mended() -> Report:
    """The ferry's report with one finding less and one more."""
    found = finding(8, "desk/extra", Severity.WARNING, "Who <b>is</b> this?", None)
    return replace(ferry(), findings=(found, *ferry().findings[1:]))


def test_two_reports_in_the_terminal(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save("old.json", ferry())
    save("new.json", mended())
    assert main(["diff", "old.json", "new.json"]) == 0
    out = capsys.readouterr().out
    assert "1 draft compared: 1 changed. Findings: 1 new, 1 fixed, 3 kept." in out
    assert "- new: warning, the whole draft: Who <b>is</b> this? (desk/extra)" in out
    assert "- fixed: info, the whole draft: The lead rests on them." in out
    assert all(len(line) <= 80 for line in out.split("\n"))


def test_folders_of_reports_by_name(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, report in (("a/ferry", ferry()), ("a/gone", nothing()), ("b/ferry", mended()), ("b/fresh", nothing())):
        save(f"{name}.json", report)
    save("a/same.json", nothing())
    save("b/same.json", nothing())
    assert main(["diff", "a", "b", "--format", "markdown"]) == 0
    out = capsys.readouterr().out
    assert "**2 drafts compared: 1 changed." in out
    assert "## Night ferry may be cut, aides say" in out
    assert "## Unchanged in sources and findings\n\n- same" in out
    assert "## Only in the old version" in out
    assert "Who \\<b\\>is\\</b\\> this?" in out


def test_the_page_never_reads_words_as_markup(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save("old.json", ferry())
    save("new.json", mended())
    assert main(["diff", "old.json", "new.json", "--format", "html"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("<!doctype html>")
    assert "Who &lt;b&gt;is&lt;/b&gt; this?" in out


def test_only_new_findings_fail_and_only_if_that_is_asked_for(here: Path) -> None:
    save("old.json", ferry())
    save("new.json", mended())
    assert main(["diff", "old.json", "new.json", "--fail-on", "warning"]) == 1
    assert main(["diff", "old.json", "new.json", "--fail-on", "error"]) == 0
    assert main(["diff", "new.json", "new.json", "--fail-on", "warning"]) == 0


def test_a_damaged_report_is_told_and_the_others_are_compared(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for folder in "ab":
        save(f"{folder}/ferry.json", ferry())
    save("a/broken.json", ferry())
    whole = Path("a/broken.json").read_text(encoding="utf-8")
    Path("a/broken.json").write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert main(["diff", "a", "b"]) == 3
    told = capsys.readouterr()
    assert "1 draft compared: 0 changed." in told.out
    assert "a/broken.json: A390" in told.err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("a", "b/ferry.json", "A009 a and b/ferry.json cannot be compared: one is a folder"),
        ("a", "c", "A009 no draft is in a and in c"),
        ("a", "nowhere", "A009 there is no file or folder nowhere"),
    ],
)
def test_what_cannot_be_compared(here: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, says: str) -> None:
    for name in ("a/ferry", "b/ferry", "c/other"):
        save(f"{name}.json", ferry())
    assert main(["diff", old, new]) == 2
    assert says in capsys.readouterr().err


def test_an_unknown_format_is_refused_with_those_there_are(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    save("old.json", ferry())
    assert main(["diff", "old.json", "old.json", "--format", "markdwon"]) == 2
    assert "Did you mean 'markdown'? There are: terminal, markdown, html." in capsys.readouterr().err


def test_of_two_files_of_which_one_is_damaged_nothing_is_said_but_that(
    here: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save("new.json", ferry())
    whole = Path("new.json").read_text(encoding="utf-8")
    Path("old.json").write_text(whole[: len(whole) // 2], encoding="utf-8")
    assert main(["diff", "old.json", "new.json"]) == 3
    out = capsys.readouterr().out
    assert "Only in" not in out
    assert "old.json" in out
